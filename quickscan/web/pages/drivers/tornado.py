"""The tornado: how far sales swing with each lever and each number that nobody knows well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.analysis.effects import moved
from quickscan.domain.comparison import Difference
from quickscan.domain.scenario import Lever
from quickscan.domain.sensitivity import Swing, Tornado
from quickscan.web.charts import LOSS, SCENARIO, TODAY, Cell, ChartData, chart_card
from quickscan.web.pages.drivers.words import difference, end_in_words, listed
from quickscan.web.wording import Wording

INTERVAL = {"type": "data", "thickness": 1, "width": 3, "color": "#7b8b9a"}
"""Seen on the bars and beside them, in both themes."""
BARS = 12
"""The longest ones; the others stand in the table."""
ROW_PX = 66


@dataclass(frozen=True)
class Found:
    """A tornado, and what makes it readable."""

    tornado: Tornado
    levers: Mapping[str, Lever]
    """By id."""
    contribution_per_sale_eur: float | None
    """None where unknown."""


def tornado_card(found: Found, say: Wording) -> list[Component]:
    """The picture with what it does not show, in sentences."""
    swings = [swing for swing in found.tornado.swings if moved(swing.at_low) or moved(swing.at_high)]
    still = [swing for swing in found.tornado.swings if swing not in swings]
    shown = swings[:BARS]
    told = _told(shown, found, say)
    note = [
        say("Each lever and each uncertain number moved to its ends, everything else as it is: more or fewer sales a year."),
        " ",
        say("Hatched: numbers that nobody knows well. ~ inside the noise."),
    ]
    pieces: list[Component] = []
    if shown:
        picture = chart_card(
            say("What moves sales most"),
            _figure(shown, found, say),
            _data(found, say),
            say,
            name="tornado",
            told=told,
            note=note,
        )
        pieces.append(picture)
    sentences = [words for words in (_rest(swings, say), _noise(swings, say), _still(still, found, say)) if words]
    if sentences:
        pieces.append(html.Div([html.P(words) for words in sentences], className="card drivers-remarks"))
    return pieces


def _figure(shown: Sequence[Swing], found: Found, say: Wording) -> go.Figure:
    figure = go.Figure()
    rows = list(range(len(shown)))
    for ends in ([swing.at_high for swing in shown], [swing.at_low for swing in shown]):
        figure.add_bar(
            x=[end.change.mean for end in ends],
            y=rows,
            orientation="h",
            width=0.34,
            marker={"color": [_colour(end) for end in ends], "pattern": {"shape": [_pattern(swing) for swing in shown]}},
            error_x={**INTERVAL, "array": [end.change.half_width for end in ends]},
            hovertext=[_hover(swing, end, found, say) for swing, end in zip(shown, ends, strict=True)],
            hoverinfo="text",
        )
    low = min(0.0, *(swing.at_low.change.low for swing in shown))
    high = max(0.0, *(swing.at_high.change.high for swing in shown))
    room = 0.04 * (high - low)
    span = [low - room, high + room]
    for row, swing in zip(rows, shown, strict=True):
        _words_at(figure, row, swing, found, say)
    figure.add_vline(x=0, line={"color": TODAY, "width": 2})
    figure.update_layout(barmode="overlay", height=ROW_PX * len(shown) + 90, margin={"l": 6, "r": 6, "t": 46, "b": 44})
    figure.update_yaxes(visible=False, range=[len(shown) - 0.4, -0.6])
    figure.update_xaxes(range=span, gridcolor="#e3e8ee", title={"text": say("More or fewer sales a year"), "font": {"size": 12}})
    if found.contribution_per_sale_eur:
        _second_axis(figure, span, found.contribution_per_sale_eur, say)
    return figure


def _second_axis(figure: go.Figure, span: Sequence[float], contribution_eur: float, say: Wording) -> None:
    """The same in money: contribution follows sales exactly."""
    figure.add_scatter(x=[0.0], y=[0], xaxis="x2", mode="markers", marker={"opacity": 0}, hoverinfo="skip")
    figure.update_layout(
        xaxis2={
            "overlaying": "x",
            "side": "top",
            "range": [end * contribution_eur / 1000 for end in span],
            "showgrid": False,
            "nticks": 5,
            "title": {"text": say("Contribution a year, thousand euros"), "font": {"size": 12}},
        }
    )


def _words_at(figure: go.Figure, row: int, swing: Swing, found: Found, say: Wording) -> None:
    """The name above a bar and its ends below."""
    common = {"xref": "paper", "yref": "y", "showarrow": False}
    figure.add_annotation(text=f"<b>{say.of(swing.title)}</b>", x=0, y=row - 0.36, xanchor="left", **common)
    ends = [(swing.low, swing.at_low, 0, "left")]
    ends += [(swing.high, swing.at_high, 1, "right")] if (swing.high, swing.at_high) != (swing.low, swing.at_low) else []
    for name, end, side, anchor in ends:
        words = f"{_end(swing, name, found, say)}: {_change(end, say)}"
        figure.add_annotation(text=words, x=side, y=row + 0.33, xanchor=anchor, font={"size": 12}, **common)


def _colour(end: Difference) -> str:
    return TODAY if end.inside_noise else SCENARIO if end.change.mean > 0 else LOSS


def _pattern(swing: Swing) -> str:
    return "/" if swing.kind == "parameter" else ""


def _end(swing: Swing, name: str, found: Found, say: Wording) -> str:
    return end_in_words(name, swing.id, found.levers.get(swing.id), say)


def _change(end: Difference, say: Wording) -> str:
    return f"{'~' if end.inside_noise and moved(end) else ''}{say.signed(end.change.mean, 1)}"


def _hover(swing: Swing, end: Difference, found: Found, say: Wording) -> str:
    name = swing.low if end is swing.at_low else swing.high
    return f"{say.of(swing.title)}<br>{_end(swing, name, found, say)}: {difference(end, say)}"


def _data(found: Found, say: Wording) -> ChartData:
    columns = [
        say("Lever or number"),
        say("Sells least at"),
        say("Sales a year"),
        "±",
        say("Sells most at"),
        say("Sales a year"),
        "±",
        say("Contribution, least, €"),
        say("Contribution, most, €"),
        say("Told apart from chance"),
    ]
    return ChartData(columns, [_row(swing, found, say) for swing in found.tornado.swings])


def _row(swing: Swing, found: Found, say: Wording) -> list[Cell]:
    worth = found.contribution_per_sale_eur
    ends = (swing.at_low, swing.at_high)
    return [
        say.of(swing.title),
        _end(swing, swing.low, found, say),
        swing.at_low.change.mean,
        swing.at_low.change.half_width,
        _end(swing, swing.high, found, say),
        swing.at_high.change.mean,
        swing.at_high.change.half_width,
        *(None if worth is None else end.change.mean * worth for end in ends),
        say("no") if all(end.inside_noise for end in ends) else say("yes"),
    ]


def _told(shown: Sequence[Swing], found: Found, say: Wording) -> str:
    if not shown:
        return say("Nothing moves sales here.")
    first = shown[0]
    return say(
        "{number} bars, the longest one first: {title}, from {low} to {high} sales a year.",
        number=len(shown),
        title=say.of(first.title),
        low=say.signed(first.at_low.change.mean, 1),
        high=say.signed(first.at_high.change.mean, 1),
    )


def _rest(swings: Sequence[Swing], say: Wording) -> str:
    left = len(swings) - BARS
    if left <= 0:
        return ""
    return say.plural("{number} shorter bar stands in the numbers.", "{number} shorter bars stand in the numbers.", left)


def _noise(swings: Sequence[Swing], say: Wording) -> str:
    names = [say.of(swing.title) for swing in swings if swing.at_low.inside_noise and swing.at_high.inside_noise]
    return say("Inside the noise, so that chance alone may explain them: {names}.", names=listed(names, say)) if names else ""


def _still(still: Sequence[Swing], found: Found, say: Wording) -> str:
    if not still:
        return ""
    names = listed([say.of(swing.title) for swing in still], say)
    if found.tornado.calibration == "deck":
        return say("By the deck waiting costs no sale, so these cannot move sales: {names}.", names=names)
    return say("These move no sale here: {names}.", names=names)
