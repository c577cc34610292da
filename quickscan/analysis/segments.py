"""Leads told apart by channel, outlet or month: labels that no cause moves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.attribution import SegmentKind
from quickscan.domain.process import YEAR_DAYS
from quickscan.simulation.arrivals import DAYS_BEFORE_MONTH
from quickscan.simulation.calendar import DAY_MS
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.leads import Leads
from quickscan.simulation.records import NONE
from quickscan.simulation.streams.deal import streams_of

IntArray = NDArray[np.int64]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
NOWHERE = "none"
"""The outlet of leads that never get to one, also if no cause strikes."""


@dataclass(frozen=True, eq=False)
class Labels:
    """The segment of each lead."""

    of_lead: IntArray
    """The number of its segment, or NONE for a lead that did not come in the time measured."""
    names: tuple[str, ...]
    """The names of all segments."""


def labels_of(kind: SegmentKind, undisturbed: CompiledModel, leads: Leads, engine: str) -> Labels:
    """The segments of these leads; outlets are those they go to if no cause strikes, which no cause can change."""
    counted = (leads.since_ms >= undisturbed.warm_up_ms) & (leads.since_ms < undisturbed.horizon_ms)
    names = segment_names(kind, undisturbed)
    if kind == "channel":
        label = leads.channel
    elif kind == "month":
        label = _month(undisturbed, leads)
    else:
        dealer = ENGINES[engine](undisturbed, streams_of(undisturbed, leads)).dealer
        label = np.where(dealer == NONE, len(names) - 1, dealer)
    return Labels(np.where(counted, label, NONE), names)


def segment_names(kind: SegmentKind, model: CompiledModel) -> tuple[str, ...]:
    """The names of all segments of a kind."""
    if kind == "channel":
        return model.channels
    if kind == "month":
        return MONTHS
    return (*(f"outlet {number}" for number in range(len(model.rules.outlets))), NOWHERE)


def _month(model: CompiledModel, leads: Leads) -> IntArray:
    day = (leads.since_ms - model.warm_up_ms) // DAY_MS % YEAR_DAYS
    return np.asarray(np.searchsorted(DAYS_BEFORE_MONTH, day, side="right") - 1, dtype=np.int64)
