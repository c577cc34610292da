"""What hangs on an answer is found through every kind of condition, and nothing else is."""

import pytest

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.question_parts import Condition
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement
from quickscan.interview.hanging import hanging_on

MODEL = "business_model.sales_model"


def example(*said: Answer) -> Engagement:
    return read_engagement(shipped_example("car_maker")).model_copy(update={"answers": said})


def hanging(engagement: Engagement, name: str) -> list[str]:
    question = engagement.questionnaire.definition.question(name)
    return [answer.question for answer in hanging_on(engagement, question)]


def said(question: str, **more: object) -> Answer:
    return Answer(question=question, respondent="management", **({"value": 2} | more))


def dependent(engagement: Engagement) -> list[str]:
    return [q.id for q in engagement.questionnaire.definition.questions() if q.when is not None and q.when.question == MODEL]


def test_current_answers_to_dependent_questions_hang_on_it() -> None:
    names = dependent(example())
    assert names
    engagement = example(said(MODEL, value="dealer"), *(said(name) for name in names), said("follow_up.cadence"))
    assert hanging(engagement, MODEL) == names
    assert hanging(engagement, "A-01") == names
    assert hanging(engagement, "follow_up.cadence") == []


@pytest.mark.parametrize("kind", ["all", "any"])
def test_a_condition_of_several_parts_hangs_on_each(kind: str) -> None:
    engagement = example(said("follow_up.cadence"))
    parts = (
        Condition(question=MODEL, is_one_of=("dealer",)),
        Condition(question="business_model.self_estimated_loss", at_least=1),
    )
    definition = engagement.questionnaire.definition
    sections = tuple(
        section.model_copy(
            update={
                "questions": tuple(
                    question.model_copy(update={"when": Condition(**{kind: parts})})
                    if question.id == "follow_up.cadence"
                    else question
                    for question in section.questions
                )
            }
        )
        for section in definition.sections
    )
    copy = engagement.questionnaire.model_copy(update={"definition": definition.model_copy(update={"sections": sections})})
    changed = engagement.model_copy(update={"questionnaire": copy})
    assert hanging(changed, MODEL) == ["follow_up.cadence"]
    assert hanging(changed, "business_model.self_estimated_loss") == ["follow_up.cadence"]
    assert hanging(changed, "follow_up.attempts") == []


def test_what_is_marked_or_was_not_asked_is_left_alone() -> None:
    first, second, *_ = dependent(example())
    engagement = example(said(first, marked_for_review=True), said(second, status="not_asked", value=None))
    assert hanging(engagement, MODEL) == []
