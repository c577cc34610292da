"""What can never be decided in a condition is told in its place, and what can be is left alone."""

import pytest

from quickscan.domain.question_parts import Condition
from quickscan.files.references.conditions import condition_misfits
from quickscan.files.yaml_tree import Loc
from tests.material import questionnaire

NUMBER, SEVERAL, CHOICE, LEVEL = (
    "routing.reassigned",
    "follow_up.first_contact_time",
    "business_model.sales_model",
    "follow_up.cadence",
)
EARLIER = {name: questionnaire().question(name) for name in (NUMBER, SEVERAL, CHOICE, LEVEL)}
LATER = ("follow_up.accepted",)
HERE: Loc = ("when",)


def told(condition: Condition) -> list[tuple[Loc, str]]:
    return [(misfit.loc, misfit.what) for misfit in condition_misfits(HERE, condition, EARLIER, LATER)]


@pytest.mark.parametrize(
    "condition",
    [
        Condition(question=NUMBER, at_least=1, at_most=50),
        Condition(question=LEVEL, at_least=0),
        Condition(question=LEVEL, at_most=4),
        Condition(question=CHOICE, is_one_of=("dealer", "agent")),
        Condition(all=(Condition(question=NUMBER, at_least=1), Condition(question=CHOICE, is_one_of=("dealer",)))),
        Condition(any=(Condition(question=NUMBER, at_most=1), Condition(question=LEVEL, at_least=2))),
    ],
)
def test_what_can_be_decided_is_left_alone(condition: Condition) -> None:
    assert told(condition) == []


@pytest.mark.parametrize(
    ("condition", "part", "what"),
    [
        (Condition(question=LATER[0], at_least=1), "question", "which is not asked before this question"),
        (Condition(question="follow_up.cadense", at_least=1), "question", "there is no question 'follow_up.cadense'"),
        (Condition(question=SEVERAL, at_least=1), "at_least", "is not answered by a single number or level"),
        (Condition(question=CHOICE, at_most=1), "at_most", "is not answered by a single number or level"),
        (Condition(question=LEVEL, at_least=5), "at_least", "at_least is 5, but levels run from 0 to 4"),
        (Condition(question=LEVEL, at_most=-1), "at_most", "at_most is -1, but levels run from 0 to 4"),
        (Condition(question=NUMBER, is_one_of=("dealer",)), "is_one_of", "has no options to choose from"),
    ],
)
def test_what_cannot_be_decided_is_told_in_its_place(condition: Condition, part: str, what: str) -> None:
    ((place, words),) = told(condition)
    assert place == ("when", part)
    assert what in words


def test_an_unknown_option_is_told_by_its_number() -> None:
    ((place, what),) = told(Condition(question=CHOICE, is_one_of=("dealer", "agnet")))
    assert place == ("when", "is_one_of", 1)
    assert "'agnet'" in what


@pytest.mark.parametrize("word", ["all", "any"])
def test_each_part_of_a_longer_condition_is_looked_at_in_its_own_place(word: str) -> None:
    inner = Condition(all=(Condition(question=NUMBER, at_least=1), Condition(question=LATER[0], at_least=1)))
    parts = (Condition(question=LEVEL, at_most=9), inner)
    assert [place for place, _ in told(Condition(**{word: parts}))] == [
        ("when", word, 0, "at_most"),
        ("when", word, 1, "all", 1, "question"),
    ]
