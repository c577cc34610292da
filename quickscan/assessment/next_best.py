"""Which open question to ask next: the one whose answer would narrow the loss estimate most.

Each open question is answered on trial with what the cause looks like so far, and the interval is computed again: by how much it
gets narrower is what the answer is worth. It is a forecast of precision, not of the result. Only the causes that a question tells
about are read again; the others stay as they are.
"""

from dataclasses import replace

from quickscan.assessment.loss import loss_range
from quickscan.assessment.measured import measured_loss_of, says_volumes
from quickscan.assessment.severity import SeverityReading, read_severities, read_severity
from quickscan.domain.engagement import Confidence, Value
from quickscan.domain.knowledge import AssessmentRules, Knowledge
from quickscan.domain.question_parts import TOP_LEVEL
from quickscan.domain.questionnaire import MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.domain.result import Consolidated, NextQuestion
from quickscan.interview.path import Course

TRIAL_CONFIDENCE: Confidence = 2


def next_best(course: Course, knowledge: Knowledge) -> tuple[NextQuestion, ...]:
    """The open questions that narrow the interval, best first."""
    readings = read_severities(course, knowledge)
    width = _width(readings, knowledge)
    worth = [
        NextQuestion(question=question.id, narrowing=width - _width(_read_again(readings, question, trial, knowledge), knowledge))
        for question in course.unanswered
        if (trial := _answered_on_trial(course, question, readings, knowledge.rules)) is not None
    ]
    return tuple(sorted((question for question in worth if question.narrowing > 0.0), key=lambda question: -question.narrowing))


def _width(readings: list[SeverityReading], knowledge: Knowledge) -> float:
    estimate = loss_range(readings, knowledge.rules)
    return estimate.high - estimate.low


def _read_again(
    readings: list[SeverityReading], question: Question, trial: Course, knowledge: Knowledge
) -> list[SeverityReading]:
    told = _causes_of(question)
    return [
        read_severity(reading.cause, trial, knowledge.rules) if told is None or reading.cause.id in told else reading
        for reading in readings
    ]


def _causes_of(question: Question) -> set[str] | None:
    """The causes that an answer tells about; none stands for all of them, as volumes weigh every table by channel."""
    if says_volumes(question):
        return None
    measured = measured_loss_of(question)
    return {informs.cause for informs in question.informs} | ({measured.cause} if measured is not None else set())


def _answered_on_trial(
    course: Course, question: Question, readings: list[SeverityReading], rules: AssessmentRules
) -> Course | None:
    """The course as if the question had been answered in line with what is known; none where it says nothing about losses."""
    value = _trial_value(question, {reading.cause.id: reading for reading in readings}, rules)
    if value is None:
        return None
    measured = measured_loss_of(question) is not None
    answer = Consolidated(
        question=question.id,
        value=value,
        rule="single",
        basis="measured" if measured else "told",
        confidence=TRIAL_CONFIDENCE,
        contradiction=False,
        evidence=(),
    )
    return replace(course, answers={**course.answers, question.id: answer})


def _trial_value(question: Question, readings: dict[str, SeverityReading], rules: AssessmentRules) -> Value | None:
    if isinstance(question, MaturityQuestion) and question.informs:
        weights = sum(informs.weight for informs in question.informs)
        severity = sum(informs.weight * readings[informs.cause].used for informs in question.informs) / weights
        return TOP_LEVEL * float(1.0 - severity ** (1.0 / rules.severity_exponent))  # the way back from severity to level
    if isinstance(question, NumberQuestion | MatrixQuestion) and question.measured_loss is not None:
        meaning = question.measured_loss
        span = meaning.loss_at_100_percent - meaning.loss_at_0_percent
        loss = readings[meaning.cause].used * readings[meaning.cause].cause.cap
        percent = min(100.0, max(0.0, 100.0 * (loss - meaning.loss_at_0_percent) / span)) if span else 0.0
        return {"all": percent} if isinstance(question, MatrixQuestion) else percent
    return None
