"""An engagement in which everybody has answered everything: every question of the example, by every respondent."""

from collections.abc import Iterator
from functools import cache
from random import Random

from quickscan.domain.engagement import Answer, Engagement, Scalar, Value
from quickscan.domain.question_parts import TOP_LEVEL, NumberField
from quickscan.domain.questionnaire import ChoiceQuestion, MatrixQuestion, MaturityQuestion, NumberQuestion, Question
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from tests.material import knowledge

SPAN = 100.0
"""How far above its minimum a number goes that has no maximum."""


@cache
def example() -> Engagement:
    """The shipped example."""
    return read_engagement(shipped_example("car_maker"))


def everything_answered(seed: int = 1) -> Engagement:
    """The example with other answers: one from every respondent to every question, drawn at random."""
    return example().model_copy(update={"answers": tuple(_answers(example(), Random(seed)))})


def _answers(engagement: Engagement, random: Random) -> Iterator[Answer]:
    for question in engagement.questionnaire.definition.questions():
        for respondent in engagement.respondents:
            yield Answer(question=question.id, respondent=respondent.id, value=drawn_value(question, random))


def drawn_value(question: Question, random: Random) -> Value:
    """Some answer that the question takes."""
    if isinstance(question, MaturityQuestion):
        return random.randint(0, TOP_LEVEL)
    if isinstance(question, ChoiceQuestion):
        options = [option.id for option in question.options]
        return random.choice(options) if question.type == "single_choice" else tuple(random.sample(options, 2))
    if isinstance(question, NumberQuestion):
        return _numbers(question, random)
    if isinstance(question, MatrixQuestion):
        return {row: drawn_entry(question.cell, random) for row in rows_of(question)}
    return f"In words, {random.randint(1, 999)}"


def rows_of(question: MatrixQuestion) -> list[str]:
    """The rows that a matrix has on the page."""
    return [row.id for row in (knowledge().channels if question.rows == "channels" else knowledge().process_steps)]


def drawn_entry(field: NumberField, random: Random) -> Scalar:
    """Some entry that a field takes."""
    if field.kind == "text":
        return f"Entry {random.randint(1, 999)}"
    low = field.minimum or 0.0
    drawn = random.uniform(low, low + SPAN if field.maximum is None else field.maximum)
    return round(drawn) if field.whole else round(drawn, 1)


def _numbers(question: NumberQuestion, random: Random) -> Value:
    entries = {field.id: drawn_entry(field, random) for field in question.fields}
    if {"median", "p90"} <= entries.keys():  # the second cannot be the smaller one
        entries["median"], entries["p90"] = sorted(float(entries[name]) for name in ("median", "p90"))
    return entries if len(entries) > 1 else entries[question.fields[0].id]
