"""What a chart of the report shows, apart from how Word draws it."""

from collections.abc import Sequence
from typing import Literal

from quickscan.domain.base import Noun

Colour = Literal["accent", "loss", "loss_soft", "accent_soft", "gain", "grey", "none"]
"""none: invisible, to lift the next bar of a stack."""


class Series(Noun):
    """One row of bars."""

    name: str
    """What the numbers are."""
    values: tuple[float, ...]
    """One number per category."""
    colours: tuple[Colour, ...]
    """One colour per category."""
    labelled: bool = True
    """Whether the number stands at each bar."""


class BarChart(Noun):
    """Horizontal bars, the first category on top; several series are stacked, or stand side by side with a legend."""

    name: str
    """Its name in the template."""
    alternative_text: str
    """What it shows, for those who cannot see it."""
    categories: tuple[str, ...]
    """The names at the axis."""
    series: tuple[Series, ...]
    """The bars."""
    maximum: float
    """Where the axis ends."""
    minimum: float = 0.0
    """Where it begins."""
    number_format: str
    """How the workbook shows the numbers, in Excel's notation."""
    side_by_side: bool = False
    """Whether several series stand side by side."""
    axis_step: float | None = None
    """The distance of the marks of a value axis; none for bars without one, where every bar carries its number."""


def left_over(lengths: Sequence[float]) -> tuple[float, ...]:
    """Where each bar of a waterfall begins: what is left once it has taken its share; the first and the last one begin at 0."""
    begins, left = [0.0], lengths[0]
    for length in lengths[1:-1]:
        left -= length
        begins.append(round(left, 1))
    return (*begins, 0.0)
