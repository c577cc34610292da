"""The page of an interview without a browser: it can be built everywhere, and what is typed is kept or refused in words."""

import json
from typing import Any

import pytest

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.typed import form_of
from quickscan.store.answers import Answers
from quickscan.web.app import create_app, page_at
from quickscan.web.pages.interview.callbacks import news_since
from quickscan.web.pages.interview.page import interview_page
from quickscan.web.pages.interview.place import place_at
from quickscan.web.pages.interview.saving import Sent, keep
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


def test_without_anybody_to_ask_it_says_what_to_do(services: Services, example: Engagement, as_json: Any) -> None:
    services.store.add(example.model_copy(update={"respondents": (), "answers": ()}), now=services.clock())
    with pytest.raises(ScanError, match="nobody to interview is named"):
        place_at(services.store.get(example.id), services.knowledge, None, None)
    page = page_at(services, "/engagements/car_maker/interview", "de")
    assert "Noch niemand zu befragen" in str(as_json(page.content))
    assert '"href": "/engagements/car_maker/settings"' in json.dumps(as_json(page.content))


ACTS = iter(range(10**9))


def typed(
    services: Services, question: str, form: dict[str, Any], seen: int, language: Language = "de", **more: Any
) -> dict[str, Any]:
    of_page = {"respondent": "dealer_south", "act": f"page.{next(ACTS)}", "language": language} | more
    return keep(services, "car_maker", Sent(question=question, form=form, seen=seen, **of_page), "Kim Muster")


def test_what_is_typed_is_kept_with_its_time_and_who_asked(interviewing: Services) -> None:
    reply = typed(interviewing, "follow_up.attempts", {"value.value": "2,5", "confidence": "3"}, 0)
    assert reply["words"].startswith("gespeichert um")
    assert (reply["became"], reply["seen"], reply["sequence"]) == ("kept", 1, 1)
    (answer,) = interviewing.store.get("car_maker").answers
    assert (answer.value, answer.confidence, answer.asked_at) == (2.5, 3, interviewing.clock())
    assert answer.interviewer == "Kim Muster"


def test_an_empty_form_keeps_nothing_and_takes_back_what_was_there(interviewing: Services) -> None:
    nothing = {"became": "kept", "words": "", "seen": 0, "sequence": None}
    assert typed(interviewing, "follow_up.attempts", {"value.value": " "}, 0) == nothing
    typed(interviewing, "follow_up.attempts", {"value.value": "2"}, 0)
    typed(interviewing, "follow_up.attempts", {"value.value": ""}, 1)
    assert [answer.status for answer in interviewing.store.get("car_maker").answers] == ["answered", "not_asked"]


def test_a_number_typed_figure_by_figure_is_one_record(interviewing: Services) -> None:
    for number in ("1", "12", "12,", "12,5"):
        typed(interviewing, "follow_up.attempts", {"value.value": number}, 0, act="page.typing")
    (answer,) = interviewing.store.get("car_maker").answers
    assert (answer.value, answer.revision) == (12.5, 1)


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
def test_what_cannot_be_is_refused_in_words(interviewing: Services, question: str, form: dict[str, Any], said: str) -> None:
    reply = typed(interviewing, question, form, 0)
    assert reply["became"] == "refused"
    assert said in " ".join(reply["faults"])
    assert interviewing.store.get("car_maker").answers == ()


@pytest.mark.parametrize(("question", "respondent"), [("follow_up.gone", "dealer_south"), ("follow_up.cadence", "nobody")])
def test_what_is_not_asked_any_more_is_refused(interviewing: Services, question: str, respondent: str) -> None:
    reply = typed(interviewing, question, {"value": "1"}, 0, respondent=respondent)
    assert reply == {"became": "refused", "faults": ["Diese Frage wird nicht mehr gestellt. Ihr Text bleibt in diesem Browser."]}


def test_an_engagement_that_is_gone_is_said_to_be(services: Services) -> None:
    assert typed(services, "follow_up.cadence", {"value": "1"}, 0)["became"] == "refused"


def test_while_the_database_is_in_use_the_browser_is_to_try_again(
    interviewing: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ScanError.of("quickscan.sqlite3", "the disk is full and nothing was saved", "free some space and try again")

    monkeypatch.setattr(Answers, "record", refuse)
    reply = typed(interviewing, "follow_up.cadence", {"value": "1"}, 0)
    assert reply["became"] == "waiting"
    assert "Datenträger" in reply["words"]


def test_what_was_overlooked_is_shown_and_both_are_kept(interviewing: Services) -> None:
    typed(interviewing, "follow_up.cadence", {"value": "3"}, 0, "en", act="theirs.1")
    reply = typed(interviewing, "follow_up.cadence", {"value": "1"}, 0, "en")
    assert (reply["seen"], reply["theirs"]["form"]["value"]) == (2, 3)
    assert "Somebody else answered in the meantime: level 3" in reply["theirs"]["words"]
    assert [answer.overlooked for answer in interviewing.store.get("car_maker").answers] == [None, 1]
    again = typed(interviewing, "follow_up.cadence", {"value": "1"}, 2, "en", both_seen=True)
    decided = interviewing.store.get("car_maker").answers[-1]
    assert (again["seen"], decided.overlooked, decided.change_reason) == (3, None, "looked at both answers")


def test_news_are_what_others_answered(interviewing: Services, german: Wording) -> None:
    typed(interviewing, "follow_up.cadence", {"value": "3"}, 0, act="mine.1")
    typed(interviewing, "follow_up.first_contact_time", {"value.median": "9"}, 0, respondent="controlling", act="theirs.1")
    news, last = news_since(interviewing, WHERE, 0, "mine", german)
    assert (list(news), last) == (["follow_up.first_contact_time"], 2)
    assert list(news_since(interviewing, WHERE, 0, "other", german)[0]) == ["follow_up.cadence", "follow_up.first_contact_time"]
    assert news_since(interviewing, WHERE, 2, "mine", german) == ({}, 2)


def test_what_the_form_does_not_show_stays(services: Services, example: Engagement) -> None:
    services.store.add(example, now=services.clock())
    proved = next(answer for answer in example.current_answers() if answer.evidence and answer.value is not None)
    question = example.questionnaire.definition.question(proved.question)
    rows = place_at(example, services.knowledge, proved.respondent, None).rows(question)
    form = form_of(question, proved, rows, "de") | {"note": "nachgefragt"}
    sent = {name: value if isinstance(value, list) or value is None else str(value) for name, value in form.items()}
    typed(services, proved.question, sent, proved.revision, respondent=proved.respondent)
    kept = services.store.get(example.id).answers[-1]
    assert (kept.question, kept.note, kept.evidence, kept.value) == (
        proved.question,
        "nachgefragt",
        proved.evidence,
        proved.value,
    )


def test_the_way_in_takes_json_only(interviewing: Services) -> None:
    client = create_app(interviewing).server.test_client()
    sent = {
        "respondent": "dealer_south",
        "question": "follow_up.cadence",
        "form": {"value": "2"},
        "seen": 0,
        "act": "page.1",
        "language": "de",
    }
    client.set_cookie("quickscan_person", "J%C3%B6rg")
    address = "/engagements/car_maker/answers"
    assert client.post(address, json=sent, base_url="http://localhost").json["became"] == "kept"
    assert client.post(address, data=sent, base_url="http://localhost").status_code == 415  # what a page of another site can send
    assert client.post(address, json=sent | {"seen": -1}, base_url="http://localhost").json["became"] == "refused"
    (answer,) = interviewing.store.get("car_maker").answers
    assert (answer.value, answer.interviewer) == (2, "Jörg")


def test_what_hangs_on_a_changed_answer_is_to_be_confirmed(interviewing: Services) -> None:
    model = "business_model.sales_model"
    definition = interviewing.store.get("car_maker").questionnaire.definition
    dependent = next(q.id for q in definition.questions() if q.when is not None and q.when.question == model)
    typed(interviewing, model, {"value": "dealer"}, 0, respondent="management")
    typed(interviewing, dependent, {"value": "2"}, 0)
    assert not any(answer.marked_for_review for answer in interviewing.store.get("car_maker").answers)
    typed(interviewing, model, {"value": "agent"}, 1, respondent="management")
    marked = interviewing.store.get("car_maker").answers[-1]
    assert (marked.question, marked.marked_for_review, marked.value) == (dependent, True, 2)
    assert marked.change_reason == "A-01 hat sich geändert"
    typed(interviewing, dependent, {"value": "2", "review": []}, 2)
    assert not interviewing.store.get("car_maker").answers[-1].marked_for_review
