"""What the benchmarks answer and type is what the program takes."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.engagement import Answer
from quickscan.domain.questionnaire import MatrixQuestion, Question
from quickscan.interview.typed import form_of
from quickscan.interview.values import problems_of
from tests.benchmarks.answered import drawn_value, everything_answered, rows_of
from tests.benchmarks.strokes import Form, note, strokes_at, surer, taken
from tests.material import RESPONDENTS, questionnaire

QUESTIONS = list(questionnaire().questions())


def rows(question: Question) -> list[str]:
    return rows_of(question) if isinstance(question, MatrixQuestion) else []


def form_at(question: Question, seed: int) -> Form:
    """What stands there: nothing, or some answer."""
    value = drawn_value(question, Random(seed))
    answer = Answer(question=question.id, respondent="head", value=value) if seed % 3 else None
    return form_of(question, answer, rows(question), "de")


@given(st.sampled_from(QUESTIONS), st.integers(0, 10**6))
def test_drawn_values_fit_their_question(question: Question, seed: int) -> None:
    assert problems_of(question, drawn_value(question, Random(seed)), rows(question) or None) == []


@given(st.sampled_from(QUESTIONS), st.integers(0, 10**6))
def test_every_stroke_is_taken_and_changes_the_form(question: Question, seed: int) -> None:
    form, random = form_at(question, seed), Random(seed)
    strokes = strokes_at(question, RESPONDENTS[0], form, random)
    after = strokes[-1].form if strokes else form
    for stroke in [*strokes, surer(after, random), *note(after, random)]:
        assert stroke.form != form
        assert taken(question, RESPONDENTS[0], stroke.form) or not strokes
        assert (stroke.choice is None) == (len(stroke.key) == 1)
        form = stroke.form if stroke.entry != "note" else form


@pytest.mark.parametrize("seed", range(5))
def test_nearly_every_question_finds_something_to_type(seed: int) -> None:
    random = Random(seed)
    without = [q.id for q in QUESTIONS if not strokes_at(q, RESPONDENTS[0], form_at(q, seed), random)]
    assert len(without) <= len(QUESTIONS) // 20


def test_everybody_has_answered_everything() -> None:
    full = everything_answered()
    assert len(list(full.current_answers())) == len(QUESTIONS) * len(full.respondents)
