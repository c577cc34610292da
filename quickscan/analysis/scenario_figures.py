"""The figures by which scenarios are compared, in one order for app and report, and how each of them stands against today."""

from collections.abc import Mapping, Sequence
from typing import Literal

from quickscan.analysis.compare import AFTER_COST
from quickscan.domain.comparison import ComparedScenario, Difference
from quickscan.domain.result import Estimate, SimulationResult

Unit = Literal["share", "count", "hours", "euro"]
SHOWN: Mapping[str, Unit] = {
    "won": "count",
    "loss_rate": "share",
    "response_median_hours": "hours",
    "response_p90_hours": "hours",
    "cost_per_new_customer": "euro",
    "contribution_eur": "euro",
    AFTER_COST: "euro",
}
"""The figures that are shown, the one that leads first, with their units."""
DECIMALS: Mapping[Unit, tuple[int, int]] = {"share": (1, 1), "count": (0, 1), "hours": (1, 1), "euro": (0, 0)}
"""How many decimals app and report show, of a figure and of its difference; a share as a percentage."""
MORE_IS_BETTER = frozenset({"won", "contribution_eur", AFTER_COST})
"""Of all others less is better."""
MOST_COMPARED = 6
"""More columns than this nobody reads side by side."""

Standing = Literal["better", "worse", "noise", "same", "unknown"]
"""noise: chance alone may explain the difference; same: there is none at all."""


def of_today(result: SimulationResult, figure: str) -> Estimate | None:
    """A figure of the process as it is; none where it is unknown. Today has no cost of a scenario."""
    if figure in ("response_median_hours", "response_p90_hours"):
        return result.response_time_hours.get(figure.split("_")[1])
    found = getattr(result, "contribution_eur" if figure == AFTER_COST else figure)
    return found if isinstance(found, Estimate) else None


def of_scenario(scenario: ComparedScenario, figure: str) -> Estimate | None:
    """A figure of a scenario; none where it is unknown."""
    return scenario.contribution_after_cost_eur if figure == AFTER_COST else of_today(scenario.simulation, figure)


def standing(figure: str, difference: Difference | None) -> Standing:
    """How a scenario stands against today in one figure."""
    if difference is None:
        return "unknown"
    if difference.change.mean == 0.0 and difference.change.half_width == 0.0:
        return "same"
    if difference.inside_noise:
        return "noise"
    return "better" if (difference.change.mean > 0.0) == (figure in MORE_IS_BETTER) else "worse"


def factor(figure: str) -> float:
    """By what a figure is multiplied to be shown: a share is shown as a percentage."""
    return 100.0 if SHOWN[figure] == "share" else 1.0


def too_small(figure: str, difference: Difference) -> bool:
    """Whether a difference would be shown as 0."""
    return round(factor(figure) * difference.change.mean, DECIMALS[SHOWN[figure]][1]) == 0.0


def shown_standing(figure: str, difference: Difference | None) -> Standing:
    """How a scenario stands against today, as far as the decimals shown tell it."""
    how = standing(figure, difference)
    return "same" if difference is not None and too_small(figure, difference) else how


def sorted_by(figure: str, scenarios: Sequence[ComparedScenario]) -> list[ComparedScenario]:
    """The scenarios, the best in a figure first; those of which it is unknown last."""
    sign = -1.0 if figure in MORE_IS_BETTER else 1.0

    def place(scenario: ComparedScenario) -> tuple[bool, float]:
        found = of_scenario(scenario, figure)
        return found is None, 0.0 if found is None else sign * found.mean

    return sorted(scenarios, key=place)
