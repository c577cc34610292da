"""A linear programme whose value is never below that of a set of measures, and exact where it was sharpened.

By the compounding formula the logarithm of each cause's factor is concave in the logarithms of the cuts, so tangents lie above
it; sales are the exponential of their sum, so chords lie above that.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp

from quickscan.analysis.choice import Choice, log_left, with_tolerance

FloatArray = NDArray[np.float64]
Row = tuple[FloatArray, float, float]
"""Coefficients, with the least and the most that they may come to."""
SAME = 1e-9
"""Pieces of the exponential are no shorter."""
SCALE = 1e4
"""The solver stops where a value could be better by 1e-6 at most, so values are made large."""


class SetBounds:
    """A linear programme whose value is never below that of a set.

    Its variables: one by item, chosen or not; by cause the logarithm of its factor; and by piece of the exponential the sum of
    these logarithms, if it lies there, and whether it does.
    """

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.excluded: list[frozenset[str]] = []
        """Sets that the solver's tolerance let through."""
        losses = choice.compounding.losses if choice.compounding else {}
        self.losses = np.array(list(losses.values()), dtype=float)
        self.logs = np.array([[log_left(item.cuts.get(cause, 0.0)) for cause in losses] for item in choice.items]).reshape(
            len(choice.items), len(self.losses)
        )
        everything = self.logs.sum(axis=0)
        self.tangents = [np.zeros(len(self.losses)), everything]
        self.ends = sorted({0.0, float(self._logarithms(everything).sum())})

    def best(self) -> frozenset[str]:
        """The set that is best by the bounds."""
        items, gains = self.choice.items, self._objective()
        if not items:
            return frozenset()
        whole = np.zeros(len(gains), dtype=np.int64)
        whole[: len(items)] = 1
        whole[len(items) + len(self.losses) + self._pieces :] = 1
        found = milp(
            -gains / max(1e-300, float(np.abs(gains).max())) * SCALE,
            integrality=whole,
            bounds=Bounds(self._least(len(gains)), np.where(whole > 0, 1.0, np.inf)),
            constraints=[LinearConstraint(row, low, high) for row, low, high in self._constraints()],
            # With presolve the solver is slower on programmes this small, and it now and then prints to standard output, whatever
            # it is told; cli/streams.py sends what it prints without presolve elsewhere.
            options={"mip_rel_gap": 0.0, "presolve": False},
        )
        return frozenset(item.id for item, taken in zip(items, np.asarray(found.x), strict=False) if taken > 0.5)

    def _least(self, size: int) -> FloatArray:
        """The least that each variable may be: 1 for items that must be taken."""
        least = np.zeros(size)
        least[: len(self.choice.items)] = [item.id in self.choice.must for item in self.choice.items]
        return least

    def sharpen(self, chosen: frozenset[str]) -> None:
        """Make the bounds exact at a set."""
        if self._pieces:
            at = self.logs[[item.id in chosen for item in self.choice.items]].sum(axis=0)
            self.tangents.append(at)
            end = float(self._logarithms(at).sum())
            if all(abs(end - known) > SAME for known in self.ends):
                self.ends = sorted([*self.ends, end])

    @property
    def _pieces(self) -> int:
        """Pieces of the exponential; none where gains are added up or no set gains anything."""
        return len(self.ends) - 1

    def _logarithms(self, at: FloatArray) -> FloatArray:
        return np.asarray(np.log1p(-self.losses * np.exp(at)) - np.log1p(-self.losses))

    def _objective(self) -> FloatArray:
        choice = self.choice
        costs = np.array([item.cost_a_year for item in choice.items])
        if choice.compounding is None:
            gains = np.array([item.gain for item in choice.items])
            return np.asarray(choice.eur_per_sale * gains - costs)
        worth = choice.eur_per_sale * choice.compounding.sales
        ends = np.array(self.ends)
        slopes = np.diff(np.expm1(ends)) / np.diff(ends)
        offsets = np.expm1(ends[:-1]) - slopes * ends[:-1]
        return np.concatenate([-costs, np.zeros(len(self.losses)), worth * slopes, worth * offsets])

    def _constraints(self) -> Iterator[Row]:
        """Rows with the least and the most that they may come to."""
        yield from self._limits()
        if self._pieces:
            yield from self._tangents()
            yield from self._chords()

    def _limits(self) -> Iterator[Row]:
        items = self.choice.items
        budget, days = self.choice.may_take
        for limit, used in ((budget, [item.budget for item in items]), (days, [item.days for item in items])):
            if limit is not None:
                size = max(1.0, limit)
                yield self._row(np.array(used) / size), -np.inf, with_tolerance(limit) / size
        numbers = {item.id: number for number, item in enumerate(items)}
        for item in items:
            for name in item.requires:
                row = np.zeros(len(items))
                row[numbers[item.id]], row[numbers[name]] = 1.0, -1.0
                yield self._row(row), -np.inf, 0.0
        for names in self.excluded:
            row = np.array([1.0 if item.id in names else -1.0 for item in items])
            yield self._row(row), -np.inf, len(names) - 1.0

    def _tangents(self) -> Iterator[Row]:
        for at in self.tangents:
            left = self.losses * np.exp(at)
            slopes, heights = -left / (1.0 - left), self._logarithms(at)
            for cause, (slope, height) in enumerate(zip(slopes, heights, strict=True)):
                logarithm = np.zeros(len(self.losses))
                logarithm[cause] = 1.0
                yield self._row(-slope * self.logs[:, cause], logarithm), -np.inf, float(height - slope * at[cause])

    def _chords(self) -> Iterator[Row]:
        pieces, none = self._pieces, np.zeros(len(self.choice.items))
        nothing, each = np.zeros(len(self.losses)), np.eye(pieces)
        yield self._row(none, nothing, np.zeros(pieces), np.ones(pieces)), 1.0, 1.0
        yield self._row(none, -np.ones(len(self.losses)), np.ones(pieces)), -np.inf, 0.0
        for piece, (begin, end) in enumerate(zip(self.ends, self.ends[1:], strict=False)):
            yield self._row(none, nothing, each[piece], -begin * each[piece]), 0.0, np.inf
            yield self._row(none, nothing, each[piece], -end * each[piece]), -np.inf, 0.0

    def _row(self, *parts: FloatArray) -> FloatArray:
        row = np.concatenate(parts)
        size = len(self.choice.items) + (len(self.losses) + 2 * self._pieces if self.choice.compounding else 0)
        return np.concatenate([row, np.zeros(size - len(row))])
