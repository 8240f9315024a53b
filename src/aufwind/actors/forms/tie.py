"""A tie between two entries, or a person's place in an organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from aufwind.actors.enums import Audience
from aufwind.actors.forms.choices import audience_choices
from aufwind.actors.forms.day import DayInput
from aufwind.actors.queries import actors_visible_to
from aufwind.actors.search import Asked, search
from aufwind.actors.tie_kinds import TIE_KINDS
from aufwind.core.folding import folded

if TYPE_CHECKING:
    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor

AFFILIATION = "affiliation"
BACKWARD = "<"
"""Ends the value of a kind read from the other entry to this one."""
NEAR = 5
FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


class TieForm(forms.Form):
    """What ties an entry to which other, since when and until when."""

    relation = forms.ChoiceField(label=_("How are they tied?"))
    other = forms.CharField(
        label=_("To whom?"), max_length=300,
        help_text=_("The name as it stands in the register."),
    )  # fmt: skip
    role = forms.CharField(
        label=_("Role"), max_length=100, required=False,
        help_text=_("For somebody who works for an organisation."),
    )  # fmt: skip
    starts_on = forms.DateField(label=_("Since"), widget=DayInput, input_formats=FORMATS, required=False)
    ends_on = forms.DateField(label=_("Until"), widget=DayInput, input_formats=FORMATS, required=False)
    evidence = forms.CharField(
        label=_("Evidence"), max_length=500, required=False,
        help_text=_("An address or a sentence: how do we know?"),
    )  # fmt: skip
    audience = forms.ChoiceField(label=_("Who may see the tie?"), initial=Audience.PUBLIC)

    def __init__(self, data: Any = None, *, actor: Actor, visitor: Visitor) -> None:  # data: as Django's own
        super().__init__(data)
        self.actor, self.visitor = actor, visitor
        self.fields["relation"].choices = relations(actor)  # type: ignore[attr-defined]  # stubs say Field
        self.fields["audience"].choices = audience_choices()  # type: ignore[attr-defined]

    def clean_other(self) -> Actor:
        typed: str = self.cleaned_data["other"]
        visible = actors_visible_to(self.visitor).exclude(pk=self.actor.pk)
        found = list(visible.filter(Q(name_folded=folded(typed)) | Q(slug=typed.strip().lower()))[: NEAR + 1])
        if len(found) == 1:
            return found[0]
        near = [(actor.name, actor.slug) for actor in found[:NEAR]] or self._alike(typed)
        names = ", ".join(f"{name} ({slug})" for name, slug in near)
        if found:
            told = _("Several entries are called so: %(names)s. Please write the word in brackets.")
        elif near:
            told = _("No other entry is called so. Did you mean: %(names)s? Please write the word in brackets.")
        else:
            told = _("No other entry is called so. Please enter it first.")
        raise forms.ValidationError(told, params={"names": names})

    def _alike(self, typed: str) -> list[tuple[str, str]]:
        hits = search(self.visitor, Asked(typed)).hits
        return [(hit.entry.name, hit.entry.slug) for hit in hits if hit.entry.pk != self.actor.pk][:NEAR]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        begins, ends, other = (cleaned.get(name) for name in ("starts_on", "ends_on", "other"))
        if begins and ends and ends < begins:
            self.add_error("ends_on", _("The end lies before the beginning. Please change one of the two days."))
        if cleaned.get("relation") == AFFILIATION and other and other.is_person == self.actor.is_person:
            self.add_error("other", _("Only a person works for an organisation. Please choose another tie or entry."))
        return cleaned

    @property
    def is_affiliation(self) -> bool:
        """Whether a person's place in an organisation is meant."""
        return bool(self.cleaned_data["relation"] == AFFILIATION)

    @property
    def ends(self) -> tuple[Actor, Actor]:
        """From whom to whom the tie reads; of an affiliation the person first."""
        other = self.cleaned_data["other"]
        is_backward = self.cleaned_data["relation"].endswith(BACKWARD)
        is_backward |= self.is_affiliation and not self.actor.is_person
        return (other, self.actor) if is_backward else (self.actor, other)

    @property
    def kind(self) -> str:
        """The kind of tie, whichever way it reads."""
        return str(self.cleaned_data["relation"]).removesuffix(BACKWARD)


def relations(actor: Actor) -> list[tuple[str, str]]:
    """Every tie in the words in which it reads from `actor`."""
    choices = [(AFFILIATION, str(_("works for") if actor.is_person else _("is the place of work of")))]
    for code, kind in TIE_KINDS.items():
        choices.append((code, str(kind.forward)))
        if not kind.is_mutual:
            choices.append((f"{code}{BACKWARD}", str(kind.backward)))
    return choices
