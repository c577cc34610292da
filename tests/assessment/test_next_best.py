"""The questions to ask next are what plain reading finds: every cause read again on every trial, every sample drawn again."""

from random import Random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.assessment.loss import SAMPLES, _draws, loss_range, possible_severities
from quickscan.assessment.next_best import _answered_on_trial, next_best
from quickscan.assessment.severity import SeverityReading, read_severities
from quickscan.domain.engagement import Answer
from quickscan.domain.question_parts import Sets
from quickscan.domain.questionnaire import Questionnaire
from quickscan.domain.result import NextQuestion
from quickscan.interview.path import Course, follow
from tests.assessment.small import CAUSES, percentage
from tests.benchmarks.answered import drawn_value
from tests.material import RESPONDENTS, engagement, knowledge, questionnaire, said

BASES = ("told", "documented", "observed", "measured")
CASES = settings(max_examples=20)
"""Each of them reads the full questionnaire many times."""


def half_answered(seed: int, share: float) -> list[Answer]:
    """Some answers of some respondents, known in some way."""
    random = Random(seed)
    return [
        said(question.id, drawn_value(question, random), one.id, basis=random.choice(BASES), confidence=random.randint(1, 3))
        for question in questionnaire().questions()
        for one in RESPONDENTS
        if random.random() < share
    ]


def plain_ends(readings: list[SeverityReading]) -> list[float]:
    """The interval of the loss rate in one piece, no column kept from another estimate."""
    used = np.array([reading.used for reading in readings])
    low = np.maximum(0.0, np.minimum([reading.low for reading in readings], used - [reading.doubt for reading in readings]))
    high = np.minimum(1.0, np.maximum([reading.high for reading in readings], used + [reading.doubt for reading in readings]))
    draws = _draws(len(readings))
    drawn = np.where(draws < 0.5, low + (used - low) * 2.0 * draws, used + (high - used) * (2.0 * draws - 1.0))
    assert np.array_equal(drawn, possible_severities(readings, SAMPLES))
    losses = 1.0 - np.prod(1.0 - drawn * [reading.cause.cap for reading in readings], axis=1)
    share = knowledge().rules.interval_share
    return [float(end) for end in np.quantile(losses, [(1.0 - share) / 2.0, (1.0 + share) / 2.0])]


def plain_next(course: Course) -> list[NextQuestion]:
    readings = read_severities(course, knowledge())
    found = []
    for question in course.unanswered:
        trial = _answered_on_trial(course, question, readings, knowledge().rules)
        if trial is not None:
            narrowing = _width(readings) - _width(read_severities(trial, knowledge()))
            found.append(NextQuestion(question=question.id, narrowing=narrowing))
    return sorted((one for one in found if one.narrowing > 0.0), key=lambda one: -one.narrowing)


def _width(readings: list[SeverityReading]) -> float:
    estimate = loss_range(readings, knowledge().rules)
    return estimate.high - estimate.low


def course_of(answers: list[Answer], asked: Questionnaire | None = None) -> Course:
    return follow(engagement(answers, asked), knowledge().rules)


@CASES
@given(st.integers(0, 10**6), st.floats(0, 1))
def test_reading_again_what_an_answer_tells_about_is_enough(seed: int, share: float) -> None:
    course = course_of(half_answered(seed, share))
    assert list(next_best(course, knowledge())) == plain_next(course)


@CASES
@given(st.integers(0, 10**6), st.floats(0, 1))
def test_kept_columns_give_the_interval_to_the_last_bit(seed: int, share: float) -> None:
    readings = read_severities(course_of(half_answered(seed, share)), knowledge())
    estimate = loss_range(readings, knowledge().rules)
    low, high = plain_ends(readings)
    assert (estimate.low, estimate.high) == (min(low, estimate.mean), max(high, estimate.mean))


def test_volumes_touch_every_cause() -> None:
    # A table that measures a loss, weighed by known volumes, and a question before it that would say other volumes, and a loss.
    full = questionnaire()
    volumes = next(q for q in full.questions() if any(sets.parameter == "ch.volume" for sets in q.sets))
    table = volumes.model_copy(
        update={"id": "table.of_loss", "sets": (), "measured_loss": percentage("one.x", CAUSES[1]).measured_loss}
    )
    both = volumes.model_copy(
        update={
            "id": "table.of_both",
            "sets": (Sets(parameter="ch.volume"),),
            "measured_loss": percentage("one.x", CAUSES[2], covers="part").measured_loss,
        }
    )
    section = full.sections[0].model_copy(update={"questions": (both, table)})
    asked = full.model_copy(update={"sections": (section, *full.sections[1:])})
    rows = {channel.id: 0.1 * number for number, channel in enumerate(knowledge().channels)}
    course = course_of([said("table.of_loss", rows, basis="measured"), said(volumes.id, rows)], asked)
    assert list(next_best(course, knowledge())) == plain_next(course)
