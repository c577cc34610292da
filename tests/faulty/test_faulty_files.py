"""One faulty file for every rule: each opens with the exact messages it must give; the sound ones give none."""

import re
from pathlib import Path

import pytest

from quickscan.files.check import check_paths

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
SOUND = re.compile(r"(sound\.|small)")
EXPECT = "# expect: "
ELSEWHERE = re.compile(r"knowledge/")
"""The fault of one knowledge file may show in another one."""


def expected(path: Path) -> list[str]:
    """The messages a file says it gives: "line:column: what, remedy"; for another file with its path in front."""
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    return [line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_gives_exactly_the_messages_it_announces(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    assert [str(problem).removeprefix(f"{path.name}:") for problem in check_paths([Path(path.name)])] == expected(path)


def test_every_file_but_the_sound_ones_announces_a_message() -> None:
    assert {path.name for path in FILES if not expected(path)} == {path.name for path in FILES if SOUND.match(path.name)}


def test_there_is_a_file_for_every_kind_and_for_far_more_than_fifty_rules() -> None:
    kinds = {path.stem.rsplit(".", 1)[-1] for path in FILES}
    assert kinds >= {"questionnaire", "variant", "engagement", "process", "calibration", "texts", "causes", "recommendations"}
    assert kinds >= {"scenario", "levers", "evidence_calibration", "scales"}
    assert sum(bool(expected(path)) for path in FILES) >= 190


def test_the_small_knowledge_beside_them_is_sound() -> None:
    assert check_paths([FOLDER / "knowledge"]) == []


def test_all_faults_of_all_files_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    faulty = [path for path in FILES if expected(path)]
    alone = {f"{'' if ELSEWHERE.match(told) else f'{path.name}:'}{told}" for path in faulty for told in expected(path)}
    assert {str(problem) for problem in check_paths([Path(path.name) for path in faulty])} == alone
