"""A score from maturity levels: taken over what is known, with coverage and a band, so that unknown is never counted as zero."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.question_parts import TOP_LEVEL
from quickscan.domain.questionnaire import MaturityQuestion, Question
from quickscan.domain.result import AnswerRef
from quickscan.interview.path import Course


@dataclass(frozen=True)
class Item:
    """One maturity question in a score."""

    question: Question
    weight: float
    level: float | None
    """The consolidated level, none where nobody knows."""
    doubt_levels: float
    """By how many levels it may be off."""
    evidence: tuple[AnswerRef, ...]


@dataclass(frozen=True)
class LevelScore:
    """A weighted mean level with what it could be."""

    level: float | None
    """Over what is known; none where nothing is known."""
    lowest: float
    """All unknown at level 0."""
    highest: float
    """All unknown at the top level."""
    coverage: float
    """The share of the weight that is known."""
    doubt_levels: float
    """By how many levels the mean may be off."""
    evidence: tuple[AnswerRef, ...]


def score(items: Sequence[Item]) -> LevelScore:
    """The score of some items. Without any item, or with weights of 0 in all, nothing is known."""
    total = sum(item.weight for item in items)
    known = [item for item in items if item.level is not None]
    known_weight = sum(item.weight for item in known)
    if total <= 0.0 or known_weight <= 0.0:
        return LevelScore(None, 0.0, float(TOP_LEVEL), 0.0, 0.0, ())
    points = sum(item.weight * item.level for item in known if item.level is not None)
    unknown = total - known_weight
    return LevelScore(
        level=points / known_weight,
        lowest=points / total,
        highest=(points + unknown * TOP_LEVEL) / total,
        coverage=known_weight / total,
        doubt_levels=sum(item.weight * item.doubt_levels for item in known) / known_weight,
        evidence=tuple(reference for item in known for reference in item.evidence),
    )


def maturity_items(course: Course, rules: AssessmentRules, weight_of: Callable[[MaturityQuestion], float]) -> list[Item]:
    """All maturity questions that apply and have a weight above 0."""
    return [
        _item(course, rules, question, weight_of(question))
        for _, question in course.questions
        if isinstance(question, MaturityQuestion) and weight_of(question) > 0.0
    ]


def _item(course: Course, rules: AssessmentRules, question: MaturityQuestion, weight: float) -> Item:
    answer = course.answers.get(question.id)
    level = answer.value if answer is not None else None
    if answer is None or not isinstance(level, int | float) or answer.confidence is None:
        return Item(question, weight, None, 0.0, ())
    doubt = rules.level_doubt[answer.confidence]
    if answer.contradiction and answer.rule != "ruled":
        # Whoever is right, the mean may be off by half the smallest difference that counts.
        doubt = max(doubt, rules.contradiction_levels / 2)
    for said in answer.standing:  # all of it may be right, so the doubt reaches what lies farthest off
        doubt = max(doubt, abs(said - level) if isinstance(said, int | float) else 0.0)
    return Item(question, weight, float(level), doubt, answer.evidence)
