"""Rulings: one always wins over the rule, withdrawing it gives the rule's value again, and nothing is forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quickscan.domain.engagement import Answer, Ruling
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Consolidated
from quickscan.interview.consolidate import consolidate
from quickscan.interview.path import follow
from quickscan.interview.rulings import decided
from tests.material import engagement, knowledge, questionnaire, said

RULES = knowledge().rules
LEVEL, PERCENT, CHOICE = "capture.one_tool", "routing.reassigned", "business_model.sales_model"
REASON = "Vor Ort gezeigt"
BASES = st.sampled_from(["told", "documented", "observed", "measured"])


@st.composite
def _answers(draw: st.DrawFn) -> list[Answer]:
    """Up to four people on the percentage, some of whom do not know."""
    people = ("head", "dealer", "export", "buyer")[: draw(st.integers(1, 4))]
    return [
        said(PERCENT, draw(st.floats(0, 100)), who, basis=draw(BASES), confidence=draw(st.integers(1, 3)))
        if draw(st.booleans())
        else Answer(question=PERCENT, respondent=who, status="dont_know")
        for who in people
    ]


def _together(answers: list[Answer], ruling: Ruling | None) -> Consolidated:
    return consolidate(questionnaire().question(answers[0].question), answers, RULES, ruling)


@given(answers=_answers(), value=st.floats(0, 100))
def test_a_ruling_always_wins(answers: list[Answer], value: float) -> None:
    ruling = Ruling(question=PERCENT, value=value, reason=REASON)
    by_rule, found = _together(answers, None), _together(answers, ruling)
    assert (found.value, found.rule, found.ruling) == (value, "ruled", ruling)
    assert found.evidence == by_rule.evidence
    assert found.contradiction == by_rule.contradiction
    assert not found.unsettled
    assert found.basis is not None
    assert found.confidence is not None


@given(answers=_answers())
def test_leaving_both_changes_no_value_and_hands_on_all_that_was_said(answers: list[Answer]) -> None:
    ruling = Ruling(question=PERCENT, decision="both_stand", reason=REASON)
    found = _together(answers, ruling)
    assert found.model_copy(update={"ruling": None, "standing": ()}) == _together(answers, None)
    assert list(found.standing) == [answer.value for answer in answers if answer.status == "answered"]


@given(answers=_answers(), values=st.lists(st.floats(0, 100), max_size=3))
def test_withdrawing_gives_the_value_of_the_rule_again(answers: list[Answer], values: list[float]) -> None:
    asked = engagement(answers)
    was = follow(asked, RULES).answers
    for value in values:
        asked = decided(asked, Ruling(question=PERCENT, value=value, reason=REASON))
    asked = decided(asked, Ruling(question=PERCENT, decision="withdrawn", reason="doch nicht"))
    assert follow(asked, RULES).answers == was
    assert len(asked.rulings) == len(values) + 1


def test_the_newest_ruling_counts_and_older_ones_stay() -> None:
    asked = engagement([said(PERCENT, 5.0), said(PERCENT, 50.0, "dealer")])
    for value in (10.0, 20.0):
        asked = decided(asked, Ruling(question=PERCENT, value=value, reason=REASON))
    assert follow(asked, RULES).value(PERCENT) == 20.0
    assert [ruling.value for ruling in asked.rulings] == [10.0, 20.0]


@pytest.mark.parametrize(("value", "basis", "confidence"), [(4.0, "measured", 3), (30.0, "told", 1), (12.0, "measured", 3)])
def test_a_ruling_is_as_well_founded_as_who_says_the_same(value: float, basis: str, confidence: int) -> None:
    answers = [
        said(PERCENT, 30.0, "head", confidence=1),
        said(PERCENT, 40.0, "dealer", confidence=2),
        said(PERCENT, 4.0, "export", basis="measured", confidence=3),
    ]
    found = _together(answers, Ruling(question=PERCENT, value=value, reason=REASON))
    assert (found.basis, found.confidence) == (basis, confidence)


def test_a_value_decided_where_nobody_knows_one_is_unsure() -> None:
    nobody = [Answer(question=PERCENT, respondent="head", status="dont_know")]
    found = _together(nobody, Ruling(question=PERCENT, value=7.0, reason=REASON))
    assert (found.value, found.basis, found.confidence) == (7.0, "told", 1)


def test_a_ruling_decides_what_is_asked_next() -> None:
    asked = engagement([said(PERCENT, 0.0), said(PERCENT, 0.0, "dealer")])
    guarded = "routing.time_to_correct"
    assert guarded not in {question.id for _, question in follow(asked, RULES).questions}
    asked = decided(asked, Ruling(question=PERCENT, value=8.0, reason=REASON))
    assert guarded in {question.id for _, question in follow(asked, RULES).questions}


def test_choices_can_be_decided_too() -> None:
    options = [option.id for option in questionnaire().question(CHOICE).options]  # type: ignore[union-attr]  # it is a choice
    asked = engagement([said(CHOICE, options[0]), said(CHOICE, options[1], "dealer")])
    assert follow(asked, RULES).answers[CHOICE].unsettled
    ruled = decided(asked, Ruling(question=CHOICE, value=options[1], reason=REASON))
    assert follow(ruled, RULES).value(CHOICE) == options[1]


@pytest.mark.parametrize(
    ("question", "value", "what"),
    [
        (LEVEL, 7, "7 is not a level"),
        (PERCENT, 140.0, "140% is out of range"),
        ("capture.nothing", 2, "there is no such question"),
    ],
)
def test_what_cannot_be_is_not_decided(question: str, value: float, what: str) -> None:
    with pytest.raises(ScanError, match=what):
        decided(engagement([said(LEVEL, 2)]), Ruling(question=question, value=value, reason=REASON))


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        ({"reason": REASON}, "a ruling has no value"),
        ({"reason": REASON, "decision": "both_stand", "value": 3}, "has a value; remove the value"),
        ({"reason": REASON, "decision": "withdrawn", "value": 3}, "has a value; remove the value"),
        ({"value": 3}, "reason"),
        ({"value": 3, "reason": " "}, "reason"),
    ],
)
def test_a_ruling_has_a_value_or_none_and_always_a_reason(parts: dict[str, object], what: str) -> None:
    with pytest.raises(ValidationError, match=what):
        Ruling(question=LEVEL, **parts)
