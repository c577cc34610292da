"""Conditions in words: every form of them, in both languages."""

import pytest

from quickscan.domain.question_parts import Condition
from quickscan.interview.condition_words import condition_in_words
from tests.material import questionnaire

MODEL = Condition(question="business_model.sales_model", is_one_of=("dealer", "agent"))
NOT_READY = Condition(question="unripe.not_ready_share", at_least=1)


@pytest.mark.parametrize(
    ("condition", "german", "english"),
    [
        (
            MODEL,
            "A-01 „Vertriebsmodell“ ist „Über rechtlich selbstständige Händler, die auf eigene Rechnung verkaufen“ oder "
            "„Über Vermittler oder Agenten, die in unserem Namen verkaufen“",
            "A-01 “Sales model” is “Through independent dealers who sell on their own account” or "
            "“Through brokers or agents who sell in our name”",
        ),
        (
            Condition(question="follow_up.accepted", at_least=2.5, at_most=50),
            "E-02 „Angenommene Leads“ liegt von 2,5 % bis 50 %",
            "E-02 “Accepted leads” is from 2.5% to 50%",
        ),
        (
            Condition(question="follow_up.accepted", at_most=50),
            "E-02 „Angenommene Leads“ ist höchstens 50 %",
            "E-02 “Accepted leads” is at most 50%",
        ),
    ],
)
def test_a_condition_is_said_with_code_title_and_limit(condition: Condition, german: str, english: str) -> None:
    words = condition_in_words(questionnaire(), condition)
    assert (words.de, words.en) == (german, english)


def test_a_limit_of_levels_is_a_level() -> None:
    words = condition_in_words(questionnaire(), Condition(question="capture.one_tool", at_least=2))
    title = questionnaire().question("capture.one_tool").title
    assert words.de == f"B-04 „{title.de}“ ist mindestens Stufe 2"
    assert words.en == f"B-04 “{title.en}” is at least level 2"


def test_parts_are_joined_and_kept_apart_by_brackets() -> None:
    accepted = Condition(question="follow_up.accepted", at_most=50)
    both = Condition(any=(accepted, Condition(all=(accepted, NOT_READY))))
    words = condition_in_words(questionnaire(), both)
    one = condition_in_words(questionnaire(), accepted).en
    other = condition_in_words(questionnaire(), NOT_READY).en
    assert words.en == f"{one} or ({one} and {other})"
    assert " oder (" in words.de
    assert " und " in words.de


def test_every_condition_of_the_questionnaire_can_be_said() -> None:
    asked = [question.when for question in questionnaire().questions() if question.when is not None]
    assert asked
    for condition in asked:
        assert "„" in condition_in_words(questionnaire(), condition).de
