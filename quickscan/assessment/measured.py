"""Measured losses: a percentage that says directly what share of sales a cause costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from quickscan.domain.engagement import Value
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.question_parts import MeasuredLoss
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question
from quickscan.domain.result import AnswerRef, Consolidated
from quickscan.interview.path import Course

VOLUME = "ch.volume"
"""The parameter whose answer holds the inquiries by channel."""


@dataclass(frozen=True)
class LossReading:
    """What a measured answer says about one cause."""

    question: Question
    loss: float
    """The share of sales lost, 0 to 1."""
    whole: bool
    """Whether it stands for all that the cause does; otherwise it is a floor."""
    doubt_share: float
    """By what share of itself it may be off."""
    apart: float
    """How far off, as a share of sales, the farthest of what was said lies where all of it stands by decision; otherwise 0."""
    evidence: tuple[AnswerRef, ...]


def loss_readings(course: Course, rules: AssessmentRules, cause: str) -> list[LossReading]:
    """The measured losses of a cause. What was only told is an estimate and does not count here."""
    readings = []
    for _, question in course.questions:
        meaning = measured_loss_of(question)
        answer = course.answers.get(question.id)
        if meaning is not None and meaning.cause == cause and answer is not None and answer.basis not in (None, "told"):
            percent = _percent(course, answer.value)
            if percent is not None:
                said = [_percent(course, value) for value in answer.standing]
                apart = max((abs(other - percent) for other in said if other is not None), default=0.0)
                readings.append(_reading(question, meaning, answer, (percent, apart), rules))
    return readings


def measured_loss_of(question: Question) -> MeasuredLoss | None:
    """What a question says about a loss when its answer is measured."""
    return question.measured_loss if isinstance(question, NumberQuestion | MatrixQuestion) else None


def says_volumes(question: Question) -> bool:
    """Whether it is asked for the inquiries by channel, which weigh the rows of other tables."""
    return any(sets.parameter == VOLUME for sets in question.sets)


def _reading(
    question: Question, meaning: MeasuredLoss, answer: Consolidated, percents: tuple[float, float], rules: AssessmentRules
) -> LossReading:
    at_0, at_100 = meaning.loss_at_0_percent, meaning.loss_at_100_percent
    percent, apart = percents
    return LossReading(
        question=question,
        loss=at_0 + (at_100 - at_0) * percent / 100.0,
        whole=meaning.covers == "whole",
        doubt_share=rules.measured_doubt_share[answer.confidence or 1],
        apart=abs(at_100 - at_0) * apart / 100.0,
        evidence=answer.evidence,
    )


def _percent(course: Course, value: Value | None) -> float | None:
    """The percentage answered; of a table by channel the mean weighted by inquiries, or the plain mean without them."""
    if isinstance(value, int | float):
        return float(value)
    if not isinstance(value, dict):
        return None
    numbers = {row: float(entry) for row, entry in value.items() if isinstance(entry, int | float)}
    volumes = _volumes(course)
    weights = {row: volumes.get(row, 0.0) for row in numbers}
    if sum(weights.values()) <= 0.0:
        weights = dict.fromkeys(numbers, 1.0)
    return sum(numbers[row] * weights[row] for row in numbers) / sum(weights.values()) if numbers else None


def _volumes(course: Course) -> Mapping[str, float]:
    for _, question in course.questions:
        value = course.value(question.id)
        if isinstance(value, dict) and says_volumes(question):
            return {row: float(entry) for row, entry in value.items() if isinstance(entry, int | float)}
    return {}
