"""What stands in a cell: numbers as numbers with their format, and texts that Excel never takes for anything else."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Literal

from quickscan.domain.result import Estimate
from quickscan.report.signs import bare, typed

Kind = Literal["text", "code", "count", "number", "exact", "percent", "points", "euro", "day"]
"""text: words that may take several lines; code: a short word; count: a whole number; number: one decimal, for what is a mean;
exact: as many decimals as it has; percent: a share; points: a share of the loss rate in percentage points, already times 100."""

FORMATS: dict[Kind, str] = {
    "text": "@",
    "code": "@",
    "count": "#,##0",
    "number": "#,##0.0",
    "exact": "#,##0.###",
    "percent": "0.0%",
    "points": "0.00",
    "euro": "#,##0 [$€-x-euro2]",
    "day": "yyyy-mm-dd",
}
"""How Excel shows each kind; the separators follow the language of whoever opens the file."""
LETTER = 0.98
"""The width of a letter, in the widths of a digit that columns are measured by; a line also breaks before it is full."""
LONGEST = 32_767
"""Characters that a cell holds, as Excel counts them: a sign beyond the first 65,536 counts twice."""
TAKEN_FOR_FORMULAS = re.compile(r"^[=+\-@\t\r\n]")
"""How texts begin that spreadsheets take for formulas as soon as they pass through a text file."""


@dataclass(frozen=True)
class Figure:
    """A number that is shown otherwise than the rest of its column."""

    value: float
    """The number."""
    kind: Kind
    """How it is shown."""


Cell = str | int | float | date | Figure | None
"""A truth value is written in words."""


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    label: str
    """What stands in it."""
    kind: Kind = "text"
    """How it is shown."""
    width: float = 14.0
    """How wide, in characters."""
    total: Literal["none", "sum"] = "none"
    """What stands below it."""


def cell_text(words: str, cut_note: Callable[[int], str]) -> str:
    """A text as a cell can hold it: what Excel cannot hold is left out, and one too long is cut and says so.

    `cut_note` says how many characters were left out.
    """
    clean = bare(typed(words))
    if _length(clean) <= LONGEST:
        return clean
    room = LONGEST - _length(cut_note(len(clean)))
    kept = clean.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore")
    return kept + cut_note(len(clean) - len(kept))


def is_taken_for_formula(words: str) -> bool:
    """Whether a spreadsheet may take a text for a formula, once somebody edits it or saves it as text."""
    return TAKEN_FOR_FORMULAS.match(words) is not None


def of(estimate: Estimate | None) -> tuple[Cell, Cell, Cell]:
    """Mean, half-width and number of replications of an estimate; empty where there is none."""
    return (None, None, None) if estimate is None else (estimate.mean, estimate.half_width, estimate.n)


def lines(cell: Cell, width: float) -> int:
    """How many lines a cell needs in a column so many characters wide."""
    if not isinstance(cell, str):
        return 1
    return sum(max(1, ceil(len(line) * LETTER / width)) for line in cell.split("\n"))


def _length(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2
