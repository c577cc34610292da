"""Ties fire in the order of time, priority and lead; plain SimPy would give other records."""

from collections.abc import Generator
from typing import Any

import numpy as np
import pytest
import simpy
from simpy.events import NORMAL, URGENT, Event

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import DayHours, OpeningHours, Spread
from quickscan.simulation import simpy_engine
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.ordered_environment import OrderedEnvironment
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.streams import deal_streams
from tests.material import AT_ONCE, car_dealers, deck, knowledge, uniform, with_call_centre, with_dealers

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


def _built_for_ties() -> LeadProcess:
    """Everybody waits for the opening of a call centre whose agents all need the same time, and then for the same sellers."""
    hours = OpeningHours(monday=DayHours(opens=10, closes=14), thursday=DayHours(opens=10, closes=14))
    process = with_call_centre(
        car_dealers(), agents=8, handling_minutes=Spread(median=10, p90=10), opening_hours=hours
    ).model_copy(update={"assignment_delay_hours": Spread(median=1, p90=1)})
    process = process.model_copy(
        update={
            "channels": tuple(
                channel.model_copy(update={"leads_per_year": channel.leads_per_year / 6}) for channel in process.channels
            )
        }
    )
    return with_dealers(process, outlets=2, sellers=3, reaction_hours=AT_ONCE, contact_minutes=Spread(median=5, p90=20))


def _run(model: CompiledModel) -> LeadRecords:
    return simpy_engine.run_simpy(model, deal_streams(model, 1, 0))


@pytest.fixture
def congested() -> CompiledModel:
    return compile_model(_built_for_ties(), deck(), knowledge(), uniform(0.3))


def test_plain_simpy_gives_other_records_but_the_same_fates(congested: CompiledModel, monkeypatch: pytest.MonkeyPatch) -> None:
    ordered = _run(congested)
    monkeypatch.setattr(simpy_engine, "OrderedEnvironment", UnorderedEnvironment)
    plain = _run(congested)
    assert (ordered.response_ms != plain.response_ms).mean() > 0.01
    for column in ("channel", "index", "created_ms", "outcome", "cause", "place", "dealer", "attempts"):
        assert np.array_equal(getattr(ordered, column), getattr(plain, column)), column


def test_a_congested_run_is_the_same_every_time(congested: CompiledModel) -> None:
    one, other = _run(congested), _run(congested)
    assert np.array_equal(one.end_ms, other.end_ms)
    assert np.array_equal(one.response_ms, other.response_ms)
