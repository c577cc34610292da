"""From a process and severities to chances, rates and durations."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.base import Text
from quickscan.domain.calibration import GATE_PLACES, Gate
from quickscan.domain.process_parts import Spread
from quickscan.simulation.compile import YEAR_DAYS, compile_model, gate_losses
from tests.material import car_dealers, deck, knowledge, uniform, with_channels, with_dealers

CHANNELS = [channel.channel for channel in car_dealers().channels]
REASON = Text(de="Grund", en="reason")
VOLUMES = st.lists(st.floats(1, 5000), min_size=len(CHANNELS), max_size=len(CHANNELS))
RATES = st.lists(st.floats(0.01, 0.5), min_size=len(CHANNELS), max_size=len(CHANNELS))
WEIGHTS = st.lists(st.floats(0.05, 20), min_size=len(CHANNELS), max_size=len(CHANNELS))


def _process(volumes: list[float], rates: list[float]):
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
        kept = np.prod([1.0 - gate.loss for gate in model.gates if gate.cause == number], axis=0)
        lost = float(((1.0 - kept) * sales).sum() / sales.sum())
        assert lost == pytest.approx(severity * knowledge().caps[cause], abs=1e-12)


def test_three_hand_overs_lose_the_same_chance_each() -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {"roles_and_process": 1.0})
    handovers = [gate for gate in model.gates if model.causes[gate.cause] == "roles_and_process"]
    assert [GATE_PLACES[gate.place] for gate in handovers] == [
        "handed_to_qualification", "handed_to_distribution", "handed_to_dealer",
    ]  # fmt: skip
    assert {round(float(chance), 12) for gate in handovers for chance in gate.loss} == {round(1 - 0.9 ** (1 / 3), 12)}


def test_gates_stand_in_the_order_a_lead_passes_them() -> None:
    places = [gate.place for gate in compile_model(car_dealers(), deck(), knowledge(), uniform(1.0)).gates]
    assert places == sorted(places)


def test_every_channels_year_of_weights_adds_up_to_its_volume() -> None:
    process = car_dealers()
    model = compile_model(process, deck(), knowledge(), {})
    measured = model.hourly_weight[:, process.warm_up_days * 24 :]
    assert measured.shape[1] == YEAR_DAYS * 24
    assert measured.sum(axis=1) == pytest.approx(np.ones(len(CHANNELS)))


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
    sellers = compile_model(process, deck(), knowledge(), {}).sellers_by_outlet
    assert (len(sellers), sum(sellers)) == (outlets, outlets + more)
    assert max(sellers) - min(sellers) <= 1
