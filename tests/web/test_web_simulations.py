"""What pages ask of the simulation: the numbers of the command line, made once for each state of an engagement."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest

from quickscan.analysis.compare import AsIs, Change, Prepared, compare, prepare
from quickscan.cli.as_is import as_is as of_command
from quickscan.cli.subject import Wanted
from quickscan.domain.base import Text
from quickscan.domain.comparison import Comparison
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Override, OwnScenario
from quickscan.simulation.overrides import named
from quickscan.simulation.replicate import all_figures
from quickscan.web import simulations
from quickscan.web.services import Services
from tests.web.conftest import NOW


@pytest.fixture
def stocked(services: Services, example: Engagement, monkeypatch: pytest.MonkeyPatch) -> Services:
    """With the example, and two years for each simulation."""
    monkeypatch.setattr(simulations, "PLAN", replace(simulations.PLAN, replications=2))
    services.store.add(example, now=NOW)
    return services


@pytest.mark.parametrize("calibration", simulations.CALIBRATIONS)
def test_the_process_is_that_of_the_command_line(stocked: Services, calibration: Any) -> None:
    wanted = Wanted("questionnaires/examples/car_maker.engagement.yaml", calibration, data=stocked.store.database.file.parent)
    assert stocked.simulations.as_is("car_maker", calibration) == of_command(wanted)


def test_results_are_made_once_for_each_state_of_an_engagement(stocked: Services) -> None:
    made = []

    def make(as_is: object) -> int:
        made.append(as_is)
        return len(made)

    ask = stocked.simulations.kept
    assert [ask("car_maker", "deck", "a", make), ask("car_maker", "deck", "a", make)] == [1, 1]
    assert ask("car_maker", "evidence", "a", make) == 2
    stocked.store.revise("car_maker", lambda one: one.model_copy(update={"title": "Neu"}), now=NOW)
    assert ask("car_maker", "deck", "a", make) == 3
    assert len(stocked.simulations.today("car_maker", "deck")) == 2


def test_an_unknown_engagement_is_refused(stocked: Services) -> None:
    with pytest.raises(ScanError):
        stocked.simulations.as_is("nowhere", "deck")


def test_a_scenario_that_is_saved_leaves_the_results_of_today(stocked: Services) -> None:
    as_is = stocked.simulations.as_is("car_maker", "deck")
    words, sellers = Text(de="Mehr", en="More"), Override(path="dealers.sellers", times=1.1)
    own = OwnScenario(id="more", name=words, description=words, overrides=(sellers,))
    stocked.store.revise("car_maker", lambda one: one.model_copy(update={"scenarios": (own,)}), now=NOW)
    assert stocked.simulations.as_is("car_maker", "deck") is as_is


def test_comparisons_are_those_of_the_command_line_against_what_was_prepared_once(
    stocked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[AsIs] = []

    def counted(as_is: AsIs, *others: Any) -> Prepared:
        prepared.append(as_is)
        return prepare(as_is, *others)

    monkeypatch.setattr(simulations, "prepare", counted)
    as_is = stocked.simulations.as_is("car_maker", "evidence")
    for path, value in (("severity.media_breaks", 0.1), ("call_centre.agents", 7)):
        change = Change("x", Text(de="x", en="x"), named("x", [Override(path=path, value=value)]))
        assert stocked.simulations.compared("car_maker", "evidence", change) == compare(as_is, [change], simulations.PLAN)
    assert stocked.simulations.today("car_maker", "evidence") == stocked.simulations.prepared("car_maker", "evidence").today
    assert prepared == [as_is]


def test_moves_of_several_clients_are_answered_one_after_the_other(stocked: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Side by side on the same cores, all of them would wait until the last one is ready."""
    running, most, everybody = set[int](), [], Barrier(4)
    original = simulations.go_on

    def watched(begun: Any, *others: Any) -> Any:
        running.add(id(begun))
        most.append(len(running))
        time.sleep(0.02)
        try:
            return original(begun, *others)
        finally:
            running.discard(id(begun))

    def move(change: Change) -> Comparison:
        everybody.wait(timeout=30)
        return stocked.simulations.compared_soon("car_maker", "evidence", change)

    monkeypatch.setattr(simulations, "go_on", watched)
    settings = [Override(path="call_centre.agents", value=agents) for agents in (2, 3, 5, 7)]
    changes = [Change("x", Text(de="x", en="x"), named("x", [one])) for one in settings]
    stocked.simulations.prepared("car_maker", "evidence")
    with ThreadPoolExecutor(4) as clients:
        answers = list(clients.map(move, changes))
    assert most == [1, 1, 1, 1]
    assert answers == [stocked.simulations.compared("car_maker", "evidence", change) for change in changes]


def test_the_engine_is_loaded_before_anybody_asks(stocked: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, str]] = []

    def noted(cases: Any, plan: Any) -> Any:
        ran.append((cases[0].calibration.id, plan.engine))
        return all_figures(cases, plan)

    monkeypatch.setattr(simulations, "all_figures", noted)
    stocked.simulations.warm_up()
    assert ran == [(simulations.CALIBRATIONS[0], simulations.PLAN.engine)]
