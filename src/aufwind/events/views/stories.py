"""A collaboration's story: written by the organiser, read and agreed to by both, open to everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from aufwind.core.policy import access, visitor_of
from aufwind.core.private_pages import private
from aufwind.events.actions.stories import (
    agree_to_story,
    ask_partners,
    publish_story,
    unpublish_story,
    withdraw_agreement,
    write_story,
)
from aufwind.events.errors import (
    GuestsAreForgotten,
    StoryHasChanged,
    StoryIsNotAsked,
    StoryIsPublished,
    StoryNeedsBoth,
)
from aufwind.events.forms.stories import AgreeForm, StoryForm
from aufwind.events.models import Collaboration, Story
from aufwind.events.queries.stories import (
    fingerprint_of,
    first_draft,
    partners_in_register,
    stories_visible_to,
    story_for,
)
from aufwind.events.views.door import door_of
from aufwind.events.views.running import event_run_by

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aufwind.core.policy import Visitor

STEPS = {"ask": ask_partners, "publish": publish_story, "unpublish": unpublish_story}


@access("events.see-story")
def story(request: HttpRequest, slug: str) -> HttpResponse:
    """The story as everybody reads it; whoever runs the event sees it before it is published."""
    visitor = visitor_of(request)
    found = get_object_or_404(stories_visible_to(visitor), slug=slug)
    page = {
        "story": found,
        "event": found.collaboration.event,
        "partners": partners_in_register(found, visitor),
    }
    return render(request, "events/stories/story.html", page)


@access("events.act-for", methods=("GET", "POST"))
def own(request: HttpRequest, story: str, token: str = "", guest: int = 0) -> HttpResponse:
    """One partner reads exactly the text that is to be published, agrees, or takes it back."""
    door = door_of(request, token, guest)
    found = story_for(door.guest, story)
    if found is None:
        raise Http404
    status, form = 200, AgreeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_valid():
            if form.cleaned_data["do"] == "withdraw":
                withdraw_agreement(found, door.guest, by=door.by)
                messages.success(request, _("Taken back. The text is not public."))
                return private(redirect(door.url("guest")))
            try:
                agree_to_story(found, door.guest, fingerprint=form.cleaned_data["text"], by=door.by)
                messages.success(request, _("Thank you. You agree to exactly this text."))
                return private(redirect(request.path))
            except StoryHasChanged:
                status = 409
            except StoryIsNotAsked:
                messages.info(request, _("The text is still being written; we ask you when it is done."))
                return private(redirect(request.path))
        else:
            status = 422
        found = story_for(door.guest, story) or found
    is_left = door.guest.pk == found.collaboration.left_id
    page = {
        "door": door,
        "guest": door.guest,
        "event": door.guest.event,
        "story": found,
        "agreed_at": found.left_agreed_at if is_left else found.right_agreed_at,
        "fingerprint": fingerprint_of(found),
        "has_changed": status == 409,
        "is_unclear": status == 422,
        "home": door.url("guest"),
    }
    return private(render(request, "events/stories/own.html", page, status=status))


@access("events.run", methods=("GET", "POST"))
def edit(request: HttpRequest, slug: str, collaboration: int) -> HttpResponse:
    """The organiser writes, asks both partners, publishes, takes it down."""
    event, visitor = event_run_by(request, slug), visitor_of(request)
    rows = Collaboration.objects.select_related("event", "left", "right")
    found = get_object_or_404(rows, pk=collaboration, event=event)
    written = Story.objects.filter(collaboration=found).first()
    step = request.POST.get("do", "")
    if request.method == "POST" and step in STEPS and written is not None:
        _take(request, step, written, visitor)
        return redirect("events:story-edit", slug, collaboration)
    form = StoryForm(request.POST if request.method == "POST" else None, initial=_words(found, written))
    if form.is_valid():
        try:
            write_story(found, by=visitor, **form.cleaned_data)
            messages.success(request, _("Kept. Both are asked about exactly this text."))
            return redirect("events:story-edit", slug, collaboration)
        except StoryIsPublished:
            form.add_error(None, _("The story is public. Take it down before you change its text."))
        except GuestsAreForgotten:
            form.add_error(None, _("The guests' data have been removed; nothing new is written about them."))
    page = {"event": event, "collaboration": found, "story": written, "form": form}
    return render(request, "events/stories/edit.html", page, status=422 if form.is_bound else 200)


def _words(collaboration: Collaboration, written: Story | None) -> dict[str, str]:
    source = written or first_draft(collaboration)
    return {name: getattr(source, name) for name in StoryForm.base_fields}


def _take(request: HttpRequest, step: str, story: Story, visitor: Visitor) -> None:
    try:
        STEPS[step](story, by=visitor)
    except StoryNeedsBoth:
        messages.error(request, _("Both partners have to agree to exactly this text first."))
    else:
        messages.success(request, _("Done."))
