"""The nine mechanisms by evidence as numbers: what each cause does at a severity, and what its scale multiplies."""

import numpy as np
import pytest

from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.fates import GENERATION
from quickscan.simulation.harm import Harm
from quickscan.simulation.leads import NOBODY, deal_leads
from quickscan.simulation.streams.deal import streams_of
from tests.material import car_dealers, evidence, knowledge, scaled, uniform

FULL = evidence().full_severity


def model(cause: str, severity: float = 1.0, scale: float = 1.0) -> CompiledModel:
    calibration = evidence().model_copy(update={"scales": {cause: scale}})
    return compile_model(car_dealers(), calibration, knowledge(), {cause: severity})


def harm(cause: str, severity: float = 1.0, scale: float = 1.0) -> Harm:
    return model(cause, severity, scale).harm


def loss_at(found: Harm, place: GatePlace) -> float:
    """The chance to be lost at a place, the same in all channels."""
    [chance] = {float(chance) for gate in found.gates if gate.place == GATE_PLACES.index(place) for chance in gate.loss}
    return chance


@pytest.mark.parametrize(("severity", "scale"), [(1.0, 1.0), (1.0, 0.4), (0.5, 0.8), (0.25, 1.5)])
def test_severity_and_scale_multiply_losses_and_delays_alike(severity: float, scale: float) -> None:
    part = severity * scale
    unlinked, scattered = harm("systems_not_linked", severity, scale), harm("media_breaks", severity, scale)
    assert loss_at(unlinked, "transfer") == pytest.approx(part * FULL.transfer_lost_share)
    assert unlinked.transfer_delay_hours == pytest.approx(part * FULL.transfer_delay_hours)
    assert scattered.capture_delay_hours == pytest.approx(part * FULL.capture_delay_hours)
    assert loss_at(harm("poor_qualification", severity, scale), "qualification") == pytest.approx(
        part * FULL.wrongly_rejected_share
    )
    assert harm("wrong_territory", severity, scale).misrouted_share == pytest.approx(part * FULL.misrouted_share)
    assert harm("poor_follow_up", severity, scale).ignored_share == pytest.approx(part * FULL.ignored_share)


@pytest.mark.parametrize("severity", [0.3, 1.0])
def test_scattered_media_lose_their_share_of_would_be_sales_over_all_channels(severity: float) -> None:
    found = model("media_breaks", severity, 0.7)
    sales = found.leads_per_year * found.potential_closing_rate
    [gate] = [gate for gate in found.harm.gates if gate.place == GATE_PLACES.index("capture")]
    assert (gate.loss * sales).sum() / sales.sum() == pytest.approx(severity * 0.7 * FULL.capture_lost_share)


def test_three_hand_overs_together_orphan_the_share_and_reviews_find_those_at_the_last_one() -> None:
    found = harm("roles_and_process", 0.5, 1.4)
    one = loss_at(found, "handed_to_qualification")
    assert 1.0 - (1.0 - one) ** 3 == pytest.approx(0.5 * 1.4 * FULL.orphaned_share)
    assert loss_at(found, "handed_to_distribution") == one == found.orphaned_share
    assert loss_at(found, "handed_to_dealer") == 0.0
    both = compile_model(car_dealers(), evidence(), knowledge(), {"roles_and_process": 0.5, "no_distribution_control": 1.0}).harm
    assert loss_at(both, "handed_to_dealer") == pytest.approx(both.orphaned_share * FULL.stuck_unnoticed_share)


@pytest.mark.parametrize(
    ("severity", "scale", "stuck"), [(0.0, 1.3, 0.10), (0.5, 1.3, 0.115), (1.0, 1.3, 0.13), (1.0, 1.0, 0.10)]
)
def test_leads_get_stuck_at_any_severity_and_control_finds_them(severity: float, scale: float, stuck: float) -> None:
    found = harm("no_distribution_control", severity, scale)
    assert found.stuck_share == pytest.approx(stuck)
    assert loss_at(found, "assignment") == pytest.approx(stuck * severity * 0.8)


def test_less_control_never_loses_less_whatever_its_scale() -> None:
    """A scale below 1 leaves fewer leads lying for ever, one above 1 has more of them get stuck."""
    for scale in (0.0, 0.3, 0.9, 1.0, 1.7, 8.0):
        losses = [loss_at(harm("no_distribution_control", severity, scale), "assignment") for severity in (0.0, 0.2, 0.6, 1.0)]
        assert losses == sorted(losses), scale
    at_full = [loss_at(harm("no_distribution_control", 1.0, scale), "assignment") for scale in (0.0, 0.3, 0.9, 1.0, 1.7, 8.0)]
    assert at_full == sorted(at_full)


def test_the_scale_of_a_cause_leaves_the_others_alone() -> None:
    calibration = evidence().model_copy(update={"scales": {"systems_not_linked": 3.0}})
    once, thrice = (compile_model(car_dealers(), c, knowledge(), uniform(0.5)).harm for c in (evidence(), calibration))
    assert thrice.transfer_delay_hours == 3.0 * once.transfer_delay_hours
    differ = [GATE_PLACES[a.place] for a, b in zip(once.gates, thrice.gates, strict=True) if not np.array_equal(a.loss, b.loss)]
    assert differ == ["transfer"]


def test_shares_end_at_one_whatever_the_scale() -> None:
    for cause in knowledge().cause_ids:
        found = harm(cause, 1.0, 1000.0)
        assert all(np.all((gate.loss >= 0.0) & (gate.loss <= 1.0)) for gate in found.gates), cause
        shares = (
            found.ignored_share,
            found.slow_share,
            found.poor_attempts_share,
            found.unsuitable_passed_share,
            found.stuck_share,
        )
        assert max(*shares, found.misrouted_share, found.orphaned_share) <= 1.0, cause


def test_the_same_budget_is_spent_however_far_it_drifts() -> None:
    channels = car_dealers().channels
    costs = np.array([channel.leads_per_year * (channel.cost_per_lead_eur or 0.0) for channel in channels])
    for scale in (0.1, 0.5, 1.0, 5.0, 1000.0):
        attracted = harm("marketing_not_visible", 1.0, scale).attracted
        assert (costs * attracted).sum() == pytest.approx(costs.sum())
        rates = np.array([channel.leads_per_year * channel.potential_closing_rate for channel in channels])
        assert (rates * attracted).sum() < rates.sum()
        assert attracted.max() <= 20.0 + 1e-9


def test_who_was_never_attracted_is_not_won_back() -> None:
    drifting = compile_model(scaled(car_dealers(), 0.2), evidence(), knowledge(), {"marketing_not_visible": 1.0})
    streams = streams_of(drifting, deal_leads(drifting, 1, 0))
    never_came = streams.fates.exit_at == GENERATION
    assert never_came.any()
    assert (streams.child_after_loss[never_came] == NOBODY).all()
    assert (streams.child_after_loss[~never_came] != NOBODY).any()
