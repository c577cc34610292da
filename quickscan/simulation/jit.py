"""One door to numba: with it, functions run as machine code; without it, the same functions run as plain Python.

Compiled code is kept between runs in a folder named after the sources it was made from, because numba notices a change in the
module of a function only, not in those that it calls.
"""

import hashlib
import os
import platform
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

numba: Any = None
try:
    import numba
except ImportError:  # the program works without it, through the reference engine
    HAS_NUMBA = False
else:
    HAS_NUMBA = True
MACHINE_CODE = HAS_NUMBA and not numba.config.DISABLE_JIT
"""Whether functions run as machine code; NUMBA_DISABLE_JIT=1 lets them run as plain Python, for looking into them."""
OPTIONS: dict[str, Any] = {"cache": True, "nogil": True, "error_model": "numpy", "forceinline": True, "_nrt": False}


def _cache_folder() -> Path:
    """The folder for machine code made from the sources as they are now."""
    sources = hashlib.sha256()
    for source in sorted(Path(__file__).parent.rglob("*.py")):
        sources.update(source.read_bytes())
    home = os.environ.get("XDG_CACHE_HOME") or (Path.home() / ".cache")
    return Path(home) / "quickscan" / f"{platform.machine()}-{sources.hexdigest()[:16]}"


if HAS_NUMBA and not os.environ.get("NUMBA_CACHE_DIR"):
    numba.config.CACHE_DIR = str(_cache_folder())


def njit(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The function as machine code that needs no Python lock; unchanged where numba is missing.

    Floating point stays strict: two engines that agree lead for lead cannot afford a reordered sum. Functions work on arrays they
    are given and make none, so that references need not be counted, and small ones are merged into those that call them: without
    these two a lead took four times as long.
    """
    if not HAS_NUMBA:
        return function
    return cast(Callable[Parameters, Result], numba.njit(**OPTIONS)(function))


def njit_apart(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The same for what is needed seldom, or in many places: called, not merged into its callers, so that they stay small."""
    if not HAS_NUMBA:
        return function
    return cast(Callable[Parameters, Result], numba.njit(**{**OPTIONS, "forceinline": False})(function))


def with_attributes(records: NDArray[np.void]) -> NDArray[np.void]:
    """The same records, such that plain Python reads and sets their fields as attributes too, as machine code does."""
    return records if MACHINE_CODE else records.view(np.recarray)
