"""Forms: a field with its label, hint and error; what went wrong in the whole; a file to hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.forms import widgets

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.forms.boundfield import BoundField

INPUT = "kern-form-input__input"
SHAPES: tuple[tuple[type[widgets.Widget], str, str], ...] = (
    (widgets.CheckboxSelectMultiple, "choices", ""),
    (widgets.RadioSelect, "choices", ""),
    (widgets.CheckboxInput, "check", "kern-form-check__checkbox"),
    (widgets.Select, "select", "kern-form-input__select"),
    (widgets.FileInput, "input", f"{INPUT} file-input"),
    (widgets.Input, "input", INPUT),
    (widgets.Textarea, "input", INPUT),
)
"""Widget class to the shape it is drawn in and its class names; the first that fits wins."""


def field(bound: BoundField, *, hint: str = "", width: str = "") -> dict[str, Any]:
    """A form field: label, hint, error and widget, tied together for screen readers.

    Args:
        bound: `form["name"]`; label, help text, errors and widget are Django's own.
        hint: Instead of the field's help text.
        width: `short` for numbers and dates, else as wide as the form.

    Raises:
        ValueError: No such width.
        TypeError: A widget that has no look yet.

    """
    if width not in {"", "short"}:
        raise ValueError(f"«{width}» is no width; there is only `short`.")
    shape, classes = _shape(bound)
    errors = list(bound.errors)
    hint = hint or str(bound.help_text)
    attrs = {"class": f"{classes} {INPUT}--error" if errors and shape == "input" else classes}
    if errors:
        attrs["aria-invalid"] = "true"
    described = [f"{bound.auto_id}_{part}" for part, there in (("hint", hint), ("error", errors)) if there]
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "bound": bound,
        "shape": shape,
        "widget": bound.as_widget(attrs={**bound.field.widget.attrs, **attrs}) if shape != "choices" else "",
        "hint": hint,
        "errors": errors,
        "described_by": attrs.get("aria-describedby", ""),
        "is_radio": isinstance(bound.field.widget, widgets.RadioSelect)
        and not isinstance(bound.field.widget, widgets.CheckboxSelectMultiple),
        "is_optional": not bound.field.required,
        "width": width,
    }


def _shape(bound: BoundField) -> tuple[str, str]:
    for widget, shape, classes in SHAPES:
        if isinstance(bound.field.widget, widget):
            return shape, classes
    raise TypeError(f"No look for {type(bound.field.widget).__name__}; add it to SHAPES.")


def fields(form: BaseForm) -> dict[str, Any]:
    """Every field of a form below the summary of its errors; hidden fields included."""
    return {"form": form}


def error_summary(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, each line a link to its field; nothing where nothing is wrong."""
    lines = [
        {
            "text": error,
            "href": f"#{form[name].id_for_label or form[name].auto_id}",
            "label": form[name].label,
        }
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    return {"general": form.non_field_errors(), "lines": lines, "has_errors": bool(form.errors)}


def file_drop(bound: BoundField, *, action: str = "", formats: str = "") -> dict[str, Any]:
    """A file to hand in: an ordinary file input, on which a file can also be dropped.

    Args:
        bound: The form's file field.
        action: The sentence in the field («Drop your spreadsheet here»); there is a general one.
        formats: What is understood and how large it may be.

    """
    return {**field(bound), "action": action, "formats": formats}
