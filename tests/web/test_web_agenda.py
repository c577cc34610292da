"""Agenda, documents and check without a browser: what a person reads and where it leads, and what is kept of what is typed."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from quickscan.domain.base import LANGUAGES
from quickscan.domain.documents import DocumentState
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.quality import QualityPoint
from quickscan.web.app import create_app, page_at
from quickscan.web.filing import add_file
from quickscan.web.guides import guide_address
from quickscan.web.pages.agenda.plan import duration, plan
from quickscan.web.pages.check import check_page, kind_in_words, level_in_words
from quickscan.web.pages.documents.keeping import keep
from quickscan.web.pages.documents.page import documents_page
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]


@pytest.fixture
def planning(services: Services, example: Engagement, nearly_empty: Engagement) -> Services:
    """The app with both examples; of the complete one nothing was done yet about documents."""
    services.store.add(example.model_copy(update={"documents": ()}), now=services.clock())
    services.store.add(nearly_empty, now=services.clock())
    return services


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", ["agenda", "documents", "check"])
@pytest.mark.parametrize("which", ["car_maker", "nearly_empty"])
def test_every_page_has_one_heading_and_the_way_to_the_others(
    planning: Services, as_json: AsJson, language: str, room: str, which: str
) -> None:
    tree = json.dumps(as_json(page_at(planning, f"/engagements/{which}/{room}", language).content))
    assert tree.count('"type": "H1"') == 1
    order = [tree.index(f'"/engagements/{which}/{name}"') for name in ("agenda", "interview", "documents", "check")]
    assert order == sorted(order)


def test_the_agenda_shows_each_interview_with_its_time(planning: Services, words_of: WordsOf, example: Engagement) -> None:
    said = words_of(page_at(planning, "/engagements/car_maker/agenda", "de").content)
    assert "Noch zu fragen 2 Min. in 7 Interviews, von 3 Std. 33 Min. insgesamt" in said
    assert "Leitung Händlerbetreuung Vertriebsleitung 23 von 24 Fragen erledigt noch zu fragen: 2 Min." in said
    assert "Händler Süd Händler oder Außendienst 17 von 17 Fragen erledigt noch zu fragen: alles erledigt" in said
    assert "Zurückgestellte Fragen" in said
    assert "D-09 Leads ohne Verantwortlichen Leitung Händlerbetreuung" in said
    assert "Niemand: Die Ausgewählten können alle Fragen beantworten." in said


def test_the_way_into_an_interview_leads_to_its_first_open_question(
    planning: Services, example: Engagement, german: Wording, as_json: AsJson
) -> None:
    empty = example.model_copy(update={"answers": ()})
    tree = json.dumps(as_json(plan(empty, planning.knowledge, ["dealer_south"], german)))
    assert '"/engagements/car_maker/interview/dealer_south/business_model"' in tree
    said = Answer(question="business_model.self_estimated_loss", respondent="dealer_south", value=10)
    begun = empty.model_copy(update={"answers": (said,)})
    tree = json.dumps(as_json(plan(begun, planning.knowledge, ["dealer_south"], german)))
    assert '"/engagements/car_maker/interview/dealer_south/capture"' in tree


def test_who_is_missing_is_told_with_what_to_do(
    planning: Services, nearly_empty: Engagement, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    people = [person.id for person in nearly_empty.respondents]
    said = words_of(plan(nearly_empty, planning.knowledge, people, german))
    assert "Controlling Benennen Sie jemanden aus dieser Rolle als Befragten." in said
    assert "Das kann sonst niemand beantworten" in said
    unasked = example.model_copy(update={"answers": ()})
    said = words_of(plan(unasked, planning.knowledge, ["marketing", "it"], german))
    assert "Händler oder Außendienst Wählen Sie oben Händler Süd aus." in said
    assert "Hier fehlt diese Sicht zum Vergleich" in said


def test_with_nobody_chosen_or_named_it_says_what_to_do(
    planning: Services, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    assert "Wählen Sie mindestens einen Befragten aus." in words_of(plan(example, planning.knowledge, [], german))
    alone = example.model_copy(update={"id": "alone", "respondents": (), "answers": ()})
    planning.store.add(alone, now=planning.clock())
    assert "Noch niemand benannt" in words_of(page_at(planning, "/engagements/alone/agenda", "de").content)


@pytest.mark.parametrize(
    ("minutes", "german_words", "english_words"),
    [(0, "0 Min.", "0 min"), (1.2, "2 Min.", "2 min"), (60, "1 Std. 0 Min.", "1 h 0 min"), (213, "3 Std. 33 Min.", "3 h 33 min")],
)
def test_times_are_in_hours_and_whole_minutes(
    german: Wording, english: Wording, minutes: float, german_words: str, english_words: str
) -> None:
    assert (duration(minutes, german), duration(minutes, english)) == (german_words, english_words)


def test_the_guide_is_handed_out_for_those_chosen(planning: Services) -> None:
    client = create_app(planning).server.test_client()
    answer = client.get(guide_address("car_maker", "en", ["dealer_south", "it"]))
    assert answer.status_code == 200
    assert "Interviews_car_maker_en.docx" in answer.headers["Content-Disposition"]
    document = Document(BytesIO(answer.data))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Händler Süd",
        "Leitung Vertriebssysteme (IT)",
    ]
    assert client.get(guide_address("nearly_empty", "de", None)).status_code == 200


@pytest.mark.parametrize(
    "address", ["car_maker/guide.de.docx?respondents=", "car_maker/guide.de.docx?respondents=x", "nowhere/guide.en.docx"]
)
def test_a_guide_that_cannot_be_leads_to_the_agenda(planning: Services, address: str) -> None:
    answer = create_app(planning).server.test_client().get(f"/engagements/{address}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/engagements/{address.split('/', maxsplit=1)[0]}/agenda")
    assert create_app(planning).server.test_client().get("/engagements/car_maker/guide.fr.docx").headers["Content-Type"] != (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    )


def test_a_change_of_a_document_is_kept_at_once_and_alone(planning: Services, german: Wording) -> None:
    first = keep(planning, "car_maker", "lead_list", {"state": "requested"}, german)
    assert first.words.startswith("gespeichert um ")
    assert first.state == DocumentState(document="lead_list", state="requested", on=planning.clock().astimezone().date())
    keep(planning, "car_maker", "lead_list", {"note": "kommt {bald} <b>"}, german)
    keep(planning, "car_maker", "lead_list", {"on": "2026-03-01"}, german)
    (state,) = planning.store.get("car_maker").documents
    assert state == DocumentState(document="lead_list", state="requested", on=date(2026, 3, 1), note="kommt {bald} <b>")
    keep(planning, "car_maker", "lead_list", {"note": " "}, german)
    assert planning.store.get("car_maker").documents[0].note is None
    assert len(planning.store.get("car_maker").answers) == len(planning.example().answers)


def test_an_engagement_that_is_gone_is_told(services: Services, german: Wording) -> None:
    kept = keep(services, "car_maker", "lead_list", {"state": "received"}, german)
    assert (kept.words, len(kept.faults), kept.engagement) == ("noch nicht gespeichert", 1, None)


def test_documents_show_what_is_known_and_how_many_are_there(
    planning: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    assert "0 von 12 Dokumenten erhalten 12 offen" in words_of(documents_page(planning, "car_maker", german).content)
    keep(planning, "car_maker", "lead_list", {"state": "received"}, german)
    place = {"document": "lead_list", "language": "de"}
    add_file(planning, "car_maker", place, "leads.csv", b"Kanal;Eingang", None)
    keep(planning, "car_maker", "call_statistics", {"state": "not_available"}, german)
    page = documents_page(planning, "car_maker", german)
    assert "1 von 12 Dokumenten erhalten 1 nicht vorhanden, 10 offen" in words_of(page.content)
    tree = json.dumps(as_json(page.content))
    assert "/engagements/car_maker/files/leads.csv" in tree
    assert tree.count('"value": "not_available"') == 12 + 1  # the choice of every document, and the one that is chosen


def test_the_check_tells_what_why_and_where(planning: Services, german: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    page = check_page(planning, "car_maker", german)
    said = words_of(page.content)
    assert "5 Fehler 5 Warnungen 4 Hinweise" in said
    assert "Widerspruch C-05 Vom Vertrieb als ungeeignet zurückgemeldet" in said
    assert "Klären Sie mit den Beteiligten, was gilt, oder lassen Sie es nachzählen." in said
    tree = json.dumps(as_json(page.content))
    assert "/engagements/car_maker/interview/dealer_south/follow_up#question-follow_up.never_worked" in tree
    assert tree.count('"/engagements/car_maker/documents"') == 1 + 2  # the way to the page, and the two points about documents


def test_a_thin_engagement_is_led_to_the_agenda(planning: Services, english: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    page = check_page(planning, "nearly_empty", english)
    assert "8 errors 6 warnings 1 remark" in words_of(page.content)
    assert json.dumps(as_json(page.content)).count("To the agenda") == 10


def test_nothing_to_mend_leads_to_the_report(
    planning: Services, german: Wording, words_of: WordsOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    from quickscan.domain.quality import Quality
    from quickscan.web.pages import check

    monkeypatch.setattr(check, "check_quality", lambda *_: Quality(points=()))
    assert "Nichts mehr zu beheben Der Bericht kann erstellt werden. Zum Bericht" in words_of(
        check_page(planning, "car_maker", german).content
    )


def test_every_kind_and_number_has_words(german: Wording) -> None:
    kinds = QualityPoint.model_fields["kind"].annotation
    names = [kind_in_words(kind, german) for kind in kinds.__args__]  # type: ignore[union-attr]  # a Literal
    assert len(set(names)) == len(names) == 13
    assert [level_in_words("warning", number, german) for number in (1, 2)] == ["1 Warnung", "2 Warnungen"]
