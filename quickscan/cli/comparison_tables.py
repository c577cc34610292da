"""Scenarios against the process as it is, as tables for people."""

from quickscan.cli import show
from quickscan.domain.comparison import ComparedScenario, Comparison, Difference
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.sensitivity import SobolIndex, SobolIndices, Tornado

FIGURES = {
    "won": ("Sales a year", 1.0, 1),
    "loss_rate": ("Loss rate, points", 100.0, 2),
    "response_median_hours": ("Response time, median, h", 1.0, 1),
    "response_p90_hours": ("Response time, p90, h", 1.0, 1),
    "dealers_utilisation": ("Utilisation of sellers, points", 100.0, 2),
    "call_centre_utilisation": ("Utilisation of the call centre, points", 100.0, 2),
    "attempts_per_lead": ("Contact attempts per lead", 1.0, 2),
    "cost_per_new_customer": ("Lead cost per new customer, EUR", 1.0, 0),
    "contribution_eur": ("Contribution a year, EUR", 1.0, 0),
    "contribution_after_cost_eur": ("Contribution after cost, EUR", 1.0, 0),
}
"""Name, factor and decimals of each figure."""


def comparison(result: Comparison) -> None:
    """The process as it is, then every scenario with its differences."""
    today = result.as_is
    show.line(f"As it is: {show.estimate(today.won)} sales a year, loss rate {show.estimate(today.loss_rate, 100, 2)} %\n")
    for scenario in result.scenarios:
        show.table(
            f"{scenario.name.en}: {show.estimate(scenario.simulation.won)} sales a year",
            ("Difference to as it is (mean ± half of the 95 % interval)", "", ""),
            list(_rows(scenario)),
        )
        show.line()
    show.line(
        f"{today.calibration} calibration, {today.engine} engine, {today.leads:,} possible inquiries a year, "
        f"{today.replications} replications, seed {today.seed}"
    )


def tornado(result: Tornado, most: int) -> None:
    """The bars, longest first; what stays inside the noise is said to."""
    rows = [
        (swing.title.en, swing.low, *_change(swing.at_low), swing.high, *_change(swing.at_high)) for swing in result.swings[:most]
    ]
    columns = ("More or fewer sales a year, at", "least", "", "", "most", "", "")
    show.table(f"What matters most ({len(result.swings)} levers and uncertain numbers)", columns, rows)
    show.line(f"\n{result.calibration} calibration, {result.replications} replications, seed {result.seed}")


def sobol(result: SobolIndices, knowledge: Knowledge) -> None:
    """The causes, the weightiest first."""
    rows = [
        (knowledge.cause(cause).name.en, *(_share(*share) for share in _first_and_total(index)))
        for cause, index in sorted(result.indices.items(), key=lambda item: -item[1].total)
    ]
    show.table("Share of the variance of sales, severities from 0 to 1", ("Cause", "By itself", "With others"), rows)
    show.line(
        f"\n{result.calibration} calibration, {result.samples} samples, {result.replications} replications each, "
        f"seed {result.seed}; ± half of the 95 % interval"
    )


def _first_and_total(index: SobolIndex) -> tuple[tuple[float, float], tuple[float, float]]:
    return (index.first, index.first_half_width), (index.total, index.total_half_width)


def _share(mean: float, half_width: float) -> str:
    return f"{show.fixed(100 * mean, 1)} ± {show.fixed(100 * half_width, 1)} %"


def _change(difference: Difference) -> tuple[str, str]:
    return show.estimate(difference.change), _noise(difference)


def _rows(scenario: ComparedScenario) -> list[tuple[str, str, str]]:
    return [
        (words, show.estimate(scenario.differences[name].change, factor, decimals), _noise(scenario.differences[name]))
        for name, (words, factor, decimals) in FIGURES.items()
        if name in scenario.differences
    ]


def _noise(difference: Difference) -> str:
    if difference.change.mean == 0.0 and difference.change.half_width == 0.0:
        return "no change"
    return "inside the noise" if difference.inside_noise else ""
