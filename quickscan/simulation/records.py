"""One record per lead: all that an engine tells. Every figure is measured from these records afterwards."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import NamedTuple, TextIO

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import OUTCOMES
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.leads import index_of

IntArray = NDArray[np.int64]
SmallArray = NDArray[np.int8]
FloatArray = NDArray[np.float64]
NONE = -1
"""Stands for "there is none" in a column of numbers."""

OPEN, DONE, STOPPED, CALLER_GONE, IGNORED, NOT_REACHED = range(6)
"""How a lead's way ended in an engine: not at all; after its last stage or without any; stopped where its fate says; hung up for
good; never taken up; given up."""
ENDS = 6
"""So many ways there are."""

CSV_COLUMNS = (
    "replication", "channel", "index", "created_ms", "outcome", "cause", "end_ms", "response_ms", "dealer", "attempts",
    "chance", "chance_without_causes",
)  # fmt: skip


class Journeys(NamedTuple):
    """What an engine tells about each lead, in the order of the streams."""

    ended: SmallArray
    """OPEN, DONE, STOPPED, CALLER_GONE, IGNORED or NOT_REACHED."""
    created_ms: IntArray
    """When it came in; NONE for a lead that the process could have made and did not."""
    end_ms: IntArray
    """When its way ended, or NONE."""
    response_ms: IntArray
    """From coming in, or coming back ripe, to the start of the first contact attempt: what the chance of a sale falls with. NONE
    where there was no attempt."""
    dealer: IntArray
    """The outlet that had it last, or NONE."""
    attempts: IntArray
    """Contact attempts made."""
    call_centre_work_ms: IntArray
    """Working time spent on it by the call centre."""
    seller_work_ms: IntArray
    """Working time spent on it by sellers."""
    chance: FloatArray
    """Its chance of a sale at the end of its way, before the last draw; 0 where it did not get there."""
    won: SmallArray
    """1 where it bought."""


@dataclass(frozen=True, eq=False)
class LeadRecords:
    """The leads of one replication, one array entry per lead that came or could have come."""

    replication: int
    channel: IntArray
    word: IntArray
    number: IntArray
    """Word and number are its identity, see Leads."""
    created_ms: IntArray
    """When it came in, or NONE: it would have followed from a lead that did not get so far."""
    since_ms: IntArray
    """When the lead came in that it follows from, its own time otherwise: by it a lead belongs to a year."""
    outcome: SmallArray
    """Index into OUTCOMES."""
    cause: SmallArray
    """The cause that ended the lead's way, or NONE."""
    place: SmallArray
    """The place of that cause, as an index into GATE_PLACES, or NONE."""
    blamed: SmallArray
    """The cause to which a lower chance of a sale is booked, also where the lead bought in spite of it, or NONE."""
    end_ms: IntArray
    response_ms: IntArray
    dealer: IntArray
    attempts: IntArray
    call_centre_work_ms: IntArray
    seller_work_ms: IntArray
    chance: FloatArray
    """Its chance of a sale as it is, before the last draw."""
    chance_without_causes: FloatArray
    """The same if no cause struck."""

    @property
    def index(self) -> IntArray:
        """The number of each lead within its channel."""
        return index_of(self.word, self.number)

    def with_outcome(self, outcome: str) -> NDArray[np.bool_]:
        """Which leads ended so."""
        return np.asarray(self.outcome == OUTCOMES.index(outcome))

    def only(self, these: NDArray[np.bool_]) -> "LeadRecords":
        """The records of some of the leads."""
        if these.all():
            return self
        columns = {column.name: getattr(self, column.name)[these] for column in fields(self) if column.name != "replication"}
        return LeadRecords(replication=self.replication, **columns)


def write_records(model: CompiledModel, records: Iterable[LeadRecords], target: TextIO) -> None:
    """Write one row per lead and replication as CSV; times are milliseconds of simulated time, day 0 is a Monday."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for replication in records:
        writer.writerows(_rows(model, replication))


def _rows(model: CompiledModel, records: LeadRecords) -> Iterable[tuple[object, ...]]:
    names = (
        "channel", "index", "created_ms", "outcome", "cause", "end_ms", "response_ms", "dealer", "attempts", "chance",
        "chance_without_causes",
    )  # fmt: skip
    columns = (getattr(records, name).tolist() for name in names)
    for channel, index, created, outcome, cause, end, response, dealer, attempts, chance, potential in zip(*columns, strict=True):
        yield (
            records.replication, model.channels[channel], index, _or_empty(created), OUTCOMES[outcome],
            "" if cause == NONE else model.causes[cause], _or_empty(end), _or_empty(response), _or_empty(dealer), attempts,
            chance, potential,
        )  # fmt: skip


def _or_empty(number: int) -> int | str:
    return "" if number == NONE else number
