"""The register as a file, as each reader may see it."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

from django.http import FileResponse, Http404
from django.utils import timezone

from aufwind.actors.exports import TYPES, write_export
from aufwind.actors.forms.search import asked_from
from aufwind.actors.import_tables import language
from aufwind.actors.search import keys_found
from aufwind.core.policy import access, visitor_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from aufwind.actors.search import Asked
    from aufwind.core.policy import Visitor
    from aufwind.engine.files.write_records import Format

IN_MEMORY = 4 << 20


@access("actors.export")
def export(request: HttpRequest, form: Format) -> FileResponse:
    if form not in TYPES:
        raise Http404
    visitor = visitor_of(request)
    target = cast("BinaryIO", SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 -- the response closes it
    keys = found_keys(visitor, asked_from(request.GET))
    write_export(target, form, visitor=visitor, language=language(), keys=keys)
    target.seek(0)
    name = f"aufwind-{timezone.localdate().isoformat()}.{form}"
    return FileResponse(target, as_attachment=True, filename=name, content_type=TYPES[form])


def found_keys(visitor: Visitor, asked: Asked) -> set[int] | None:
    """The entries the list shows for a question, on all its pages; None where nothing is asked."""
    return keys_found(visitor, asked) if asked.text or asked.choices else None
