"""Answers that hang on another one: where it changes, somebody should look at them again."""

from collections.abc import Iterator

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.question_parts import Condition
from quickscan.domain.questionnaire import Question


def hanging_on(engagement: Engagement, question: Question) -> tuple[Answer, ...]:
    """The current answers to the questions that are asked only depending on `question`, but for those marked already."""
    names = {question.id, *question.aliases}
    dependent = {
        other.id
        for other in engagement.questionnaire.definition.questions()
        if other.when is not None and names.intersection(_named(other.when))
    }
    return tuple(
        answer
        for answer in engagement.current_answers()
        if answer.question in dependent and answer.status != "not_asked" and not answer.marked_for_review
    )


def _named(condition: Condition) -> Iterator[str]:
    if condition.question is not None:
        yield condition.question
    for part in (*condition.all, *condition.any):
        yield from _named(part)
