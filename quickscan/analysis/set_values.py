"""What many sets of measures are worth at once, so that an assumption can be moved in small steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.choice import Choice, log_left

FloatArray = NDArray[np.float64]
STEPS = 48
"""Steps in which a way is searched for its first sign change."""
HALVINGS = 40
MOST_TIMES = 20.0
"""Effects and losses are multiplied by no more."""


@dataclass(frozen=True)
class SetValues:
    """Values of sets given as rows of ones and zeros, one column by item."""

    choice: Choice

    def row(self, chosen: frozenset[str]) -> FloatArray:
        """A set as a row."""
        return np.array([float(item.id in chosen) for item in self.choice.items])

    @cached_property
    def costs(self) -> FloatArray:
        """Cost a year by item."""
        return np.array([item.cost_a_year for item in self.choice.items])

    @property
    def losses(self) -> Mapping[str, float]:
        """By cause the share of sales it loses today; empty where gains are added up."""
        return self.choice.compounding.losses if self.choice.compounding else {}

    @cached_property
    def _logs(self) -> FloatArray:
        """What each item leaves of each cause, as logarithms."""
        rows = [[log_left(item.cuts.get(cause, 0.0)) for cause in self.losses] for item in self.choice.items]
        return np.array(rows).reshape(len(self.choice.items), len(self.losses))

    def _logs_with(self, effect: Mapping[str, float]) -> FloatArray:
        logs = self._logs.copy() if effect else self._logs
        for number, item in enumerate(self.choice.items):
            if item.id in effect:
                logs[number] = [log_left(item.cuts.get(cause, 0.0) * effect[item.id]) for cause in self.losses]
        return logs

    def gains(
        self, rows: FloatArray, losses: Mapping[str, float] | None = None, effect: Mapping[str, float] | None = None
    ) -> FloatArray:
        """Additional sales a year; with other losses by cause, or with effects of items multiplied."""
        effect = effect or {}
        if self.choice.compounding is None:
            return np.asarray(rows @ np.array([item.gain * effect.get(item.id, 1.0) for item in self.choice.items]))
        share = np.array(list((losses or self.losses).values()), dtype=float)
        kept = (np.log1p(-share * np.exp(rows @ self._logs_with(effect))) - np.log1p(-share)).sum(axis=-1)
        return np.asarray(self.choice.compounding.sales * np.expm1(kept))

    def values(
        self, rows: FloatArray, losses: Mapping[str, float] | None = None, effect: Mapping[str, float] | None = None
    ) -> FloatArray:
        """What the sets are worth a year after cost."""
        return np.asarray(self.choice.eur_per_sale * self.gains(rows, losses, effect) - rows @ self.costs)

    def around(self, chosen: frozenset[str]) -> FloatArray:
        """The sets next to a set that fit: one measure out, one in, or one for another, each with all that hangs on it."""
        out = [chosen - self._with_followers(name, chosen) for name in chosen]
        outside = [item.id for item in self.choice.items if item.id not in chosen]
        sets = {*out, *(base | self.choice.first(name) for base in (chosen, *out) for name in outside)} - {chosen}
        fitting = [self.row(one) for one in sorted(sets, key=sorted) if self.choice.fits(one)]
        return np.array(fitting).reshape(len(fitting), len(self.choice.items))

    def _with_followers(self, name: str, chosen: frozenset[str]) -> frozenset[str]:
        """An item with all chosen ones that need it."""
        return frozenset(other for other in chosen if name in self.choice.first(other))


def first_change(lead: Callable[[float], float], end: float) -> float | None:
    """The point nearest to 1, on the way from there to an end, at which a lead falls below 0; none where it does not."""
    at = 1.0
    for point in np.linspace(1.0, end, STEPS + 1)[1:].tolist():
        if lead(point) < 0.0:
            return _halved(lead, at, point)
        at = point
    return None


def _halved(lead: Callable[[float], float], kept: float, lost: float) -> float:
    for _ in range(HALVINGS):
        middle = (kept + lost) / 2.0
        kept, lost = (middle, lost) if lead(middle) >= 0.0 else (kept, middle)
    return (kept + lost) / 2.0
