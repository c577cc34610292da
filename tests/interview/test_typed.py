"""What is typed becomes an answer, comes back as it was typed, and is refused with a sentence where it cannot be one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import Question
from quickscan.interview.typed import NotANumberError, form_of, number_typed, read_form
from quickscan.interview.wording import number_in_words
from tests.material import knowledge, questionnaire

QUESTIONS = list(questionnaire().questions())
ROWS = {"channels": [c.id for c in knowledge().channels], "process_steps": [s.id for s in knowledge().process_steps]}


def rows_of(question: Question) -> list[str]:
    return ROWS[question.rows] if question.type == "matrix" else []


def of_type(wanted: str) -> Question:
    return next(question for question in QUESTIONS if question.type == wanted)


@pytest.mark.parametrize(
    ("typed", "german", "english"),
    [
        ("12", 12, 12),
        (" 12 % ", 12, 12),
        ("1.234,5", 1234.5, 1234.5),
        ("1,234.5", 1234.5, 1234.5),
        ("1.234", 1234, 1.234),
        ("1,234", 1.234, 1234),
        ("1.5", 1.5, 1.5),
        ("1,5", 1.5, 1.5),
        ("0.125", 0.125, 0.125),
        ("1.234.567", 1234567, 1234567),
        ("1 234 567", 1234567, 1234567),
        ("1'000", 1000, 1000),
        ("-3", -3, -3),
    ],
)
def test_numbers_are_read_as_people_of_the_language_write_them(typed: str, german: float, english: float) -> None:
    assert number_typed(typed, "de") == german
    assert number_typed(typed, "en") == english


@pytest.mark.parametrize("typed", ["", "viel", "12x", "1..5", ",5", "=1+1", "1e5", "<b>"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_number_is_refused(typed: str, language: Language) -> None:
    with pytest.raises(NotANumberError):
        number_typed(typed, language)


@given(st.integers(-(10**9), 10**9) | st.decimals(-(10**6), 10**6, places=3).map(float), st.sampled_from(LANGUAGES))
def test_a_number_shown_and_typed_again_is_the_same(number: float, language: Language) -> None:
    shown = number_in_words(number, language, 12)
    assert number_typed(shown, language) == number


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_says_nothing(question: Question, language: Language) -> None:
    form = form_of(question, None, rows_of(question), language)
    assert read_form(question, "head", form, rows_of(question), language).answer is None


def example(question: Question) -> Any:
    """A value that fits."""
    if question.type == "matrix":
        text = question.cell.kind == "text"
        return {row: "Worte" if text else _within(question.cell, number) for number, row in enumerate(rows_of(question))}
    if question.type in ("number", "percentage", "duration", "currency"):
        if len(question.fields) == 1:
            return _within(question.fields[0], 0)
        return {field.id: "Worte" if field.kind == "text" else _within(field, n) for n, field in enumerate(question.fields)}
    if question.type == "single_choice":
        return question.options[-1].id
    if question.type == "multiple_choice":
        return tuple(option.id for option in question.options[:2])
    return 3 if question.type == "maturity" else "Ein „Satz“ & <mehr>"


def _within(field: Any, more: int) -> float:
    low = field.minimum if field.minimum is not None else 0.0
    high = field.maximum if field.maximum is not None else low + 5000.0
    number = low + (high - low) * (0.11 + 0.03 * more)
    return int(number) if field.whole else number


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_comes_back_from_its_form(question: Question, language: Language) -> None:
    answer = Answer(
        question=question.id,
        respondent="head",
        value=example(question),
        basis="measured",
        confidence=3,
        note="a\nb",
        quote="„ja“",
    )
    form = form_of(question, answer, rows_of(question), language)
    read = read_form(question, "head", form, rows_of(question), language)
    assert read.faults == ()
    assert read.answer is not None
    assert read.answer.model_copy(update={"value": None}) == answer.model_copy(update={"value": None})
    numbers = read.answer.value if isinstance(read.answer.value, dict) else {"": read.answer.value}
    expected = answer.value if isinstance(answer.value, dict) else {"": answer.value}
    assert numbers.keys() == expected.keys()
    for name, number in numbers.items():
        assert number == (pytest.approx(expected[name]) if isinstance(number, int | float) else expected[name])


@pytest.mark.parametrize("status", ["dont_know", "refused", "deferred"])
def test_what_became_of_a_question_stands_in_place_of_a_value(status: str) -> None:
    question = of_type("maturity")
    read = read_form(question, "head", {"value": 3, "status": status, "note": "später"}, (), "de")
    told = {"question": question.id, "respondent": "head", "status": status, "note": "später"}
    assert read.answer == Answer.model_validate(told)


def test_what_does_not_apply_needs_a_reason() -> None:
    question = of_type("maturity")
    assert read_form(question, "head", {"status": "not_applicable", "reason": " "}, (), "de").faults
    read = read_form(question, "head", {"status": "not_applicable", "reason": "keine Händler"}, (), "de")
    assert read.answer is not None
    assert read.answer.reason == "keine Händler"


def test_a_note_without_an_answer_is_kept() -> None:
    read = read_form(of_type("maturity"), "head", {"value": None, "note": "fragt nach"}, (), "de")
    assert read.answer is not None
    assert (read.answer.status, read.answer.note) == ("not_asked", "fragt nach")


def test_a_number_out_of_range_says_the_range() -> None:
    question = of_type("percentage")
    name = question.fields[0].id
    read = read_form(question, "head", {f"value.{name}": "140"}, (), "de")
    assert read.answer is None
    assert "0 to 100" in read.faults[0][1]
    assert read_form(question, "head", {f"value.{name}": "viel"}, (), "de").faults[0][0] == f"{name}: 'viel' is not a number"
