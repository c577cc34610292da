"""The form by which an engagement is begun and changed, called as plain functions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.head import ROWS, form_of
from quickscan.web import ids
from quickscan.web.app import page_at
from quickscan.web.pages.engagements.create import create, created, new_form, usual_form
from quickscan.web.pages.engagements.settings import Typed, save_head, saved, typed_there
from quickscan.web.pages.engagements.typed import draft_form, form_typed, role_in
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
LOOPBACK = "http://127.0.0.1"


@pytest.fixture
def loaded(services: Services, example: Engagement) -> Services:
    """The services with the example in the store."""
    services.store.add(example, now=services.clock())
    return services


# --- begin one ---------------------------------------------------------------------------------------------------------


def test_the_address_of_the_form_is_no_engagement(services: Services, words_of: WordsOf) -> None:
    for address in ("/engagements/new", "/engagements/new/"):
        assert words_of(page_at(services, address, "de").content).startswith("Alle Quick-Scans Neuer Quick-Scan")


def test_the_form_offers_what_is_shipped_by_title(
    services: Services, german: Wording, english: Wording, words_of: WordsOf
) -> None:
    said, said_in_english = words_of(new_form(services, {}, german)), words_of(new_form(services, {}, english))
    tree = str(new_form(services, {}, german))
    for words in ("Quick-Scan Interessentenmanagement", "Quick-Scan kurz (45 Minuten)", "Maschinenbauer mit Außendienst"):
        assert words in tree
    assert "+ Händler oder Außendienst" in said
    assert "+ Dealer or field representative" in said_in_english
    assert services.questionnaires()[0].id == "lead_management"


def test_a_name_is_enough(services: Services, german: Wording) -> None:
    made = create(services, usual_form(services, german) | {"client": "Größe & Söhne"})
    assert (made.id, made.title, made.language, made.client.country) == ("groesse_soehne", "Lead Management 2026", "de", "DE")
    assert made.client.industry == "Automobilhersteller mit Händlern"
    assert made.started_on is not None
    assert services.store.get(made.id) == made
    again = create(services, usual_form(services, german) | {"client": "Größe & Söhne"})
    assert again.id == "groesse_soehne_2"
    assert create(services, usual_form(services, german) | {"client": "New"}).id == "new_2"


def test_faults_stand_beside_their_fields_and_nothing_is_put_in(services: Services, german: Wording, words_of: WordsOf) -> None:
    rows = [{"id": "+dealer+1", "label": "", "role": "dealer", "side": "field"}]
    form = usual_form(services, german) | {"client": " ", "title": "", ROWS: rows}
    fields = [{"id": ids.field(name)} for name in ("client", "industry", "title")]
    places = (fields, [{"id": ids.row("label", "+dealer+1")}, {"id": ids.row("label", "+it+2")}])
    _, field_faults, row_faults, said, _ = created(services, form, places, german)
    assert [bool(fault) for fault in field_faults] == [True, False, True]
    assert field_faults[0] == "Der Name des Kunden fehlt, geben Sie den Namen ein, der im Bericht stehen soll."
    assert [bool(fault) for fault in row_faults] == [True, False]
    assert words_of(said) == "3 Angaben brauchen noch einen Blick."
    assert services.store.list() == ()


def test_without_a_fault_the_interviews_follow_and_the_draft_goes(services: Services, german: Wording) -> None:
    form = usual_form(services, german) | {"client": "Muster"}
    where, _, _, said, done = created(services, form, ([], []), german)
    assert (where, said, done) == ("/engagements/muster/interview", None, "muster")


@pytest.mark.parametrize("chosen", ["process", "questionnaire"])
def test_what_is_not_offered_is_refused(services: Services, german: Wording, chosen: str) -> None:
    with pytest.raises(ScanError) as refused:
        create(services, usual_form(services, german) | {"client": "Muster", "industry": "Bau", chosen: "../../secret"})
    assert [problem.where for problem in refused.value.problems] == [chosen]


@pytest.mark.parametrize(
    "draft", [None, 7, "x", [], {"client": 7, ROWS: "x"}, {ROWS: [7, {"id": "dealer", "label": "x"}, {"id": 3}]}]
)
def test_a_draft_that_is_none_does_no_harm(services: Services, german: Wording, draft: object, words_of: WordsOf) -> None:
    assert draft_form(draft).get(ROWS, []) == []
    assert "Anlegen und mit den Interviews beginnen" in words_of(new_form(services, draft, german))


def test_a_draft_comes_back_as_it_was(services: Services, german: Wording) -> None:
    row = {"id": "+dealer+k3", "label": "Händler Süd", "side": "service_provider"}
    tree = str(new_form(services, {"client": "Muster <b>", "process": "insurance_agents", ROWS: [row]}, german))
    for piece in ("value='Muster <b>'", "value='insurance_agents'", "value='Händler Süd'", "value='service_provider'"):
        assert piece in tree
    assert role_in("+dealer+k3", {}) == "dealer"


def test_rows_taken_out_are_not_in_the_form() -> None:
    keys = ("+dealer+1", "+it+2")
    labels, sides = ([{"id": ids.row(part, key), "value": part} for key in keys] for part in ("label", "side"))
    hidden = [{"id": ids.row("shown", key), "value": key == "+it+2"} for key in keys]
    typed = form_typed([{"id": ids.field("client"), "value": "Muster"}], (labels, sides, hidden), {})
    assert typed == {"client": "Muster", ROWS: [{"id": "+dealer+1", "label": "label", "role": "dealer", "side": "side"}]}


# --- change one --------------------------------------------------------------------------------------------------------


def typed(engagement: Engagement, given_up: dict[str, int] | None = None, **changes: Any) -> Typed:
    """The form of an engagement as it was shown, with something typed into it."""
    return Typed(form_of(engagement) | changes, form_of(engagement), given_up or {})


def places_of(engagement: Engagement) -> list[list[dict[str, Any]]]:
    """The lists of outputs of the settings page."""
    fields = [{"id": ids.field(name)} for name in ("client", "title")]
    parts = ("label", "shown", "records", "words")
    return [fields, *([{"id": ids.row(part, one.id)} for one in engagement.respondents] for part in parts)]


def test_the_page_of_an_engagement_shows_its_particulars(loaded: Services, example: Engagement) -> None:
    page = page_at(loaded, "/engagements/car_maker/settings", "de")
    tree = str(page.content)
    assert page.title == "Projektdaten · Beispiel Automobil AG"
    for one in example.respondents:
        assert f"value='{one.label}'" in tree
    assert "href='/engagements/car_maker/file'" in tree


def test_what_is_typed_is_kept(loaded: Services, example: Engagement, german: Wording, words_of: WordsOf) -> None:
    shown = saved(loaded, "car_maker", typed(example, client="Neue AG", consultants="Eine"), places_of(example), german)
    assert "gespeichert um" in words_of(shown.form)
    kept = loaded.store.get("car_maker")
    assert (kept.client.name, kept.consultants, kept.answers) == ("Neue AG", ("Eine",), example.answers)
    assert loaded.store.list()[0].client == "Neue AG"


def test_saving_what_is_shown_changes_nothing(loaded: Services, example: Engagement) -> None:
    before = loaded.store.read("car_maker")
    save_head(loaded, "car_maker", typed(example))
    assert loaded.store.read("car_maker") == before


def test_a_respondent_with_answers_stays_until_that_is_agreed_to(
    loaded: Services, example: Engagement, german: Wording, words_of: WordsOf
) -> None:
    rows = [row for row in form_of(example)[ROWS] if row["id"] != "it"]
    records = sum(answer.respondent == "it" for answer in example.answers)
    places = places_of(example)
    shown = saved(loaded, "car_maker", typed(example, respondents=rows, given_up={"it": records - 1}), places, german)
    assert loaded.store.get("car_maker") == example
    at = [one.id for one in example.respondents].index("it")
    assert shown.hidden[at] is False
    assert shown.records[at] == records
    assert shown.words[at] == f"{records} Antworten dieser Person gehen mit verloren."
    assert "Von dieser Person gibt es Antworten" in shown.rows[at]
    saved(loaded, "car_maker", typed(example, respondents=rows, given_up={"it": records}), places, german)
    assert "it" not in [one.id for one in loaded.store.get("car_maker").respondents]
    assert len(loaded.store.get("car_maker").answers) == len(example.answers) - records


def test_what_others_changed_meanwhile_is_told_and_then_overruled(loaded: Services, example: Engagement, german: Wording) -> None:
    save_head(loaded, "car_maker", typed(example, title="Ihr Titel", client="Ihr Kunde"))
    mine = typed(example, title="Mein Titel")
    shown = saved(loaded, "car_maker", mine, places_of(example), german)
    assert shown.fields[0] is None
    assert shown.fields[1].endswith("Jetzt steht dort: Ihr Titel")
    saved(
        loaded, "car_maker", replace(mine, seen=shown.seen, form=shown.seen | {"title": "Mein Titel"}), places_of(example), german
    )
    kept = loaded.store.get("car_maker")
    assert (kept.title, kept.client.name) == ("Mein Titel", "Ihr Kunde")


def test_the_browser_tells_who_was_taken_out_and_with_what(example: Engagement) -> None:
    def parts(part: str, values: dict[str, Any], otherwise: Any) -> list[dict[str, Any]]:
        return [{"id": ids.row(part, one.id), "value": values.get(one.id, otherwise)} for one in example.respondents]

    states = [
        [],
        parts("label", {}, "x"),
        parts("side", {}, "field"),
        parts("shown", {"it": True}, False),
        parts("records", {"it": 9}, 4),
    ]
    told = typed_there(states, example, {})
    assert told.given_up == {"it": 9}
    assert [row["id"] for row in told.form[ROWS]] == [one.id for one in example.respondents if one.id != "it"]
    assert told.form[ROWS][0]["role"] == example.respondents[0].role
