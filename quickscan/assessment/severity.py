"""Severity of each cause: from the maturity of the questions that inform it, unless a measured loss says more."""

from dataclasses import dataclass

from quickscan.assessment.measured import LossReading, loss_readings
from quickscan.assessment.score import LevelScore, maturity_items, score
from quickscan.domain.knowledge import AssessmentRules, Cause, Knowledge
from quickscan.domain.question_parts import TOP_LEVEL
from quickscan.domain.questionnaire import MaturityQuestion
from quickscan.domain.result import CauseSeverity, SeverityBasis
from quickscan.interview.path import Course


@dataclass(frozen=True)
class SeverityReading:
    """The severity of a cause and how far it may be off, before its share of the loss is known."""

    cause: Cause
    score: float | None
    low: float
    """All unknown at best."""
    high: float
    """All unknown at worst."""
    coverage: float
    basis: SeverityBasis
    used: float
    """The severity that counts: the score, or the assumed value."""
    doubt: float
    """By how much the known part may be off."""
    measured: LossReading | None
    score_of_levels: LevelScore

    def as_result(self, loss_points: float) -> CauseSeverity:
        """With its share of the loss rate."""
        evidence = self.measured.evidence if self.measured and self.basis == "measured" else self.score_of_levels.evidence
        loss = self.measured.loss if self.measured else None
        return CauseSeverity(
            cause=self.cause.id,
            cap=self.cause.cap,
            score=self.score,
            low=self.low,
            high=self.high,
            coverage=self.coverage,
            severity=self.used,
            basis=self.basis,
            measured_loss=loss,
            above_cap=loss is not None and loss > self.cause.cap,
            loss_points=loss_points,
            evidence=evidence,
            doubt=self.doubt,
        )


def read_severities(course: Course, knowledge: Knowledge) -> list[SeverityReading]:
    """The severity of every cause, C1 to C9."""
    return [read_severity(cause, course, knowledge.rules) for cause in knowledge.causes]


def severity_of_level(level: float, rules: AssessmentRules) -> float:
    """Severity 0 to 1 of a maturity level 0 to 4: (1 - level / 4) to the power of the rules."""
    return float((1.0 - level / TOP_LEVEL) ** rules.severity_exponent)


def read_severity(cause: Cause, course: Course, rules: AssessmentRules) -> SeverityReading:
    """The severity of one cause."""
    from_levels = _from_levels(cause, course, rules)
    readings = loss_readings(course, rules, cause.id)
    whole = max((reading for reading in readings if reading.whole), key=lambda reading: reading.loss, default=None)
    if whole is not None:
        return _replaced(from_levels, whole)
    part = max(readings, key=lambda reading: reading.loss, default=None)
    return _at_least(from_levels, part) if part is not None else from_levels


def _from_levels(cause: Cause, course: Course, rules: AssessmentRules) -> SeverityReading:
    found = score(maturity_items(course, rules, lambda question: _weight(question, cause.id)))
    known = found.level is not None
    severity = severity_of_level(found.level, rules) if found.level is not None else rules.unknown_severity
    doubt = 0.0
    if found.level is not None:
        worse, better = max(0.0, found.level - found.doubt_levels), min(float(TOP_LEVEL), found.level + found.doubt_levels)
        doubt = max(severity_of_level(worse, rules) - severity, severity - severity_of_level(better, rules))
    return SeverityReading(
        cause=cause,
        score=severity if known else None,
        low=severity_of_level(found.highest, rules),
        high=severity_of_level(found.lowest, rules),
        coverage=found.coverage,
        basis="maturity" if known else "assumed",
        used=severity,
        doubt=doubt,
        measured=None,
        score_of_levels=found,
    )


def _weight(question: MaturityQuestion, cause_id: str) -> float:
    return sum(informs.weight for informs in question.informs if informs.cause == cause_id)


def _replaced(before: SeverityReading, reading: LossReading) -> SeverityReading:
    """A loss measured as a whole takes the place of what maturity says."""
    severity = _severity_of_loss(before.cause, reading.loss)
    return SeverityReading(
        cause=before.cause,
        score=severity,
        low=severity,
        high=severity,
        coverage=1.0,
        basis="measured",
        used=severity,
        doubt=_doubt(before.cause, severity, reading),
        measured=reading,
        score_of_levels=before.score_of_levels,
    )


def _at_least(before: SeverityReading, reading: LossReading) -> SeverityReading:
    """A loss measured in part is a floor: the cause does at least that much."""
    floor = _severity_of_loss(before.cause, reading.loss)
    above_cap = reading.loss > before.cause.cap  # worth telling also where maturity alone says the worst already
    raised = before.score is None or floor > before.score or above_cap
    severity = floor if raised else before.used
    return SeverityReading(
        cause=before.cause,
        score=severity,
        low=max(before.low, floor),
        high=max(before.high, _severity_of_loss(before.cause, reading.loss + reading.apart)),
        coverage=before.coverage,
        basis="measured" if raised else before.basis,
        used=severity,
        doubt=_doubt(before.cause, severity, reading) if raised else before.doubt,
        measured=reading,
        score_of_levels=before.score_of_levels,
    )


def _doubt(cause: Cause, severity: float, reading: LossReading) -> float:
    """By how much a measured severity may be off: by its confidence, or by what else was said where all of that stands."""
    return max(severity * reading.doubt_share, reading.apart / cause.cap if cause.cap > 0.0 else 0.0)


def _severity_of_loss(cause: Cause, loss: float) -> float:
    """Measured loss over cap, at most 1; a cause with cap 0 cannot lose anything."""
    return min(1.0, loss / cause.cap) if cause.cap > 0.0 else 0.0
