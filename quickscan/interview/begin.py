"""How an engagement begins, from a head or as a copy, and how far its interviews got."""

from collections.abc import Iterable
from datetime import date

from quickscan.domain.engagement import Answer, Engagement, QuestionnaireCopy, newest_records
from quickscan.domain.questionnaire import Questionnaire
from quickscan.interview.head import Head
from quickscan.interview.ids import id_from


def begin(head: Head, questionnaire: Questionnaire, started_on: date | None = None) -> Engagement:
    """An engagement without answers, with an id made from the client's name."""
    return Engagement(
        id=id_from(head.client.name),
        title=head.title,
        client=head.client,
        language=head.language,
        process=head.process,
        started_on=started_on,
        consultants=head.consultants,
        respondents=head.respondents,
        questionnaire=QuestionnaireCopy.of(questionnaire),
    )


def copy_of(engagement: Engagement, title: str, with_answers: bool) -> Engagement:
    """The same under another title, with its answers, what was decided about them and the documents handed in, or without.

    The id stays.
    """
    said = {} if with_answers else {"answers": (), "rulings": (), "documents": ()}
    return engagement.model_copy(update={"title": title, **said})


def was_put(answers: Iterable[Answer]) -> bool:
    """Whether these records say that a question was put to somebody, whatever they said."""
    return any(answer.status not in ("not_asked", "deferred") for answer in newest_records(answers).values())


def questions_open(engagement: Engagement) -> int:
    """How many questions that are asked in any case were put to nobody yet. Those that hang on others are not counted."""
    put = {answer.question for answer in engagement.current_answers() if was_put((answer,))}
    asked_of_all = (one.id for one in engagement.questionnaire.definition.questions() if one.when is None)
    return sum(question not in put for question in asked_of_all)
