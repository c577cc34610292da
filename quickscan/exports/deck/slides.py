"""What a slide says and shows, apart from how PowerPoint holds it."""

from typing import Literal

from quickscan.domain.base import Noun
from quickscan.report.chart_data import Colour

Layout = Literal["Title", "Text", "Chart", "Chart and text", "Table"]
"""The layouts of a template, by the name that PowerPoint shows."""
ChartKind = Literal["bars", "columns", "ring", "steps"]
"""bars: lying bars, the first on top; columns: standing ones, in the order of time; ring: parts of a whole; steps: lying bars,
each beginning where the one before has left off."""


class SlideChart(Noun):
    """A chart that PowerPoint draws."""

    kind: ChartKind
    """How it is drawn."""
    alternative_text: str
    """What it shows, for those who cannot see it."""
    series: str
    """What the numbers are."""
    categories: tuple[str, ...]
    """The names at the axis."""
    values: tuple[float, ...]
    """One number for each."""
    colours: tuple[Colour, ...]
    """One colour for each, from the template's theme."""
    number_format: str
    """How numbers are shown, in Excel's notation."""


class SlideTable(Noun):
    """A table."""

    alternative_text: str
    """What it shows, for those who cannot see it."""
    head: tuple[str, ...]
    """The labels of its columns."""
    rows: tuple[tuple[str, ...], ...]
    """Its records."""
    widths: tuple[float, ...]
    """How wide columns are, in parts of the whole."""
    figures_from: int
    """The first of the columns that hold figures and stand to the right."""
    total: bool = False
    """Whether the last record sums up the others."""


class Slide(Noun):
    """One slide."""

    layout: Layout
    """The layout it stands on."""
    title: str
    """The message in a sentence."""
    lead: str = ""
    """What stands behind it, in a line."""
    points: tuple[str, ...] = ()
    """What is said, point by point."""
    chart: SlideChart | None = None
    """What is drawn."""
    table: SlideTable | None = None
    """What is listed."""
    notes: tuple[str, ...] = ()
    """What the speaker needs to know: where the figures come from."""
