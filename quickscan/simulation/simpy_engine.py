"""The reference engine: a lead's way from inquiry to sale, to be read from top to bottom.

Whether a gate loses a lead was decided beforehand (leads.py), and how long things take was drawn (streams.py); here leads wait,
are worked on, and move on. All times are whole milliseconds.
"""

from collections.abc import Generator
from typing import Any

import numpy as np
import simpy
from simpy.events import Event

from quickscan.domain.process import GATE_PLACES, GatePlace
from quickscan.simulation.calendar import Calendar
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.ordered_environment import OrderedEnvironment
from quickscan.simulation.records import NONE, LeadRecords
from quickscan.simulation.streams import Streams

Life = Generator[Event, Any, None]


def run_simpy(model: CompiledModel, streams: Streams) -> LeadRecords:
    """Run one replication and follow every lead to its end, also past the last day on which leads come in."""
    return _Replication(model, streams).run()


class _Replication:
    """One year of leads with its call centre, its outlets and what became of each lead."""

    def __init__(self, model: CompiledModel, streams: Streams) -> None:
        self.model, self.streams = model, streams
        self.env = OrderedEnvironment(initial_time=0)
        self.agents = simpy.Resource(self.env, model.agents)
        self.sellers = [simpy.Resource(self.env, number) for number in model.sellers_by_outlet]
        self.order, self.created_ms = streams.leads.order.tolist(), streams.leads.created_ms.tolist()
        self.lost_at = [GATE_PLACES[place] if place >= 0 else None for place in streams.fates.place.tolist()]
        self.outlet = streams.outlet.tolist()
        self.handling_ms, self.contact_ms = streams.handling_ms.tolist(), streams.contact_ms.tolist()
        self.assignment_delay_ms, self.reaction_ms = streams.assignment_delay_ms.tolist(), streams.reaction_ms.tolist()
        self.planned_attempts, self.sales_cycle_ms = streams.attempts.tolist(), streams.sales_cycle_ms.tolist()
        leads = len(self.created_ms)
        self.end_ms, self.response_ms, self.dealer = [NONE] * leads, [NONE] * leads, [NONE] * leads
        self.attempts, self.call_centre_work_ms, self.seller_work_ms = [0] * leads, [0] * leads, [0] * leads

    def run(self) -> LeadRecords:
        source = self.env.start(self._inquiries(), 0)
        self.source = source
        self.env.run()
        return self._records()

    def _inquiries(self) -> Life:
        """Leads come in; those that are never attracted or never recorded end at once."""
        for lead, created_ms in enumerate(self.created_ms):
            self.source.order = self.order[lead]  # type: ignore[attr-defined]  # see OrderedEnvironment.start
            if created_ms > self.env.now:
                yield self.env.timeout(created_ms - self.env.now)
            if not self._is_lost(lead, "generation", "capture", "handed_to_qualification"):
                self.env.start(self._life(lead), self.order[lead])

    def _life(self, lead: int) -> Life:
        yield from self._qualify(lead)
        if self._is_lost(lead, "qualification", "ripeness", "transfer", "handed_to_distribution"):
            return
        yield self.env.timeout(self.assignment_delay_ms[lead])
        if self._is_lost(lead, "routing", "handed_to_dealer"):
            return
        self.dealer[lead] = self.outlet[lead]
        if self._is_lost(lead, "assignment", "acceptance"):
            return
        yield self.env.timeout(self.reaction_ms[lead])
        yield from self._follow_up(lead)
        if self._is_lost(lead, "follow_up"):
            return
        yield self.env.timeout(self.sales_cycle_ms[lead])
        self.end_ms[lead] = int(self.env.now)

    def _qualify(self, lead: int) -> Life:
        """An agent of the call centre finds out what the prospect needs."""
        with self.agents.request() as agent:
            yield agent
            yield self._work(self.model.call_centre_calendar, self.handling_ms[lead])
        self.call_centre_work_ms[lead] = self.handling_ms[lead]

    def _follow_up(self, lead: int) -> Life:
        """A seller of the outlet tries to reach the prospect, once or several times; every attempt takes the seller's time."""
        sellers = self.sellers[self.outlet[lead]]
        for attempt in range(self.planned_attempts[lead]):
            if attempt > 0:
                yield self.env.timeout(self.model.attempt_spacing_ms)
            with sellers.request() as seller:
                yield seller
                if attempt == 0:
                    self.response_ms[lead] = self._work_begins_ms() - self.created_ms[lead]
                work_ms = self.contact_ms[lead][attempt]
                yield self._work(self.model.dealer_calendar, work_ms)
            self.attempts[lead] += 1
            self.seller_work_ms[lead] += work_ms

    def _work(self, calendar: Calendar, work_ms: int) -> simpy.Timeout:
        now = int(self.env.now)
        return self.env.timeout(calendar.finish(now, work_ms) - now)

    def _work_begins_ms(self) -> int:
        """When a seller who is free now starts: at once, or when the outlet opens."""
        return self.model.dealer_calendar.finish(int(self.env.now), 1) - 1

    def _is_lost(self, lead: int, *places: GatePlace) -> bool:
        """Whether a gate at one of these places loses the lead; then its way ends now."""
        if self.lost_at[lead] not in places:
            return False
        self.end_ms[lead] = int(self.env.now)
        return True

    def _records(self) -> LeadRecords:
        def column(values: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
            return np.array(values, dtype=np.int64)

        leads, fates = self.streams.leads, self.streams.fates
        return LeadRecords(
            replication=leads.replication,
            channel=leads.channel,
            index=leads.index,
            created_ms=leads.created_ms,
            outcome=fates.outcome,
            cause=fates.cause,
            place=fates.place,
            end_ms=column(self.end_ms),
            response_ms=column(self.response_ms),
            dealer=column(self.dealer),
            attempts=column(self.attempts),
            call_centre_work_ms=column(self.call_centre_work_ms),
            seller_work_ms=column(self.seller_work_ms),
        )
