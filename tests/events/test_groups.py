"""Pitches with votes, rounds of groups, notes of tables."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from itertools import combinations

import pytest
from django.utils import timezone

from aufwind.accounts.links import personal_link
from aufwind.core.policy import NotAllowed, Role, Visitor
from aufwind.engine.problem import Participant, Problem, Slot, Table, Wish
from aufwind.engine.scheduling.tours import tours
from aufwind.events.actions import enter_event, replace_roster
from aufwind.events.actions.notes import remove_note, write_note
from aufwind.events.actions.pitches import (
    add_pitch,
    begin_pitch,
    change_pitch,
    drop_interest,
    end_pitch,
    move_pitch,
    remove_pitch,
    show_interest,
    wishes_from_interests,
)
from aufwind.events.actions.rotations import mix, publish_rotation, seat_newcomer, set_host
from aufwind.events.actions.wishes import prefer
from aufwind.events.errors import CannotMix, CannotPrefer, NotAtThisTable, StateDoesNotAllow
from aufwind.events.links import PURPOSE
from aufwind.events.models import Preference, TableNote
from aufwind.events.queries.day import screen_of
from aufwind.events.queries.groups import pitches_for, protocol_of, rounds_for, rounds_of, running_order
from tests.cast import EVE, HERR_VOGEL

PEOPLE = 16


@pytest.fixture
def cafe(db):
    problem = Problem(
        tuple(Slot(f"s{t}") for t in range(4)),
        tuple(Table(str(j + 1)) for j in range(4)),
        tuple(Participant(f"p{i}", name=f"Gast {i:02}") for i in range(PEOPLE)),
        (Wish("w", ("p0", "p1")),),
        max_gap_spread=None,
    )
    facts = {"title_de": "Café", "title_en": "Café", "kind": "workshop", "starts": "2027-02-11"}
    return replace_roster(enter_event("cafe", by=HERR_VOGEL, **facts), problem, by=HERR_VOGEL)


def guests_of(event):
    return list(event.participations.all())


def own(guest) -> Visitor:
    return Visitor(key=f"participation:{guest.pk}", roles=frozenset({Role.PARTICIPANT}))


def mixed(event, *, size=4):
    return mix(event, slots=list(event.slots.all()), tables=list(event.tables.all()), size=size, by=HERR_VOGEL)


def groups_in(rotation) -> dict[tuple[int, int], set[int]]:
    found: dict[tuple[int, int], set[int]] = {}
    for seat in rotation.seats.all():
        found.setdefault((seat.slot_id, seat.table_id), set()).add(seat.participation_id)
    return found


def times_together(rotation) -> dict[frozenset[int], int]:
    times: dict[frozenset[int], int] = {}
    for group in groups_in(rotation).values():
        for pair in combinations(sorted(group), 2):
            times[frozenset(pair)] = times.get(frozenset(pair), 0) + 1
    return times


def test_nobody_meets_twice_where_that_is_possible(cafe):
    rotation = mixed(cafe)

    assert max(times_together(rotation).values()) == 1
    assert rotation.contacts == rotation.contacts_bound == 4 * 4 * 6
    assert rotation.repeats == rounds_of(rotation).twice == 0
    per_round = {
        slot: sum(len(g) for (s, _t), g in groups_in(rotation).items() if s == slot) for slot, _ in groups_in(rotation)
    }
    assert set(per_round.values()) == {PEOPLE}


def test_hosts_stay_and_guests_visit_another_table_each_round(cafe):
    guests = guests_of(cafe)
    for table, host in zip(cafe.tables.all(), guests[:4], strict=True):
        set_host(table, host=host, topic_de="Thema", topic_en="Topic", by=HERR_VOGEL)

    mixed(cafe, size=3)

    for host in guests[:4]:
        tables = {seat.table.host_id for seat in host.group_seats.all()}
        assert tables == {host.pk}
        assert host.group_seats.count() == 4
    visits = [len({seat.table_id for seat in guest.group_seats.all()}) for guest in guests[4:]]
    assert sum(visits) >= 0.9 * 4 * len(visits)


def test_who_said_never_does_not_share_a_group(cafe):
    guests = guests_of(cafe)
    for one, other in ((0, 1), (2, 3), (0, 5), (7, 6)):
        prefer(guests[one], guests[other], "never", by=HERR_VOGEL)

    rotation = mixed(cafe)

    assert rounds_of(rotation).broken == ()


def test_too_few_tables_are_said_and_nothing_is_kept(cafe):
    with pytest.raises(CannotMix) as refused:
        mixed(cafe, size=2)

    assert refused.value.why == "tables"
    assert not cafe.rotations.exists()


def test_published_rounds_are_seen_by_the_guest_and_drafts_are_not(cafe):
    guest = guests_of(cafe)[3]
    first = mixed(cafe)
    assert rounds_for(guest) == []

    publish_rotation(first, by=HERR_VOGEL)
    publish_rotation(first, by=HERR_VOGEL)

    assert [one.slot.key for one in rounds_for(guest)] == ["s0", "s1", "s2", "s3"]
    assert all(len(one.others) == 3 for one in rounds_for(guest))
    second = publish_rotation(mixed(cafe), by=HERR_VOGEL)
    assert list(cafe.rotations.exclude(published_at=None)) == [second]


def test_a_newcomer_joins_the_smallest_groups_without_meeting_anybody_twice_where_possible(cafe):
    late = guests_of(cafe)[-1]
    cafe.participations.filter(pk=late.pk).update(state="waiting")
    rotation = mixed(cafe)
    with pytest.raises(StateDoesNotAllow):
        seat_newcomer(rotation, late, by=HERR_VOGEL)
    cafe.participations.filter(pk=late.pk).update(state="registered")
    assert [guest.pk for guest in rounds_of(rotation).unseated] == [late.pk]

    assert seat_newcomer(rotation, late, by=HERR_VOGEL) == 4
    assert seat_newcomer(rotation, late, by=HERR_VOGEL) == 0

    mine = [group for group in groups_in(rotation).values() if late.pk in group]
    assert all(len(group) == 4 for group in mine)


def test_a_host_is_replaced_in_the_published_rounds(cafe):
    guests, table = guests_of(cafe), cafe.tables.first()
    set_host(table, host=guests[0], by=HERR_VOGEL)
    rotation = publish_rotation(mixed(cafe, size=4), by=HERR_VOGEL)

    set_host(table, host=guests[1], by=HERR_VOGEL)

    hosts = {seat.participation_id for seat in rotation.seats.filter(table=table, is_host=True)}
    assert hosts == {guests[1].pk}
    assert guests[1].group_seats.count() == 4
    with pytest.raises(StateDoesNotAllow):
        set_host(cafe.tables.last(), host=guests[1], by=HERR_VOGEL)


def test_tours_bring_everybody_to_another_table_where_that_is_possible():
    rounds = (((0, 1), (2, 3), (4, 5)),) * 3

    seated = tours(rounds, 3)

    for person in range(6):
        assert len({t for groups in seated for t, group in enumerate(groups) if person in group}) == 3
    with pytest.raises(ValueError, match="fewer tables"):
        tours(rounds, 2)


def pitch(event, title, **facts):
    return add_pitch(event, title=title, minutes=facts.pop("minutes", 5), by=HERR_VOGEL, **facts)


def test_the_running_order_follows_the_minutes_and_is_changed_by_buttons(cafe):
    guest = guests_of(cafe)[0]
    first = pitch(cafe, "Leinen", participation=guest)
    second = pitch(cafe, "Licht", speaker="Frau Gast (erfunden)", minutes=7)

    move_pitch(second, is_up=True, by=HERR_VOGEL)
    move_pitch(second, is_up=True, by=HERR_VOGEL)
    change_pitch(first, title="Tuch", minutes=3, text="", by=HERR_VOGEL)

    assert [(turn.pitch.title, turn.who) for turn in running_order(cafe)] == [
        ("Licht", "Frau Gast (erfunden)"),
        ("Tuch", "Gast 00"),
    ]
    remove_pitch(second, by=HERR_VOGEL)
    assert len(running_order(cafe)) == 1


def test_one_clock_runs_at_a_time_and_the_hall_sees_it(cafe):
    first, second = pitch(cafe, "Leinen", speaker="A"), pitch(cafe, "Licht", speaker="B")

    begin_pitch(first, by=HERR_VOGEL)
    begin_pitch(second, by=HERR_VOGEL)

    first.refresh_from_db()
    assert first.ended_at is not None
    screen = screen_of(cafe)
    assert (screen.pitch, screen.tables) == (second, ())
    assert timezone.now() < screen.changes_at <= timezone.now() + timedelta(minutes=5)
    end_pitch(second, by=HERR_VOGEL)
    end_pitch(second, by=HERR_VOGEL)
    assert screen_of(cafe).pitch is None


def test_interests_count_once_and_become_wishes(cafe):
    speaker, listener, shy = guests_of(cafe)[:3]
    talk = pitch(cafe, "Leinen", participation=speaker)
    prefer(shy, speaker, "never", by=HERR_VOGEL)
    for guest in (listener, listener, shy):
        show_interest(talk, guest, by=own(guest), note="Wann?")
    with pytest.raises(CannotPrefer):
        show_interest(talk, speaker, by=own(speaker))

    assert [heard.is_wanted for heard in pitches_for(listener)] == [True]
    assert wishes_from_interests(cafe, by=HERR_VOGEL) == 1
    assert wishes_from_interests(cafe, by=HERR_VOGEL) == 0
    assert Preference.objects.get(giver=listener).about == speaker
    drop_interest(talk, listener, by=own(listener))
    assert len(running_order(cafe)[0].interests) == 1


def test_notes_come_from_who_sits_there_and_are_kept_once(cafe):
    guest, other = guests_of(cafe)[:2]
    rotation = publish_rotation(mixed(cafe), by=HERR_VOGEL)
    table = rotation.seats.filter(participation=guest).first().table
    elsewhere = cafe.tables.exclude(pk__in=rotation.seats.filter(participation=guest).values("table")).first()

    for _twice in range(2):
        write_note(cafe, table, text="Mehr Leinen!", author=guest, by=own(guest))
    write_note(cafe, table, text="Vom Team", by=HERR_VOGEL)

    assert [note.text for _table, notes in protocol_of(cafe) for note in notes] == ["Mehr Leinen!", "Vom Team"]
    with pytest.raises(NotAllowed):
        write_note(cafe, table, text="x", author=guest, by=own(other))
    if elsewhere:
        with pytest.raises(NotAtThisTable):
            write_note(cafe, elsewhere, text="x", author=guest, by=own(guest))
    remove_note(TableNote.objects.first(), by=HERR_VOGEL)
    assert TableNote.objects.count() == 1


def test_strangers_change_nothing(cafe):
    guest, table = guests_of(cafe)[0], cafe.tables.first()
    talk = pitch(cafe, "Leinen", participation=guest)
    rotation = mixed(cafe)
    note = write_note(cafe, table, text="x", by=HERR_VOGEL)
    for act in (
        lambda: add_pitch(cafe, title="x", minutes=1, by=EVE),
        lambda: change_pitch(talk, title="x", minutes=1, text="", by=EVE),
        lambda: move_pitch(talk, is_up=True, by=EVE),
        lambda: remove_pitch(talk, by=EVE),
        lambda: begin_pitch(talk, by=EVE),
        lambda: end_pitch(talk, by=EVE),
        lambda: show_interest(talk, guest, by=EVE),
        lambda: drop_interest(talk, guest, by=EVE),
        lambda: wishes_from_interests(cafe, by=EVE),
        lambda: mix(cafe, slots=[], tables=[], size=2, by=EVE),
        lambda: publish_rotation(rotation, by=EVE),
        lambda: seat_newcomer(rotation, guest, by=EVE),
        lambda: set_host(table, host=guest, by=EVE),
        lambda: write_note(cafe, table, text="x", by=EVE),
        lambda: remove_note(note, by=EVE),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_organisers_page_walks_from_pitch_to_protocol(client, vogel, cafe):
    home = f"/en/events/{cafe.slug}/groups/"
    guest = guests_of(cafe)[0]
    assert client.get(home).status_code == HTTPStatus.OK
    assert client.post(f"{home}pitches/add/", {"title": "x", "minutes": "5"}).status_code == 422
    client.post(f"{home}pitches/add/", {"title": "Linen", "minutes": "5", "guest": guest.pk})
    client.post(f"{home}pitches/add/", {"title": "Light", "minutes": "5", "speaker": "B"})
    talk = cafe.pitches.last()
    for verb in ("up", "down", "begin", "end"):
        assert client.post(f"{home}pitches/{talk.pk}/{verb}/").status_code == HTTPStatus.FOUND
    assert client.post(f"{home}pitches/{talk.pk}/nonsense/").status_code == HTTPStatus.NOT_FOUND
    client.post(f"{home}pitches/wishes/")

    slots = [str(pk) for pk in cafe.slots.values_list("pk", flat=True)]
    refused = client.post(f"{home}mix/", {"slots": slots, "size": "2"})
    assert refused.status_code == 422
    assert "not enough tables" in refused.content.decode()
    made = client.post(f"{home}mix/", {"slots": slots, "size": "4"})
    assert "no seating gives more" in client.get(made.url).content.decode()
    client.post(f"{made.url}publish/")

    table = cafe.tables.first()
    page = f"{home}tables/{table.pk}/"
    assert client.post(page, {"host": guest.pk, "topic_de": "Nur"}).status_code == 422
    assert client.post(page, {"host": guest.pk, "topic_de": "Leinen", "topic_en": "Linen"}).status_code == 302
    client.post(f"{home}notes/add/", {"table": table.pk, "text": "<b>More</b> linen"})
    assert "&lt;b&gt;More" in client.get(f"{home}protocol/").content.decode()
    assert "<b>More</b> linen" in client.get(f"{home}protocol.txt").content.decode()
    client.post(f"{home}notes/{cafe.table_notes.first().pk}/remove/")
    assert not cafe.table_notes.exists()


def test_a_guests_page_shows_her_tables_takes_votes_and_notes(client, cafe):
    guest, speaker = guests_of(cafe)[:2]
    talk = pitch(cafe, "Linen", participation=speaker)
    rotation = publish_rotation(mixed(cafe), by=HERR_VOGEL)
    page = f"/en/events/my/{personal_link(PURPOSE, str(guest.pk))}/groups/"
    assert "Where you sit" in client.get(page).content.decode()

    client.post(page, {"pitch": talk.pk, "wants": "yes"})
    client.post(page, {"pitch": talk.pk, "wants": "yes"})
    assert talk.interests.count() == 1
    assert "You want to talk" in client.get(page).content.decode()
    client.post(page, {"pitch": talk.pk, "wants": "no"})
    assert talk.interests.count() == 0

    table = rotation.seats.filter(participation=guest).first().table
    client.post(page, {"table": table.pk, "text": "Good talk"})
    assert cafe.table_notes.get().author == guest
    assert client.post(page, {"table": table.pk, "text": ""}).status_code == 422
    assert client.post(page, {"table": "0", "text": "x"}).status_code == 422
    assert client.post(page, {"pitch": "x"}).status_code == 404
