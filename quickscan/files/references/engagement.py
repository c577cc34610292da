"""Whether the answers of an engagement fit its questions, its respondents and each other."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from quickscan.domain.engagement import Answer, Engagement, Ruling
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import MatrixQuestion, Question
from quickscan.files.phrases import nearest
from quickscan.files.references.misfit import Misfit, twice, unknown
from quickscan.files.references.questionnaire import questionnaire_misfits
from quickscan.files.yaml_tree import Loc
from quickscan.interview.values import problems_of


def engagement_misfits(engagement: Engagement, knowledge: Knowledge, processes: Collection[str]) -> Iterator[Misfit]:
    """Everything in an engagement that does not fit. `processes` are the ids of the lead processes there are."""
    yield from unknown(("process",), "lead process", engagement.process, processes)
    yield from _respondents(engagement, knowledge)
    yield from _said(engagement, knowledge)
    yield from _revisions(engagement)
    yield from _documents(engagement, knowledge)
    yield from _programme(engagement, knowledge)
    yield from _earlier(engagement)
    yield from _copy(engagement, knowledge)


def _respondents(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    people = list(enumerate(engagement.respondents))
    roles = [role.id for role in knowledge.roles]
    yield from twice(((("respondents", number, "id"), person.id) for number, person in people), "respondent")
    for number, person in people:
        yield from unknown(("respondents", number, "role"), "role", person.role, roles)


def _said(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    """The answers and the rulings: both name a question and give a value that must fit it."""
    rows = {
        "channels": [channel.id for channel in knowledge.channels],
        "process_steps": [step.id for step in knowledge.process_steps],
    }
    questions = {question.id: question for question in engagement.questionnaire.definition.questions()}
    people = [person.id for person in engagement.respondents]
    # What was said by a questionnaire that the engagement has left need not fit the one of today.
    left = engagement.earlier_questionnaires
    answers, rulings = (max((getattr(one, part) for one in left), default=0) for part in ("records", "rulings"))
    for number, answer in enumerate(engagement.answers):
        yield from unknown(("answers", number, "respondent"), "respondent", answer.respondent, people)
        if number >= answers:
            yield from _on_question(("answers", number), answer, questions, rows)
    for number, ruling in enumerate(engagement.rulings[rulings:], rulings):
        yield from _on_question(("rulings", number), ruling, questions, rows)


def _on_question(
    loc: Loc, said: Answer | Ruling, questions: Mapping[str, Question], rows: Mapping[str, list[str]]
) -> Iterator[Misfit]:
    if said.question in questions:
        yield from _value(loc, said, questions[said.question], rows)
        return
    codes = {alias: question.id for question in questions.values() for alias in question.aliases}
    like = codes.get(said.question) or nearest(said.question, questions)
    remedy = f"write '{like}' if that is meant" if like else "correct the name"
    what = f"there is no question '{said.question}' in this engagement's questionnaire"
    yield Misfit((*loc, "question"), what, remedy, said.question)


def _value(loc: Loc, said: Answer | Ruling, question: Question, rows: Mapping[str, list[str]]) -> Iterator[Misfit]:
    if said.value is None:
        return
    known = rows[question.rows] if isinstance(question, MatrixQuestion) else None
    for what, remedy in problems_of(question, said.value, known):
        name, colon, _ = what.partition(": ")
        inside: Loc = (name,) if colon and isinstance(said.value, dict) and name in said.value else ()
        yield Misfit((*loc, "value", *inside), f"{said.question}: {what}", remedy, said.question)


def _revisions(engagement: Engagement) -> Iterator[Misfit]:
    """The records of one respondent on one question count up from 1, each replacing the one before."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for number, answer in enumerate(engagement.answers):
        loc: Loc = ("answers", number)
        key = (answer.question, answer.respondent)
        expected = seen[key] + 1
        who = f"{answer.respondent} on {answer.question}"
        if answer.revision != expected:
            what = f"revision {answer.revision} of {who} where {expected} should follow"
            yield Misfit(
                (*loc, "revision"), what, f"write revision: {expected}, or add the record that is missing", answer.question
            )
        elif answer.supersedes not in (None, answer.revision - 1) or (answer.revision == 1 and answer.supersedes is not None):
            what = f"revision {answer.revision} of {who} replaces revision {answer.supersedes}"
            remedy = f"write supersedes: {answer.revision - 1}" if answer.revision > 1 else "remove supersedes"
            yield Misfit((*loc, "supersedes"), what, remedy, answer.question)
        seen[key] = max(seen[key], answer.revision)


def _documents(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    known = [kind.id for kind in knowledge.documents]
    named: list[tuple[Loc, str]] = [
        (("documents", number, "document"), state.document) for number, state in enumerate(engagement.documents)
    ]
    yield from twice(named, "document")
    for loc, name in named:
        yield from unknown(loc, "document", name, known)


def _programme(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    """What was decided about measures and key figures names those there are."""
    measures, kpis = ([entry.id for entry in entries] for entries in (knowledge.recommendations, knowledge.kpis))
    for number, choice in enumerate(engagement.programme.measures):
        yield from unknown(("programme", "measures", number, "measure"), "measure", choice.measure, measures)
    for number, target in enumerate(engagement.programme.kpis):
        yield from unknown(("programme", "kpis", number, "kpi"), "key figure", target.kpi, kpis)


def _earlier(engagement: Engagement) -> Iterator[Misfit]:
    """A questionnaire that was left cannot have had more answers than there are."""
    there = len(engagement.answers)
    for number, earlier in enumerate(engagement.earlier_questionnaires):
        if earlier.records > there:
            what = f"{earlier.records} answer records were made before version {earlier.version} was left, but there are {there}"
            yield Misfit(("earlier_questionnaires", number, "records"), what, "put back the records that are missing", earlier.id)


def _copy(engagement: Engagement, knowledge: Knowledge) -> Iterator[Misfit]:
    """A copy as it was made stays valid whatever becomes of the knowledge; one that was edited is looked at closely."""
    copy = engagement.questionnaire
    fingerprint = copy.definition.fingerprint()
    if copy.hash == fingerprint:
        return
    what = "the copy of the questionnaire was changed: its fingerprint no longer fits"
    yield Misfit(("questionnaire", "hash"), what, f"undo the change, or write {fingerprint} if it is meant", "")
    for misfit in questionnaire_misfits(copy.definition, knowledge):
        yield replace(misfit, loc=("questionnaire", "definition", *misfit.loc))
