"""The picture of impact against effort: each measure a point with its code and its range, and a list beside.

Filled circles are in the programme, open ones are not, a cross is rejected: told apart without colour.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.web.charts import SCENARIO, TODAY, Cell, ChartData, chart, numbers
from quickscan.web.pages.recommendations.asked import Found
from quickscan.web.widgets import HIDDEN, Piece, card, link
from quickscan.web.wording import Wording

Effort = Literal["days", "cost"]
State = Literal["chosen", "left", "rejected"]
SYMBOLS: dict[State, str] = {"chosen": "circle", "left": "circle-open", "rejected": "x-thin-open"}
FAINT: dict[State, str] = {"chosen": "#85c0ca", "left": "#c9d2dc", "rejected": "#c9d2dc"}
"""For the lines of the cases, so that points and codes stand out."""
HEIGHT_PX = 600
WIDTH_PX = 620
"""About as wide as it is at a desk: where labels are put so that they do not lie on each other."""
LABEL_PX = (34.0, 17.0)
PLACES: dict[str, tuple[float, float]] = {
    "middle right": (26, 0),
    "middle left": (-26, 0),
    "top center": (0, 17),
    "bottom center": (0, -17),
    "top right": (23, 13),
    "bottom right": (23, -13),
    "top left": (-23, 13),
    "bottom left": (-23, -13),
}
"""Where a label may stand about its point: the middle of it, in pixels to the right and up."""


@dataclass(frozen=True)
class Point:
    """A measure in the picture."""

    measure: ValuedMeasure
    effort: float
    gain: float
    low: float
    high: float
    state: State


def effort_card(found: Found, effort: Effort, say: Wording) -> Component | None:
    """The picture with its list; none where there is no measure to show."""
    points = list(points_of(found, effort))
    if not points:
        return None
    told = _told(points, say)
    name = "impact-effort"
    picture = chart(_figure(points, found, effort, say), say, name, told, HEIGHT_PX)
    heading = say("Impact and effort")
    note = say("Lines reach from the cautious to the hopeful case. The higher and the further left, the better.")
    return card(
        heading,
        html.Div([picture, _beside(points, found, effort, say)], className="impact-effort"),
        numbers(heading, _data(points, effort, say), say, name),
        note=note,
        name=f"{name}-card",
    )


def points_of(found: Found, effort: Effort) -> Iterator[Point]:
    """All measures whose effort and gain are known, those that gain most first."""
    in_money = _in_money(found)
    rejected = {entry.id for entry in found.programme.portfolio.not_chosen if "rejected" in entry.reasons}
    for measure in found.measures.values():
        base = measure.case.base
        size = base.effort_person_days if effort == "days" else base.first_year_cost_eur
        if size is not None:
            low, middle, high = (_gain(case, in_money) for case in (measure.case.low, base, measure.case.high))
            state: State = "chosen" if measure.id in found.chosen else "rejected" if measure.id in rejected else "left"
            yield Point(measure, size, middle, low, high, state)


def _in_money(found: Found) -> bool:
    return all(measure.case.base.contribution_gain_eur is not None for measure in found.measures.values())


def _gain(case: Case, in_money: bool) -> float:
    value = case.contribution_gain_eur if in_money else None
    return value.mean / 1000.0 if value is not None else case.sales_gain.mean


def _figure(points: Sequence[Point], found: Found, effort: Effort, say: Wording) -> go.Figure:
    figure, places = go.Figure(), label_places(points)
    for state in SYMBOLS:
        some = [(point, place) for point, place in zip(points, places, strict=True) if point.state == state]
        if some:
            figure.add_scatter(**_trace(state, some, say))
    x_title = say("Person-days") if effort == "days" else say("Cost of the first year, euros")
    y_title = say("More contribution a year, thousand euros") if _in_money(found) else say("More sales a year")
    figure.update_xaxes(**_effort_axis(points), title=_title(x_title), gridcolor="#e3e8ee")
    figure.update_yaxes(rangemode="tozero", title=_title(y_title), gridcolor="#e3e8ee")
    figure.update_layout(height=HEIGHT_PX, margin={"l": 8, "r": 8, "t": 10, "b": 44})
    return figure


def _effort_axis(points: Sequence[Point]) -> dict[str, object]:
    """By ratio, as most measures are small beside the largest; even where one takes no effort at all."""
    least, most = min(point.effort for point in points), max(point.effort for point in points)
    if least <= 0.0:
        return {"range": [-0.04 * most, 1.1 * most or 1.0]}
    ticks = [step * 10.0**power for power in range(7) for step in (1, 2, 5)]
    return {
        "type": "log",
        "range": [math.log10(least / 1.25), math.log10(most * 1.25)],
        "tickvals": [tick for tick in ticks if least / 1.25 <= tick <= most * 1.25],
        "tickformat": ",.0f",
    }


def _title(words: str) -> dict[str, object]:
    return {"text": words, "font": {"size": 12}}


def _trace(state: State, some: Sequence[tuple[Point, str]], say: Wording) -> dict[str, object]:
    points = [point for point, _ in some]
    colour = SCENARIO if state == "chosen" else TODAY
    return {
        "x": [point.effort for point in points],
        "y": [point.gain for point in points],
        "mode": "markers+text",
        "text": [point.measure.code for point in points],
        "textposition": [place for _, place in some],
        "textfont": {"size": 12},
        "hovertext": [say.of(point.measure.title) for point in points],
        "hoverinfo": "text",
        "marker": {"symbol": SYMBOLS[state], "size": 11, "color": colour, "line": {"width": 2, "color": colour}},
        "error_y": {
            "type": "data",
            "array": [max(0.0, point.high - point.gain) for point in points],
            "arrayminus": [max(0.0, point.gain - point.low) for point in points],
            "thickness": 1,
            "width": 2,
            "color": FAINT[state],
        },
        "cliponaxis": False,
    }


def label_places(points: Sequence[Point]) -> list[str]:
    """Where each label stands: as far as it goes not on another label or point."""
    up = max((max(point.high, 0.0) for point in points), default=0.0) or 1.0
    spots = [
        (across * WIDTH_PX, point.gain / up * (HEIGHT_PX - 70)) for point, across in zip(points, _across(points), strict=True)
    ]
    taken: list[tuple[float, float]] = []
    places = []
    for x, y in spots:
        others = [spot for spot in spots if spot != (x, y)]
        place = min(PLACES, key=lambda name: _crowd((x + PLACES[name][0], y + PLACES[name][1]), taken, others))
        places.append(place)
        taken.append((x + PLACES[place][0], y + PLACES[place][1]))
    return places


def _across(points: Sequence[Point]) -> list[float]:
    """How far to the right each point is, as a share of the width."""
    efforts = [point.effort for point in points]
    least, most = min(efforts, default=0.0), max(efforts, default=0.0) or 1.0
    if least <= 0.0:
        return [effort / most for effort in efforts]
    width = math.log(most / least * 1.25**2)
    return [math.log(effort / least * 1.25) / width for effort in efforts]


def _crowd(at: tuple[float, float], labels: Sequence[tuple[float, float]], points: Sequence[tuple[float, float]]) -> float:
    """How much of a label would lie on other labels, which counts double, and on points."""
    wide, high = LABEL_PX
    on_labels = sum(max(0.0, wide - abs(at[0] - x)) * max(0.0, high - abs(at[1] - y)) for x, y in labels)
    on_points = sum(max(0.0, wide / 2 + 7 - abs(at[0] - x)) * max(0.0, high / 2 + 7 - abs(at[1] - y)) for x, y in points)
    return 2 * on_labels + on_points


def _beside(points: Sequence[Point], found: Found, effort: Effort, say: Wording) -> Component:
    """What the codes mean, in the order of the picture from above."""
    signs = {"chosen": say("in the programme"), "left": say("not in it"), "rejected": say("rejected")}
    items = [_item(point, signs[point.state], found, say) for point in sorted(points, key=lambda point: -point.gain)]
    legend = html.P(
        [html.Span([html.Span(className=f"measure-sign {state}", **HIDDEN), words]) for state, words in signs.items()],
        className="measure-signs small",
    )
    shown = {point.measure.id for point in points}
    unknown = [measure.code for measure in found.measures.values() if measure.id not in shown]
    words = say("Not shown, as the cost is not known: {codes}", codes=", ".join(unknown))
    left = [html.P(words, className="small")] if unknown and effort == "cost" else []
    return html.Div([legend, html.Ol(items), *left], className="measure-codes")


def _item(point: Point, sign: str, found: Found, say: Wording) -> Component:
    measure = point.measure
    mark = html.Span(className=f"measure-sign {point.state}", **HIDDEN)
    unseen = html.Span(f" ({sign})", className="unseen")
    words: list[Piece | None] = [html.Strong(measure.code), " ", say.of(measure.title)]
    return html.Li([mark, html.Span([link(words, found.address(measure.id)), unseen])])


def _told(points: Sequence[Point], say: Wording) -> str:
    first = max(points, key=lambda point: point.gain)
    return say(
        "{number} measures by effort and gain; {code} {title} gains most.",
        number=len(points),
        code=first.measure.code,
        title=say.of(first.measure.title),
    )


def _data(points: Sequence[Point], effort: Effort, say: Wording) -> ChartData:
    columns = [
        say("Measure"),
        say("Person-days"),
        say("Cost of the first year, €"),
        say("More sales a year"),
        "±",
        say("Cautious"),
        say("Hopeful"),
        say("More contribution a year, €"),
        say("In the programme"),
    ]
    return ChartData(columns, [_row(point, say) for point in points])


def _row(point: Point, say: Wording) -> list[Cell]:
    measure, base = point.measure, point.measure.case.base
    money = base.contribution_gain_eur
    return [
        f"{measure.code} {say.of(measure.title)}",
        base.effort_person_days,
        base.first_year_cost_eur,
        base.sales_gain.mean,
        base.sales_gain.half_width,
        measure.sales_gain_low,
        measure.sales_gain_high,
        money.mean if money is not None else None,
        say("yes") if point.state == "chosen" else say("no") if point.state == "left" else say("rejected"),
    ]
