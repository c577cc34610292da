"""How sure the answers are that a measure rests on."""

from collections.abc import Mapping

from quickscan.domain.advice import Recommendation
from quickscan.domain.result import AnswerRef, Assessment, Consolidated


def answers_behind(entry: Recommendation, assessment: Assessment) -> dict[str, tuple[AnswerRef, ...]]:
    """By cause that the measure cuts and that costs something: the answers its severity rests on."""
    readings = {cut.cause: assessment.severity[cut.cause] for cut in entry.cuts}
    return {cause: reading.evidence for cause, reading in readings.items() if reading.loss_points > 0.0}


def confidence(entry: Recommendation, assessment: Assessment, answers: Mapping[str, Consolidated]) -> tuple[float | None, int]:
    """The mean confidence, 1 (guess) to 3 (sure), each cause weighted by what it loses; and how many questions it rests on.

    None where there is no answer whose confidence is known.
    """
    behind = answers_behind(entry, assessment)
    sure = {cause: _sure({ref.question for ref in refs}, answers) for cause, refs in behind.items()}
    weights = {cause: assessment.severity[cause].loss_points for cause, levels in sure.items() if levels}
    questions = {ref.question for refs in behind.values() for ref in refs}
    if not weights:
        return None, len(questions)
    means = {cause: sum(sure[cause]) / len(sure[cause]) for cause in weights}
    return sum(weights[cause] * means[cause] for cause in weights) / sum(weights.values()), len(questions)


def _sure(questions: set[str], answers: Mapping[str, Consolidated]) -> list[int]:
    found = (answers[question].confidence for question in sorted(questions) if question in answers)
    return [level for level in found if level is not None]
