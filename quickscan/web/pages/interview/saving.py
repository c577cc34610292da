"""What happens when something is typed: it is read, kept, and said to be kept, or what is amiss is said and nothing is lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quickscan.domain.engagement import Answer
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import MatrixQuestion, NumberQuestion, Question
from quickscan.interview.typed import REASON_MISSING, read_form
from quickscan.web.pages.interview.fields import range_in_words
from quickscan.web.pages.interview.place import Place
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Saved:
    """What became of a form."""

    state: str
    """One word or two for the foot of the card."""
    seen: int
    """The revision that stands on the screen now."""
    faults: tuple[str, ...] = ()
    """What is amiss, in sentences."""
    overlooked: Answer | None = None
    """What somebody else recorded in the meantime."""
    sequence: int | None = None
    """How many records the engagement has had, where something was kept."""


def save(services: Services, place: Place, question: Question, form: Mapping[str, Any], seen: int, say: Wording) -> Saved:
    """Keeps what a form says. Nothing is kept of a form with faults; what is typed stays on the screen."""
    read = read_form(question, place.respondent.id, form, place.rows(question), say.language)
    if read.faults:
        return Saved(say("not saved yet"), seen, tuple(_in_words(question, what, say) for what, _ in read.faults))
    before, now = place.newest(question.id), services.clock()
    said = read.answer or _taken_back(place, question, before)
    if said is None:
        return Saved("", seen)
    told = said.model_copy(update={"asked_at": now} | _not_on_the_form(before))
    try:
        recorded = services.answers.record(place.engagement.id, told, seen, now=now)
    except ScanError as error:
        return Saved(say("not saved yet"), seen, tuple(problem_in_words(problem, say) for problem in error.problems))
    words = say("saved at {time}", time=say.time(recorded.answer.asked_at or now))
    return Saved(words, recorded.answer.revision, (), recorded.overlooked, recorded.sequence)


def _not_on_the_form(before: Answer | None) -> dict[str, Any]:
    """What an answer had that the form does not show: it stays as it was."""
    return {} if before is None else {"evidence": before.evidence, "marked_for_review": before.marked_for_review}


def _taken_back(place: Place, question: Question, before: Answer | None) -> Answer | None:
    """An empty form where there was an answer: it is taken back, and the record of it stays."""
    if before is None:
        return None
    return Answer(question=question.id, respondent=place.respondent.id, status="not_asked")


def _in_words(question: Question, what: str, say: Wording) -> str:
    """A fault in the language of the app; the numbers of the question say what would be right."""
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
