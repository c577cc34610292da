"""How the scan was made: who was interviewed, how well the answers are founded, and what the origin marks mean."""

from collections import Counter

from quickscan.domain.base import Noun
from quickscan.domain.engagement import Answer, AnswerBasis, Confidence, Respondent
from quickscan.domain.scan import Scan
from quickscan.report.statements import Statements
from quickscan.report.wording import ORIGINS, Origin, Wording

BASES: tuple[AnswerBasis, ...] = ("measured", "documented", "observed", "told")
CONFIDENCES: tuple[Confidence, ...] = (3, 2, 1)


class Interviewed(Noun):
    """A role that was interviewed."""

    role: str
    """The role."""
    people: str
    """How many people."""
    labels: str
    """What they are called in this report."""
    answers: str
    """How many answers they gave."""


class Counted(Noun):
    """How many answers are of one sort."""

    label: str
    """The sort."""
    count: str
    """How many."""
    share: str
    """Their share of all answers."""


class OriginMark(Noun):
    """An origin mark and its meaning."""

    letter: str
    """The small letter behind a number."""
    meaning: str
    """Where such a number comes from."""


class Approach(Noun):
    """Approach and data."""

    interviews: tuple[Interviewed, ...]
    """The roles interviewed."""
    interviewed: str
    """How many people in how many roles, in a sentence."""
    exports: tuple[str, ...]
    """Data exports that were read."""
    documents: tuple[str, ...]
    """Documents named as evidence."""
    bases: tuple[Counted, ...]
    """Answers by how they are known."""
    confidences: tuple[Counted, ...]
    """Answers by how sure they are."""
    statement: str
    """How far the results can be relied on, in a few sentences."""
    marks: tuple[OriginMark, ...]
    """The origin marks."""
    marks_line: str
    """All origin marks in one line, for the foot of a page."""


def approach(scan: Scan, statements: Statements, wording: Wording) -> Approach:
    """How the scan was made."""
    answered = [answer for answers in statements.given.values() for answer in answers if answer.status == "answered"]
    marks = [
        OriginMark(letter=wording.say(f"mark_{origin}"), meaning=wording.say(f"origin_{origin}_meaning")) for origin in ORIGINS
    ]
    documents = dict.fromkeys(name for answer in answered for name in answer.evidence)
    return Approach(
        interviews=tuple(_interviews(scan, answered, wording)),
        interviewed=_interviewed(scan, wording),
        exports=tuple(respondent.label for respondent in scan.engagement.respondents if respondent.kind == "data"),
        documents=tuple(documents),
        bases=tuple(_by_basis(answered, wording)),
        confidences=tuple(_by_confidence(answered, wording)),
        statement=_statement(scan, answered, wording),
        marks=tuple(marks),
        marks_line=" · ".join(_short(origin, wording) for origin in ORIGINS),
    )


def _short(origin: Origin, wording: Wording) -> str:
    """A mark with one word, held together on one line."""
    return f"{wording.say(f'mark_{origin}')} {wording.say(f'origin_{origin}')}".replace(" ", "\u00a0")


def _people(scan: Scan) -> list[Respondent]:
    return [respondent for respondent in scan.engagement.respondents if respondent.kind == "person"]


def _interviews(scan: Scan, answered: list[Answer], wording: Wording) -> list[Interviewed]:
    answers = Counter(answer.respondent for answer in answered)
    rows = []
    for role in dict.fromkeys(respondent.role for respondent in _people(scan)):
        people = [respondent for respondent in _people(scan) if respondent.role == role]
        rows.append(
            Interviewed(
                role=_role_name(scan, role, wording),
                people=str(len(people)),
                labels=", ".join(respondent.label for respondent in people),
                answers=wording.numbers.number(sum(answers[respondent.id] for respondent in people)),
            )
        )
    return rows


def _role_name(scan: Scan, role_id: str, wording: Wording) -> str:
    names = {role.id: wording.of(role.name) for role in scan.knowledge.roles}
    return names.get(role_id, role_id)


def _interviewed(scan: Scan, wording: Wording) -> str:
    people = _people(scan)
    if not people:
        return wording.say("interviewed_nobody")
    roles = len({respondent.role for respondent in people})
    return wording.say("interviewed", people=wording.counted("people", len(people)), roles=wording.counted("roles", roles))


def _by_basis(answered: list[Answer], wording: Wording) -> list[Counted]:
    found = Counter(answer.basis for answer in answered)
    return [_counted(wording.say(f"answer_{basis}"), found[basis], len(answered), wording) for basis in BASES if found[basis]]


def _by_confidence(answered: list[Answer], wording: Wording) -> list[Counted]:
    found = Counter(answer.confidence for answer in answered)
    return [
        _counted(wording.say(f"confidence_{level}"), found[level], len(answered), wording)
        for level in CONFIDENCES
        if found[level]
    ]


def _counted(label: str, count: int, total: int, wording: Wording) -> Counted:
    return Counted(label=label, count=wording.numbers.number(count), share=wording.numbers.percent(count / total, 0))


def _statement(scan: Scan, answered: list[Answer], wording: Wording) -> str:
    """How far the results can be relied on."""
    loss = scan.assessment.loss_rate
    solid = sum(answer.basis != "told" for answer in answered)
    contradictions = sum(consolidated.contradiction for consolidated in scan.answers.values())
    sentences = [
        wording.say("statement_coverage", coverage=wording.numbers.percent(loss.coverage, 0)),
        wording.counted("statement_answers", len(answered), solid=wording.numbers.number(solid)),
        wording.counted("statement_contradictions", contradictions)
        if contradictions
        else wording.say("statement_no_contradictions"),
        wording.say("statement_interval", share=wording.numbers.percent(loss.interval_share, 0)),
    ]
    return " ".join(sentences)
