"""What is amiss with what was typed, in the language of the app: the numbers of the question say what would be right."""

from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question
from quickscan.interview.typed import REASON_MISSING
from quickscan.web.pages.interview.fields import range_in_words
from quickscan.web.wording import Wording


def fault_in_words(question: Question, what: str, say: Wording) -> str:
    """A fault of a form, as read_form gives it, as a sentence that says what to do."""
    if what == REASON_MISSING:
        return say("Please say in a few words why the question does not apply.")
    name, colon, _ = what.partition(": ")
    if isinstance(question, MatrixQuestion):
        return say("Please type a number {range}.", range=range_in_words(question.cell, say))
    if isinstance(question, NumberQuestion):
        field = next((one for one in question.fields if colon and one.id == name), question.fields[0])
        label = say.of(field.label) if field.label is not None else say.of(question.title)
        if what.startswith("p90 ("):
            return say("Nine in ten cannot be quicker than half of them: please swap the two.")
        return say("{label}: please type a number {range}.", label=label, range=range_in_words(field, say))
    return say("This cannot be an answer here.")
