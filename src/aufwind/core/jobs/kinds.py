"""Which kinds of job exist: a context's `jobs.py` registers a plain function for each.

    @job("events.plan", title=_("Compute the plan"), stages={"choose": _("Choosing meetings")})
    def compute_plan(job: JobHandle, *, seconds: float) -> None: ...

A handler may be killed at any point and started again, so it must be idempotent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.utils.module_loading import autodiscover_modules

from aufwind.core.policy import Role, Visitor

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from aufwind.core.models.jobs import Job

    Label = str | _StrPromise

Handler = Callable[..., None]  # (job: JobHandle, **args); the arguments differ from kind to kind
AnyHandler = TypeVar("AnyHandler", bound=Handler)
Watch = Callable[[Visitor, "Job"], bool]

_kinds: dict[str, JobKind] = {}


def starter_or_agency(visitor: Visitor, job: Job) -> bool:
    """The usual audience of a job: who started it, and the agency."""
    return Role.AGENCY in visitor.roles or (bool(visitor.roles) and visitor.key == job.started_by.get("key"))


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of background work.

    Attributes:
        name: Context and verb: «events.plan».
        handler: What the worker calls.
        title: What people call the job.
        stages: Text for each key the handler reports.
        can_watch: Who may see (and cancel) a job of this kind.
        result_url: Where to go when the job is done; None: stay.
        when_given_up: Called in the transaction in which the job fails or is cancelled, however that came about:
            the place to free whatever waits for it. The job's findings say why.
        queue, priority: Its place among the waiting; higher priorities (-100..100) first.
        attempts: After how many killed workers it is given up.
    """

    name: str
    handler: Handler
    title: Label
    stages: Mapping[str, Label] = field(default_factory=dict)
    can_watch: Watch = starter_or_agency
    result_url: Callable[[Job], str] | None = None
    when_given_up: Callable[[Job], object] | None = None
    queue: str = "default"
    priority: int = 0
    attempts: int = 5


def job(
    name: str,
    *,
    title: Label = "",
    stages: Mapping[str, Label] | None = None,
    can_watch: Watch = starter_or_agency,
    result_url: Callable[[Job], str] | None = None,
    when_given_up: Callable[[Job], object] | None = None,
    queue: str = "default",
    priority: int = 0,
    attempts: int = 5,
) -> Callable[[AnyHandler], AnyHandler]:
    """Register the handler of a kind of job; the parameters are those of `JobKind`.

    Raises:
        ValueError: Another handler has this name.
    """

    def register(handler: AnyHandler) -> AnyHandler:
        if name in _kinds:
            raise ValueError(f"Two handlers are called {name}.")
        _kinds[name] = JobKind(
            name=name,
            handler=handler,
            title=title or name,
            stages=stages or {},
            can_watch=can_watch,
            result_url=result_url,
            when_given_up=when_given_up,
            queue=queue,
            priority=priority,
            attempts=attempts,
        )
        return handler

    return register


def kind_named(name: str) -> JobKind:
    """The kind called `name`.

    Raises:
        LookupError: No installed context registers it.
    """
    if name not in _kinds:  # an action may start a job before any page imported the handler's module
        autodiscover_modules("jobs")
    if name not in _kinds:
        raise LookupError(f"No installed context has a handler for jobs of kind {name}.")
    return _kinds[name]
