"""Durations of all leads from draws; those that variants of a model share are made once."""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from quickscan.simulation.compile import Lognormal
from quickscan.simulation.leads import Leads
from quickscan.simulation.packed import Packed

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

STEPS = 4096
"""Of the table in which the quantiles of a beta distribution are looked up."""


def lognormal_ms(leads: Leads, decision: int, duration: Lognormal, needed: Flags) -> IntArray:
    """Durations of at least one millisecond for the leads that need one; 0 or any other for all others."""
    if (decision, duration) not in leads.durations:
        leads.durations[decision, duration] = _known_before(leads, decision, duration, *_nothing_yet(leads, np.dtype(np.int64)))
    made, has = leads.durations[decision, duration]
    lacks = needed > has
    if lacks.any():
        missing = np.flatnonzero(lacks)
        made[missing] = _lognormals(leads, decision, duration, missing)
        has[missing] = True
    return made


def lognormals_ms(leads: Leads, duration: Lognormal, needed: Mapping[int, Flags]) -> IntArray:
    """The same for several decisions side by side, lead x decision, each with the leads that need it."""
    decisions, number = tuple(needed), len(leads.channel)
    name = (SIDE_BY_SIDE, duration, decisions)
    if name not in leads.kept:
        made, all_have = np.zeros((number, len(decisions)), dtype=np.int64), np.zeros((len(decisions), number), dtype=np.bool_)
        for column, decision in enumerate(decisions):
            _known_before(leads, decision, duration, made[:, column], all_have[column])
        leads.kept[name], leads.kept[HAS, name] = made, all_have
    made, all_have = leads.kept[name], leads.kept[HAS, name]
    for column, decision in enumerate(decisions):
        lacks = needed[decision] > all_have[column]
        if lacks.any():
            missing = np.flatnonzero(lacks)
            made[missing, column] = _lognormals(leads, decision, duration, missing)
            all_have[column, missing] = True
    return made


MUCH_MORE = 1.05
"""Times as many durations as were packed before."""
SIDE_BY_SIDE, HAS = "durations side by side", "who has"
"""Names of what is kept of several durations together."""


def packed_durations(leads: Leads) -> dict[Hashable, Packed]:
    """All durations made so far; what was known before is packed again only where there is much more of it now."""
    packed: dict[Hashable, Packed] = {name: _packed(leads, name, *made) for name, made in leads.durations.items()}
    for name, together in leads.kept.items():
        if isinstance(name, tuple) and name[0] == SIDE_BY_SIDE:
            _, duration, decisions = name
            for column, decision in enumerate(decisions):
                has = leads.kept[HAS, name][column]
                packed[decision, duration] = _packed(leads, (decision, duration), together[:, column], has)
    return packed


def _packed(leads: Leads, name: Hashable, made: IntArray, has: Flags) -> Packed:
    before = leads.packed.get(name)
    return before if before and np.count_nonzero(has) <= MUCH_MORE * len(before.numbers) else Packed.of(made, has)


def _known_before(leads: Leads, decision: int, duration: Lognormal, made: IntArray, has: Flags) -> tuple[IntArray, Flags]:
    """Empty columns with what is known of such durations from before."""
    known = leads.packed.get((decision, duration))
    if known is not None:
        known.unpack(made, has)
    return made, has


def _lognormals(leads: Leads, decision: int, duration: Lognormal, wanted: IntArray) -> IntArray:
    times = np.exp(duration.mu + duration.sigma * _normals(leads, decision, wanted))
    return np.asarray(times.astype(np.int64) + 1)


def _normals(leads: Leads, decision: int, wanted: IntArray) -> FloatArray:
    """Standard normal numbers of some leads. They take longest of all, so none is made that nobody asks for."""
    made, has = leads.normals.get(decision) or leads.normals.setdefault(decision, _nothing_yet(leads, np.dtype(np.float64)))
    missing = wanted[~has[wanted]]
    if len(missing) == len(wanted):
        normals = ndtri(leads.draw_of(decision, wanted))
        made[wanted], has[wanted] = normals, True
        return np.asarray(normals)
    made[missing] = ndtri(leads.draw_of(decision, missing))
    has[missing] = True
    return np.asarray(made[wanted])


def _nothing_yet(leads: Leads, kind: np.dtype[Any]) -> tuple[NDArray[Any], Flags]:
    number = len(leads.channel)
    return np.zeros(number, dtype=kind), np.zeros(number, dtype=np.bool_)


def uniform_ms(leads: Leads, decision: int, longest_ms: float) -> IntArray:
    """Durations evenly spread from one millisecond on; 0 where there is nothing to wait for."""
    if longest_ms < 1.0:
        return np.zeros(len(leads.channel), dtype=np.int64)
    return (leads.draw(decision) * longest_ms).astype(np.int64) + 1


def exponential_ms(leads: Leads, decision: int, mean_ms: float, most_ms: float = np.inf) -> IntArray:
    """Exponential durations of at least one millisecond, cut off at `most_ms` by taking shorter ones instead."""

    def make() -> IntArray:
        below = -np.expm1(-most_ms / mean_ms)
        return np.asarray(-mean_ms * np.log1p(-leads.draw(decision) * below), dtype=np.int64) + 1

    return leads.keep(("exponential", decision, mean_ms, most_ms), make)


def beta_quantiles(share: FloatArray, mean: float, total: float) -> FloatArray:
    """Quantiles of a beta distribution with this mean and a + b, between the entries of a table; shares are below 1."""
    table, place = _beta_table(mean, total), share * STEPS
    below = place.astype(np.int64)
    return np.asarray(table[below] + (place - below) * (table[below + 1] - table[below]))


@lru_cache(maxsize=32)
def _beta_table(mean: float, total: float) -> FloatArray:
    return np.asarray(betaincinv(mean * total, (1.0 - mean) * total, np.linspace(0.0, 1.0, STEPS + 1)))
