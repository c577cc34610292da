"""Two levers at once as a map: numbers in the cells, light to dark with sales, a sign where sellers have too little time."""

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.domain.drivers import Axis, LeverMap, MapCell
from quickscan.domain.scenario import Lever
from quickscan.web.charts import Cell, ChartData, chart_card
from quickscan.web.pages.drivers.guard import notice
from quickscan.web.pages.drivers.words import axis_of, difference, listed, setting_of, tick_of
from quickscan.web.widgets import card
from quickscan.web.wording import Wording

Pair = tuple[Lever, Lever]
"""That of the rows and that of the columns."""
MORE = [[0.0, "#f7f9fb"], [1.0, "#6fc3d2"]]
FEWER_AND_MORE = [[0.0, "#e59a6c"], [0.5, "#f7f9fb"], [1.0, "#6fc3d2"]]
"""Light enough for dark numbers on them; every number has its sign, so that no colour is needed to read them."""
FRAME = "#1d2b36"
SIGNS = {"room": "", "tight": " ▲", "overloaded": " ▲▲"}
WORTH_TELLING = 1.0
"""Sales a year below which nobody asks whether two levers act on each other."""
MANY = 100.0
"""From so many sales on, cells show whole numbers; the table has them all."""
ROW_PX = 54


def map_cards(found: LeverMap, levers: Pair, say: Wording) -> list[Component]:
    """The picture, with what stands out in sentences."""
    title = say("{rows} and {columns}", rows=say.of(found.rows.title), columns=say.of(found.columns.title))
    if not found.moves_sales:
        return [card(title, html.P(_cannot(found, say)))]
    best = max(found.cells, key=lambda cell: cell.won.change.mean)
    told = say("Most sales at {place}: {change}.", place=_place(best, found, levers, say), change=difference(best.won, say))
    picture = chart_card(
        title,
        _figure(found, levers, say),
        _data(found, levers, say),
        say,
        name="lever-map",
        told=told,
        note=say("Sales a year against today, which is framed. ~ inside the noise. ▲ sellers above 85% busy, ▲▲ above 100%."),
    )
    return [picture, notice(_sentences(best, found, levers, say), warns=any(cell.overload_costs_sales for cell in found.cells))]


def _cannot(found: LeverMap, say: Wording) -> str:
    if found.calibration == "deck":
        return say("By the deck waiting costs no sale, so these two levers cannot move sales. By evidence they can.")
    return say("These two levers move no sale in this process.")


def _sentences(best: MapCell, found: LeverMap, levers: Pair, say: Wording) -> list[str]:
    sentences = [
        say("Most sales at {place}: {change}.", place=_place(best, found, levers, say), change=difference(best.won, say))
    ]
    beyond = best.beyond_sum
    if beyond is not None and not beyond.inside_noise and abs(beyond.change.mean) >= WORTH_TELLING:
        extra = difference(beyond, say)
        more = say("Together they bring more than each alone adds up to: {extra} sales.", extra=extra)
        less = say("Together they bring less than each alone adds up to: {extra} sales.", extra=extra)
        sentences.append(more if beyond.change.mean > 0 else less)
    costly = [_place(cell, found, levers, say) for cell in found.cells if cell.overload_costs_sales]
    if costly:
        shown = listed(costly[:3], say)
        sentences.append(say("Sellers have too little time, so that less work would sell more: {places}.", places=shown))
    if found.left_out:
        number = len(found.left_out)
        one, many = "{number} combination cannot be in this process.", "{number} combinations cannot be in this process."
        sentences.append(say.plural(one, many, number))
    return sentences


def _figure(found: LeverMap, levers: Pair, say: Wording) -> go.Figure:
    rows, columns = _names(found.rows, levers[0], say), _names(found.columns, levers[1], say)
    most = max(abs(cell.won.change.mean) for cell in found.cells)
    decimals = 0 if most >= MANY else 1
    won: list[list[float | None]] = [[None] * len(columns) for _ in rows]
    text = [["–"] * len(columns) for _ in rows]
    hover = [[say("cannot be")] * len(columns) for _ in rows]
    for cell in found.cells:
        won[cell.row][cell.column] = cell.won.change.mean
        text[cell.row][cell.column] = _cell(cell, decimals, say)
        hover[cell.row][cell.column] = f"{_place(cell, found, levers, say)}<br>{difference(cell.won, say)}"
    falls = any(cell.won.change.high < 0.0 for cell in found.cells)
    figure = go.Figure(
        go.Heatmap(
            z=won,
            text=text,
            texttemplate="%{text}",
            hovertext=hover,
            hoverinfo="text",
            colorscale=FEWER_AND_MORE if falls else MORE,
            zmin=-most if falls else 0.0,
            zmax=most,
            showscale=False,
            xgap=2,
            ygap=2,
        )
    )
    row, column = found.rows.today, found.columns.today
    figure.add_shape(
        type="rect", x0=column - 0.49, x1=column + 0.49, y0=row - 0.49, y1=row + 0.49, line={"color": FRAME, "width": 2}
    )
    axis = {"tickmode": "array", "showgrid": False}
    figure.update_xaxes(**axis, tickvals=list(range(len(columns))), ticktext=columns, side="top", title=_title(levers[1], say))
    figure.update_yaxes(
        **axis, tickvals=list(range(len(rows))), ticktext=rows, autorange="reversed", title=_title(levers[0], say)
    )
    figure.update_layout(height=ROW_PX * len(rows) + 110, margin={"l": 8, "r": 8, "t": 8, "b": 8})
    return figure


def _title(lever: Lever, say: Wording) -> dict[str, object]:
    return {"text": axis_of(lever, say), "font": {"size": 12}}


def _cell(cell: MapCell, decimals: int, say: Wording) -> str:
    noise = "~" if cell.won.inside_noise and cell.won.change.half_width > 0.0 else ""
    return f"{noise}{say.signed(cell.won.change.mean, decimals)}{SIGNS[cell.sellers_state]}"


def _names(axis: Axis, lever: Lever, say: Wording) -> list[str]:
    return ["<br>".join(tick_of(lever, setting, say).split(" ", 1)) for setting in axis.settings]


def _place(cell: MapCell, found: LeverMap, levers: Pair, say: Wording) -> str:
    rows, columns = found.rows.settings, found.columns.settings
    return f"{setting_of(levers[0], rows[cell.row], say)} / {setting_of(levers[1], columns[cell.column], say)}"


def _data(found: LeverMap, levers: Pair, say: Wording) -> ChartData:
    columns = [
        say.of(found.rows.title),
        say.of(found.columns.title),
        say("Sales a year"),
        "±",
        say("Contribution, €"),
        "±",
        say("Loss rate, points"),
        say("Sellers, %"),
    ]
    return ChartData(columns, [_row(cell, found, levers, say) for cell in found.cells])


def _row(cell: MapCell, found: LeverMap, levers: Pair, say: Wording) -> list[Cell]:
    contribution, loss = cell.contribution_eur, cell.loss_rate
    return [
        setting_of(levers[0], found.rows.settings[cell.row], say),
        setting_of(levers[1], found.columns.settings[cell.column], say),
        cell.won.change.mean,
        cell.won.change.half_width,
        *((contribution.change.mean, contribution.change.half_width) if contribution else (None, None)),
        100 * loss.change.mean if loss else None,
        100 * cell.sellers_utilisation.mean,
    ]
