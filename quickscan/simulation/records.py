"""One record per lead: all that an engine tells. Every figure is measured from these records afterwards."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process import OUTCOMES
from quickscan.simulation.compile import CompiledModel

IntArray = NDArray[np.int64]
NONE = -1
"""Stands for "there is none" in a column of numbers."""

CSV_COLUMNS = ("replication", "channel", "index", "created_ms", "outcome", "cause", "end_ms", "response_ms", "dealer", "attempts")


@dataclass(frozen=True)
class LeadRecords:
    """The leads of one replication, one array entry per lead, in the order they came in."""

    replication: int
    channel: IntArray
    index: IntArray
    created_ms: IntArray
    outcome: IntArray
    """Index into OUTCOMES."""
    cause: IntArray
    """The cause that ended the lead's way, or NONE."""
    place: IntArray
    """The place of that cause, as an index into GATE_PLACES, or NONE."""
    end_ms: IntArray
    """When it was settled."""
    response_ms: IntArray
    """Milliseconds from creation to the start of the first contact attempt, or NONE."""
    dealer: IntArray
    """The outlet it was assigned to, or NONE."""
    attempts: IntArray
    """Contact attempts made."""
    call_centre_work_ms: IntArray
    """Working time spent on it by the call centre."""
    seller_work_ms: IntArray
    """Working time spent on it by sellers."""

    def with_outcome(self, outcome: str) -> NDArray[np.bool_]:
        """Which leads ended so."""
        return np.asarray(self.outcome == OUTCOMES.index(outcome))


def write_records(model: CompiledModel, records: Iterable[LeadRecords], target: TextIO) -> None:
    """Write one row per lead and replication as CSV; times are milliseconds of simulated time, day 0 is a Monday."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for replication in records:
        writer.writerows(_rows(model, replication))


def _rows(model: CompiledModel, records: LeadRecords) -> Iterable[tuple[object, ...]]:
    columns = zip(
        records.channel.tolist(), records.index.tolist(), records.created_ms.tolist(), records.outcome.tolist(),
        records.cause.tolist(), records.end_ms.tolist(), records.response_ms.tolist(), records.dealer.tolist(),
        records.attempts.tolist(), strict=True,
    )  # fmt: skip
    for channel, index, created, outcome, cause, end, response, dealer, attempts in columns:
        yield (
            records.replication, model.channels[channel], index, created, OUTCOMES[outcome],
            "" if cause == NONE else model.causes[cause], end, "" if response == NONE else response,
            "" if dealer == NONE else dealer, attempts,
        )  # fmt: skip
