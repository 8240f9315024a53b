"""Money: whole cents, written and read as people in German or English do. No floating point anywhere."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

BASIS_POINTS = 10_000
"""A whole; rates are counted in hundredths of a per cent."""

_SEPARATORS = {"de": (".", ","), "en": (",", ".")}  # thousands, decimals
_NO_BREAK = "\N{NO-BREAK SPACE}"
_GAPS = re.compile(r"[\s'’]")  # also spaces that do not break; Swiss people group by apostrophe
_CURRENCY = re.compile(r"^(?P<sign>[-−+]?)(?:€|EUR)?(?P<second>[-−]?)(?P<number>[\d.,]+)(?:€|EUR)?$", re.IGNORECASE)
_MOST_DIGITS = 18  # what a big integer column holds


class NotMoney(ValueError):
    """The text is no amount; the message says how to write one."""

    def __init__(self, text: str) -> None:
        super().__init__(f"«{text}» is no amount in euros; write 1.234,56 or 1234,56 (English: 1,234.56).")


def written_money(cents: int, language: str | None = None) -> str:
    """The amount as people write it: «2.208.704,32 €», in English «€2,208,704.32».

    Args:
        cents: Also negative.
        language: «de» or «en», also with a region; None: the page's.
    """
    code = _code(language)
    euros, rest = divmod(abs(cents), 100)
    number = f"{grouped(euros, code)}{_SEPARATORS[code][1]}{rest:02}"
    sign = "−" if cents < 0 else ""
    return f"{sign}€{number}" if code == "en" else f"{sign}{number}{_NO_BREAK}€"


def read_money(text: str, language: str | None = None) -> int:
    """The cents an amount means: «2.208.704,32 €», «€2,208,704.32», «1 234», «-3,5 EUR».

    Where a sign could group or divide, the language decides: «1.234» is 1,234 euros in German, no amount
    in English.

    Args:
        text: What somebody typed or a file holds.
        language: «de» or «en»; None: the page's.

    Raises:
        NotMoney: It is no amount, or has fractions of a cent.
    """
    found = _CURRENCY.match(_GAPS.sub("", text))
    if not found or (found["sign"] and found["second"]):
        raise NotMoney(text)
    euros, rest = _halves(found["number"], _code(language), text)
    cents = int(euros + rest.ljust(2, "0"))
    return -cents if (found["sign"] or found["second"]) in {"-", "−"} else cents


def rate_of(part_cents: int, whole_cents: int) -> int | None:
    """What share `part` is of `whole`, in basis points, halves rounded up; None of nothing."""
    if whole_cents == 0:
        return None
    return (2 * part_cents * BASIS_POINTS + whole_cents) // (2 * whole_cents)


def portion_of(cents: int, basis_points: int) -> int:
    """The part of an amount that a rate gives, in cents, halves rounded up."""
    return (2 * cents * basis_points + BASIS_POINTS) // (2 * BASIS_POINTS)


def written_rate(basis_points: int, language: str | None = None) -> str:
    """The rate in per cent, with decimals only where there are any: «85 %», «84,5 %», in English «84.5%»."""
    code = _code(language)
    whole, rest = divmod(abs(basis_points), 100)
    decimals = f"{rest:02}".rstrip("0")
    number = grouped(whole, code) + (_SEPARATORS[code][1] + decimals if decimals else "")
    return f"{'−' if basis_points < 0 else ''}{number}{'' if code == 'en' else _NO_BREAK}%"


def _code(language: str | None) -> str:
    return "en" if (language or get_language() or "de").startswith("en") else "de"


def grouped(number: int, language: str | None = None) -> str:
    """A whole number in groups of three: «2.208.704», in English «2,208,704»."""
    return f"{number:,}".replace(",", _SEPARATORS[_code(language)][0]).replace("-", "−")


def _halves(number: str, code: str, text: str) -> tuple[str, str]:
    """Digits before and behind the decimal sign.

    Raises:
        NotMoney: Groups are not of three digits, there are more than two decimals, or too many digits.
    """
    last = max(number.rfind("."), number.rfind(","))
    both = "." in number and "," in number
    divides = number[last] if both else _SEPARATORS[code][1]
    groups = "," if divides == "." else "."
    before, _sign, behind = number.partition(divides)
    if not re.fullmatch(rf"\d{{1,3}}(\{groups}\d{{3}})+|\d+", before) or not re.fullmatch(r"\d{0,2}", behind):
        raise NotMoney(text)
    digits = before.replace(groups, "")
    if len(digits) + 2 > _MOST_DIGITS:
        raise NotMoney(text)
    return digits, behind


class CentsFormField(forms.CharField):
    """An amount in euros as people type it; gives cents, or None where left empty."""

    def __init__(self, **options: Any) -> None:  # Django's own options
        super().__init__(**{"max_length": 40, **options})
        self.widget.attrs.setdefault("inputmode", "decimal")

    def to_python(self, value: object) -> Any:  # CharField's signature says str
        text = super().to_python(value)
        if not text:
            return None
        try:
            return read_money(text)
        except NotMoney as error:
            raise ValidationError(_("This is no amount in euros; write for example 1.234,56."), "money") from error

    def clean(self, value: object) -> Any:  # the length is checked before the text is read
        cents = self.to_python(value)
        self.validate(cents)
        return cents

    def prepare_value(self, value: object) -> object:
        return written_money(value) if isinstance(value, int) else value


class CentsField(models.BigIntegerField[int, int]):
    """A column of whole cents whose form field takes euros."""

    def formfield(self, **options: Any) -> Any:  # Django's own signature
        options.setdefault("form_class", CentsFormField)
        return models.Field.formfield(self, **options)
