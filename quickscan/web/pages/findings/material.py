"""All that the page of one engagement is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from quickscan.domain.engagement import Answer, Engagement, Value
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.questionnaire import Question, Questionnaire
from quickscan.domain.result import AnswerRef, Assessment
from quickscan.interview.wording import answer_in_words as value_in_words
from quickscan.web.pages.findings.words import answer_in_words
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Material:
    """An engagement with its assessment, and the language it is shown in."""

    engagement: Engagement
    """The engagement."""
    assessment: Assessment
    """What its answers say."""
    knowledge: Knowledge
    """What the field knows."""
    say: Wording
    """The language of the app."""

    @property
    def questionnaire(self) -> Questionnaire:
        """The questions asked."""
        return self.engagement.questionnaire.definition

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The questions by id and by every other name."""
        return {name: question for question in self.questionnaire.questions() for name in (question.id, *question.aliases)}

    @cached_property
    def _records(self) -> Mapping[tuple[str, str, int], Answer]:
        return {(answer.question, answer.respondent, answer.revision): answer for answer in self.engagement.answers}

    def record(self, pointer: AnswerRef) -> Answer:
        """The answer record that a statement points at."""
        return self._records[pointer.question, pointer.respondent, pointer.revision]

    def answer_in_words(self, answer: Answer) -> str:
        """What was answered, or what became of the question."""
        return answer_in_words(self.questionnaire, self.questions[answer.question], answer, self.knowledge, self.say)

    def value_in_words(self, question: Question, value: Value | None) -> str:
        """A value of a question; a dash where there is none."""
        if value is None:
            return "–"
        return self.say.of(value_in_words(self.questionnaire, question, value, self.knowledge.row_names))

    def cause_name(self, cause_id: str) -> str:
        """The short name of a cause."""
        return self.say.of(self.knowledge.cause(cause_id).short_name)
