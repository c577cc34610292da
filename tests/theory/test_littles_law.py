"""Little's law: what somebody counts who watches a place all the time is what those who passed it spent there.

The watcher stands inside the reference engine and knows no records; the times come from the journeys of either engine.
"""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from simpy.resources.resource import PriorityRequest

from quickscan.domain.process_steps import ROUTING_POLICIES
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.diary import Diary
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.ordered_environment import OrderedEnvironment, People
from quickscan.simulation.records import NONE, OPEN, Journeys
from quickscan.simulation.simpy_engine import Replication
from quickscan.simulation.streams.deal import Streams, deal_streams, streams_of
from quickscan.simulation.trace import Transition
from tests.simulation.twins.processes import Case, cases
from tests.theory.intervals import agree
from tests.theory.single_queue import (
    LARGE,
    PLENTY,
    SEED,
    SMALL,
    Size,
    after_warm_up,
    at_sellers,
    exponential_contact,
    exponential_handling,
    model_of,
    waited_ms,
)
from tests.theory.test_erlang_c import chance_to_wait

AGENTS, SELLERS = (2, 0.7), (3, 0.6)
"""People and their utilisation."""
ANY_CASE = st.sampled_from(ROUTING_POLICIES).flatmap(cases)


class Watched(People):
    """People whose queue somebody watches: lead-milliseconds of waiting and of work so far."""

    def __init__(self, env: OrderedEnvironment, capacity: int) -> None:
        super().__init__(env, capacity)
        self.clock, self.seen_ms, self.waiting, self.at_work = env, 0, 0, 0

    def _look(self) -> None:
        passed = int(self.clock.now) - self.seen_ms
        self.waiting += passed * len(self.queue)
        self.at_work += passed * self.count
        self.seen_ms = int(self.clock.now)

    def request(self, priority: int = 0, preempt: bool = True) -> PriorityRequest:
        self._look()
        return super().request(priority, preempt)

    def give_back(self, request: PriorityRequest) -> None:
        self._look()
        super().give_back(request)


class Observed(Replication):
    """A run in which somebody watches every queue, and counts who is in the process."""

    def __init__(self, model: CompiledModel, streams: Streams) -> None:
        super().__init__(model, streams, Diary(streams))
        self.agents = Watched(self.env, self.settings.agents)
        self.sellers = [Watched(self.env, number) if number else None for number in model.rules.sellers.tolist()]
        self.inside, self.seen_ms, self.inside_ms = 0, 0, 0

    def _count(self, more: int) -> None:
        self.inside_ms += (int(self.env.now) - self.seen_ms) * self.inside
        self.seen_ms, self.inside = int(self.env.now), self.inside + more

    def _note(self, lead: int, step: str, transition: Transition = "complete") -> None:
        if step == "inquiry":
            self._count(1)
        super()._note(lead, step, transition)

    def _end(self, lead: int, how: int) -> bool:
        self._count(-1)
        return super()._end(lead, how)


@given(case=ANY_CASE)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_area_under_the_number_in_the_process_is_the_sum_of_all_times_in_it(case: Case) -> None:
    streams = streams_of(case.model, case.leads())
    watch = Observed(case.model, streams)
    watch.run()
    watch._count(0)
    journeys = ENGINES["compiled"](case.model, streams)
    came = journeys.created_ms != NONE
    until = np.where(journeys.ended == OPEN, int(watch.env.now), journeys.end_ms)
    assert watch.inside_ms == int((until - journeys.created_ms)[came].sum())
    assert watch.inside == int((journeys.ended == OPEN)[came].sum())


def _tandem(size: Size) -> tuple[CompiledModel, CompiledModel, Callable[[Streams], Streams]]:
    """Agents before sellers, the same with sellers enough, and what makes their work exponential."""
    handling, contact = (people * utilisation / size.per_minute for people, utilisation in (AGENTS, SELLERS))
    handled, contacted = exponential_handling(handling), exponential_contact(contact)
    few, plenty = (model_of(at_sellers(size, sellers, agents=AGENTS[0])) for sellers in (SELLERS[0], PLENTY))
    return few, plenty, lambda streams: contacted(handled(streams))


@pytest.mark.parametrize("engine", list(ENGINES))
def test_area_under_each_queue_is_the_sum_of_the_waits_in_it(engine: str) -> None:
    model, plenty, exponential = _tandem(SMALL)
    streams = exponential(deal_streams(model, SEED, 0))
    watch = Observed(model, streams)
    watch.run()
    for_agents, for_both = waited_ms(plenty, streams, engine), waited_ms(model, streams, engine)
    assert watch.agents.waiting == for_agents.sum() > 0
    assert watch.sellers[0].waiting == (for_both - for_agents).sum() > 0
    journeys = ENGINES[engine](model, streams)
    assert watch.agents.at_work == journeys.call_centre_work_ms.sum() == streams.handling_ms.sum()
    assert watch.sellers[0].at_work == journeys.seller_work_ms.sum() == streams.contact_ms.sum()


def _number_and_flow(model: CompiledModel, streams: Streams, journeys: Journeys) -> tuple[float, float]:
    """Leads in the process on average over the time measured, and the arrival rate in it times the mean time of its leads."""
    start, end = model.warm_up_ms, model.horizon_ms
    overlap = np.clip(np.minimum(journeys.end_ms, end) - np.maximum(journeys.created_ms, start), 0, None)
    own = after_warm_up(model, streams)
    return float(overlap.sum()) / (end - start), float((journeys.end_ms - journeys.created_ms)[own].sum()) / (end - start)


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=lambda size: size.engine)
def test_number_is_rate_times_time_within_the_year_that_is_measured(size: Size) -> None:
    """Leads that came before it and those who stay longer make up for each other, but for the ends of the year."""
    model, _, exponential = _tandem(size)
    numbers, flows = [], []
    for replication in range(size.replications):
        streams = exponential(deal_streams(model, SEED, replication))
        number, flow = _number_and_flow(model, streams, ENGINES[size.engine](model, streams))
        numbers.append(number)
        flows.append(flow)
    agree([number / flow for number, flow in zip(numbers, flows, strict=True)], 1.0, 4, size.within / 10)
    in_theory = sum(_number_at(people, utilisation) for people, utilisation in (AGENTS, SELLERS))
    agree(numbers, in_theory, 4, 2 * size.within)


def _number_at(people: int, utilisation: float) -> float:
    """Leads at one station, by Erlang: those at work, and those who wait."""
    return people * utilisation + chance_to_wait(people, people * utilisation) * utilisation / (1.0 - utilisation)
