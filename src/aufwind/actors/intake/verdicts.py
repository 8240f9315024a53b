"""What becomes of a row, and the sentences of the report about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aufwind.actors.intake.cells import Remark
from aufwind.actors.intake.columns import BY_KEY
from aufwind.engine.errors import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aufwind.actors.enums import RowOutcome
    from aufwind.actors.models import Actor
    from aufwind.engine.resolution import Match


@dataclass(slots=True)
class Verdict:
    """A line of the report.

    Attributes:
        number: Of the row in the file.
        actor: The entry it became or went into; None where it was refused, or nothing is written yet.
    """

    number: int
    outcome: RowOutcome
    name: str = ""
    actor: Actor | None = None
    remarks: list[Remark] = field(default_factory=list)


def same_as(name: str, match: Match | None) -> Remark:
    """Which entry a row was taken for, and why."""
    if match is None:
        return Remark(Text(f"Ist «{name}» (Kennung oder alle Angaben gleich).",
                           f"Is “{name}” (same key, or the same in everything)."))  # fmt: skip
    share = f"{match.probability:.0%}".replace("%", " %")
    why_de, why_en = (" ".join(reason[at] for reason in match.reasons) for at in (0, 1))
    return Remark(Text(f"Ist «{name}» ({share}). {why_de}", f"Is “{name}” ({share}). {why_en}"))


def like(name: str, match: Match) -> Remark:
    """Which entry a row looks like; people decide."""
    share = f"{match.probability:.0%}".replace("%", " %")
    return Remark(
        Text(f"Ähnelt «{name}» ({share}); wird bei den Dubletten entschieden.",
             f"Looks like “{name}” ({share}); to be decided among the duplicates."),
    )  # fmt: skip


def kept(fields: Iterable[str]) -> Remark:
    """Where the register says something else than the row, and keeps it."""
    told = [", ".join(BY_KEY[name].heading(language) for name in fields) for language in ("de", "en")]
    return Remark(Text(f"Der Eintrag sagt anderes und behält es: {told[0]}.",
                       f"The entry says otherwise and keeps it: {told[1]}."))  # fmt: skip


def filled(fields: Iterable[str]) -> Remark:
    """What the row adds to an entry."""
    told = [", ".join(BY_KEY[name].heading(language) for name in fields) for language in ("de", "en")]
    return Remark(Text(f"Ergänzt: {told[0]}.", f"Filled in: {told[1]}."))


def organisation_entered(name: str) -> Remark:
    """That a person's organisation was not known before."""
    return Remark(Text(f"«{name}» wird mit eingetragen.", f"“{name}” is entered as well."))


NOTHING_NEW = Remark(Text("Nichts Neues.", "Nothing new."))
CONSENT_WITHDRAWN = Remark(
    Text("Die Einwilligung wurde seither zurückgenommen und gilt nicht.",
         "The consent has been taken back since and does not hold.")
)  # fmt: skip


def unknown_key(slug: str) -> Remark:
    """That a row is about an entry nobody knows."""
    return Remark(Text(f"Einen Eintrag «{slug}» gibt es nicht.", f"There is no entry “{slug}”."))


OTHER_SORT = Remark(
    Text("Der Eintrag mit dieser Kennung ist das andere: Person oder Organisation.",
         "The entry with this key is the other one: a person or an organisation.")
)  # fmt: skip
NO_PLACE_IN = Remark(Text("Nur eine Person gehört zu einer Organisation.", "Only a person belongs to an organisation."))
ITSELF = Remark(Text("Niemand ist mit sich selbst verbunden.", "Nobody is tied to itself."))
