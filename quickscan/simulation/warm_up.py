"""How long a run needs to forget its start: the marginal standard error rule (MSER-5).

A warm-up that is too short biases every figure of the year; one that is too long only costs time.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

BATCH = 5
"""Observations per batch in MSER-5."""
WEEK_DAYS = 7
IGNORED_BATCHES = 5
"""Truncations that would keep fewer batches are not considered: a few close values at the very end look deceptively precise."""
LEAST_BATCHES = 2 * IGNORED_BATCHES
"""With fewer, the second half of the series could not be searched, and every answer would look reliable."""


@dataclass(frozen=True)
class WarmUp:
    """Where a series stops depending on how it started."""

    truncation: int
    """Observations to leave out at the start; a multiple of the batch size, 0 where there is no transient."""
    reliable: bool
    """Whether the truncation lies in the first half of the batches; if not, the series is too short to tell."""
    mean_before: float
    """The mean of the whole series, before truncation."""
    mean_after: float
    """The mean of what truncation leaves."""

    @property
    def bias(self) -> float:
        """By how much the start shifts the mean of the series."""
        return self.mean_before - self.mean_after


def mser5(series: FloatArray) -> WarmUp:
    """The truncation by MSER-5: `mser` on batches of five observations (White, Cobb and Spratt 2000).

    Raises ValueError for a series that is not one-dimensional, not finite or shorter than 50 observations.
    """
    return mser(series, BATCH)


def mser(series: FloatArray, batch: int) -> WarmUp:
    """The truncation that minimises the marginal standard error of the mean, on the means Z of consecutive batches.

    Of m batches the first d are left out, with d minimising sum over i > d of (Z_i - mean of Z_d+1 ... Z_m)^2 / (m - d)^2; the
    earliest of equals. Observations after the last full batch take no part in the search. A d above m / 2 is not reliable:
    the series is too short. Sources: White, Simulation 69 (1997), 323-334; White, Cobb and Spratt, Winter Simulation Conference
    2000, 755-761; the two safeguards (ignored end, first half): Hoad, Robinson and Davies, JORS 61 (2010), 1389-1403.

    Raises ValueError for a series that is not one-dimensional, not finite or shorter than ten batches.
    """
    number = len(series) // batch
    if series.ndim != 1 or not np.isfinite(series).all():
        raise ValueError("the warm-up is found in a one-dimensional series of finite numbers")
    if number < LEAST_BATCHES:
        raise ValueError(f"{len(series)} observations are too few to find a warm-up, {LEAST_BATCHES * batch} are needed")
    means = series[: number * batch].reshape(number, batch).mean(axis=1)
    left_out = int(np.argmin(marginal_errors(means)[: number - IGNORED_BATCHES + 1]))
    truncation = left_out * batch
    return WarmUp(truncation, 2 * left_out <= number, float(series.mean()), float(series[truncation:].mean()))


def marginal_errors(values: FloatArray) -> FloatArray:
    """For every d from 0 to m - 1: sum over i > d of (value_i - mean of the m - d last values)^2 / (m - d)^2."""
    # Sums of squares cancel badly far from zero: measured from the last value, a steady end is near zero, a constant one exactly.
    centred = values - values[-1]
    kept = np.arange(len(values), 0, -1)
    sums = np.cumsum(centred[::-1])[::-1]
    squares = np.cumsum(np.square(centred[::-1]))[::-1]
    return np.asarray(np.maximum(squares - np.square(sums) / kept, 0.0) / np.square(kept))


def warm_up_days(daily: FloatArray) -> int | None:
    """Days until a figure observed every day (replications x days) is steady; none where the run is too short to tell.

    Replications are averaged day by day first, as Welch does, which leaves the transient and takes away the noise. Batches are
    whole weeks instead of five days, so that weekends are not taken for a transient. A season would be: flatten the months for
    the check. Judge queues, such as the leads that wait at the end of each day, and not arrivals, which have no transient. The
    answer scatters: over few replications about one in ten is far too late, so that more should be run before a warm-up is made
    longer. Raises ValueError as `mser` does, and for an array that is not two-dimensional.
    """
    if daily.ndim != 2 or len(daily) == 0:
        raise ValueError("daily figures are an array of replications x days, with at least one replication")
    found = mser(daily.mean(axis=0), WEEK_DAYS)
    return found.truncation if found.reliable else None
