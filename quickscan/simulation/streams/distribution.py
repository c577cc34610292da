"""From the hand-over to the seller: assignment, misrouting, leads that get stuck, and how outlets react."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.domain.process_steps import TO_HOME
from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision, gate_decision
from quickscan.simulation.fates import Fates
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY, Leads
from quickscan.simulation.rules import FIRST_TO_ACCEPT
from quickscan.simulation.streams.durations import exponential_ms, lognormal_column, lognormal_ms, uniform_ms

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

Gate = tuple[GatePlace, str]
"""Where a cause stops leads."""
ORPHANED: Gate = ("handed_to_dealer", "roles_and_process")
MISROUTED: Gate = ("routing", "wrong_territory")
STUCK: Gate = ("assignment", "no_distribution_control")
ALWAYS_IGNORED, NEVER_IGNORED = -1.0, 2.0
"""Draws below every and above every share of ignored leads."""
MOST_OFFERS = 64
"""A lead is offered to so many outlets of a region at most."""
ROUNDS_OF_A_PURSUIT = 4
"""Numbers of draws kept for the reassignments of one pursuit."""


@dataclass(frozen=True, eq=False)
class Reactions:
    """How the outlets react that get a lead one after the other."""

    reaction_ms: IntArray
    """Lead x round."""
    ignored: FloatArray
    """Lead x round: a draw, to be held against the outlet's share of ignored leads."""
    winner: IntArray | None
    """Where leads are offered: the outlet that reacts first."""


def assignment_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Until a person has assigned it; 0 where the system does."""
    if model.assignment_delay is None:
        return np.zeros(len(leads.channel), dtype=np.int64)
    return lognormal_ms(leads, Decision.ASSIGNMENT_DELAY, model.assignment_delay, fates.goes_beyond("handed_to_distribution"))


def home_outlets(model: CompiledModel, leads: Leads) -> IntArray:
    """The outlet in whose territory each lead is."""
    return (leads.draw(Decision.OUTLET) * len(model.rules.sellers)).astype(np.int64)


def first_outlets(model: CompiledModel, leads: Leads, offers: Reactions) -> IntArray:
    """The outlet in whose territory it is, or where leads are offered the one that reacts first."""
    return home_outlets(model, leads) if offers.winner is None else offers.winner


def wrong_outlets(model: CompiledModel, leads: Leads) -> IntArray:
    """The outlet a lead goes to by mistake before it is corrected, or NOBODY."""
    share = model.harm.misrouted_share if model.process.routing.policy in TO_HOME else 0.0
    if share == 0.0:
        return np.full(len(leads.channel), NOBODY)
    anywhere = (leads.draw(Decision.WRONG_OUTLET) * len(model.rules.sellers)).astype(np.int64)
    return np.where(_below(model, leads, MISROUTED, share), anywhere, NOBODY)


def correction_ms(model: CompiledModel, leads: Leads, misrouted: Flags) -> IntArray:
    """Until a misrouted lead is with the right outlet."""
    return exponential_ms(leads, Decision.CORRECTION_TIME, model.process.routing.correction_hours_mean * HOUR_MS, misrouted)


def review_ms(model: CompiledModel, leads: Leads, gate: Gate, when: Decision, share: float) -> IntArray:
    """Until the next review finds what is left lying; 0 for all others. Whom it never finds the gate has stopped before."""
    if share == 0.0:
        return np.zeros(len(leads.channel), dtype=np.int64)
    return uniform_ms(leads, when, float(model.review_ms), _below(model, leads, gate, share))


def _below(model: CompiledModel, leads: Leads, gate: Gate, share: float) -> Flags:
    """Whom the draw of the gate hits: the lowest are lost there, the next come late, so that less harm hurts nobody."""
    place, cause = gate
    return leads.below(gate_decision(GATE_PLACES.index(place), model.causes.index(cause)), share)


def reactions(model: CompiledModel, leads: Leads, fates: Fates, pursued: Sequence[Flags]) -> Reactions:
    """How the outlets react in every round of every pursuit, to the leads of that pursuit."""
    columns = [
        (pursuit * ROUNDS_OF_A_PURSUIT + number, reacted_to)
        for pursuit, reacted_to in enumerate(pursued)
        for number in range(model.rules.settings.rounds)
    ]
    leads_in_all = len(leads.channel)
    reaction, ignored = np.empty((len(columns), leads_in_all), dtype=np.int64), np.empty((len(columns), leads_in_all))
    for row, (column, reacted_to) in enumerate(columns):
        decision = Decision.REACTION_TIME if column == 0 else Decision.REACTION_AGAIN_TIME + column - 1
        is_slow = leads.below(Decision.REACTION_GROUP + column, model.harm.slow_share)
        _put_reaction(model, leads, reaction[row], decision, is_slow, reacted_to)
        ignored[row] = _ignored(model, leads, column)
    if model.rules.settings.policy != FIRST_TO_ACCEPT:
        return Reactions(reaction.T, ignored.T, None)
    winner, first_ms, taken = _offers(model, leads, fates.goes_beyond("handed_to_dealer"))
    reaction[0] = first_ms
    ignored[0] = np.where(taken, NEVER_IGNORED, ALWAYS_IGNORED)
    return Reactions(reaction.T, ignored.T, winner)


def _ignored(model: CompiledModel, leads: Leads, column: int) -> FloatArray | float:
    """A draw for each lead, which nobody needs where no outlet ignores any."""
    return leads.draw(Decision.IGNORED + column) if model.rules.outlets["ignored_share"].any() else NEVER_IGNORED


def _put_reaction(model: CompiledModel, leads: Leads, reaction: IntArray, decision: int, is_slow: Flags, needed: Flags) -> None:
    """Slow for some, fast for the others; a response standard that is kept cuts it short."""
    fast = lognormal_column(leads, decision, model.fast_reaction, needed & ~is_slow).astype(np.int64, copy=False)
    slow = fast
    if is_slow.any():
        slow = lognormal_column(leads, decision, model.slow_reaction, needed & is_slow).astype(np.int64, copy=False)
    acceptance = model.process.acceptance
    if acceptance.response_standard_hours is None:
        np.copyto(reaction, fast)
        np.copyto(reaction, slow, where=is_slow)
        return
    kept = leads.below(Decision.STANDARD_KEPT, acceptance.standard_kept_share)
    _put_kept(reaction, fast, slow, is_slow, kept, round(acceptance.response_standard_hours * HOUR_MS))


@njit
def _put_kept(reaction: IntArray, fast: IntArray, slow: IntArray, is_slow: Flags, kept: Flags, standard_ms: int) -> None:
    for lead in range(len(reaction)):
        reaction_ms = slow[lead] if is_slow[lead] else fast[lead]
        reaction[lead] = min(reaction_ms, standard_ms) if kept[lead] else reaction_ms


def _offers(model: CompiledModel, leads: Leads, offered: Flags) -> tuple[IntArray, IntArray, Flags]:
    """The outlet of the region that reacts first, its reaction, and whether anybody takes the offer."""
    outlets, home = model.rules.outlets, home_outlets(model, leads)
    first, after = outlets["first"][home], outlets["after"][home]
    best = np.full(len(home), np.iinfo(np.int64).max)
    winner = first
    for number in range(min(int((after - first).max(initial=0)), MOST_OFFERS)):
        outlet = np.minimum(first + number, after - 1)
        reaction = _offer_ms(model, leads, number, offered)
        takes = (first + number < after) & (leads.draw(Decision.OFFER_IGNORED + number) >= outlets["ignored_share"][outlet])
        better = takes & (reaction < best)
        best, winner = np.where(better, reaction, best), np.where(better, outlet, winner)
    taken = best < np.iinfo(np.int64).max
    winner = np.where(offered, winner, home)  # durations of all others are not made, so nothing may hang on them
    return winner, np.where(taken, best, 1), taken


def _offer_ms(model: CompiledModel, leads: Leads, number: int, offered: Flags) -> IntArray:
    decision = Decision.OFFER_REACTION_TIME + number
    # Whether an outlet is of the slow group must differ between outlets, so it is read off the same draw's fraction.
    is_slow = (leads.draw(decision) * 4096.0) % 1.0 < model.harm.slow_share
    reaction = np.empty(len(leads.channel), dtype=np.int64)
    _put_reaction(model, leads, reaction, decision, is_slow, offered)
    return reaction
