"""What theory promises where nobody queues, by evidence and on the same draws: less harm and more help hurt no single lead.

Promised lead for lead, at any severities of the other causes:
- each cause but marketing_not_visible, which brings other people, so that only the sum can be promised;
- every lever in HELP; those in AT_REST only while unripe leads are not forgotten, since a programme that could bring back more of
  them has more to lose, and that on another draw.

Not promised, hence not here: close monitoring and open leads (they help some outlets and hurt others), reassignment (the next
outlet may be slower), leads that follow from sales and losses, lists at other than multiples of days. And where outlets close,
nothing about unripe leads: who comes back at another hour may be answered sooner. Under overload nothing holds at all: see
test_overload.
"""

from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.compile import compile_model
from quickscan.simulation.engines import ENGINES
from quickscan.simulation.replicate import Plan
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.streams.deal import streams_of
from quickscan.simulation.variants import sales_of_variants
from tests.material import (
    ALWAYS,
    car_dealers,
    evidence,
    knowledge,
    scaled,
    uniform,
    with_call_centre,
    with_channels,
    with_dealers,
)
from tests.theory.intervals import half_width
from tests.theory.levers import AT_REST, HELP

CAUSES = knowledge().cause_ids
PER_LEAD = tuple(cause for cause in CAUSES if cause != "marketing_not_visible")
SHARES = st.floats(0.0, 1.0)
STRONGER = evidence().model_copy(update={"scales": dict.fromkeys(CAUSES, 1.5), "yield_without_causes": 0.4})
CALIBRATIONS = {"published": evidence(), "stronger": STRONGER}
ROUNDING = 1.0 - 1e-12
Severity = dict[str, float]


@cache
def roomy(closes: bool) -> LeadProcess:
    """So many people that nobody waits for anybody. Outlets close and all are ripe, or they are open day and night."""
    process = with_call_centre(scaled(car_dealers(), 0.05), agents=1000)
    process = with_dealers(process, sellers=40_000)
    quiet = process.acceptance.model_copy(update={"load_effect_novice": 0.0, "load_effect_experienced": 0.0})
    again = process.nurture.model_copy(update={"recycled_share": 0.5})
    process = process.model_copy(update={"existing_customers": None, "acceptance": quiet, "nurture": again})
    if closes:
        return with_channels(process, lambda _: {"unripe_share": 0.0})
    return with_dealers(with_call_centre(process, opening_hours=ALWAYS), opening_hours=ALWAYS)


def chances_of(engine: str, *variants: tuple[LeadProcess, Severity], calibration: str = "published") -> list[NDArray[np.float64]]:
    """What each lead's chance of a sale is in each variant; the same leads in all of them."""
    models = [compile_model(process, CALIBRATIONS[calibration], knowledge(), severity) for process, severity in variants]
    leads = shared_leads(models, 7, 0)
    return [ENGINES[engine](model, streams_of(model, of)).chance for model, of in zip(models, leads, strict=True)]


def hurts_nobody(milder: NDArray[np.float64], worse: NDArray[np.float64]) -> bool:
    assert len(milder) == len(worse) > 300
    return bool((milder >= worse * ROUNDING).all())


CASES = st.tuples(SHARES, st.booleans(), st.sampled_from(list(CALIBRATIONS)))
"""Severity of the other causes, whether outlets close, and how strong the causes are."""


@settings(max_examples=120)
@given(cause=st.sampled_from(PER_LEAD), pair=st.tuples(SHARES, SHARES), case=CASES)
def test_a_milder_cause_makes_no_lead_worse_off(cause: str, pair: tuple[float, float], case: tuple[float, bool, str]) -> None:
    others, closes, calibration = case
    severities = [uniform(others) | {cause: value} for value in sorted(pair)]
    milder, worse = chances_of("compiled", *((roomy(closes), severity) for severity in severities), calibration=calibration)
    assert hurts_nobody(milder, worse)


@settings(max_examples=180)
@given(lever=st.sampled_from(list(HELP)), pair=st.tuples(SHARES, SHARES), case=CASES)
def test_a_lever_that_helps_makes_no_lead_worse_off(lever: str, pair: tuple[float, float], case: tuple[float, bool, str]) -> None:
    others, closes, calibration = case
    severity = uniform(others) | ({"unripe_leads": 0.0} if lever in AT_REST else {})
    less, more = (HELP[lever](roomy(closes), help_) for help_ in sorted(pair))
    assert hurts_nobody(*chances_of("compiled", (more, severity), (less, severity), calibration=calibration))


ENDS = [*((cause, engine) for cause in PER_LEAD for engine in ENGINES)]


@pytest.mark.parametrize(("cause", "engine"), ENDS)
def test_each_cause_costs_somebody_something(cause: str, engine: str) -> None:
    process = roomy(False)
    without, alone = chances_of(engine, (process, {}), (process, {cause: 1.0}))
    assert hurts_nobody(without, alone)
    assert without.sum() > alone.sum()


@pytest.mark.parametrize("lever", list(HELP))
def test_each_lever_helps_somebody(lever: str) -> None:
    """With outlets open day and night, or where only their closing gives it something to do."""
    gains = []
    for closes in (False, True):
        severity = uniform(0.5) | ({"unripe_leads": 0.0} if lever in AT_REST else {})
        most, least = chances_of("compiled", *((HELP[lever](roomy(closes), help_), severity) for help_ in (1.0, 0.0)))
        gains.append(most.sum() - least.sum())
    assert max(gains) > 0.0


Channels = list[tuple[float, float, float]]
CHANNELS = st.lists(st.tuples(st.floats(100, 5000), st.floats(0.01, 0.3), st.floats(5, 300)), min_size=2, max_size=7)


def _with(numbers: Channels) -> LeadProcess:
    process = car_dealers()
    channels = tuple(
        channel.model_copy(
            update={"leads_per_year": leads, "potential_closing_rate": rate, "cost_per_lead_eur": cost, "unsuitable_share": 0.0}
        )
        for channel, (leads, rate, cost) in zip(process.channels, numbers, strict=False)
    )
    return process.model_copy(update={"channels": channels, "existing_customers": None})


@settings(max_examples=60)
@given(numbers=CHANNELS, pair=st.tuples(SHARES, SHARES))
def test_budget_that_drifts_further_buys_fewer_would_be_sales_for_the_same_money(
    numbers: Channels, pair: tuple[float, float]
) -> None:
    """Exactly: sales per euro under weights exp(-tilt x z) fall with the tilt, their slope being minus a variance."""
    volume, rate, cost = np.array(numbers).T
    milder, worse = (
        compile_model(_with(numbers), evidence(), knowledge(), {"marketing_not_visible": value}).inflow.harmed
        for value in sorted(pair)
    )
    assume(max(milder.max(), worse.max()) < 20.0)
    for factor in (milder, worse):
        assert (factor * volume * cost).sum() == pytest.approx((volume * cost).sum())
    sales = [(factor * volume * rate).sum() for factor in (milder, worse)]
    assert sales[0] >= sales[1] * (1.0 - 1e-9)


def test_budget_that_drifts_further_sells_less() -> None:
    """To other people, so that the difference is noisy: its interval over replications lies above nothing."""
    models = [
        compile_model(scaled(roomy(False), 20.0), evidence(), knowledge(), {"marketing_not_visible": value})
        for value in (0.0, 0.5, 1.0)
    ]
    falls = -np.diff(sales_of_variants(models, Plan(seed=3, replications=8, engine="compiled")), axis=1).T
    for fall in falls:
        assert fall.mean() > half_width(fall.tolist(), len(falls))


def test_a_contact_plan_adds_nothing_where_everybody_is_tried_as_often_as_can_be() -> None:
    process = HELP["least attempts"](roomy(False), 1.0)
    before, after = chances_of("compiled", (roomy(False), {}), (process, {}))
    assert np.array_equal(before, after)


def test_reactions_twice_as_long_hurt_everybody_who_is_answered_late() -> None:
    """Strictly: every single chance falls where nothing but the reaction counts."""
    longer = with_dealers(roomy(False), reaction_hours=Spread(median=16, p90=95))
    usual, late = chances_of("compiled", (roomy(False), {"poor_follow_up": 1.0}), (longer, {"poor_follow_up": 1.0}))
    assert (usual > 0).any()
    assert (usual > late)[usual > 0].all()
