"""Whether a value fits its question: every sort of question, every sort of misfit, with the range in the sentence."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.base import Text
from quickscan.domain.engagement import Value
from quickscan.domain.questionnaire import (
    ChoiceQuestion,
    MatrixQuestion,
    MaturityQuestion,
    NumberField,
    NumberQuestion,
    Option,
    Question,
    TextQuestion,
)
from quickscan.interview.values import problems_of, warnings_of
from tests.material import questionnaire

WORD = Text(de="Wort", en="word")
COMMON: dict[str, Any] = {"id": "a.b", "title": WORD, "text": WORD, "minutes": 1, "ask_roles": ("dealer",)}
HOURS = NumberField(id="median", kind="duration", unit="hours", minimum=0)
P90 = NumberField(id="p90", kind="duration", unit="hours", minimum=0)
PERCENT = NumberField(kind="percentage", unit="percent", minimum=0, maximum=100, plausible_minimum=5, plausible_maximum=70)
MATURITY = MaturityQuestion(**COMMON, type="maturity", scale="generic")
OPTIONS = (Option(id="one", text=WORD), Option(id="two", text=WORD))
SINGLE = ChoiceQuestion(**COMMON, type="single_choice", options=OPTIONS)
SEVERAL = ChoiceQuestion(**COMMON, type="multiple_choice", options=OPTIONS)
SHARE = NumberQuestion(**COMMON, type="percentage", fields=(PERCENT,))
TIMES = NumberQuestion(**COMMON, type="duration", fields=(HOURS, P90))
MATRIX = MatrixQuestion(**COMMON, type="matrix", rows="channels", cell=PERCENT)
SYSTEMS = MatrixQuestion(**COMMON, type="matrix", rows="process_steps", cell=NumberField(kind="text", unit="text"))
WORDS = TextQuestion(**COMMON, type="text")

VALUES = st.one_of(
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.lists(st.text(), max_size=3).map(tuple),
    st.dictionaries(st.sampled_from(["web", "median", "p90", "x"]), st.integers() | st.floats(-1e9, 1e9) | st.text(), max_size=3),
)


def number(**limits: Any) -> NumberQuestion:
    return NumberQuestion(**COMMON, type="number", fields=(NumberField(kind="number", unit="count", **limits),))


def sentences(question: Question, value: Value, rows: tuple[str, ...] | None = None) -> list[str]:
    return [f"{what}, {remedy}" for what, remedy in problems_of(question, value, rows)]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        *[(MATURITY, level) for level in (0, 1, 2, 3, 4, 2.0)],
        (SINGLE, "two"),
        (SEVERAL, ("one",)),
        (SEVERAL, ("two", "one")),
        (SHARE, 0),
        (SHARE, 100.0),
        (TIMES, {"median": 4, "p90": 4.0}),
        (TIMES, {"p90": 30}),
        (MATRIX, {"web": 20, "call": 0.5}),
        (SYSTEMS, {"capture": "Ein System"}),
        (WORDS, "Etwas"),
        (number(), -1e12),
        (number(whole=True), 3.0),
    ],
)
def test_values_that_fit(question: Question, value: Value) -> None:
    assert problems_of(question, value, ("web", "call", "capture")) == []


@pytest.mark.parametrize("value", [-1, 5, 2.5, "3", "two", (), {"level": 2}, 1e300])
def test_a_level_is_a_whole_number_from_0_to_4(value: Value) -> None:
    [(what, remedy)] = problems_of(MATURITY, value)
    assert what.endswith("is not a level")
    assert remedy == "give a whole number from 0 to 4"


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        (SINGLE, "three", "'three' is not an option, give one of one, two"),
        (SINGLE, ("one",), "a list is not an option, give one of one, two"),
        (SINGLE, {"one": 1}, "an entry by fields is not an option, give one of one, two"),
        (SINGLE, 1, "1 is not an option, give one of one, two"),
        (SEVERAL, "one", "'one' is not a list of options, give a list of one or more of one, two"),
        (SEVERAL, (), "a list is not a list of options, give a list of one or more of one, two"),
        (SEVERAL, ("one", "six"), "'six' is not an option, choose from one, two"),
        (SEVERAL, ("one", "one"), "the option one is chosen twice, keep it once"),
        (SHARE, 120, "120% is out of range, give a number from 0 to 100%"),
        (SHARE, -0.5, "-0.5% is out of range, give a number from 0 to 100%"),
        (SHARE, "20 %", "'20 %' is not a number, give a number from 0 to 100%"),
        (SHARE, {"value": 20}, "an entry by fields is not a number, give a number from 0 to 100%"),
        (TIMES, 4, "4 does not say what is meant, give an entry for each of median, p90"),
        (TIMES, {}, "an entry by fields does not say what is meant, give an entry for each of median, p90"),
        (TIMES, {"median": 4, "mean": 5}, "mean is not a field of this question, use median, p90"),
        (TIMES, {"median": -4}, "median: -4 h is out of range, give a number of at least 0 h"),
        (TIMES, {"median": 30, "p90": 4}, "p90 (4) is below the median (30), swap them"),
        (MATRIX, 20, "20 does not say for which row it is, give an entry for each row under the name of the row"),
        (MATRIX, {"www": 20}, "www is not a row of this question, use web, call"),
        (MATRIX, {"web": 101}, "web: 101% is out of range, give a number from 0 to 100%"),
        (SYSTEMS, {"web": 3}, "web: 3 is not a text, give it in words"),
        (SYSTEMS, {"web": " "}, "web: ' ' is not a text, give it in words"),
        (WORDS, 3, "3 is not a text, give the answer in words"),
        (WORDS, "  ", "'  ' is not a text, give the answer in words"),
        (number(whole=True, minimum=1), 2.5, "2.5 is not a whole number, give a whole number of at least 1"),
        (number(maximum=50_000), 60_000, "60,000 is out of range, give a number of at most 50,000"),
        (number(), "x" * 80, f"'{'x' * 39}…' is not a number, give a number"),
        (number(minimum=0.001), 0.0005, "0.0005 is out of range, give a number of at least 0.001"),
    ],
)
def test_values_that_do_not_fit_are_told_with_what_would(question: Question, value: Value, sentence: str) -> None:
    assert sentences(question, value, ("web", "call")) == [sentence]


def test_all_misfits_of_a_value_are_told_at_once() -> None:
    assert len(problems_of(MATRIX, {"web": 101, "www": -1, "call": 5}, ("web", "call"))) == 3


def test_rows_that_nobody_listed_are_taken() -> None:
    assert problems_of(MATRIX, {"anything": 3}) == []


@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        (SHARE, 80, "80% is unusually high, check it, more than 70% is rare"),
        (SHARE, 2, "2% is unusually low, check it, less than 5% is rare"),
        (MATRIX, {"web": 80, "call": 50}, "web: 80% is unusually high, check it, more than 70% is rare"),
    ],
)
def test_unusual_numbers_fit_but_give_a_warning(question: Question, value: Value, sentence: str) -> None:
    assert problems_of(question, value, ("web", "call")) == []
    assert [f"{what}, {remedy}" for what, remedy in warnings_of(question, value)] == [sentence]


@pytest.mark.parametrize(
    ("question", "value"), [(SHARE, 5), (SHARE, 70), (MATURITY, 4), (SINGLE, "one"), (TIMES, {"median": 1e9})]
)
def test_usual_numbers_and_questions_without_plausible_limits_give_no_warning(question: Question, value: Value) -> None:
    assert warnings_of(question, value) == []


@given(VALUES, st.sampled_from([MATURITY, SINGLE, SEVERAL, SHARE, TIMES, MATRIX, SYSTEMS, WORDS]))
def test_any_value_to_any_question_is_judged_in_whole_sentences(value: Value, question: Question) -> None:
    for what, remedy in [*problems_of(question, value, ("web",)), *warnings_of(question, value)]:
        assert what.strip()
        assert remedy.strip()
        assert not what.endswith(".")
        assert not remedy.endswith(".")


@given(st.floats(-50, 150))
def test_a_percentage_fits_exactly_from_its_minimum_to_its_maximum(value: float) -> None:
    assert (problems_of(SHARE, value) == []) == (0 <= value <= 100)


def test_every_question_of_the_field_refuses_a_value_of_a_wrong_sort() -> None:
    for question in questionnaire().questions():
        assert problems_of(question, ("nothing", "like", "it"))
