"""Checking files and folders: all faults of all files, whatever is thrown at it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import data_folder
from quickscan.files.check import check_paths
from quickscan.files.kinds import TYPES, Kind, kind_of
from quickscan.files.remnant import remnant_of
from quickscan.files.source_text import decode
from quickscan.files.yaml_build import parse_tree

FAULTY = Path(__file__).parents[1] / "faulty"
SHIPPED = sorted(
    path for name in ("questionnaires", "simulations", "report_templates") for path in data_folder(name).rglob("*.yaml")
)
SMALL: dict[Kind, str] = {
    "questionnaire": (FAULTY / "small.yaml").read_text(encoding="utf-8"),
    "engagement": (FAULTY / "sound.engagement.yaml").read_text(encoding="utf-8"),
    "process": (FAULTY / "sound.process.yaml").read_text(encoding="utf-8"),
    "calibration": (FAULTY / "sound.calibration.yaml").read_text(encoding="utf-8"),
    "evidence": (FAULTY / "sound.evidence_calibration.yaml").read_text(encoding="utf-8"),
    "scales": (FAULTY / "sound.scales.yaml").read_text(encoding="utf-8"),
    "scenario": (FAULTY / "sound.scenario.yaml").read_text(encoding="utf-8"),
    "levers": (FAULTY / "sound.levers.yaml").read_text(encoding="utf-8"),
    "texts": (FAULTY / "sound.texts.yaml").read_text(encoding="utf-8"),
}
ODD = st.sampled_from(list("\t \n:-#'\"{}[],&*!|>%@`?=\\0aäé.~<")) | st.characters(exclude_categories=["Cs"])


def test_everything_shipped_is_sound() -> None:
    assert check_paths([]) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_recognised_wherever_it_lies(path: Path, tmp_path: Path) -> None:
    data = parse_tree(path.read_text(encoding="utf-8"), "f").data
    expected = kind_of(path, data)
    assert expected is not None
    assert kind_of(tmp_path / "renamed.yaml", data) == expected


def test_a_knowledge_file_alone_is_held_against_the_others_as_shipped(tmp_path: Path) -> None:
    path = tmp_path / "my_causes.yaml"
    text = (data_folder("questionnaires") / "knowledge" / "causes.yaml").read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    assert check_paths([path]) == []
    path.write_text(text.replace("step: ", "step: x", 1), encoding="utf-8")
    assert [problem.what.split("'")[0] for problem in check_paths([path])] == ["there is no process step "]


@pytest.mark.parametrize("name", ["roles.yaml", "mine.yaml"])
def test_a_knowledge_file_whose_only_key_is_misspelt_is_still_recognised(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(
        (FAULTY / "knowledge" / "roles.yaml").read_text(encoding="utf-8").replace("roles:", "rolles:"), encoding="utf-8"
    )
    assert [str(problem).split(":", 1)[1] for problem in check_paths([path])] == [
        "1:1: unknown key 'rolles', write 'roles' if that is meant"
    ]


def test_a_copied_folder_is_held_against_its_own_knowledge(tmp_path: Path) -> None:
    folder = tmp_path / "questionnaires"
    shutil.copytree(data_folder("questionnaires"), folder)
    assert check_paths([folder]) == []
    roles = folder / "knowledge" / "roles.yaml"
    roles.write_text(roles.read_text(encoding="utf-8").replace("id: dealer", "id: trader"), encoding="utf-8")
    problems = check_paths([folder / "lead_management.yaml"])
    assert problems
    assert {problem.what for problem in problems} == {"there is no role 'dealer'"}


def test_two_copies_of_one_knowledge_file_are_both_checked(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        shutil.copy(FAULTY / "cap_above_one.causes.yaml", tmp_path / name)
    assert [Path(problem.where.split(":")[0]).name for problem in check_paths([tmp_path])] == ["a.yaml", "b.yaml"]


def test_paths_that_hold_nothing_to_check_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.docx").touch()
    problems = check_paths([tmp_path / "none.yaml", tmp_path / "empty", tmp_path / "notes.docx"])
    assert sorted(problem.what for problem in problems) == [
        "there is no YAML file in this folder",
        "there is no such file or folder",
        "this is no YAML file",
    ]


def test_hidden_folders_are_left_alone_when_a_folder_is_checked(tmp_path: Path) -> None:
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "other.yaml").write_text("colour: blue", encoding="utf-8")
    (tmp_path / "process.yaml").write_text(SMALL["process"], encoding="utf-8")
    assert check_paths([tmp_path]) == []


def test_the_order_of_problems_is_that_of_files_and_lines(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml"):
        shutil.copy(FAULTY / "respondent_twice.engagement.yaml", tmp_path / name)
    places = [problem.where.rsplit(":", 2) for problem in check_paths([tmp_path])]
    assert places == sorted(places, key=lambda place: (place[0], int(place[1]), int(place[2])))
    assert len({place[0] for place in places}) == 2


@given(st.sampled_from(sorted(SMALL)), st.data())
@settings(max_examples=300)
def test_one_wrong_character_anywhere_gives_sentences_with_places_or_a_sound_file(kind: Kind, data: st.DataObject) -> None:
    text = SMALL[kind]
    place = data.draw(st.integers(0, len(text)))
    faulty = text[:place] + data.draw(ODD) + text[place + data.draw(st.integers(0, 1)) :]
    try:
        problems = remnant_of(parse_tree(decode(faulty.encode(), "f.yaml"), "f.yaml"), TYPES[kind]).problems
    except ScanError as error:
        problems = error.problems
        assert problems
    for problem in problems:
        assert problem.where.startswith("f.yaml:")
        assert problem.what
        assert problem.remedy


@given(st.sampled_from(sorted(SMALL)), st.data())
@settings(max_examples=60)
def test_a_line_missing_or_doubled_or_moved_gives_sentences_or_a_sound_file(kind: Kind, data: st.DataObject) -> None:
    lines = SMALL[kind].splitlines(keepends=True)
    place = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(st.sampled_from(["missing", "doubled", "indented", "cut"]))
    new = {"missing": [], "doubled": [lines[place]] * 2, "indented": ["  " + lines[place]], "cut": [lines[place][:-3] + "\n"]}[
        change
    ]
    faulty = "".join([*lines[:place], *new, *lines[place + 1 :]])
    try:
        problems = remnant_of(parse_tree(decode(faulty.encode(), "f.yaml"), "f.yaml"), TYPES[kind]).problems
    except ScanError as error:
        problems = error.problems
    assert all(problem.where.startswith("f.yaml:") and problem.remedy for problem in problems)


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_at_all_give_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.yaml"
    path.write_bytes(content)
    assert check_paths([path])
