"""What a move of the levers brings: five figures with today beside them, and where would-be sales are lost."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.domain.comparison import ComparedScenario, Comparison, Difference
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.web.charts import LOSS, TODAY, ChartData, styled
from quickscan.web.money import change_in_euros, half_of_interval
from quickscan.web.pages.levers.words import calibration_in_words, change_in_words, interval_in_words, money_in_words, scale_of
from quickscan.web.simulations import CalibrationName
from quickscan.web.wording import Wording

POINTS = 100.0
BAR_PX, EDGE_PX = 36, 56
NOBODY_WON = "–"
COST, CONTRIBUTION = "cost_per_new_customer", "contribution_eur"
IN_EUROS = (COST, CONTRIBUTION)


@dataclass(frozen=True)
class Figure:
    """One of the figures that lead."""

    key: str
    """Its name in a comparison."""
    title: str
    """Its name for people."""
    estimate: Estimate | None
    """The figure; none where it cannot be computed."""
    today: Estimate | None
    """The same today."""
    difference: Difference | None
    """By how much it differs; none where nothing was moved."""
    factor: float
    """By what numbers are multiplied to be shown."""
    decimals: int
    """How many decimals they have then."""
    unit: str
    """What stands behind them."""
    more_is_better: bool
    """Whether more of it is good."""
    more: str = ""
    """What is said besides."""


def figures_of(found: Comparison, say: Wording) -> list[Figure]:
    """The five figures, the one that leads first."""
    scenario = found.scenarios[0] if found.scenarios else None
    now, today = (scenario.simulation if scenario else found.as_is), found.as_is
    hours = "\N{NO-BREAK SPACE}h"

    def figure(key: str, title: str, take: str, factor: float, decimals: int, unit: str, more_is_better: bool) -> Figure:
        differs = scenario.differences.get(key) if scenario else None
        return Figure(key, title, _of(now, take), _of(today, take), differs, factor, decimals, unit, more_is_better)

    p90 = now.response_time_hours.get("p90")
    response = figure("response_median_hours", say("Response time (median)"), "median", 1.0, 1, hours, False)
    slowest = scenario.differences.get("response_p90_hours") if scenario else None
    nine_in_ten = say("nine in ten within {hours} h", hours=say.number(p90.mean, 1)) if p90 else ""
    if p90 and slowest:
        nine_in_ten += f" ({change_in_words(slowest, 1.0, 1, hours, say)})"
    return [
        figure("loss_rate", say("Lead loss"), "loss_rate", POINTS, 1, say.percent(0.0).removeprefix(say.number(0)), False),
        figure("won", say("New customers a year"), "won", 1.0, 0, "", True),
        replace(response, more=nine_in_ten),
        figure(COST, say("Cost per new customer"), COST, 1.0, 0, "", False),
        figure(CONTRIBUTION, say("Contribution a year"), CONTRIBUTION, 1.0, 0, "", True),
    ]


def figure_cards(found: Comparison, calibration: CalibrationName, say: Wording) -> list[Component]:
    """The figures as cards."""
    source = say(
        "Simulated: {number} paired years, seed {seed}, calibration {calibration}",
        number=say.number(found.as_is.replications),
        seed=str(found.as_is.seed),
        calibration=calibration_in_words(calibration, say),
    )
    return [_card(figure, source, say) for figure in figures_of(found, say)]


def losses_figure(found: Comparison, knowledge: Knowledge, say: Wording) -> dict[str, Any]:
    """Points of the loss rate by cause: grey today, the warm colour where the levers stand, the greatest of today on top.

    As plotly takes it: every move has one, and to build it by plotly's own classes took longer than all the rest of an answer.
    """
    names, today, now = _losses(found, knowledge, say)
    bars = [_bars(names, today, TODAY, say("today"), say)]
    if now is not None:
        bars.append(_bars(names, now, LOSS, say("now"), say))
    layout = _frame(say, len(names))
    reach = {**layout["xaxis"], "range": [0, 1.18 * max([*today, *(now or []), 1.0])]}
    return {"data": bars, "layout": {**layout, "xaxis": reach}}


def losses_data(found: Comparison, knowledge: Knowledge, say: Wording) -> ChartData:
    """The numbers behind that picture."""
    columns = [
        say("Cause"), say("today, points"), say("now, points"), say("today, sales a year"), say("± (95%)"),
        say("now, sales a year"), say("± (95%)"),
    ]  # fmt: skip
    today, now = found.as_is, _now(found)
    rows = []
    for cause in _by_size(found):
        before, after = today.lost_by_cause[cause], now.lost_by_cause[cause]
        shares = (today.points_of_loss(cause), now.points_of_loss(cause))
        name = say.of(knowledge.cause(cause).short_name)
        rows.append((name, *shares, before.mean, before.half_width, after.mean, after.half_width))
    return ChartData(columns, rows)


def _card(figure: Figure, source: str, say: Wording) -> Component:
    value = NOBODY_WON if figure.estimate is None else _value(figure, figure.estimate, say)
    named: dict[str, Any] = {"data-figure": figure.key}
    lines = [_change(figure, say), html.P(figure.more, className="more-said small") if figure.more else None]
    return html.Div(
        [
            html.Dt(figure.title, className="small"),
            html.Dd(value, className=f"value {'loss' if figure.key == 'loss_rate' else ''}".strip(), title=source),
            html.Dd(_today(figure, say), className="small"),
            html.Dd([line for line in lines if line is not None]),
        ],
        className="card figure",
        **named,
    )


def _value(figure: Figure, estimate: Estimate, say: Wording) -> str:
    if figure.key in IN_EUROS:
        return money_in_words(estimate.mean, say)
    return say.number(figure.factor * estimate.mean, figure.decimals) + figure.unit


def _today(figure: Figure, say: Wording) -> str:
    if figure.estimate is None and figure.today is None:
        return say("not known: an answer is missing")
    if figure.difference is None and figure.estimate is not None and figure.estimate == figure.today:
        if figure.key in IN_EUROS:
            return half_of_interval(figure.estimate, say, scale_of(figure.estimate))
        return interval_in_words(figure.estimate, figure.factor, figure.decimals, _unit_of_change(figure, say), say)
    return say("today {setting}", setting=NOBODY_WON if figure.today is None else _value(figure, figure.today, say))


def _change(figure: Figure, say: Wording) -> Component | None:
    if figure.difference is None:
        return None
    if figure.key in IN_EUROS:
        words = change_in_euros(figure.difference.change, say, scale_of(figure.difference.change))
    else:
        words = change_in_words(figure.difference, figure.factor, figure.decimals, _unit_of_change(figure, say), say)
    if figure.difference.inside_noise:
        return html.P([words, html.Span(say("no proven difference"))], className="change noise")
    better = (figure.difference.change.mean > 0.0) == figure.more_is_better
    return html.P(
        [words, html.Span(say("better") if better else say("worse"), className="unseen")],
        className=f"change {'good' if better else 'bad'}",
    )


def _unit_of_change(figure: Figure, say: Wording) -> str:
    return f"\N{NO-BREAK SPACE}{say('points')}" if figure.key == "loss_rate" else figure.unit


def _of(result: SimulationResult, take: str) -> Estimate | None:
    if take == "median":
        return result.response_time_hours.get("median")
    found: Estimate | None = getattr(result, take)
    return found


def _now(found: Comparison) -> SimulationResult:
    return found.scenarios[0].simulation if found.scenarios else found.as_is


def _by_size(found: Comparison) -> list[str]:
    lost = found.as_is.lost_by_cause
    return sorted(lost, key=lambda cause: -lost[cause].mean)


def _losses(found: Comparison, knowledge: Knowledge, say: Wording) -> tuple[list[str], list[float], list[float] | None]:
    causes = _by_size(found)
    names = [say.of(knowledge.cause(cause).short_name) for cause in causes]
    scenario: ComparedScenario | None = found.scenarios[0] if found.scenarios else None
    now = [scenario.simulation.points_of_loss(cause) for cause in causes] if scenario else None
    return names, [found.as_is.points_of_loss(cause) for cause in causes], now


@cache
def _frame(say: Wording, bars: int) -> dict[str, Any]:
    """All of the picture that no move changes."""
    figure = go.Figure()
    figure.update_layout(barmode="group", bargap=0.35, bargroupgap=0.08, uirevision="losses")
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(visible=False)
    layout: dict[str, Any] = styled(figure, say, BAR_PX * bars + EDGE_PX).layout.to_plotly_json()
    return layout


def _bars(names: list[str], lengths: list[float], colour: str, title: str, say: Wording) -> dict[str, Any]:
    words = [say.number(length, 1) for length in lengths]
    return {
        "type": "bar", "y": names, "x": lengths, "orientation": "h", "name": title, "marker": {"color": colour}, "text": words,
        "textposition": "outside", "cliponaxis": False, "hovertemplate": "%{y}: %{text} · " + title + "<extra></extra>",
    }  # fmt: skip
