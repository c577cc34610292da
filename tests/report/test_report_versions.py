"""A report after the questionnaire was changed: it is written, says what rests, and no value gets a unit it never had."""

from datetime import UTC, datetime

import pytest

from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement, read_questionnaire
from quickscan.interview.moving import Move
from tests.material import ROOT, knowledge
from tests.report.paper import Paper, scan_of, write

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The report of the example under the newer version, scanned anew."""
    target = read_questionnaire(ROOT / "tests" / "versions" / "lead_management-2.0.yaml")
    rows = {"channels": [one.id for one in knowledge().channels], "process_steps": [one.id for one in knowledge().process_steps]}
    engagement = Move(read_engagement(shipped_example("car_maker")), target, rows).moved(now=NOW, by=None)
    return write(scan_of(engagement), tmp_path_factory.mktemp("moved"))


def test_answers_to_questions_that_are_gone_are_said_to_rest(moved: Paper) -> None:
    assert "weitere Antworten gehören zu Fragen, die hier nicht zutreffen" in moved.words()


def test_what_was_set_aside_is_printed_as_it_was_given_and_why(moved: Paper) -> None:
    words = moved.words()
    assert "Fragebogen gewechselt (Version 2.0): bitte noch einmal fragen" in words
    assert "fair: 72" in words, "hours, asked in minutes since"
    assert "72 Minuten" not in words


def test_a_question_under_another_name_keeps_its_answer(moved: Paper) -> None:
    question = "Wie viel Prozent der zugewiesenen Leads nimmt der Vertrieb tatsächlich an?"
    answers = moved.words().partition(question)[2]
    assert answers[:60].split("\n")[1:3] == ["Leitung Händlerbetreuung", "85 %"]
