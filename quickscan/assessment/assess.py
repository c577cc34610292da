"""The assessment of an engagement: one pure function from answers to maturity, severities, findings and the loss estimate."""

from dataclasses import dataclass, replace

from quickscan.assessment.findings import Material, find
from quickscan.assessment.loss import loss_points, loss_range
from quickscan.assessment.maturity import area_maturity
from quickscan.assessment.next_best import next_best
from quickscan.assessment.severity import SeverityReading, read_severities
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import AreaMaturity, Assessment, CauseSeverity, LossRange
from quickscan.interview.path import Course, follow


@dataclass(frozen=True)
class Scored:
    """What is counted of an engagement, without words about it and without what to ask next."""

    course: Course
    """The questions that apply, with what was said to them."""
    maturity: dict[str, AreaMaturity]
    """The maturity of each area."""
    severity: dict[str, CauseSeverity]
    """The severity of each cause."""
    loss_rate: LossRange
    """The share of leads lost, with its interval."""


def scored(engagement: Engagement, knowledge: Knowledge) -> Scored:
    """The numbers of an assessment. Works on any number of answers, also on none."""
    course = follow(engagement, knowledge.rules)
    readings = read_severities(course, knowledge)
    points = loss_points({reading.cause.id: reading.used * reading.cause.cap for reading in readings})
    return Scored(
        course=course,
        maturity=area_maturity(engagement.questionnaire.definition, course, knowledge.rules),
        severity={reading.cause.id: reading.as_result(points[reading.cause.id]) for reading in readings},
        loss_rate=_loss(readings, course, knowledge),
    )


def assess(engagement: Engagement, knowledge: Knowledge) -> Assessment:
    """What the answers say. Works on any number of answers, also on none."""
    found = scored(engagement, knowledge)
    return Assessment(
        maturity=found.maturity,
        severity=found.severity,
        loss_rate=found.loss_rate,
        findings=find(Material(engagement, knowledge, found.course, found.maturity, found.severity)),
        unanswered=tuple(question.id for question in found.course.unanswered),
        next_best_questions=next_best(found.course, knowledge),
    )


def _loss(readings: list[SeverityReading], course: Course, knowledge: Knowledge) -> LossRange:
    """The loss rate. Where statements were left standing its interval holds at least what it would hold without that decision:
    quantiles of a few causes together can move inwards by a trace when one cause alone gets more doubtful.
    """
    drawn = loss_range(readings, knowledge.rules)
    if not any(answer.standing for answer in course.answers.values()):
        return drawn
    undecided = {name: answer.model_copy(update={"standing": ()}) for name, answer in course.answers.items()}
    without = loss_range(read_severities(replace(course, answers=undecided), knowledge), knowledge.rules)
    return drawn.model_copy(update={"low": min(drawn.low, without.low), "high": max(drawn.high, without.high)})
