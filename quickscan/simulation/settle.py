"""From journeys to records: what would have been without the causes, and which cause a lost sale is booked to.

Loss is measured against the same leads with the same draws and no cause striking. Where only gates lose sales, that is known from
the fates; where waiting costs sales, an engine has to run it.
"""

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, OUTCOMES, GatePlace
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.records import CALLER_GONE, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys, LeadRecords
from quickscan.simulation.streams.deal import Streams
from quickscan.simulation.undisturbed import Undisturbed

IntArray = NDArray[np.int64]

PLACES: dict[int, GatePlace] = {CALLER_GONE: "capture", IGNORED: "acceptance", NOT_REACHED: "follow_up"}
"""Where a lead is lost that no gate stops."""
CAUSES = {CALLER_GONE: "media_breaks", IGNORED: "poor_follow_up", NOT_REACHED: "poor_follow_up"}
"""To which cause it is booked."""


def settle(model: CompiledModel, streams: Streams, journeys: Journeys, undisturbed: Undisturbed | None) -> LeadRecords:
    """The records of one replication; who would buy if no cause struck must be given where waiting costs sales."""
    leads, fates = streams.leads, streams.fates
    without = undisturbed or Undisturbed(fates.would_buy, fates.would_buy_chance)
    outcome = _outcome(streams, journeys, without.would_buy)
    harmed = (without.chance > journeys.chance) | ((journeys.ended == STOPPED) & (fates.cause != NONE))
    cause, place = _blame(model, streams, journeys, harmed)
    return LeadRecords(
        replication=leads.replication,
        channel=leads.channel,
        index=leads.index,
        created_ms=journeys.created_ms,
        since_ms=leads.since_ms,
        outcome=outcome,
        cause=np.where(outcome != OUTCOMES.index("won"), cause, NONE),
        place=place,
        blamed=cause,
        end_ms=journeys.end_ms,
        response_ms=journeys.response_ms,
        dealer=journeys.dealer,
        attempts=journeys.attempts,
        call_centre_work_ms=journeys.call_centre_work_ms,
        seller_work_ms=journeys.seller_work_ms,
        chance=journeys.chance,
        chance_without_causes=without.chance,
    )


def _outcome(streams: Streams, journeys: Journeys, would_buy: NDArray[np.bool_]) -> IntArray:
    missed = (journeys.ended == STOPPED) & (streams.fates.exit_at == GATE_PLACES.index("generation"))
    never_came = journeys.created_ms == NONE
    return np.select(
        [journeys.won > 0, (journeys.ended == OPEN) & ~never_came, ~would_buy, missed],
        [OUTCOMES.index("won"), OUTCOMES.index("open"), OUTCOMES.index("natural"), OUTCOMES.index("missed")],
        OUTCOMES.index("lost"),
    ).astype(np.int64)


def _blame(model: CompiledModel, streams: Streams, journeys: Journeys, harmed: NDArray[np.bool_]) -> tuple[IntArray, IntArray]:
    """The cause and place that the loss of each harmed lead is booked to, NONE for all others: the gate, the way it ended, or the
    longest delay before an answer."""
    never_came = journeys.created_ms[harmed] == NONE  # somebody who was lost brings nobody later: its parent's tells
    about = np.flatnonzero(harmed)
    about = np.where(never_came, streams.leads.parent[about], about)
    ended, fates = journeys.ended[about], streams.fates
    found_cause, found_place = _longest_delay(model, streams, journeys, about)
    for how, name in CAUSES.items():
        found_cause = np.where(ended == how, model.causes.index(name), found_cause)
        found_place = np.where(ended == how, GATE_PLACES.index(PLACES[how]), found_place)
    gate = (ended == STOPPED) & (fates.cause[about] != NONE)
    cause, place = np.full(len(harmed), NONE), np.full(len(harmed), NONE)
    cause[harmed] = np.where(gate, fates.cause[about], found_cause)
    place[harmed] = np.where(gate, fates.exit_at[about], found_place)
    return cause, place


def _longest_delay(model: CompiledModel, streams: Streams, journeys: Journeys, about: IntArray) -> tuple[IntArray, IntArray]:
    """For some leads that got an answer too late; what no delay on the way explains is the outlet's own slowness."""
    misrouted = np.where(streams.wrong_outlet == NOBODY, 0, streams.correction_ms)
    delays: dict[tuple[str, GatePlace], IntArray] = {
        ("media_breaks", "capture"): streams.capture_ms,
        ("systems_not_linked", "transfer"): streams.transfer_ms,
        ("roles_and_process", "handed_to_dealer"): streams.orphan_ms,
        ("wrong_territory", "routing"): misrouted,
        ("no_distribution_control", "assignment"): streams.stuck_ms,
    }
    waits = {name: delay[about] for name, delay in delays.items()}
    longest = journeys.response_ms[about] - sum(waits.values())
    cause = np.full(len(about), model.causes.index("poor_follow_up"))
    place = np.full(len(about), GATE_PLACES.index("follow_up"))
    for (name, where), wait in waits.items():
        longer = wait > longest
        np.copyto(longest, wait, where=longer)
        cause[longer], place[longer] = model.causes.index(name), GATE_PLACES.index(where)
    return cause, place
