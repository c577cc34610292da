"""Durations of leads from their draws; each is made once, when a model first needs it."""

import math
from collections.abc import Hashable, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from quickscan.simulation.compile import Lognormal
from quickscan.simulation.leads import Leads
from quickscan.simulation.streams.filling import Column, put_exponential, put_lognormal, put_uniform

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]
Work = NDArray[np.uint32]

STEPS = 4096
"""Of the table in which the quantiles of a beta distribution are looked up."""
MOST_NORMAL = 8.3
"""No draw, of which the smallest is 2^-54, is as many standard deviations from the middle."""
MOST_EXPONENTIAL = 37.5
"""Nor is any exponential duration as many times its mean."""
MOST_IN_32_BITS = np.iinfo(np.uint32).max
"""Milliseconds: seven weeks."""
WORK = np.dtype(np.uint32)
"""A piece of work takes seven weeks of working time at most."""


def lognormal_ms(leads: Leads, decision: int, duration: Lognormal, needed: Flags) -> IntArray:
    """Durations of at least one millisecond for the leads that need one; 0 or any other for all others."""
    return lognormal_column(leads, decision, duration, needed).astype(np.int64)


def lognormal_column(leads: Leads, decision: int, duration: Lognormal, needed: Flags) -> Column:
    """The same, to be looked at only: in half the bits where that is enough, which is too little for adding any."""
    short = duration.mu + MOST_NORMAL * duration.sigma < math.log(MOST_IN_32_BITS)
    column = _column(leads, (decision, duration), short)
    put_lognormal(column, needed, leads.names, decision, duration.mu, duration.sigma)
    return column


def work_ms(leads: Leads, name: Hashable, decisions: Sequence[tuple[int, Lognormal | None, Flags]]) -> Work:
    """Several pieces of work, each by a decision and a duration for the leads that need it: one row each, row x lead.

    They are kept under the name, which must tell the durations and which decisions they are of. To be looked at only.
    """
    rows = leads.column(name, WORK, len(decisions))
    for row, (decision, duration, needed) in zip(rows, decisions, strict=True):
        if duration is not None:
            put_lognormal(row, needed, leads.names, decision, duration.mu, duration.sigma)
    return rows


def exponential_ms(leads: Leads, decision: int, mean_ms: float, needed: Flags, most_ms: float = math.inf) -> IntArray:
    """Exponential durations likewise, cut off at `most_ms` by taking shorter ones instead."""
    short = min(most_ms, MOST_EXPONENTIAL * mean_ms) < MOST_IN_32_BITS
    column = _column(leads, ("exponential", decision, mean_ms, most_ms), short)
    put_exponential(column, needed, leads.names, decision, mean_ms, most_ms)
    return column.astype(np.int64)


def uniform_ms(leads: Leads, decision: int, longest_ms: float, needed: Flags) -> IntArray:
    """Durations evenly spread from one millisecond on for the leads that need one, 0 for all others and where there is nothing to
    wait for. They are made as quickly as they are read, so none are kept."""
    column = np.zeros(len(leads.channel), dtype=np.int64)
    if longest_ms >= 1.0:
        put_uniform(column, needed, leads.names, decision, longest_ms)
    return column


def _column(leads: Leads, name: Hashable, short: bool) -> Column:
    return leads.column(name, np.dtype(np.uint32 if short else np.int64))


def beta_quantiles(share: FloatArray, mean: float, total: float) -> FloatArray:
    """Quantiles of a beta distribution with this mean and a + b, between the entries of a table; shares are below 1."""
    table, place = _beta_table(mean, total), share * STEPS
    below = place.astype(np.int64)
    return np.asarray(table[below] + (place - below) * (table[below + 1] - table[below]))


@lru_cache(maxsize=32)
def _beta_table(mean: float, total: float) -> FloatArray:
    return np.asarray(betaincinv(mean * total, (1.0 - mean) * total, np.linspace(0.0, 1.0, STEPS + 1)))
