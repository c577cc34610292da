"""Where in the interviews of an engagement somebody is: with whom, and in which section."""

from dataclasses import dataclass

from quickscan.domain.engagement import Answer, Engagement, Respondent
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import MatrixQuestion, Question, Section
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

    @property
    def address(self) -> str:
        """The address of this place."""
        return address_of(self.engagement.id, self.respondent.id, self.section.id)

    def newest(self, question: str) -> Answer | None:
        """What the respondent said last to a question."""
        mine = (a for a in self.engagement.current_answers() if (a.question, a.respondent) == (question, self.respondent.id))
        return next(mine, None)

    def others(self, question: str) -> list[Answer]:
        """What others said to it."""
        given = self.engagement.current_answers()
        return [answer for answer in given if answer.question == question and answer.respondent != self.respondent.id]

    def applying(self) -> set[str]:
        """The questions that are asked by what is known so far."""
        return {question.id for _, question in follow(self.engagement, self.knowledge.rules).questions}

    def asked(self, section: Section) -> list[Question]:
        """The questions of a section that somebody in this role can answer, or that they answered all the same."""
        role = self.respondent.role
        return [q for q in section.questions if role in q.ask_roles or self.newest(q.id) is not None]

    def rows(self, question: Question) -> list[str]:
        """The rows of a matrix; none for any other question."""
        if not isinstance(question, MatrixQuestion):
            return []
        rows = self.knowledge.channels if question.rows == "channels" else self.knowledge.process_steps
        return [row.id for row in rows]


def place_at(engagement: Engagement, knowledge: Knowledge, respondent: str | None, section: str | None) -> Place:
    """The place asked for, otherwise the first one with open questions. Raises ScanError where there is nobody to ask."""
    people = [person for person in engagement.respondents if person.kind == "person"]
    if not people:
        raise ScanError.of(
            engagement.id, "nobody to interview is named", "add respondents to the engagement file and open it again"
        )
    person = next((one for one in people if one.id == respondent), people[0])
    sections = engagement.questionnaire.definition.sections
    wanted = next((one for one in sections if one.id == section), None)
    place = Place(engagement, person, wanted or sections[0], knowledge)
    return place if wanted is not None else Place(engagement, person, _first_open(place), knowledge)


def _first_open(place: Place) -> Section:
    sections = place.engagement.questionnaire.definition.sections
    applying = place.applying()
    for section in sections:
        if any(question.id in applying and place.newest(question.id) is None for question in place.asked(section)):
            return section
    return sections[0]


def address_of(engagement: str, respondent: str, section: str) -> str:
    """The address of a section of the interview with a respondent."""
    return f"/engagements/{engagement}/interview/{respondent}/{section}"
