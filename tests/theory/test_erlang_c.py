"""Waiting for one of c agents, or one of c sellers, with exponential work: M/M/c by Erlang's formula (1917), M/M/1 among them."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from quickscan.domain.process import LeadProcess
from quickscan.simulation.calendar import MINUTE_MS
from quickscan.simulation.streams.deal import Streams
from tests.theory.intervals import agree
from tests.theory.single_queue import (
    LARGE,
    SMALL,
    Size,
    after_warm_up,
    at_agents,
    at_sellers,
    exponential_contact,
    exponential_handling,
    model_of,
    runs,
)

Exponential = Callable[[float], Callable[[Streams], Streams]]
SYSTEMS = [(1, 0.5), (1, 0.8), (2, 0.6), (5, 0.8), (12, 0.8)]
"""People and their utilisation."""
PLACES: list[tuple[Callable[[Size, int], LeadProcess], Exponential]] = [
    (at_agents, exponential_handling),
    (at_sellers, exponential_contact),
]
RUNS = [
    *((LARGE, *system, *PLACES[0]) for system in SYSTEMS),
    *((LARGE, *system, *PLACES[1]) for system in [(1, 0.8), (5, 0.8)]),
    *((SMALL, *system, *place) for system, place in zip([(1, 0.5), (2, 0.6)], PLACES, strict=True)),
]
CHECKS = 3 * len(RUNS)
"""Mean, chance to wait and chance to wait long."""


def chance_to_wait(people: int, load: float) -> float:
    """Erlang's C from his B by its recursion: B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)), C = B / (1 - (a / c) (1 - B))."""
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1.0 - load / people * (1.0 - blocked))


def erlang_by_states(people: int, load: float) -> float:
    """The same from the chances of 0, 1, 2 ... leads in the system, added up one by one."""
    weights = [1.0]
    for number in range(1, 5_000):
        weights.append(weights[-1] * load / min(number, people))
    return sum(weights[people:]) / sum(weights)


@pytest.mark.parametrize(("people", "utilisation"), SYSTEMS)
def test_both_ways_to_erlangs_formula_agree(people: int, utilisation: float) -> None:
    load = people * utilisation
    assert chance_to_wait(people, load) == pytest.approx(erlang_by_states(people, load), rel=1e-9)


@pytest.mark.parametrize(
    ("size", "people", "utilisation", "place", "exponential"),
    RUNS,
    ids=[f"{run[0].engine}-{run[1]}-{run[2]}-{run[3].__name__}" for run in RUNS],
)
def test_leads_wait_as_erlang_says(
    size: Size, people: int, utilisation: float, place: Callable[[Size, int], LeadProcess], exponential: Exponential
) -> None:
    work = utilisation * people / size.per_minute
    chance, still_there = chance_to_wait(people, people * utilisation), people / work * (1.0 - utilisation)
    model = model_of(place(size, people))
    waits = [waited[after_warm_up(model, streams)] / MINUTE_MS for streams, waited in runs(model, size, exponential(work))]
    agree([np.mean(waited) for waited in waits], chance / still_there, CHECKS, 3 * size.within)
    agree([np.mean(waited > 0.0) for waited in waits], chance, CHECKS, 2 * size.within)
    long = 1.0 / still_there
    agree([np.mean(waited > long) for waited in waits], chance * math.exp(-1.0), CHECKS, 3 * size.within)
