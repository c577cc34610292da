"""The page of what matters most without a browser: there at once, the numbers of the commands, faults said in place."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest

from quickscan.analysis.capacity import capacity
from quickscan.analysis.lever_curve import curve_of, lever_curve
from quickscan.analysis.lever_map import lever_map
from quickscan.analysis.sensitivity import tornado
from quickscan.domain.base import LANGUAGES
from quickscan.domain.drivers import Cost
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_levers
from quickscan.web import simulations
from quickscan.web.app import page_at
from quickscan.web.background import Look
from quickscan.web.pages.drivers import asked as asking
from quickscan.web.pages.drivers.asked import Asked, cost_of, setting_choices
from quickscan.web.pages.drivers.callbacks import Shown, in_titles, shown
from quickscan.web.pages.drivers.page import fitting_levers
from quickscan.web.services import Services
from quickscan.web.wording import Wording

WordsOf = Callable[[object], str]
AsJson = Callable[[object], Any]
LEVERS = {lever.id: lever for lever in read_levers(shipped_levers()).levers}


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """With the example, and two years for each simulation."""
    monkeypatch.setattr(simulations, "PLAN", replace(simulations.PLAN, replications=2))
    monkeypatch.setattr(asking, "TORNADO_REPLICATIONS", 2)
    services.store.add(example, now=services.clock())
    yield services
    services.background.close()
    services.simulations.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_there_at_once_with_its_choices(stocked: Services, language: str, as_json: AsJson) -> None:
    page = page_at(stocked, "/engagements/car_maker/drivers?lever=sellers&rows=nonsense", language)
    tree = json.dumps(as_json(page.content), ensure_ascii=False)
    assert tree.count('"type": "H1"') == 1
    assert tree.count('"type": "Interval"') == 4
    assert '"value": "sellers"' in tree
    assert '"value": "response_standard"' in tree
    assert "nonsense" not in tree


def test_levers_a_process_does_not_have_are_not_offered(stocked: Services) -> None:
    offered = {lever.id for lever in fitting_levers(stocked, "insurance_agents")}
    assert "sellers" in offered
    assert offered < set(LEVERS)
    assert {lever.id for lever in fitting_levers(stocked, "unknown")} == set(LEVERS)


def until_done(look: Callable[[], Look]) -> Any:
    pause = Event()
    for _ in range(6000):
        found = look()
        if found.done:
            return found.get()
        pause.wait(0.02)
    raise AssertionError("it did not end")


def asked(services: Services, calibration: Any = "deck") -> Asked:
    return Asked(services, "car_maker", calibration, "page")


def test_what_the_page_shows_is_what_the_commands_compute(stocked: Services) -> None:
    part = asked(stocked)
    as_is, plan = stocked.simulations.as_is("car_maker", "deck"), simulations.PLAN
    lever = part.lever("severity_poor_follow_up")
    runs = until_done(lambda: part.runs(lever))
    assert curve_of(runs) == lever_curve(as_is, lever, plan)
    pair = (lever, part.lever("severity_media_breaks"))
    assert until_done(lambda: part.map(*pair)) == lever_map(as_is, *pair, plan)
    assert until_done(part.tornado) == tornado(as_is, stocked.simulations.levers, plan)
    assert until_done(lambda: part.capacity(lever, "1.0")).guard.sellers.people == as_is.process.dealers.sellers
    assert until_done(lambda: part.capacity(lever, "")) == capacity(as_is, as_is, plan)


def test_levers_that_cannot_be_and_two_of_one_value_are_sentences(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    part = asked(stocked)
    titles = {lever.id: lever.title.de for lever in stocked.simulations.levers}

    def said(look: Callable[[], Look]) -> str:
        return words_of(shown(look, lambda _: [], german, titles).content)

    assert (
        said(lambda: part.runs(part.lever("nonsense")))
        == "nonsense diesen Hebel gibt es nicht, wählen Sie einen Hebel, den es gibt."
    )
    sellers = part.lever("sellers")
    assert said(lambda: part.map(sellers, sellers)) == (
        "Verkäufer ist zweimal gewählt, wählen Sie zwei Hebel, die verschiedene Werte bewegen."
    )
    with pytest.raises(ScanError, match="agents and other: both move"):
        part.map(LEVERS["agents"], LEVERS["agents"].model_copy(update={"id": "other"}))


def test_faults_call_levers_by_their_titles() -> None:
    error = in_titles(ScanError.of("agents and sellers", "both move x", "stop"), {"agents": "Agenten", "sellers": "Verkäufer"})
    assert error.problems[0].where == "Agenten / Verkäufer"


def test_until_it_is_there_the_share_is_told_and_the_old_stays_in_grey(german: Wording) -> None:
    waiting = shown(lambda: Look(done=False, share=0.34), lambda _: [], german, {})
    assert (waiting.words, waiting.share, waiting.kind) == (
        "Wird simuliert: 34\N{NO-BREAK SPACE}%",
        "0.340",
        "drivers-result working",
    )
    assert waiting.outputs()[-1] is False
    done = shown(lambda: Look(done=True, result="x"), lambda found: [found], german, {})
    assert done == Shown(["x"], "drivers-result", "", "0", waits=False)
    assert done.outputs()[-1] is True


def test_a_cost_that_says_nothing_about_the_lever_is_said_in_place(stocked: Services, german: Wording, words_of: WordsOf) -> None:
    part = asked(stocked)
    runs = until_done(lambda: part.runs(part.lever("routing_policy")))
    titles = {lever.id: lever.title.de for lever in stocked.simulations.levers}
    look = Look(done=True, result=runs)
    cost = cost_of(None, 5)
    found = shown(lambda: look, lambda one: asking.curve_shown(one, cost, german), german, titles)
    assert "Wer den Lead bekommt hat Auswahlmöglichkeiten, sodass Kosten je Einheit nichts sagen" in words_of(found.content)


@pytest.mark.parametrize(
    ("typed", "cost"),
    [
        ((None, None), None),
        (("", ""), None),
        ((1000, None), Cost(per_year_eur=1000.0)),
        ((None, 0), Cost()),
        ((-5, 2.5), Cost(per_unit_eur=2.5)),
    ],
)
def test_costs_are_read_as_typed(typed: tuple[Any, Any], cost: Cost | None) -> None:
    assert cost_of(*typed) == cost


@pytest.mark.parametrize("lever", list(LEVERS.values()), ids=list(LEVERS))
def test_every_setting_offered_can_be_asked_for(lever: Lever, german: Wording) -> None:
    choices = setting_choices(lever, german)
    assert choices[0] == {"value": "", "label": "wie heute"}
    assert len({choice["label"] for choice in choices}) == len(choices) > 2
    for choice in choices[1:]:
        assert lever.at(choice["value"] if lever.options else float(choice["value"]))
