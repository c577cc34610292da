"""What the quality check finds in single answers: contradictions, records that crossed, and what is left to be looked at."""

from collections.abc import Callable, Iterable, Iterator

from quickscan.assessment import quality_words as words
from quickscan.assessment.quality_look import Look, codes
from quickscan.domain.engagement import Answer
from quickscan.domain.quality import QualityKind, QualityLevel, QualityPoint
from quickscan.domain.questionnaire import Question
from quickscan.interview.values import warnings_of
from quickscan.interview.wording import answer_in_words

FEWEST_LETTERS = 6
"""A reason with fewer letters says nothing."""


def _contradictions(look: Look) -> Iterator[QualityPoint]:
    """Answers that differ by more than the rules allow, and about which nobody has decided."""
    decided = look.engagement.current_rulings()
    for finding in look.assessment.findings:
        question = finding.evidence[0].question if finding.evidence else ""
        if finding.kind == "contradiction" and question not in decided:
            said = [answer for answer in look.current if answer.question == question and answer.value is not None]
            level: QualityLevel = "error" if finding.causes else "warning"
            yield _point(level, "contradiction", look, words.CONTRADICTION, said, finding=finding.text)


def _overlooked(look: Look) -> Iterator[QualityPoint]:
    """Records that crossed another one; whoever records again, having seen both, has decided."""
    for answer in look.current:
        if answer.overlooked is not None:
            yield _point("error", "overlooked", look, words.OVERLOOKED, [answer])


def _implausible(look: Look) -> Iterator[QualityPoint]:
    definition, rows = look.engagement.questionnaire.definition, look.knowledge.row_names
    for answer in look.current:
        question = look.questions[answer.question]
        if answer.value is not None and warnings_of(question, answer.value):
            said = answer_in_words(definition, question, answer.value, rows)
            yield _point("warning", "implausible", look, words.IMPLAUSIBLE, [answer], answer=said)


def _review(look: Look) -> Iterator[QualityPoint]:
    marked = [answer for answer in look.current if answer.marked_for_review]
    yield from _by_respondent("review", look, words.REVIEW, marked)


def _deferred(look: Look) -> Iterator[QualityPoint]:
    put_off = [answer for answer in look.current if answer.status == "deferred"]
    yield from _by_respondent("deferred", look, words.DEFERRED, put_off)


def _no_reason(look: Look) -> Iterator[QualityPoint]:
    """Also of questions that do not apply any more because of it."""
    set_aside = [answer for answer in look.engagement.current_answers() if answer.status == "not_applicable"]
    bare = [answer for answer in set_aside if sum(map(str.isalpha, answer.reason or "")) < FEWEST_LETTERS]
    yield from _by_respondent("no_reason", look, words.NO_REASON, bare)


def _by_respondent(kind: QualityKind, look: Look, saying: words.Saying, answers: Iterable[Answer]) -> Iterator[QualityPoint]:
    """One point for each respondent with such answers."""
    by_respondent: dict[str, list[Answer]] = {}
    for answer in answers:
        by_respondent.setdefault(answer.respondent, []).append(answer)
    for given in by_respondent.values():
        yield _point("warning", kind, look, saying, given)


def _point(
    level: QualityLevel, kind: QualityKind, look: Look, saying: words.Saying, answers: list[Answer], **more: object
) -> QualityPoint:
    """A point about answers; what it says may name the respondent, and code and title of the first question."""
    definition = look.engagement.questionnaire.definition
    questions: list[Question] = [definition.question(name) for name in dict.fromkeys(answer.question for answer in answers)]
    first = {"code": questions[0].code, "title": questions[0].title, "who": look.who(answers[0].respondent)}
    return QualityPoint(
        level=level,
        kind=kind,
        what=saying.what.fill(codes=codes(questions), **first, **more),
        why=saying.why,
        remedy=saying.remedy,
        questions=tuple(question.id for question in questions),
        respondents=tuple(dict.fromkeys(answer.respondent for answer in answers)),
        causes=tuple(dict.fromkeys(informs.cause for question in questions for informs in question.informs)),
        weight=look.weight(questions),
    )


ANSWER_CHECKS: tuple[Callable[[Look], Iterator[QualityPoint]], ...] = (
    _contradictions,
    _overlooked,
    _implausible,
    _review,
    _deferred,
    _no_reason,
)
"""The checks of this module."""
