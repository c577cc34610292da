"""How fast things are, as numbers to read: nothing fails here on a slow machine. Run by `make bench`."""

from collections.abc import Generator
from statistics import median
from time import perf_counter
from typing import Any

import pytest
import simpy
from pytest_benchmark.fixture import BenchmarkFixture

from quickscan.assessment.assess import assess
from quickscan.simulation.compile import compile_model
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simpy_engine import run_simpy
from quickscan.simulation.streams import deal_streams
from quickscan.simulation.variants import sales_of_variants
from tests.material import car_dealers, deck, engagement, knowledge, questionnaire, said, uniform

EVENTS = 100_000


@pytest.fixture(autouse=True)
def _only_when_asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_only"):
        pytest.skip("a benchmark; make bench runs it")


def _plain_simpy_seconds() -> float:
    """Seconds for bare timeouts in SimPy: the yardstick of this machine."""
    env = simpy.Environment()

    def ticking() -> Generator[simpy.Event, Any, None]:
        for _ in range(EVENTS):
            yield env.timeout(1)

    env.process(ticking())
    start = perf_counter()
    env.run()
    return perf_counter() - start


def test_reference_engine(benchmark: BenchmarkFixture) -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), uniform(0.4187))
    streams = deal_streams(model, 1, 0)
    yardsticks = []

    def yardstick() -> None:
        yardsticks.append(EVENTS / _plain_simpy_seconds())  # interleaved: both see the same machine

    records = benchmark.pedantic(run_simpy, args=(model, streams), setup=yardstick, rounds=5, warmup_rounds=1)
    leads_per_second = len(records.channel) / benchmark.stats.stats.median
    benchmark.extra_info["leads_per_second"] = round(leads_per_second)
    benchmark.extra_info["bare_timeouts_per_lead"] = round(median(yardsticks) / leads_per_second, 1)


def test_streams_of_one_replication(benchmark: BenchmarkFixture) -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), uniform(0.4187))
    benchmark.pedantic(deal_streams, args=(model, 1, 0), rounds=5, warmup_rounds=1)


def test_thirty_variants_without_queues(benchmark: BenchmarkFixture) -> None:
    variants = [uniform(step / 30) for step in range(30)]
    arguments = (car_dealers(), deck(), knowledge(), variants, Plan(replications=10))
    benchmark.pedantic(sales_of_variants, args=arguments, rounds=3, warmup_rounds=1)


def test_assessment_of_a_full_engagement(benchmark: BenchmarkFixture) -> None:
    answers = [
        said(question.id, number % 5, respondent)
        for number, question in enumerate(questionnaire().questions())
        if question.type == "maturity"
        for respondent in ("head", "dealer")
    ]
    full = engagement(answers)
    found = benchmark.pedantic(assess, args=(full, knowledge()), rounds=5, warmup_rounds=1)
    assert found.loss_rate.mean > 0
