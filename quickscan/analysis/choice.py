"""What may be chosen, within which limits, and what a set of measures is worth: gains added up, or by the compounding formula.

By the formula sales are a product over causes of (1 - s' c) / (1 - s c), where s' falls with every measure of the set.
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

MOST_CUT = 1.0 - 1e-9
"""A cut of 1 leaves next to nothing, so that logarithms stay finite."""
TOLERANCE = 1e-6
"""The share of a limit that a set may be over it, as solvers keep limits no better."""


@dataclass(frozen=True)
class Limits:
    """What a portfolio may take; none where there is no limit."""

    budget_eur: float | None = None
    """For the first year: cost once and of one year."""
    person_days: float | None = None


@dataclass(frozen=True)
class Item:
    """A measure to choose or not."""

    id: str
    gain: float
    """Additional sales a year, alone."""
    cost_a_year: float = 0.0
    """In euros, one-off cost spread over years."""
    budget: float = 0.0
    """What it takes of the budget, in euros."""
    days: float = 0.0
    """What it takes of the person-days."""
    requires: tuple[str, ...] = ()
    """Items that must be chosen with it."""
    cuts: Mapping[str, float] = field(default_factory=dict)
    """By cause the share by which it reduces the severity; used by the compounding formula."""


@dataclass(frozen=True)
class Compounding:
    """The compounding formula: sales today, and by cause the share of sales that it loses today."""

    sales: float
    losses: Mapping[str, float]


@dataclass(frozen=True)
class Choice:
    """What may be chosen, and how good a set is. Items stand in the order of their ids, whatever order they came in."""

    items: tuple[Item, ...]
    eur_per_sale: float
    """What a sale is worth; 1 where sales themselves are counted."""
    compounding: Compounding | None = None
    """None where gains are added up."""
    budget: float | None = None
    days: float | None = None
    must: frozenset[str] = frozenset()
    """Items that are in every set whatever they take, with all that must come before them; what they take is not there for
    others, but limits they break do not keep them out."""

    @classmethod
    def of(
        cls,
        items: Iterable[Item],
        eur_per_sale: float = 1.0,
        compounding: Compounding | None = None,
        budget: float | None = None,
        days: float | None = None,
        must: Iterable[str] = (),
    ) -> "Choice":
        """A choice among these, with some that must be taken, and so all that these require.

        Raises ValueError for two items of one id, and for required or needed items that are not among them.
        """
        forced = frozenset(must)
        ordered = tuple(sorted(items, key=lambda item: item.id))
        names = [item.id for item in ordered]
        needed = forced.union(*(item.requires for item in ordered))
        if len(set(names)) < len(names) or needed - set(names):
            raise ValueError("items need ids of their own, and what they require must be among them")
        free = cls(ordered, eur_per_sale, compounding, budget, days)
        return replace(free, must=frozenset().union(*(free.first(name) for name in forced)))

    def gain(self, chosen: Iterable[str]) -> float:
        """Additional sales a year of a set."""
        picked = [item for item in self.items if item.id in set(chosen)]
        if self.compounding is None:
            return math.fsum(item.gain for item in picked)
        kept = math.fsum(
            math.log1p(-loss * math.exp(_log_left(picked, cause))) - math.log1p(-loss)
            for cause, loss in self.compounding.losses.items()
        )
        return self.compounding.sales * math.expm1(kept)

    def value(self, chosen: Iterable[str]) -> float:
        """What a set is worth a year, after its cost."""
        names = set(chosen)
        return self.eur_per_sale * self.gain(names) - math.fsum(item.cost_a_year for item in self.items if item.id in names)

    def fits(self, chosen: Iterable[str]) -> bool:
        """Whether a set holds what it must and all that its items require, and takes no more than it may."""
        names = set(chosen)
        picked = [item for item in self.items if item.id in names]
        closed = all(names.issuperset(item.requires) for item in picked) and names >= self.must
        budget, days = self.may_take
        return closed and _over(self._budget_of(names), budget) <= 0.0 and _over(self._days_of(names), days) <= 0.0

    @property
    def may_take(self) -> tuple[float | None, float | None]:
        """Budget and person-days that a set may take: the limits, or what it must hold where that is more."""
        budget = None if self.budget is None else max(self.budget, self._budget_of(self.must))
        return budget, None if self.days is None else max(self.days, self._days_of(self.must))

    def over_budget(self, chosen: Iterable[str]) -> float:
        """By how many euros a set is over the budget; 0 where it is not."""
        return _over(self._budget_of(frozenset(chosen)), self.budget)

    def over_days(self, chosen: Iterable[str]) -> float:
        """By how many person-days a set is over the limit; 0 where it is not."""
        return _over(self._days_of(frozenset(chosen)), self.days)

    def _budget_of(self, names: Set[str]) -> float:
        return math.fsum(item.budget for item in self.items if item.id in names)

    def _days_of(self, names: Set[str]) -> float:
        return math.fsum(item.days for item in self.items if item.id in names)

    def first(self, name: str) -> frozenset[str]:
        """An item with all that must come before it."""
        of = {item.id: item.requires for item in self.items}
        found, waiting = {name}, [name]
        while waiting:
            new = set(of[waiting.pop()]) - found
            found |= new
            waiting += new
        return frozenset(found)


def _log_left(picked: Sequence[Item], cause: str) -> float:
    """The logarithm of what a set leaves of a severity."""
    return math.fsum(log_left(item.cuts.get(cause, 0.0)) for item in picked)


def log_left(cut: float) -> float:
    """The logarithm of what a cut leaves of a severity."""
    return math.log1p(-min(cut, MOST_CUT))


def with_tolerance(limit: float) -> float:
    """A limit with what a set may be over it."""
    return limit + TOLERANCE * max(1.0, limit)


def _over(used: float, limit: float | None) -> float:
    return 0.0 if limit is None or used <= with_tolerance(limit) else used - limit
