"""The page of an interview without a browser: it can be built everywhere, and what is typed is kept or refused in words."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.typed import form_of
from quickscan.web.app import page_at
from quickscan.web.pages.interview.callbacks import news_since, save_entries
from quickscan.web.pages.interview.page import interview_page
from quickscan.web.pages.interview.place import place_at
from quickscan.web.services import Services
from quickscan.web.wording import Wording


@pytest.fixture
def interviewing(services: Services, example: Engagement) -> Services:
    services.store.add(example.model_copy(update={"answers": ()}), now=services.clock())
    return services


WHERE = ["car_maker", "dealer_south", "follow_up"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_can_be_shown_to_everybody(
    services: Services, example: Engagement, language: Language, as_json: Any
) -> None:
    services.store.add(example, now=services.clock())
    for person in example.respondents:
        for section in example.questionnaire.definition.sections:
            page = interview_page(services, example.id, person.id, section.id, services.wording(language))
            assert section.title.in_language(language) in str(as_json(page.content))


def test_it_begins_where_questions_are_open(services: Services, example: Engagement) -> None:
    place = place_at(example.model_copy(update={"answers": ()}), services.knowledge, "dealer_south", None)
    (first, *_) = [section for section in example.questionnaire.definition.sections if place.asked(section)]
    assert place.section == first


def test_without_anybody_to_ask_it_says_what_to_do(services: Services, example: Engagement, german: Wording) -> None:
    services.store.add(example.model_copy(update={"respondents": (), "answers": ()}), now=services.clock())
    with pytest.raises(ScanError, match="nobody to interview is named"):
        interview_page(services, example.id, None, None, german)
    assert page_at(services, "/engagements/car_maker/interview", "de").title


def keep(services: Services, question: str, form: dict[str, Any], seen: int, say: Wording) -> tuple[str, int, str]:
    result, shown = save_entries(services, WHERE, question, form, seen, say)
    return result.state, result.seen, " ".join(str(piece.children) for piece in shown)


def test_what_is_typed_is_kept_with_its_time(interviewing: Services, german: Wording) -> None:
    state, seen, faults = keep(interviewing, "follow_up.attempts", {"value.value": "2,5", "confidence": "3"}, 0, german)
    assert (state.startswith("gespeichert um"), seen, faults) == (True, 1, "")
    (answer,) = interviewing.store.get("car_maker").answers
    assert (answer.value, answer.confidence, answer.asked_at) == (2.5, 3, interviewing.clock())


def test_an_empty_form_keeps_nothing_and_takes_back_what_was_there(interviewing: Services, german: Wording) -> None:
    assert keep(interviewing, "follow_up.attempts", {"value.value": " "}, 0, german) == ("", 0, "")
    keep(interviewing, "follow_up.attempts", {"value.value": "2"}, 0, german)
    keep(interviewing, "follow_up.attempts", {"value.value": ""}, 1, german)
    assert [answer.status for answer in interviewing.store.get("car_maker").answers] == ["answered", "not_asked"]


@pytest.mark.parametrize(
    ("question", "form", "said"),
    [
        (
            "follow_up.reached",
            {"value.value": "140"},
            "Erreichte Interessenten: Bitte geben Sie eine Zahl ein (von 0 % bis 100 %).",
        ),
        ("follow_up.reached", {"value.value": "viel"}, "Bitte geben Sie eine Zahl ein (von 0 % bis 100 %)."),
        ("follow_up.first_contact_time", {"value.median": "9", "value.p90": "4"}, "Bitte tauschen Sie die beiden Werte."),
        ("follow_up.cadence", {"status": "not_applicable"}, "warum die Frage nicht zutrifft"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    interviewing: Services, german: Wording, question: str, form: dict[str, Any], said: str
) -> None:
    state, seen, faults = keep(interviewing, question, form, 0, german)
    assert (state, seen) == ("noch nicht gespeichert", 0)
    assert said in faults
    assert interviewing.store.get("car_maker").answers == ()


def test_what_was_overlooked_is_shown_and_kept(interviewing: Services, english: Wording) -> None:
    keep(interviewing, "follow_up.cadence", {"value": "3"}, 0, english)
    _, seen, shown = keep(interviewing, "follow_up.cadence", {"value": "1"}, 0, english)
    assert seen == 2
    assert "Somebody else answered in the meantime: level 3" in shown


def test_news_are_what_others_answered(interviewing: Services, german: Wording) -> None:
    keep(interviewing, "follow_up.cadence", {"value": "3"}, 0, german)
    other = ["car_maker", "controlling", "follow_up"]
    save_entries(interviewing, other, "follow_up.first_contact_time", {"value.median": "9"}, 0, german)
    questions = {"follow_up.cadence": 1, "follow_up.first_contact_time": 0}
    assert news_since(interviewing, WHERE, 0, questions, german) == ({}, 0)  # too fresh to know whose they are
    later = replace(interviewing, clock=lambda: interviewing.clock() + timedelta(seconds=3))
    news, last = news_since(later, WHERE, 0, questions, german)
    assert (list(news), last) == (["follow_up.first_contact_time"], 2)
    assert news_since(later, WHERE, 0, questions | {"follow_up.cadence": 0}, german)[0].keys() == questions.keys()
    assert news_since(later, WHERE, 2, questions, german) == ({}, 2)


def test_what_the_form_does_not_show_stays(services: Services, example: Engagement, german: Wording) -> None:
    services.store.add(example, now=services.clock())
    proved = next(answer for answer in example.current_answers() if answer.evidence and answer.value is not None)
    question = example.questionnaire.definition.question(proved.question)
    rows = place_at(example, services.knowledge, proved.respondent, None).rows(question)
    form = form_of(question, proved, rows, "de") | {"note": "nachgefragt"}
    where = [example.id, proved.respondent, proved.question.partition(".")[0]]
    save_entries(services, where, proved.question, form, proved.revision, german)
    kept = services.store.get(example.id).answers[-1]
    assert (kept.question, kept.note, kept.evidence, kept.value) == (
        proved.question,
        "nachgefragt",
        proved.evidence,
        proved.value,
    )
