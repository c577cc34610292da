"""A call centre (M/M/c) before outlets (M/M/1 each): a Jackson network, whose stations behave as if each stood alone.

Leads leave the call centre as a Poisson process (Burke 1956), so each outlet, to which a lead goes by lot, sees one too. Numbers
at the stations at one moment are independent (Jackson 1957); so are the times that a lead spends at them (Burke 1969).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from quickscan.simulation.calendar import HOUR_MS, MINUTE_MS
from quickscan.simulation.streams.deal import deal_streams
from tests.theory.intervals import agree, half_width
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

AGENTS, OF_AGENTS, OUTLETS, OF_SELLERS = 2, 0.6, 2, 0.5
"""People at the first station and their utilisation, outlets of one seller each and theirs."""
CELLS = list(product(range(4), range(3)))
"""Leads with the call centre and with an outlet at one moment."""
CHECKS = 2 * 4 + len(CELLS) + 1


@dataclass(frozen=True)
class Passage:
    """A replication: when leads were where, in milliseconds, and for how long."""

    measured: NDArray[np.bool_]
    came: NDArray[np.int64]
    for_agents: NDArray[np.int64]
    """Waiting time at the first station."""
    handled: NDArray[np.int64]
    for_seller: NDArray[np.int64]
    contacted: NDArray[np.int64]
    outlet: NDArray[np.int64]


def _passages(size: Size) -> Iterator[Passage]:
    """How long a lead waits for an agent does not depend on sellers: with plenty of them, that alone is left of its wait."""
    handled = exponential_handling(OF_AGENTS * AGENTS / size.per_minute)
    contacted = exponential_contact(OF_SELLERS * OUTLETS / size.per_minute)
    model = model_of(at_sellers(size, OUTLETS, outlets=OUTLETS, agents=AGENTS))
    with_plenty = model_of(at_sellers(size, PLENTY, outlets=OUTLETS, agents=AGENTS))
    for replication in range(size.replications):
        streams = contacted(handled(deal_streams(model, SEED, replication)))
        for_agents = waited_ms(with_plenty, streams, size.engine)
        yield Passage(
            after_warm_up(model, streams),
            streams.leads.created_ms,
            for_agents,
            streams.handling_ms,
            waited_ms(model, streams, size.engine) - for_agents,
            streams.contact_ms[:, 0],
            streams.outlet,
        )


@cache
def passages(size: Size) -> list[Passage]:
    """All replications."""
    return list(_passages(size))


@pytest.mark.parametrize("size", [LARGE, SMALL], ids=lambda size: size.engine)
def test_leads_wait_at_each_station_as_if_it_stood_alone(size: Size) -> None:
    found = passages(size)
    handling, contact = OF_AGENTS * AGENTS / size.per_minute, OF_SELLERS * OUTLETS / size.per_minute
    chance = chance_to_wait(AGENTS, AGENTS * OF_AGENTS)
    at_agents = chance * handling / (AGENTS * (1.0 - OF_AGENTS))
    at_seller = OF_SELLERS * contact / (1.0 - OF_SELLERS)
    agree([np.mean(way.for_agents[way.measured]) / MINUTE_MS for way in found], at_agents, CHECKS, 2 * size.within)
    agree([np.mean(way.for_agents[way.measured] > 0) for way in found], chance, CHECKS, size.within)
    agree([np.mean(way.for_seller[way.measured]) / MINUTE_MS for way in found], at_seller, CHECKS, 2 * size.within)
    agree([np.mean(way.for_seller[way.measured] > 0) for way in found], OF_SELLERS, CHECKS, size.within)


def _number_at(moments: NDArray[np.int64], come: NDArray[np.int64], gone: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many have come by each moment and are not gone."""
    return np.searchsorted(np.sort(come), moments, "right") - np.searchsorted(np.sort(gone), moments, "right")


def _shares(way: Passage) -> list[float]:
    """The share of moments at which so many leads are with the call centre, and so many with the first outlet."""
    moments = np.arange(way.came[way.measured].min(), way.came.max(), HOUR_MS)
    leave = way.came + way.for_agents + way.handled
    with_agents = _number_at(moments, way.came, leave)
    here = way.outlet == 0
    arrive = leave[here] + 2  # one millisecond each until it is assigned and until the outlet turns to it
    with_seller = _number_at(moments, arrive, arrive + way.for_seller[here] + way.contacted[here])
    return [float(np.mean((with_agents == one) & (with_seller == other))) for one, other in CELLS]


def _chance_of(number: int, people: int, load: float) -> float:
    """The chance that so many leads are with a station, by the balance of what comes and what goes."""
    weights = np.cumprod([1.0, *(load / min(n, people) for n in range(1, 500))])
    return float(weights[number] / weights.sum())


def test_numbers_at_the_stations_are_independent_at_any_moment() -> None:
    shares = np.array([_shares(way) for way in passages(LARGE)])
    for found, (one, other) in zip(shares.T, CELLS, strict=True):
        expected = _chance_of(one, AGENTS, AGENTS * OF_AGENTS) * _chance_of(other, 1, OF_SELLERS)
        agree(found.tolist(), expected, CHECKS, 3 * LARGE.within)


def test_times_at_the_stations_are_independent() -> None:
    """Their correlation is 0 within its interval, which is narrow."""
    correlations = []
    for way in passages(LARGE):
        first, second = way.for_agents + way.handled, way.for_seller + way.contacted
        correlations.append(float(np.corrcoef(first[way.measured], second[way.measured])[0, 1]))
    width = half_width(correlations, CHECKS)
    assert abs(np.mean(correlations)) < width < 0.015
