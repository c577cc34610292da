"""Simulated losses against the compounding formula: 1 - product of (1 - severity x cap).

Every vector is judged by its own interval from independent replications. With some eighty vectors at 99 % one may well miss by
chance, so each must lie within the interval that all share at 99 % (Bonferroni), and at least 95 in 100 within their own.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from quickscan.assessment.loss import compound
from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.replicate import Plan
from quickscan.simulation.simulate import simulate
from quickscan.simulation.variants import sales_of_variants
from tests.material import car_dealers, deck, knowledge, scaled, uniform

PLAN = Plan(seed=20260301, replications=30)
CAUSES = knowledge().cause_ids
SINGLES = [{cause: severity} for cause in CAUSES for severity in (0.1, 0.35, 0.6, 1.0)]
UNIFORMS = [uniform(severity) for severity in (0.1, 0.25, 0.4187, 0.5, 0.75, 1.0)]
RANDOM = [
    dict(zip(CAUSES, row, strict=True)) for row in np.random.Generator(np.random.Philox(key=7)).random((40, len(CAUSES))).tolist()
]
VECTORS = SINGLES + UNIFORMS + RANDOM


def formula(severity: Mapping[str, float]) -> float:
    return 1.0 - math.prod(1.0 - severity.get(cause, 0.0) * cap for cause, cap in knowledge().caps.items())


def _distance(values: Sequence[float], expected: float) -> float:
    """Student's t of the replications against what is expected."""
    error = float(stats.sem(values))
    return abs(float(np.mean(values)) - expected) / error if error else float("inf") * (np.mean(values) != expected)


@cache
def _sales() -> list[np.ndarray]:
    return _sold(car_dealers(), [uniform(0.0), *VECTORS], PLAN)


def _sold(process: LeadProcess, severities: Sequence[Mapping[str, float]], plan: Plan) -> list[np.ndarray]:
    """Expected sales by replication, for each severity."""
    models = [compile_model(process, deck(), knowledge(), severity) for severity in severities]
    return list(sales_of_variants(models, plan).T)


def _losses() -> list[np.ndarray]:
    potential, *sales = _sales()
    return [1.0 - sold / potential for sold in sales]


def test_simulated_losses_agree_with_the_formula() -> None:
    distances = [_distance(losses, formula(vector)) for losses, vector in zip(_losses(), VECTORS, strict=True)]
    alone = stats.t.ppf(1 - 0.01 / 2, PLAN.replications - 1)
    together = stats.t.ppf(1 - 0.01 / len(VECTORS) / 2, PLAN.replications - 1)
    assert max(distances) < together, VECTORS[int(np.argmax(distances))]
    assert np.mean([distance < alone for distance in distances]) >= 0.95


@pytest.mark.parametrize(("severity", "loss"), [(1.0, 0.722714), (0.41874, 0.40), (0.5615, 0.50), (0.7316, 0.60), (0.25, 0.260)])
def test_the_formula_gives_the_published_totals(severity: float, loss: float) -> None:
    assert formula(uniform(severity)) == pytest.approx(loss, abs=5e-4)
    losses = [severity * cap for cap in knowledge().caps.values()]
    assert compound(losses) == pytest.approx(formula(uniform(severity)), abs=1e-12)


@pytest.mark.parametrize(("severity", "loss"), [(1.0, 0.722714), (0.41874, 0.40)])
@pytest.mark.parametrize("engine", list(ENGINES))
def test_every_engine_reaches_the_published_totals(engine: str, severity: float, loss: float) -> None:
    plan = Plan(seed=3, replications=10, engine=engine)
    result = simulate(scaled(car_dealers(), 0.5), deck(), knowledge(), uniform(severity), plan).loss_rate
    wider = stats.t.ppf(0.995, 9) / stats.t.ppf(0.975, 9)
    assert abs(result.mean - loss) < wider * result.half_width


@pytest.mark.parametrize("cause", CAUSES)
def test_reducing_one_cause_multiplies_sales_by_the_uplift_ratio(cause: str) -> None:
    cap = knowledge().caps[cause]
    before = uniform(0.8)
    after = {**before, cause: 0.2}
    sales = _sold(car_dealers(), [before, after], Plan(seed=11, replications=20))
    ratio = (1 - 0.2 * cap) / (1 - 0.8 * cap)
    # sales after - ratio x sales before has mean 0
    paired = sales[1] - ratio * sales[0]
    assert _distance(paired, 0.0) < stats.t.ppf(1 - 0.01 / len(CAUSES) / 2, 19)


@settings(max_examples=12)
@given(cause=st.sampled_from(CAUSES), others=st.floats(0, 1), steps=st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_more_severity_never_sells_more(cause: str, others: float, steps: list[float]) -> None:
    variants = [{**uniform(others), cause: severity} for severity in sorted(steps)]
    sales = _sold(scaled(car_dealers(), 0.3), variants, Plan(replications=2))
    for milder, worse in pairwise(sales):
        assert all(fewer <= more for fewer, more in zip(worse, milder, strict=True))


def test_marketing_not_visible_is_booked_as_missed_opportunity_and_not_as_loss_on_the_way() -> None:
    result = simulate(scaled(car_dealers(), 0.3), deck(), knowledge(), {"marketing_not_visible": 1.0}, Plan(replications=6))
    assert result.missed_opportunity.mean == result.lost_by_cause["marketing_not_visible"].mean > 0
    wider = stats.t.ppf(0.995, 5) / stats.t.ppf(0.975, 5)
    assert abs(result.loss_rate.mean - 0.10) < wider * result.loss_rate.half_width
    assert abs(result.inquiries.mean - 0.9 * result.leads) < wider * result.inquiries.half_width
