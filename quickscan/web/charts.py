"""Pictures of figures on a page: drawn by plotly, the numbers behind each as a table and as a file.

Grey is today, the accent a scenario, the warm colour loss: told apart in grey print too, and never by colour alone. Colours of
words and lines come from the theme (assets/charts.css), so that light and dark need no other figure.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.web.widgets import Content, aria, card, icon, more, table
from quickscan.web.wording import Wording

TODAY = "#94a3b8"
SCENARIO = "#0b8094"
LOSS = "#c2541b"
GOOD = "#2f8a58"
LOSSES = ("#c2541b", "#d97b4a", "#e5a07a", "#efc4ab")
"""For parts of a loss, the greatest first."""
FONT = '"Noto Sans", "Segoe UI", system-ui, sans-serif'
SEPARATORS = {"de": ",.", "en": ".,"}
"""Of decimals and of thousands, as plotly wants them."""
CONFIG: Any = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showAxisDragHandles": False}
DELIMITER = {"de": ";", "en": ","}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""

Cell = str | float | None


@dataclass(frozen=True)
class ChartData:
    """The numbers behind a picture."""

    columns: Sequence[str]
    """Their names, with units; the first column names the row."""
    rows: Sequence[Sequence[Cell]]
    """Words and numbers; none where there is no number."""
    decimals: int = 1
    """How many decimals the table shows; the file has them all."""


def chart_card(
    heading: str, figure: go.Figure, data: ChartData, say: Wording, *, name: str, told: str, note: Content = None
) -> Component:
    """A picture under its heading. `told` says in a sentence what it shows, for who does not see it; `name` is its id and
    that of its files."""
    return card(heading, chart(figure, say, name, told), numbers(heading, data, say, name), note=note, name=f"{name}-card")


def chart(figure: go.Figure, say: Wording, name: str, told: str, height_px: int | None = None) -> Component:
    """A picture by itself; its parts are drawn in the theme."""
    height = height_px or figure.layout.height or 320
    drawn = dcc.Graph(
        id=name, figure=styled(figure, say, height), config=CONFIG, responsive=True, style={"height": f"{height}px"}
    )
    place = {"minHeight": f"{height}px"}  # what draws is loaded when it is first needed, and nothing below may jump then
    return html.Div(drawn, className="chart", role="img", style=place, **aria(label=told))


def styled(figure: go.Figure, say: Wording, height_px: int) -> go.Figure:
    """The figure in the theme: no frame, no ground of its own, numbers as people of the language write them."""
    figure.update_layout(
        height=height_px,
        font={"family": FONT, "size": 13, "color": "#1d2b36"},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=SEPARATORS[say.language],
        showlegend=False,
        dragmode=False,
        hoverlabel={"font": {"family": FONT, "size": 13}},
    )
    if figure.layout.margin.l is None:
        figure.update_layout(margin={"l": 8, "r": 8, "t": 8, "b": 8})
    figure.update_xaxes(automargin=True, fixedrange=True, zeroline=False)
    figure.update_yaxes(automargin=True, fixedrange=True, zeroline=False)
    return figure


def numbers(heading: str, data: ChartData | None, say: Wording, name: str, picture: bool = True) -> Component:
    """What is behind a picture: its table, its file, and the picture itself to take away where plotly drew it.

    Without data there is only what opens it.
    """
    inside = _numbers(heading, data, say, name, picture) if data is not None else []
    return more(say("Numbers and files"), *inside, kind="numbers")


def csv_text(data: ChartData, say: Wording) -> str:
    """The numbers as a file that a spreadsheet of the language opens: no cell can become a formula."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=DELIMITER[say.language], lineterminator="\r\n")
    writer.writerow([_guarded(column) for column in data.columns])
    writer.writerows([_written(cell, say) for cell in row] for row in data.rows)
    return target.getvalue()


def _numbers(heading: str, data: ChartData, say: Wording, name: str, picture: bool) -> list[Component]:
    rows = [[_shown(cell, data.decimals, say) for cell in row] for row in data.rows]
    files = [_file(data, say, name), *([_picture(heading, say, name)] if picture else [])]
    return [table(heading, data.columns, rows), html.Div(files, className="take-away")]


def _file(data: ChartData, say: Wording, name: str) -> Component:
    # The mark at the beginning tells spreadsheets how letters are written.
    href = "data:text/csv;charset=utf-8," + quote("\N{ZERO WIDTH NO-BREAK SPACE}" + csv_text(data, say))
    return html.A([icon("download"), say("Numbers (.csv)")], href=href, download=f"{name}.csv", className="quiet small")


def _picture(heading: str, say: Wording, name: str) -> Component:
    words = say("Picture (.svg)")
    named: dict[str, Any] = {"data-chart": name, "aria-label": f"{words}: {heading}"}
    return html.Button(
        [icon("download"), words],
        type="button",
        className="quiet small save-picture",
        **named,
    )


def _shown(cell: Cell, decimals: int, say: Wording) -> str:
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else say.number(cell, decimals)


def _written(cell: Cell, say: Wording) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _guarded(cell)
    number = repr(float(cell)) if cell != int(cell) else str(int(cell))
    return number.replace(".", ",") if say.language == "de" else number


def _guarded(words: str) -> str:
    return f"'{words}" if words.startswith(FORMULA) else words
