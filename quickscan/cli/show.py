"""How results are shown: one JSON object on standard output, or tables for people; messages go to standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from quickscan.domain.base import Language
from quickscan.domain.result import Estimate
from quickscan.interview.wording import number_in_words

OUT = Console(highlight=False, soft_wrap=True)
MESSAGES = Console(stderr=True, highlight=False, soft_wrap=True)
CREWS = {"call_centre": "Call centre", "dealers": "Sellers", "sellers": "Sellers"}
"""What people are called by the names that results have for them."""


def as_json(result: BaseModel, compact: bool = False) -> None:
    """Print one JSON object, numbers unrounded, and nothing else; compact is without line breaks, for long rows of numbers."""
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 2}
    json.dump(result.model_dump(mode="json"), sys.stdout, ensure_ascii=False, **layout)
    sys.stdout.write("\n")


def message(words: str) -> None:
    """Tell the person at the terminal something that is no result."""
    MESSAGES.print(words, markup=False)


def line(words: str = "") -> None:
    """Print one line of a result."""
    OUT.print(words, markup=False)


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table; all columns after the first are numbers and stand to the right."""
    shown = Table(title=title, title_justify="left", title_style="bold", header_style="bold", box=None, pad_edge=False)
    for number, column in enumerate(columns):
        shown.add_column(column, justify="left" if number == 0 else "right")
    for row in rows:
        shown.add_row(*row)
    OUT.print(shown)


def number(value: float, decimals: int = 1, language: Language = "en") -> str:
    """A number with thousands separators, without needless zeros."""
    return number_in_words(value, language, decimals)


def percent(value: float, decimals: int = 1, language: Language = "en") -> str:
    """A share as a percentage."""
    return f"{fixed(100 * value, decimals, language)} %"


def fixed(value: float, decimals: int = 1, language: Language = "en") -> str:
    """A number with as many decimals as its neighbours in a column."""
    words = f"{value:,.{decimals}f}"
    return words.translate(str.maketrans(",.", ".,")) if language == "de" else words


def estimate(value: Estimate, factor: float = 1.0, decimals: int = 1) -> str:
    """A mean with the half-width of its 95 % interval."""
    return f"{fixed(factor * value.mean, decimals)} ± {fixed(factor * value.half_width, decimals)}"


@contextmanager
def progress(words: str) -> Iterator[Callable[[float], None]]:
    """A progress bar on standard error; it shows only on a terminal and disappears when done."""
    with Progress(console=MESSAGES, transient=True) as shown:
        task = shown.add_task(words, total=1.0)
        yield lambda share: shown.update(task, completed=share)
