"""The agenda of the interviews: who is asked what, how long it takes, what was put off, and who must still be found to ask."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from quickscan.domain.engagement import Answer, Engagement, Respondent, newest_records
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.questionnaire import Question, Section
from quickscan.interview.path import Course, follow

Records = Mapping[tuple[str, str], Answer]
State = Literal["open", "parked", "done"]
"""open: not asked yet; parked: put off; done: whatever was said, be it that somebody does not know."""


@dataclass(frozen=True)
class AgendaQuestion:
    """A question for one respondent."""

    section: Section
    """Where it stands."""
    question: Question
    """The question."""
    answer: Answer | None
    """What this respondent said last."""

    @property
    def state(self) -> State:
        """What became of it in this interview."""
        if self.answer is None or self.answer.status == "not_asked":
            return "open"
        return "parked" if self.answer.status == "deferred" else "done"


@dataclass(frozen=True)
class Sitting:
    """The interview with one respondent."""

    respondent: Respondent
    """Who is asked."""
    questions: tuple[AgendaQuestion, ...]
    """What is asked, in the order of the questionnaire."""

    @property
    def minutes(self) -> float:
        """How long all of it takes."""
        return total_minutes(one.question for one in self.questions)

    @property
    def minutes_open(self) -> float:
        """How long the rest takes: what is open or parked."""
        return total_minutes(one.question for one in self.questions if one.state != "done")

    def of(self, state: State) -> tuple[AgendaQuestion, ...]:
        """The questions in one state."""
        return tuple(one for one in self.questions if one.state == state)

    def by_section(self) -> dict[str, tuple[AgendaQuestion, ...]]:
        """The questions by the id of their section, in order; sections without any are left out."""
        found: dict[str, tuple[AgendaQuestion, ...]] = {}
        for one in self.questions:
            found[one.section.id] = (*found.get(one.section.id, ()), one)
        return found


@dataclass(frozen=True)
class Gap:
    """A role of which somebody must still be found or chosen, and the questions that wait for it."""

    role: str
    """The role."""
    alone: tuple[Question, ...] = ()
    """Questions that nobody else can answer."""
    compared: tuple[Question, ...] = ()
    """Questions of which this role's view is wanted beside that of others."""
    shared: tuple[Question, ...] = ()
    """Questions that another role could answer as well, which is missing too."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that wait for it."""
        return (*self.alone, *self.compared, *self.shared)

    @property
    def minutes(self) -> float:
        """How long they take with one respondent."""
        return total_minutes(self.questions)


@dataclass(frozen=True)
class Agenda:
    """The interviews with the respondents chosen."""

    sittings: tuple[Sitting, ...]
    """One for each respondent chosen, in the order of the engagement."""
    gaps: tuple[Gap, ...]
    """Who must still be asked; the role without which most questions stay open comes first."""

    @property
    def minutes(self) -> float:
        """How long all interviews take together."""
        return sum(sitting.minutes for sitting in self.sittings)

    @property
    def minutes_open(self) -> float:
        """How long the rest of them takes."""
        return sum(sitting.minutes_open for sitting in self.sittings)


def agenda(engagement: Engagement, rules: AssessmentRules, chosen: Collection[str] | None = None) -> Agenda:
    """The agenda of the people chosen by id, of all people where none is given. Data exports are not asked."""
    course, records = follow(engagement, rules), newest_records(engagement.answers)
    people = [one for one in people_of(engagement) if chosen is None or one.id in chosen]
    sittings = tuple(Sitting(person, tuple(_questions_of(person, course, records))) for person in people)
    return Agenda(sittings, tuple(_gaps(engagement, course, records, {person.role for person in people})))


def people_of(engagement: Engagement) -> list[Respondent]:
    """The respondents that can be interviewed."""
    return [respondent for respondent in engagement.respondents if respondent.kind == "person"]


def total_minutes(questions: Iterable[Question]) -> float:
    """How long some questions take."""
    return sum(question.minutes for question in questions)


def _questions_of(person: Respondent, course: Course, records: Records) -> Iterator[AgendaQuestion]:
    """What their role can answer, and what they were asked all the same."""
    for section, question in course.questions:
        answer = records.get((question.id, person.id))
        if person.role in question.ask_roles or answer is not None:
            yield AgendaQuestion(section, question, answer)


def _gaps(engagement: Engagement, course: Course, records: Records, roles: Collection[str]) -> list[Gap]:
    waiting: dict[str, dict[str, list[Question]]] = {}
    heard = _heard(engagement, records)
    for _, question in course.questions:
        known = course.value(question.id) is not None
        missing = _missing(question, {*roles, *heard.get(question.id, ())}, known)
        kind = "compared" if question.ask_several else "alone" if len(missing) == 1 else "shared"
        for role in missing:
            waiting.setdefault(role, {}).setdefault(kind, []).append(question)
    gaps = [
        Gap(role, tuple(of.get("alone", ())), tuple(of.get("compared", ())), tuple(of.get("shared", ())))
        for role, of in waiting.items()
    ]
    return sorted(gaps, key=lambda gap: (-len(gap.alone) - len(gap.compared), -len(gap.shared)))


def _heard(engagement: Engagement, records: Records) -> dict[str, set[str]]:
    """The roles of which somebody answered a question."""
    role_of = {person.id: person.role for person in people_of(engagement)}
    heard: dict[str, set[str]] = {}
    for (question, who), answer in records.items():
        if answer.value is not None and who in role_of:
            heard.setdefault(question, set()).add(role_of[who])
    return heard


def _missing(question: Question, roles: Collection[str], known: bool) -> tuple[str, ...]:
    """The roles that a question still lacks."""
    missing = tuple(role for role in question.ask_roles if role not in roles)
    if question.ask_several:
        return missing
    return missing if len(missing) == len(question.ask_roles) and not known else ()
