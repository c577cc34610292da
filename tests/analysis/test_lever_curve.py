"""One lever over its range: settings, effects that theory promises, break-even, and the best setting at a cost."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.analysis.compare import AsIs, Change, compare, prepare
from quickscan.analysis.lever_curve import LeverRuns, curve_of, lever_curve, run_lever
from quickscan.analysis.lever_settings import spread
from quickscan.domain.base import Text
from quickscan.domain.calibration import Calibration, DeckCalibration, EvidenceCalibration
from quickscan.domain.drivers import Cost, LeverCurve, LeverPoint
from quickscan.domain.knowledge import Cause
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan
from tests.material import ROOT, car_dealers, deck, evidence, knowledge, scaled, uniform, with_dealers

LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
NUMBERS = [lever for lever in LEVERS.values() if not lever.options]
PLAN = Plan(seed=3, replications=6)
CLIENT = scaled(car_dealers(), 0.1).model_copy(update={"contribution_per_sale_eur": 1500.0})
SUBJECT = AsIs(CLIENT, uniform(0.5), evidence(), knowledge())
BY_DECK = replace(SUBJECT, calibration=deck())


def curve(lever: str, subject: AsIs = SUBJECT, points: int = 4, cost: Cost | None = None) -> LeverCurve:
    return lever_curve(subject, LEVERS[lever], PLAN, points, cost=cost)


def others(found: LeverCurve) -> list[LeverPoint]:
    return [point for point in found.points if not point.is_today]


def sales(found: LeverCurve) -> list[float]:
    return [point.won.change.mean for point in found.points]


# --- settings ----------------------------------------------------------------------------------------------------------


@given(lever=st.sampled_from(NUMBERS), points=st.integers(2, 60))
def test_settings_are_on_the_steps_of_a_lever_and_cover_its_range(lever: Lever, points: int) -> None:
    numbers = spread(lever, points)
    assert numbers == sorted(set(numbers))
    assert 2 <= len(numbers) <= points
    assert lever.minimum is not None
    assert lever.maximum is not None
    assert lever.step is not None
    assert numbers[0] == lever.minimum
    assert lever.maximum - lever.step < numbers[-1] <= lever.maximum
    for number in numbers:
        steps = (number - lever.minimum) / lever.step
        assert steps == pytest.approx(round(steps), abs=1e-6)
        assert lever.at(number)


@pytest.mark.parametrize("points", [-1, 0, 1, 61])
def test_a_number_of_points_that_shows_nothing_is_a_sentence(points: int) -> None:
    with pytest.raises(ScanError, match="give a number from 2 to 60"):
        curve("sellers", points=points)


def test_hours_are_spread_by_factors_and_people_by_equal_steps() -> None:
    assert spread(LEVERS["response_standard"], 5) == [0.25, 1.0, 4.25, 17.5, 72.0]
    assert spread(LEVERS["sellers"], 4) == [0.5, 1.0, 1.5, 2.0]


def test_today_is_among_the_settings_and_makes_no_difference() -> None:
    found = curve("sellers", points=3)
    assert [point.setting for point in found.points] == [0.5, 1.0, 1.25, 2.0]
    assert found.today == 1.0
    (today,) = [point for point in found.points if point.is_today]
    assert (today.setting, today.amount) == (1.0, CLIENT.dealers.sellers)
    assert (today.won.change.mean, today.won.change.half_width, today.pays_up_to_sales.mean) == (0.0, 0.0, 0.0)


def test_what_is_not_set_today_is_a_setting_without_a_number() -> None:
    found = curve("response_standard", points=2)
    assert found.today is None
    assert [(point.setting, point.is_today, point.amount) for point in found.points] == [
        (None, True, None),
        (0.25, False, 0.25),
        (72.0, False, 72.0),
    ]


def test_options_stand_in_their_order_and_in_words() -> None:
    found = curve("routing_policy")
    assert [point.setting for point in found.points] == [option.id for option in LEVERS["routing_policy"].options]
    assert all(point.title is not None and point.amount is None for point in found.points)
    assert [point.setting for point in found.points if point.is_today] == [found.today]


def test_settings_the_process_cannot_have_are_left_out_with_the_reason() -> None:
    few = with_dealers(CLIENT, sellers=CLIENT.dealers.outlets + 2)
    found = curve("sellers", replace(SUBJECT, process=few), points=4)
    assert [entry.settings for entry in found.left_out] == [(0.5,)]
    assert "cannot staff" in found.left_out[0].why
    assert [point.setting for point in found.points] == [1.0, 1.5, 2.0]


def test_a_lever_that_the_process_does_not_have_is_a_sentence() -> None:
    no_web = CLIENT.model_copy(update={"channels": tuple(entry for entry in CLIENT.channels if entry.channel != "web")})
    with pytest.raises(ScanError, match="web_volume"):
        curve("web_volume", replace(SUBJECT, process=no_web))


# --- effects -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", [SUBJECT, BY_DECK], ids=["evidence", "deck"])
def test_each_effect_is_what_comparing_shows(subject: AsIs) -> None:
    lever = LEVERS["severity_poor_follow_up"]
    found = curve(lever.id, subject, points=3)
    changes = [Change("x", Text(de="x", en="x"), named("x", [lever.at(float(str(point.setting)))])) for point in found.points]
    compared = compare(subject, changes, PLAN)
    for point, scenario in zip(found.points, compared.scenarios, strict=True):
        assert point.won == scenario.differences["won"]
        assert point.contribution_eur == scenario.differences["contribution_eur"]
        assert point.loss_rate == scenario.differences["loss_rate"]
        assert point.sellers_utilisation == scenario.simulation.utilisation["dealers"]
        assert point.call_centre_utilisation == scenario.simulation.utilisation["call_centre"]


def test_what_was_prepared_before_changes_nothing() -> None:
    prepared = prepare(SUBJECT, PLAN)
    lever = LEVERS["least_attempts"]
    assert curve_of(run_lever(SUBJECT, lever, PLAN, 3, prepared=prepared)) == curve(lever.id, points=3)


@pytest.mark.parametrize("subject", [SUBJECT, BY_DECK], ids=["evidence", "deck"])
def test_the_worse_a_cause_the_fewer_sales(subject: AsIs) -> None:
    found = curve("severity_poor_follow_up", subject, points=5)
    assert [point.setting for point in found.points] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert sales(found) == sorted(sales(found), reverse=True)
    assert found.points[0].won.change.low > 0.0 > found.points[-1].won.change.high


def test_more_attempts_sell_more_and_take_sellers_time_where_there_is_enough_of_it() -> None:
    found = curve("least_attempts", points=8)
    assert sales(found) == sorted(sales(found))
    load = [point.sellers_utilisation.mean for point in found.points]
    assert load == sorted(load)
    assert load[-1] > load[0]
    assert {point.sellers_state for point in found.points} == {"room"}
    assert not any(point.overload_costs_sales for point in found.points)


def test_by_the_deck_a_cause_sells_what_the_formula_says() -> None:
    found = curve("severity_unripe_leads", BY_DECK, points=2)
    cap = knowledge().caps["unripe_leads"]
    best, _, worst = found.points
    gained, lost = 1 - (1 - 0.5 * cap), (1 - 0.5 * cap) - (1 - cap)
    assert best.won.change.mean / -worst.won.change.mean == pytest.approx(gained / lost, rel=0.3)


@pytest.mark.parametrize("lever", ["sellers", "least_attempts", "response_standard"])
def test_by_the_deck_a_lever_of_time_cannot_move_sales_and_that_is_told(lever: str) -> None:
    found = curve(lever, BY_DECK, points=2)
    assert not found.moves_sales
    assert set(sales(found)) == {0.0}
    assert curve(lever, points=2).moves_sales


PINNED = json.loads((ROOT / "tests/golden/simulation.json").read_text(encoding="utf-8"))["given"]
"""A process that edits to the shipped data do not touch."""


@pytest.mark.parametrize(
    ("calibration", "lever", "expected"),
    [
        (EvidenceCalibration.model_validate(PINNED["evidence"]), "least_attempts", [0.0, 0.0, 6.772285, 9.368814]),
        (DeckCalibration.model_validate(PINNED["deck"]), "severity_unripe_leads", [1.701560, 0.0, -4.577000, -13.436216]),
    ],
    ids=["evidence", "deck"],
)
def test_the_same_seed_gives_the_same_curve_in_every_version(calibration: Calibration, lever: str, expected: list[float]) -> None:
    known = knowledge().model_copy(update={"causes": tuple(Cause.model_validate(cause) for cause in PINNED["causes"])})
    subject = AsIs(LeadProcess.model_validate(PINNED["process"]), PINNED["severity"], calibration, known)
    assert sales(curve(lever, subject, points=3)) == pytest.approx(expected, abs=1e-6)


# --- what it may cost --------------------------------------------------------------------------------------------------


def test_a_setting_may_cost_what_it_brings() -> None:
    for point in curve("least_attempts").points:
        assert point.contribution_eur is not None
        assert point.pays_up_to_eur is not None
        assert point.pays_up_to_eur.mean == pytest.approx(1500.0 * point.won.change.mean)
        assert point.pays_up_to_eur.cautious == pytest.approx(1500.0 * point.won.change.low)
        assert point.pays_up_to_sales.cautious <= point.pays_up_to_sales.mean


def test_without_a_contribution_per_sale_it_is_told_in_sales() -> None:
    unknown = replace(SUBJECT, process=CLIENT.model_copy(update={"contribution_per_sale_eur": None}))
    found = curve("least_attempts", unknown, cost=Cost(per_year_eur=1000.0))
    assert found.best is None
    for point in found.points:
        assert (point.contribution_eur, point.pays_up_to_eur, point.net_eur) == (None, None, None)
        assert point.pays_up_to_sales.mean == point.won.change.mean
    assert [point.cost_eur for point in others(found)] == [1000.0] * len(others(found))


def test_a_cost_per_unit_counts_units_of_the_process_up_and_down() -> None:
    found = curve("sellers", points=3, cost=Cost(per_year_eur=500.0, per_unit_eur=20.0))
    today = CLIENT.dealers.sellers
    for point in found.points:
        assert point.amount is not None
        moved = abs(point.amount - today)
        assert point.cost_eur == pytest.approx(500.0 * (not point.is_today) + 20.0 * moved)
    assert [point.cost_eur for point in found.points if point.is_today] == [0.0]


@pytest.mark.parametrize(
    ("lever", "said"),
    [
        ("routing_policy", "a cost per unit says nothing, give"),
        ("response_standard", "is not set today"),
    ],
)
def test_a_cost_per_unit_that_says_nothing_is_refused(lever: str, said: str) -> None:
    with pytest.raises(ScanError, match=said):
        curve(lever, points=2, cost=Cost(per_unit_eur=1.0))


RUNS = run_lever(SUBJECT, LEVERS["least_attempts"], PLAN, 4)
COSTS = st.floats(0.0, 200_000.0)


@settings(max_examples=60)
@given(per_year=COSTS)
def test_a_setting_pays_exactly_up_to_its_break_even(per_year: float) -> None:
    found = curve_of(RUNS, Cost(per_year_eur=per_year))
    for point in others(found):
        assert point.net_eur is not None
        assert point.pays_up_to_eur is not None
        assert point.net_eur.change.mean == pytest.approx(point.pays_up_to_eur.mean - per_year)
        assert (point.net_eur.change.low > 0.0) == (per_year < point.pays_up_to_eur.cautious)
    assert found.best is not None
    most = max(point.pays_up_to_eur.mean for point in others(found) if point.pays_up_to_eur)
    assert found.best.is_today == (per_year >= most)
    assert found.best.net_eur.change.mean == pytest.approx(max(0.0, most - per_year))


def made_up(*by_setting: Sequence[float]) -> LeverRuns:
    """A lever whose settings sell so much, replication by replication; the first one is today."""
    figures = [[{**RUNS.today.figures[0], "won": won, "contribution_eur": won} for won in sold] for sold in by_setting]
    entries = [RUNS.today, *(entry for entry in RUNS.settings if not entry.tried.is_today)]
    made = [replace(entry, figures=own) for entry, own in zip(entries, figures, strict=False)]
    return replace(RUNS, settings=tuple(made))


def test_settings_that_chance_alone_may_tell_from_the_best_are_named() -> None:
    runs = made_up([100.0, 100.0, 100.0], [150.0, 152.0, 151.0], [151.0, 150.0, 153.0], [120.0, 121.0, 120.0])
    found = curve_of(runs, Cost(per_year_eur=10.0)).best
    assert found is not None
    _, first, second, _ = (entry.tried.setting for entry in runs.settings)
    assert (found.setting, found.as_good) == (second, (first,))
    assert not found.net_eur.inside_noise


def test_a_best_setting_inside_the_noise_is_said_to_be() -> None:
    found = curve_of(made_up([100.0, 100.0, 100.0], [90.0, 130.0, 95.0]), Cost(per_year_eur=1.0)).best
    assert found is not None
    assert found.net_eur.change.mean > 0.0
    assert found.net_eur.inside_noise
    assert found.as_good == (RUNS.today.tried.setting,)


@settings(max_examples=80)
@given(
    sold=st.lists(st.lists(st.floats(0.0, 1e4), min_size=3, max_size=3), min_size=2, max_size=5),
    cost=st.floats(0.0, 1e4),
)
def test_no_setting_is_better_than_the_best_and_it_is_never_among_those_as_good(sold: list[list[float]], cost: float) -> None:
    found = curve_of(made_up(*sold), Cost(per_year_eur=cost))
    assert found.best is not None
    nets = {point.setting: point.net_eur.change.mean for point in found.points if point.net_eur is not None}
    assert nets[found.best.setting] == max(nets.values())
    assert found.best.setting not in found.best.as_good
    assert found.best.net_eur.change.mean >= 0.0
