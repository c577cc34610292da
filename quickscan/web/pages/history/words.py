"""The history in words: what was done, and what stood there before and after."""

from collections.abc import Iterator
from typing import Any

from quickscan.domain.base import LANGUAGES
from quickscan.domain.engagement import Answer, Engagement, Ruling
from quickscan.domain.trail import ANSWERS, ARCHIVED, DELETED, OPENED, Change
from quickscan.interview.history import OF_A_PERSON, Entry
from quickscan.interview.moving import was_set_aside
from quickscan.interview.wording import as_given
from quickscan.web.pages.contradictions.words import confidence_in_words, decision_in_words
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.words import basis_in_words
from quickscan.web.pages.history.decisions import NOTHING, OF_THE_PROGRAMME, Step, of_the_programme
from quickscan.web.wording import Wording

OF_A_SCENARIO = "scenarios."


def steps(entry: Entry, material: Material) -> list[Step]:
    """Everything that an entry changed; the first one says what matters most."""
    record = entry.record
    if isinstance(record, Answer):
        return list(_of_answer(record, entry.before if isinstance(entry.before, Answer) else None, material))
    if isinstance(record, Ruling):
        return [_of_ruling(record, entry.before if isinstance(entry.before, Ruling) else None, material)]
    return [_of_change(record, material)]


def kind_in_words(entry: Entry, say: Wording) -> str:
    """What sort of thing was done."""
    if isinstance(entry.record, Answer):
        return say("Answer") if entry.before is None else say("Answer changed")
    if isinstance(entry.record, Ruling):
        return say("Decision")
    return _kind_of_change(entry.record, say)


def _kind_of_change(change: Change, say: Wording) -> str:
    deeds = {
        (OPENED, True): say("Quick-Scan put in"),
        (ARCHIVED, True): say("Quick-Scan archived"),
        (ARCHIVED, False): say("Quick-Scan taken up again"),
        (DELETED, True): say("Quick-Scan deleted"),
        (DELETED, False): say("Quick-Scan put back"),
    }
    return deeds.get((change.what, bool(change.after)), say("Quick-Scan changed"))


def _of_answer(answer: Answer, before: Answer | None, material: Material) -> Iterator[Step]:
    say = material.say
    was = NOTHING if before is None else _said(before, material)
    now = _said(answer, material)
    if was != now:
        yield say("Answer"), was, now
    parts: list[tuple[str, Any, Any]] = [
        (say("How it is known"), *_both(before, answer, lambda one: basis_in_words(one.basis, say))),
        (say("How sure it is"), *_both(before, answer, lambda one: confidence_in_words(one.confidence, say))),
        (say("Note"), *_both(before, answer, lambda one: one.note)),
        (say("In their own words"), *_both(before, answer, lambda one: one.quote)),
        (say("Documents"), *_both(before, answer, lambda one: ", ".join(one.evidence))),
        (say("To be looked at again"), *_both(before, answer, lambda one: say("yes") if one.marked_for_review else say("no"))),
    ]
    for name, earlier, later in parts:
        if before is not None and earlier != later:
            yield name, earlier or NOTHING, later or NOTHING


def _both(before: Answer | None, after: Answer, part: Any) -> tuple[Any, Any]:
    return (part(before) if before is not None else None), part(after)


def _said(answer: Answer, material: Material) -> str:
    words = _value_said(answer, material)
    return f"{words}: {answer.reason}" if answer.reason else words


def _value_said(answer: Answer, material: Material) -> str:
    fits = answer.question in material.questions and not was_set_aside(material.engagement, answer)
    if fits or answer.value is None:
        return material.answer_in_words(answer) if answer.question in material.questions else NOTHING
    return as_given(answer.value, material.knowledge.row_names, material.say.language)


def _of_ruling(ruling: Ruling, before: Ruling | None, material: Material) -> Step:
    return material.say("What counts"), _decided(before, material), _decided(ruling, material)


def _decided(ruling: Ruling | None, material: Material) -> str:
    question = material.questions.get(ruling.question) if ruling is not None else None
    if ruling is None or question is None:
        return NOTHING
    return decision_in_words(ruling, material.value_in_words(question, ruling.value), material.say)


def _of_change(change: Change, material: Material) -> Step:
    engagement, say = material.engagement, material.say
    if change.what == OPENED:
        return say("Title"), NOTHING, str(change.after)
    if change.what.startswith(OF_THE_PROGRAMME):
        return of_the_programme(change, material)
    return field_in_words(change.what, engagement, say), _plain(change.before, say), _plain(change.after, say)


def field_in_words(what: str, engagement: Engagement, say: Wording) -> str:
    """What a field of the head is called; one that has no name here is called as in the file."""
    names = {
        "title": say("Title"),
        "client.name": say("Client's name"),
        "client.industry": say("Client's industry"),
        "client.country": say("Client's country"),
        "client.profile": say("Client's profile"),
        "language": say("Language of the report"),
        "process": say("Lead process"),
        "started_on": say("First day"),
        "consultants": say("Consultants"),
        "questionnaire": say("Questionnaire"),
        ANSWERS: say("Number of answer records"),
        "scenarios": say("Scenarios"),
        ARCHIVED: say("Archived"),
        DELETED: say("In the bin"),
    }
    if what.startswith(OF_A_SCENARIO):
        return scenario_field_in_words(what.removeprefix(OF_A_SCENARIO), engagement, say)
    if what.startswith(OF_A_PERSON):
        person, _, field = what.removeprefix(OF_A_PERSON).partition(".")
        labels = {one.id: one.label for one in engagement.respondents}
        return say("Respondent {who}", who=labels.get(person, person)) + (f": {field}" if field else "")
    return names.get(what, what)


def scenario_field_in_words(what: str, engagement: Engagement, say: Wording) -> str:
    """What a field of a scenario is called, such as `quick.name`, with the scenario's name as it is now."""
    scenario, _, field = what.partition(".")
    fields = {
        "name": say("name"),
        "description": say("description"),
        "overrides": say("what is different"),
        "based_on": say("made of"),
        "in_report": say("in the report"),
        "cost_per_year_eur": say("cost per year in euros"),
        "one_off_cost_eur": say("one-off cost in euros"),
    }
    called = next((one.name for one in engagement.scenarios if one.id == scenario), None)
    words = say("Scenario {name}", name=say.of(called) if called is not None else scenario)
    return f"{words}: {fields.get(field, field)}" if field else words


def _plain(part: Any, say: Wording) -> str:
    """A part of the head as people read it: its label or name where it has one."""
    if part is None or part == "" or part == []:
        return NOTHING
    if isinstance(part, bool):
        return say("yes") if part else say("no")
    if isinstance(part, float):
        return say.number(part, 0 if part.is_integer() else 2)
    if isinstance(part, dict):
        return _of_mapping(part, say)
    return ", ".join(_plain(one, say) for one in part) if isinstance(part, list) else str(part)


def _of_mapping(part: dict[str, Any], say: Wording) -> str:
    if part.keys() == set(LANGUAGES):
        return str(part[say.language])
    if "path" in part:
        return say("{value} changed", value=part["path"])
    called = part.get("label") or part.get("name") or part.get("id")
    return _plain(called or list(part.values()), say)
