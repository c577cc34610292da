"""The capacity guard: who is pushed beyond what can be done, signs that turn under overload, and how many more sellers do."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.analysis.capacity import capacity, capacity_guard, more_share, relief, year_by_weeks
from quickscan.analysis.compare import AsIs, prepare
from quickscan.analysis.effects import load_state, mean
from quickscan.analysis.lever_curve import lever_curve
from quickscan.analysis.lever_map import lever_map
from quickscan.domain.drivers import TIGHT, Guard
from quickscan.domain.process import LeadProcess
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.measure import Figures
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan, all_figures
from tests.material import deck, evidence, knowledge, with_call_centre, with_dealers
from tests.theory.test_overload import selling

LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
PLAN = Plan(seed=11, replications=6)
FOLLOWED_UP_ILL = {"poor_follow_up": 1.0}


def subject(process: LeadProcess) -> AsIs:
    """With as many agents as a process may have: they are in nobody's way."""
    return AsIs(with_call_centre(process, agents=100_000), FOLLOWED_UP_ILL, evidence(), knowledge())


BUSY = subject(selling(1.6))
"""One seller who has time for one or two attempts a lead, but not for six."""
EASY = subject(selling(1.6, sellers=20))


def with_attempts(case: AsIs, attempts: int) -> AsIs:
    return case.changed(named("attempts", [LEVERS["least_attempts"].at(float(attempts))]))


def guard_of(case: AsIs, attempts: int) -> Guard:
    changed = with_attempts(case, attempts)
    today, then = all_figures([case.case(), changed.case()], PLAN)
    return capacity_guard(changed, then, today)


# --- signs that turn ---------------------------------------------------------------------------------------------------


def test_more_attempts_cost_sales_where_sellers_have_no_time_for_them_and_the_curve_shows_it() -> None:
    found = lever_curve(BUSY, LEVERS["least_attempts"], PLAN, points=8)
    by_attempts = {point.setting: point for point in found.points}
    assert by_attempts[8.0].won.change.high < 0.0
    assert by_attempts[8.0].sellers_state == "overloaded"
    assert by_attempts[8.0].overload_costs_sales
    assert not by_attempts[1.0].overload_costs_sales
    assert by_attempts[8.0].pays_up_to_sales.mean < 0.0


def test_with_sellers_enough_the_same_attempts_bring_sales() -> None:
    found = lever_curve(EASY, LEVERS["least_attempts"], PLAN, points=8)
    assert found.points[-1].won.change.low > 0.0
    assert not any(point.overload_costs_sales for point in found.points)


def test_the_map_shows_where_the_sign_turns_and_what_more_sellers_make_of_it() -> None:
    few = subject(selling(1.6, sellers=2))
    found = lever_map(few, LEVERS["least_attempts"], LEVERS["sellers"], PLAN, points=3)
    cells = {(found.rows.settings[cell.row], found.columns.settings[cell.column]): cell for cell in found.cells}
    crowded, relieved = cells[8.0, 0.5], cells[8.0, 2.0]
    assert crowded.overload_costs_sales
    assert crowded.sellers_utilisation.mean > 1.0
    assert not relieved.overload_costs_sales
    assert relieved.won.change.low > crowded.won.change.high


def test_the_guard_says_that_sellers_are_pushed_and_that_it_costs_sales() -> None:
    found = guard_of(BUSY, 6)
    assert (found.sellers.state, found.sellers.pushed, found.costs_sales) == ("overloaded", True, True)
    assert found.sellers.against_today.change.low > 0.0
    assert (found.call_centre.state, found.call_centre.pushed) == ("room", False)
    at_ease = guard_of(EASY, 6)
    assert (at_ease.sellers.state, at_ease.sellers.pushed, at_ease.costs_sales) == ("room", False, False)


# --- states ------------------------------------------------------------------------------------------------------------


def made_up(*, sellers: Sequence[float], won: Sequence[float] = (100.0, 101.0, 102.0), agents: float = 0.3) -> list[Figures]:
    return [
        {"won": sold, "dealers_utilisation": load, "call_centre_utilisation": agents}
        for load, sold in zip(sellers, won, strict=True)
    ]


@pytest.mark.parametrize(
    ("load", "state"), [(0.0, "room"), (0.85, "room"), (0.851, "tight"), (1.0, "tight"), (1.001, "overloaded")]
)
def test_states_begin_where_they_are_said_to(load: float, state: str) -> None:
    assert load_state(load) == state


def test_who_was_overloaded_before_and_is_not_more_so_is_not_pushed() -> None:
    today = made_up(sellers=[1.1, 1.2, 1.3])
    same = capacity_guard(BUSY, today, today)
    assert (same.sellers.state, same.sellers.state_today, same.sellers.pushed, same.costs_sales) == (
        "overloaded", "overloaded", False, False,
    )  # fmt: skip


def test_fewer_sales_with_room_left_are_no_matter_of_capacity() -> None:
    today, then = made_up(sellers=[0.2, 0.2, 0.2]), made_up(sellers=[0.3, 0.3, 0.3], won=[50.0, 51.0, 52.0])
    assert not capacity_guard(BUSY, then, today).costs_sales


def test_weeks_are_counted_by_crew_and_replication() -> None:
    calm = made_up(sellers=[0.5, 0.5, 0.5])
    busy_weeks = np.array([[0.2, 0.9, 1.2, 0.85], [1.0, 1.01, 0.86, 0.2]])  # call centre, then dealers
    calm_weeks = np.zeros((2, 4))
    found = capacity_guard(BUSY, calm, calm, [busy_weeks, busy_weeks, calm_weeks])
    assert found.sellers.weeks_tight is not None
    assert found.sellers.weeks_overloaded is not None
    assert found.call_centre.weeks_tight is not None
    assert found.sellers.weeks_tight.mean == pytest.approx(2.0)
    assert found.sellers.weeks_overloaded.mean == pytest.approx(2 / 3)
    assert found.call_centre.weeks_tight.mean == pytest.approx(4 / 3)
    assert capacity_guard(BUSY, calm, calm).sellers.weeks_tight is None


def test_weeks_of_an_even_stream_are_all_as_full_as_the_year() -> None:
    """By theory a constant stream fills every week alike, so that beyond its capacity almost all weeks are overfull."""
    crowded, calm = with_attempts(BUSY, 6), with_attempts(EASY, 6)
    _, above = year_by_weeks(crowded.case(), PLAN)
    assert np.mean([(weeks[1] > 1.0).mean() for weeks in above]) > 0.8
    assert all((weeks[1] < TIGHT).all() for weeks in year_by_weeks(calm.case(), PLAN)[1])


# --- relief ------------------------------------------------------------------------------------------------------------


@given(sellers=st.integers(1, 500), load=st.floats(0.86, 1.6))
def test_the_fewest_steps_are_taken_that_give_room(sellers: int, load: float) -> None:
    share = more_share(sellers, load)
    assert 0.05 <= share <= 1.0
    assert share * 20 == pytest.approx(round(share * 20))

    def load_with(more: float) -> float:
        return load * sellers / math.ceil(sellers * (1.0 + more) - 1e-9)

    assert load_with(share) <= TIGHT or share == 1.0
    if share > 0.05:
        assert load_with(round(share - 0.05, 2)) > TIGHT


def test_more_sellers_take_the_overload_away_and_bring_sales() -> None:
    crowded = with_attempts(subject(selling(1.6, sellers=1)), 6)
    figures = all_figures([crowded.case()], PLAN)[0]
    found = relief(crowded, figures, PLAN)
    assert found is not None
    assert (found.sellers, found.more_share) == (2, 1.0)
    assert found.won.change.low > 0.0
    assert found.loss_rate.mean < found.loss_rate_before.mean
    assert found.utilisation.mean == pytest.approx(mean(figures, "dealers_utilisation") / 2, rel=0.12)
    assert found.enough == (found.utilisation.mean <= TIGHT)
    assert found.contribution_eur is None or found.contribution_eur.change.low > 0.0


def test_ten_sellers_above_the_limit_need_one_or_two_more() -> None:
    crowded = with_attempts(subject(selling(10.4, sellers=10)), 6)
    figures = all_figures([crowded.case()], PLAN)[0]
    assert TIGHT < mean(figures, "dealers_utilisation") < 1.0
    found = relief(crowded, figures, PLAN)
    assert found is not None
    assert found.sellers in {11, 12}
    assert found.enough
    assert found.utilisation.mean <= TIGHT


def test_where_even_twice_as_many_are_too_few_that_is_told() -> None:
    crowded = with_attempts(subject(selling(4.0)), 6)
    found = relief(crowded, all_figures([crowded.case()], PLAN)[0], PLAN)
    assert found is not None
    assert (found.sellers, found.enough) == (2, False)


def test_with_room_or_without_anybody_there_is_no_relief() -> None:
    calm = with_attempts(EASY, 6)
    assert relief(calm, all_figures([calm.case()], PLAN)[0], PLAN) is None
    nobody = subject(with_dealers(selling(1.6), sellers=0))
    figures = all_figures([nobody.case()], PLAN)[0]
    assert relief(nobody, figures, PLAN) is None
    alone = capacity_guard(nobody, figures, figures)
    assert (alone.sellers.people, alone.sellers.utilisation.mean) == (0, 0.0)


def test_the_whole_answer_is_made_of_its_parts() -> None:
    changed = with_attempts(BUSY, 6)
    today, then = all_figures([BUSY.case(), changed.case()], PLAN)
    found = capacity(BUSY, changed, PLAN)
    assert found.guard == capacity_guard(changed, then, today, year_by_weeks(changed.case(), PLAN)[1])
    assert found.relief == relief(changed, then, PLAN)
    assert capacity(BUSY, changed, PLAN, prepared=prepare(BUSY, PLAN)) == found
    as_it_is = capacity(BUSY, BUSY, PLAN)
    assert as_it_is.guard.sellers.against_today.change.mean == 0.0


def test_in_the_deck_calibration_overload_costs_no_sales_and_the_guard_still_says_who_is_busy() -> None:
    by_deck = replace(BUSY, calibration=deck())
    found = guard_of(by_deck, 8)
    assert found.sellers.state == "overloaded"
    assert found.sellers.pushed
    assert not found.costs_sales
