"""Whose share of the loss is whose."""

from typing import Literal

from quickscan.domain.base import Noun
from quickscan.domain.result import Estimate

SegmentKind = Literal["channel", "dealer", "month"]
"""By what leads are told apart: the way they came in, the outlet they would go to if no cause struck, the month they came in."""


class CauseAlone(Noun):
    """What a cause costs beside all others and beside none, in points of the loss rate (0 to 1)."""

    removed_from_all: Estimate
    """By how much the loss rate falls if this cause alone is removed today."""
    added_to_none: Estimate
    """By how much it would rise if this cause alone struck."""
    reversed: bool
    """Whether removing it alone would cost sales: more leads for sellers who are overloaded, so that all wait longer."""


class Segment(Noun):
    """The leads of one channel, outlet or month."""

    name: str
    """Its name."""
    lost: Estimate
    """Sales a year it loses to all causes together."""
    shapley: dict[str, Estimate]
    """The share of each cause in them, in sales; they sum to `lost`."""


class Attribution(Noun):
    """Exact Shapley shares of the causes in the loss rate, over all their coalitions on the same random numbers."""

    loss_rate: Estimate
    """The loss rate with all causes at their severities."""
    shapley: dict[str, Estimate]
    """By cause, in points of the loss rate (0 to 1); they sum to it in every replication."""
    died: dict[str, Estimate]
    """By cause, the plain count: sales a year lost where leads died."""
    one_at_a_time: dict[str, CauseAlone]
    """By cause; these do not add up."""
    segments: dict[str, tuple[Segment, ...]]
    """By kind, where asked for; the segments of a kind sum to the whole."""
    engine: str
    """The engine that ran."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    leads: int
    """Inquiries a year that the process would attract at most."""
    replications: int
    """Replications of every coalition."""
    version: str
    """The version of the program."""
