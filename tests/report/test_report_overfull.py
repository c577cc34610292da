"""Too full and too empty: everything typed stands in the report as typed, Word finds no fault, and nothing is made up."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn

from quickscan.domain.base import Language
from quickscan.domain.choices import MeasureChoice, ProgrammeChoices
from quickscan.domain.scan import Scan
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording
from tests.material import knowledge
from tests.report.overfull import CLIENT, LONG, ODD, PEOPLE, noted, overfull
from tests.report.paper import Paper, car_maker, scan_of, texts, with_answers, write

Validate = Callable[[Path], list[dict[str, Any]]]
LONG_TEXTS = 3


@cache
def scan() -> Scan:
    return scan_of(overfull(LONG_TEXTS))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return write(scan(), tmp_path_factory.mktemp("overfull"))


def test_every_note_and_quote_of_everybody_stands_there_as_typed(full: Paper) -> None:
    printed = full.words()
    answers = scan().engagement.answers
    assert len(answers) == PEOPLE * len({answer.question for answer in answers}) > 3000
    notes = {answer.note for answer in answers if answer.note != LONG}
    lost = [note for note in notes if f"Notiz: {note}" not in printed]
    assert lost == []
    assert [note for note in notes if f"“{note}”" not in printed] == []
    assert f"“{noted(0)}”" in printed


def test_long_texts_are_whole(full: Paper) -> None:
    assert len(LONG) > 49_900
    assert full.words().count(f"Notiz: {LONG}") == LONG_TEXTS
    assert LONG in full.paragraphs()  # the client's profile


def test_a_client_name_of_three_hundred_characters_is_whole_on_paper_and_short_in_the_properties(full: Paper) -> None:
    assert len(CLIENT) > 290
    assert CLIENT in full.paragraphs()
    assert len(full.document.core_properties.title) <= 255


def test_no_template_code_ran_and_no_tag_was_made(full: Paper) -> None:
    assert full.words().count(ODD[0]) > 600
    assert not [words for words in full.paragraphs() if words.strip() == "alert(1)" or "49 {%" in words]


def test_everybody_is_named_by_role(full: Paper) -> None:
    printed = full.words()
    assert [person.label for person in scan().engagement.respondents if person.label not in printed] == []


def test_a_row_that_is_longer_than_a_page_may_break_and_others_may_not(full: Paper) -> None:
    rows = [row for table in full.document.tables for row in table._tbl.tr_lst]
    assert len(rows) > 3000
    kept = {len(_words(row)) > 2000: _is_kept_whole(row) for row in rows if len(_words(row)) > 2000 or _is_kept_whole(row)}
    assert kept == {True: False, False: True}


def _words(row: Any) -> str:
    return "".join(text.text or "" for text in row.iter(qn("w:t")))


def _is_kept_whole(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_too_much(full: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(full.path) == []


@pytest.fixture(scope="module")
def silent(language: Language, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """Nobody answered anything."""
    return write(unanswered(), tmp_path_factory.mktemp("silent"), language)


@cache
def unanswered() -> Scan:
    engagement = car_maker().engagement.model_copy(update={"answers": (), "rulings": (), "respondents": ()})
    return scan_of(engagement)


def test_without_any_answer_no_measure_is_recommended_and_the_gaps_are_said(silent: Paper, language: Language) -> None:
    assert unanswered().recommendations.recommendations == ()
    words = texts()
    assert words["summary_decision_none"].in_language(language) in silent.words()
    coverage = words["missing_coverage"].in_language(language).partition("{")[0]
    assert coverage in silent.words()


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_in_nothing(silent: Paper, ooxml_validate: Validate) -> None:
    assert ooxml_validate(silent.path) == []


@cache
def all_rejected() -> Scan:
    """The consultant rejected every measure there is."""
    rejected = tuple(
        MeasureChoice(measure=entry.id, verdict="rejected", reason="Not now") for entry in knowledge().recommendations
    )
    engagement = car_maker().engagement.model_copy(update={"programme": ProgrammeChoices(measures=rejected)})
    return scan_of(engagement)


def test_a_report_in_which_every_measure_was_rejected_is_whole(tmp_path: Path) -> None:
    assert all_rejected().recommendations.portfolio.chosen == ()
    written = write(all_rejected(), tmp_path)
    assert "Not now" in written.words()
    assert written.headings(1) == write(car_maker(), tmp_path).headings(1)


@pytest.mark.needs_ooxml_validator
def test_word_finds_no_fault_where_every_measure_was_rejected(tmp_path: Path, ooxml_validate: Validate) -> None:
    assert ooxml_validate(write(all_rejected(), tmp_path).path) == []


def test_looking_back_at_records_costs_the_same_for_each_of_them() -> None:
    """Every record is looked up, not searched for among all the others."""
    statements = Statements(scan(), Wording(texts(), "de"))
    assert all(statements.earlier(answer) == [] for answer in scan().engagement.answers)
    first = scan().engagement.answers[0]
    second = first.model_copy(update={"revision": 2, "supersedes": 1})
    again = Statements(with_answers(scan(), [second, first]), Wording(texts(), "de"))
    assert again.earlier(second) == [first]
    assert again.earlier(first) == []
