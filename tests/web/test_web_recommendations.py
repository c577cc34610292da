"""Recommendations without a browser: the numbers of the command, words for everything, decisions kept and in the history."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from quickscan.cli import inputs, work
from quickscan.domain.base import LANGUAGES
from quickscan.domain.engagement import Engagement
from quickscan.domain.trail import Change
from quickscan.interview.history import Entry
from quickscan.simulation.replicate import Plan
from quickscan.web import simulations
from quickscan.web.app import page_at
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.history.words import steps
from quickscan.web.pages.recommendations.asked import Found, calibration_here, programme_of
from quickscan.web.pages.recommendations.callbacks import material_of, shown, stand
from quickscan.web.pages.recommendations.effort import LABEL_PX, PLACES, effort_card, label_places, points_of
from quickscan.web.pages.recommendations.keeping import changed, keep_kpi, keep_measure, keep_term
from quickscan.web.pages.recommendations.road import loss_steps, road_card
from quickscan.web.pages.recommendations.rows import figures_of, rows_card
from quickscan.web.pages.recommendations.sheet import field_labels, sheet_cards
from quickscan.web.pages.recommendations.summary import summary_card
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
PAGE = "/engagements/car_maker/recommendations"
VISIT = {"visit": "v", "calibration": "deck", "page": "list", "measure": None}


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """With the example, and two years for each simulation."""
    monkeypatch.setattr(simulations, "PLAN", replace(simulations.PLAN, replications=2))
    services.store.add(example, now=services.clock())
    yield services
    services.background.close()
    services.simulations.close()


def found_of(services: Services) -> Found:
    return programme_of(services, "car_maker", "deck")


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def decide(services: Services, say: Wording, measure: str, **typed: str) -> Any:
    return keep_measure(services, "car_maker", measure, typed, field_labels(say), say)


# --- numbers -----------------------------------------------------------------------------------------------------------


def test_the_programme_is_that_of_the_command_also_after_decisions(stocked: Services, german: Wording) -> None:
    plan = Plan(seed=1, replications=2)
    assert found_of(stocked).programme == work.programme(stocked.store.get("car_maker"), plan, "deck")
    assert not keep_term(stocked, "car_maker", "budget_eur", "60.000", german).faults
    assert not keep_term(stocked, "car_maker", "list_price_eur", "31.500", german).faults
    assert not decide(stocked, german, "mystery_leads", verdict="accepted").faults
    assert not decide(stocked, german, "response_standard", verdict="rejected", reason="Zu früh").faults
    now = found_of(stocked).programme
    assert now == work.programme(stocked.store.get("car_maker"), plan, "deck")
    assert now.portfolio.budget_eur == 60_000.0
    assert "mystery_leads" in {entry.id for entry in now.portfolio.chosen}
    assert "response_standard" in {entry.id for entry in now.portfolio.not_chosen}
    assert inputs.knowledge().valuation.list_price_eur is None


def test_the_page_values_as_the_report_unless_told_otherwise() -> None:
    assert (calibration_here({}), calibration_here({"calibration": "nonsense"})) == ("deck", "deck")
    assert calibration_here({"calibration": "evidence"}) == "evidence"


# --- the page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_are_there_at_once(stocked: Services, language: str, as_json: AsJson) -> None:
    for address in (PAGE, f"{PAGE}/response_standard", f"{PAGE}?calibration=evidence"):
        tree = json.dumps(as_json(page_at(stocked, address, language).content), ensure_ascii=False)
        assert tree.count('"type": "H1"') == 1
        assert tree.count('"type": "Interval"') == 1


def test_a_measure_that_there_is_not_is_said_so(stocked: Services, words_of: WordsOf) -> None:
    assert "keine solche Maßnahme" in words_of(page_at(stocked, f"{PAGE}/nonsense", "de").content)


def test_what_takes_its_time_is_told_until_it_is_there(stocked: Services, german: Wording) -> None:
    first = stand(stocked, "car_maker", VISIT, german)
    assert first.found is None
    assert first.outputs[3] is False  # it is asked again
    for _ in range(2_000):
        if (now := stand(stocked, "car_maker", VISIT, german)).found is not None:
            break
        time.sleep(0.03)
    assert now.found is not None
    assert now.outputs[0] == "recommendations-result"
    assert now.outputs[3] is True


def test_what_cannot_be_simulated_is_said_in_its_place(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    told = stand(stocked, "nowhere", VISIT, german)
    assert told.found is None
    assert "nicht simulieren" in words_of(told.outputs[4])


def test_the_list_is_made_once_and_then_only_its_figures_change(stocked: Services, german: Wording) -> None:
    found = found_of(stocked)
    first = shown(stocked, "car_maker", found, "days", [[], [], []], german)
    assert "Die Maßnahmen" in str(first[2])
    asked = [[{"measure": "response_standard"}], [{"kpi": "lead_loss"}], [{"kpi": "lead_loss"}]]
    later = shown(stocked, "car_maker", found, "cost", asked, german)
    assert "NoUpdate" in type(later[2]).__name__
    assert len(later[4]) == len(later[5]) == len(later[6]) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_its_figures(stocked: Services, language: str, words_of: WordsOf) -> None:
    say, found = stocked.wording(language), found_of(stocked)
    portfolio = found.programme.portfolio
    told = words_of(summary_card(found, say))
    assert say.number(portfolio.interaction.simulated_gain.mean, 1) in told
    assert plain(say.percent(portfolio.loss_rate_after.mean, 1)) in told
    rows = words_of(rows_card(found, stocked.store.get("car_maker").programme, say))
    for measure in found.measures.values():
        assert f"{measure.code} {say.of(measure.title)}" in rows
        assert say.signed(measure.sales_gain.mean, 1) in rows
    road = words_of(road_card(found, say))
    for stage in found.programme.roadmap.stages:
        assert plain(say.percent(stage.loss_rate_after.mean, 1)) in road


def test_every_measure_of_the_library_can_be_decided_about(stocked: Services, german: Wording, as_json: AsJson) -> None:
    found = found_of(stocked)
    tree = json.dumps(as_json(rows_card(found, stocked.store.get("car_maker").programme, german)))
    for entry in stocked.knowledge.recommendations:
        assert f'"measure": "{entry.id}", "typed": "verdict"' in tree


def test_a_sheet_tells_what_why_how_and_the_three_cases(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    found, material = found_of(stocked), material_of(stocked, "car_maker", german)
    measure = found.measures["response_standard"]
    told = words_of(sheet_cards("response_standard", found, material))
    for case in (measure.case.low, measure.case.base, measure.case.high):
        assert german.signed(case.sales_gain.mean, 1) in told
    entry = stocked.knowledge.recommendation("response_standard")
    assert "Umfang: eigene Einschätzung. Richtung: Studien zur Reaktionszeit" in told
    for text in (entry.kpi, entry.owner_role, entry.provenance.source, *entry.first_steps, *measure.findings):
        assert german.of(text) in told


def test_why_a_measure_is_not_in_the_programme_is_said_with_the_reason_given(
    stocked: Services, german: Wording, words_of: WordsOf
) -> None:
    decide(stocked, german, "response_standard", verdict="rejected", reason="Betriebsrat")
    decide(stocked, german, "one_capture_tool", verdict="accepted", reason="Beschlossen")
    keep_term(stocked, "car_maker", "budget_eur", "1000", german)
    found = found_of(stocked)
    assert "abgelehnt („Betriebsrat“)" in words_of(figures_of("response_standard", found, german))
    assert "Im Programm: angenommen" in words_of(figures_of("one_capture_tool", found, german))
    assert "mehr als das Budget" in words_of(summary_card(found, german))
    reasons = [words_of(figures_of(name, found, german)) for name in found.measures if name not in found.chosen]
    assert all("Nicht darin" in words for words in reasons)
    assert any("das Budget" in words for words in reasons)


# --- pictures ----------------------------------------------------------------------------------------------------------


def test_each_measure_is_a_point_with_its_state(stocked: Services, german: Wording) -> None:
    decide(stocked, german, "response_standard", verdict="rejected", reason="Später")
    found = found_of(stocked)
    by_id = {point.measure.id: point for point in points_of(found, "days")}
    assert by_id.keys() == found.measures.keys()
    assert by_id["response_standard"].state == "rejected"
    assert {name for name, point in by_id.items() if point.state == "chosen"} == found.chosen
    unknown = {name for name, one in found.measures.items() if one.case.base.first_year_cost_eur is None}
    assert {point.measure.id for point in points_of(found, "cost")} == found.measures.keys() - unknown
    assert effort_card(found, "cost", german) is not None


def test_labels_do_not_lie_on_each_other(stocked: Services) -> None:
    points = list(points_of(found_of(stocked), "days"))
    places = label_places(points)
    assert len(places) == len(points)
    assert set(places) <= set(PLACES)
    assert len(set(places)) > 1
    assert LABEL_PX[0] > LABEL_PX[1]


def test_the_loss_rate_falls_in_steps_along_the_roadmap(stocked: Services) -> None:
    road = found_of(stocked).programme.roadmap
    months, losses = loss_steps(road, 30.0)
    assert months == sorted(months)
    assert losses == sorted(losses, reverse=True)
    assert (losses[0], losses[-1]) == (road.loss_rate_today.mean, road.stages[-1].loss_rate_after.mean)


# --- keeping -----------------------------------------------------------------------------------------------------------


def test_a_decision_stands_in_the_engagement_and_in_the_history(stocked: Services, german: Wording) -> None:
    kept = decide(stocked, german, "response_standard", verdict="rejected", reason="Zu früh")
    assert kept.words.startswith("gespeichert")
    choice = stocked.store.get("car_maker").programme.of("response_standard")
    assert (choice.verdict, choice.reason, choice.at) == ("rejected", "Zu früh", stocked.clock())
    whats = [change.what for change in stocked.changes.of("car_maker")]
    assert "programme.measures.response_standard" in whats


def test_a_rejection_without_a_reason_is_said_and_nothing_is_kept(stocked: Services, german: Wording) -> None:
    before = stocked.store.revision("car_maker")
    kept = decide(stocked, german, "response_standard", verdict="rejected", reason="")
    assert kept.words == "noch nicht gespeichert"
    assert kept.faults == ("Grund: eine Maßnahme ist ohne Grund abgelehnt, sagen Sie unter Grund, warum.",)
    assert stocked.store.revision("car_maker") == before


@pytest.mark.parametrize("typed", ["viel", "-3"])
def test_faults_of_terms_are_said_in_german(typed: str, stocked: Services, german: Wording) -> None:
    (fault,) = keep_term(stocked, "car_maker", "budget_eur", typed, german).faults
    assert "Zahl" in fault


def test_targets_of_key_figures_are_kept(stocked: Services, german: Wording) -> None:
    assert not keep_kpi(stocked, "car_maker", "response_time", {"target": "4 h"}, german).faults
    line = next(line for line in found_of(stocked).kpis if line.kpi == "response_time")
    assert line.own_target
    assert line.target is not None
    assert line.target.de == "4 h"


def test_what_belongs_together_is_sent_together() -> None:
    def entry(name: str, value: str) -> dict[str, Any]:
        return {"id": {"measure": "m", "typed": name}, "value": value}

    names = ("verdict", "reason", "title", "effort_person_days.low", "effort_person_days.high")
    entries = [entry(name, name) for name in names]
    assert changed(entries, [entries[1]["id"]]).keys() == {"verdict", "reason"}
    assert changed(entries, [entries[3]["id"]]).keys() == {"effort_person_days.low", "effort_person_days.high"}
    assert changed(entries, [entries[2]["id"]]) == {"title": "title"}


def history_of(services: Services, change: Callable[[], object], say: Wording) -> list[tuple[str, str, str]]:
    before = len(services.changes.of("car_maker"))
    change()
    engagement = services.store.get("car_maker")
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    new: list[Change] = list(services.changes.of("car_maker"))
    fresh = [one for one in new if one.what.startswith("programme.")]
    assert len(new) > before
    return [step for one in fresh for step in steps(Entry(one, None), material)]


def test_the_history_tells_decisions_in_words(stocked: Services, german: Wording) -> None:
    def decide_all() -> None:
        decide(stocked, german, "response_standard", title="Antwort")
        decide(stocked, german, "response_standard", verdict="accepted")
        decide(stocked, german, "response_standard", **{"one_off_keur.low": "1", "one_off_keur.high": "2,5"})
        keep_term(stocked, "car_maker", "discount_rate", "6", german)
        keep_kpi(stocked, "car_maker", "response_time", {"target": "4 h"}, german)

    told = history_of(stocked, decide_all, german)
    assert ("Maßnahme R14 Reaktionszeit-Standard (SLA): Entscheidung", "Offen", "Angenommen") in told
    assert ("Maßnahme R14 Reaktionszeit-Standard (SLA): Kosten einmalig, Tausend €", "–", "1 bis 2,50") in told
    assert ("Programm: Abzinsung, %", "–", "6") in told
    assert any(about.startswith("Kennzahl Reaktionszeit") and "4 h" in now for about, _, now in told)
