"""Ties fire in the order of time, priority and lead; plain SimPy would give other records."""

from collections.abc import Generator
from typing import Any

import pytest
import simpy
from simpy.events import NORMAL, URGENT, Event

from quickscan.domain.calibration import Calibration
from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation import simpy_engine
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.compiled.run import run_compiled
from quickscan.simulation.ordered_environment import OrderedEnvironment, People
from quickscan.simulation.records import Journeys
from quickscan.simulation.streams.deal import deal_streams
from tests.material import AT_ONCE, car_dealers, deck, evidence, knowledge, scaled, uniform, with_call_centre, with_dealers

Life = Generator[Event, Any, None]


class UnorderedEnvironment(simpy.Environment):
    """SimPy as it comes: events at the same time fire as they were inserted."""

    def start(self, life: Life, order: int) -> simpy.Process:
        return self.process(life)


def test_events_fire_by_time_then_priority_then_lead() -> None:
    env, fired = OrderedEnvironment(), []

    def life(lead: int, delay: int) -> Life:
        yield env.timeout(delay)
        fired.append((env.now, "general", lead))
        for priority, name in ((NORMAL, "normal"), (URGENT, "urgent")):
            event = env.event()
            event.callbacks.append(lambda _, name=name: fired.append((env.now, name, lead)))
            event._ok, event._value = True, None
            env.schedule(event, priority=priority, delay=5)
        yield env.timeout(20)

    for lead, delay in ((2**40 + 3, 5), (9, 5), (1, 10), (4, 5)):
        env.start(life(lead, delay), lead)
    env.run()
    assert fired == [
        (5, "general", 4),
        (5, "general", 9),
        (5, "general", 2**40 + 3),
        (10, "urgent", 4),
        (10, "urgent", 9),
        (10, "urgent", 2**40 + 3),
        # The first lead's own timeout was due at 10 as well: lead 1 comes before lead 4.
        (10, "general", 1),
        (10, "normal", 4),
        (10, "normal", 9),
        (10, "normal", 2**40 + 3),
        (15, "urgent", 1),
        (15, "normal", 1),
    ]


def test_whoever_is_free_again_serves_the_queue_before_anything_else_happens() -> None:
    """SimPy would serve it one event later: who comes at that very moment would find somebody free who is not."""
    env, seen = OrderedEnvironment(), []
    people = People(env, 1)

    def works(lead: int) -> Life:
        request = people.request()
        yield request
        yield env.timeout(10)
        people.give_back(request)
        seen.append((env.now, lead, people.count, len(people.queue)))

    for lead in (1, 2, 3):
        env.start(works(lead), lead)
    env.run()
    assert seen == [(10, 1, 1, 1), (20, 2, 1, 0), (30, 3, 0, 0)]


def test_who_is_put_first_is_served_first_and_equals_in_the_order_they_asked() -> None:
    env, served = OrderedEnvironment(), []
    people = People(env, 1)

    def works(lead: int, comes: int, priority: int) -> Life:
        yield env.timeout(comes)
        request = people.request(priority=priority)
        yield request
        served.append(lead)
        yield env.timeout(10)
        people.give_back(request)

    for lead, comes, priority in ((1, 0, 1), (5, 2, 1), (4, 2, 1), (9, 3, 0), (8, 4, 0), (2, 5, 1)):
        env.start(works(lead, comes, priority), lead)
    env.run()
    assert served == [1, 9, 8, 4, 5, 2]


def _built_for_ties() -> LeadProcess:
    """Everybody waits for the opening of a call centre whose agents all need the same time, and then for the same sellers."""
    hours = OpeningHours(monday=DayHours(opens=10, closes=14), thursday=DayHours(opens=10, closes=14))
    process = with_call_centre(
        scaled(car_dealers(), 1 / 6), agents=8, handling_minutes=Spread(median=10, p90=10), opening_hours=hours
    ).model_copy(update={"assignment_delay_hours": Spread(median=1, p90=1)})
    return with_dealers(
        process, outlets=2, sellers=3, territories=1, share_of_time_for_leads=1.0, reaction_hours=AT_ONCE,
        contact_minutes=Spread(median=5, p90=20),
    )  # fmt: skip


def _run(model: CompiledModel) -> Journeys:
    return simpy_engine.run_simpy(model, deal_streams(model, 1, 0))


def _differing(one: Journeys, other: Journeys) -> dict[str, float]:
    """Share of leads that differ, by column."""
    shares = {name: float((getattr(one, name) != getattr(other, name)).mean()) for name in one._fields}
    return {name: share for name, share in shares.items() if share}


@pytest.fixture
def congested() -> CompiledModel:
    return compile_model(_built_for_ties(), deck(), knowledge(), uniform(0.3))


def test_plain_simpy_gives_other_times_but_the_same_fates(congested: CompiledModel, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = _run(congested)
    monkeypatch.setattr(simpy_engine, "OrderedEnvironment", UnorderedEnvironment)
    differing = _differing(ordered, _run(congested))
    assert differing["response_ms"] > 0.01
    assert differing.keys() <= {"response_ms", "end_ms"}


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_the_twin_agrees_only_while_ties_are_ordered(calibration: Calibration, monkeypatch: pytest.MonkeyPatch) -> None:
    model = compile_model(_built_for_ties(), calibration, knowledge(), uniform(0.3))
    twin = run_compiled(model, deal_streams(model, 1, 0))
    assert not _differing(_run(model), twin)
    monkeypatch.setattr(simpy_engine, "OrderedEnvironment", UnorderedEnvironment)
    assert _differing(_run(model), twin)["response_ms"] > 0.01


def test_a_congested_run_is_the_same_every_time(congested: CompiledModel) -> None:
    assert not _differing(_run(congested), _run(congested))
