"""Who wishes to meet whom."""

from __future__ import annotations

from django.http import HttpRequest  # noqa: TC002 -- read at run time by the router
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from aufwind.api.endpoints.asking import guest_of
from aufwind.api.schemas import MeetIn, WishIn, WishOut
from aufwind.core.policy import visitor_of
from aufwind.events.actions import wishes as actions
from aufwind.events.enums import PreferenceOrigin
from aufwind.events.models import Preference
from aufwind.events.views.running import event_run_by

router = Router(tags=["wishes"])


def _out(preference: Preference) -> dict[str, str]:
    return {"about": preference.about.key, "kind": preference.kind, "origin": preference.origin}


@router.get("/{slug}/guests/{key}/wishes", response=list[WishOut], summary="What a guest said of others")
def wishes(request: HttpRequest, slug: str, key: str) -> list[dict[str, str]]:
    return [_out(one) for one in guest_of(request, slug, key).preferences.select_related("about")]


@router.put("/{slug}/guests/{key}/wishes/{about}", response=WishOut, summary="Must, like or never meet somebody")
def prefer(request: HttpRequest, slug: str, key: str, about: str, asked: WishIn) -> dict[str, str]:
    giver, other = guest_of(request, slug, key), guest_of(request, slug, about)
    return _out(actions.prefer(giver, other, asked.kind, by=visitor_of(request)))


@router.delete("/{slug}/guests/{key}/wishes/{about}", response={204: None}, summary="Take back what was said")
def forget(request: HttpRequest, slug: str, key: str, about: str) -> Status[None]:
    giver, other = guest_of(request, slug, key), guest_of(request, slug, about)
    actions.forget_preference(giver, other, by=visitor_of(request))
    return Status(204, None)


@router.post("/{slug}/pairs", response={201: WishOut}, summary="Have two people meet in every plan from now on")
def set_pair(request: HttpRequest, slug: str, asked: MeetIn) -> Status[dict[str, str]]:
    event = event_run_by(request, slug)
    one, other = guest_of(request, slug, asked.one), guest_of(request, slug, asked.other)
    return Status(201, _out(actions.set_pair(event, one, other, by=visitor_of(request))))


@router.delete("/{slug}/pairs/{one}/{other}", response={204: None}, summary="Leave a pair to the planner again")
def unset_pair(request: HttpRequest, slug: str, one: str, other: str) -> Status[None]:
    event = event_run_by(request, slug)
    pairs = Preference.objects.filter(event=event, origin=PreferenceOrigin.ORGANISER)
    found = pairs.filter(giver__key__in=(one, other), about__key__in=(one, other))
    actions.unset_pair(get_object_or_404(found), by=visitor_of(request))
    return Status(204, None)


@router.post("/{slug}/candidates", response={202: None}, summary="Find who fits whom, in the background")
def candidates(request: HttpRequest, slug: str) -> Status[None]:
    actions.start_candidates(event_run_by(request, slug), by=visitor_of(request))
    return Status(202, None)


@router.post("/{slug}/wishes/close", response={204: None}, summary="Let nobody change her wishes from now on")
def close(request: HttpRequest, slug: str) -> Status[None]:
    actions.close_wishes(event_run_by(request, slug), by=visitor_of(request))
    return Status(204, None)
