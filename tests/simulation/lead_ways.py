"""Made-up leads whose ways are known, for the tests of event logs."""

from dataclasses import replace

from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.trace import TraceEvent

CAUSE = "A & B <C> 😀"


def way(replication: int, channel: str, index: int, begins_ms: int, *steps: str) -> list[TraceEvent]:
    """A lead's way: each step takes an hour and begins at the moment at which the one before is done; the last takes no time."""
    made = []
    for number, step in enumerate(steps):
        begins = TraceEvent(replication, channel, index, begins_ms + number * HOUR_MS, step, "start", "outlet 7", 7, "")
        made += [begins, replace(begins, time_ms=begins.time_ms + HOUR_MS, transition="complete")]
    return [*made[:-2], replace(made[-2], transition="complete", detail=CAUSE)]


def leads() -> list[list[TraceEvent]]:
    """Sixty leads of two replications on four different ways, many of them at the same time."""
    ends = (("lost",), ("qualification", "lost"), ("qualification", "attempt", "attempt", "won"), ("qualification", "natural"))
    return [
        way(replication, channel, index, (index % 7) * HOUR_MS, "inquiry", *ends[(index + replication) % 4])
        for replication in (0, 1)
        for channel in ("web", "fair", "fax")
        for index in range(10)
    ]


def log() -> list[TraceEvent]:
    return [step for lead in leads() for step in lead]
