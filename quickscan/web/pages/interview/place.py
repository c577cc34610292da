"""Where in the interviews of an engagement somebody is: with whom, and in which section."""

from dataclasses import dataclass
from functools import cached_property

from quickscan.domain.engagement import Answer, Engagement, Respondent, newest_records
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import MatrixQuestion, Question, Section
from quickscan.interview.moving import set_aside_beneath
from quickscan.interview.path import follow


@dataclass(frozen=True)
class Place:
    """One section of the interview with one respondent."""

    engagement: Engagement
    """The engagement as it is now."""
    respondent: Respondent
    """Who is being asked."""
    section: Section
    """What is being asked about."""
    knowledge: Knowledge
    """What the field knows."""
    stored_files: frozenset[str] = frozenset()
    """The names of the files that are kept with the engagement."""

    def newest(self, question: str) -> Answer | None:
        """What the respondent said last to a question."""
        return self._newest.get((question, self.respondent.id))

    def others(self, question: str) -> list[Answer]:
        """What others said to it."""
        given = self._newest.values()
        return [answer for answer in given if answer.question == question and answer.respondent != self.respondent.id]

    @cached_property
    def _newest(self) -> dict[tuple[str, str], Answer]:
        return newest_records(self.engagement.answers)

    @cached_property
    def applying(self) -> set[str]:
        """The questions that are asked by what is known so far."""
        return {question.id for _, question in follow(self.engagement, self.knowledge.rules).questions}

    def asked(self, section: Section) -> list[Question]:
        """The questions of a section that somebody in this role can answer, or that they answered all the same."""
        role = self.respondent.role
        return [q for q in section.questions if role in q.ask_roles or self.newest(q.id) is not None]

    def open_questions(self, section: Section) -> list[Question]:
        """The questions of a section that are asked and that the respondent has not answered yet."""
        return [question for question in self.asked(section) if question.id in self.applying and not self._told(question)]

    def _told(self, question: Question) -> bool:
        newest = self.newest(question.id)
        return newest is not None and newest.status != "not_asked" and self.set_aside(question.id) is None

    def set_aside(self, question: str) -> Answer | None:
        """What the respondent answered by an earlier version of the questionnaire, where it does not fit any more."""
        newest = self.newest(question)
        return None if newest is None else set_aside_beneath(self.engagement, newest)

    def asked_of(self, question: Question) -> Respondent | None:
        """Who can be asked: the respondent at hand, otherwise the first of a role that knows. None where nobody is named."""
        if question in self.asked(self.engagement.questionnaire.definition.section_of(question.id)):
            return self.respondent
        people = (one for one in self.engagement.respondents if one.kind == "person")
        return next((one for one in people if one.role in question.ask_roles), None)

    def rows(self, question: Question) -> list[str]:
        """The rows of a matrix; none for any other question."""
        if not isinstance(question, MatrixQuestion):
            return []
        rows = self.knowledge.channels if question.rows == "channels" else self.knowledge.process_steps
        return [row.id for row in rows]


def people_of(engagement: Engagement) -> list[Respondent]:
    """Who can be interviewed: not the data exports."""
    return [one for one in engagement.respondents if one.kind == "person"]


def place_at(engagement: Engagement, knowledge: Knowledge, respondent: str | None, section: str | None) -> Place:
    """The place asked for, otherwise the first one with open questions. Raises ScanError where there is nobody to ask."""
    people = people_of(engagement)
    if not people:
        raise ScanError.of(engagement.id, "nobody to interview is named", "add respondents to the engagement")
    person = next((one for one in people if one.id == respondent), people[0])
    sections = engagement.questionnaire.definition.sections
    wanted = next((one for one in sections if one.id == section), None)
    place = Place(engagement, person, wanted or sections[0], knowledge)
    return place if wanted is not None else Place(engagement, person, _first_open(place), knowledge)


def person_at(engagement: Engagement, knowledge: Knowledge, respondent: str) -> Place:
    """The interview with a respondent, whichever section is asked. Raises KeyError where there is no such respondent."""
    return Place(engagement, engagement.respondent(respondent), engagement.questionnaire.definition.sections[0], knowledge)


def _first_open(place: Place) -> Section:
    sections = place.engagement.questionnaire.definition.sections
    return next((section for section in sections if place.open_questions(section)), sections[0])


def address_of(engagement: str, respondent: str, section: str) -> str:
    """The address of a section of the interview with a respondent."""
    return f"/engagements/{engagement}/interview/{respondent}/{section}"


def question_anchor(question: str) -> str:
    """The part of the page on which a question stands."""
    return f"question-{question}"


def address_of_question(engagement: Engagement, respondent: str, question: str) -> str:
    """The address at which a question is asked of a respondent. Raises KeyError where it is not in the questionnaire."""
    definition = engagement.questionnaire.definition
    section = definition.section_of(definition.question(question).id)
    return f"{address_of(engagement.id, respondent, section.id)}#{question_anchor(question)}"
