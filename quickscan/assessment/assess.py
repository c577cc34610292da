"""The assessment of an engagement: one pure function from answers to maturity, severities, findings and the loss estimate."""

from quickscan.assessment.findings import Material, find
from quickscan.assessment.loss import loss_points, loss_range
from quickscan.assessment.maturity import area_maturity
from quickscan.assessment.next_best import next_best
from quickscan.assessment.severity import read_severities
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import Assessment
from quickscan.interview.path import follow


def assess(engagement: Engagement, knowledge: Knowledge) -> Assessment:
    """What the answers say. Works on any number of answers, also on none."""
    course = follow(engagement, knowledge.rules)
    readings = read_severities(course, knowledge)
    points = loss_points({reading.cause.id: reading.used * reading.cause.cap for reading in readings})
    severity = {reading.cause.id: reading.as_result(points[reading.cause.id]) for reading in readings}
    maturity = area_maturity(engagement.questionnaire.definition, course, knowledge.rules)
    return Assessment(
        maturity=maturity,
        severity=severity,
        loss_rate=loss_range(readings, knowledge.rules),
        findings=find(Material(engagement, knowledge, course, maturity, severity)),
        unanswered=tuple(question.id for question in course.unanswered),
        next_best_questions=next_best(course, knowledge),
    )
