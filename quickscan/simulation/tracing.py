"""The event log of a case, told by the reference engine: what happens to each lead, and in the end what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import OUTCOMES
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.diary import Diary, Happening
from quickscan.simulation.fates import GENERATION, SmallArray
from quickscan.simulation.leads import Leads
from quickscan.simulation.records import NONE, LeadRecords
from quickscan.simulation.replicate import Case, Plan, settled
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.simpy_engine import Replication
from quickscan.simulation.streams.deal import streams_of
from quickscan.simulation.trace import TraceEvent, Transition

CALL_CENTRE_STEPS = frozenset({"capture", "qualification", "nurture", "hand_over"})


def trace(case: Case, plan: Plan, replication: int) -> Iterator[TraceEvent]:
    """What happens in one replication, in the order of (time, lead). Leads that never come in have no events."""
    model = case.model
    leads = shared_leads([model], plan.seed, replication)[0]
    streams = streams_of(model, leads)
    happened: list[Happening] = []
    Replication(model, streams, Diary(streams, happened)).run()
    records = settled(case, plan.engine, leads)
    came = [entry for entry in happened if streams.fates.exit_at[entry.lead] != GENERATION]
    named = _Names(model, leads, replication)
    steps = [named.event(entry) for entry in came]
    yield from sorted([*steps, *named.ends(records)], key=attrgetter("time_ms"))


@dataclass(frozen=True, eq=False)
class Excerpt:
    """A time cut out of a replication."""

    events: list[TraceEvent]
    """What happens, before the end of that time, to those who are in the process at some moment of it: from their inquiry on, in
    the order of (time, lead)."""
    records: LeadRecords
    """What becomes of them in the end, be it later."""
    reached_at: SmallArray
    """Lead of the records x time it is followed up: the attempt that reaches it, 0 where none does."""


def excerpt(case: Case, plan: Plan, replication: int, from_ms: int, until_ms: int) -> Excerpt:
    """Who is in the process between two times (the second above 0 and no longer part of it), and what happens to them until then.

    The reference engine runs no further than that. It is the same run that `trace` tells whole.
    """
    model = case.model
    leads = shared_leads([model], plan.seed, replication)[0]
    streams = streams_of(model, leads)
    records = settled(case, plan.engine, leads)
    there = _are_there(records, from_ms, until_ms)
    happened: list[Happening] = []
    Replication(model, streams, Diary(streams, happened)).run(until_ms)
    named, present = _Names(model, leads, replication), there.tolist()
    steps = [named.event(entry) for entry in happened if present[entry.lead]]
    ends = [end for end in named.ends(records, present) if end.time_ms < until_ms]
    return Excerpt(sorted([*steps, *ends], key=attrgetter("time_ms")), records.only(there), streams.reached_at[there])


def _are_there(records: LeadRecords, from_ms: int, until_ms: int) -> NDArray[np.bool_]:
    """Which leads came in before the second time and are not gone before the first."""
    came = (records.created_ms != NONE) & (records.place != GENERATION) & (records.created_ms < until_ms)
    return np.asarray(came & ((records.end_ms == NONE) | (records.end_ms >= from_ms)))


class _Names:
    """Numbers of leads, outlets and causes as names."""

    def __init__(self, model: CompiledModel, leads: Leads, replication: int) -> None:
        self.model, self.replication = model, replication
        self.channel, self.index = leads.channel.tolist(), leads.index.tolist()

    def event(self, entry: Happening) -> TraceEvent:
        """A step of a lead's way."""
        outlet = None if entry.outlet == NONE else entry.outlet
        resource = "call_centre" if entry.step in CALL_CENTRE_STEPS else self._outlet(outlet)
        return self._made(entry.lead, entry.time_ms, entry.step, entry.transition, resource, outlet, "")

    def ends(self, records: LeadRecords, told: list[bool] | None = None) -> Iterator[TraceEvent]:
        """How each lead's way ended, with the cause of a loss; only those told of, where that is said."""
        for lead, (end_ms, outcome, cause, dealer, place) in enumerate(
            zip(*(getattr(records, name).tolist() for name in ("end_ms", "outcome", "cause", "dealer", "place")), strict=True)
        ):
            if end_ms != NONE and place != GENERATION and (told is None or told[lead]):
                outlet = None if dealer == NONE else dealer
                detail = self.model.causes[cause] if cause != NONE else ""
                yield self._made(lead, end_ms, OUTCOMES[outcome], "complete", self._outlet(outlet), outlet, detail)

    def _made(
        self, lead: int, time_ms: int, step: str, transition: Transition, resource: str, outlet: int | None, detail: str
    ) -> TraceEvent:
        channel = self.model.channels[self.channel[lead]]
        return TraceEvent(
            replication=self.replication, channel=channel, index=self.index[lead], time_ms=time_ms, step=step,
            transition=transition, resource=resource, outlet=outlet, detail=detail,
        )  # fmt: skip

    def _outlet(self, outlet: int | None) -> str:
        return "" if outlet is None else f"outlet {outlet}"
