"""Answers in words: each type of question, in both languages, and answers that do not fit any more."""

import pytest

from quickscan.domain.engagement import Answer, Value
from quickscan.domain.questionnaire import ChoiceQuestion, MaturityQuestion
from quickscan.report.signs import bare
from quickscan.report.values import ValueWords
from quickscan.report.wording import Wording
from tests.material import knowledge, questionnaire
from tests.report.paper import texts

GERMAN, ENGLISH = (ValueWords(questionnaire(), knowledge(), Wording(texts(), language)) for language in ("de", "en"))


@pytest.mark.parametrize(
    ("code", "value", "german", "english"),
    [
        ("A-02", {"outlets": 34, "sellers": 96}, "34", "34"),
        ("A-03", 1650, "1.650\u00a0€", "€1,650"),
        ("A-07", 15, "15\u00a0%", "15%"),
        ("B-01", {"web": 1200}, "Web: 1.200", "Web: 1,200"),
        ("C-07", 9, "9\u00a0Min.", "9\u00a0min"),
        ("D-07", 1.5, "Stufe 1,5", "Level 1.5"),
        ("D-07", 9, "Stufe 9,0", "Level 9.0"),
        ("D-07", "as it was", "as it was", "as it was"),
        ("J-01", {"capture": "CRM"}, "Erfassung: CRM", "Capture: CRM"),
        ("B-01", {"gone_channel": 3}, "gone_channel: 3", "gone_channel: 3"),
    ],
)
def test_a_value_is_put_into_words(code: str, value: Value, german: str, english: str) -> None:
    question = questionnaire().question(code)
    assert german.replace("\u00a0", " ") in GERMAN.value(question, value).replace("\u00a0", " ")
    assert english.replace("\u00a0", " ") in ENGLISH.value(question, value).replace("\u00a0", " ")


def test_a_level_is_printed_with_what_it_means() -> None:
    for question in questionnaire().questions():
        if isinstance(question, MaturityQuestion):
            levels = questionnaire().levels_of(question)
            assert GERMAN.value(question, 2) == f"Stufe 2: {levels[2].de}"


def test_options_are_printed_by_name_and_unknown_ones_as_given() -> None:
    question = next(question for question in questionnaire().questions() if isinstance(question, ChoiceQuestion))
    option = question.options[0]
    assert GERMAN.value(question, option.id) == option.text.de
    assert ENGLISH.value(question, (option.id, "gone")) == f"{option.text.en}; gone"


@pytest.mark.parametrize("value", [3, 2.5, "words", ("a", "b"), {"x": 1, "y": "z"}])
def test_any_value_to_any_question_is_printed(value: Value) -> None:
    for question in [*questionnaire().questions(), None]:
        assert bare(GERMAN.value(question, value))


def test_what_became_of_a_question_is_said() -> None:
    question = questionnaire().question("A-07")
    unknown = Answer(question=question.id, respondent="x", status="dont_know")
    away = Answer(question=question.id, respondent="x", status="not_applicable", reason="kein Fax mehr")
    assert GERMAN.answer(question, unknown) == "weiß nicht"
    assert GERMAN.answer(question, away) == "trifft nicht zu: kein Fax mehr"


def test_one_day_is_a_day() -> None:
    assert (GERMAN.quantity(1, "days"), GERMAN.quantity(2, "days")) == ("1 Tag", "2 Tage")
    assert GERMAN.quantity(3, "light_years") == "3 light years"
