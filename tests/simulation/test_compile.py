"""From a process and severities to chances, rates and durations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.base import Text
from quickscan.domain.calibration import GATE_PLACES, Calibration, Gate
from quickscan.domain.process import YEAR_DAYS, LeadProcess
from quickscan.domain.process_parts import Spread
from quickscan.simulation.compile import MOST_ATTEMPTS, compile_model
from quickscan.simulation.harm import gate_losses
from quickscan.simulation.streams.deal import deal_streams
from tests.material import car_dealers, deck, evidence, knowledge, uniform, with_channels, with_dealers

CHANNELS = [channel.channel for channel in car_dealers().channels]
REASON = Text(de="Grund", en="reason")
VOLUMES = st.lists(st.floats(1, 5000), min_size=len(CHANNELS), max_size=len(CHANNELS))
RATES = st.lists(st.floats(0.01, 0.5), min_size=len(CHANNELS), max_size=len(CHANNELS))
WEIGHTS = st.lists(st.floats(0.05, 20), min_size=len(CHANNELS), max_size=len(CHANNELS))


def _process(volumes: list[float], rates: list[float]) -> LeadProcess:
    values = {
        name: {"leads_per_year": volume, "potential_closing_rate": rate}
        for name, volume, rate in zip(CHANNELS, volumes, rates, strict=True)
    }
    return with_channels(car_dealers(), lambda channel: values[channel.channel])


def _gate(weights: list[float]) -> Gate:
    return Gate(
        cause="media_breaks", places=("capture",), channel_weights=dict(zip(CHANNELS, weights, strict=True)), reason=REASON
    )


@given(volumes=VOLUMES, rates=RATES, weights=WEIGHTS, loss=st.floats(0, 1))
def test_a_weighted_cause_costs_exactly_its_loss_of_all_sales(
    volumes: list[float], rates: list[float], weights: list[float], loss: float
) -> None:
    chances = gate_losses(_gate(weights), _process(volumes, rates), loss)
    sales = np.array(volumes) * np.array(rates)
    assert ((chances >= 0) & (chances <= 1)).all()
    assert float((chances * sales).sum() / sales.sum()) == pytest.approx(loss, abs=1e-9)


@given(volumes=VOLUMES, rates=RATES, weights=WEIGHTS, loss=st.floats(0, 1))
def test_channels_not_clipped_keep_the_ratio_of_their_weights(
    volumes: list[float], rates: list[float], weights: list[float], loss: float
) -> None:
    chances = gate_losses(_gate(weights), _process(volumes, rates), loss)
    free = chances < 1.0 - 1e-12
    ratios = chances[free] / np.array(weights)[free]
    assert ratios.size == 0 or np.ptp(ratios) <= 1e-9 * max(1.0, float(ratios.max()))
    if free.any():  # a clipped channel is one that would be hit hard enough for it
        assert (np.array(weights)[~free] * ratios[0] >= 1.0 - 1e-6).all()


def test_a_chance_above_1_is_clipped_and_made_up_elsewhere() -> None:
    process = _process([1000.0, *[0.0] * (len(CHANNELS) - 2), 1000.0], [0.1] * len(CHANNELS))
    heavy = _gate([30.0, *[1.0] * (len(CHANNELS) - 1)])
    chances = gate_losses(heavy, process, 0.6)  # 60 % of all: the whole of one half and a fifth of the other
    assert chances[0] == 1.0
    assert chances[-1] == pytest.approx(0.2)


def test_without_any_sale_every_channel_is_hit_alike() -> None:
    process = _process([0.0] * len(CHANNELS), [0.1] * len(CHANNELS))
    assert gate_losses(_gate([2.0] * len(CHANNELS)), process, 0.3).tolist() == [0.3] * len(CHANNELS)


@given(severity=st.floats(0, 1))
def test_the_places_of_a_cause_together_lose_severity_times_cap(severity: float) -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), uniform(severity))
    sales = model.leads_per_year * model.potential_closing_rate
    for number, cause in enumerate(model.causes):
        kept = np.prod([1.0 - gate.loss for gate in model.harm.gates if gate.cause == number], axis=0)
        lost = float(((1.0 - kept) * sales).sum() / sales.sum())
        assert lost == pytest.approx(severity * knowledge().caps[cause], abs=1e-12)


def test_three_hand_overs_lose_the_same_chance_each() -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {"roles_and_process": 1.0})
    handovers = [gate for gate in model.harm.gates if model.causes[gate.cause] == "roles_and_process"]
    assert [GATE_PLACES[gate.place] for gate in handovers] == [
        "handed_to_qualification", "handed_to_distribution", "handed_to_dealer",
    ]  # fmt: skip
    assert {round(float(chance), 12) for gate in handovers for chance in gate.loss} == {round(1 - 0.9 ** (1 / 3), 12)}


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_gates_stand_in_the_order_a_lead_passes_them(calibration: Calibration) -> None:
    gates = compile_model(car_dealers(), calibration, knowledge(), uniform(1.0)).harm.gates
    assert [(gate.place, gate.cause) for gate in gates] == sorted((gate.place, gate.cause) for gate in gates)
    assert len(gates) == len({(gate.place, gate.cause) for gate in gates})


@pytest.mark.parametrize("measured_days", [YEAR_DAYS, 2 * YEAR_DAYS, 28])
def test_every_channels_year_of_weights_adds_up_to_its_volume(measured_days: int) -> None:
    process = car_dealers().model_copy(update={"measured_days": measured_days})
    weight = compile_model(process, deck(), knowledge(), {}).inflow.hourly_weight
    assert weight.shape[1] == (process.warm_up_days + measured_days) * 24
    measured = weight[:, process.warm_up_days * 24 :]
    if measured_days < YEAR_DAYS:  # a part of the year has its part of the leads
        whole = compile_model(car_dealers(), deck(), knowledge(), {}).inflow.hourly_weight
        assert np.array_equal(measured, whole[:, process.warm_up_days * 24 :][:, : measured.shape[1]])
    else:
        assert measured.sum(axis=1) == pytest.approx(np.full(len(CHANNELS), measured_days / YEAR_DAYS))


def test_a_burst_brings_its_share_on_its_days_and_the_rest_of_the_year_the_rest() -> None:
    process = car_dealers()
    fair = next(channel for channel in process.channels if channel.bursts)
    weight = compile_model(process, deck(), knowledge(), {}).inflow.hourly_weight[CHANNELS.index(fair.channel)]
    calm = with_channels(process, lambda _: {"bursts": ()})
    without = compile_model(calm, deck(), knowledge(), {}).inflow.hourly_weight[CHANNELS.index(fair.channel)]
    by_day, calm_by_day = (hours.reshape(-1, 24).sum(axis=1)[process.warm_up_days :] for hours in (weight, without))
    in_bursts, together = np.zeros(YEAR_DAYS, dtype=bool), sum(burst.share for burst in fair.bursts)
    for burst in fair.bursts:
        days = slice(burst.first_day - 1, burst.first_day - 1 + burst.days)
        assert (by_day - (1 - together) * calm_by_day)[days].sum() == pytest.approx(burst.share)
        in_bursts[days] = True
    assert by_day[~in_bursts] == pytest.approx((1 - together) * calm_by_day[~in_bursts])


@given(median=st.floats(0.01, 1000), ratio=st.floats(1, 50))
def test_a_duration_has_the_median_and_the_90th_percentile_asked_for(median: float, ratio: float) -> None:
    process = car_dealers().model_copy(update={"sales_cycle_days": Spread(median=median, p90=median * ratio)})
    cycle = compile_model(process, deck(), knowledge(), {}).sales_cycle
    day = 24 * 60 * 60 * 1000
    assert math.exp(cycle.mu) == pytest.approx(median * day)
    assert math.exp(cycle.mu + cycle.sigma * stats.norm.ppf(0.9)) == pytest.approx(median * ratio * day)


@given(outlets=st.integers(1, 60), more=st.integers(0, 200))
def test_sellers_are_spread_as_evenly_as_whole_people_can_be(outlets: int, more: int) -> None:
    process = with_dealers(car_dealers(), outlets=outlets, sellers=outlets + more)
    sellers = compile_model(process, deck(), knowledge(), {}).rules.sellers.tolist()
    assert (len(sellers), sum(sellers)) == (outlets, outlets + more)
    assert max(sellers) - min(sellers) <= 1


def test_without_any_seller_every_outlet_has_none() -> None:
    process = with_dealers(car_dealers(), outlets=7, sellers=0)
    assert compile_model(process, deck(), knowledge(), {}).rules.sellers.tolist() == [0] * 7


@pytest.mark.parametrize(("mean", "total", "attempts"), [(0.25, 6.0, 6), (0.25, 6.0, 1), (0.5, 1.0, 3), (0.1, 40.0, 8)])
def test_the_share_reached_is_that_of_a_chance_that_differs_between_prospects(mean: float, total: float, attempts: int) -> None:
    """1 - the mean of (1 - p)^n over a beta-distributed p: the beta-binomial chance of no success."""
    changes = {"contact_chance_mean": mean, "contact_chance_sum": total, "best_attempts": attempts}
    process = car_dealers().model_copy(update={"follow_up": car_dealers().follow_up.model_copy(update=changes)})
    process = with_channels(process, lambda _: {"bad_address_share": 0.0})
    streams = deal_streams(compile_model(process, evidence(), knowledge(), {}), 1, 0)
    reached = streams.reached_at[:, 0]
    assert reached.max() <= attempts
    for number in range(1, attempts + 1):
        within = 1 - stats.betabinom.pmf(0, number, mean * total, (1 - mean) * total)
        hits = int(((reached > 0) & (reached <= number)).sum())
        assert stats.binomtest(hits, len(reached), within).pvalue > 1e-3


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_stages_together_close_what_the_channel_closes(calibration: Calibration) -> None:
    process = car_dealers()
    model = compile_model(process, calibration, knowledge(), {})
    assert len(model.stages) == len(process.sales_stages) > 1
    product = np.prod([stage.pass_share for stage in model.stages], axis=0)
    suitable = np.array([channel.suitable_share for channel in process.channels])
    expected = np.minimum(model.potential_closing_rate / suitable, 1.0)
    assert product == pytest.approx(expected)
    # A channel that closes better gets past every stage more often.
    order = np.argsort(expected)
    assert all((np.diff(stage.pass_share[order]) >= 0).all() for stage in model.stages)


@given(severity=st.floats(0, 1), least=st.one_of(st.none(), st.integers(1, MOST_ATTEMPTS)))
def test_attempts_are_a_mixture_of_the_best_and_the_poorest_follow_up(severity: float, least: int | None) -> None:
    follow_up = car_dealers().follow_up.model_copy(update={"least_attempts": least})
    process = car_dealers().model_copy(update={"follow_up": follow_up})
    cumulated = compile_model(process, evidence(), knowledge(), {"poor_follow_up": severity}).attempt_thresholds
    for number in range(1, MOST_ATTEMPTS + 1):
        poor = sum(follow_up.poor_attempt_shares[:number])
        at_most = severity * poor + (1 - severity) * (number >= follow_up.best_attempts)
        found = cumulated[number - 1] if number <= len(cumulated) else 1.0
        assert found == pytest.approx(0.0 if least is not None and number < least else at_most, abs=1e-12)
