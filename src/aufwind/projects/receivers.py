"""What projects do when something happens below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from aufwind.actors.signals import EntryPart, entry_shown
from aufwind.projects.queries import projects_of
from aufwind.projects.tables import project_table

if TYPE_CHECKING:
    from aufwind.actors.models import Actor
    from aufwind.core.policy import Visitor


@receiver(entry_shown)
def show_projects(actor: Actor, visitor: Visitor, **_more: object) -> list[EntryPart]:
    """Show the projects an actor leads or is a partner of. One statement."""
    columns, rows = project_table(projects_of(actor, visitor), timezone.localdate())
    return [EntryPart(_("Projects"), columns, rows)]
