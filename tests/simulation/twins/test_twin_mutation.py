"""The comparison of the twins is sharp: whoever leaves ties to chance, or serves a queue a moment later, is found out."""

import pytest
import simpy
from simpy.resources.resource import PriorityRequest

from quickscan.simulation.ordered_environment import OrderedEnvironment, People
from quickscan.simulation.records import NONE
from tests.simulation.twins.comparison import twin_differences
from tests.simulation.twins.tied import tied_streams


def test_the_twins_agree_where_most_events_are_tied() -> None:
    assert twin_differences(*tied_streams()) == {}


def test_ties_left_to_simpy_are_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(OrderedEnvironment, "schedule", simpy.Environment.schedule)
    found = twin_differences(*tied_streams())
    assert {"end_ms", "response_ms", "dealer", "chance"} <= set(found)


def test_a_queue_served_a_moment_later_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """With SimPy's own release, whoever gives a seller back and asks at once for one may overtake those who wait."""

    def release_only(people: People, request: PriorityRequest) -> None:
        people.release(request)

    monkeypatch.setattr(People, "give_back", release_only)
    assert "end_ms" in twin_differences(*tied_streams())


def test_a_twin_that_orders_ties_otherwise_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last lead first, in the reference engine, differs as well: the order is a part of the meaning, not a detail."""

    def start_reversed(env: OrderedEnvironment, life: simpy.events.ProcessGenerator, order: int) -> simpy.Process:
        process = env.process(life)
        process.order = -order  # type: ignore[attr-defined]  # SimPy's processes carry what we hang on them
        return process

    monkeypatch.setattr(OrderedEnvironment, "start", start_reversed)
    assert twin_differences(*tied_streams())["end_ms"] > 0


def test_the_tied_process_is_tied() -> None:
    _, streams = tied_streams()
    known_ms = (streams.leads.created_ms + streams.capture_ms)[streams.leads.parent == NONE]
    assert len(set(known_ms.tolist())) < len(known_ms) / 5
