"""Shares of the loss against the formula, and against themselves: they add up, by cause and by segment."""

from functools import cache

import pytest
from scipy import stats

from quickscan.analysis.attribution import attribute, coalition_models
from quickscan.analysis.compare import AsIs
from quickscan.analysis.shapley import formula_worth, shapley_values
from quickscan.domain.attribution import Attribution
from quickscan.domain.calibration import Calibration
from quickscan.domain.process_parts import Spread
from quickscan.domain.process_steps import FollowUp
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.pools import threads
from quickscan.simulation.replicate import Plan
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
)  # fmt: skip

PLAN = Plan(seed=5, replications=20)
FOUR = {"unripe_leads": 0.9, "media_breaks": 0.6, "no_distribution_control": 1.0, "poor_follow_up": 0.7}


def as_is(severity: dict[str, float], calibration: Calibration, factor: float = 1.0) -> AsIs:
    return AsIs(scaled(car_dealers(), factor), severity, calibration, knowledge())


@cache
def by_evidence() -> Attribution:
    return attribute(as_is(FOUR, evidence(), 0.1), Plan(seed=5, replications=3), ("channel", "dealer", "month"))


def test_in_the_deck_calibration_shares_are_those_of_the_formula() -> None:
    found = attribute(as_is(uniform(1.0), deck(), 0.5), PLAN)
    caps = knowledge().caps
    expected = dict(zip(caps, shapley_values(formula_worth(list(caps.values()))), strict=True))
    wider = stats.t.ppf(1 - 0.01 / len(caps) / 2, PLAN.replications - 1) / stats.t.ppf(0.975, PLAN.replications - 1)
    for cause, share in found.shapley.items():
        assert abs(share.mean - expected[cause]) < wider * share.half_width, cause
    assert abs(found.loss_rate.mean - 0.722714) < wider * found.loss_rate.half_width


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_shares_add_up_to_the_whole(calibration: Calibration) -> None:
    found = attribute(as_is(FOUR, calibration, 0.1), Plan(replications=3))
    assert sum(share.mean for share in found.shapley.values()) == pytest.approx(found.loss_rate.mean, abs=1e-9)
    assert found.calibration == calibration.id


def test_a_cause_that_does_not_strike_has_no_share_and_is_not_simulated() -> None:
    subject = as_is(FOUR, evidence(), 0.1)
    assert len(coalition_models(subject, tuple(FOUR))) == 16
    found = by_evidence()
    assert {cause for cause, share in found.shapley.items() if share.mean == 0.0} == set(knowledge().cause_ids) - set(FOUR)
    assert set(found.one_at_a_time) == set(FOUR)


@pytest.mark.parametrize("kind", ["channel", "dealer", "month"])
def test_segments_sum_to_the_whole(kind: str) -> None:
    found = by_evidence()
    segments = found.segments[kind]  # type: ignore[index]  # one of the kinds
    assert len(segments) > 3
    for segment in segments:
        assert sum(share.mean for share in segment.shapley.values()) == pytest.approx(segment.lost.mean, abs=1e-9)
    whole = {sum(segment.lost.mean for segment in found.segments[other]) for other in found.segments}
    assert max(whole) == pytest.approx(min(whole), rel=1e-6)  # chances of single leads are kept with seven digits
    died = sum(lost.mean for lost in found.died.values())
    assert max(whole) == pytest.approx(died, rel=0.05)


def test_threads_change_nothing() -> None:
    subject, plan = as_is(FOUR, evidence(), 0.05), Plan(seed=2, replications=4)
    with threads(2) as pool:
        assert attribute(subject, plan, ("channel",), pool.map) == attribute(subject, plan, ("channel",))


def test_nothing_lost_is_nobodys_share() -> None:
    found = attribute(as_is({}, deck(), 0.05), Plan(replications=2))
    assert found.loss_rate.mean == 0.0
    assert {share.mean for share in found.shapley.values()} == {0.0}
    assert found.one_at_a_time == {}


def overloaded() -> AsIs:
    """One seller, day and night, who can just cope as long as a tenth of the leads is lost on the way to him."""
    process = with_call_centre(one_queue(12_000), agents=1000, handling_minutes=AT_ONCE)
    process = with_dealers(process, outlets=1, sellers=1, contact_minutes=Spread(median=40, p90=60))
    reached = FollowUp(best_attempts=1, poor_attempt_shares=(1.0,), contact_chance_mean=0.95, contact_chance_sum=50)
    full = evidence().full_severity.model_copy(
        update={"transfer_delay_hours": 0.0, "capture_delay_hours": 0.0, "stuck_share": 0.0}
    )
    decay = evidence().decay.model_copy(update={"beta": 1.0, "beta_high": 1.0})
    calibration = evidence().model_copy(update={"full_severity": full, "decay": decay})
    severity = {"media_breaks": 1.0, "systems_not_linked": 1.0}
    return AsIs(process.model_copy(update={"follow_up": reached}), severity, calibration, knowledge())


@pytest.mark.parametrize("engine", list(ENGINES))
def test_where_sellers_are_overloaded_removing_one_cause_alone_costs_sales_and_is_said_to(engine: str) -> None:
    """More leads for the same seller: all wait longer, and fewer buy. Shown, not hidden."""
    found = attribute(overloaded(), Plan(seed=1, replications=3, engine=engine))
    for alone in found.one_at_a_time.values():
        assert alone.removed_from_all.high < 0.0
        assert alone.reversed
    assert sum(share.mean for share in found.shapley.values()) == pytest.approx(found.loss_rate.mean, abs=1e-9)
    assert found.loss_rate.high < 0.0
