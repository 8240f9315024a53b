"""What people type to come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from aufwind.accounts.actions import ask_for_password

if TYPE_CHECKING:
    from django.http import HttpRequest


class AskForLinksForm(forms.Form):
    email = forms.EmailField(label=_("Your e-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class StaffLoginForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Allauth's, without the link in the password's help text: the page has its own."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        for field in self.fields.values():
            field.help_text = ""
            field.widget.attrs.pop("placeholder", None)


class AskForPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """Looks nothing up, so that it takes the same time for every address; the worker does."""

    def clean_email(self) -> str:
        """Take every address."""
        return str(self.cleaned_data["email"])

    def save(self, request: HttpRequest, **_more: object) -> str:  # noqa: ARG002 -- allauth's signature
        """Have a mail sent if the address is an account's."""
        email = str(self.cleaned_data["email"])
        ask_for_password(email, language=get_language() or settings.LANGUAGE_CODE)
        return email
