"""Little's law in every run, and two queues one behind the other against Jackson's product form."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from quickscan.domain.calibration import Calibration
from quickscan.domain.process import YEAR_DAYS
from quickscan.simulation.calendar import DAY_MS, MINUTE_MS
from quickscan.simulation.compile import compile_model
from quickscan.simulation.draws import Decision
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.streams.deal import deal_streams
from tests.material import (
    AT_ONCE,
    car_dealers,
    deck,
    evidence,
    knowledge,
    one_queue,
    scaled,
    uniform,
    with_call_centre,
    with_dealers,
)

EACH = pytest.mark.parametrize("engine", list(ENGINES))
LEADS = 8_000
PER_MINUTE = LEADS / (YEAR_DAYS * 24 * 60)
REPLICATIONS = 10


@EACH
@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_littles_law_holds_in_every_run(engine: str, calibration: Calibration) -> None:
    """The area under the number of open leads is the sum of their times: an identity, counted in two ways."""
    model = compile_model(scaled(car_dealers(), 0.05), calibration, knowledge(), uniform(0.4))
    for replication in range(3):
        journeys = ENGINES[engine](model, deal_streams(model, 9, replication))
        came = journeys.created_ms >= 0
        created, ended = journeys.created_ms[came], journeys.end_ms[came]
        assert (ended >= created).all()
        moments = np.concatenate([created, ended])
        change = np.repeat([1, -1], len(created))
        order = np.argsort(moments, kind="stable")
        inside = np.cumsum(change[order])
        area = (inside[:-1] * np.diff(moments[order])).sum()
        assert area == (ended - created).sum()
        assert inside[-1] == 0
        period_days = moments.max() / DAY_MS
        assert area / moments.max() == pytest.approx(len(created) / period_days * (ended - created).mean() / DAY_MS)


@EACH
def test_two_queues_in_a_row_wait_as_if_each_were_alone(engine: str) -> None:
    """M/M/2 into M/M/1: what leaves the first is Poisson again (Burke), so the waits are those of the single queues (Jackson)."""
    first_minutes, second_minutes, agents = 90.0, 45.0, 2
    process = with_call_centre(one_queue(LEADS), agents=agents, handling_minutes=AT_ONCE)
    process = with_dealers(process, sellers=1)
    model = compile_model(process, deck(), knowledge(), {})
    means = []
    for replication in range(REPLICATIONS):
        streams = deal_streams(model, 23, replication)
        streams = replace(
            streams,
            handling_ms=_exponential_ms(streams.leads.draw(Decision.HANDLING_TIME), first_minutes),
            contact_ms=_exponential_ms(streams.leads.draw(Decision.CONTACT_TIME), second_minutes)[:, np.newaxis],
        )
        journeys = ENGINES[engine](model, streams)
        waits = journeys.response_ms - streams.handling_ms - streams.assignment_ms - streams.reaction_ms[:, 0]
        means.append(waits[journeys.created_ms >= model.warm_up_ms].mean() / MINUTE_MS)
    expected = _wait_mm2(PER_MINUTE, first_minutes) + _wait_mm1(PER_MINUTE, second_minutes)
    low, high = stats.t.interval(0.99, REPLICATIONS - 1, loc=np.mean(means), scale=stats.sem(means))
    assert low <= expected <= high


def _exponential_ms(draws: np.ndarray, mean_minutes: float) -> np.ndarray:
    return np.ceil(-np.log(draws) * mean_minutes * MINUTE_MS).astype(np.int64)


def _wait_mm1(rate: float, service: float) -> float:
    load = rate * service
    return load * service / (1 - load)


def _wait_mm2(rate: float, service: float) -> float:
    """load^2 x service / (1 - load^2), with the load of each of two servers."""
    load = rate * service / 2
    return load**2 * service / (1 - load**2)
