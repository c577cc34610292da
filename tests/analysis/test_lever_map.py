"""Two levers at once: every cell is what comparing shows, and two levers of one value are refused with both names."""

from dataclasses import replace
from itertools import product

import pytest

from quickscan.analysis.compare import AsIs, Change, compare, prepare
from quickscan.analysis.lever_curve import lever_curve
from quickscan.analysis.lever_map import DEFAULT_LEVERS, lever_map, refuse_one_value
from quickscan.domain.base import Text
from quickscan.domain.drivers import LeverMap
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform, with_dealers

LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
PLAN = Plan(seed=3, replications=5)
CLIENT = scaled(car_dealers(), 0.1).model_copy(update={"contribution_per_sale_eur": 1500.0})
SUBJECT = AsIs(CLIENT, uniform(0.5), evidence(), knowledge())


def shown(first: str, second: str, subject: AsIs = SUBJECT, points: int = 3) -> LeverMap:
    return lever_map(subject, LEVERS[first], LEVERS[second], PLAN, points)


def test_the_levers_shown_at_first_are_there() -> None:
    assert all(name in LEVERS for name in DEFAULT_LEVERS)


@pytest.mark.parametrize("subject", [SUBJECT, replace(SUBJECT, calibration=deck())], ids=["evidence", "deck"])
def test_each_cell_is_what_comparing_both_shows(subject: AsIs) -> None:
    first, second = LEVERS["severity_poor_follow_up"], LEVERS["severity_media_breaks"]
    found = shown(first.id, second.id, subject)
    changes = [
        Change("x", Text(de="x", en="x"), named("x", [first.at(float(str(a))), second.at(float(str(b)))]))
        for a, b in product(found.rows.settings, found.columns.settings)
    ]
    compared = compare(subject, changes, PLAN).scenarios
    assert [(cell.row, cell.column) for cell in found.cells] == list(product(range(3), range(3)))
    for cell, scenario in zip(found.cells, compared, strict=True):
        assert cell.won == scenario.differences["won"]
        assert cell.contribution_eur == scenario.differences["contribution_eur"]
        assert cell.loss_rate == scenario.differences["loss_rate"]
        assert cell.sellers_utilisation == scenario.simulation.utilisation["dealers"]


def test_the_row_and_the_column_of_today_are_the_curves_of_one_lever() -> None:
    found = shown("least_attempts", "response_standard")
    cells = {(cell.row, cell.column): cell for cell in found.cells}
    assert (found.rows.settings[0], found.columns.settings[0], found.rows.today, found.columns.today) == (None, None, 0, 0)
    for number, point in enumerate(lever_curve(SUBJECT, LEVERS["least_attempts"], PLAN, 3).points):
        assert cells[number, 0].won == point.won
    for number, point in enumerate(lever_curve(SUBJECT, LEVERS["response_standard"], PLAN, 3).points):
        assert cells[0, number].won == point.won
    for (row, column), cell in cells.items():
        assert cell.beyond_sum is not None
        if 0 in (row, column):
            assert cell.beyond_sum.change.mean == pytest.approx(0.0, abs=1e-9)


def test_what_both_bring_together_differs_from_the_sum() -> None:
    """By the deck causes multiply: (1 - a)(1 - b) is more than 1 - a - b, so that mending both brings more than each alone."""
    found = shown("severity_poor_follow_up", "severity_unripe_leads", replace(SUBJECT, calibration=deck()), points=2)
    both_mended = next(cell for cell in found.cells if (found.rows.settings[cell.row], cell.column) == (0.0, 0))
    assert both_mended.beyond_sum is not None
    assert both_mended.beyond_sum.change.low > 0.0


def test_what_was_prepared_before_changes_nothing() -> None:
    prepared = prepare(SUBJECT, PLAN)
    first, second = LEVERS["least_attempts"], LEVERS["sellers"]
    assert lever_map(SUBJECT, first, second, PLAN, 2, prepared=prepared) == lever_map(SUBJECT, first, second, PLAN, 2)


def test_options_and_numbers_may_be_crossed() -> None:
    found = shown("routing_policy", "sellers", points=2)
    assert len(found.rows.settings) == len(LEVERS["routing_policy"].options) == len(found.rows.titles)
    assert found.columns.settings == (0.5, 1.0, 2.0)
    assert [found.rows.settings[found.rows.today], found.columns.settings[found.columns.today]] == [CLIENT.routing.policy, 1.0]
    assert len(found.cells) == len(found.rows.settings) * 3


def test_combinations_the_process_cannot_have_are_left_out_and_the_others_stay() -> None:
    few = with_dealers(CLIENT, sellers=CLIENT.dealers.outlets + 2)
    found = shown("sellers", "least_attempts", replace(SUBJECT, process=few), points=2)
    assert {entry.settings[0] for entry in found.left_out} == {0.5}
    assert len(found.left_out) == 3
    assert {found.rows.settings[cell.row] for cell in found.cells} == {1.0, 2.0}


def test_two_levers_that_cannot_move_sales_are_said_to_be_so() -> None:
    assert not shown("least_attempts", "sellers", replace(SUBJECT, calibration=deck()), points=2).moves_sales
    assert shown("least_attempts", "sellers", points=2).moves_sales


def lever(name: str, path: str) -> Lever:
    return LEVERS["agents"].model_copy(update={"id": name, "path": path})


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (lever("a", "dealers.sellers"), lever("b", "dealers.sellers"), r"a and b: both move dealers\.sellers, name two levers"),
        (lever("a", "call_centre.opening_hours"), lever("b", "call_centre"), r"a and b: both move call_centre, name two"),
        (LEVERS["agents"], LEVERS["agents"], "agents: is given twice, name two levers"),
    ],
)
def test_two_levers_of_one_value_are_refused_with_both_names(first: Lever, second: Lever, said: str) -> None:
    with pytest.raises(ScanError, match=said):
        lever_map(SUBJECT, first, second, PLAN)


def test_no_two_shipped_levers_move_one_value() -> None:
    for first, second in product(LEVERS.values(), repeat=2):
        if first is not second:
            refuse_one_value(first, second)
