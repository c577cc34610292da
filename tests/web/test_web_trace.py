"""The page on which a number is followed: answers with who and when, names only on request, and the way to it from numbers."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from quickscan.domain.engagement import Engagement
from quickscan.simulation.replicate import Plan
from quickscan.web import simulations
from quickscan.web.app import page_at
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.page import findings_page
from quickscan.web.pages.recommendations.asked import programme_of
from quickscan.web.pages.recommendations.sheet import sheet_cards
from quickscan.web.pages.today.page import fill as fill_today
from quickscan.web.pages.trace.address import trace_address, traced
from quickscan.web.pages.trace.page import fill
from quickscan.web.pages.trace.subject import Asked, tracer_of
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.conftest import NOW

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
CAUSE = "cause.unripe_leads.loss_points"
NAME = "Erika Musterfrau"


@pytest.fixture
def stocked(services: Services, example: Engagement, nearly_empty: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    """With both examples; the people of the complete one have names."""
    monkeypatch.setattr(simulations, "PLAN", Plan(seed=1, replications=2))
    people = tuple(person.model_copy(update={"name": NAME}) for person in example.respondents)
    services.store.add(example.model_copy(update={"respondents": people}), now=NOW)
    services.store.add(nearly_empty, now=NOW)
    return services


def filled(services: Services, figure: str, say: Wording, **query: str) -> list[Any]:
    return list(fill(services, Asked.of("car_maker", {"figure": figure, **query}), say))


def test_sources_are_named_in_the_language_of_the_page(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    said = words_of(filled(stocked, "measure.response_standard.sales_gain", german))
    assert "E3: Oldroyd, McElheran, Elkington, Harvard Business Review, März 2011 (Test)" in said
    assert "Umfang: eigene Einschätzung. Richtung: Studien zur Reaktionszeit" in said


def test_the_page_shows_its_frame_at_once_and_asks_for_the_rest(stocked: Services, words_of: WordsOf, as_json: AsJson) -> None:
    page = page_at(stocked, f"/engagements/car_maker/trace?figure={CAUSE}", "de")
    assert "Woher kommt diese Zahl?" in words_of(page.content)
    asked = {"engagement": "car_maker", "figure": CAUSE, "calibration": "evidence", "names": "", "language": "de"}
    assert json.dumps(asked) in json.dumps(as_json(page.content))
    assert Asked.from_data(asked) == Asked("car_maker", CAUSE, "evidence", False)


def test_a_cause_leads_to_the_answer_with_person_and_time(
    stocked: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    found = filled(stocked, CAUSE, german)
    said = words_of(found)
    assert "12,7 Punkte" in said
    assert "Leitung Marketing · dokumentiert · plausibel · gefragt 15.09.2026" in said
    assert "Belege: Auswertung Nachfasskampagne 2025.pdf" in said
    assert "steht oben" in said
    address = "/engagements/car_maker/interview/marketing/unripe#question-unripe.recontacted"
    assert address in json.dumps(as_json(found))


def test_names_are_hidden_until_asked_for(stocked: Services, german: Wording, words_of: WordsOf, as_json: AsJson) -> None:
    hidden, shown = (page_at(stocked, f"/engagements/car_maker/trace?figure={CAUSE}{more}", "de") for more in ("", "&names=1"))
    assert "Namen zeigen" in words_of(hidden.content)
    assert f"figure={CAUSE}&calibration=evidence&names=1" in json.dumps(as_json(hidden.content))
    assert "Namen verbergen" in words_of(shown.content)
    assert NAME not in json.dumps(as_json(filled(stocked, CAUSE, german)))
    assert NAME in words_of(filled(stocked, CAUSE, german, names="1"))


@pytest.mark.parametrize("calibration", simulations.CALIBRATIONS)
def test_a_simulated_number_is_the_one_that_today_shows(
    stocked: Services, german: Wording, words_of: WordsOf, calibration: simulations.CalibrationName
) -> None:
    asked = Asked("car_maker", "simulated.loss_rate", calibration, False)
    traced_rate = tracer_of(stocked, asked).figure("simulated.loss_rate").number
    today = words_of(fill_today(stocked, "car_maker", calibration, german))
    assert " ".join(german.percent(traced_rate or 0.0, 1).split()) in today
    assert "2 simulierte Jahre" in words_of(fill(stocked, asked, german))


def test_an_assessed_number_waits_for_no_simulation(stocked: Services) -> None:
    for figure in ("loss.mean", CAUSE, "", "answer.unripe.recontacted"):
        tracer = tracer_of(stocked, Asked("car_maker", figure, "evidence", False))
        assert tracer.of.simulation is None
        assert tracer.of.process is None


def test_a_measure_is_followed_in_the_calibration_of_its_page(
    stocked: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    asked = Asked.of("car_maker", {"figure": "measure.nurture_programme.sales_gain"})
    assert asked.calibration == "deck"
    programme = programme_of(stocked, "car_maker", "deck")
    found = tracer_of(stocked, asked).figure(asked.figure)
    assert found.number == programme.measures["nurture_programme"].sales_gain.mean
    assert "Kein Prozess für unreife Leads: Schweregrad" in words_of(fill(stocked, asked, german))
    material = Material(stocked.store.get("car_maker"), stocked.simulations.fitted("car_maker", "deck").assessment,
                        stocked.knowledge, german)  # fmt: skip
    sheet = json.dumps(as_json(sheet_cards("nurture_programme", programme, material)))
    assert json.dumps(trace_address("car_maker", asked.figure, "deck")) in sheet


def test_an_unknown_number_is_said_with_the_nearest_and_a_way_on(
    stocked: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    found = filled(stocked, "loss.men", german)
    assert "diese Zahl gibt es nicht, nehmen Sie eine aus der Liste, etwa loss.mean" in words_of(found)
    assert '"href": "/engagements/car_maker/trace"' in json.dumps(as_json(found))


def test_without_a_number_those_of_the_findings_are_listed(
    stocked: Services, english: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    found = filled(stocked, "", english)
    assert "Numbers that can be followed" in words_of(found)
    written = json.dumps(as_json(found))
    for figure in ("loss.mean", CAUSE, "area.capture.score", "answer.unripe.recontacted"):
        assert trace_address("car_maker", figure) in written
    assert "cause.unripe_leads.cap" not in written


def test_numbers_of_the_findings_lead_there(stocked: Services, german: Wording, as_json: AsJson) -> None:
    written = json.dumps(as_json(findings_page(stocked, "car_maker", german).content))
    for figure in ("loss.mean", CAUSE, "cause.unripe_leads.severity", "area.capture.score"):
        assert json.dumps(trace_address("car_maker", figure)) in written


def test_numbers_of_today_lead_there_in_their_calibration(stocked: Services, german: Wording, as_json: AsJson) -> None:
    written = json.dumps(as_json(fill_today(stocked, "car_maker", "deck", german)))
    for figure in ("simulated.loss_rate", "simulated.won", "simulated.utilisation.dealers", "parameter.dl.reps"):
        assert json.dumps(trace_address("car_maker", figure, "deck")) in written
        assert tracer_of(stocked, Asked("car_maker", figure, "deck", False)).figure(figure)


def test_hardly_an_answer_says_what_is_open(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    said = words_of(fill(stocked, Asked("nearly_empty", "loss.mean", "evidence", False), german))
    assert "Noch nicht beantwortet" in said
    assert "Eigene Einschätzung" in said


def test_a_link_tells_what_it_leads_to(german: Wording, as_json: AsJson) -> None:
    made = as_json(traced("5 %", "muster", "loss.mean", german))["props"]
    assert made["title"] == "Woher kommt diese Zahl?"
    assert made["href"] == "/engagements/muster/trace?figure=loss.mean"
