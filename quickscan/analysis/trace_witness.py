"""Answers as witnesses: who said it, as what role, when, how it is known, by which questionnaire, and what proves it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from quickscan.analysis.trace_figures import Traceable
from quickscan.domain.base import LANGUAGES, Text
from quickscan.domain.engagement import Answer, Respondent
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import AnswerRef
from quickscan.domain.trace import Witness
from quickscan.interview.wording import answer_in_words, as_given

SHORTEST_NAME = 3
"""Shorter last names are words too often to be hidden alone."""


@dataclass(frozen=True)
class Witnesses:
    """The answer records of a scan, ready to be looked up; names of people are left out unless asked for."""

    of: Traceable
    names: bool

    def witness(self, pointer: AnswerRef) -> Witness:
        """The record that a pointer points at."""
        position, answer = self._records[pointer.question, pointer.respondent, pointer.revision]
        question, person = self.questions.get(answer.question), self._people[answer.respondent]
        asked, fingerprint = self._questionnaire_of(position)
        return Witness(
            question=answer.question,
            code=question.code if question else answer.question,
            title=question.title if question else plain(answer.question),
            respondent=person.id,
            label=self.hidden(person.label),
            role=self._role(person),
            kind=person.kind,
            name=person.name if self.names else None,
            status=answer.status,
            value=self._value(question, answer),
            basis=answer.basis,
            confidence=answer.confidence,
            asked_at=answer.asked_at,
            interviewer=answer.interviewer,
            questionnaire=asked,
            hash=fingerprint,
            revision=answer.revision,
            supersedes=answer.supersedes,
            change_reason=answer.change_reason and self.hidden(answer.change_reason),
            files=tuple(self.hidden(name) for name in answer.evidence),
        )

    @cached_property
    def hidden(self) -> Callable[[str], str]:
        """A text without people's names, which may stand anywhere in what was typed."""
        if self.names or not self._spellings:
            return lambda text: text
        found = re.compile(r"\b(?:" + "|".join(map(re.escape, self._spellings)) + r")\b")
        return lambda text: found.sub(lambda name: self._spellings[name[0]], text)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """The questions of today by id."""
        return {question.id: question for question in self.of.engagement.questionnaire.definition.questions()}

    @cached_property
    def _spellings(self) -> dict[str, str]:
        """What stands for a name: whole, or the last word of it alone. The longest comes first."""
        found = {}
        for person in self.of.engagement.respondents:
            words = (person.name or "").split()
            for name in (" ".join(words), words[-1] if words else ""):
                if len(name) > SHORTEST_NAME:
                    found[name] = "…"
        return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

    @cached_property
    def _records(self) -> dict[tuple[str, str, int], tuple[int, Answer]]:
        answers = self.of.engagement.answers
        return {(one.question, one.respondent, one.revision): (position, one) for position, one in enumerate(answers)}

    @cached_property
    def _people(self) -> dict[str, Respondent]:
        return {person.id: person for person in self.of.engagement.respondents}

    def _role(self, person: Respondent) -> Text:
        known = (role.name for role in self.of.knowledge.roles if role.id == person.role)
        return next(known, plain(person.role))

    def _questionnaire_of(self, position: int) -> tuple[str, str]:
        """The questionnaire that a record was given to: later ones began after so many records."""
        for earlier in self.of.engagement.earlier_questionnaires:
            if position < earlier.records:
                return f"{earlier.id} {earlier.version}", earlier.hash
        now = self.of.engagement.questionnaire
        return f"{now.definition.id} {now.definition.version}", now.hash

    def _value(self, question: Question | None, answer: Answer) -> Text | None:
        if answer.value is None:
            return None
        rows = self.of.knowledge.row_names
        if question is None:
            words = {language: as_given(answer.value, rows, language) for language in LANGUAGES}
        else:
            said = answer_in_words(self.of.engagement.questionnaire.definition, question, answer.value, rows)
            words = {language: said.in_language(language) for language in LANGUAGES}
        return Text(**{language: self.hidden(words[language]) for language in LANGUAGES})


def plain(words: str) -> Text:
    """The same words in both languages."""
    return Text(de=words, en=words)
