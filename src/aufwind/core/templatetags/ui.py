"""The components as template tags, built in: no page needs `{% load %}`. A misspelt argument fails loudly.

Values (Phase, Fact, Card, Column, Cell, Node, Area, Facet, Suggestion …) are made in views; they are imported from
`aufwind.core.components.<module>`, the module of the component that takes them.

    controls    {% button label href= kind=primary|quiet|danger icon= name= value= form= is_small= download= %}
                {% icon name %}
    page        {% page_header title lead= kicker= %}action{% endpage_header %}   (base.html has one already)
                {% breadcrumbs label href label href … last_label %}
                {% phase_bar phases label= %}
                {% notice kind=info|success|needs-you|loss title= is_urgent= %}text{% endnotice %}
                {% language_switch %}  {% site_messages %}  {% repeat_block "title" %}
    figures     {% tile number label href= note= needs_you= %}
                {% progress value bound label= start= unit= is_proven= note= %}
                {% job_progress label state=waiting|running|done|failed|stopped done= total= unit= note= %}
                {% meter_bar label part whole note= %}
                {% comparison bars label= note= %}
    lists       {% facts facts title= %}
                {% badge text kind=neutral|ok|needs-you|loss|closed category=0..8 %}
                {% tabs tabs label= %}
                {% pagination earlier= later= shown= %}
                {% empty_state title action= href= example= %}what belongs here{% endempty_state %}
                {% cards cards heading=2..4 %}
                {% person_row name organisation= href= note= badge= badge_kind= %}
                {% qr_figure drawing href= caption= %}
    tables      {% data_table caption columns rows empty= shows_caption= %}
                {% schedule_grid caption columns rows corner= is_dense= %}
    forms       {% field form.name hint= width=short %}   {% fields form %}
                {% error_summary form %}
                {% file_drop form.file action= formats= %}
    networks    {% network_figure caption nodes edges centre= key= %}
    maps        {% region_map caption areas unit= note= %}
    filters     {% filter_bar facets action= query= search_label= clear_href= kept= %}
    suggestions {% reason_list reasons parts= label= %}
                {% suggestion_card suggestion action= refusals= heading=2..4 %}
    merging     {% merge_preview left right fields key= moved= action= left_href= right_href= %}
    imports     {% mapping_table columns fields caption= submit= action= note= %}
                {% import_report counts rows caption= is_dry_run= hrefs= %}
    histories   {% history_list lines open_days= %}
    consents    {% consent_box fields wording title= %}
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY

from aufwind.core.components import (
    consents,
    controls,
    figures,
    filters,
    forms,
    histories,
    imports,
    lists,
    maps,
    merging,
    networks,
    page,
    suggestions,
    tables,
)
from aufwind.core.components.numbers import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.template import Context
    from django.utils.safestring import SafeString

register = template.Library()

PLAIN: tuple[Callable[..., dict[str, object]], ...] = (
    controls.button,
    page.breadcrumbs,
    page.phase_bar,
    figures.tile,
    figures.progress,
    figures.job_progress,
    figures.meter_bar,
    figures.comparison,
    lists.facts,
    lists.badge,
    lists.tabs,
    lists.pagination,
    lists.cards,
    lists.person_row,
    lists.qr_figure,
    tables.data_table,
    tables.schedule_grid,
    forms.field,
    forms.fields,
    forms.error_summary,
    forms.file_drop,
    networks.network_figure,
    maps.region_map,
    filters.filter_bar,
    suggestions.reason_list,
    suggestions.suggestion_card,
    merging.merge_preview,
    imports.mapping_table,
    imports.import_report,
    histories.history_list,
    consents.consent_box,
)
"""Components that are one tag."""

WITH_CONTENT: tuple[Callable[..., dict[str, object]], ...] = (
    page.page_header,
    page.notice,
    lists.empty_state,
)
"""Components with children: a tag and its end."""

WITH_CONTEXT: tuple[Callable[[Context], dict[str, object]], ...] = (page.language_switch, page.site_messages)
"""Components that show what the page's context knows."""


def rendered(component: Callable[..., dict[str, object]]) -> Callable[..., SafeString]:
    """The component as a function from content and arguments to HTML; keeps its signature, so Django checks it."""

    @wraps(component)
    def render(content: SafeString, *args: object, **kwargs: object) -> SafeString:
        return render_to_string(f"ui/{component.__name__}.html", component(content, *args, **kwargs))

    return render


for plain in PLAIN:
    register.inclusion_tag(f"ui/{plain.__name__}.html")(plain)
for contextual in WITH_CONTEXT:
    register.inclusion_tag(f"ui/{contextual.__name__}.html", takes_context=True)(contextual)
for container in WITH_CONTENT:
    register.simple_block_tag(rendered(container), name=container.__name__)
register.simple_tag(controls.icon)
register.filter(written)


@register.simple_tag(takes_context=True)
def repeat_block(context: Context, name: str) -> SafeString:
    """What block `name` says, once more: a page writes its title once, for the tab and for the heading."""
    again: SafeString = context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context)
    return again
