"""The path through an interview: which questions apply, as a pure function of questionnaire and answers."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quickscan.domain.engagement import Answer, Engagement, Value
from quickscan.domain.knowledge import AssessmentRules
from quickscan.domain.question_parts import Condition
from quickscan.domain.questionnaire import Question, Section
from quickscan.domain.result import Consolidated
from quickscan.interview.consolidate import consolidate

Values = Mapping[str, Value | None]
"""Question id to consolidated value; unknown values are None."""


def holds(condition: Condition, values: Values) -> bool:
    """Whether a condition holds. An unknown answer holds nothing: the question appears once it is known."""
    if condition.all:
        return all(holds(part, values) for part in condition.all)
    if condition.any:
        return any(holds(part, values) for part in condition.any)
    value = values.get(condition.question or "")
    if value is None:
        return False
    return _is_one_of(condition, value) if condition.is_one_of else _is_between(condition, value)


def applies(question: Question, values: Values) -> bool:
    """Whether a question is asked at all."""
    return question.when is None or holds(question.when, values)


@dataclass(frozen=True)
class Course:
    """The course of an interview: the questions that apply, and what was said to them."""

    questions: tuple[tuple[Section, Question], ...]
    """All that apply here, in the order asked."""
    answers: dict[str, Consolidated]
    """The consolidated answers to those that were put to anybody."""

    def value(self, question_id: str) -> Value | None:
        """The consolidated value; none where nobody knows."""
        answer = self.answers.get(question_id)
        return answer.value if answer else None

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that apply and to which nobody knew an answer yet."""
        return tuple(question for _, question in self.questions if self.value(question.id) is None)


def follow(engagement: Engagement, rules: AssessmentRules) -> Course:
    """The course of an engagement's interviews.

    Answers to questions that do not apply (any more) are kept in the engagement, but take no part in anything that is computed. A
    question to which everybody said "not applicable" does not apply.
    """
    given: dict[str, list[Answer]] = defaultdict(list)
    for answer in engagement.current_answers():
        given[answer.question].append(answer)
    rulings = engagement.current_rulings()
    questions: list[tuple[Section, Question]] = []
    found: dict[str, Consolidated] = {}
    values: dict[str, Value | None] = {}
    for section in engagement.questionnaire.definition.sections:
        for question in section.questions:
            answers = given[question.id]
            if _applies_to(question, answers, values):
                questions.append((section, question))
                if answers:
                    found[question.id] = consolidate(question, answers, rules, rulings.get(question.id))
                    values[question.id] = found[question.id].value
    return Course(tuple(questions), found)


def _applies_to(question: Question, answers: list[Answer], values: Values) -> bool:
    refused = bool(answers) and all(answer.status == "not_applicable" for answer in answers)
    return applies(question, values) and not refused


def _is_one_of(condition: Condition, value: Value) -> bool:
    chosen = value if isinstance(value, tuple) else (value,)
    return any(option in condition.is_one_of for option in chosen)


def _is_between(condition: Condition, value: Value) -> bool:
    if not isinstance(value, int | float):
        return False
    return (condition.at_least is None or value >= condition.at_least) and (
        condition.at_most is None or value <= condition.at_most
    )
