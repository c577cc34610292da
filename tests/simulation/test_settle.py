"""What a lead's way says about its loss: held against the same told all leads at once, and delays by hand."""

from dataclasses import replace

import numpy as np
import pytest

from quickscan.domain.calibration import GATE_PLACES, OUTCOMES, Calibration
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.run import run_compiled
from quickscan.simulation.leads import NOBODY, deal_leads
from quickscan.simulation.records import CALLER_GONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys, LeadRecords
from quickscan.simulation.replicate import make_case
from quickscan.simulation.settle import CAUSES, DELAYS, PLACES, settle
from quickscan.simulation.streams.deal import Streams, streams_of
from quickscan.simulation.undisturbed import Undisturbed
from tests.material import car_dealers, deck, evidence, knowledge, scaled, uniform

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Ran = tuple[CompiledModel, Streams, Journeys, Undisturbed]


def _ran(calibration: Calibration, severity: float) -> Ran:
    """A year of the car maker, also as it would be without causes where that has to be run."""
    case = make_case(scaled(car_dealers(), 0.4), calibration, knowledge(), uniform(severity))
    leads = deal_leads(case.model, 1, 0)
    streams = streams_of(case.model, leads)
    if case.without_causes is None:
        without = Undisturbed(streams.fates.would_buy, streams.fates.would_buy_chance)
    else:
        without = Undisturbed.of(run_compiled(case.without_causes, streams_of(case.without_causes, leads)))
    return case.model, streams, run_compiled(case.model, streams), without


def _outcomes(streams: Streams, journeys: Journeys, without: Undisturbed) -> Numbers:
    kinds = [
        (journeys.won > 0, "won"),
        ((journeys.ended == OPEN) & (journeys.created_ms != NONE), "open"),
        (~without.would_buy, "natural"),
        ((journeys.ended == STOPPED) & (streams.fates.exit_at == GATE_PLACES.index("generation")), "missed"),
    ]
    known = [OUTCOMES.index(outcome) for _, outcome in kinds]
    return np.select([hit for hit, _ in kinds], known, OUTCOMES.index("lost")).astype(np.int64)


def _delays(streams: Streams) -> list[Numbers]:
    misrouted = np.where(streams.wrong_outlet == NOBODY, 0, streams.correction_ms)
    return [streams.capture_ms, streams.transfer_ms, streams.orphan_ms, misrouted, streams.stuck_ms]


def _bookings(model: CompiledModel, streams: Streams, journeys: Journeys, without: Undisturbed) -> tuple[Numbers, Numbers]:
    """Cause and place of every lead that the causes harm."""
    fates = streams.fates
    about = np.where(journeys.created_ms == NONE, streams.leads.parent, np.arange(len(journeys.ended)))
    delays = _delays(streams)
    waits = np.stack([journeys.response_ms - sum(delays), *delays])[:, about]  # on a tie the outlet counts, then the first
    longest = (np.argmax(waits, axis=0) - 1) % len(DELAYS)
    cause = np.array([model.causes.index(name) for name, _ in DELAYS])[longest]
    place = np.array([GATE_PLACES.index(name) for _, name in DELAYS])[longest]
    for how, name in CAUSES.items():
        cause = np.where(journeys.ended[about] == how, model.causes.index(name), cause)
        place = np.where(journeys.ended[about] == how, GATE_PLACES.index(PLACES[how]), place)
    gate = ((journeys.ended == STOPPED) & (fates.cause != NONE))[about]
    cause, place = np.where(gate, fates.cause[about], cause), np.where(gate, fates.exit_at[about], place)
    harmed = (without.chance > journeys.chance) | ((journeys.ended == STOPPED) & (fates.cause != NONE))
    return np.where(harmed, cause, NONE), np.where(harmed, place, NONE)


@pytest.mark.parametrize("severity", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_each_lead_is_judged_as_all_are_at_once(calibration: Calibration, severity: float) -> None:
    model, streams, journeys, without = _ran(calibration, severity)
    records = settle(model, streams, journeys, without)
    cause, place = _bookings(model, streams, journeys, without)
    outcome = _outcomes(streams, journeys, without)
    assert np.array_equal(records.outcome, outcome)
    assert np.array_equal(records.blamed, cause)
    assert np.array_equal(records.place, place)
    assert np.array_equal(records.cause, np.where(outcome == OUTCOMES.index("won"), NONE, cause))
    assert severity == 0.0 or len(set(cause.tolist())) > len(DELAYS)


def _late(response_ms: int, **delays_ms: int) -> tuple[str, str]:
    """Whom the loss of one lead that was answered late is booked to."""
    model, streams, journeys, without = _ran(evidence(), 0.0)
    lead = int(np.flatnonzero((journeys.response_ms != NONE) & (journeys.chance > 0.0))[0])
    names = ("capture_ms", "transfer_ms", "orphan_ms", "correction_ms", "stuck_ms", "wrong_outlet")
    everybody = {name: np.zeros(len(journeys.ended), dtype=np.int64) for name in names}
    for name, delay_ms in delays_ms.items():
        everybody[name][lead] = delay_ms
    response = journeys.response_ms.copy()
    response[lead] = response_ms
    later = journeys._replace(response_ms=response, chance=journeys.chance * 0.5, won=np.zeros_like(journeys.won))
    records: LeadRecords = settle(model, replace(streams, **everybody), later, without)
    return model.causes[records.blamed[lead]], GATE_PLACES[records.place[lead]]


@pytest.mark.parametrize(
    ("delays_ms", "booked_to"),
    [
        ({"capture_ms": 60}, ("media_breaks", "capture")),
        ({"transfer_ms": 60}, ("systems_not_linked", "transfer")),
        ({"orphan_ms": 60}, ("roles_and_process", "handed_to_dealer")),
        ({"correction_ms": 60}, ("wrong_territory", "routing")),
        ({"stuck_ms": 60}, ("no_distribution_control", "assignment")),
        ({"stuck_ms": 50}, ("poor_follow_up", "follow_up")),  # half of it is the outlet's own
        ({"capture_ms": 40, "stuck_ms": 40}, ("media_breaks", "capture")),  # of equally long ones the first
        ({"capture_ms": 30, "stuck_ms": 40}, ("no_distribution_control", "assignment")),
        ({}, ("poor_follow_up", "follow_up")),
    ],
)
def test_the_longest_delay_before_an_answer_has_the_blame(delays_ms: dict[str, int], booked_to: tuple[str, str]) -> None:
    assert _late(100, **delays_ms) == booked_to


def test_every_end_that_a_cause_can_bring_has_a_place_and_a_cause() -> None:
    assert set(PLACES) == set(CAUSES) == {CALLER_GONE, IGNORED, NOT_REACHED}
