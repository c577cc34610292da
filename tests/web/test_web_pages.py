"""The pages, called as plain functions: what a person reads, and the trees the browser gets."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from quickscan.assessment.assess import assess
from quickscan.domain.base import LANGUAGES
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.store.database import Database
from quickscan.store.engagements import Store
from quickscan.store.report_jobs import ReportJob
from quickscan.web.app import page_at
from quickscan.web.pages.engagements.opening import load_example, open_file
from quickscan.web.pages.engagements.overview import engagements_page
from quickscan.web.pages.findings.causes import causes_card
from quickscan.web.pages.findings.evidence import findings_card
from quickscan.web.pages.findings.gaps import missing_card, next_card
from quickscan.web.pages.findings.loss import loss_card
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.maturity import maturity_card
from quickscan.web.pages.findings.report import CARD, follow_report, report_state
from quickscan.web.pages.findings.steps import four_steps
from quickscan.web.reports import Wanted
from quickscan.web.services import Services
from quickscan.web.wording import Wording

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]


@pytest.fixture
def material(example: Engagement, knowledge: Knowledge, german: Wording) -> Material:
    return Material(example, assess(example, knowledge), knowledge, german)


@pytest.fixture
def thin_material(nearly_empty: Engagement, knowledge: Knowledge, german: Wording) -> Material:
    return Material(nearly_empty, assess(nearly_empty, knowledge), knowledge, german)


def test_without_engagements_the_list_says_what_to_do(services: Services, german: Wording, words_of: WordsOf) -> None:
    said = words_of(engagements_page(services, german).content)
    assert "Noch kein Projekt Laden Sie das Beispiel" in said
    assert "Beispiel laden" in said


def test_the_list_shows_client_people_answers_and_progress(
    services: Services, nearly_empty: Engagement, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    services.store.add(nearly_empty, now=NOW)
    page = engagements_page(services, german)
    said = words_of(page.content)
    assert nearly_empty.client.name in said
    assert nearly_empty.title in said
    assert "2 Befragte 3 Antworten" in said
    assert "3 von 84 Fragen beantwortet" in said
    assert f'"href": "/engagements/{nearly_empty.id}"' in json.dumps(as_json(page.content))


def test_loading_the_example_leads_to_it(services: Services, german: Wording, example: Engagement) -> None:
    assert load_example(services, german) == ("/engagements/car_maker", None)
    assert services.store.get("car_maker") == example


def test_loading_it_twice_says_that_it_is_there(services: Services, german: Wording, words_of: WordsOf) -> None:
    load_example(services, german)
    _, said = load_example(services, german)
    assert words_of(said).startswith("car_maker ein Projekt mit dieser Kennung gibt es schon")


def test_a_faulty_file_is_refused_by_its_own_name_with_all_faults(services: Services, german: Wording, words_of: WordsOf) -> None:
    contents = "data:application/yaml;base64,Zm9ybWF0OiAxCmlkOiBYIFkKdGl0bGU6IAo="  # format: 1, id: X Y, title:
    _, said = open_file(services, contents, "../../client.engagement.yaml", german)
    lines = words_of(said)
    assert "client.engagement.yaml:2:5 " in lines
    assert "client.engagement.yaml:3:1 " in lines
    assert "/tmp" not in lines
    assert services.store.list() == ()


@pytest.mark.parametrize("address", ["/nowhere", "/engagements/", "/engagements/nowhere", "/engagements/../x", "/engagements/A"])
def test_an_unknown_address_gives_a_sentence_and_the_way_back(
    services: Services, words_of: WordsOf, as_json: AsJson, address: str
) -> None:
    page = page_at(services, address, "de")
    assert "Diese Seite gibt es nicht" in words_of(page.content)
    assert '"href": "/"' in json.dumps(as_json(page.content))


def test_a_broken_database_gives_a_sentence_in_the_readers_language(
    services: Services, tmp_path: Path, words_of: WordsOf
) -> None:
    with Store.open(tmp_path / "broken") as store:
        store.database.close()
        for file in (tmp_path / "broken").iterdir():
            file.write_bytes(b"this is no database " * 1000)
        broken = replace(services, store=store)
        assert "die Datenbank ist beschädigt" in words_of(page_at(broken, "/", "de").content)
        assert "the database is damaged" in words_of(page_at(broken, "/", "en").content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["car_maker", "nearly_empty"])
def test_the_findings_page_has_one_heading_and_every_part(
    services: Services, nearly_empty: Engagement, as_json: AsJson, language: str, which: str
) -> None:
    load_example(services, services.wording(language))
    services.store.add(nearly_empty, now=NOW)
    tree = json.dumps(as_json(page_at(services, f"/engagements/{which}", language).content))
    assert tree.count('"type": "H1"') == 1
    for part in ("loss", "causes", "maturity", "findings", "missing", "client", "report"):
        assert tree.count(f'"id": "{part}"') == 1, part


def test_a_name_is_shown_as_typed(services: Services, example: Engagement, words_of: WordsOf) -> None:
    client = example.client.model_copy(update={"name": "A & B <C> {d}"})
    services.store.add(example.model_copy(update={"client": client}), now=NOW)
    page = page_at(services, "/engagements/car_maker", "de")
    assert page.title.endswith(" · A & B <C> {d}")
    assert "A & B <C> {d}" in words_of(page.content)
    assert "A & B <C> {d}" in words_of(page_at(services, "/", "de").content)


def test_nobodys_name_is_shown(material: Material, services: Services, words_of: WordsOf) -> None:
    people = tuple(person.model_copy(update={"name": "Erika Musterfrau"}) for person in material.engagement.respondents)
    services.store.add(material.engagement.model_copy(update={"respondents": people}), now=NOW)
    assert "Musterfrau" not in words_of(page_at(services, "/engagements/car_maker", "de").content)


def test_the_loss_leads_with_interval_coverage_and_the_usual_range(material: Material, words_of: WordsOf) -> None:
    loss, say = material.assessment.loss_rate, material.say
    said = words_of(loss_card(material))
    assert said.startswith(f"Geschätzter Leadverlust {say.percent(loss.mean, 1)}".replace("\N{NO-BREAK SPACE}", " "))
    for figure in (say.percent_range(loss.low, loss.high, 1), say.percent(loss.coverage), "40–80 %"):
        assert figure.replace("\N{NO-BREAK SPACE}", " ") in said


def test_the_scale_stands_where_the_numbers_are(material: Material, as_json: AsJson) -> None:
    loss = material.assessment.loss_rate
    scale = as_json(loss_card(material))["props"]["children"][0]["props"]["children"][3]["props"]["children"][0]
    spans = [(span["props"]["className"], span["props"]["style"]) for span in scale["props"]["children"]]
    assert spans == [
        ("usual", {"left": "40.0%", "width": "40.0%"}),
        ("interval", {"left": f"{100 * loss.low:.1f}%", "width": f"{100 * (loss.high - loss.low):.1f}%"}),
        ("mark", {"left": f"{100 * loss.mean:.1f}%", "width": "0.0%"}),
    ]


def test_the_nine_causes_are_sorted_by_what_they_cost(material: Material, as_json: AsJson) -> None:
    bars = as_json(causes_card(material))["props"]["children"][2]["props"]["children"]
    amounts = [bar["props"]["children"][2]["props"]["children"][0]["props"]["children"] for bar in bars]
    ranked = sorted((severity.loss_points for severity in material.assessment.severity.values()), reverse=True)
    assert amounts == [material.say.points(points) for points in ranked]
    assert len(amounts) == 9


def test_from_the_causes_a_link_leads_to_what_helps_against_them(services: Services, material: Material, as_json: AsJson) -> None:
    services.store.add(material.engagement, now=NOW)
    onward = as_json(causes_card(material))["props"]["children"][-1]["props"]["children"]
    assert (onward["type"], onward["props"]["children"]) == ("Link", "Zu den Empfehlungen")
    page = page_at(services, onward["props"]["href"], "de")
    assert "Empfehlungen" in page.title


def test_an_assumed_severity_is_marked_in_word_and_pattern(thin_material: Material, as_json: AsJson, words_of: WordsOf) -> None:
    tree = json.dumps(as_json(causes_card(thin_material)))
    assumed = [s for s in thin_material.assessment.severity.values() if s.basis == "assumed"]
    assert len(assumed) > 0
    assert tree.count('"fill loss assumed"') == len(assumed)
    assert words_of(causes_card(thin_material)).count("angenommen") == 2 * len(assumed) + 1  # bar, table, note


def test_an_area_without_answers_has_no_score(thin_material: Material, words_of: WordsOf) -> None:
    said = words_of(maturity_card(thin_material))
    assert "Erfassung – offen" in said
    assert "nan" not in said.lower()


def test_findings_point_at_their_evidence(material: Material, words_of: WordsOf) -> None:
    said = words_of(findings_card(material))
    quotes = [answer.quote for answer in material.engagement.current_answers() if answer.quote]
    pointers = {(p.question, p.respondent, p.revision) for f in material.assessment.findings for p in f.evidence}
    behind = [a for a in material.engagement.answers if (a.question, a.respondent, a.revision) in pointers]
    assert len(behind) > 20
    for answer in behind:
        assert material.questions[answer.question].code in said
        assert material.engagement.respondent(answer.respondent).label in said
        assert not answer.quote or " ".join(answer.quote.split()) in said
    assert any(answer.quote in quotes for answer in behind)


def test_what_is_missing_counts_every_open_question(thin_material: Material, words_of: WordsOf) -> None:
    said = words_of(missing_card(thin_material))
    assert f"{len(thin_material.assessment.unanswered)} Fragen ohne Antwort" in said
    for question in thin_material.assessment.unanswered:
        assert thin_material.questions[question].code in said
    assert "Zu 9 Ursachen ist zu wenig bekannt" in said


def test_nothing_missing_is_said(material: Material, words_of: WordsOf) -> None:
    assert "Nichts: Alle Fragen, die hier zutreffen, sind beantwortet." in words_of(missing_card(material))
    assert next_card(material) is None


def test_the_next_questions_come_with_their_worth(thin_material: Material, words_of: WordsOf) -> None:
    said = words_of(next_card(thin_material))
    for entry in thin_material.assessment.next_best_questions[:5]:
        assert f"{thin_material.questions[entry.question].code} " in said
        assert f"−{thin_material.say.points(entry.narrowing)} Punkte" in said


def test_the_four_steps_say_what_is_done(material: Material, thin_material: Material) -> None:
    assert [step.state for step in four_steps(material)] == ["done", "done", "here", "open"]
    assert [step.state for step in four_steps(thin_material)] == ["open", "open", "here", "open"]
    names = [step.name for step in four_steps(material)]
    assert names == ["Geschäft verstehen", "Interviews", "Analyse", "Empfehlung"]


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (None, "Erstellen"),
        (ReportJob("running", 0.0, None), "Wird vorbereitet …"),
        (ReportJob("running", 0.42, None), "Simulation läuft: 42 %"),
        (ReportJob("done", 1.0, None), "Herunterladen .docx"),
        (ReportJob("interrupted", 0.4, None), "Die Erstellung wurde abgebrochen, weil das Programm beendet wurde. Noch einmal"),
        (ReportJob("failed", 0.4, "{x} fehlt"), "Der Bericht ließ sich nicht erstellen: {x} fehlt Noch einmal versuchen"),
    ],
)
def test_the_report_says_how_far_it_is(job: ReportJob | None, said: str, german: Wording, words_of: WordsOf) -> None:
    assert words_of(report_state(job, "car_maker", Wanted("de"), CARD, german)).startswith(said)


def test_following_a_report_ends_when_it_is_there(services: Services, german: Wording, as_json: AsJson) -> None:
    load_example(services, german)
    shown, at_rest = follow_report(services, "car_maker", Wanted("de"), CARD, True, german)
    while not at_rest:
        shown, at_rest = follow_report(services, "car_maker", Wanted("de"), CARD, False, german)
    (link,) = as_json(shown)
    assert link["props"]["href"] == "/engagements/car_maker/report.de.docx"


def test_following_the_report_of_a_removed_engagement_says_so(services: Services, german: Wording, words_of: WordsOf) -> None:
    shown, at_rest = follow_report(services, "gone", Wanted("de"), CARD, True, german)
    assert at_rest
    assert "ein Projekt mit dieser Kennung gibt es nicht" in words_of(shown)


def test_the_pages_do_not_keep_the_database_open(services: Services) -> None:
    page_at(services, "/", "de")
    with Store(Database.open(services.store.database.file.parent, lock_seconds=0.1)) as other:
        other.add(services.example(), now=NOW)
    assert len(services.store.list()) == 1
