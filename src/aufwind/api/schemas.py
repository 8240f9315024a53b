"""What programs send and get, as OpenAPI describes it. Moments are ISO 8601 with zone."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 -- read at run time by the schema
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from ninja import Field, Schema
from pydantic import AfterValidator


def _address(said: str) -> str:
    """Nothing, or exactly one e-mail address."""
    try:
        if said:
            validate_email(said)
    except ValidationError as error:
        raise ValueError(error.messages[0]) from error
    return said


Address = Annotated[str, Field(max_length=254), AfterValidator(_address)]
"""An e-mail address."""


class Problem(Schema):
    """An error (RFC 9457): what is wrong, and where there are several findings each of them."""

    status: int
    title: str
    findings: list[str] = Field(default_factory=list)


class EventOut(Schema):
    """An event."""

    slug: str
    state: str
    format: str
    title_de: str
    title_en: str
    starts: str
    ends: str
    venue: str
    capacity: int | None
    is_matching: bool


class SlotOut(Schema):
    key: str
    starts_at: datetime | None
    minutes: int | None
    block: str


class TableOut(Schema):
    key: str
    kind: str
    zone: str


class GridOut(Schema):
    """Slots and tables in force."""

    slots: list[SlotOut]
    tables: list[TableOut]


class GuestOut(Schema):
    """A guest as who looks after her sees her."""

    key: str
    name: str
    organisation: str
    email: str
    side: str
    state: str
    number: int | None
    language: str
    checked_in_at: datetime | None
    version: int


class PlanOut(Schema):
    """A plan and how good it is: value, and the bound no plan can beat."""

    number: int
    state: str
    origin: str
    value: float | None
    value_bound: float | None
    proven: bool
    gaps: int | None
    gaps_bound: int | None
    seconds: float | None
    published_at: datetime | None


class MeetingOut(Schema):
    """Who meets when and where."""

    wish: str
    slot: str
    starts_at: datetime | None
    table: str
    people: list[str]
    is_locked: bool


class PlanIn(Schema):
    """A plan to compute."""

    seconds: float = Field(10.0, ge=1, le=60, description="How long the search may take.")
    seed: int = Field(0, description="The same event and seed give the same plan.")
    title: str = Field("", max_length=80, description="Your word for this variant.")
    fair_to: int | None = Field(None, ge=0, le=20, description="Meetings for everybody before value counts.")
    keeps_locked: bool = True


class ChangeIn(Schema):
    """Something that happened on the day."""

    kind: Literal["no_show", "late", "leaves", "table_lost"]
    participant: str = Field("", description="Key of the guest; for a lost table empty.")
    table: str = Field("", description="Key of the table that is lost.")
    slot: str = Field("", description="Key of the slot from which on it holds.")


class PersonIn(Schema):
    name: str = Field(min_length=1, max_length=200)
    email: Annotated[Address, Field(min_length=3)]
    organisation: str = Field("", max_length=200)


class InviteIn(Schema):
    """People to invite; who takes part or is invited already is passed over."""

    people: list[PersonIn] = Field(max_length=3000)


class InviteRegisterIn(Schema):
    """Actors of the register by their short names."""

    actors: list[str] = Field(max_length=3000)


class CountOut(Schema):
    """How many, or which number something got."""

    number: int


class GuestIn(Schema):
    """A guest who registered elsewhere."""

    key: str = Field("", max_length=64, description="Yours: the same key is the same registration.")
    name: str = Field(min_length=1, max_length=200)
    email: Address = ""
    organisation: str = Field("", max_length=200)
    phone: str = Field("", max_length=60)
    side: str = Field("", max_length=40)
    language: Literal["de", "en"] = "de"
    access_note: str = Field("", max_length=1000)
    offers: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=20)
    needs: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=20)
    agreed: bool = Field(description="She has agreed to the terms in force.")


class ChangeGuestIn(Schema):
    """What is to be changed; `version` is that of the guest as you read her."""

    version: int
    name: str = Field(min_length=1, max_length=200)
    organisation: str = Field("", max_length=200)
    phone: str = Field("", max_length=60)
    access_note: str = Field("", max_length=1000)
    offers: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=20)
    needs: list[Annotated[str, Field(max_length=200)]] = Field(default_factory=list, max_length=20)


class AdviserIn(Schema):
    """Somebody of the staff by her address; empty: nobody."""

    email: str = ""


class WishIn(Schema):
    kind: Literal["must", "like", "never"]


class WishOut(Schema):
    """What is said of a guest: by the giver herself, or set by the organiser."""

    about: str
    kind: str
    origin: str


class MeetIn(Schema):
    """Two guests by their keys."""

    one: str
    other: str


class OperationIn(Schema):
    """Something done at a desk; `payload` needs what the kind needs: guest, slot, table, minutes, name."""

    key: str = Field("", max_length=64, description="Yours: the same key is done once.")
    kind: Literal[
        "check_in", "undo_check_in", "walk_in", "no_show", "late", "leaves", "substitute", "table_lost", "shift", "hide"
    ]
    payload: dict[str, Any] = Field(default_factory=dict)
    desk: str = Field("", max_length=60)


class OperationOut(Schema):
    key: str
    kind: str
    state: str
    said: str
    guest: str | None
    plan: int | None
    made_at: datetime
    taken_back_at: datetime | None


class PreviewOut(Schema):
    """What an operation would come to; moves as those of a plan."""

    said: str
    state: str
    moves: list[dict[str, Any]]


class ScreenOut(Schema):
    """The page is /LANGUAGE/events/screen/TOKEN/."""

    token: str


class FiguresOut(Schema):
    """An event in numbers, counted from what is there now."""

    expected: int
    here: int
    no_shows: int
    no_show_percent: float
    booked: int
    held: int
    not_held: int
    disputed: int
    unanswered: int
    verdicts: dict[str, int]
    contacts: int
    raters: int
    satisfaction: float | None
    collaborations: dict[str, int]
    amount_cents: int


class CollaborationOut(Schema):
    """What grew between two guests, and what each of them said last."""

    number: int
    left: str
    right: str
    left_says: str | None
    right_says: str | None


class OutcomeIn(Schema):
    """What a guest says of a meeting; what is left out stays."""

    was_held: bool = True
    verdict: Literal["fits", "later", "not", ""] = ""
    shares_contact: bool | None = None
    note: str = Field("", max_length=500)


class StageIn(Schema):
    """How far a collaboration is."""

    stage: Literal["contact", "talk", "agreed", "running", "done", "nothing"]
    why: str = Field("", max_length=500)
    amount_cents: int | None = Field(None, ge=0)


class PitchIn(Schema):
    """A pitch of a guest (her key) or of somebody else."""

    title: str = Field(min_length=1, max_length=200)
    minutes: int = Field(5, ge=1, le=90)
    text: str = Field("", max_length=2000)
    guest: str = ""
    speaker: str = Field("", max_length=200)


class PitchOut(Schema):
    number: int
    title: str
    who: str
    minutes: int
    starts_at: datetime | None
    interests: int
    is_running: bool


class MixIn(Schema):
    """Rounds by the keys of their slots; no tables named: all."""

    slots: list[str] = Field(min_length=1, max_length=64)
    tables: list[str] = Field(default_factory=list, max_length=400)
    size: int = Field(ge=2, le=60)


class RotationOut(Schema):
    """For each table the names in each round; `broken` are pairs that were to be kept apart."""

    number: int
    contacts: int
    contacts_bound: int
    repeats: int
    published_at: datetime | None
    slots: list[str]
    tables: dict[str, list[list[str]]]
    broken: list[list[str]]


class HostIn(Schema):
    guest: str = ""
    topic_de: str = Field("", max_length=200)
    topic_en: str = Field("", max_length=200)


class NoteIn(Schema):
    table: str
    text: str = Field(min_length=1, max_length=4000)


class NoteOut(Schema):
    number: int
    table: str
    text: str
