"""Waiting for one agent or one seller whose work is lognormal: M/G/1 by Pollaczek and Khinchine (1930, 1932).

Where scoring puts some leads first, each class waits as Cobham says (Operations Research 2, 1954), and what the classes wait
together, weighted by their loads, is what they would without scoring (Kleinrock's conservation law, 1965).
"""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import Qualification
from quickscan.simulation.calendar import MINUTE_MS
from tests.theory.intervals import agree
from tests.theory.single_queue import LARGE, SMALL, Size, after_warm_up, as_dealt, at_agents, at_sellers, model_of, runs

P90_OF_NORMAL = 1.2815515655446004
UTILISATIONS = (0.5, 0.8)
UNEVEN = {"alike": 1.0001, "uneven": 2.0, "very_uneven": 4.0}
"""The 90th percentile of work over its median."""
Place = Callable[[Size, int, Spread], LeadProcess]
RUNS: list[tuple[Size, float, str, Place]] = [
    *((LARGE, 0.5, uneven, at_agents) for uneven in UNEVEN),
    *((LARGE, utilisation, "uneven", at_sellers) for utilisation in UTILISATIONS),
    (LARGE, 0.8, "alike", at_agents),
    (SMALL, 0.5, "uneven", at_sellers),
]
SCORED: list[tuple[Size, float, Place]] = [(LARGE, 0.5, at_sellers), (LARGE, 0.8, at_agents), (SMALL, 0.5, at_agents)]
FIRST_SHARE = 0.3


def work_of(mean_minutes: float, ratio: float) -> Spread:
    """Lognormal work with this mean: the median is the mean x exp(-sigma^2 / 2)."""
    median = mean_minutes * math.exp(-(_sigma(ratio) ** 2) / 2.0)
    return Spread(median=median, p90=median * ratio)


def _sigma(ratio: float) -> float:
    return math.log(ratio) / P90_OF_NORMAL


def rest_of_work(utilisation: float, mean_minutes: float, ratio: float) -> float:
    """What is still to be done on the lead that somebody has in hand, on average: rate x E[S^2] / 2.

    The second moment of a lognormal duration is its mean squared x exp(sigma^2).
    """
    return utilisation * mean_minutes * math.exp(_sigma(ratio) ** 2) / 2.0


def _named(run: tuple[object, ...]) -> str:
    return "-".join(part.engine if isinstance(part, Size) else getattr(part, "__name__", str(part)) for part in run)


@pytest.mark.parametrize(("size", "utilisation", "uneven", "place"), RUNS, ids=map(_named, RUNS))
def test_leads_wait_as_pollaczek_and_khinchine_say(size: Size, utilisation: float, uneven: str, place: Place) -> None:
    mean, ratio = utilisation / size.per_minute, UNEVEN[uneven]
    model = model_of(place(size, 1, work_of(mean, ratio)))
    waits = [waited[after_warm_up(model, streams)] / MINUTE_MS for streams, waited in runs(model, size, as_dealt)]
    expected = rest_of_work(utilisation, mean, ratio) / (1.0 - utilisation)
    agree([np.mean(waited) for waited in waits], expected, 2 * len(RUNS), 2 * size.within)
    agree([np.mean(waited > 0.0) for waited in waits], utilisation, 2 * len(RUNS), size.within)


def _scored(size: Size, process: LeadProcess) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.float64]]]:
    """Who is put first, and what each waits in minutes."""
    scoring = Qualification(score_hits_share=FIRST_SHARE, score_misses_share=FIRST_SHARE)
    model = model_of(process.model_copy(update={"qualification": scoring}))
    for streams, waited in runs(model, size, as_dealt):
        counted = after_warm_up(model, streams)
        yield streams.first[counted], waited[counted] / MINUTE_MS


@pytest.mark.parametrize(("size", "utilisation", "place"), SCORED, ids=map(_named, SCORED))
def test_those_put_first_and_all_others_wait_as_cobham_says(size: Size, utilisation: float, place: Place) -> None:
    mean, ratio, checks = utilisation / size.per_minute, 2.0, 3 * len(SCORED)
    waits = list(_scored(size, place(size, 1, work_of(mean, ratio))))
    rest, of_first = rest_of_work(utilisation, mean, ratio), utilisation * FIRST_SHARE
    agree([waited[first].mean() for first, waited in waits], rest / (1.0 - of_first), checks, 2 * size.within)
    others = rest / (1.0 - of_first) / (1.0 - utilisation)
    agree([waited[~first].mean() for first, waited in waits], others, checks, 2 * size.within)
    agree([waited.mean() for _, waited in waits], rest / (1.0 - utilisation), checks, 2 * size.within)
