"""A register of any size for timing searches, everybody in it invented: `fill(count)` puts it straight into the tables.

Words follow Zipf's law over 60,000 German-like ones; every third actor has one or two offers or needs; one in ten is a
person; 5 % are seen by members, 5 % by the agency alone; a tenth has a profile for members only (two rows in the
index). The same seed gives the same register.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import accumulate, islice

COUNTIES = (
    ("DED21", "Dresden, Stadt"), ("DED2C", "Bautzen"), ("DED2D", "Görlitz"), ("DED2E", "Meißen"),
    ("DED2F", "Sächsische Schweiz-Osterzgebirge"), ("DED41", "Chemnitz, Stadt"), ("DED42", "Erzgebirgskreis"),
    ("DED43", "Mittelsachsen"), ("DED44", "Vogtlandkreis"), ("DED45", "Zwickau"), ("DED51", "Leipzig, Stadt"),
    ("DED52", "Leipzig, Landkreis"), ("DED53", "Nordsachsen"),
)  # fmt: skip
FORMS = ("GmbH", "e. V.", "UG", "GbR", "AG", "eG", "Stiftung", "")
NOUNS = (
    "Weberei", "Kunsthaus", "Gießerei", "Mühle", "Brauerei", "Verein", "Hochschule", "Museum", "Brücke", "Werkstatt",
    "Kulturverein", "Theater", "Verlag", "Druckerei", "Spinnerei", "Schule", "Agentur", "Atelier", "Galerie",
    "Förderverein",
)  # fmt: skip
STARTS = (
    "Web", "Kunst", "Holz", "Stein", "Glas", "Ton", "Licht", "Farb", "Garn", "Stoff", "Druck", "Film", "Klang", "Spiel",
    "Bau", "Land", "Stadt", "Berg", "Wald", "Feld", "Fluss", "Brücken", "Mühl", "Eisen", "Silber", "Gold", "Leder",
    "Papier", "Buch", "Bild", "Form", "Raum", "Zeit", "Netz", "Daten", "Strom", "Wasser", "Luft", "Wärme", "Jugend",
)  # fmt: skip
MIDDLES = ("", "er", "en", "s", "ungs", "heits", "schafts", "ier", "el", "in")
ENDS = (
    "werk", "haus", "bau", "bund", "hof", "lab", "platz", "weg", "markt", "kreis", "kunde", "lehre", "gestaltung",
    "pflege", "planung", "technik", "beratung", "vermittlung", "verwaltung", "forschung", "sammlung", "führung",
    "messe", "schmiede", "gärtnerei", "ei", "ung", "erin", "ler", "ner", "mann", "stelle", "dienst", "netz", "raum",
    "zeit",
)  # fmt: skip
LITTLE = ("und", "für", "die", "der", "mit", "in", "von", "wir", "bieten", "suchen", "region", "menschen", "zusammen")
KINDS = (
    "company", "association", "museum", "theatre", "university", "design", "music", "architecture", "books",
    "software_games", "public_authority", "festival", "training_provider", "gallery", "chamber", "film",
)  # fmt: skip
ACTOR = (
    "id", "slug", "sort", "name", "given_name", "family_name", "name_folded", "acronym", "kind", "place_id",
    "street", "postcode", "country", "email", "phone", "website", "links", "languages", "summary_de", "summary_en",
    "source", "audience", "disclosures", "created_at", "updated_at",
)  # fmt: skip
LISTING = ("actor_id", "key", "side", "kind", "title_de", "title_en", "text_de", "text_en", "partner_languages",
           "valid_until", "audience", "created_at")  # fmt: skip
AT_ONCE = 10_000


class World:
    """Makes rows; words by rank: the first is in every third text, the last in a few."""

    def __init__(self, seed: int, places: list[int]) -> None:
        self.chance = random.Random(seed)
        self.places = places
        made = {f"{start}{middle}{end}".lower() for start in STARTS for middle in MIDDLES for end in ENDS}
        more = {f"{first}{second.lower()}{end}".lower() for first in STARTS for second in STARTS for end in ENDS}
        words = sorted(made) + sorted(more)
        self.chance.shuffle(words)
        self.words = [*LITTLE, *words]
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        self.towns = [f"{start}{end}" for start in STARTS for end in ("berg", "dorf", "hain", "walde", "au", "itz")]

    def text(self, count: int) -> str:
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=count))

    def name(self) -> str:
        chance = self.chance
        parts = [chance.choice(NOUNS), chance.choices(self.words, cum_weights=self.weights)[0].title()]
        return " ".join(filter(None, (*parts, chance.choice(self.towns), chance.choice(FORMS))))

    def actor(self, number: int) -> tuple[object, ...]:
        from aufwind.core.folding import folded

        chance, is_person = self.chance, number % 10 == 3
        person = f"{chance.choice(STARTS)}{chance.choice(ENDS)} {chance.choice(self.towns)}er"
        name = person if is_person else self.name()
        draw = chance.random()
        audience = "members" if draw < 0.05 else "agency" if draw < 0.1 else "public"
        disclosures = '{"summary": "members"}' if chance.random() < 0.1 else "{}"
        return (
            number, f"a{number}", "person" if is_person else "organisation", name, "", "", folded(name), "",
            chance.choice(KINDS), chance.choice(self.places), "", "", "DE", f"a{number}@example.org", "", "", "[]",
            '["de"]', self.text(chance.randrange(8, 25)), "", "", audience, disclosures, NOW, NOW,
        )  # fmt: skip

    def listings(self, number: int) -> list[tuple[object, ...]]:
        chance = self.chance
        return [
            (number, "", chance.choice(("offer", "need")), "service", self.text(3), "", self.text(10), "", "[]",
             date(2027, 1, 1) + timedelta(days=chance.randrange(700)), "public", NOW)
            for _ in range(chance.randrange(1, 3))
        ] if number % 3 == 0 else []  # fmt: skip


NOW = "2026-11-26 00:00:00+00:00"


def fill(count: int, *, seed: int = 1) -> World:
    """Put `count` actors with places and listings into empty tables."""
    from aufwind.actors.models import Place

    land = Place.objects.create(slug="sachsen", name_de="Sachsen", name_en="Saxony", level="state", nuts="DED")
    places = []
    for code, name in COUNTIES:
        county = Place.objects.create(
            slug=code.lower(), name_de=name, name_en=name, level="district", nuts=code, parent=land
        )
        towns = [Place(slug=f"{code}-{n}".lower(), name_de=f"Ort {code} {n}", name_en=f"Ort {code} {n}", level="lau",
                       parent=county) for n in range(30)]  # fmt: skip
        places += [town.pk for town in Place.objects.bulk_create(towns)]
    world = World(seed, places)
    numbers = iter(range(1, count + 1))
    while part := list(islice(numbers, AT_ONCE)):
        insert("actors_actor", ACTOR, [world.actor(number) for number in part])
        insert("actors_listing", LISTING, [row for number in part for row in world.listings(number)])
    return world


def insert(table: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    from django.db import connection, transaction

    marks = ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
