"""Fixed lists of this context."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventState(TextChoices):
    """Whether the public may know of an event."""

    DRAFT = "draft", _("draft")
    ANNOUNCED = "announced", _("announced")
    CALLED_OFF = "called_off", _("called off")


class Format(TextChoices):
    """What kind of gathering an event is; decides which parts its organiser sees."""

    MATCHING = "matching", _("matching half-day")
    SPEED = "speed", _("speed rounds")
    MENTORS = "mentors", _("mentor hours")
    WORKSHOP = "workshop", _("workshop")
    PITCHING = "pitching", _("pitching")
    CAFE = "cafe", _("World Café")
    OTHER = "other", _("another event")


class Phase(TextChoices):
    """How far a matching event is; always computed, never stored."""

    ROSTER = "roster", _("Guests and wishes")
    PLAN = "plan", _("Compute the plan")
    PUBLISH = "publish", _("Check and publish")
    DAY = "day", _("The day itself")


class PlanState(TextChoices):
    COMPUTING = "computing", _("being computed")
    READY = "ready", _("ready to check")
    FAILED = "failed", _("could not be computed")
    PUBLISHED = "published", _("published")
    REPLACED = "replaced", _("replaced by a newer plan")


class PlanOrigin(TextChoices):
    """How a plan came to be."""

    COMPUTED = "computed", _("computed")
    REPAIRED = "repaired", _("mended on the day")
    BY_HAND = "by_hand", _("changed by hand")
    REGRID = "regrid", _("adapted to new times or tables")


class ParticipationState(TextChoices):
    """How far a person is on her way to an event. Only who is registered has a seat and gets meetings."""

    INVITED = "invited", _("invited")
    REQUESTED = "requested", _("waits for approval")
    WAITING = "waiting", _("on the waiting list")
    REGISTERED = "registered", _("registered")
    DECLINED = "declined", _("declined")
    CANCELLED = "cancelled", _("cancelled")
    REFUSED = "refused", _("not admitted")


class Source(TextChoices):
    """How a participation came to be."""

    ROSTER = "roster", _("spreadsheet")
    INVITATION = "invitation", _("invitation")
    FORM = "form", _("public form")
    COLLEAGUE = "colleague", _("brought by a colleague")
    STAFF = "staff", _("entered by staff")
    WALK_IN = "walk_in", _("walk-in")
    SUBSTITUTE = "substitute", _("substitute")


class PreferenceKind(TextChoices):
    """What somebody wishes about a meeting with somebody else."""

    MUST = "must", _("must")
    LIKE = "like", _("gladly")
    NEVER = "never", _("never")


class PreferenceOrigin(TextChoices):
    """Whose wish it is."""

    SELF = "self", _("her own")
    ORGANISER = "organiser", _("set by the organiser")


class OperationState(TextChoices):
    """What became of something done at a desk."""

    APPLIED = "applied", _("applied")
    CONFLICT = "conflict", _("contradicts the present state")
    SETTLED = "settled", _("settled")


class DeskKind(TextChoices):
    """What can be done at a desk."""

    CHECK_IN = "check_in", _("is here")
    UNDO_CHECK_IN = "undo_check_in", _("is not here after all")
    WALK_IN = "walk_in", _("comes without registration")
    NO_SHOW = "no_show", _("does not come")
    LATE = "late", _("comes later")
    LEAVES = "leaves", _("leaves early")
    SUBSTITUTE = "substitute", _("sends somebody else")
    TABLE_LOST = "table_lost", _("a table cannot be used")
    SHIFT = "shift", _("runs late")
    HIDE = "hide", _("objects to being shown")


class Verdict(TextChoices):
    """What a meeting was good for, in one tap."""

    FITS = "fits", _("fits")
    LATER = "later", _("later")
    NOT = "not", _("does not fit")


class Stage(TextChoices):
    """How far a collaboration is."""

    CONTACT = "contact", _("contact")
    TALK = "talk", _("in talks")
    AGREED = "agreed", _("agreed")
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    NOTHING = "nothing", _("nothing came of it")


class Wave(TextChoices):
    """When somebody was asked what came of a meeting."""

    DAYS_14 = "days_14", _("after 14 days")
    MONTHS_3 = "months_3", _("after 3 months")
    MONTHS_6 = "months_6", _("after 6 months")
    OTHER = "other", _("in between")


class StoryState(TextChoices):
    DRAFT = "draft", _("draft")
    ASKED = "asked", _("waits for both to agree")
    PUBLISHED = "published", _("published")
