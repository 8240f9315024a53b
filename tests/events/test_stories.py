"""A collaboration told to the public: both agree to exactly this text, either withdraws at any time."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.actors.models import Actor
from aufwind.core.models import AuditEntry, OutgoingMail
from aufwind.core.policy import ANONYMOUS, NotAllowed
from aufwind.events.actions.forgetting import forget_due_guests
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
    NotAtThisMeeting,
    StoryHasChanged,
    StoryIsNotAsked,
    StoryIsPublished,
    StoryNeedsBoth,
)
from aufwind.events.links import PURPOSE
from aufwind.events.models import Collaboration, GuestListing, Participation, Story
from aufwind.events.queries.stories import fingerprint_of, first_draft, stories_visible_to
from tests.cast import EVE, HERR_VOGEL
from tests.events.test_collaborations import CANARY, after, by, grown, person  # noqa: F401 -- fixtures

TEXT = {
    "title_de": "Leinen für Flöha",
    "title_en": "Linen for Flöha",
    "text_de": "Es war gut.",
    "text_en": "It was good.",
}


@pytest.fixture
def story(grown) -> Story:  # noqa: F811 -- the fixture above
    return write_story(grown, by=HERR_VOGEL, **TEXT)


def agree(story, key) -> Story:
    guest = person(story.collaboration.event, key)
    return agree_to_story(story, guest, fingerprint=fingerprint_of(story), by=by(guest))


@pytest.fixture
def asked(story) -> Story:
    return ask_partners(story, by=HERR_VOGEL)


@pytest.fixture
def published(asked) -> Story:
    for key in ("kunsthaus", "weberei"):
        agree(asked, key)
    return publish_story(asked, by=HERR_VOGEL)


def own(story, key, language="de") -> str:
    guest = person(story.collaboration.event, key)
    return f"/{language}/events/my/{personal_link(PURPOSE, str(guest.pk))}/stories/{story.slug}/"


def edit(story) -> str:
    return f"/de/events/floeha/outcome/stories/{story.collaboration_id}/"


def test_the_first_draft_holds_the_facts_in_both_languages(vogel, grown):  # noqa: F811
    Participation.objects.filter(key="weberei").update(organisation="Weberei GmbH")
    GuestListing.objects.create(participation=grown.left, side="need", title="Leinen")
    draft = first_draft(Collaboration.objects.get())

    page = vogel.get(f"/de/events/floeha/outcome/stories/{grown.pk}/").content.decode()

    assert draft.title_en == "Kunsthaus Oschatz and Weberei Flöha"
    assert draft.text_de == (
        "Kunsthaus Oschatz und Weberei Flöha (Weberei GmbH) trafen sich bei «Treffen» am 11. Februar 2027.\n\n"
        "Kunsthaus Oschatz sucht: Leinen."
    )
    assert draft.text_en.startswith("Kunsthaus Oschatz and Weberei Flöha (Weberei GmbH) met at «Meeting» on Feb. 11")
    assert draft.title_en in page
    assert CANARY not in page


def test_both_are_asked_once_about_exactly_this_text(story):
    for _time in range(2):
        ask_partners(story, by=HERR_VOGEL)

    mails = list(OutgoingMail.objects.order_by("pk"))
    assert [mail.to for mail in mails] == ["kunsthaus@example.org", "weberei@example.org"]
    assert all(re.search(rf"/my/[^/]+/stories/{story.slug}/", mail.text) for mail in mails)


def test_a_story_is_public_once_both_agreed_and_shows_on_the_events_page(client, vogel, asked):
    vogel.post(edit(asked), {"do": "publish"})
    agree(asked, "kunsthaus")
    with pytest.raises(StoryNeedsBoth):
        publish_story(asked, by=HERR_VOGEL)
    agree(asked, "weberei")
    before = list(stories_visible_to(ANONYMOUS))
    vogel.post(edit(asked), {"do": "publish"})
    vogel.post(edit(asked), {"do": "publish"})
    client.logout()

    assert before == []
    page = client.get("/de/events/stories/leinen-fur-floha/").content.decode()
    english = client.get("/en/events/stories/leinen-fur-floha/").content.decode()
    assert ("Es war gut." in page, "It was good." in english) == (True, True)
    assert '<a href="/de/events/floeha/">Treffen</a>' in page
    assert "Leinen für Flöha" in client.get("/de/events/floeha/").content.decode()
    assert CANARY not in page
    assert AuditEntry.objects.filter(event="story.published").count() == 1


def test_partners_in_the_register_are_linked_as_far_as_the_public_may_see_them(client, published):
    for key, audience in (("kunsthaus", "public"), ("weberei", "agency")):
        actor = Actor.objects.create(slug=key, sort="organisation", name=f"Haus {key}", audience=audience)
        Participation.objects.filter(key=key).update(actor=actor)

    page = client.get(published.get_absolute_url()).content.decode()

    assert "Haus kunsthaus" in page
    assert "Haus weberei" not in page


def test_strangers_words_are_text_and_never_markup(client, grown):  # noqa: F811
    bad = "<script>alert(1)</script> https://evil.example"
    story = ask_partners(write_story(grown, by=HERR_VOGEL, **dict.fromkeys(TEXT, bad)), by=HERR_VOGEL)
    for key in ("kunsthaus", "weberei"):
        agree(story, key)
    publish_story(story, by=HERR_VOGEL)

    for page in (client.get(story.get_absolute_url()), client.get(own(story, "weberei"))):
        assert "<script>alert" not in page.content.decode()
        assert 'href="https://evil' not in page.content.decode()


def test_any_change_of_text_takes_the_agreements_back(asked):
    agree(asked, "kunsthaus")
    same = write_story(asked.collaboration, by=HERR_VOGEL, **TEXT)
    assert same.left_agreed_at is not None

    changed = write_story(asked.collaboration, by=HERR_VOGEL, **{**TEXT, "text_en": "It was very good."})

    assert (changed.state, changed.left_agreed_at, changed.pk) == ("draft", None, asked.pk)
    ask_partners(changed, by=HERR_VOGEL)
    assert OutgoingMail.objects.count() == 4


def test_nobody_agrees_to_a_text_she_has_not_read(client, asked):
    page = client.get(own(asked, "kunsthaus")).content.decode()
    fingerprint = re.search(r'name="text" value="(\w+)"', page)[1]
    ask_partners(
        write_story(asked.collaboration, by=HERR_VOGEL, **{**TEXT, "text_de": "Es war sehr gut."}), by=HERR_VOGEL
    )

    answer = client.post(own(asked, "kunsthaus"), {"do": "agree", "text": fingerprint})

    assert (answer.status_code, "Es war sehr gut." in answer.content.decode()) == (409, True)
    assert Story.objects.get().left_agreed_at is None


def test_a_draft_is_not_shown_to_partners_nor_agreed_to(client, story):
    page = client.get(own(story, "kunsthaus")).content.decode()
    answer = client.post(own(story, "kunsthaus"), {"do": "agree", "text": fingerprint_of(story)})

    assert TEXT["text_de"] not in page
    assert answer.status_code == 302
    assert Story.objects.get().left_agreed_at is None
    with pytest.raises(StoryIsNotAsked):
        agree(story, "kunsthaus")


def test_she_agrees_and_withdraws_by_her_own_link(client, asked):
    client.post(own(asked, "kunsthaus"), {"do": "agree", "text": fingerprint_of(asked)})
    client.post(own(asked, "weberei"), {"do": "agree", "text": fingerprint_of(asked)})
    client.post(own(asked, "weberei"), {"do": "agree", "text": fingerprint_of(asked)})
    publish_story(asked, by=HERR_VOGEL)
    there = client.get(asked.get_absolute_url()).status_code

    client.post(own(asked, "weberei"), {"do": "withdraw"})
    client.post(own(asked, "weberei"), {"do": "withdraw"})

    gone = client.get(asked.get_absolute_url())
    story = Story.objects.get()
    assert (there, gone.status_code) == (200, 404)
    assert (story.state, story.left_agreed_at is None, story.right_agreed_at, story.published_at) == (
        "asked",
        False,
        None,
        None,
    )
    assert TEXT["title_de"] not in client.get("/de/events/floeha/").content.decode()
    assert AuditEntry.objects.filter(event="story.agreed").count() == 2
    assert AuditEntry.objects.filter(event="story.withdrawn").count() == 1


def test_neither_yes_nor_no_is_refused_with_a_sentence(client, asked):
    answer = client.post(own(asked, "kunsthaus"), {"do": "perhaps"})

    assert (answer.status_code, "weder ja noch nein" in answer.content.decode()) == (422, True)


def test_staff_may_withdraw_for_her_but_never_agree(client, vogel, asked):
    guest = person(asked.collaboration.event, "kunsthaus")
    url = f"/de/events/for/{guest.pk}/stories/{asked.slug}/"

    answer = vogel.post(url, {"do": "agree", "text": fingerprint_of(asked)})
    assert answer.status_code == 403
    assert Story.objects.get().left_agreed_at is None

    agree(asked, "kunsthaus")
    vogel.post(url, {"do": "withdraw"})
    assert Story.objects.get().left_agreed_at is None


def test_strangers_neither_write_nor_agree_nor_read(client, vogel, asked):
    demir = person(asked.collaboration.event, "demir")
    with pytest.raises(NotAllowed):
        write_story(asked.collaboration, by=EVE, **TEXT)
    for act in (ask_partners, publish_story, unpublish_story):
        with pytest.raises(NotAllowed):
            act(asked, by=EVE)
    for visitor in (EVE, HERR_VOGEL):
        with pytest.raises(NotAllowed):
            agree_to_story(asked, demir, fingerprint="", by=visitor)
    with pytest.raises(NotAllowed):
        withdraw_agreement(asked, demir, by=EVE)
    for act, facts in ((agree_to_story, {"fingerprint": fingerprint_of(asked)}), (withdraw_agreement, {})):
        with pytest.raises(NotAtThisMeeting):
            act(asked, demir, by=by(demir), **facts)
    with pytest.raises(StoryHasChanged):
        agree_to_story(asked, asked.collaboration.left, fingerprint="", by=by(asked.collaboration.left))

    assert client.get(own(asked, "demir")).status_code == 404
    assert vogel.get(asked.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client.get(edit(asked)).status_code in {302, 403}


def test_the_organiser_writes_on_a_page_that_keeps_what_she_typed(vogel, grown):  # noqa: F811
    url = f"/de/events/floeha/outcome/stories/{grown.pk}/"

    refused = vogel.post(url, {**TEXT, "title_en": ""})
    kept = vogel.post(url, TEXT)
    vogel.post(url, {"do": "ask"})

    assert (refused.status_code, TEXT["text_de"] in refused.content.decode()) == (422, True)
    assert kept.status_code == 302
    assert (Story.objects.get().state, OutgoingMail.objects.count()) == ("asked", 2)


def test_what_is_public_is_not_changed_but_taken_down_first(vogel, published):
    answer = vogel.post(edit(published), {**TEXT, "text_de": "Anders."})
    with pytest.raises(StoryIsPublished):
        write_story(published.collaboration, by=HERR_VOGEL, **{**TEXT, "text_de": "Anders."})
    vogel.post(edit(published), {"do": "unpublish"})
    vogel.post(edit(published), {"do": "unpublish"})

    assert answer.status_code == 422
    story = Story.objects.get()
    assert (story.state, story.is_published, story.left_agreed_at is None) == ("asked", False, False)


def test_two_stories_of_one_title_have_two_addresses(after, story):  # noqa: F811
    other = Collaboration.objects.create(
        event=after, wish=after.wishes.get(key="k-d"), left=person(after, "kunsthaus"), right=person(after, "demir")
    )

    assert write_story(other, by=HERR_VOGEL, **TEXT).slug == f"{story.slug}-2"
    other.delete()
    assert write_story(story.collaboration, by=HERR_VOGEL, **{**TEXT, "title_de": "Neu"}).slug == story.slug


def forget(event) -> None:
    event.forget_on = timezone.localdate()
    event.save()
    forget_due_guests()


def test_drafts_are_forgotten_with_the_guests(asked):
    forget(asked.collaboration.event)

    assert not Story.objects.exists()
    with pytest.raises(GuestsAreForgotten):
        write_story(Collaboration.objects.get(), by=HERR_VOGEL, **TEXT)


def test_published_stories_stay_and_go_as_a_whole_when_taken_down_later(client, vogel, published):
    forget(published.collaboration.event)
    page = client.get(published.get_absolute_url())
    refused = vogel.post(edit(published), {**TEXT, "text_de": "Anders."})

    vogel.post(edit(published), {"do": "unpublish"})

    assert (page.status_code, refused.status_code) == (200, 422)
    assert not Story.objects.exists()


def test_partners_find_the_story_on_their_page_of_collaborations(client, asked):
    page = client.get(own(asked, "kunsthaus").partition("stories")[0] + "collaborations/").content.decode()

    assert own(asked, "kunsthaus").partition("/stories/")[2] in page.partition("/stories/")[2]
