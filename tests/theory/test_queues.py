"""The engine's waiting times against queueing theory, on a process with nothing but one queue."""

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.calendar import MINUTE_MS
from quickscan.simulation.compile import NORMAL_P90, compile_model
from quickscan.simulation.draws import Decision
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import Streams, deal_streams
from tests.material import AT_ONCE, deck, knowledge, one_queue, with_call_centre, with_dealers

REPLICATIONS = 8
LEADS = 6_000
PER_MINUTE = LEADS / (YEAR_DAYS * 24 * 60)


def _waits(process: LeadProcess, engine: str, exponential_mean_minutes: float | None = None) -> list[float]:
    """Mean minutes of waiting by replication, of the leads after the warm-up."""
    model = compile_model(process, deck(), knowledge(), {})
    means = []
    for replication in range(REPLICATIONS):
        streams = deal_streams(model, 17, replication)
        if exponential_mean_minutes is not None:
            streams = _exponential(streams, exponential_mean_minutes)
        records = ENGINES[engine](model, streams)
        work = streams.handling_ms + streams.assignment_ms + streams.reaction_ms[:, 0]
        waited = (records.response_ms - work)[records.created_ms >= model.warm_up_ms]
        assert (waited >= 0).all()
        means.append(float(waited.mean()) / MINUTE_MS)
    return means


def _exponential(streams: Streams, mean_minutes: float) -> Streams:
    draws = streams.leads.draw(Decision.HANDLING_TIME)
    return replace(streams, handling_ms=np.ceil(-np.log(draws) * mean_minutes * MINUTE_MS).astype(np.int64))


def _within_its_99_percent_interval(means: list[float], expected: float) -> bool:
    low, high = stats.t.interval(0.99, len(means) - 1, loc=np.mean(means), scale=stats.sem(means))
    return bool(low <= expected <= high)


def _pollaczek_khinchine(spread: Spread) -> float:
    """Mean wait of M/G/1: rate x second moment of service / (2 x (1 - load)); minutes."""
    sigma = math.log(spread.p90 / spread.median) / NORMAL_P90
    first = spread.median * math.exp(sigma**2 / 2)
    second = spread.median**2 * math.exp(2 * sigma**2)
    return PER_MINUTE * second / (2 * (1 - PER_MINUTE * first))


def _erlang_c_wait(servers: int, load: float, service_minutes: float) -> float:
    """Mean wait of M/M/c: chance to wait x service / (servers - load)."""
    last = load**servers / math.factorial(servers) * servers / (servers - load)
    waits = last / (sum(load**n / math.factorial(n) for n in range(servers)) + last)
    return waits * service_minutes / (servers - load)


BOTH = pytest.mark.parametrize("engine", list(ENGINES))


@BOTH
@pytest.mark.parametrize("handling", [Spread(median=36, p90=72), Spread(median=48, p90=48)], ids=["lognormal", "constant"])
def test_one_agent_waits_as_pollaczek_and_khinchine_say(handling: Spread, engine: str) -> None:
    process = with_call_centre(one_queue(LEADS), agents=1, handling_minutes=handling)
    assert _within_its_99_percent_interval(_waits(process, engine), _pollaczek_khinchine(handling))


@BOTH
def test_one_seller_waits_as_pollaczek_and_khinchine_say(engine: str) -> None:
    contact = Spread(median=30, p90=80)
    process = with_call_centre(one_queue(LEADS), agents=1000, handling_minutes=AT_ONCE)
    process = with_dealers(process, outlets=1, sellers=1, contact_minutes=contact)
    assert _within_its_99_percent_interval(_waits(process, engine), _pollaczek_khinchine(contact))


@BOTH
@pytest.mark.parametrize(("agents", "service_minutes"), [(1, 60.0), (2, 130.0), (5, 360.0)])
def test_several_agents_wait_as_erlang_says(agents: int, service_minutes: float, engine: str) -> None:
    process = with_call_centre(one_queue(LEADS), agents=agents)
    expected = _erlang_c_wait(agents, PER_MINUTE * service_minutes, service_minutes)
    assert _within_its_99_percent_interval(_waits(process, engine, service_minutes), expected)
