"""How far leads got, from endings written by hand."""

from dataclasses import replace

import numpy as np
import pytest

from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.domain.flow import FLOW_STEPS, FlowStep
from quickscan.simulation.compile import compile_model
from quickscan.simulation.fates import NEVER, NOWHERE, Fates
from quickscan.simulation.reach import held_by, reach
from quickscan.simulation.records import CALLER_GONE, DONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys
from quickscan.simulation.replicate import Plan, follow_leads, make_case, replicate
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform

POOR, MEDIA, SYSTEMS = (knowledge().cause_ids.index(name) for name in ("poor_follow_up", "media_breaks", "systems_not_linked"))


def _whole(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _fates(*exits: int) -> Fates:
    number = len(exits)
    no, nothing, chance = np.zeros(number, dtype=bool), np.full(number, NOWHERE), np.zeros(number)
    return Fates(no, no, no, _whole(*exits), nothing, nothing, chance, no, chance)


def _journeys(*ends: tuple[int, int, int]) -> Journeys:
    """Each lead by how it ended, when it came in, and its attempts."""
    ended, created, attempts = (_whole(*column) for column in zip(*ends, strict=True))
    nothing = np.full(len(ends), NONE)
    return Journeys(ended, created, nothing, nothing, nothing, attempts, nothing, nothing, np.zeros(len(ends)), nothing)


@pytest.mark.parametrize(
    ("ended", "attempts", "expected"),
    [
        (CALLER_GONE, 0, "came_in"),
        (IGNORED, 0, "routed"),
        (IGNORED, 2, "contacted"),  # given up, taken up again by nurture, and ignored by the next outlet
        (OPEN, 0, "accepted"),
        (NOT_REACHED, 3, "contacted"),
        (DONE, 1, "reached"),
    ],
)
def test_the_ending_tells_the_last_step(ended: int, attempts: int, expected: FlowStep) -> None:
    assert FLOW_STEPS[reach(_fates(NEVER), _journeys((ended, 5, attempts)))[0]] == expected


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("generation", "possible"),
        ("capture", "came_in"),
        ("handed_to_qualification", "recorded"),
        ("ripeness", "recorded"),
        ("transfer", "qualified"),
        ("handed_to_dealer", "transferred"),
        ("assignment", "transferred"),
        ("acceptance", "routed"),
        ("follow_up", "contacted"),
    ],
)
def test_who_is_stopped_got_to_the_step_before_that_place(place: GatePlace, expected: FlowStep) -> None:
    found = reach(_fates(GATE_PLACES.index(place)), _journeys((STOPPED, 5, int(place == "follow_up"))))
    assert FLOW_STEPS[found[0]] == expected


def test_who_would_have_followed_from_another_lead_got_nowhere() -> None:
    assert reach(_fates(NEVER, NEVER), _journeys((OPEN, NONE, 0), (DONE, 0, 1))).tolist() == [NONE, FLOW_STEPS.index("reached")]


def test_a_cause_held_back_only_who_would_have_got_further_without_any() -> None:
    model = compile_model(car_dealers(), deck(), knowledge(), {})
    case = make_case(scaled(car_dealers(), 0.01), deck(), knowledge(), {})
    records = replicate(case, Plan(replications=2), 0)
    records = replace(records.only(np.arange(len(records.channel)) < 5), blamed=_whole(SYSTEMS, SYSTEMS, NONE, NONE, NONE))
    journeys = _journeys((STOPPED, 0, 0), (STOPPED, 0, 0), (IGNORED, 0, 0), (CALLER_GONE, 0, 0), (NOT_REACHED, 0, 1))
    got, without = _whole(3, 3, 5, 1, 7), _whole(8, 3, 8, 2, 7)
    assert held_by(model, records, journeys, got, without).tolist() == [SYSTEMS, NONE, POOR, MEDIA, NONE]


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_records_are_those_of_a_replication(calibration: object) -> None:
    case = make_case(scaled(car_dealers(), 0.05), calibration, knowledge(), uniform(0.7))  # type: ignore[arg-type]  # of the right kind by its name
    undisturbed = make_case(scaled(car_dealers(), 0.05), calibration, knowledge(), {}).model  # type: ignore[arg-type]  # of the right kind by its name
    plan = Plan(replications=2)
    found, expected = follow_leads(case, undisturbed, plan, 1), replicate(case, plan, 1)
    for name in ("channel", "created_ms", "outcome", "blamed", "place", "chance", "chance_without_causes"):
        assert np.array_equal(getattr(found.records, name), getattr(expected, name)), name
    assert len(found.reach) == len(found.held_by) == len(expected.channel)
    assert not (found.held_by[found.reach == FLOW_STEPS.index("reached")] != NONE).any()
