"""Levers moved become a scenario, and the scenario puts the levers back where they were."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quickscan.analysis.own_scenarios import catalogue_with
from quickscan.analysis.scenario_levers import Today, flattened, scenario_of, settings_of
from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.process import LeadProcess
from quickscan.domain.scenario import Lever, Override, OwnScenario
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.files.surroundings import shipped_catalogue, shipped_processes
from quickscan.simulation.levers import lever_value, levers_that_fit
from quickscan.simulation.overrides import apply, named
from tests.material import car_dealers, knowledge, uniform

ALL = read_levers(shipped_levers(), knowledge()).levers
TODAY = Today(car_dealers(), uniform(0.5), "evidence")
LEVERS = levers_that_fit(TODAY.process, TODAY.severity, ALL)
BY_ID = {lever.id: lever for lever in LEVERS}
SHIPPED = shipped_catalogue()


def positions(lever: Lever) -> st.SearchStrategy[float | str]:
    if lever.options:
        return st.sampled_from([option.id for option in lever.options])
    lowest, highest, step = lever.minimum, lever.maximum, lever.step
    assert lowest is not None
    assert highest is not None
    assert step is not None
    return st.integers(0, int((highest - lowest) / step)).map(lambda steps: round(lowest + steps * step, 6))


MOVES = st.fixed_dictionaries({}, optional={lever.id: positions(lever) for lever in LEVERS})


def now(lever: Lever) -> float | str | None:
    return 1.0 if lever.moves == "factor" else lever_value(TODAY.process, TODAY.severity, lever)


def own(*overrides: Override, **more: object) -> OwnScenario:
    words = Text(de="Eigenes", en="Own")
    return OwnScenario.model_validate({"id": "own", "name": words, "description": words, "overrides": overrides, **more})


@given(MOVES)
def test_levers_come_back_as_they_were_put(moves: dict[str, float | str]) -> None:
    moved = {name: setting for name, setting in moves.items() if setting != now(BY_ID[name])}
    assume(moved)
    scenario = scenario_of(LEVERS, moves, "Versuch", today=TODAY)
    settings, others = settings_of(LEVERS, TODAY.process, TODAY.severity, scenario)
    assert (settings, others) == (moved, ())
    assert scenario_of(LEVERS, settings, "Versuch", today=TODAY) == scenario


@given(MOVES, st.sampled_from(sorted(SHIPPED)))
def test_what_is_no_position_of_a_lever_is_kept_beside_them(moves: dict[str, float | str], name: str) -> None:
    mine = own(*flattened(own(based_on=(name,)), SHIPPED).overrides)
    settings, others = settings_of(LEVERS, TODAY.process, TODAY.severity, mine)
    again = scenario_of(LEVERS, settings, "Versuch", today=TODAY, others=others)
    before, after = (apply(TODAY.process, TODAY.severity, named("x", one.overrides)) for one in (mine, again))
    assert before == after


@pytest.mark.parametrize("process", shipped_processes(), ids=lambda process: process.id)
def test_every_shipped_process_has_levers_that_go_there_and_back(process: LeadProcess) -> None:
    today = Today(process, uniform(0.3), "deck")
    levers = levers_that_fit(today.process, today.severity, ALL)
    settings = {"sellers": 1.3, "attempts": "three", "severity_poor_follow_up": 0.1}
    scenario = scenario_of(levers, settings, "Ziel", "Ein Satz", today=today)
    assert settings_of(levers, today.process, today.severity, scenario) == (settings, ())
    assert (scenario.id, scenario.calibration, scenario.description.de) == ("ziel", "deck", "Ein Satz")


def test_only_what_differs_from_today_is_in_a_scenario() -> None:
    agents = now(BY_ID["agents"])
    assert isinstance(agents, float | int)
    scenario = scenario_of(LEVERS, {"agents": agents, "sellers": 1, "web_volume": 1.5}, "Mehr Web-Anfragen", today=TODAY)
    assert scenario.overrides == (Override(path="channels.web.volume_factor", times=1.5),)
    assert scenario.id == "mehr_web_anfragen"
    assert scenario.description.de.startswith("Geändert: ")
    assert scenario.description.en.startswith("Changed: ")


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({}, "nothing is different from today, move at least one lever"),
        ({"sellers": 1.0}, "nothing is different from today"),
        ({"no_such": 1.0}, "there is no lever 'no_such', take it out"),
        ({"sellers": 99.0}, "99 is out of range"),
        ({"attempts": "twelve"}, "there is no option 'twelve'"),
        ({"sellers": "many"}, "'many' is no number"),
    ],
)
def test_settings_that_cannot_be_are_refused(settings: dict[str, float | str], message: str) -> None:
    with pytest.raises(ScanError, match=message):
        scenario_of(LEVERS, settings, "Versuch", today=TODAY)


def test_a_lever_and_another_override_of_its_value_are_refused() -> None:
    part = Override(path="dealers.reaction_hours.p90", value=4)
    with pytest.raises(ScanError, match=r"overrides dealers.reaction_hours and a part of it, dealers.reaction_hours.p90"):
        scenario_of(LEVERS, {"reaction_time": 1.0}, "Versuch", today=TODAY, others=[part])


@pytest.mark.parametrize(
    ("override", "setting"),
    [
        (Override(path="dealers.sellers", times=1.2), {"sellers": 1.2}),
        (Override(path="dealers.sellers", value=TODAY.process.dealers.sellers * 2), {"sellers": 2.0}),
        (Override(path="call_centre.agents", plus=2), {"agents": TODAY.process.call_centre.agents + 2}),
        (Override(path="dealers.attempt_shares", value=[0, 0, 1]), {"attempts": "three"}),
        (Override(path="dealers.attempt_shares", value=[0, 1]), {}),
        (Override(path="dealers.reaction_hours", value={"median": 0.5, "p90": 4}), {}),
        (Override(path="dealers.outlets", value=30), {}),
    ],
)
def test_overrides_written_by_hand_are_positions_of_levers_where_they_do_the_same(
    override: Override, setting: dict[str, float | str]
) -> None:
    settings, others = settings_of(LEVERS, TODAY.process, TODAY.severity, own(override))
    assert settings == setting
    assert others == (() if setting else (override,))


def test_a_combination_is_laid_flat_for_the_levers() -> None:
    fast = own(Override(path="dealers.reaction_hours", value=1.0), id="fast", made_at=datetime(2026, 9, 1, tzinfo=UTC))
    both = own(id="both", based_on=("fast", "sellers_20_percent_more"))
    flat = flattened(both, catalogue_with(SHIPPED, (fast, both)))
    assert (flat.based_on, flat.id) == ((), "both")
    assert settings_of(LEVERS, TODAY.process, TODAY.severity, flat)[0] == {"reaction_time": 1.0, "sellers": 1.2}
