"""A workbook written sheet by sheet: one table on each, with its head in view, a filter, and a page set up to be printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from quickscan.exports.workbook.cells import FORMATS, Cell, Column, Figure, Kind, cell_text, is_taken_for_formula, lines
from quickscan.report.chart import COLOURS
from quickscan.report.wording import Wording

LONGEST_TITLE = 31
"""Characters that a sheet's name may have."""
FORBIDDEN_IN_TITLES = "[]:*?/\\'"
HEAD_ROW = 3
"""The row of the head, counted from 0: title, note and an empty row stand above it."""
FILTER_BUTTON = "____"
"""The room that it takes from a label."""
LINE_POINTS, HIGHEST_ROW = 13, 409
PAPER_A4 = 9
INK, PALE = "#1D2B36", "#E2F1F4"
FONT = {"font_name": "Arial", "font_size": 10, "font_color": INK}


@dataclass(frozen=True)
class Table:
    """A table on a sheet, for charts that show it."""

    sheet: str
    """The name of the sheet."""
    first: int
    """The row of its first record, counted from 0."""
    last: int
    """The row of its last record; before the first one where the table is empty."""

    def column(self, number: int) -> str:
        """The reference of a column, as charts take it."""
        return f"='{self.sheet}'!{xl_range_abs(self.first, number, self.last, number)}"


class Book:
    """The workbook. The same sheets give the same bytes."""

    def __init__(self, wording: Wording, title: str, client: str, made_on: date) -> None:
        self.wording = wording
        self._buffer = BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = Workbook(self._buffer, options)
        self._book.set_properties(
            {
                "title": title[:255],
                "subject": client[:255],
                "created": datetime.combine(made_on, time(), UTC).replace(tzinfo=None),
            }
        )
        self._edge = client
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._titles: set[str] = set()

    def sheet(self, title: str, note: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
        """A sheet with one table: what it shows in a sentence, its head, its rows, and totals where columns have them."""
        sheet = self._new(title, note)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            self.write(sheet, HEAD_ROW, number, column.label, "text", head=True)
        self._set_height(sheet, HEAD_ROW, [f"{column.label} {FILTER_BUTTON}" for column in columns], columns)
        for down, row in enumerate(rows, HEAD_ROW + 1):
            self._set_height(sheet, down, row, columns)
            for across, (cell, column) in enumerate(zip(row, columns, strict=True)):
                self.write(sheet, down, across, cell, column.kind)
        last = HEAD_ROW + len(rows)
        sheet.autofilter(HEAD_ROW, 0, max(last, HEAD_ROW + 1), len(columns) - 1)
        sheet.freeze_panes(HEAD_ROW + 1, 1)
        sheet.repeat_rows(HEAD_ROW)
        self._total(sheet, columns, rows, last + 1)
        return Table(sheet.get_name(), HEAD_ROW + 1, last)

    def chart_sheet(self, title: str, note: str) -> Worksheet:
        """A sheet for charts only."""
        sheet = self._new(title, note)
        sheet.fit_to_pages(0, 0)
        sheet.set_print_scale(100)
        sheet.hide_gridlines(2)
        return sheet

    def chart(self, kind: str, subtype: str | None = None) -> Chart:
        """A new chart; it is shown where it is put on a sheet."""
        made: Chart = self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
        return made

    def write(self, sheet: Worksheet, row: int, column: int, cell: Cell, kind: Kind, head: bool = False) -> None:
        """Write one cell. Whatever is words stays words."""
        look: dict[str, Any] = {**FONT, "num_format": "@" if isinstance(cell, str) else FORMATS[kind], "valign": "top"}
        look |= {"text_wrap": True} if kind == "text" or head else {}
        look |= {"indent": 1, "align": "left"} if isinstance(cell, str) and column and not head else {}
        look |= {"bold": True, "bg_color": PALE, "bottom": 1, "bottom_color": f"#{COLOURS['accent']}"} if head else {}
        if isinstance(cell, Figure):
            sheet.write_number(row, column, cell.value, self._format({**look, "num_format": FORMATS[cell.kind], "align": "left"}))
        elif isinstance(cell, str):
            words = cell_text(cell, self._cut_note)
            look |= {"quote_prefix": True} if is_taken_for_formula(words) else {}
            sheet.write_string(row, column, words, self._format(look))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._format({**look, "num_format": FORMATS["day"], "align": "left"}))
        elif cell is not None:
            sheet.write_number(row, column, cell, self._format(look))

    def bytes(self) -> bytes:
        """The file, when all is written."""
        self._book.close()
        return self._buffer.getvalue()

    def _new(self, title: str, note: str) -> Worksheet:
        sheet: Worksheet = self._book.add_worksheet(self._legal(title))
        sheet.write_string(0, 0, title, self._format({**FONT, "bold": True, "font_size": 14}))
        sheet.write_string(1, 0, cell_text(note, self._cut_note), self._format({**FONT, "font_color": "#586779"}))
        sheet.set_paper(PAPER_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        edge = self._edge.replace("&", "&&")[:120]
        sheet.set_footer(f"&L&8{edge}&C&8{self.wording.say('confidential')}&R&8{self.wording.say('page')} &P / &N")
        return sheet

    def _set_height(self, sheet: Worksheet, row: int, cells: Sequence[Cell], columns: Sequence[Column]) -> None:
        """High enough for the longest text: not every program finds that out by itself."""
        wraps = [column.kind == "text" or row == HEAD_ROW for column in columns]
        needed = (lines(cell, column.width) for cell, column, wrapped in zip(cells, columns, wraps, strict=True) if wrapped)
        most = max(needed, default=1)
        sheet.set_row(row, min(most * LINE_POINTS + 4, HIGHEST_ROW))

    def _total(self, sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], row: int) -> None:
        """Sums as formulas, each with its value, so that programs that reckon nothing show them too."""
        if not rows or all(column.total == "none" for column in columns):
            return
        self._line(sheet, row, columns)
        for across, column in enumerate(columns):
            if column.total == "sum":
                cells = f"{xl_rowcol_to_cell(HEAD_ROW + 1, across)}:{xl_rowcol_to_cell(row - 1, across)}"
                values = [float(cell) for line in rows if isinstance(cell := line[across], int | float)]
                look = {**FONT, "num_format": FORMATS[column.kind], "bold": True, "top": 1, "valign": "top"}
                sheet.write_formula(row, across, f"=SUM({cells})", self._format(look), sum(values))

    def _line(self, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
        look = self._format({**FONT, "bold": True, "top": 1})
        for across in range(len(columns)):
            sheet.write_blank(row, across, None, look)
        sheet.write_string(row, 0, self.wording.say("sheet_sum"), look)

    def _cut_note(self, count: int) -> str:
        return self.wording.say("sheet_cut", count=self.wording.numbers.number(count))

    def _format(self, look: dict[str, Any]) -> Format:
        """Cells that look alike share a format: a workbook holds only so many."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]

    def _legal(self, title: str) -> str:
        """A name that Excel takes, and that no other sheet has."""
        name = "".join(" " if letter in FORBIDDEN_IN_TITLES else letter for letter in title)[:LONGEST_TITLE].strip()
        number, free = 2, name
        while free.casefold() in self._titles:
            free, number = f"{name[: LONGEST_TITLE - 4]} {number}", number + 1
        self._titles.add(free.casefold())
        return free
