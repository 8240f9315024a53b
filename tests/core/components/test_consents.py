"""Who may see what, and the words agreed to with version and day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from aufwind.core.components import consents
from aufwind.core.components.consents import ConsentField, Wording

WORDING = Wording("We keep <these> data.\nNobody else.", "3", date(2026, 3, 1))
FIELDS = [ConsentField("email", "E-mail", "elif@example.org", "members"), ConsentField("phone", "Telephone", "")]


def shown(wording=WORDING, language="en"):
    with override(language):
        return Template("{% consent_box fields wording %}").render(Context({"fields": FIELDS, "wording": wording}))


def test_every_field_has_one_of_four_audiences():
    html = shown()

    assert 'name="audience-email" aria-label="Who may see «E-mail»?"' in html
    assert '<option value="members" selected>members of the network</option>' in html
    assert '<option value="agency" selected>the agency only</option>' in html
    assert html.count("<option") == 8


def test_wording_carries_version_and_day():
    html = shown()

    assert "We keep &lt;these&gt; data.<br>Nobody else." in html
    assert "Version 3 of March 1, 2026" in html
    assert 'name="agreed" value="3">' in html
    assert "Fassung 3 vom 1. März 2026" in shown(language="de")


def test_consent_says_when_and_who_wrote_it_down():
    agreed = replace(WORDING, agreed_on=date(2026, 5, 4), recorded_by="Ines")

    assert "agreed on May 4, 2026, recorded by Ines" in shown(agreed)
    assert 'value="3" checked>' in shown(agreed)
    assert "agreed on May 4, 2026</p>" in shown(replace(agreed, recorded_by=""))


def test_withdrawn_consent_is_no_consent():
    html = shown(replace(WORDING, agreed_on=date(2026, 5, 4), withdrawn_on=date(2026, 6, 1)))

    assert "withdrawn on June 1, 2026" in html
    assert "checked" not in html


def test_unknown_audience_is_refused():
    with pytest.raises(ValueError, match="audience"):
        consents.consent_box([ConsentField("email", "E-mail", "", "friends")], None)


def test_only_the_audiences_that_make_sense_are_offered():
    html = Template("{% consent_box fields wording audiences=some %}").render(
        Context({"fields": FIELDS, "wording": WORDING, "some": [("members", "Members"), ("agency", "Agency")]})
    )

    assert html.count("<option") == 4


def test_without_words_no_consent_is_asked_for():
    html = shown(wording=None)

    assert 'name="agreed"' not in html
    assert html.count("<option") == 8


def test_a_form_shown_again_keeps_the_tick_as_it_was_submitted():
    agreed = replace(WORDING, agreed_on=date(2026, 3, 2))
    box = Template("{% consent_box fields wording is_ticked=ticked %}")

    shown_again = [
        box.render(Context({"fields": FIELDS, "wording": wording, "ticked": ticked}))
        for wording, ticked in ((agreed, False), (WORDING, True), (agreed, None))
    ]

    assert [" checked>" in html for html in shown_again] == [False, True, True]
