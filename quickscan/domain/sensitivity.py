"""What matters most: how sales move with each lever and each uncertain number."""

from typing import Literal

from quickscan.domain.base import Noun, Text
from quickscan.domain.comparison import Difference


class Swing(Noun):
    """One lever or number, moved to one end and to the other, everything else as it is."""

    id: str
    """Its name."""
    title: Text
    """Its name for people."""
    kind: Literal["lever", "parameter"]
    """lever: something a client can change; parameter: a number that is not known better."""
    low: str
    """The one end, or the option that sells least."""
    high: str
    """The other end, or the option that sells most."""
    at_low: Difference
    """Sales a year there, less those as it is."""
    at_high: Difference
    """Sales a year there, less those as it is."""
    swing: float
    """Between the two: by this they are sorted."""


class Tornado(Noun):
    """All levers and uncertain numbers, the weightiest first."""

    swings: tuple[Swing, ...]
    """The bars of the tornado."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications of every setting."""


class SobolIndex(Noun):
    """The share of the variance of sales that a severity explains, over severities evenly spread from 0 to 1."""

    first: float
    """By itself."""
    first_half_width: float
    """Half the width of its 95 % interval."""
    total: float
    """Together with others."""
    total_half_width: float
    """Half the width of its 95 % interval."""


class SobolIndices(Noun):
    """How much of the variance of sales each severity explains."""

    indices: dict[str, SobolIndex]
    """By cause."""
    samples: int
    """Base samples; each takes as many variants as there are causes, and two."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications of every variant."""
