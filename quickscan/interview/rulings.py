"""Deciding about a question on which answers differ: a record is added, and the one before stays in the file."""

from collections.abc import Collection

from quickscan.domain.engagement import Engagement, Ruling
from quickscan.domain.problem import ScanError
from quickscan.interview.values import problems_of


def decided(engagement: Engagement, ruling: Ruling, rows: Collection[str] | None = None) -> Engagement:
    """The engagement with one more ruling. `rows` are the rows that the question may have.

    Raises ScanError where the engagement does not ask that question, or the value cannot be its answer.
    """
    question = next((one for one in engagement.questionnaire.definition.questions() if one.id == ruling.question), None)
    if question is None:
        raise ScanError.of(ruling.question, "there is no such question in this engagement", "open the page again")
    faults = problems_of(question, ruling.value, rows) if ruling.value is not None else []
    if faults:
        raise ScanError.of(ruling.question, *faults[0])
    return engagement.model_copy(update={"rulings": (*engagement.rulings, ruling)})
