"""Loads the compiled kernels that ship with Aufwind; without them the plain versions run.

The sources stand in `native/*.c`; `scripts/native` builds them reproducibly for every platform and checks that
what is shipped is what the sources say. Calls release Python's lock, so kernels run beside each other.
"""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

SWITCH = "AUFWIND_PLAIN"
"""Set to 1 to run the plain versions even where the compiled ones exist."""


@cache
def _library(kernel: str) -> ctypes.CDLL | None:
    suffix = "so"
    path = Path(__file__).parent / f"{sys.platform}-{platform.machine().lower()}" / f"{kernel}.{suffix}"
    try:
        return ctypes.CDLL(str(path))
    except OSError:
        return None


def kernel(name: str) -> ctypes.CDLL | None:
    """The compiled kernel `name`, or None where this platform has none or `AUFWIND_PLAIN` is set."""
    return None if os.environ.get(SWITCH) == "1" else _library(name)


def pointer(array: npt.NDArray[np.generic]) -> ctypes.c_void_p:
    """Address of a C-contiguous array, to hand to a kernel.

    Raises:
        ValueError: The array is not C-contiguous; the kernel would read something else.
    """
    if not array.flags.c_contiguous:
        raise ValueError("a kernel reads C-contiguous arrays only")
    return array.ctypes.data_as(ctypes.c_void_p)
