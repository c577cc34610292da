"""Many settings against the process as it is: each effect a paired difference, and where overload turns the sign."""

from collections.abc import Mapping, Sequence
from typing import Any

from quickscan.analysis.compare import difference
from quickscan.domain.comparison import Difference
from quickscan.domain.drivers import FULL, TIGHT, LoadState
from quickscan.simulation.measure import Figures, estimate

SELLERS, CALL_CENTRE = "dealers_utilisation", "call_centre_utilisation"


def paired(name: str, after: Sequence[Figures], before: Sequence[Figures]) -> Difference | None:
    """A figure after a change less before, replication by replication; none where a replication does not have it."""
    if not all(name in figures for figures in (*after, *before)):
        return None
    return difference([own[name] - other[name] for own, other in zip(after, before, strict=True)])


def sales_between(after: Sequence[Figures], before: Sequence[Figures]) -> Difference:
    """Sales a year after a change less before."""
    return difference([own["won"] - other["won"] for own, other in zip(after, before, strict=True)])


def effect(own: Sequence[Figures], today: Sequence[Figures], all_tried: Sequence[Sequence[Figures]]) -> dict[str, Any]:
    """The fields of an Effect: how one setting differs from today, seen beside all settings tried."""
    return {
        "won": sales_between(own, today),
        "contribution_eur": paired("contribution_eur", own, today),
        "loss_rate": paired("loss_rate", own, today),
        "sellers_utilisation": estimate([figures[SELLERS] for figures in own]),
        "call_centre_utilisation": estimate([figures[CALL_CENTRE] for figures in own]),
        "sellers_state": load_state(mean(own, SELLERS)),
        "overload_costs_sales": overload_costs_sales(own, all_tried),
    }


def overload_costs_sales(own: Sequence[Figures], all_tried: Sequence[Sequence[Figures]]) -> bool:
    """Whether sellers have too little time, and the best-selling setting that leaves them more sells more, beyond noise."""
    load = mean(own, SELLERS)
    lighter = [other for other in all_tried if mean(other, SELLERS) < load]
    if load <= TIGHT or not lighter:
        return False
    return sales_between(max(lighter, key=lambda other: mean(other, "won")), own).change.low > 0.0


def moved(change: Difference) -> bool:
    """Whether anything is different at all, be it by chance."""
    return (change.change.mean, change.change.half_width) != (0.0, 0.0)


def load_state(utilisation: float) -> LoadState:
    """What a utilisation means."""
    return "room" if utilisation <= TIGHT else "tight" if utilisation <= FULL else "overloaded"


def mean(figures: Sequence[Mapping[str, float]], name: str) -> float:
    """The mean of a figure over replications."""
    return sum(replication[name] for replication in figures) / len(figures)
