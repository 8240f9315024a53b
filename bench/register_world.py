"""A register of the Leipzig region with planted duplicates whose truth is known. Everybody in it is invented.

    .venv/bin/python bench/register_world.py register.xlsx [--rows 5000] [--seed 1] [--duplicates 0.08] [--no-truth]

Rows are organisations and people as they stand in the lists of an agency. A share of them is a second, worse copy of
another row, made by one to three accidents (`ACCIDENTS`): typing and scanning errors, words cut short, another legal
form, umlauts spelt out, names swapped, a move, a marriage, another address of the same domain, empty fields. The
accidents are drawn here from letters and chance, not from the lists of whatever looks for the duplicates.

Also planted are rows that look alike and are not: the same name in another town, branches that share domain and brand,
«Kunstverein X» and «Kunstverein Y», brothers and sisters with one address, telephone and often one mailbox, colleagues.

Columns: Nr, Art (organisation/person), Name, E-Mail, Telefon, Webseite, Straße, PLZ, Ort, Wahrheit: rows of one number
name the same actor. Same seed, same rows, on every machine.
"""

from __future__ import annotations

import argparse
import random
import unicodedata
from pathlib import Path

from register_words import (
    BRANDS,
    ENGLISH,
    ENGLISH_FORMS,
    ENGLISH_NOUNS,
    FAMILY,
    FAMILY_ENDS,
    FAMILY_STARTS,
    FIRST_PARTS,
    FORMS,
    FREEMAIL,
    GIVEN,
    KINDS_IN_TOWN,
    PLACES,
    SECOND_PARTS,
    STREETS,
    TRADES,
)

COLUMNS = ("Nr", "Art", "Name", "E-Mail", "Telefon", "Webseite", "Straße", "PLZ", "Ort", "Wahrheit")
KEYBOARD = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
SCANNED = {
    "rn": "m",
    "m": "rn",
    "l": "1",
    "i": "l",
    "o": "0",
    "ü": "ii",
    "ä": "a",
    "e": "c",
    "h": "b",
    "cl": "d",
    "ß": "B",
}
Row = dict[str, str]


def register(rows: int, seed: int, share: float = 0.08) -> list[Row]:
    """So many rows in a random order, of which `share` are corrupted copies of others."""
    chance = random.Random(seed)
    copies = round(rows * share)
    made: list[Row] = []
    taken: set[tuple[str, str]] = set()
    while len(made) < rows - copies:
        for one in one_or_several(chance):
            # firms of one municipality bear names that can be told apart (§ 30 of the German Commercial Code)
            key = (without_form(one["Name"]), one["Ort"])
            if one["Art"] == "person" or key not in taken:
                taken.add(key)
                made.append(one)
    del made[rows - copies :]
    for number, row in enumerate(made):
        row["Wahrheit"] = str(number)
    made += [corrupted(chance, row) for row in chance.sample(made, copies)]
    chance.shuffle(made)
    for number, row in enumerate(made, start=1):
        row["Nr"] = str(number)
    return made


def one_or_several(chance: random.Random) -> list[Row]:
    """An actor, or a few that look alike and are different."""
    kind = chance.random()
    if kind < 0.02:
        return branches(chance)
    if kind < 0.05:
        return siblings(chance)
    if kind < 0.08:
        return namesakes(chance)
    if kind < 0.11:
        return colleagues(chance)
    return [organisation(chance) if chance.random() < 0.5 else person(chance)]


def row(kind: str, name: str, place: tuple[str, str], chance: random.Random) -> Row:
    return {
        "Nr": "",
        "Art": kind,
        "Name": name,
        "E-Mail": "",
        "Telefon": phone(chance),
        "Webseite": "",
        "Straße": street(chance),
        "PLZ": place[1],
        "Ort": place[0],
        "Wahrheit": "",
    }


def place_of(chance: random.Random) -> tuple[str, str]:
    name, codes, _ = chance.choices(PLACES, [weight for *_, weight in PLACES])[0]
    return name, chance.choice(codes)


def street(chance: random.Random) -> str:
    return f"{chance.choice(STREETS).replace('-', ' ')} {chance.randint(1, 140)}{chance.choice(['', '', '', 'a', 'b'])}"


def phone(chance: random.Random) -> str:
    area = chance.choice(["341", "345", "3435", "3421", "3437", "34202", "151", "160", "176", "371", "351"])
    number = str(chance.randint(10_000, 99_999_999))
    return chance.choice(
        [f"+49 {area} {number}", f"0{area} / {number}", f"0{area} {number[:3]} {number[3:]}", f"0{area}{number}"]
    )


def latin(text: str) -> str:
    """As people make addresses of names."""
    for letter, pair in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ł", "l")):
        text = text.lower().replace(letter, pair)
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if char.isascii() and (char.isalnum() or char == "-"))


def family_name(chance: random.Random) -> str:
    if chance.random() < 0.45:  # a few names are very frequent
        return FAMILY[min(int(chance.expovariate(1 / 35)), len(FAMILY) - 1)].replace("-", " ")
    return chance.choice(FAMILY_STARTS) + chance.choice(FAMILY_ENDS)


def given_name(chance: random.Random) -> str:
    return GIVEN[chance.randrange(len(GIVEN))]


def person(chance: random.Random) -> Row:
    given, family = given_name(chance), family_name(chance)
    made = row("person", f"{given} {family}", place_of(chance), chance)
    made["E-Mail"] = personal_mail(chance, given, family) if chance.random() < 0.8 else ""
    return made


def personal_mail(chance: random.Random, given: str, family: str) -> str:
    first, last = latin(given), latin(family)
    local = chance.choice(
        [f"{first}.{last}", f"{first[0]}.{last}", f"{last}{chance.randint(60, 99)}", f"{first}{chance.randint(1, 99)}"]
    )
    own = f"{last}-{chance.choice(['design', 'art', 'beratung', 'web', 'foto'])}.de"
    return f"{local}@{own if chance.random() < 0.3 else chance.choice(FREEMAIL)}"


def organisation(chance: random.Random) -> Row:
    place = place_of(chance)
    name, form = organisation_name(chance, place[0])
    made = row("organisation", f"{name} {form}".strip(), place, chance)
    domain = latin(name.replace(" ", chance.choice(["", "-"])))[:28].strip("-") + chance.choice(
        [".de", ".de", ".org", ".eu", ".com"]
    )
    if chance.random() < 0.75:
        made["E-Mail"] = f"{chance.choice(['info', 'kontakt', 'mail', 'buero', 'post', 'hallo'])}@{domain}"
    elif chance.random() < 0.5:
        made["E-Mail"] = f"{latin(name)[:20]}@{chance.choice(FREEMAIL)}"
    if chance.random() < 0.65:
        made["Webseite"] = (
            chance.choice(["https://", "http://www.", "www.", "https://www."])
            + domain
            + chance.choice(["", "/", "/start"])
        )
    return made


def organisation_name(chance: random.Random, town: str) -> tuple[str, str]:
    kind = chance.random()
    compound = chance.choice(FIRST_PARTS) + chance.choice(SECOND_PARTS)
    if kind < 0.2:
        return f"{chance.choice(KINDS_IN_TOWN)} {town.partition(' (')[0]}", chance.choice([*FORMS[:4], "", ""])
    if kind < 0.3:
        return f"{chance.choice(KINDS_IN_TOWN)} {compound}", chance.choice(FORMS)
    if kind < 0.55:
        return f"{chance.choice(TRADES)} {family_name(chance)}", chance.choice(FORMS)
    if kind < 0.65:
        return f"{family_name(chance)} & {family_name(chance)} {chance.choice(TRADES)}", chance.choice(FORMS[2:])
    if kind < 0.75:
        return f"{chance.choice(ENGLISH)} {chance.choice(ENGLISH)} {chance.choice(ENGLISH_NOUNS)}", chance.choice(
            ENGLISH_FORMS
        )
    if kind < 0.88:
        return f"{compound} {town.partition(' (')[0]}", chance.choice(FORMS)
    return f"{compound} für {chance.choice(SECOND_PARTS).title()} und {chance.choice(TRADES)}", chance.choice(FORMS)


def branches(chance: random.Random) -> list[Row]:
    """One brand in several towns: one domain, a mailbox and a telephone each."""
    brand, form = chance.choice(BRANDS) + " " + family_name(chance), chance.choice(FORMS)
    domain = f"{latin(brand)}.de"
    made = []
    for town in {place_of(chance)[0]: None for _ in range(chance.randint(2, 4))}:
        codes = next(codes for name, codes, _ in PLACES if name == town)
        name = f"{brand} {chance.choice(['', '', town])} {form}"
        branch = row("organisation", " ".join(name.split()), (town, chance.choice(codes)), chance)
        branch["E-Mail"] = f"{latin(town)}@{domain}"
        branch["Webseite"] = f"https://www.{domain}"
        made.append(branch)
    return made


def siblings(chance: random.Random) -> list[Row]:
    family = family_name(chance)
    first = person(chance)
    shared = f"familie.{latin(family)}@{chance.choice(FREEMAIL)}" if chance.random() < 0.6 else ""
    made = []
    for given in chance.sample(GIVEN, chance.randint(2, 3)):
        one = {**first, "Name": f"{given} {family}", "E-Mail": shared or personal_mail(chance, given, family)}
        made.append(one)
    return made


def namesakes(chance: random.Random) -> list[Row]:
    """People of one name in different towns."""
    first = person(chance)
    made = [first]
    for _ in range(chance.randint(1, 2)):
        other = person(chance)
        if other["Ort"] not in {known["Ort"] for known in made}:
            given, family = first["Name"].split(" ", 1)
            made.append({**other, "Name": first["Name"], "E-Mail": personal_mail(chance, given, family)})
    return [one for at, one in enumerate(made) if one["E-Mail"] not in {known["E-Mail"] for known in made[:at]} - {""}]


def colleagues(chance: random.Random) -> list[Row]:
    """People of one house: its domain, street and often its telephone."""
    house = organisation(chance)
    domain = (house["E-Mail"] or "x@werkhof-example.de").split("@")[1]
    made = [house]
    for _ in range(chance.randint(1, 3)):
        given, family = given_name(chance), family_name(chance)
        one = {**house, "Art": "person", "Name": f"{given} {family}", "Webseite": ""}
        one["E-Mail"] = f"{latin(given)[0]}.{latin(family)}@{domain}"
        one["Telefon"] = house["Telefon"] if chance.random() < 0.5 else phone(chance)
        made.append(one)
    return made


def corrupted(chance: random.Random, original: Row) -> Row:
    """A second copy of a row after one to three accidents."""
    copy = dict(original)
    kinds = [(accident, weight) for accident, weight, kind in ACCIDENTS if kind in {"", original["Art"]}]
    for accident in chance.choices([a for a, _ in kinds], [w for _, w in kinds], k=chance.choice([1, 2, 2, 3])):
        accident(chance, copy)
    if copy == original:
        typing_error(chance, copy)
    return copy


def typing_error(chance: random.Random, copy: Row) -> None:
    field = chance.choices(["Name", "Straße", "Ort", "E-Mail"], [6, 2, 1, 1])[0]
    copy[field] = mistyped(chance, copy[field])


def mistyped(chance: random.Random, text: str) -> str:
    """One letter left out, doubled, swapped with the next, or the key beside it."""
    places = [at for at, char in enumerate(text) if char.isalpha()]
    if len(places) < 4:
        return text
    at = chance.choice(places)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at] + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]
    keys = next((keys for keys in KEYBOARD if text[at].lower() in keys), text[at])
    beside = keys.find(text[at].lower()) + chance.choice([-1, 1])
    return text[:at] + keys[max(0, min(beside, len(keys) - 1))] + text[at + 1 :]


def scanning_error(chance: random.Random, copy: Row) -> None:
    found = [(at, seen) for seen in SCANNED for at in range(len(copy["Name"])) if copy["Name"].startswith(seen, at)]
    if found:
        at, seen = chance.choice(found)
        copy["Name"] = copy["Name"][:at] + SCANNED[seen] + copy["Name"][at + len(seen) :]


def umlauts_spelt(chance: random.Random, copy: Row) -> None:
    pairs = chance.choice([("ä:ae", "ö:oe", "ü:ue", "Ä:Ae", "Ö:Oe", "Ü:Ue", "ß:ss"), ("ä:a", "ö:o", "ü:u", "ß:ss")])
    for field in ("Name", "Straße", "Ort"):
        for pair in pairs:
            copy[field] = copy[field].replace(*pair.split(":"))


def word_cut(chance: random.Random, copy: Row) -> None:
    """A word of the name shortened at a random place, with or without a full stop; a given name to its initial."""
    words = copy["Name"].split()
    at = chance.randrange(len(words))
    if copy["Art"] == "person":
        words[0] = words[0][0] + "."
    elif len(words[at]) > 6:
        words[at] = words[at][: chance.randint(3, len(words[at]) - 2)] + chance.choice([".", ".", ""])
    copy["Name"] = " ".join(words)


def other_form(chance: random.Random, copy: Row) -> None:
    """Another legal form, or none: written by people who did not look it up."""
    name = without_form(copy["Name"])
    written = [
        "",
        "",
        "e.V.",
        "eV",
        "e.V",
        "GmbH",
        "gemeinnützige GmbH",
        "Gesellschaft mbH",
        "UG",
        "GbR",
        "AG",
        "eingetragener Verein",
        "Verein",
        "Genossenschaft eG",
    ]
    copy["Name"] = f"{name} {chance.choice(written)}".strip()


def without_form(name: str) -> str:
    """A name without the legal form it was made with."""
    for form in sorted(filter(None, FORMS + ENGLISH_FORMS), key=len, reverse=True):
        if name.endswith(f" {form}"):
            return name.removesuffix(f" {form}")
    return name


def names_swapped(chance: random.Random, copy: Row) -> None:
    given, _, family = copy["Name"].partition(" ")
    copy["Name"] = f"{family}{chance.choice([',', ''])} {given}"


def title_added(chance: random.Random, copy: Row) -> None:
    copy["Name"] = f"{chance.choice(['Dr.', 'Prof. Dr.', 'Dipl.-Ing.', 'Frau', 'Herr', 'Dipl.-Des.'])} {copy['Name']}"


def double_name(chance: random.Random, copy: Row) -> None:
    copy["Name"] = f"{copy['Name']}-{family_name(chance)}"


def other_mail(chance: random.Random, copy: Row) -> None:
    """Another address: of the same domain, or with a freemailer anything."""
    domain = copy["E-Mail"].rpartition("@")[2]
    if copy["E-Mail"]:
        local = chance.choice(["office", "vorstand", "team", "presse", "projekte", latin(copy["Name"])[:12] or "x"])
        copy["E-Mail"] = f"{local}@{chance.choice(FREEMAIL) if domain in FREEMAIL else domain}"


def moved(chance: random.Random, copy: Row) -> None:
    copy["Ort"], copy["PLZ"] = place_of(chance)
    copy["Straße"] = street(chance)


def moved_in_town(chance: random.Random, copy: Row) -> None:
    copy["Straße"] = street(chance)


def fields_missing(chance: random.Random, copy: Row) -> None:
    for field in chance.sample(["E-Mail", "Telefon", "Webseite", "Straße", "PLZ", "Ort"], chance.randint(1, 3)):
        copy[field] = ""


def other_phone(chance: random.Random, copy: Row) -> None:
    copy["Telefon"] = phone(chance)


def joined_otherwise(chance: random.Random, copy: Row) -> None:
    for written in (" & ", " und "):
        if written in copy["Name"]:
            copy["Name"] = copy["Name"].replace(written, chance.choice([" u. ", " + ", " und ", " & ", "&"]))
            return
    copy["Name"] = copy["Name"].replace(" ", "-", 1) if chance.random() < 0.5 else copy["Name"].upper()


def word_dropped(chance: random.Random, copy: Row) -> None:
    words = copy["Name"].split()
    if len(words) > 2:
        del words[chance.randrange(len(words))]
        copy["Name"] = " ".join(words)


def written_otherwise(chance: random.Random, copy: Row) -> None:
    """Street and telephone as another person writes them; the end of a place's name left out."""
    copy["Straße"] = copy["Straße"].replace("straße", chance.choice(["str.", "strasse", "-Str."]))
    digits = "".join(char for char in copy["Telefon"].replace("+49", "0") if char.isdigit())
    copy["Telefon"] = chance.choice([digits, f"0049{digits[1:]}", f"+49 (0) {digits[1:]}"]) if digits else ""
    copy["Ort"] = copy["Ort"].partition(" (")[0]


ACCIDENTS = [
    (typing_error, 14, ""), (scanning_error, 5, ""), (umlauts_spelt, 8, ""),
    (word_cut, 5, "organisation"), (word_cut, 3, "person"), (other_form, 12, "organisation"),
    (names_swapped, 12, "person"), (title_added, 5, "person"), (double_name, 2, "person"),
    (other_mail, 9, ""), (moved, 4, ""), (moved_in_town, 4, ""),
    (fields_missing, 12, ""), (other_phone, 5, ""), (joined_otherwise, 4, "organisation"),
    (word_dropped, 3, "organisation"), (written_otherwise, 10, ""),
]  # fmt: skip
"""What happens to a copy, how often, and to whom."""


def main() -> None:
    from aufwind.engine.files.write_records import write_records

    parser = argparse.ArgumentParser()
    parser.add_argument("target", type=Path, help="ends in .xlsx, .csv or .json")
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--duplicates", type=float, default=0.08)
    parser.add_argument("--no-truth", action="store_true", help="leave out the last column")
    asked = parser.parse_args()
    columns = COLUMNS[:-1] if asked.no_truth else COLUMNS
    with asked.target.open("wb") as target:
        write_records(target, asked.target.suffix[1:], columns, register(asked.rows, asked.seed, asked.duplicates))


if __name__ == "__main__":
    main()
