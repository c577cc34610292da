"""Levers: where they stand today is what they would have to be set to in order to change nothing."""

from typing import Any

import pytest

from quickscan.domain.base import Text
from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import Lever, LeverOption
from quickscan.files.catalogue import shipped_levers
from quickscan.files.read import read_catalogue, read_levers
from quickscan.simulation.levers import lever_value, levers_that_fit
from quickscan.simulation.overrides import apply, named, resolve
from tests.material import car_dealers, knowledge, uniform, with_call_centre, with_dealers

WORDS = Text(de="Satz", en="Sentence")
TODAY = uniform(0.5)
SHIPPED = read_levers(shipped_levers(), knowledge()).levers
SCENARIOS = read_catalogue(knowledge=knowledge())


def lever(path: str, **changes: Any) -> Lever:
    numbers: dict[str, Any] = {} if "options" in changes else {"minimum": 0, "maximum": 9, "step": 1, "unit": WORDS}
    return Lever(id="lever", path=path, title=WORDS, sentence=WORDS, group="people", **numbers, **changes)


def test_today_is_read_as_number_median_or_option() -> None:
    hours = (
        LeverOption(id="closed", title=WORDS, value=None),
        LeverOption(id="mornings", title=WORDS, value={"opens": 9, "closes": 14}),
    )
    process = car_dealers()
    assert lever_value(process, TODAY, lever("dealers.sellers")) == 120
    assert lever_value(process, TODAY, lever("dealers.sellers", moves="factor")) == 120
    assert lever_value(process, TODAY, lever("dealers.reaction_hours")) == 8
    assert lever_value(process, TODAY, lever("severity.media_breaks")) == 0.5
    assert lever_value(process, TODAY, lever("call_centre.opening_hours.sunday", options=hours)) == "closed"
    assert lever_value(process, TODAY, lever("call_centre.opening_hours.saturday", options=hours)) == "mornings"


def test_what_is_empty_or_none_of_the_options_stands_nowhere() -> None:
    options = (LeverOption(id="one", title=WORDS, value=[1]), LeverOption(id="none", title=WORDS, value=[]))
    assert lever_value(car_dealers(), TODAY, lever("contribution_per_sale_eur")) is None
    assert lever_value(car_dealers(), TODAY, lever("dealers.attempt_shares", options=options)) is None


def test_a_lever_on_nothing_or_on_no_number_is_told() -> None:
    with pytest.raises(ScanError, match=r"lever: there is no value 'dealers\.selers'.* write 'dealers\.sellers'"):
        lever_value(car_dealers(), TODAY, lever("dealers.selers"))
    with pytest.raises(ScanError, match=r"lever: channels\.web\.pattern is no number, give options"):
        lever_value(car_dealers(), TODAY, lever("channels.web.pattern"))


def test_levers_that_a_process_does_not_have_are_left_out() -> None:
    some = [lever("channels.web.leads_per_year"), lever("channels.fair.leads_per_year")]
    only_web = car_dealers().model_copy(update={"channels": (car_dealers().channels[2],)})
    assert levers_that_fit(car_dealers(), TODAY, some) == tuple(some)
    assert levers_that_fit(only_web, TODAY, some) == (some[0],)


NO_RULE_TODAY = {"reassign_after_hours", "response_standard_hours", "least_attempts"}


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.id)
def test_every_shipped_lever_put_where_it_stands_changes_nothing(shipped: Lever) -> None:
    today = lever_value(car_dealers(), TODAY, shipped)
    if today is None:  # there is no such rule today
        assert shipped.path.removeprefix("acceptance.").removeprefix("follow_up.") in NO_RULE_TODAY
        return
    override = shipped.at(1.0 if shipped.moves == "factor" else today)
    assert apply(car_dealers(), TODAY, named("today", [override])) == (car_dealers(), TODAY)


@pytest.mark.parametrize("shipped", SHIPPED, ids=lambda one: one.id)
def test_every_shipped_lever_can_be_put_at_both_ends_or_at_all_options(shipped: Lever) -> None:
    ends = [option.id for option in shipped.options] or [shipped.minimum or 0.0, shipped.maximum or 0.0]
    for setting in ends:
        process, severity = apply(car_dealers(), TODAY, named("end", [shipped.at(setting)]))
        if shipped.moves == "value":
            assert lever_value(process, severity, shipped) == pytest.approx(setting)


def test_all_shipped_levers_can_be_moved_at_once() -> None:
    settings = [one.at(one.options[-1].id if one.options else one.maximum if one.maximum is not None else "") for one in SHIPPED]
    process, severity = apply(car_dealers(), TODAY, named("all", settings))
    assert process.dealers.sellers == 240
    assert set(severity.values()) == {1.0}


def test_there_is_a_lever_for_every_cause() -> None:
    assert [one.path for one in SHIPPED if one.path.startswith("severity.")] == [
        f"severity.{cause}" for cause in knowledge().cause_ids
    ]


@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_every_shipped_scenario_changes_the_shipped_process(name: str) -> None:
    overrides = resolve(SCENARIOS[name], SCENARIOS)
    assert apply(car_dealers(), TODAY, overrides) != (car_dealers(), TODAY)


def test_shipped_scenarios_fit_the_smallest_crew_too() -> None:
    small = with_call_centre(with_dealers(car_dealers(), sellers=car_dealers().dealers.outlets), agents=1)
    for scenario in SCENARIOS.values():
        apply(small, TODAY, resolve(scenario, SCENARIOS))
