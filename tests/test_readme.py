"""Every example in the README works as written."""

import re
import shlex
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from quickscan.domain.questionnaire import Question
from quickscan.domain.scenario import Scenarios
from quickscan.files.catalogue import shipped_example, shipped_levers
from quickscan.files.read import read_catalogue, read_engagement, read_levers
from quickscan.simulation.levers import lever_value
from quickscan.simulation.overrides import apply, named, resolve
from tests.commanding import quickscan
from tests.material import car_dealers, uniform

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PICTURES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)


def test_readme_has_examples_of_every_kind() -> None:
    assert {kind for kind, _, _ in BLOCKS} == {"console", "csv", "output", "yaml"}


def block(name: str) -> str:
    """The one YAML block of that name."""
    (text,) = (text for kind, own, text in BLOCKS if (kind, own) == ("yaml", name))
    return text


def words(text: str) -> list[list[str]]:
    """What a text says line by line, however wide it is set."""
    return [line.split() for line in text.strip().splitlines()]


def test_commands_of_the_readme_run_in_the_order_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUICKSCAN_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    printed = ""
    for kind, name, text in BLOCKS:
        if kind == "output":
            assert words(printed)[: len(words(text))] == words(text)
        if kind == "csv":
            (tmp_path / name).write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind == "console" else ():
            program, *arguments = shlex.split(line.removeprefix("$ "))
            assert program == "quickscan", line
            ran = quickscan(*arguments)
            assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
            printed = ran.stdout
    assert (tmp_path / "report.docx").is_file()
    assert list((tmp_path / "out").glob("*.docx"))


def test_the_question_of_the_readme_is_a_question() -> None:
    questions = [yaml.safe_load(text) for kind, name, text in BLOCKS if kind == "yaml" and not name]
    assert questions
    for block in questions:
        TypeAdapter(tuple[Question, ...]).validate_python(block)


def test_the_scenario_of_the_readme_can_be_applied() -> None:
    (scenario,) = Scenarios.model_validate(yaml.safe_load(block("scenario"))).scenarios
    process, severity = apply(car_dealers(), uniform(0.5), named(scenario.id, scenario.overrides))
    assert process.call_centre.agents == 2 * car_dealers().call_centre.agents
    assert severity["media_breaks"] == 0.2


def test_the_lever_of_the_readme_stands_beside_those_there_are(tmp_path: Path) -> None:
    _, entry = block("lever").split("levers:\n")
    file = tmp_path / "with_one_more.levers.yaml"
    file.write_text(shipped_levers().read_text(encoding="utf-8") + entry, encoding="utf-8")
    *_, lever = read_levers(file).levers
    assert lever.id == "fair_lists"
    assert lever_value(car_dealers(), uniform(0.5), lever) == 7.0


def test_the_own_scenario_of_the_readme_stands_in_an_engagement(tmp_path: Path) -> None:
    file = tmp_path / "own.engagement.yaml"
    file.write_text(shipped_example("car_maker").read_text(encoding="utf-8") + block("own_scenario"), encoding="utf-8")
    (scenario,) = read_engagement(file).scenarios
    assert scenario.first_year_cost_eur == 220_000
    assert f"--scenario {scenario.id}" in README
    process, _ = apply(car_dealers(), uniform(0.5), resolve(scenario, {**read_catalogue(), scenario.id: scenario}))
    assert (process.routing.policy, process.dealers.sellers) == ("rules", round(1.2 * car_dealers().dealers.sellers))


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_of_the_readme_are_there(picture: str) -> None:
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_targets_of_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
