"""Every released questionnaire is kept as a file: it opens, scores the same, and engagements move to it and back without loss."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from quickscan.assessment.assess import assess
from quickscan.domain.engagement import Engagement
from quickscan.files.catalogue import shipped_example, shipped_questionnaire, shipped_questionnaire_ids
from quickscan.files.check import check_paths
from quickscan.files.read import read_engagement, read_questionnaire, write_yaml
from quickscan.interview.moving import Move
from tests.material import knowledge

FOLDER = Path(__file__).parent
KEPT = sorted(FOLDER.glob("*.yaml"))
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ROWS = {"channels": [one.id for one in knowledge().channels], "process_steps": [one.id for one in knowledge().process_steps]}


@pytest.fixture(scope="module")
def example() -> Engagement:
    return read_engagement(shipped_example("car_maker"))


def to(engagement: Engagement, version: str) -> Engagement:
    return Move(engagement, read_questionnaire(FOLDER / f"{version}.yaml"), ROWS).moved(now=NOW, by="Beraterin Muster")


@pytest.mark.parametrize("name", shipped_questionnaire_ids())
def test_what_is_shipped_is_kept_as_the_version_it_says_and_never_changes(name: str) -> None:
    shipped = read_questionnaire(shipped_questionnaire(name))
    kept = FOLDER / f"{shipped.id}-{shipped.version}.yaml"
    assert kept.is_file(), "a new version: put a copy of its file beside the others"
    assert read_questionnaire(kept) == shipped, "the questions changed: give the file a new version"


@pytest.mark.parametrize("file", KEPT, ids=lambda file: file.stem)
def test_every_kept_version_opens_without_faults(file: Path) -> None:
    assert check_paths([file]) == []


def test_an_equal_version_under_another_number_scores_the_same(example: Engagement) -> None:
    equal = example.questionnaire.definition.model_copy(update={"version": "1.7"})
    moved = Move(example, equal, ROWS).moved(now=NOW, by=None)
    assert moved.answers == example.answers
    assert assess(moved, knowledge()) == assess(example, knowledge())


@pytest.mark.parametrize("version", ["lead_management-0.9", "lead_management-2.0", "short-1.1"])
def test_the_example_moves_there_and_back_and_no_answer_is_lost(example: Engagement, version: str) -> None:
    there = to(example, version)
    assert len(there.answers) >= len(example.answers)
    back = to(there, "lead_management-1.1")
    assert back.answers[: len(example.answers)] == example.answers
    assert back.questionnaire == example.questionnaire
    assert [said(answer) for answer in back.current_answers()] == [said(answer) for answer in example.current_answers()]
    assert assess(back, knowledge()).loss_rate == assess(example, knowledge()).loss_rate


def said(answer: object) -> dict[str, object]:
    """What an answer says, without when and by whom it was written down."""
    of_the_record = {"revision", "supersedes", "asked_at", "interviewer", "change_reason"}
    return {name: value for name, value in vars(answer).items() if name not in of_the_record}


@pytest.mark.parametrize("version", ["lead_management-0.9", "lead_management-2.0", "short-1.1"])
def test_a_moved_engagement_is_a_sound_file_and_comes_back_equal(example: Engagement, version: str, tmp_path: Path) -> None:
    file = tmp_path / "moved.engagement.yaml"
    moved = to(example, version)
    write_yaml(file, moved)
    assert check_paths([file]) == []
    assert read_engagement(file) == moved
    write_yaml(file, to(moved, "lead_management-1.1"))
    assert check_paths([file]) == []
    assert assess(moved, knowledge()).loss_rate.mean > 0


def test_what_is_answered_after_a_move_is_checked_as_ever(example: Engagement, tmp_path: Path) -> None:
    file = tmp_path / "moved.engagement.yaml"
    moved = to(example, "lead_management-2.0")
    aside = next(a for a in moved.answers if (a.question, a.status) == ("capture.missed_calls", "deferred"))
    said_again = {"status": "answered", "value": 60, "revision": aside.revision + 1, "supersedes": aside.revision}
    wrong = aside.model_copy(update=said_again)
    write_yaml(file, moved.model_copy(update={"answers": (*moved.answers, wrong)}))
    (problem,) = check_paths([file])
    assert "60% is out of range" in problem.what


def test_records_that_are_missing_are_told(example: Engagement, tmp_path: Path) -> None:
    file = tmp_path / "moved.engagement.yaml"
    moved = to(example, "lead_management-0.9")
    write_yaml(file, moved.model_copy(update={"answers": moved.answers[:-1]}))
    assert [problem.remedy for problem in check_paths([file])] == ["put back the records that are missing"]
