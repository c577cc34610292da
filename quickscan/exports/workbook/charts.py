"""The sheet of charts: Excel draws them from the figures on the other sheets, so they change with what somebody types there."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from quickscan.exports.workbook.book import Book, Table
from quickscan.exports.workbook.cells import FORMATS, Kind
from quickscan.report.chart import COLOURS
from quickscan.report.chart_data import Colour

WIDTH, TOP = 760, 3
ROW_PIXELS = 20
BAR_PIXELS, MARGIN_PIXELS = 26, 70
GAP_ROWS = 2
AT_MOST = 12
"""Bars in one chart: the biggest ones."""


@dataclass(frozen=True)
class Drawing:
    """One chart of columns on a sheet."""

    name: str
    """Its key in the texts file."""
    table: Table
    """The table it shows."""
    categories: int
    """The column of its names."""
    values: int
    """The column of its numbers."""
    kind: Kind
    """What the numbers are."""
    colour: Colour
    """The colour of its bars."""
    begins: int | None = None
    """The column of where bars begin, for a waterfall."""
    upright: bool = False
    """Whether the bars stand, one after the other in time."""

    @property
    def bars(self) -> int:
        """How many bars there are."""
        return self.table.last - self.table.first + 1


def draw(book: Book, sheet: Worksheet, drawings: list[Drawing]) -> None:
    """Put charts below each other, each on a page of its own in print."""
    row, breaks = TOP, []
    for drawing in drawings:
        height = MARGIN_PIXELS + (220 if drawing.upright else BAR_PIXELS * drawing.bars)
        chart = _chart(book, drawing, height)
        sheet.insert_chart(row, 0, chart, {"description": book.wording.say(f"{drawing.name}_alt"), "object_position": 2})
        row += height // ROW_PIXELS + GAP_ROWS
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])


def shortened(table: Table) -> Table:
    """The first rows of a table, as many as a chart can show."""
    return Table(table.sheet, table.first, min(table.last, table.first + AT_MOST - 1))


def _chart(book: Book, drawing: Drawing, height: int) -> Any:
    stacked = drawing.begins is not None
    chart = book.chart("column" if drawing.upright else "bar", "stacked" if stacked else None)
    categories = drawing.table.column(drawing.categories)
    if drawing.begins is not None:
        chart.add_series(
            {
                "name": book.wording.say("chart_base"),
                "categories": categories,
                "values": drawing.table.column(drawing.begins),
                "fill": {"none": True},
                "border": {"none": True},
            }
        )
    chart.add_series(
        {
            "name": book.wording.say(drawing.name),
            "categories": categories,
            "values": drawing.table.column(drawing.values),
            "fill": {"color": f"#{COLOURS[drawing.colour]}"},
            "gap": 45,
            "data_labels": {"value": True, "num_format": FORMATS[drawing.kind]},
        }
    )
    words = {"name": "Arial", "size": 9}
    chart.set_title({"name": book.wording.say(drawing.name), "name_font": {**words, "size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    chart.set_size({"width": WIDTH, "height": height})
    chart.set_chartarea({"border": {"none": True}})
    names: dict[str, Any] = {"num_font": words, "major_tick_mark": "none", "label_position": "low"}
    values: dict[str, Any] = {"num_font": words, "visible": False, "major_gridlines": {"visible": False}, "min": 0}
    # The names of lying bars stand at the y axis; the first one is on top.
    chart.set_x_axis(names if drawing.upright else values)
    chart.set_y_axis(values if drawing.upright else {**names, "reverse": True})
    return chart
