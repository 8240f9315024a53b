"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class CannotWrite(Exception):
    """The file cannot be written; carries the sentence in German and English."""


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; whoever reads it sees the old one or the new one, never half of one.

    Raises:
        CannotWrite: The folder is missing or not ours, the disk is full …; nothing was changed.
    """
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o666 & ~_umask())  # noqa: PTH101 -- the name is a string here
        os.replace(temporary, path)  # noqa: PTH105
    except OSError as error:
        if temporary is not None and os.path.exists(temporary):  # noqa: PTH110
            os.unlink(temporary)  # noqa: PTH108
        raise CannotWrite(
            (
                f"{path}: nicht schreibbar ({error.strerror}).",
                f"{path}: cannot be written ({error.strerror}).",
            )
        ) from None


def _umask() -> int:
    """The mask new files get; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
