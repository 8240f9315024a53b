"""A small invented network that shows every field once."""

from __future__ import annotations

from datetime import date

from aufwind.engine.matching.profile import Answer, Entry, Profile


def example(language: str = "de") -> tuple[tuple[Profile, ...], tuple[Answer, ...]]:
    """Six invented profiles and an answer; words in `language`, but one offer, for matching knows both."""
    german = language == "de"

    def say(de: str, en: str) -> str:
        return de if german else en

    textile, heritage = say("Textil", "textiles"), say("Kulturerbe", "heritage")
    kunsthaus = Profile(
        "kunsthaus",
        say("Kunsthaus Oschatz", "Oschatz House of Arts"),
        needs=(
            Entry(
                "n1",
                say("Webstuhl gesucht", "Loom wanted"),
                say(
                    "Für unsere Ausstellung suchen wir einen Handwebstuhl, den Gäste ausprobieren können.",
                    "For our exhibition we look for a hand loom that guests can try.",
                ),
                frozenset({textile, heritage}),
                area="DED5",
            ),
        ),
        offers=(
            Entry(
                "o1",
                say("Ausstellungsraum", "Exhibition space"),
                say("120 m², hell, ebenerdig.", "120 m², bright, step-free."),
                kind=say("Raum", "space"),
                capacity=2,
                valid_until=date(2029, 12, 31),
            ),
        ),
        topics=frozenset({heritage}),
        area="DED53",
        languages=frozenset({"de", "en"}),
        circle=say("Kultur", "culture"),
        ties=frozenset({"museum"}),
    )
    weberei = Profile(
        "weberei",
        say("Weberei Flöha", "Flöha Weaving Mill"),
        needs=(
            Entry(
                "n1",
                say("Ort für eine Schau unserer Stoffe", "A place to show our fabrics"),
                languages=frozenset({"de"}),
            ),
        ),
        offers=(
            Entry(
                "o1",
                "Looms on loan",
                "Three working hand looms, with somebody who explains them.",
                frozenset({textile}),
            ),
        ),
        topics=frozenset({heritage, textile}),
        area="DED53",
        within="DED",
        circle=say("Handwerk", "crafts"),
        capacity=3,
    )
    digital = Profile(
        "digital",
        say("Digitalwerkstatt", "Digital Workshop"),
        organisation="hochschule",
        offers=(
            Entry(
                "o1",
                say("Apps für Museen", "Apps for museums"),
                say("Digitale Führungen mit Ton und Bild.", "Digital guided tours with sound and pictures."),
            ),
        ),
        vetoes=frozenset({"agentur"}),
    )
    museum = Profile(
        "museum",
        say("Museum Delitzsch", "Delitzsch Museum"),
        needs=(Entry("n1", say("Digitaler Rundgang", "A digital tour"), avoid=frozenset({textile})),),
        met=frozenset({"agentur"}),
        partners=frozenset({"kunsthaus"}),
        circle=say("Kultur", "culture"),
    )
    agentur = Profile("agentur", say("Werbeagentur Wurzen", "Wurzen Advertising"), settled=frozenset({"weberei"}))
    answers = (
        Answer("digital", "kunsthaus", "postponed", say("keine Zeit", "no time"), until=date(2029, 1, 31)),
        Answer("agentur", "museum", "declined", "wrong topic", "n1"),
    )
    return (kunsthaus, weberei, digital, museum, agentur), answers
