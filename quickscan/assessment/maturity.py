"""Maturity of each area of the questionnaire."""

from quickscan.assessment.score import maturity_items, score
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.questionnaire import Questionnaire, Section
from quickscan.domain.result import AreaMaturity
from quickscan.interview.path import Course


def area_maturity(questionnaire: Questionnaire, course: Course, rules: AssessmentRules) -> dict[str, AreaMaturity]:
    """Maturity by section, for those that have maturity questions that apply."""
    areas = {section.id: _of_section(section, course, rules) for section in questionnaire.sections}
    return {name: area for name, area in areas.items() if area is not None}


def _of_section(section: Section, course: Course, rules: AssessmentRules) -> AreaMaturity | None:
    ids = {question.id for question in section.questions}
    items = maturity_items(course, rules, lambda question: question.weight if question.id in ids else 0.0)
    if not items:
        return None
    found = score(items)
    return AreaMaturity(
        area=section.id,
        title=section.title,
        score=found.level,
        low=found.lowest,
        high=found.highest,
        coverage=found.coverage,
        evidence=found.evidence,
    )
