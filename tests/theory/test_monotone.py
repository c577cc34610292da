"""What theory promises where nobody queues: on the same draws no lever that helps makes any lead worse off.

Under overload the promise does not hold: more leads for the same sellers can cost sales (tests/analysis/test_attribution.py).
"""

from collections.abc import Callable
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.domain.process import LeadProcess
from quickscan.simulation.compile import compile_model
from quickscan.simulation.shared_leads import shared_leads
from quickscan.simulation.variants import chances
from tests.material import car_dealers, evidence, knowledge, scaled, uniform, with_call_centre, with_channels, with_dealers

CAUSES = knowledge().cause_ids
PER_LEAD = tuple(cause for cause in CAUSES if cause != "marketing_not_visible")
"""Causes that decide over single leads; budget that drifts brings others instead, so only the sum can be compared."""
SHARES = st.floats(0.0, 1.0)


@cache
def roomy() -> LeadProcess:
    """So many people that nobody waits for anybody, and nobody who comes back: who comes back at another hour waits otherwise."""
    process = with_call_centre(scaled(car_dealers(), 0.1), agents=1000)
    process = with_dealers(process, sellers=40_000)
    quiet = process.acceptance.model_copy(update={"load_effect_novice": 0.0, "load_effect_experienced": 0.0})
    once = process.nurture.model_copy(update={"recycled_share": 0.0})
    process = process.model_copy(update={"existing_customers": None, "acceptance": quiet, "nurture": once})
    return with_channels(process, lambda _: {"inbound_call": False, "unripe_share": 0.0})


@cache
def unripe() -> LeadProcess:
    """The same, with leads that come back when they are ripe."""
    return with_channels(roomy(), lambda _: {"unripe_share": 0.5})


def chances_of(*variants: tuple[LeadProcess, dict[str, float]]) -> list[np.ndarray]:
    models = [compile_model(process, evidence(), knowledge(), severity) for process, severity in variants]
    leads = shared_leads(models, 7, 0)
    return [chances(model, of, "compiled").chance for model, of in zip(models, leads, strict=True)]


@settings(max_examples=25)
@given(cause=st.sampled_from(PER_LEAD), others=SHARES, pair=st.tuples(SHARES, SHARES))
def test_a_milder_cause_makes_no_lead_worse_off(cause: str, others: float, pair: tuple[float, float]) -> None:
    milder, worse = sorted(pair)
    severity = uniform(others)
    at_milder, at_worse = chances_of(*((roomy(), {**severity, cause: value}) for value in (milder, worse)))
    assert (at_milder >= at_worse - 1e-12).all()


@settings(max_examples=10)
@given(pair=st.tuples(SHARES, SHARES))
def test_budget_that_drifts_less_sells_no_less(pair: tuple[float, float]) -> None:
    milder, worse = sorted(pair)
    process = with_channels(roomy(), lambda channel: {"leads_per_year": 20 * channel.leads_per_year})
    sold = [found.sum() for found in chances_of(*((process, {"marketing_not_visible": value}) for value in (milder, worse)))]
    noise = 3 * np.sqrt(sum(sold) * 0.2)  # the two sell to other people
    assert sold[0] >= sold[1] - noise


def _section(name: str, **changes: object) -> Callable[[LeadProcess], LeadProcess]:
    def change(process: LeadProcess) -> LeadProcess:
        return process.model_copy(update={name: getattr(process, name).model_copy(update=changes)})

    return change


HELP = {
    "more attempts": _section("follow_up", least_attempts=6),
    "a response standard": _section("acceptance", response_standard_hours=1.0, standard_kept_share=1.0),
    "an interface": _section("hand_over", link="interface"),
    "corrected sooner": _section("routing", correction_hours_mean=4.0),
    "reviewed more often": _section("acceptance", review_every_days=1.0),
    "offers followed up": lambda process: process.model_copy(
        update={"sales_stages": tuple(stage.model_copy(update={"followed_up_share": 1.0}) for stage in process.sales_stages)}
    ),
    "capture by itself": lambda process: with_channels(process, lambda _: {"capture": "automatic", "capture_minutes": None}),
}
"""Levers that cannot hurt anybody where nobody queues."""
REACHES_MORE: dict[str, tuple[Callable[[], LeadProcess], Callable[[LeadProcess], LeadProcess]]] = {
    "more who come back alone": (unripe, _section("nurture", returns_alone_share=0.9)),
    "consent of all": (unripe, lambda process: with_channels(process, lambda _: {"consent_share": 1.0})),
    "mended addresses": (roomy, _section("validation", addresses_mended_share=1.0)),
    "good addresses": (roomy, lambda process: with_channels(process, lambda _: {"bad_address_share": 0.0})),
}
"""Levers that also move what closing rates are divided by, or when somebody comes back: nobody loses the chance to buy."""


@pytest.mark.parametrize("lever", list(HELP))
@pytest.mark.parametrize("severity", [0.3, 0.9])
def test_a_lever_that_helps_makes_no_lead_worse_off(lever: str, severity: float) -> None:
    before, after = chances_of((roomy(), uniform(severity)), (HELP[lever](roomy()), uniform(severity)))
    assert (after >= before - 1e-12).all()
    if lever != "an interface":  # the process has one already
        assert after.sum() > before.sum()


@pytest.mark.parametrize("lever", list(REACHES_MORE))
def test_a_lever_that_reaches_more_people_takes_the_chance_from_nobody(lever: str) -> None:
    process, change = REACHES_MORE[lever]
    severity = {"poor_follow_up": 0.3}
    before, after = chances_of((process(), severity), (change(process()), severity))
    assert ((after > 0) >= (before > 0)).all()
    assert (after > 0).sum() > (before > 0).sum()


def test_a_nurture_programme_takes_the_chance_from_nobody() -> None:
    before, after = chances_of((unripe(), {"unripe_leads": 1.0}), (unripe(), {"unripe_leads": 0.2}))
    assert ((after > 0) >= (before > 0)).all()
    assert (after > 0).sum() > (before > 0).sum()
