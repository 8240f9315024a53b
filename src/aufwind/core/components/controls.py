"""What is pressed: buttons and the icons on them."""

from __future__ import annotations

from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from aufwind.core.components.choice import one_of

BUTTONS = {"primary": "kern-btn--primary", "quiet": "kern-btn--secondary", "danger": "kern-btn--danger"}


def button(
    label: str,
    *,
    href: str = "",
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    is_small: bool = False,
    download: bool = False,
) -> dict[str, Any]:
    """A button that submits its form, or a link that looks like one.

    Args:
        label: A verb and its thing («Plan berechnen»).
        href: Makes it a link; without it the button submits.
        kind: `primary` (one a page), `quiet`, `danger` (loses something).
        icon: Name of a file in `ui/icons/`; stands beside the word, never alone.
        name: Name of the submitted value, where the form has several buttons.
        value: What is submitted under `name`.
        form: Id of the form it submits, when it stands outside it.
        is_small: For rows of a table.
        download: The link is a file to keep.

    Raises:
        ValueError: There is no such kind.

    """
    one_of(kind, BUTTONS, what="kind of button")
    return {
        "label": label,
        "href": href,
        "look": BUTTONS[kind] + (" kern-btn--small" if is_small else ""),
        "icon": icon,
        "name": name,
        "value": value,
        "form": form,
        "download": download,
    }


def icon(name: str) -> SafeString:
    """The drawing `ui/icons/<name>.svg`, hidden from screen readers: a word always stands beside it.

    Raises:
        django.template.TemplateDoesNotExist: There is no such file.

    """
    return mark_safe(get_template(f"ui/icons/{name}.svg").render())  # noqa: S308 -- our own file
