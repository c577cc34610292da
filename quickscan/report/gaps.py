"""What is missing, what was assumed, and what is still open: the part of the report that keeps the rest honest."""

from quickscan.domain.base import Noun
from quickscan.domain.scan import Scan
from quickscan.report.ranking import assumed_causes
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording


class MissingArea(Noun):
    """Open questions of one area."""

    title: str
    """The area."""
    open: str
    """How many of its questions have no answer, out of those that apply."""
    questions: str
    """Which ones."""


class NextQuestionRow(Noun):
    """An open question that is worth asking first."""

    code: str
    """Its short code."""
    title: str
    """The question in a few words."""
    narrowing: str
    """By how many points its answer would narrow the range of the loss."""
    roles: str
    """Who can answer."""


class Gaps(Noun):
    """What is missing, assumed and open."""

    missing: str
    """How many questions are open, in a sentence."""
    areas: tuple[MissingArea, ...]
    """Open questions by area."""
    next_questions: tuple[NextQuestionRow, ...]
    """The open questions worth asking first."""
    assumptions: tuple[str, ...]
    """What was assumed."""
    open_points: tuple[str, ...]
    """What somebody must still look at."""


def gaps(scan: Scan, statements: Statements, wording: Wording) -> Gaps:
    """What is missing, assumed and open in a scan."""
    count = len(scan.assessment.unanswered)
    return Gaps(
        missing=wording.counted("missing_questions", count) if count else wording.say("missing_nothing"),
        areas=tuple(_missing_areas(scan, statements, wording)),
        next_questions=tuple(_next_questions(scan, statements, wording)),
        assumptions=tuple(_assumptions(scan, wording)),
        open_points=tuple(_open_points(scan, statements, wording)),
    )


def _missing_areas(scan: Scan, statements: Statements, wording: Wording) -> list[MissingArea]:
    rows = []
    for section in scan.engagement.questionnaire.definition.sections:
        inside = [question.id for question in section.questions]
        still_open = [name for name in scan.assessment.unanswered if name in inside]
        applying = set(still_open) | {name for name in inside if name in scan.answers}
        if still_open:
            titles = (f"{statements.code(name)} {statements.title(name)}" for name in still_open)
            rows.append(
                MissingArea(
                    title=wording.of(section.title),
                    open=wording.say("open_of", open=len(still_open), all=len(applying)),
                    questions="; ".join(titles),
                )
            )
    return rows


def _next_questions(scan: Scan, statements: Statements, wording: Wording) -> list[NextQuestionRow]:
    roles = {role.id: wording.of(role.name) for role in scan.knowledge.roles}
    rows = []
    for worth in scan.assessment.next_best_questions:
        question = statements.questions.get(worth.question)
        rows.append(
            NextQuestionRow(
                code=statements.code(worth.question),
                title=statements.title(worth.question),
                narrowing=wording.numbers.points(worth.narrowing) + wording.mark("computed"),
                roles=", ".join(roles.get(role, role) for role in question.ask_roles) if question else "",
            )
        )
    return rows


def _assumptions(scan: Scan, wording: Wording) -> list[str]:
    assumed = assumed_causes(scan, wording)
    sentences = [assumed] if assumed else []
    sentences.append(wording.say("assumption_process", process=wording.of(scan.process.name)))
    if scan.process.contribution_per_sale_eur is None:
        sentences.append(wording.say("summary_money_unknown"))
    return [*sentences, wording.say("assumption_caps"), wording.say("assumption_cuts")]


def _open_points(scan: Scan, statements: Statements, wording: Wording) -> list[str]:
    def about(key: str, question: str, **more: object) -> str:
        return wording.say(key, code=statements.code(question), title=statements.title(question), **more)

    contradictions = [about("open_contradiction", name) for name, item in scan.answers.items() if item.unsettled]
    current = [answer for answers in statements.given.values() for answer in answers]
    reviews = [
        about("open_review", answer.question, who=statements.who(answer.respondent))
        for answer in current
        if answer.marked_for_review
    ]
    deferred = [
        about("open_deferred", answer.question, who=statements.who(answer.respondent))
        for answer in current
        if answer.status == "deferred"
    ]
    return contradictions + reviews + deferred
