"""Durations put into columns, each when it is first needed: from a lead's draw to milliseconds in one go.

In a column 0 stands for a lead whose duration is not made yet; durations have at least one millisecond. What is put in depends on
nothing but the lead, the decision and the distribution, so whoever fills a column further, and when, changes no number in it.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from quickscan.simulation.draws import Names, uniform, uniforms_of
from quickscan.simulation.jit import HAS_NUMBA, njit
from quickscan.simulation.normal import normal_quantile

Column = NDArray[np.integer]
Flags = NDArray[np.bool_]

LONGEST_MS = 1 << 52
"""More milliseconds than any duration has, 140,000 years; so many are still told exactly."""
BLOCK = 64
"""Leads looked at together: where none of them misses a duration, as nearly always, that is seen many times as fast."""


def put_lognormal(column: Column, needed: Flags, names: Names, decision: int, mu: float, sigma: float) -> None:
    """exp(mu + sigma x standard normal) for the leads that need one and have none, or the longest that the column holds."""
    most = float(min(np.iinfo(column.dtype).max, LONGEST_MS) - 1)
    if HAS_NUMBA:
        _put_lognormal(column, needed, names, np.uint64(decision), mu, sigma, most)
        return
    missing = _missing(column, needed)
    times = mu + sigma * ndtri(uniforms_of(names, decision)[missing])
    column[missing] = _whole([min(math.exp(time), most) for time in times.tolist()])  # numpy's exp may differ in the last bit


def put_exponential(column: Column, needed: Flags, names: Names, decision: int, mean_ms: float, most_ms: float) -> None:
    """Exponential durations likewise, cut off at `most_ms` by taking shorter ones instead."""
    below = -math.expm1(-most_ms / mean_ms)
    if HAS_NUMBA:
        _put_exponential(column, needed, names, np.uint64(decision), mean_ms, below)
        return
    missing = _missing(column, needed)
    draws = uniforms_of(names, decision)[missing]
    column[missing] = _whole([-mean_ms * math.log1p(-draw * below) for draw in draws.tolist()])


def put_uniform(column: Column, needed: Flags, names: Names, decision: int, longest_ms: float) -> None:
    """Durations evenly spread up to `longest_ms` likewise."""
    if HAS_NUMBA:
        _put_uniform(column, needed, names, np.uint64(decision), longest_ms)
        return
    missing = _missing(column, needed)
    column[missing] = _whole(uniforms_of(names, decision)[missing] * longest_ms)


@njit
def _put_lognormal(column: Column, needed: Flags, names: Names, decision: Any, mu: float, sigma: float, most: float) -> None:
    for first in range(0, len(column), BLOCK):
        after = min(first + BLOCK, len(column))
        if _any_missing(column, needed, first, after):
            for lead in range(first, after):
                if needed[lead] and column[lead] == 0:
                    time_ms = math.exp(mu + sigma * normal_quantile(uniform(names, lead, decision)))
                    column[lead] = int(min(time_ms, most)) + 1


@njit
def _put_exponential(column: Column, needed: Flags, names: Names, decision: Any, mean_ms: float, below: float) -> None:
    for first in range(0, len(column), BLOCK):
        after = min(first + BLOCK, len(column))
        if _any_missing(column, needed, first, after):
            for lead in range(first, after):
                if needed[lead] and column[lead] == 0:
                    column[lead] = int(-mean_ms * math.log1p(-uniform(names, lead, decision) * below)) + 1


@njit
def _put_uniform(column: Column, needed: Flags, names: Names, decision: Any, longest_ms: float) -> None:
    for lead in range(len(column)):
        if needed[lead] and column[lead] == 0:
            column[lead] = int(uniform(names, lead, decision) * longest_ms) + 1


@njit
def _any_missing(column: Column, needed: Flags, first: int, after: int) -> bool:
    missing = False
    for lead in range(first, after):
        missing |= needed[lead] & (column[lead] == 0)
    return missing


def _missing(column: Column, needed: Flags) -> NDArray[np.intp]:
    return np.flatnonzero(needed & (column == 0))


def _whole(times: Any) -> NDArray[np.int64]:
    return np.asarray(times, dtype=np.float64).astype(np.int64) + 1
