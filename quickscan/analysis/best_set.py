"""The best set of measures within a budget, person-days and prerequisites: exact, by integer programming.

Added gains make a linear programme. By the compounding formula the programme has upper bounds in place of sales: it is asked for
the best set, its bounds are made exact at that set, and it is asked again. Once it names a set a second time, none is better.
"""

from collections.abc import Iterable

from quickscan.analysis.choice import Choice
from quickscan.analysis.set_bounds import SetBounds

SAME = 1e-9
"""Values that differ by less than this share of the largest count as equal."""


def best_set(choice: Choice) -> frozenset[str]:
    """The set that is worth most, with all that it must hold; of equal ones, one without idle items, with early names."""
    bounds, best, seen = SetBounds(choice), choice.must, set[frozenset[str]]()
    while (found := bounds.best()) not in seen:
        seen.add(found)
        if not choice.fits(found):
            bounds.excluded.append(found)
            continue
        best = max((best, found), key=choice.value)
        bounds.sharpen(found)
    return _settled(choice, best)


def _settled(choice: Choice, best: frozenset[str]) -> frozenset[str]:
    """The same value without items that add nothing, and with earlier names where one is as good as another."""
    largest = max([1e-300, *(abs(choice.value([item.id])) for item in choice.items)])

    def as_good(names: frozenset[str]) -> bool:
        return choice.fits(names) and choice.value(names) >= choice.value(best) - SAME * largest

    chosen = best
    while (better := next((names for names in _neighbours(choice, chosen) if as_good(names)), None)) is not None:
        chosen = better
    return chosen


def _neighbours(choice: Choice, chosen: frozenset[str]) -> Iterable[frozenset[str]]:
    """Sets that would be nicer if they were as good: one item fewer, or one replaced by an earlier one."""
    for name in sorted(chosen, reverse=True):
        yield chosen - {name}
    for name in sorted(chosen, reverse=True):
        yield from (chosen - {name} | {item.id} for item in choice.items if item.id not in chosen and item.id < name)
