"""The roadmap keeps to prerequisites and to what people can do, and its stages add up."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.analysis.measures import Years
from quickscan.analysis.roadmap import Task, periods, roadmap, schedule
from quickscan.domain.programme import Step
from tests.material import knowledge

TERMS = knowledge().valuation
KINDS = ("quick_win", "foundation", "other", "growth")


@st.composite
def tasks(draw: st.DrawFn) -> list[Task]:
    names = "abcdefgh"[: draw(st.integers(0, 8))]
    return [
        Task(
            name,
            draw(st.sampled_from(KINDS)),
            person_days=float(draw(st.integers(0, 60))),
            months=draw(st.integers(0, 12)) / 2,
            gain=float(draw(st.integers(-5, 50))),
            requires=tuple(sorted(draw(st.sets(st.sampled_from(names[:number]), max_size=3)))) if number else (),
        )
        for number, name in enumerate(names)
    ]


@settings(deadline=None)
@given(tasks(), st.sampled_from([5.0, 20.0, 33.0]))
def test_nothing_begins_before_what_it_needs_works_and_people_do_one_thing_at_a_time(given_: list[Task], rate: float) -> None:
    by_id, steps = {task.id: task for task in given_}, schedule(given_, rate)
    assert sorted(step.id for step in steps) == sorted(by_id)
    works, free = {step.id: step.works_from_month for step in steps}, 0.0
    for step in steps:
        task = by_id[step.id]
        assert step.starts_month >= free - 1e-9
        assert all(step.starts_month >= works[name] - 1e-9 for name in task.requires)
        free = step.starts_month + task.person_days / rate
        assert step.works_from_month == pytest.approx(max(free, step.starts_month + task.months))


@settings(deadline=None)
@given(tasks(), st.sampled_from([5.0, 20.0]))
def test_people_are_idle_only_where_nothing_can_begin(given_: list[Task], rate: float) -> None:
    by_id, steps = {task.id: task for task in given_}, schedule(given_, rate)
    works, free = {step.id: step.works_from_month for step in steps}, 0.0
    for number, step in enumerate(steps):
        if step.starts_month > free + 1e-9:
            assert all(any(works[name] > free for name in by_id[later.id].requires) for later in steps[number:])
        free = step.starts_month + by_id[step.id].person_days / rate


@settings(deadline=None)
@given(tasks(), st.randoms(use_true_random=False))
def test_the_order_in_which_measures_come_does_not_matter(given_: list[Task], random: Random) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert schedule(shuffled, 20.0) == schedule(given_, 20.0)


def test_quick_wins_begin_first_and_among_them_what_gains_most_for_the_work() -> None:
    given_ = [
        Task("grow", "growth", 1.0, 1.0, 99.0),
        Task("slow", "quick_win", 10.0, 1.0, 10.0),
        Task("swift", "quick_win", 10.0, 1.0, 20.0),
        Task("base", "foundation", 10.0, 1.0, 90.0),
    ]
    assert [step.id for step in schedule(given_, 20.0)] == ["swift", "slow", "base", "grow"]


def test_what_waits_for_another_lets_those_that_can_begin_go_before() -> None:
    given_ = [
        Task("first", "foundation", 10.0, 6.0, 1.0),
        Task("after", "quick_win", 10.0, 1.0, 50.0, ("first",)),
        Task("alone", "growth", 10.0, 1.0, 1.0),
    ]
    steps = {step.id: step for step in schedule(given_, 20.0)}
    assert steps["alone"].starts_month == 0.5
    assert steps["after"].starts_month == 6.0


def test_a_prerequisite_that_is_not_on_the_roadmap_is_there_already() -> None:
    (step,) = schedule([Task("only", "other", 10.0, 1.0, 1.0, ("elsewhere",))], 20.0)
    assert step.starts_month == 0.0


def test_more_people_make_it_faster() -> None:
    given_ = [Task(name, "other", 40.0, 1.0, 1.0) for name in "abc"]
    assert schedule(given_, 10.0)[-1].works_from_month == 12.0
    assert schedule(given_, 40.0)[-1].works_from_month == 3.0


def step(name: str, works: float, days: float = 1.0) -> Step:
    return Step(id=name, starts_month=0.0, works_from_month=works, person_days=days)


def test_a_measure_belongs_to_the_stage_in_which_it_begins_to_work() -> None:
    works = {"a": 0.0, "b": 3.0, "c": 3.1, "d": 9.0, "e": 9.1, "f": 18.0}
    filled = periods([step(name, month) for name, month in works.items()], TERMS)
    assert {period.name: [entry.id for entry in steps] for period, steps in filled} == {
        "quick_wins": ["a", "b"],
        "foundation": ["c", "d"],
        "growth": ["e", "f"],
    }
    assert [(period.begins, period.ends) for period, _ in filled] == [(0.0, 3.0), (3.0, 9.0), (9.0, 18.0)]


def test_what_takes_longer_than_the_roadmap_is_not_dropped() -> None:
    (last, steps) = periods([step("long", 18.5)], TERMS)[-1]
    assert (last.name, last.begins, last.ends, [entry.id for entry in steps]) == ("later", 18.0, None, ["long"])


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 40.0), max_size=10))
def test_every_measure_stands_in_exactly_one_stage(months: list[float]) -> None:
    steps = [step(f"m{number}", month) for number, month in enumerate(months)]
    found = [entry for _, group in periods(steps, TERMS) for entry in group]
    assert sorted(entry.id for entry in found) == sorted(entry.id for entry in steps)


def test_gains_of_the_stages_add_up_and_the_loss_rate_is_that_of_all_so_far() -> None:
    today, potential = np.array([100.0, 110.0]), np.array([200.0, 220.0])
    sales = [today + np.array(more) for more in ((0.0, 0.0), (10.0, 12.0), (10.0, 12.0), (40.0, 20.0))]
    years = [Years(today, potential, then) for then in sales]
    found = roadmap(periods([], TERMS), years, {}, 20.0, 500.0)
    assert found.loss_rate_today.mean == pytest.approx(0.5)
    assert [stage.sales_gain.mean for stage in found.stages] == pytest.approx([11.0, 0.0, 19.0])
    assert sum(stage.sales_gain.mean for stage in found.stages) == pytest.approx(30.0)
    assert [stage.contribution_gain_eur.mean for stage in found.stages if stage.contribution_gain_eur] == pytest.approx(
        [5500.0, 0.0, 9500.0]
    )
    losses = [stage.loss_rate_after.mean for stage in found.stages]
    assert losses == pytest.approx([(0.45 + 1 - 122 / 220) / 2, (0.45 + 1 - 122 / 220) / 2, (0.3 + 1 - 130 / 220) / 2])
    assert found.stages[1].sales_gain.half_width == 0.0  # nothing was done, so nothing can have changed


def test_without_the_contribution_per_sale_stages_have_no_money() -> None:
    years = [Years(np.array([1.0, 1.0]), np.array([2.0, 2.0]), np.array([1.0, 1.0]))] * 4
    assert {stage.contribution_gain_eur for stage in roadmap(periods([], TERMS), years, {}, 20.0, None).stages} == {None}
