"""What hangs on an answer is found through every kind of condition, and nothing else is."""

from quickscan.domain.engagement import Answer, Engagement
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


def test_what_is_marked_or_was_not_asked_is_left_alone() -> None:
    first, second, *_ = dependent(example())
    engagement = example(said(first, marked_for_review=True), said(second, status="not_asked", value=None))
    assert hanging(engagement, MODEL) == []
