"""What can be refused in this context."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aufwind.engine.errors import Finding


class EventError(Exception):
    """Anything this context refuses."""


class RosterIsRefused(EventError):
    """The spreadsheet cannot be planned; `findings` say where and what to do. Nothing was stored."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.text("en") for finding in findings))


class PlanHasFaults(EventError):
    """The independent check found the computed plan to break a rule; nothing of it was stored."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(finding.text("en") for finding in findings))


class RosterIsMissing(EventError):
    """There is nobody to plan for yet."""


class PlanIsNotReady(EventError):
    """The plan is still being computed, or failed, or was replaced."""


class PlanIsOutdated(PlanIsNotReady):
    """It changes a plan that was replaced meanwhile; the change is made again in the published one."""


class NothingToTakeBack(EventError):
    """The plan is no repair, or a newer plan builds on it."""


class NothingToSettle(EventError):
    """What was done at the desk contradicts nothing, or was settled before."""


class DeskSaysTooLittle(EventError):
    """What came from a desk lacks something, or names somebody or something that does not exist.

    Attributes:
        field: Which part of it.
    """

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"Say {field}.")


class RegistrationIsClosed(EventError):
    """Nobody can register: it is too early or too late, or the event is called off."""


class RegistrationIsStale(EventError):
    """Somebody else changed the registration meanwhile; nothing was stored."""


class StateDoesNotAllow(EventError):
    """What was asked for does not fit how far the guest is."""


class WishesAreClosed(EventError):
    """The time for wishes is over."""


class CannotPrefer(EventError):
    """These two cannot meet: not both take part, their sides are not to meet, or one of them said «never»."""


class TooManyMusts(EventError):
    """More people than five cannot all be met for certain."""


class GridIsBooked(EventError):
    """A plan is published; times and tables are changed from the plan, with everybody told once."""


class CannotMix(EventError):
    """There are not enough guests, rounds or tables; `why` is «few» or «tables»."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


class NotAtThisTable(EventError):
    """Only who sits or sat at a table writes down what was said there."""


class GridHasNoTimes(EventError):
    """Times are changed where there are some; the slots of a spreadsheet may have none."""


class EventIsNotReady(EventError):
    """Something is missing before the event can be announced; `missing` says what and where."""

    def __init__(self, missing: Sequence[object]) -> None:
        self.missing = missing
        super().__init__()


class NothingSaidYet(EventError):
    """Contact data pass after a meeting that took place; first one says that it did."""


class NotAtThisMeeting(EventError):
    """Only who had a part in a meeting says what it was good for."""


class StoryHasChanged(EventError):
    """The text is not the one that was read; nobody agrees to what she has not seen."""


class StoryIsNotAsked(EventError):
    """The text is still being written; the partners are asked when it is done."""


class StoryNeedsBoth(EventError):
    """A story is published once both have agreed to exactly this text."""


class StoryIsPublished(EventError):
    """The text is public; it is withdrawn before it is changed."""


class GuestsAreForgotten(EventError):
    """The day on which guests' data go has come; nothing new is written about them."""
