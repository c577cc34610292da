"""The analytic loss estimate: causes compound, and what the answers leave open becomes an interval."""

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from quickscan.assessment.severity import SeverityReading
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.result import LossRange

SAMPLES = 4000
SAMPLE_KEY = 20260101
"""Any number; fixed, so that the same answers give the same interval."""
ALMOST_NOTHING = 1e-12
MOST_COLUMNS = 256
"""Samples of single causes that are kept: an answer moves a cause or two, and the others need not be drawn again."""


def compound(losses: Sequence[float]) -> float:
    """The loss rate of causes that each lose some share: 1 - product of (1 - loss). Deck P2 read as compounding."""
    return 1.0 - math.prod(1.0 - loss for loss in losses)


def loss_points(losses: Mapping[str, float]) -> dict[str, float]:
    """Each cause's share of the compounded loss rate, in proportion to log(1 - loss); the shares add up to it.

    The log share is within 0.07 points of the exact Shapley value at full severity of all nine causes.
    """
    logs = {cause: -math.log(max(1.0 - loss, ALMOST_NOTHING)) for cause, loss in losses.items()}
    total = sum(logs.values())
    whole = compound(list(losses.values()))
    return {cause: whole * log / total if total > 0.0 else 0.0 for cause, log in logs.items()}


def loss_range(readings: Sequence[SeverityReading], rules: AssessmentRules) -> LossRange:
    """The loss rate at the severities used, with the interval that the rules ask for.

    Each severity is sampled below and above the value used with equal chance, evenly between it and what it could be: the band of
    unknown answers or the doubt in the known ones, whichever is wider.
    """
    caps = [reading.cause.cap for reading in readings]
    mean = compound([reading.used * reading.cause.cap for reading in readings])
    low, high = _interval(readings, rules.interval_share)
    coverage = sum(reading.coverage * cap for reading, cap in zip(readings, caps, strict=True)) / max(sum(caps), ALMOST_NOTHING)
    return LossRange(
        mean=mean, low=min(low, mean), high=max(high, mean), coverage=min(coverage, 1.0), interval_share=rules.interval_share
    )


def possible_severities(readings: Sequence[SeverityReading], number: int) -> NDArray[np.float64]:
    """Severities that the answers leave open, number x cause: below and above the value used with equal chance, evenly spread."""
    return np.column_stack([_possible(reading, cause, len(readings))[:number] for cause, reading in enumerate(readings)])


def _possible(reading: SeverityReading, cause: int, causes: int) -> NDArray[np.float64]:
    low = max(0.0, min(reading.low, reading.used - reading.doubt))
    high = min(1.0, max(reading.high, reading.used + reading.doubt))
    return _around(reading.used, low, high, cause, causes)


@lru_cache(MOST_COLUMNS)
def _around(used: float, low: float, high: float, cause: int, causes: int) -> NDArray[np.float64]:
    draws = _draws(causes)[:, cause]
    below = low + (used - low) * 2.0 * draws
    above = used + (high - used) * (2.0 * draws - 1.0)
    severities = np.where(draws < 0.5, below, above)
    severities.flags.writeable = False  # it is kept
    return severities


def _interval(readings: Sequence[SeverityReading], share: float) -> tuple[float, float]:
    kept = np.ones(SAMPLES)
    for cause, reading in enumerate(readings):
        kept *= 1.0 - _possible(reading, cause, len(readings)) * reading.cause.cap
    ends = np.quantile(1.0 - kept, [(1.0 - share) / 2.0, (1.0 + share) / 2.0])
    return float(ends[0]), float(ends[1])


@cache
def _draws(causes: int) -> NDArray[np.float64]:
    return np.random.Generator(np.random.Philox(key=SAMPLE_KEY)).random((SAMPLES, causes))
