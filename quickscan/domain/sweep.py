"""A sweep: many settings of some levers, each held against the process as it is."""

from quickscan.domain.base import Noun
from quickscan.domain.comparison import Difference
from quickscan.domain.result import SimulationResult

Setting = float | str
"""Where a lever stands: a number, or the name of an option."""


class SweepPoint(Noun):
    """One combination of settings with its figures."""

    settings: dict[str, Setting]
    """By lever."""
    simulation: SimulationResult
    """Its figures."""
    differences: dict[str, Difference]
    """Paired differences to the process as it is, by figure."""


class Sweep(Noun):
    """All combinations."""

    as_is: SimulationResult
    """The process as it is."""
    points: tuple[SweepPoint, ...]
    """The last lever varies fastest."""
