"""Sweeps: every combination, each as if it were compared alone, cut into units that may run anywhere."""

import pytest

from quickscan.analysis.compare import AsIs, Change, compare
from quickscan.analysis.sweep import MOST_POINTS, collect, define, run_unit
from quickscan.cli.sweep_words import varied
from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import Plan
from tests.material import car_dealers, evidence, knowledge, scaled, uniform

LEVERS = list(read_levers(shipped_levers()).levers)
SUBJECT = AsIs(scaled(car_dealers(), 0.05), uniform(0.5), evidence(), knowledge())
PLAN = Plan(seed=2, replications=4)


def test_points_are_every_combination_and_each_is_what_comparing_it_gives() -> None:
    definition = define(SUBJECT, varied(["agents=2,4", "unripe_leads=0:1:3"], LEVERS), (), PLAN)
    assert [tuple(point.values()) for point in definition.points] == [(a, s) for a in (2.0, 4.0) for s in (0.0, 0.5, 1.0)]
    units = list(definition.units())
    found = collect(definition, [(unit, run_unit(unit)) for unit in reversed(units)])
    overrides = named(
        "x", [lever.at(setting) for lever, setting in zip(_levers("agents", "severity_unripe_leads"), (4.0, 0.0), strict=True)]
    )
    alone = compare(SUBJECT, [Change("x", Text(de="x", en="x"), overrides)], PLAN)
    assert found.as_is == alone.as_is
    assert found.points[3].simulation == alone.scenarios[0].simulation
    assert found.points[3].differences == alone.scenarios[0].differences


def _levers(*names: str):
    return [next(lever for lever in LEVERS if lever.id == name) for name in names]


def test_units_cut_replications_and_are_named_by_what_they_hang_on() -> None:
    definition = define(SUBJECT, varied(["agents=2"], LEVERS), (), Plan(seed=2, replications=300))
    units = list(definition.units())
    for point in (-1, 0):
        ranges = [(unit.first, unit.after) for unit in units if unit.point == point]
        assert len(ranges) > 1
        assert [first for first, _ in ranges] == [0, *(after for _, after in ranges[:-1])]
        assert ranges[-1][1] == 300
    assert len({unit.key for unit in units}) == len(units)
    again = define(SUBJECT, varied(["agents=2"], LEVERS), (), Plan(seed=3, replications=300))
    assert {unit.key for unit in units}.isdisjoint(unit.key for unit in again.units())


def test_more_points_than_can_be_run_are_refused() -> None:
    with pytest.raises(ScanError, match=rf"1,000,000 combinations are more than the {MOST_POINTS:,} that can be run"):
        define(
            SUBJECT, varied([f"{name}=0:1:100" for name in ("unripe_leads", "media_breaks", "poor_follow_up")], LEVERS), (), PLAN
        )


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("agnts=1:4:2", "there is no lever agnts, did you mean agents"),
        ("agents=1:4", "'1:4' are no settings, write it as from:to:number"),
        ("agents=x", "'x' are no settings"),
        ("agents=1:4:1", "1 settings cannot go from 1 to 4, give a number of 2 or more"),
        ("agents=1:4000:3", "is out of range, give a number from"),
        ("dealer_hours=never", "there is no option 'never', give one of weekdays"),
        ("poor_follow_up=0:2:3", "is out of range, give a number from 0 to 1"),
    ],
)
def test_words_that_are_no_settings_are_told_with_what_would_be(word: str, said: str) -> None:
    with pytest.raises(ScanError) as refused:
        varied([word], LEVERS)
    assert f"--vary {word}: " in str(refused.value)
    assert said in str(refused.value)


def test_all_faulty_words_are_told_at_once_and_a_lever_twice_too() -> None:
    with pytest.raises(ScanError) as refused:
        varied(["agents=2", "agents=3", "agnts=1", "severity_unripe_leads=0", "unripe_leads=1"], LEVERS)
    assert [problem.what for problem in refused.value.problems] == [
        "agents is given twice", "there is no lever agnts", "unripe_leads is given twice",
    ]  # fmt: skip


def test_options_go_by_name_or_all() -> None:
    ((lever, every),) = varied(["dealer_hours=all"], LEVERS)
    assert every == [option.id for option in lever.options]
    ((_, two),) = varied([f"dealer_hours={every[0]},{every[-1]}"], LEVERS)
    assert two == [every[0], every[-1]]
