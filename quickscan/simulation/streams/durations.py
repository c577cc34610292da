"""Durations of all leads from draws; those that variants of a model share are made once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from quickscan.simulation.compile import Lognormal
from quickscan.simulation.leads import Leads

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

STEPS = 4096
"""Of the table in which the quantiles of a beta distribution are looked up."""


def lognormal_ms(leads: Leads, decision: int, duration: Lognormal, needed: Flags) -> IntArray:
    """Durations of at least one millisecond for the leads that need one; 0 or any other for all others."""
    known = leads.durations.get((decision, duration))
    made, has = known or leads.durations.setdefault((decision, duration), _nothing_yet(leads, np.dtype(np.int64)))
    missing = np.flatnonzero(needed & ~has)
    if len(missing):
        made[missing] = _lognormals(leads, decision, duration, missing)
        has[missing] = True
    return made


def lognormals_ms(leads: Leads, duration: Lognormal, needed: Mapping[int, Flags]) -> IntArray:
    """The same for several decisions side by side, lead x decision, each with the leads that need it."""
    decisions, number = tuple(needed), len(leads.channel)
    made = leads.keep(("lognormals", duration, decisions), lambda: np.zeros((number, len(decisions)), dtype=np.int64))
    has = leads.keep(("has lognormals", duration, decisions), lambda: np.zeros((len(decisions), number), dtype=np.bool_))
    for column, decision in enumerate(decisions):
        missing = np.flatnonzero(needed[decision] & ~has[column])
        if len(missing):
            made[missing, column] = _lognormals(leads, decision, duration, missing)
            has[column, missing] = True
    return made


def _lognormals(leads: Leads, decision: int, duration: Lognormal, wanted: IntArray) -> IntArray:
    times = np.exp(duration.mu + duration.sigma * _normals(leads, decision, wanted))
    return np.asarray(times.astype(np.int64) + 1)


def _normals(leads: Leads, decision: int, wanted: IntArray) -> FloatArray:
    """Standard normal numbers of some leads. They take longest of all, so none is made that nobody asks for."""
    made, has = leads.normals.get(decision) or leads.normals.setdefault(decision, _nothing_yet(leads, np.dtype(np.float64)))
    missing = wanted[~has[wanted]]
    made[missing] = ndtri(leads.draw(decision)[missing])
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
