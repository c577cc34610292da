"""From journeys to records: what would have been without the causes, and which cause a lost sale is booked to.

Loss is measured against the same leads with the same draws and no cause striking. Where only gates lose sales, that is known from
the fates; where waiting costs sales, an engine has to run it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, OUTCOMES, GatePlace
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.fates import GENERATION, SmallArray
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.records import CALLER_GONE, ENDS, IGNORED, NONE, NOT_REACHED, OPEN, STOPPED, Journeys, LeadRecords
from quickscan.simulation.streams.deal import Streams
from quickscan.simulation.undisturbed import Undisturbed

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

PLACES: dict[int, GatePlace] = {CALLER_GONE: "capture", IGNORED: "acceptance", NOT_REACHED: "follow_up"}
"""Where a lead is lost that no gate stops."""
CAUSES = {CALLER_GONE: "media_breaks", IGNORED: "poor_follow_up", NOT_REACHED: "poor_follow_up"}
"""To which cause it is booked."""
DELAYS: tuple[tuple[str, GatePlace], ...] = (
    ("media_breaks", "capture"),
    ("systems_not_linked", "transfer"),
    ("roles_and_process", "handed_to_dealer"),
    ("wrong_territory", "routing"),
    ("no_distribution_control", "assignment"),
    ("poor_follow_up", "follow_up"),
)
"""Cause and place of each delay before an answer, in the order in which a lead meets them. The last one is the outlet's own
slowness, which is all that the others do not explain."""
WON_AT_LAST, NEVER_WOULD_BUY, NEVER_ATTRACTED, STILL_OPEN, LOST = (
    OUTCOMES.index(outcome) for outcome in ("won", "natural", "missed", "open", "lost")
)


class Given(NamedTuple):
    """What is held against each other: columns of journeys, of what would have been without causes, of fates and of streams."""

    ended: SmallArray
    won: SmallArray
    created_ms: IntArray
    response_ms: IntArray
    chance: FloatArray
    would_buy: Flags
    chance_without_causes: FloatArray
    exit_at: SmallArray
    fated_cause: SmallArray
    parent: IntArray
    capture_ms: IntArray
    transfer_ms: IntArray
    orphan_ms: IntArray
    wrong_outlet: IntArray
    correction_ms: IntArray
    stuck_ms: IntArray


class Verdicts(NamedTuple):
    """What is found about each lead; see LeadRecords."""

    outcome: SmallArray
    cause: SmallArray
    place: SmallArray
    blamed: SmallArray


class Bookings(NamedTuple):
    """Where losses are booked to, as numbers of causes and places."""

    cause_of_end: SmallArray
    """By the way a lead ended; NONE where that does not tell."""
    place_of_end: SmallArray
    cause_of_delay: SmallArray
    """In the order of DELAYS."""
    place_of_delay: SmallArray


def settle(model: CompiledModel, streams: Streams, journeys: Journeys, undisturbed: Undisturbed | None) -> LeadRecords:
    """The records of one replication; who would buy if no cause struck must be given where waiting costs sales."""
    leads, fates = streams.leads, streams.fates
    without = undisturbed or Undisturbed(fates.would_buy, fates.would_buy_chance)
    found = Verdicts(*(np.empty(len(leads.channel), dtype=np.int8) for _ in Verdicts._fields))
    _judge(found, _given(streams, journeys, without), _bookings(model))
    return LeadRecords(
        replication=leads.replication,
        channel=leads.channel,
        word=leads.word,
        number=leads.number,
        created_ms=journeys.created_ms,
        since_ms=leads.since_ms,
        **found._asdict(),
        end_ms=journeys.end_ms,
        response_ms=journeys.response_ms,
        dealer=journeys.dealer,
        attempts=journeys.attempts,
        call_centre_work_ms=journeys.call_centre_work_ms,
        seller_work_ms=journeys.seller_work_ms,
        chance=journeys.chance,
        chance_without_causes=without.chance,
    )


def _given(streams: Streams, journeys: Journeys, without: Undisturbed) -> Given:
    leads, fates = streams.leads, streams.fates
    return Given(
        ended=journeys.ended,
        won=journeys.won,
        created_ms=journeys.created_ms,
        response_ms=journeys.response_ms,
        chance=journeys.chance,
        would_buy=without.would_buy,
        chance_without_causes=without.chance,
        exit_at=fates.exit_at,
        fated_cause=fates.cause,
        parent=leads.parent,
        capture_ms=streams.capture_ms,
        transfer_ms=streams.transfer_ms,
        orphan_ms=streams.orphan_ms,
        wrong_outlet=streams.wrong_outlet,
        correction_ms=streams.correction_ms,
        stuck_ms=streams.stuck_ms,
    )


def _bookings(model: CompiledModel) -> Bookings:
    cause_of_end, place_of_end = np.full(ENDS, NONE, dtype=np.int8), np.full(ENDS, NONE, dtype=np.int8)
    for how, cause in CAUSES.items():
        cause_of_end[how], place_of_end[how] = model.causes.index(cause), GATE_PLACES.index(PLACES[how])
    return Bookings(
        cause_of_end,
        place_of_end,
        np.array([model.causes.index(cause) for cause, _ in DELAYS], dtype=np.int8),
        np.array([GATE_PLACES.index(place) for _, place in DELAYS], dtype=np.int8),
    )


@njit
def _judge(found: Verdicts, given: Given, bookings: Bookings) -> None:
    """One lead after the other."""
    for lead in range(len(found.outcome)):
        outcome = _outcome(given, lead)
        cause, place = _blame(given, bookings, lead) if _is_harmed(given, lead) else (NONE, NONE)
        found.outcome[lead], found.place[lead], found.blamed[lead] = outcome, place, cause
        found.cause[lead] = NONE if outcome == WON_AT_LAST else cause


@njit
def _outcome(given: Given, lead: int) -> int:
    if given.won[lead]:
        return WON_AT_LAST
    if given.ended[lead] == OPEN and given.created_ms[lead] != NONE:
        return STILL_OPEN
    if not given.would_buy[lead]:
        return NEVER_WOULD_BUY
    missed = given.ended[lead] == STOPPED and given.exit_at[lead] == GENERATION
    return NEVER_ATTRACTED if missed else LOST


@njit
def _is_harmed(given: Given, lead: int) -> bool:
    return bool(given.chance_without_causes[lead] > given.chance[lead] or _stopped_by_a_cause(given, lead))


@njit
def _stopped_by_a_cause(given: Given, lead: int) -> bool:
    return bool(given.ended[lead] == STOPPED and given.fated_cause[lead] != NONE)


@njit
def _blame(given: Given, bookings: Bookings, lead: int) -> tuple[int, int]:
    """The cause and place that the loss of a harmed lead is booked to: the gate, the way it ended, or the longest delay before an
    answer. Somebody who was lost brings nobody later: then its parent's tells."""
    about = given.parent[lead] if given.created_ms[lead] == NONE else lead
    if _stopped_by_a_cause(given, about):
        return given.fated_cause[about], given.exit_at[about]
    how = given.ended[about]
    if bookings.cause_of_end[how] != NONE:
        return bookings.cause_of_end[how], bookings.place_of_end[how]
    delay = _longest_delay(given, about)
    return bookings.cause_of_delay[delay], bookings.place_of_delay[delay]


@njit
def _longest_delay(given: Given, lead: int) -> int:
    """Which of DELAYS kept it waiting longest, the first of equally long ones; the outlet where none is longer than its own."""
    correction_ms = 0 if given.wrong_outlet[lead] == NOBODY else given.correction_ms[lead]
    waits_ms = given.capture_ms[lead], given.transfer_ms[lead], given.orphan_ms[lead], correction_ms, given.stuck_ms[lead]
    found, longest_ms = len(waits_ms), given.response_ms[lead]
    for wait_ms in waits_ms:
        longest_ms -= wait_ms
    for delay, wait_ms in enumerate(waits_ms):
        if wait_ms > longest_ms:
            found, longest_ms = delay, wait_ms
    return found
