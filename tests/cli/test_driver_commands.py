"""Commands about levers, from outside: what analysis computes, as JSON and as tables, and what is refused in a sentence."""

import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.lever_curve import lever_curve
from quickscan.analysis.lever_map import lever_map
from quickscan.domain.drivers import Capacity, Cost, LeverCurve, LeverMap
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.simulation.replicate import Plan
from tests.cli.test_simulation_commands import SMALL, result_of, run
from tests.material import car_dealers, deck, knowledge, scaled

STRUCK = ("--severity", "poor_follow_up=0.6", "--severity", "media_breaks=0.4")
WORDS = ("car_dealers", *STRUCK, *SMALL)
LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}
PLAN = Plan(seed=1, replications=3)


def subject() -> AsIs:
    """What the words of the commands mean, by the deck."""
    process = car_dealers()
    few = scaled(process, 600 / sum(channel.leads_per_year for channel in process.channels))
    severity = {**dict.fromkeys(knowledge().cause_ids, 0.0), "poor_follow_up": 0.6, "media_breaks": 0.4}
    return AsIs(few, severity, deck(), knowledge())


def test_a_lever_is_what_analysis_computes() -> None:
    words = ("lever", *WORDS, "--calibration", "deck", "--points", 3)
    found = result_of(*words[:2], "poor_follow_up", *words[2:], "--cost-per-year", 100)
    shown = LeverCurve.model_validate(found)
    expected = lever_curve(subject(), LEVERS["severity_poor_follow_up"], PLAN, 3, cost=Cost(per_year_eur=100.0))
    assert [point.won.change.mean for point in shown.points] == pytest.approx([p.won.change.mean for p in expected.points])
    assert [point.setting for point in shown.points] == [0.0, 0.5, 0.6, 1.0]
    assert (shown.today, shown.lever, shown.cost) == (0.6, "severity_poor_follow_up", Cost(per_year_eur=100.0))


def test_a_map_is_what_analysis_computes_and_has_levers_to_begin_with() -> None:
    shown = LeverMap.model_validate(
        result_of("map", "car_dealers", "poor_follow_up", "media_breaks", *WORDS[1:], "--calibration", "deck", "--points", 2)
    )
    expected = lever_map(subject(), LEVERS["severity_poor_follow_up"], LEVERS["severity_media_breaks"], PLAN, 2)
    assert [cell.won.change.mean for cell in shown.cells] == pytest.approx([c.won.change.mean for c in expected.cells])
    first = LeverMap.model_validate(result_of("map", *WORDS, "--points", 2))
    assert (first.rows.lever, first.columns.lever, first.calibration) == ("least_attempts", "response_standard", "evidence")


def test_capacity_takes_scenarios_and_levers() -> None:
    today = Capacity.model_validate(result_of("capacity", *WORDS))
    fewer = Capacity.model_validate(result_of("capacity", *WORDS, "--lever", "sellers=0.5"))
    more = Capacity.model_validate(result_of("capacity", *WORDS, "--scenario", "sellers_20_percent_more"))
    assert today.guard.sellers.against_today.change.mean == 0.0
    assert fewer.guard.sellers.people == today.guard.sellers.people // 2
    assert fewer.guard.sellers.utilisation.mean == pytest.approx(2 * today.guard.sellers.utilisation.mean, rel=0.1)
    assert more.guard.sellers.utilisation.mean < today.guard.sellers.utilisation.mean
    assert today.guard.sellers.weeks_tight is not None


def test_tables_say_what_stands_out() -> None:
    still = run("lever", "car_dealers", "sellers", *WORDS[1:], "--calibration", "deck", "--points", 2).stdout
    assert "This lever cannot move sales in the deck calibration." in still
    assert "1 (today)" in still
    priced = run("lever", "car_dealers", "least_attempts", *WORDS[1:], "--points", 2, "--cost-per-year", 0).stdout
    assert "cautious" in priced
    assert "as it is (today)" in priced
    shown = run("map", *WORDS, "--points", 2).stdout
    assert "~ inside the noise" in shown
    crowded = run(
        "capacity", "car_dealers", *STRUCK, "--leads", 60_000, "--replications", 2, "--lever", "least_attempts=8"
    ).stdout
    assert "Sellers" in crowded
    assert "Call centre" in crowded


def test_in_short_supply_the_tables_tell_it() -> None:
    """As many leads as all sellers together cannot follow up."""
    words = ("car_dealers", *STRUCK, "--leads", 150_000, "--replications", 2)
    shown = run("capacity", *words, "--lever", "least_attempts=8", "--lever", "contact_time=60").stdout
    assert "overloaded" in shown
    assert "more sellers" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lever", "car_dealers", "selers", *SMALL), "there is no lever selers, did you mean sellers"),
        (("lever", "car_dealers", "sellers", "--points", 1, *SMALL), "1 settings cannot be shown, give a number from 2 to 60"),
        (("lever", "car_dealers", "routing_policy", "--cost-per-unit", 5, *SMALL), "give a cost per year instead"),
        (
            ("map", "car_dealers", "sellers", "sellers", *SMALL),
            "sellers: is given twice, name two levers that move different values",
        ),
        (("map", "car_dealers", "sellers", "nonsense", *SMALL), "there is no lever nonsense"),
        (("capacity", "car_dealers", "--lever", "sellers=9", *SMALL), "9 is out of range, give a number from 0.5 to 2"),
        (("capacity", "car_dealers", "--scenario", "nonsense", *SMALL), "there is no scenario nonsense"),
        (
            ("capacity", "car_dealers", "--scenario", "six_attempts", "--lever", "least_attempts=3", *SMALL),
            "override the same value, follow_up.least_attempts",
        ),
    ],
)
def test_what_cannot_be_is_a_sentence(words: tuple[object, ...], said: str) -> None:
    ran = run(*words)
    assert ran.returncode == 1
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
