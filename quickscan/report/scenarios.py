"""The client's own scenarios: each calibration by itself, every figure beside today's with its difference and interval."""

from quickscan.analysis.scenario_figures import (
    DECIMALS,
    SHOWN,
    factor,
    of_scenario,
    of_today,
    shown_standing,
    sorted_by,
    too_small,
)
from quickscan.domain.base import Noun
from quickscan.domain.comparison import CalibratedComparison, ComparedScenario, Difference
from quickscan.domain.result import Estimate
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.wording import Wording

CHARTED = "won"
HEADROOM = 1.15
"""How much longer than the longest bar the axis is, so that its number fits."""


class ScenarioRow(Noun):
    """A figure of a scenario."""

    label: str
    """What it is."""
    today: str
    """As it is today, with its origin."""
    value: str
    """With the scenario, with its origin."""
    difference: str
    """Between the two, with half of the 95% interval, or that it may be chance."""


class ShownScenario(Noun):
    """A scenario."""

    name: str
    """Its name."""
    description: str
    """What is done differently, and what that costs."""
    calibration: str
    """The calibration used."""
    rows: tuple[ScenarioRow, ...]
    """Its figures."""


class ScenarioGroup(Noun):
    """Scenarios of one calibration."""

    title: str
    """The calibration used."""
    meaning: str
    """What that calibration means, in a sentence or two."""
    chart: str
    """Sales of today and of every scenario; empty where none can be simulated."""
    scenarios: tuple[ShownScenario, ...]
    """The scenarios, in the order of the engagement."""
    left_out: str
    """Which ones cannot be simulated, in a sentence; empty where all can."""


class Scenarios(Noun):
    """The scenarios chosen for the report."""

    groups: tuple[ScenarioGroup, ...]
    """One for each calibration; empty where no scenario is chosen."""


def scenarios(scan: Scan, wording: Wording) -> Scenarios:
    """The scenarios of a scan that its report shows."""
    return Scenarios(groups=tuple(_group(scan, found, wording) for found in scan.scenarios))


def scenario_charts(scan: Scan, wording: Wording) -> list[BarChart]:
    """For each calibration the sales of today and of its scenarios, most first."""
    return [_chart(found, wording) for found in scan.scenarios if found.comparison.scenarios]


def _group(scan: Scan, found: CalibratedComparison, wording: Wording) -> ScenarioGroup:
    calibration = wording.say(f"calibration_{found.calibration}")
    shown = found.comparison.scenarios
    names = ", ".join(wording.of(name) for name in found.left_out)
    return ScenarioGroup(
        title=wording.say("scenarios_calibration", calibration=calibration),
        meaning=wording.say(f"calibration_{found.calibration}_meaning"),
        chart=signs.chart(_chart_name(found)) if shown else "",
        scenarios=tuple(_shown(scan, one, found, calibration, wording) for one in shown),
        left_out=wording.say("scenarios_left_out", names=names) if names else "",
    )


def _shown(
    scan: Scan, scenario: ComparedScenario, found: CalibratedComparison, calibration: str, wording: Wording
) -> ShownScenario:
    own = next(one for one in scan.engagement.scenarios if one.id == scenario.id)
    cost = own.first_year_cost_eur
    told = [wording.of(own.description)]
    told += [] if cost is None else [wording.say("scenario_cost", cost=wording.numbers.euro(cost))]
    return ShownScenario(
        name=wording.of(scenario.name),
        description=" ".join(told),
        calibration=calibration,
        rows=tuple(_row(figure, scenario, found, wording) for figure in SHOWN if of_scenario(scenario, figure) is not None),
    )


def _row(figure: str, scenario: ComparedScenario, found: CalibratedComparison, wording: Wording) -> ScenarioRow:
    return ScenarioRow(
        label=wording.say(f"scenario_{figure}"),
        today=_value(figure, of_today(found.comparison.as_is, figure), wording),
        value=_value(figure, of_scenario(scenario, figure), wording),
        difference=_difference(figure, scenario.differences.get(figure), wording),
    )


def _value(figure: str, estimate: Estimate | None, wording: Wording) -> str:
    if estimate is None:
        return wording.say("unknown")
    return _with_unit(figure, _number(figure, estimate.mean, 0, wording), wording) + wording.mark("simulated")


def _difference(figure: str, difference: Difference | None, wording: Wording) -> str:
    if difference is None:
        return "–"
    if too_small(figure, difference):
        return wording.say("scenario_no_change")
    change = difference.change
    number, half = (_number(figure, value, 1, wording) for value in (abs(change.mean), change.half_width))
    both = f"{'−' if change.mean < 0.0 else '+'}{number} ± {half}"
    words = wording.say("scenario_points", number=both) if SHOWN[figure] == "share" else _with_unit(figure, both, wording)
    return wording.say("scenario_noise", difference=words) if shown_standing(figure, difference) == "noise" else words


def _number(figure: str, value: float, place: int, wording: Wording) -> str:
    return wording.numbers.number(factor(figure) * value, DECIMALS[SHOWN[figure]][place])


def _with_unit(figure: str, number: str, wording: Wording) -> str:
    unit = SHOWN[figure]
    return number if unit == "count" else wording.say(f"scenario_unit_{unit}", number=number)


def _chart_name(found: CalibratedComparison) -> str:
    return f"scenarios_{found.calibration}"


def _chart(found: CalibratedComparison, wording: Wording) -> BarChart:
    today = found.comparison.as_is.won.mean
    bars = [(wording.of(one.name), one.simulation.won.mean, True) for one in sorted_by(CHARTED, found.comparison.scenarios)]
    bars = sorted([*bars, (wording.say("chart_today"), today, False)], key=lambda bar: -bar[1])
    return BarChart(
        name=_chart_name(found),
        alternative_text=wording.say("scenarios_chart_alt", calibration=wording.say(f"calibration_{found.calibration}")),
        categories=tuple(name for name, _, _ in bars),
        series=(
            Series(
                name=wording.say("sales_per_year"),
                values=tuple(round(value, 1) for _, value, _ in bars),
                colours=tuple("accent" if own else "grey" for _, _, own in bars),
            ),
        ),
        maximum=max(value for _, value, _ in bars) * HEADROOM or 1.0,
        number_format="#,##0",
    )
