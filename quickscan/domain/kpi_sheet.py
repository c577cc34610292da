"""The key figures of one client: what each is today, what it is with the programme in place, and what is aimed at."""

from typing import Literal

from quickscan.domain.base import Noun, Text

FigureName = Literal["median", "p90", "value"]


class KpiFigure(Noun):
    """A key figure as it was simulated, in the unit of the key figure; shares as such, 0 to 1."""

    name: FigureName
    """median and p90 where it is a time with both; value otherwise."""
    unit: Literal["hours", "percent", "eur"]
    """Its unit; percent for a share."""
    today: float
    """Over a year as it is."""
    half_width: float | None = None
    """Half the width of its 95 % interval; none for a ratio of two figures."""
    planned: float | None = None
    """With the measures of the programme in place; none where that is not simulated."""


class KpiLine(Noun):
    """A line of the sheet."""

    kpi: str
    """The key figure."""
    stated: str | None
    """What it is today as people wrote it for this sheet; it stands before all else."""
    figures: tuple[KpiFigure, ...]
    """What it is today as simulated."""
    questions: tuple[str, ...]
    """Questions whose answers say what it is today, of those that somebody answered with a value."""
    target: Text | None
    """What is aimed at; none where the client has to say so."""
    own_target: bool
    """Whether people set the target for this client; otherwise it is the field's, for orientation."""
