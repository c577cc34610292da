"""Every example in the README works as written."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from quickscan.domain.questionnaire import Question
from quickscan.domain.scenario import Scenarios
from quickscan.simulation.overrides import apply, named
from tests.material import car_dealers, uniform

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PICTURES = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)


def test_readme_has_examples_of_every_kind() -> None:
    assert {kind for kind, _, _ in BLOCKS} == {"console", "csv", "yaml"}


def test_commands_of_the_readme_run_in_the_order_they_stand(tmp_path: Path) -> None:
    environment = {**os.environ, "QUICKSCAN_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    for kind, name, text in BLOCKS:
        if kind == "csv":
            (tmp_path / name).write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind == "console" else ():
            program, *arguments = shlex.split(line.removeprefix("$ "))
            assert program == "quickscan", line
            command = [sys.executable, "-m", "quickscan", *arguments]
            ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
            assert ran.returncode == 0, f"{line}\n{ran.stdout}{ran.stderr}"
    assert (tmp_path / "report.docx").is_file()
    assert list((tmp_path / "out").glob("*.docx"))


def test_the_question_of_the_readme_is_a_question() -> None:
    questions = [yaml.safe_load(text) for kind, name, text in BLOCKS if kind == "yaml" and name != "scenario"]
    assert questions
    for block in questions:
        TypeAdapter(tuple[Question, ...]).validate_python(block)


def test_the_scenario_of_the_readme_can_be_applied() -> None:
    (text,) = (text for kind, name, text in BLOCKS if kind == "yaml" and name == "scenario")
    (scenario,) = Scenarios.model_validate(yaml.safe_load(text)).scenarios
    process, severity = apply(car_dealers(), uniform(0.5), named(scenario.id, scenario.overrides))
    assert process.call_centre.agents == 2 * car_dealers().call_centre.agents
    assert severity["media_breaks"] == 0.2


@pytest.mark.parametrize("picture", PICTURES)
def test_pictures_of_the_readme_are_there(picture: str) -> None:
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_targets_of_the_readme_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"`make (\w+)`", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
