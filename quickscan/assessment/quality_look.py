"""What the quality check looks at: an engagement with its assessment, its heaviest causes and its key questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from quickscan.domain.base import Text
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import Assessment
from quickscan.interview.path import Course

HEAVY_CAUSES = 3
"""So many causes carry the report; what is weak there is weak in all of it."""
NEXT_QUESTIONS = 5
"""So many of the open questions that would narrow the estimate most count as key questions."""


@dataclass(frozen=True)
class Look:
    """All that the quality check is made from."""

    engagement: Engagement
    knowledge: Knowledge
    assessment: Assessment
    course: Course

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions that apply, by id, in the order asked."""
        return {question.id: question for _, question in self.course.questions}

    @cached_property
    def current(self) -> tuple[Answer, ...]:
        """The newest record of each respondent on each question that applies."""
        return tuple(answer for answer in self.engagement.current_answers() if answer.question in self.questions)

    @cached_property
    def heavy(self) -> tuple[str, ...]:
        """The causes that lose most, the heaviest first."""
        ranked = sorted(self.assessment.severity.values(), key=lambda severity: -severity.loss_points)
        return tuple(severity.cause for severity in ranked[:HEAVY_CAUSES])

    @cached_property
    def key_questions(self) -> tuple[Question, ...]:
        """The questions on which the report hangs: they inform the heaviest causes, or would narrow the estimate most."""
        next_best = {entry.question for entry in self.assessment.next_best_questions[:NEXT_QUESTIONS]}
        return tuple(
            question
            for question in self.questions.values()
            if question.id in next_best or any(informs.cause in self.heavy for informs in question.informs)
        )

    def by_cause(self, questions: Iterable[Question]) -> dict[str, tuple[Question, ...]]:
        """Questions by the heaviest cause that they inform; those that inform none are left out."""
        found: dict[str, tuple[Question, ...]] = {}
        for question in questions:
            causes = sorted((informs.cause for informs in question.informs), key=lambda cause: -self.points(cause))
            if causes:
                found[causes[0]] = (*found.get(causes[0], ()), question)
        return found

    def points(self, cause: str) -> float:
        """Points of the loss rate of a cause."""
        return self.assessment.severity[cause].loss_points

    def weight(self, questions: Iterable[Question]) -> float:
        """Points of the loss rate of all causes that some questions inform."""
        return sum(self.points(cause) for cause in {informs.cause for question in questions for informs in question.informs})

    def cause_name(self, cause: str) -> Text:
        """The name of a cause."""
        return self.knowledge.cause(cause).short_name

    def who(self, respondent: str) -> str:
        """What to call a respondent."""
        return self.engagement.respondent(respondent).label


def codes(questions: Iterable[Question]) -> str:
    """The codes of some questions."""
    return ", ".join(question.code for question in questions)
