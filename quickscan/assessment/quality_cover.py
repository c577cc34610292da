"""What the quality check finds in the whole: what nobody was asked, what only one person said, and what was never measured."""

from collections.abc import Callable, Iterator, Sequence

from quickscan.assessment import quality_words as words
from quickscan.assessment.findings import ENOUGH_COVERAGE
from quickscan.assessment.measured import measured_loss_of
from quickscan.assessment.quality_look import Look, codes
from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.documents import DocumentKind
from quickscan.domain.quality import QualityKind, QualityLevel, QualityPoint
from quickscan.domain.questionnaire import Question
from quickscan.interview.checklist import state_of
from quickscan.interview.wording import number_in_both


def _one_sided(look: Look) -> Iterator[QualityPoint]:
    """Nobody who works with the leads was heard."""
    field = {person.id for person in look.engagement.respondents if person.side == "field" and person.kind == "person"}
    if not any(answer.respondent in field and answer.status == "answered" for answer in look.current):
        said = words.ONE_SIDED
        weight = look.assessment.loss_rate.mean
        yield QualityPoint(level="error", kind="one_sided", what=said.what, why=said.why, remedy=said.remedy, weight=weight)


def _coverage(look: Look) -> Iterator[QualityPoint]:
    """Causes about which too little is known, or nothing at all."""
    for cause in _thin(look):
        severity = look.assessment.severity[cause]
        missing = [question for question in look.course.unanswered if _informs(question, cause)]
        if severity.basis == "assumed":
            yield _point("error", "nothing_known", look, words.NOTHING_KNOWN, cause, missing)
        else:
            known = number_in_both(100 * severity.coverage, 0)
            yield _point("warning", "little_known", look, words.LITTLE_KNOWN, cause, missing, known=known)


def _key_unanswered(look: Look) -> Iterator[QualityPoint]:
    """Key questions without an answer; those of causes about which too little is known are told there."""
    thin = set(_thin(look))
    unanswered = [question for question in look.key_questions if look.course.value(question.id) is None]
    for cause, questions in look.by_cause(unanswered).items():
        if cause not in thin:
            yield _point("error", "key_unanswered", look, words.KEY_UNANSWERED, cause, questions)


def _one_voice(look: Look) -> Iterator[QualityPoint]:
    """Key questions that one person answered without proof: another role may see it otherwise, or there is only this one."""
    alone = [question for question in look.key_questions if _one_told(look, question)]
    for cause, questions in look.by_cause(question for question in alone if len(question.ask_roles) > 1).items():
        yield _point("warning", "one_voice", look, words.ONE_OF_SEVERAL, cause, questions)
    for cause, questions in look.by_cause(question for question in alone if len(question.ask_roles) == 1).items():
        yield _point("remark", "one_voice", look, words.ONLY_ONE, cause, questions)


def _not_measured(look: Look) -> Iterator[QualityPoint]:
    """Losses that matter most, were only told, and could be counted."""
    for cause in look.heavy:
        told = [question for question in look.questions.values() if _measures(question, cause) and not _is_found(look, question)]
        if told and look.assessment.severity[cause].basis != "measured":
            yield _point("warning", "not_measured", look, words.NOT_MEASURED, cause, told)


def _documents(look: Look) -> Iterator[QualityPoint]:
    """Documents that are not there; what the client does not have is settled."""
    states = {kind.id: state_of(look.engagement, kind.id).state for kind in look.knowledge.documents}
    untouched = [kind for kind in look.knowledge.documents if states[kind.id] == "open"]
    heavy = [kind for kind in untouched if set(kind.causes) & set(look.heavy)]
    requested = [kind for kind in look.knowledge.documents if states[kind.id] == "requested"]
    yield from _missing("warning", look, words.OUTSTANDING, requested)
    yield from _missing("warning", look, words.NOT_REQUESTED, heavy)
    yield from _missing("remark", look, words.NOT_REQUESTED, [kind for kind in untouched if kind not in heavy])


def _missing(level: QualityLevel, look: Look, saying: words.Saying, kinds: list[DocumentKind]) -> Iterator[QualityPoint]:
    if not kinds:
        return
    names = Text(**{language: ", ".join(kind.name.in_language(language) for kind in kinds) for language in LANGUAGES})
    causes = tuple(dict.fromkeys(cause for kind in kinds for cause in kind.causes))
    yield QualityPoint(
        level=level,
        kind="documents",
        what=saying.what.fill(names=names),
        why=saying.why,
        remedy=saying.remedy,
        causes=causes,
        documents=tuple(kind.id for kind in kinds),
        weight=sum(look.points(cause) for cause in causes),
    )


def _point(
    level: QualityLevel,
    kind: QualityKind,
    look: Look,
    saying: words.Saying,
    cause: str,
    questions: Sequence[Question],
    **more: object,
) -> QualityPoint:
    """A point about a cause and some questions that inform it."""
    return QualityPoint(
        level=level,
        kind=kind,
        what=saying.what.fill(cause=look.cause_name(cause), codes=codes(questions), **more),
        why=saying.why,
        remedy=saying.remedy,
        questions=tuple(question.id for question in questions),
        causes=(cause,),
        weight=look.points(cause),
    )


def _thin(look: Look) -> list[str]:
    """The causes about which too little is known."""
    return [cause for cause, severity in look.assessment.severity.items() if severity.coverage < ENOUGH_COVERAGE]


def _one_told(look: Look, question: Question) -> bool:
    answers = [answer for answer in look.current if answer.question == question.id and answer.status == "answered"]
    return len(answers) == 1 and answers[0].basis == "told"


def _is_found(look: Look, question: Question) -> bool:
    """Whether somebody did more than tell."""
    answer = look.course.answers.get(question.id)
    return answer is not None and answer.basis not in (None, "told")


def _measures(question: Question, cause: str) -> bool:
    loss = measured_loss_of(question)
    return loss is not None and loss.cause == cause


def _informs(question: Question, cause: str) -> bool:
    return any(informs.cause == cause for informs in question.informs)


COVER_CHECKS: tuple[Callable[[Look], Iterator[QualityPoint]], ...] = (
    _one_sided,
    _coverage,
    _key_unanswered,
    _one_voice,
    _not_measured,
    _documents,
)
"""The checks of this module."""
