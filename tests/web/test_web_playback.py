"""A week is handed out as the command line prints it, and its page says everything in the language of the app."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from dash.development.base_component import Component
from flask.testing import FlaskClient

from quickscan.analysis.compare import AsIs
from quickscan.analysis.playback import week_of
from quickscan.analysis.playback_story import story
from quickscan.domain.base import Text
from quickscan.domain.engagement import Engagement
from quickscan.domain.playback import Playback
from quickscan.domain.provenance import Provenance
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.web import simulations
from quickscan.web.app import create_app
from quickscan.web.charts import csv_text
from quickscan.web.pages.playback import handing_out
from quickscan.web.pages.playback.page import USUAL_WEEK, playback_page, week_asked
from quickscan.web.pages.playback.words import page_words
from quickscan.web.services import Services
from quickscan.web.widgets import Page
from quickscan.web.wording import Wording
from tests.web.conftest import NOW

ADDRESS = "/engagements/car_maker/playback"
SIX = OwnScenario(
    id="six",
    name=Text(de="Sechs Versuche", en="Six attempts"),
    description=Text(de="Sechs", en="Six"),
    overrides=(Override(path="follow_up.least_attempts", value=6),),
    provenance=Provenance(basis="judgement", source="a test", trust="D"),
    calibration="deck",
)


@pytest.fixture
def stocked(services: Services, example: Engagement) -> Services:
    services.store.add(example.model_copy(update={"scenarios": (SIX,)}), now=NOW)
    return services


@pytest.fixture
def client(stocked: Services) -> FlaskClient:
    made: FlaskClient = create_app(stocked).server.test_client()
    return made


def given(page: Page, as_json: Callable[[object], Any]) -> dict[str, Any]:
    """What the page tells the script that draws it."""
    stage = next(part for part in as_json(page.content) if part["props"].get("id") == "playback")
    return dict(stage["props"])


def test_the_week_is_the_one_that_the_command_prints(client: FlaskClient, stocked: Services) -> None:
    reply = client.get(f"{ADDRESS}.json?week=3&calibration=evidence")
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    as_is = stocked.simulations.as_is("car_maker", "evidence")
    assert Playback.model_validate_json(reply.text) == week_of(as_is, simulations.PLAN, 3)


def test_a_week_is_simulated_once_for_each_state(client: FlaskClient, stocked: Services, monkeypatch: Any) -> None:
    made: list[tuple[str, int]] = []
    whole = week_of(stocked.simulations.as_is("car_maker", "deck"), simulations.PLAN, 1)

    def count(as_is: AsIs, plan: object, week: int) -> Playback:
        made.append((as_is.calibration.id, week))
        return whole

    monkeypatch.setattr(handing_out, "week_of", count)
    for query in ("week=1", "week=1", "week=2", "week=1&calibration=deck", "week=1&scenario=six"):
        assert client.get(f"{ADDRESS}.json?{query}").status_code == 200
    assert made == [("evidence", 1), ("evidence", 2), ("deck", 1), ("evidence", 1)]
    stocked.store.revise("car_maker", lambda one: one.model_copy(update={"title": "Neu"}), now=NOW)
    client.get(f"{ADDRESS}.json?week=1")
    assert len(made) == 5


def test_a_scenario_of_the_client_is_shown(client: FlaskClient, stocked: Services) -> None:
    reply = client.get(f"{ADDRESS}.json?week=3&calibration=deck&scenario=six")
    as_is = stocked.simulations.as_is("car_maker", "deck")
    dealt = {"follow_up": as_is.process.follow_up.model_copy(update={"least_attempts": 6})}
    changed = replace(as_is, process=as_is.process.model_copy(update=dealt))
    assert Playback.model_validate_json(reply.text) == week_of(changed, simulations.PLAN, 3)


@pytest.mark.parametrize(
    ("query", "german"),
    [
        ("week=0", "geben Sie eine Zahl von 1 bis 52 an"),
        ("week=nonsense", "geben Sie eine Zahl von 1 bis 52 an"),
        ("week=53", "geben Sie eine Zahl von 1 bis 52 an"),
        ("week=3&scenario=deleted", "Szenario"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_sentence(client: FlaskClient, query: str, german: str) -> None:
    reply = client.get(f"{ADDRESS}.json?{query}&language=de")
    assert reply.status_code == 422
    assert german in reply.get_json()["faults"][0]
    assert "give a" not in reply.get_json()["faults"][0]
    assert client.get(f"{ADDRESS}.csv?{query}&language=en").status_code == 422


def test_an_engagement_that_is_not_there_is_said_to_be_gone(client: FlaskClient) -> None:
    reply = client.get("/engagements/nowhere/playback.json?week=1")
    assert reply.status_code == 422
    assert reply.get_json()["faults"]


@pytest.mark.parametrize(
    ("language", "delimiter", "first"), [("de", ";", "Anfrage über den Kanal"), ("en", ",", "Inquiry through")]
)
def test_the_file_holds_every_step_of_every_lead(client: FlaskClient, language: str, delimiter: str, first: str) -> None:
    reply = client.get(f"{ADDRESS}.csv?week=3&language={language}")
    assert reply.text.startswith("\N{ZERO WIDTH NO-BREAK SPACE}")
    assert "-3.csv" in reply.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(reply.text[1:], newline=""), delimiter=delimiter))
    week = Playback.model_validate_json(client.get(f"{ADDRESS}.json?week=3").text)
    assert len(rows) == 1 + sum(map(len, week.leads.way))
    assert {len(row) for row in rows} == {7}
    told = [text.in_language("de" if language == "de" else "en") for _, text in story(week, 0)]
    assert rows[1][5].startswith(first)
    assert [f"{row[2]} {row[5]}" for row in rows[1 : 1 + len(week.leads.way[0])]] == told[: len(week.leads.way[0])]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_no_cell_of_the_file_is_a_formula(client: FlaskClient, german: Wording) -> None:
    week = Playback.model_validate_json(client.get(f"{ADDRESS}.json?week=3").text)
    evil = week.channels[0].model_copy(update={"name": {"de": "=cmd()", "en": "=cmd()"}})
    named = Playback.model_validate(week.model_dump() | {"channels": [evil.model_dump(warnings=False)] * len(week.channels)})
    assert all(row[1] == "=cmd()" for row in handing_out.events(named, german).rows)
    rows = csv.reader(io.StringIO(csv_text(handing_out.events(named, german), german), newline=""), delimiter=";")
    assert {row[1] for row in list(rows)[1:]} == {"'=cmd()"}


def test_the_page_gives_the_script_its_address_its_week_and_its_words(
    stocked: Services, german: Wording, as_json: Callable[[object], Any]
) -> None:
    page = playback_page(stocked, "car_maker", {"week": "7", "scenario": "six"}, german)
    found = given(page, as_json)
    assert (found["data-address"], found["data-week"], found["data-weeks"]) == (ADDRESS, "7", "52")
    scenario, calibration = json.loads(found["data-choices"])
    assert scenario["options"] == [["", "Heute"], ["six", "Sechs Versuche", "deck"]]
    assert (scenario["value"], calibration["value"]) == ("six", "deck")
    assert json.loads(found["data-words"])["days"][0] == "Montag"
    assert page.title.startswith("Ablauf")


def test_a_scenario_that_is_gone_stays_chosen_until_another_one_is(
    stocked: Services, german: Wording, as_json: Callable[[object], Any]
) -> None:
    page = playback_page(stocked, "car_maker", {"scenario": "deleted", "calibration": "deck"}, german)
    scenario, calibration = json.loads(given(page, as_json)["data-choices"])
    assert scenario["value"] == "deleted"
    assert ["deleted", "deleted"] in scenario["options"]
    assert calibration["value"] == "deck"


@pytest.mark.parametrize(
    ("asked", "week"), [("1", 1), ("52", 52), ("53", USUAL_WEEK), ("0", USUAL_WEEK), ("9" * 5000, USUAL_WEEK)]
)
def test_an_address_that_asks_for_no_week_of_the_year_gets_the_usual_one(asked: str, week: int) -> None:
    assert week_asked({"week": asked}) == week
    assert week_asked({}) == USUAL_WEEK


def test_words_are_those_of_the_language_and_all_there(german: Wording, english: Wording) -> None:
    here, there = page_words(german), page_words(english)
    assert here.keys() == there.keys()
    same = {name for name in here if here[name] == there[name]}
    assert same <= {"ends", "state", "pause", "leads"}, "a text that is the same in both languages is not translated"
    for name, words in here.items():
        if isinstance(words, str):
            assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", there[name])), name
    assert len(here["days"]) == 7
    assert len(here["months"]) == 12


def test_the_page_is_one_of_the_analysis(stocked: Services, german: Wording, words_of: Callable[[object], str]) -> None:
    page = playback_page(stocked, "car_maker", {}, german)
    assert isinstance(page.content[0], Component)
    assert "Ablauf" in words_of(page.content[0])
    assert "Eine Woche Ihres Leadprozesses" in words_of(list(page.content))
