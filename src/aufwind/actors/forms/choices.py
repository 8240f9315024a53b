"""Lists to choose from; what an entry says that is on no list stays choosable for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from aufwind.actors.enums import EVENT, Audience
from aufwind.actors.kinds import FINER, SUB_SECTORS, TARGET_GROUPS, kind_word
from aufwind.actors.languages import LANGUAGES, language_word
from aufwind.actors.signals import circles_offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from aufwind.actors.kinds import Kind

Choices = list[tuple[str, str]]
Grouped = list[tuple[str, "Choices | str"]]


def kind_choices(*, kept: str = "") -> Grouped:
    """Every kind in three groups, the words of the region first."""
    groups: Grouped = [
        ("", _("please choose")),
        (_("Culture and creative work"), _labelled(SUB_SECTORS)),
        (_("Organisations and companies"), _labelled(FINER)),
        (_("Other groups"), _labelled(TARGET_GROUPS)),
    ]
    known = {kind.code for kind in (*SUB_SECTORS, *FINER, *TARGET_GROUPS)}
    return groups if not kept or kept in known else [*groups, (kept, kind_word(kept))]


def _labelled(kinds: Sequence[Kind]) -> Choices:
    return sorted(((kind.code, str(kind.label)) for kind in kinds), key=lambda choice: choice[1].casefold())


def language_choices(*, kept: Iterable[str] = ()) -> Choices:
    """The languages of the region."""
    return [(code, language_word(code)) for code in dict.fromkeys((*LANGUAGES, *kept))]


def audience_choices(*, kept: Iterable[str] = ()) -> Choices:
    """Who may see something: everybody, members, the participants of a coming event or of one in `kept`, the agency.

    One statement, for the events.
    """
    choices: Choices = [
        (Audience.PUBLIC, _("everybody (public)")),
        (Audience.MEMBERS, _("members of the network")),
        (Audience.AGENCY, _("the agency only")),
    ]
    offered = cast("list[tuple[object, Choices]]", circles_offered.send(sender=None))
    circles = dict(pair for _receiver, pairs in offered for pair in pairs)
    past = {one: _("participants of an event") for one in kept if one.startswith(EVENT) and one not in circles}
    return [*choices[:2], *circles.items(), *past.items(), choices[2]]
