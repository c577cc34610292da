"""What happens when something is typed: it is read, kept, and said to be kept, or what is amiss is said and nothing is lost.

The browser sends a form for every change (assets/answer_outbox.js) and keeps it until it is told what became of it.
"""

from typing import Annotated, Any

from flask import Flask, request
from pydantic import BaseModel, Field, ValidationError

from quickscan.domain.base import Language
from quickscan.domain.engagement import Answer
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import Question
from quickscan.interview.hanging import hanging_on
from quickscan.interview.typed import form_of, read_form
from quickscan.web.document import asked_by
from quickscan.web.pages.interview.faults import fault_in_words
from quickscan.web.pages.interview.place import Place, person_at
from quickscan.web.pages.interview.words import in_words
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

Reply = dict[str, Any]
"""What became of a form: `kept`, `refused` or `waiting`, with what the page is to show."""


class Sent(BaseModel):
    """A form as the browser sends it."""

    respondent: str
    """Who is being asked."""
    question: str
    """The question."""
    form: dict[str, str | list[str] | None]
    """What stands in its fields."""
    seen: Annotated[int, Field(ge=0)]
    """The record that stood on the screen before, 0 for none."""
    act: Annotated[str, Field(max_length=80)]
    """The act of typing it belongs to."""
    language: Language
    """The language in which numbers are typed."""
    questionnaire: str | None = None
    """The fingerprint of the questionnaire that the page shows; none in a form from before pages said so."""
    both_seen: bool = False
    """Whether somebody looked at the answer of somebody else, and this one is to stand."""


def hand_in(server: Flask, services: Services) -> None:
    """Opens the way in for what is typed."""

    def keep_sent(engagement_id: str) -> Reply:
        try:
            sent = Sent.model_validate(request.get_json())
        except ValidationError as error:
            return _refused(str(error))
        return keep(services, engagement_id, sent, asked_by())

    server.add_url_rule("/engagements/<engagement_id>/answers", view_func=keep_sent, methods=["POST"])


def keep(services: Services, engagement_id: str, sent: Sent, by: str | None) -> Reply:
    """Keeps what a form says, and tells the browser what became of it.

    Nothing is kept of a form with faults; what is typed stays on the screen. While the database or the disk refuses, the browser
    is told to try again.
    """
    say = services.wording(sent.language)
    try:
        if not services.store.has(engagement_id):
            return _refused(say("This engagement is not there any more. Your text stays in this browser."))
        place = person_at(services.store.get(engagement_id), services.knowledge, sent.respondent)
        if sent.questionnaire not in (
            None,
            place.engagement.questionnaire.hash,
        ):  # the same words could mean something else there
            return _refused(say("This engagement has another version of its questionnaire now. Please load the page again."))
        question = place.engagement.questionnaire.definition.question(sent.question)
        return _keep(services, place, question, sent, by, say)
    except KeyError:
        return _refused(say("This question is not asked any more. Your text stays in this browser."))
    except ScanError as error:
        return {"became": "waiting", "words": " ".join(problem_in_words(problem, say) for problem in error.problems)}


def _keep(services: Services, place: Place, question: Question, sent: Sent, by: str | None, say: Wording) -> Reply:
    read = read_form(question, place.respondent.id, sent.form, place.rows(question), sent.language)
    if read.faults:
        return _refused(*(fault_in_words(question, what, say) for what, _ in read.faults))
    before, now = place.newest(question.id), services.clock()
    said = read.answer or _taken_back(place, question, before)
    if said is None:
        return {"became": "kept", "words": "", "seen": sent.seen, "sequence": None}
    reason = {"change_reason": say("looked at both answers")} if sent.both_seen else {}
    told = said.model_copy(update={"asked_at": now, "interviewer": by} | reason | _not_on_the_form(before))
    recorded = services.answers.record(place.engagement.id, told, sent.seen, now=now, act=sent.act)
    if before is not None and before.value != told.value:
        _ask_to_confirm(services, place, question, sent.act, by, say)
    reply = {
        "became": "kept",
        "words": say("saved at {time}", time=say.time(recorded.answer.asked_at or now)),
        "seen": recorded.answer.revision,
        "sequence": recorded.sequence,
    }
    return reply | _theirs(place, question, recorded.overlooked, say)


def _ask_to_confirm(services: Services, place: Place, question: Question, act: str, by: str | None, say: Wording) -> None:
    """Marks what hangs on an answer that changed."""
    reason, now = say("{code} has changed", code=question.code), services.clock()
    for answer in hanging_on(place.engagement, question):
        services.answers.ask_to_confirm(place.engagement.id, answer.question, answer.respondent, reason, now=now, by=by, act=act)


def _refused(*faults: str) -> Reply:
    return {"became": "refused", "faults": list(faults)}


def _theirs(place: Place, question: Question, theirs: Answer | None, say: Wording) -> Reply:
    """What somebody else recorded in the meantime: in words, and as it would stand in the form."""
    if theirs is None:
        return {}
    words = say(
        "Somebody else answered in the meantime: {theirs}. Both are kept; yours counts now.",
        theirs=in_words(place, question, theirs, say),
    )
    return {"theirs": {"words": words, "form": form_of(question, theirs, place.rows(question), say.language)}}


def _not_on_the_form(before: Answer | None) -> dict[str, Any]:
    """What an answer had that the form does not show: it stays as it was."""
    return {} if before is None else {"evidence": before.evidence}


def _taken_back(place: Place, question: Question, before: Answer | None) -> Answer | None:
    """An empty form where there was an answer: it is taken back, and the record of it stays."""
    if before is None or place.set_aside(question.id) is not None:
        return None
    return Answer(question=question.id, respondent=place.respondent.id, status="not_asked")
