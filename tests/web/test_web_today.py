"""The page of today: the numbers of the command line, drawn, with where they come from; and what it says of what is unknown."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from quickscan.analysis.flow import lead_flow
from quickscan.cli.as_is import as_is as of_command
from quickscan.cli.subject import Wanted
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.result import Estimate
from quickscan.simulation.replicate import Plan
from quickscan.web import simulations
from quickscan.web.app import page_at
from quickscan.web.pages.today import page as today_pages
from quickscan.web.pages.today.drawing import losses_after, process_card, process_data, steps_of
from quickscan.web.pages.today.loss import loss_card
from quickscan.web.pages.today.page import cards, fill, today_of
from quickscan.web.pages.today.people import load_card, waiting_card
from quickscan.web.pages.today.pictures import channels_card, channels_data, funnel_card, links_of, waterfall_card
from quickscan.web.pages.today.sources import missing_card, sources_card
from quickscan.web.pages.today.view import Today, interval
from quickscan.web.pages.today.words import sellers_name, stations, step_names
from quickscan.web.services import Services
from quickscan.web.wording import Wording
from tests.web.conftest import NOW

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
EXAMPLE = "questionnaires/examples/car_maker.engagement.yaml"
FEW = Plan(seed=1, replications=2)


@pytest.fixture
def stocked(services: Services, example: Engagement, nearly_empty: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    """With both examples, and two years for each simulation."""
    monkeypatch.setattr(simulations, "PLAN", FEW)
    for engagement in (example, nearly_empty):
        services.store.add(engagement, now=NOW)
    return services


SIMULATED: dict[str, Today] = {}
"""The example is simulated once for all tests that only look at it."""


@pytest.fixture
def today(stocked: Services, german: Wording) -> Today:
    if not SIMULATED:
        SIMULATED["car_maker"] = today_of(stocked, "car_maker", "evidence", german)
    return SIMULATED["car_maker"]


@pytest.mark.parametrize(("hours", "told"), [(25.9, True), (22.3, False), (18.0, False)])
def test_answers_about_time_that_do_not_fit_each_other_are_told(
    today: Today, words_of: WordsOf, hours: float, told: bool
) -> None:
    median = Estimate(mean=hours, half_width=0.3, n=30)
    responses = today.flow.responses.model_copy(update={"median_hours": median})
    shown = words_of(waiting_card(replace(today, flow=today.flow.model_copy(update={"responses": responses}))))
    assert ("Die Antworten nennen 21 h bis zum ersten Kontakt" in shown) == told


@pytest.mark.parametrize("calibration", simulations.CALIBRATIONS)
def test_the_numbers_are_those_of_the_command_line(stocked: Services, german: Wording, calibration: Any) -> None:
    subject = of_command(Wanted(EXAMPLE, calibration, data=stocked.store.database.file.parent))
    assert today_of(stocked, "car_maker", calibration, german).flow == lead_flow(subject, FEW)


def test_the_page_shows_its_frame_at_once_and_asks_for_the_rest(stocked: Services, words_of: WordsOf, as_json: AsJson) -> None:
    page = page_at(stocked, "/engagements/car_maker/today", "de")
    said = words_of(page.content)
    assert "Heute" in said
    assert "Der Leadprozess wird simuliert …" in said
    asked = {"engagement": "car_maker", "calibration": "evidence", "language": "de"}
    assert json.dumps(asked) in json.dumps(as_json(page.content))


def test_the_calibration_is_switched_by_the_address(stocked: Services, as_json: AsJson) -> None:
    by_evidence = json.dumps(as_json(page_at(stocked, "/engagements/car_maker/today", "en").content))
    by_deck = json.dumps(as_json(page_at(stocked, "/engagements/car_maker/today?calibration=deck", "en").content))
    assert '"calibration": "evidence"' in by_evidence
    assert '"calibration": "deck"' in by_deck
    for text in (by_evidence, by_deck):
        assert '"href": "/engagements/car_maker/today?calibration=deck"' in text
        assert '"href": "/engagements/car_maker/today"' in text
    assert "each cause loses its cap times its severity" in by_deck
    assert "each cause loses its cap times its severity" not in by_evidence


def test_one_number_leads_beside_what_is_usual(today: Today, words_of: WordsOf, as_json: AsJson) -> None:
    said, simulation = words_of(loss_card(today)), today.flow.simulation
    assert today.say.number(100 * simulation.loss_rate.mean, 1) in said
    assert f"± {today.say.number(100 * simulation.loss_rate.half_width, 1)} Punkte" in said
    assert "üblicher Bereich 40–80" in said
    assert f"Von {today.say.number(simulation.potential.mean)} möglichen Abschlüssen" in said
    text = json.dumps(as_json(loss_card(today)), ensure_ascii=False)
    assert "Startwert 1" in text
    assert "Mittel aus 2 Jahren" in text
    low, high = today.material.knowledge.kpi("lead_loss").usual or (0.0, 0.0)
    assert (low, high) == (0.4, 0.8)


def test_without_a_usual_range_the_scale_shows_none(today: Today, words_of: WordsOf) -> None:
    known = today.material.knowledge
    kpis = tuple(kpi.model_copy(update={"usual": None}) for kpi in known.kpis)
    bare = replace(today, material=replace(today.material, knowledge=known.model_copy(update={"kpis": kpis})))
    assert "üblicher Bereich" not in words_of(loss_card(bare))


def test_the_drawing_is_an_ordered_list_of_stations_as_wide_as_what_flows(today: Today, as_json: AsJson) -> None:
    drawn = next(part for part in _parts(as_json(process_card(today))) if part["props"].get("className") == "way")
    assert drawn["type"] == "Ol"
    bands = [part["props"]["style"] for part in _parts(drawn) if part["props"].get("className") == "pipe"]
    assert len(bands) == len(stations(today.process, today.say)) == 7
    widest = max(count.leads.mean for count in today.flow.steps)
    counts = {count.step: count.leads.mean for count in today.flow.steps}
    for station, band in zip(stations(today.process, today.say), bands, strict=True):
        assert band["--in"] == pytest.approx(counts[station.before] / widest)
        assert band["--out"] == pytest.approx(counts[station.after] / widest)
        assert 1.0 >= band["--in"] >= band["--unharmed"] >= band["--out"] - 1e-9 >= -1e-9


def test_the_band_of_each_station_begins_where_the_one_before_ends(today: Today) -> None:
    drawn = stations(today.process, today.say)
    assert [station.before for station in drawn[1:]] == [station.after for station in drawn[:-1]]
    assert (drawn[0].before, drawn[-1].after) == ("possible", "won")
    steps = [count.step for station in drawn for count in steps_of(station, today)]
    assert steps == [count.step for count in today.flow.steps[:-1]]


def test_every_greater_leak_is_named_with_its_number_and_interval(today: Today, words_of: WordsOf, as_json: AsJson) -> None:
    card = process_card(today)
    said, text = words_of(card), json.dumps(as_json(card), ensure_ascii=False)
    for loss in losses_after(today.flow.steps):
        if loss.leads.mean >= 20:
            name = today.material.cause_name(loss.cause)
            assert f"{today.say.number(loss.leads.mean)} {name}" in said
            assert f"{interval(loss.leads, today.say, 1)} Leads aufgehalten" in text
    assert "Mengen: dokumentiert" in said or "Mengen: gemessen" in said or "Mengen: erzählt" in said


def test_the_file_behind_the_drawing_holds_every_number(today: Today, as_json: AsJson) -> None:
    text = next(
        part["props"]["href"]
        for part in _parts(as_json(process_card(today)))
        if str(part["props"].get("href", "")).startswith("data:")
    )
    rows = list(csv.reader(io.StringIO(unquote(text.partition(",")[2]).lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    assert len(rows) == 1 + len(process_data(today).rows)
    won = next(row for row in rows if row[0] == "abgeschlossen")
    assert float(won[1].replace(",", ".")) == pytest.approx(today.flow.simulation.won.mean)


def test_every_lead_goes_one_way_through_the_bands(today: Today) -> None:
    links = links_of(today)
    reached = today.say("Reached")
    for channel in today.flow.channels:
        name = today.channel_name(channel.channel)
        out = sum(value for source, _, value, _ in links if source == name)
        assert out == pytest.approx(channel.steps[0].leads.mean, abs=6.0)  # bands thinner than half a lead are not drawn
    into = sum(value for _, target, value, _ in links if target == reached)
    assert into == pytest.approx(sum(value for source, _, value, _ in links if source == reached), abs=6.0)


def test_the_table_of_channels_sums_to_the_sales(today: Today) -> None:
    rows = channels_data(today).rows
    assert sum(float(row[3] or 0.0) for row in rows) == pytest.approx(today.flow.simulation.won.mean)
    assert sum(float(row[4] or 0.0) for row in rows) == pytest.approx(today.flow.simulation.potential.mean)


def test_the_waterfall_goes_from_possible_sales_to_sales_the_greatest_loss_first(today: Today, as_json: AsJson) -> None:
    data = _figure(as_json(waterfall_card(today)))["data"][0]
    values = data["x"]
    assert sum(values[:-1]) == pytest.approx(values[-1])
    losses = [value for value in values[1:-1] if value <= 0]
    assert losses == sorted(losses)
    assert len(losses) == len(today.material.knowledge.cause_ids)


def test_the_funnel_shows_what_goes_on_what_is_stopped_and_what_ends(today: Today, as_json: AsJson) -> None:
    parts = _figure(as_json(funnel_card(today)))["data"]
    for number_of_step, count in enumerate(today.flow.steps):
        assert sum(part["x"][number_of_step] for part in parts) == pytest.approx(count.leads.mean)


def test_waiting_shows_every_class_and_who_is_never_answered(today: Today, words_of: WordsOf, as_json: AsJson) -> None:
    card = waiting_card(today)
    answered, never = _figure(as_json(card))["data"]
    assert sum([*answered["x"], *never["x"]]) == pytest.approx(100.0)
    assert answered["y"][0] == "bis 15 min"
    assert never["y"] == ["nie"]
    assert "neun von zehn weniger als" in words_of(card)


def test_load_shows_both_crews_week_by_week(today: Today, words_of: WordsOf, as_json: AsJson) -> None:
    card = load_card(today)
    lines = _figure(as_json(card))["data"]
    assert [len(line["y"]) for line in lines] == [52, 52]
    assert lines[1]["y"] == pytest.approx([100 * week.mean for week in today.flow.load["dealers"].weeks])
    assert "Händler: 96 Personen" in words_of(card)


def test_every_picture_has_its_table_file_and_says_where_it_comes_from(today: Today, as_json: AsJson, words_of: WordsOf) -> None:
    for make in (funnel_card, channels_card, waterfall_card, waiting_card, load_card):
        card = make(today)
        kinds = [part["type"] for part in _parts(as_json(card))]
        assert {"Graph", "Table", "Details"} <= set(kinds), make
        assert "Simuliert: 2 Jahre · Evidenz" in words_of(card), make
        assert "Zahlen (.csv)" in words_of(card), make


def test_sources_tell_answers_from_assumptions(stocked: Services, today: Today, german: Wording, words_of: WordsOf) -> None:
    assert missing_card(today) is None
    assert "13 von 13 Zahlen des Prozesses stammen aus Antworten" in words_of(sources_card(today))
    thin = today_of(stocked, "nearly_empty", "deck", german)
    said = words_of(sources_card(thin))
    assert "0 von 13 Zahlen" in said
    assert "Vorlage Automobilhersteller mit Händlern" in said
    assert "angenommen" in said


def test_a_nearly_empty_engagement_says_what_is_assumed_and_where_to_answer(
    stocked: Services, german: Wording, words_of: WordsOf, as_json: AsJson
) -> None:
    parts = fill(stocked, "nearly_empty", "evidence", german)
    assert "Noch nicht beantwortet, daher aus der Vorlage" in words_of(parts)
    assert '"href": "/engagements/nearly_empty/interview"' in json.dumps(as_json(parts))
    assert "Mengen: angenommen" in words_of(parts)


def test_what_cannot_be_simulated_is_said_in_place(
    stocked: Services, german: Wording, monkeypatch: pytest.MonkeyPatch, as_json: AsJson, words_of: WordsOf
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ScanError.of("leads", "no inquiry comes in, so nothing can be lost", "give a channel some")

    monkeypatch.setattr(today_pages, "lead_flow", refuse)
    (said,) = fill(stocked, "car_maker", "deck", german)
    assert as_json(said)["props"]["role"] == "alert"
    assert "Mit diesen Antworten lässt sich der Prozess nicht simulieren" in words_of(said)


def test_without_sellers_the_page_still_tells_what_happens(today: Today, words_of: WordsOf) -> None:
    process = today.process.model_copy(update={"dealers": today.process.dealers.model_copy(update={"sellers": 0})})
    subject = of_command(Wanted(EXAMPLE, "deck"))
    flow = lead_flow(replace(subject, process=process), FEW)
    said = words_of(cards(replace(today, process=process, flow=flow, calibration="deck")))
    assert "Niemand bekommt Antwort." in said
    assert "100,0" in said


def test_one_channel_is_drawn_alone(today: Today, words_of: WordsOf) -> None:
    process = today.process.model_copy(update={"channels": today.process.channels[:1], "existing_customers": None})
    subject = of_command(Wanted(EXAMPLE, "deck"))
    flow = lead_flow(replace(subject, process=process), FEW)
    said = words_of(cards(replace(today, process=process, flow=flow, calibration="deck")))
    assert "Messe" in said
    assert "Anruf" not in said.replace("Anrufer", "")


def test_words_fit_the_trade_and_the_place_of_qualification(today: Today, german: Wording) -> None:
    names = {name: sellers_name(today.process.model_copy(update={"id": name}), german) for name in ("insurance_agents", "own")}
    assert names == {"insurance_agents": "Vermittler", "own": "Verkäufer"}
    direct = today.process.qualification.model_copy(update={"place": "direct"})
    drawn = stations(today.process.model_copy(update={"qualification": direct}), german)
    assert [station.name for station in drawn][2] == "Qualifizierung"
    assert set(step_names(german)) == {count.step for count in today.flow.steps}


def _parts(tree: Any) -> list[dict[str, Any]]:
    """All components of a tree."""
    if isinstance(tree, list):
        return [part for one in tree for part in _parts(one)]
    if not isinstance(tree, dict) or "props" not in tree:
        return []
    return [tree, *_parts(tree["props"].get("children"))]


def _figure(tree: Any) -> dict[str, Any]:
    figure: dict[str, Any] = next(part["props"]["figure"] for part in _parts(tree) if part["type"] == "Graph")
    return figure
