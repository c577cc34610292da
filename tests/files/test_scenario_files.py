"""Files of scenarios and levers: what they are held against, where names may stand twice, what comes out."""

import shutil
from pathlib import Path

import pytest

from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override, Scenarios
from quickscan.files.catalogue import data_folder, processes_in, shipped_levers, shipped_process_ids, shipped_scenarios
from quickscan.files.check import check_paths
from quickscan.files.read import read_catalogue, read_levers, read_scenarios, write_yaml
from tests.material import knowledge

FAULTY = Path(__file__).parents[1] / "faulty"
SOUND = (FAULTY / "sound.scenario.yaml").read_text(encoding="utf-8")


@pytest.fixture
def simulations(tmp_path: Path) -> Path:
    """A copy of the folder of simulations."""
    folder = tmp_path / "simulations"
    shutil.copytree(data_folder("simulations"), folder)
    return folder


def said(*paths: Path) -> list[str]:
    return [f"{Path(problem.where).name}: {problem.what}, {problem.remedy}" for problem in check_paths(paths)]


def test_levers_are_no_lead_process() -> None:
    assert "levers" not in shipped_process_ids()
    assert shipped_levers() not in processes_in(data_folder("simulations"))
    assert shipped_levers().is_file()


def test_the_catalogue_holds_the_scenarios_of_all_shipped_files() -> None:
    in_files = [scenario for path in shipped_scenarios().glob("*.yaml") for scenario in read_scenarios(path).scenarios]
    catalogue = read_catalogue(knowledge=knowledge())
    assert catalogue == {scenario.id: scenario for scenario in in_files}
    assert len(catalogue) == len(in_files) > 15


def test_a_file_of_ones_own_adds_to_the_catalogue_and_stands_in_for_shipped_scenarios(tmp_path: Path) -> None:
    own = tmp_path / "mine.yaml"
    own.write_text(SOUND.replace("id: both", "id: fast_and_persistent"), encoding="utf-8")
    catalogue, shipped = read_catalogue(own, knowledge()), read_catalogue(knowledge=knowledge())
    assert catalogue.keys() - shipped.keys() == {"more_sellers", "open_on_sundays"}
    assert catalogue["fast_and_persistent"].based_on == ("more_sellers", "open_on_sundays")
    assert catalogue["six_attempts"] == shipped["six_attempts"]


def test_scenarios_come_back_as_they_were_written_with_nothing_as_a_value(tmp_path: Path) -> None:
    scenarios = read_scenarios(FAULTY / "sound.scenario.yaml", knowledge())
    closed = scenarios.scenarios[0].model_copy(
        update={"overrides": (Override(path="call_centre.opening_hours.saturday", value=None),)}
    )
    own = Scenarios(scenarios=(closed, *scenarios.scenarios[1:]))
    write_yaml(tmp_path / "own.scenario.yaml", own)
    again = read_scenarios(tmp_path / "own.scenario.yaml", knowledge())
    assert again == own
    assert [override.changes() for scenario in again.scenarios for override in scenario.overrides] == [
        override.changes() for scenario in own.scenarios for override in scenario.overrides
    ]


def test_levers_come_back_as_they_were_written(tmp_path: Path) -> None:
    levers = read_levers(shipped_levers(), knowledge())
    write_yaml(tmp_path / "levers.yaml", levers)
    assert read_levers(tmp_path / "levers.yaml", knowledge()) == levers


def test_a_scenario_may_be_based_on_those_in_files_beside_it_but_not_have_their_names(simulations: Path) -> None:
    own = simulations / "scenarios" / "own.yaml"
    own.write_text(SOUND.replace("more_sellers, open", "six_attempts, open"), encoding="utf-8")
    assert said(own) == []
    own.write_text(SOUND.replace("id: both", "id: two_more_agents"), encoding="utf-8")
    assert said(simulations / "scenarios") == [
        "call_centre.yaml:4:9: the scenario 'two_more_agents' stands in own.yaml too, keep one, or rename it",
        "own.yaml:16:9: the scenario 'two_more_agents' stands in call_centre.yaml too, keep one, or rename it",
    ]


def test_a_file_elsewhere_may_be_based_on_shipped_scenarios_and_have_their_names(tmp_path: Path) -> None:
    own = tmp_path / "own.scenario.yaml"
    text = SOUND.replace("more_sellers, open", "sellers_10_percent_more, open").replace("more_sellers", "six_attempts")
    own.write_text(text, encoding="utf-8")
    assert said(own) == []


def test_a_scenario_based_on_a_faulty_one_in_another_file_is_not_faulty_itself(simulations: Path) -> None:
    path = simulations / "scenarios" / "follow_up.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("attempt_shares, value: [1]", "attempt_shares, times: many", 1), encoding="utf-8"
    )
    own = simulations / "scenarios" / "own.yaml"
    own.write_text(SOUND.replace("more_sellers, open", "one_attempt, open"), encoding="utf-8")
    assert said(own) == []
    assert [line.split(": ")[1] for line in said(simulations / "scenarios")] == [
        "'times' expects a number, found the text 'many', write a number"
    ]


def test_a_file_beside_that_cannot_be_read_does_not_hinder_the_others(simulations: Path) -> None:
    (simulations / "scenarios" / "broken.yaml").write_text("scenarios: [", encoding="utf-8")
    assert said(simulations / "scenarios" / "follow_up.yaml") == []
    assert [line.split(":")[0] for line in said(simulations / "scenarios")] == ["broken.yaml"]


def test_overrides_of_several_files_that_clash_are_told_where_they_meet(simulations: Path) -> None:
    own = simulations / "scenarios" / "own.yaml"
    own.write_text(SOUND.replace("more_sellers, open", "more_sellers, sellers_10_percent_more, open"), encoding="utf-8")
    assert said(own) == [
        "own.yaml:19:15: more_sellers and sellers_10_percent_more override the same value, dealers.sellers, "
        "combine only one of the two, or take out one override"
    ]


def test_files_are_held_against_the_processes_beside_them(simulations: Path) -> None:
    own = simulations / "scenarios" / "own.yaml"
    own.write_text(SOUND.replace("dealers.sellers", "channels.booth.leads_per_year"), encoding="utf-8")
    assert len(said(own)) == 1
    process = (simulations / "car_dealers.yaml").read_text(encoding="utf-8")
    (simulations / "fairs.yaml").write_text(process.replace("channel: fair\n", "channel: booth\n"), encoding="utf-8")
    assert said(own) == []


def test_what_fits_one_of_several_processes_is_sound(simulations: Path) -> None:
    levers = simulations / "levers.yaml"
    text = levers.read_text(encoding="utf-8")
    levers.write_text(
        text.replace("path: dealers.attempt_spacing_hours", "path: channels.booth.leads_per_year"), encoding="utf-8"
    )
    assert [line.split(",")[0].split(": ")[1] for line in said(levers)] == [
        "there is no value 'channels.booth.leads_per_year' in car_dealers"
    ]
    process = (simulations / "car_dealers.yaml").read_text(encoding="utf-8")
    (simulations / "fairs.yaml").write_text(process.replace("channel: fair\n", "channel: booth\n"), encoding="utf-8")
    assert said(levers) == []


def test_faulty_processes_are_told_once_and_where_they_stand(simulations: Path) -> None:
    path = simulations / "car_dealers.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("agents: 4", "agents: none"), encoding="utf-8")
    assert [line.split(":")[0] for line in said(path, simulations / "levers.yaml", simulations / "scenarios")] == [
        "car_dealers.yaml"
    ]


def test_whether_values_fit_each_other_is_left_to_the_process_they_are_meant_for(tmp_path: Path) -> None:
    own = tmp_path / "own.scenario.yaml"
    own.write_text(SOUND.replace("times: 1.2", "value: 3"), encoding="utf-8")
    assert said(own) == []


def test_readers_raise_all_faults() -> None:
    with pytest.raises(ScanError, match=r"bases_in_a_circle\.scenario\.yaml:6:15: 'more_sellers' is based on itself"):
        read_scenarios(FAULTY / "bases_in_a_circle.scenario.yaml", knowledge())
    with pytest.raises(ScanError, match=r"path_misspelt\.scenario\.yaml:7:16"):
        read_catalogue(FAULTY / "path_misspelt.scenario.yaml", knowledge())
    with pytest.raises(ScanError, match=r"option_twice\.levers\.yaml:28:7"):
        read_levers(FAULTY / "option_twice.levers.yaml", knowledge())
    with pytest.raises(ScanError, match="this is a file of scenarios, not a file of levers, give a file of levers"):
        read_levers(FAULTY / "sound.scenario.yaml", knowledge())
