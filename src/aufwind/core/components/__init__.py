"""The parts pages are made of: each a typed function that turns arguments into what its template shows.

`core.templatetags.ui` makes them template tags; `core/templates/ui/<name>.html` and
`core/static/core/components/<name>.css` carry the same name, `/styleguide/` shows every state.
"""
