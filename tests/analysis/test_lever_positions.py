"""The levers of a client: only what its process has, with today's place, in its own reach."""

from dataclasses import replace

import pytest

from quickscan.analysis.lever_positions import DECK_ONLY, positions
from quickscan.analysis.scenario_levers import Today
from quickscan.files.catalogue import shipped_levers, shipped_process, shipped_process_ids
from quickscan.files.read import read_levers, read_process
from tests.material import car_dealers, uniform, with_call_centre, with_dealers

LEVERS = read_levers(shipped_levers()).levers
TODAY = Today(car_dealers(), uniform(0.5), "evidence")


def test_nothing_is_moved_where_nothing_is_set() -> None:
    assert not any(one.moved for one in positions(LEVERS, TODAY, {}))


def test_what_is_set_is_moved_and_the_rest_is_not() -> None:
    found = positions(LEVERS, TODAY, {"agents": 7.0, "routing_policy": "rules", "sellers": 1.0})
    assert {one.lever.id for one in found if one.moved} == {"agents", "routing_policy"}


def test_a_lever_says_where_it_stands_today() -> None:
    found = {one.lever.id: one.today for one in positions(LEVERS, TODAY, {})}
    assert found["agents"] == 4.0
    assert found["sellers"] == 1.0
    assert found["routing_policy"] == "manual_batch"
    assert found["batch_times"] == "any_time"
    assert found["reassign_after"] is None
    assert found["severity_poor_follow_up"] == 0.5


def test_the_reach_of_a_lever_holds_today_also_where_that_is_unusual() -> None:
    crowded = replace(TODAY, process=with_call_centre(car_dealers(), agents=200))
    found = next(one for one in positions(LEVERS, crowded, {}) if one.lever.id == "agents")
    assert found.reach == (1.0, 200.0)


def test_channels_without_inquiries_have_no_lever() -> None:
    found = {one.lever.path for one in positions(LEVERS, TODAY, {})}
    assert "channels.web.volume_factor" in found
    assert "channels.portal.volume_factor" not in found


@pytest.mark.parametrize("calibration", ["deck", "evidence"])
def test_what_a_calibration_does_not_read_or_what_cannot_move_sales_is_known(calibration: str) -> None:
    found = positions(LEVERS, replace(TODAY, calibration=calibration), {})  # type: ignore[arg-type]  # a name of its own type
    assert (DECK_ONLY in {one.lever.path for one in found}) == (calibration == "deck")
    cannot = {one.lever.path.partition(".")[0] for one in found if not one.moves_sales}
    assert cannot.isdisjoint({"severity", "channels"})
    assert bool(cannot) == (calibration == "deck")


@pytest.mark.parametrize("name", shipped_process_ids())
def test_every_process_has_levers_of_routing_and_follow_up(name: str) -> None:
    groups = {one.lever.group for one in positions(LEVERS, replace(TODAY, process=read_process(shipped_process(name))), {})}
    assert {"routing", "acceptance", "follow_up", "people", "marketing"} <= groups


def test_a_control_rests_today_or_at_the_end_nearest_to_nothing() -> None:
    rest = {one.lever.id: one.rest for one in positions(LEVERS, TODAY, {"agents": 9.0})}
    assert (rest["agents"], rest["sellers"], rest["routing_policy"]) == (4.0, 1.0, "manual_batch")
    assert rest["reassign_after"] == 96.0
    assert rest["least_attempts"] == 1.0
    odd = replace(TODAY, process=with_dealers(car_dealers(), attempt_shares=(0.9, 0.1)), calibration="deck")
    assert next(one.rest for one in positions(LEVERS, odd, {}) if one.lever.id == "attempts") == ""
