"""What a sheet of the workbook holds, apart from how Excel stores it."""

from collections.abc import Sequence
from dataclasses import dataclass

from quickscan.exports.workbook.cells import Cell, Column, Kind
from quickscan.report.wording import Wording

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Content:
    """One sheet."""

    title: str
    """Its name."""
    note: str
    """What it shows, in a sentence."""
    columns: tuple[Column, ...]
    """The columns of its table."""
    rows: Rows
    """The records, one cell for each column."""


def content(name: str, columns: Sequence[Column | tuple[Column, ...]], rows: Rows, wording: Wording) -> Content:
    """A sheet by its name in the texts file; columns may come in groups."""
    flat = tuple(single for column in columns for single in (column if isinstance(column, tuple) else (column,)))
    return Content(wording.say(f"sheet_{name}"), wording.say(f"sheet_{name}_note"), flat, rows)


class Columns:
    """Makes columns by the key of their label."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording

    def text(self, key: str, width: float = 28.0) -> Column:
        """Words that may take several lines."""
        return Column(self.wording.say(f"col_{key}"), "text", width)

    def code(self, key: str, width: float = 10.0) -> Column:
        """A short word."""
        return Column(self.wording.say(f"col_{key}"), "code", width)

    def figure(self, key: str, kind: Kind, width: float = 13.0, summed: bool = False) -> Column:
        """A number; `summed` puts the sum below."""
        return Column(self.wording.say(f"col_{key}"), kind, width, "sum" if summed else "none")

    def estimate(self, key: str, kind: Kind, summed: bool = False) -> tuple[Column, Column, Column]:
        """A simulated figure: mean, half-width of the 95 % interval, replications."""
        name = self.wording.say(f"col_{key}")
        return (
            Column(self.wording.say("col_mean", name=name), kind, 15.0, "sum" if summed else "none"),
            Column(self.wording.say("col_half_width", name=name), kind, 15.0),
            Column(self.wording.say("col_n", name=name), "count", 10.0),
        )


def yes_or_no(is_so: bool | None, wording: Wording) -> str:
    """A truth value in words; a dash where nobody knows."""
    return "–" if is_so is None else wording.say("sheet_yes" if is_so else "sheet_no")
