"""What the interviews showed, each finding with the answers it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement, Value
from quickscan.domain.knowledge import AssessmentRules, Knowledge
from quickscan.domain.questionnaire import MaturityQuestion, Question, Section
from quickscan.domain.result import AnswerRef, AreaMaturity, CauseSeverity, Consolidated, Finding, FindingKind
from quickscan.interview.consolidate import SELF_ESTIMATE, reference
from quickscan.interview.path import Course
from quickscan.interview.wording import answer_in_words, number_in_words

ENOUGH_COVERAGE = 0.5
"""Below this share of known weight a cause is reported as not known well enough."""

WEAK_ANSWER = Text(de="{code} {title}: {answer}", en="{code} {title}: {answer}")
WEAK_AREA = Text(de="{area}: Reifegrad {level} von 4", en="{area}: maturity {level} of 4")
CONTRADICTION = Text(
    de="{code} {title}: die Angaben widersprechen sich ({answers})",
    en="{code} {title}: the answers contradict each other ({answers})",
)
OVERRULED = Text(de="{text}; entschieden: {value}. Grund: {reason}", en="{text}; decided: {value}. Reason: {reason}")
BOTH_STAND = Text(
    de="{text}; beide bleiben stehen, mit der Spanne als Unsicherheit. Grund: {reason}",
    en="{text}; both stand, with the range as doubt. Reason: {reason}",
)
MEASURED = Text(
    de="{cause}: gemessen gehen {loss} % der Verkäufe verloren, die Obergrenze der Ursache liegt bei {cap} %",
    en="{cause}: {loss}% of sales are lost as measured, the cap of this cause is {cap}%",
)
ABOVE_CAP = Text(
    de="{cause}: gemessen gehen {loss} % der Verkäufe verloren, mehr als die Obergrenze von {cap} %; es gilt die Obergrenze",
    en="{cause}: {loss}% of sales are lost as measured, more than the cap of {cap}%; the cap is used",
)
GUESS = Text(de="Geschätzter Leadverlust ({who}): {answer}", en="Self-estimated lead loss ({who}): {answer}")
NOT_ENOUGH = Text(
    de="{cause}: nur {known} % der nötigen Antworten liegen vor; es fehlen {missing}",
    en="{cause}: only {known}% of the answers needed are there; missing are {missing}",
)


@dataclass(frozen=True)
class Material:
    """All that findings are made from."""

    engagement: Engagement
    knowledge: Knowledge
    course: Course
    maturity: Mapping[str, AreaMaturity]
    severity: Mapping[str, CauseSeverity]

    def words(self, question: Question, value: Value) -> Text:
        """An answer in words."""
        return answer_in_words(self.engagement.questionnaire.definition, question, value, self.knowledge.row_names)

    def points(self, question: Question) -> float:
        """Points of the loss rate of the causes that a question informs, weighted."""
        return sum(informs.weight * self.severity[informs.cause].loss_points for informs in question.informs)

    def records(self, evidence: tuple[AnswerRef, ...]) -> list[Answer]:
        """The answers that a finding rests on."""
        return [self._by_reference[pointer] for pointer in evidence]

    @cached_property
    def _by_reference(self) -> dict[AnswerRef, Answer]:
        return {reference(answer): answer for answer in self.engagement.current_answers()}


def find(material: Material) -> tuple[Finding, ...]:
    """All findings, the weightiest first."""
    finders = (_weak_answers, _weak_areas, _contradictions, _measured_losses, _self_estimates, _not_enough)
    found = [finding for finder in finders for finding in finder(material)]
    return tuple(sorted(found, key=lambda finding: -finding.weight))


def _weak_answers(material: Material) -> Iterator[Finding]:
    for section, question in material.course.questions:
        answer = material.course.answers.get(question.id)
        if answer is not None and _is_weak(question, answer, material.knowledge.rules) and answer.value is not None:
            text = WEAK_ANSWER.fill(code=question.code, title=question.title, answer=material.words(question, answer.value))
            yield _finding("weak_answer", section, question, text, material.points(question), answer.evidence)


def _is_weak(question: Question, answer: Consolidated, rules: AssessmentRules) -> bool:
    level = answer.value
    return isinstance(question, MaturityQuestion) and isinstance(level, int | float) and level <= rules.weak_answer_level


def _weak_areas(material: Material) -> Iterator[Finding]:
    for section in material.engagement.questionnaire.definition.sections:
        area = material.maturity.get(section.id)
        if area is not None and area.score is not None and area.score <= material.knowledge.rules.weak_area_level:
            causes = tuple(dict.fromkeys(informs.cause for question in section.questions for informs in question.informs))
            weight = max((material.severity[cause].loss_points for cause in causes), default=0.0)
            text = WEAK_AREA.fill(area=section.title, level=_number(area.score, 1))
            yield Finding(kind="weak_area", area=section.id, causes=causes, text=text, weight=weight, evidence=area.evidence)


def _contradictions(material: Material) -> Iterator[Finding]:
    for section, question in material.course.questions:
        answer = material.course.answers.get(question.id)
        if answer is not None and answer.contradiction:
            text = CONTRADICTION.fill(code=question.code, title=question.title, answers=_side_by_side(material, question, answer))
            text = _with_ruling(material, question, answer, text)
            yield _finding("contradiction", section, question, text, material.points(question), answer.evidence)


def _with_ruling(material: Material, question: Question, answer: Consolidated, text: Text) -> Text:
    ruling = answer.ruling
    if ruling is None:
        return text
    if ruling.value is None:
        return BOTH_STAND.fill(text=text, reason=ruling.reason)
    return OVERRULED.fill(text=text, value=material.words(question, ruling.value), reason=ruling.reason)


def _side_by_side(material: Material, question: Question, answer: Consolidated) -> Text:
    said = [
        (material.engagement.respondent(record.respondent).label, material.words(question, record.value))
        for record in material.records(answer.evidence)
        if record.value is not None
    ]
    return Text(
        de="; ".join(f"{who}: {words.de}" for who, words in said), en="; ".join(f"{who}: {words.en}" for who, words in said)
    )


def _measured_losses(material: Material) -> Iterator[Finding]:
    for cause in material.knowledge.causes:
        severity = material.severity[cause.id]
        if severity.basis == "measured" and severity.measured_loss is not None:
            kind: FindingKind = "above_cap" if severity.above_cap else "measured_loss"
            text = (ABOVE_CAP if severity.above_cap else MEASURED).fill(
                cause=cause.name, loss=_number(100 * severity.measured_loss, 1), cap=_number(100 * cause.cap, 1)
            )
            weight = severity.loss_points
            yield Finding(kind=kind, area=None, causes=(cause.id,), text=text, weight=weight, evidence=severity.evidence)


def _self_estimates(material: Material) -> Iterator[Finding]:
    for section, question in material.course.questions:
        if question.id == SELF_ESTIMATE and question.id in material.course.answers:
            for record in material.records(material.course.answers[question.id].evidence):
                if record.value is not None:
                    who = material.engagement.respondent(record.respondent).label
                    text = GUESS.fill(who=who, answer=material.words(question, record.value))
                    yield _finding("self_estimate", section, question, text, 0.0, (reference(record),))


def _not_enough(material: Material) -> Iterator[Finding]:
    for cause in material.knowledge.causes:
        severity = material.severity[cause.id]
        if severity.coverage < ENOUGH_COVERAGE:
            missing = [q.code for q in material.course.unanswered if any(informs.cause == cause.id for informs in q.informs)]
            text = NOT_ENOUGH.fill(cause=cause.name, known=_number(100 * severity.coverage, 0), missing=", ".join(missing))
            weight = severity.loss_points
            yield Finding(kind="not_enough_answers", area=None, causes=(cause.id,), text=text, weight=weight, evidence=())


def _finding(
    kind: FindingKind, section: Section, question: Question, text: Text, weight: float, evidence: tuple[AnswerRef, ...]
) -> Finding:
    causes = tuple(informs.cause for informs in question.informs)
    return Finding(kind=kind, area=section.id, causes=causes, text=text, weight=weight, evidence=evidence)


def _number(value: float, decimals: int) -> Text:
    return Text(de=number_in_words(value, "de", decimals), en=number_in_words(value, "en", decimals))
