"""Scenarios side by side: simulated on the random numbers of today, as a table and as a picture."""

from collections.abc import Sequence

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.analysis.compare import AFTER_COST, Change
from quickscan.analysis.own_scenarios import catalogue_with
from quickscan.analysis.scenario_figures import MORE_IS_BETTER, SHOWN, factor, of_scenario, of_today, shown_standing
from quickscan.domain.comparison import ComparedScenario, Comparison, Difference
from quickscan.domain.engagement import Engagement
from quickscan.domain.result import Estimate
from quickscan.domain.scenario import OwnScenario, ScenarioCalibration
from quickscan.files.surroundings import shipped_catalogue
from quickscan.web.charts import SCENARIO, TODAY, ChartData, chart, numbers
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.scenarios.words import (
    difference_in_words,
    figure_name,
    figure_with_unit,
    standing_in_words,
    value_in_words,
)
from quickscan.web.services import Services
from quickscan.web.widgets import Content, table
from quickscan.web.wording import Wording

ROW_PX = 46
AXIS_PX = 24
LINE = 24
"""Characters of a line of a name at the axis."""


def compared(services: Services, engagement: Engagement, scenario: OwnScenario, calibration: ScenarioCalibration) -> Comparison:
    """A scenario against today, made once for each state of both. Raises ScanError where it cannot be."""
    change = Change.of(scenario, catalogue_with(shipped_catalogue(), engagement.scenarios))
    return services.simulations.compared(engagement.id, calibration, change)


def side_by_side(
    services: Services, engagement: Engagement, scenarios: Sequence[OwnScenario], calibration: ScenarioCalibration
) -> Comparison:
    """Several scenarios against today, in the order given. Raises ScanError where there is none, or one cannot be."""
    each = [compared(services, engagement, scenario, calibration) for scenario in scenarios]
    return Comparison(as_is=each[0].as_is, scenarios=tuple(one.scenarios[0] for one in each))


def comparison_table(found: Comparison, say: Wording) -> Component:
    """Every figure of today and of each scenario, with the difference, its interval, and whether it may be chance."""
    columns = [say("Figure"), say("Today"), *(say.of(scenario.name) for scenario in found.scenarios)]
    rows: list[list[Content]] = []
    for figure in SHOWN:
        cells = [_cell(figure, scenario, say) for scenario in found.scenarios]
        rows.append([figure_name(figure, say), value_in_words(figure, of_today(found.as_is, figure), say), *cells])
    return table(say("Scenarios and today, one year each"), columns, rows)


def comparison_chart(found: Comparison, figure: str, say: Wording, name: str) -> Component:
    """One figure as bars: today grey, the scenarios in colour, the best on top."""
    names, values, colours, texts = _bars(found, figure, say)
    places = list(range(len(names)))
    drawn = go.Figure(
        go.Bar(
            x=values,
            y=places,
            orientation="h",
            marker={"color": colours},
            text=texts,
            textposition="outside",
            cliponaxis=False,
            hoverinfo="skip",
        )
    )
    longest = max((abs(value) for value in values), default=0.0)
    drawn.update_xaxes(visible=False, range=[min(0.0, *values) * 1.35, longest * 1.9 or 1.0])
    # By place, not by name: somebody may call a scenario like today.
    drawn.update_yaxes(tickvals=places, ticktext=names, autorange="reversed")
    drawn.update_layout(bargap=0.35)
    heading = figure_name(figure, say)
    told = "; ".join(f"{one}: {text}" for one, text in zip(names, texts, strict=True)).replace("<br>", " ")
    height = AXIS_PX + ROW_PX * len(names)
    return html.Div([chart(drawn, say, name, f"{heading}. {told}", height), numbers(heading, chart_data(found, say), say, name)])


def chart_data(found: Comparison, say: Wording) -> ChartData:
    """All figures as plain numbers, a row for each of today and of each scenario; a share is given as a percentage."""
    columns = [say("Scenario"), say("Figure"), say("Value"), say("Difference to today"), say("± half of the 95% interval")]
    names = {figure: figure_with_unit(figure, say) for figure in SHOWN}
    today = [_plain_row(say("Today"), names[figure], figure, of_today(found.as_is, figure), None) for figure in SHOWN]
    others = [
        _plain_row(say.of(scenario.name), names[figure], figure, of_scenario(scenario, figure), scenario.differences.get(figure))
        for scenario in found.scenarios
        for figure in SHOWN
    ]
    return ChartData(columns, [*today, *others], 2)


def origin(found: Comparison, calibration: ScenarioCalibration, say: Wording) -> str:
    """Where the numbers come from, so that the command line shows the same."""
    return say(
        "Calibration: {calibration}. Simulated: {replications} years, seed {seed}; ± is half of a 95% interval.",
        calibration=calibration_in_words(calibration, say),
        replications=str(found.as_is.replications),
        seed=str(found.as_is.seed),
    )


def _cell(figure: str, scenario: ComparedScenario, say: Wording) -> Component:
    difference = scenario.differences.get(figure)
    how = shown_standing(figure, difference)
    if of_scenario(scenario, figure) is None:
        return html.Span(say("no cost given") if _only_cost_missing(figure, scenario) else value_in_words(figure, None, say))
    words = standing_in_words(how, say)
    return html.Div(
        [
            html.Strong(value_in_words(figure, of_scenario(scenario, figure), say)),
            html.Span(difference_in_words(figure, difference, say), className="difference"),
            html.Span(words, className="standing") if words else None,
        ],
        className=f"compared {how}",
    )


def _only_cost_missing(figure: str, scenario: ComparedScenario) -> bool:
    contribution = scenario.simulation.contribution_eur
    return figure == AFTER_COST and contribution is not None and scenario.first_year_cost_eur is None


def _bars(found: Comparison, figure: str, say: Wording) -> tuple[list[str], list[float], list[str], list[str]]:
    entries = [(say("Today"), of_today(found.as_is, figure), TODAY, "")]
    for scenario in found.scenarios:
        difference = difference_in_words(figure, scenario.differences.get(figure), say)
        entries.append((say.of(scenario.name), of_scenario(scenario, figure), SCENARIO, f"<br>({difference})"))
    known = [(name, value, colour, more) for name, value, colour, more in entries if value is not None]
    known.sort(key=lambda entry: -entry[1].mean if figure in MORE_IS_BETTER else entry[1].mean)
    texts = [f"{value_in_words(figure, value, say)}{more}" for _, value, _, more in known]
    return [_broken(name) for name, *_ in known], [value.mean for _, value, *_ in known], [c for *_, c, _ in known], texts


def _broken(name: str) -> str:
    """A name at the axis, in lines that leave the bars their room; plotly would take signs of markup for markup."""
    lines: list[str] = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + len(word) > LINE:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines)


def _plain_row(
    name: str, words: str, figure: str, value: Estimate | None, difference: Difference | None
) -> list[str | float | None]:
    times = factor(figure)
    changed = [None, None] if difference is None else [times * difference.change.mean, times * difference.change.half_width]
    return [name, words, None if value is None else times * value.mean, *changed]
