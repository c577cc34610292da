"""The streams of a replication: everything engines look up about a lead.

Engines never draw and never transform: numpy and the math module differ in the last bit now and then, and two engines that agree
lead for lead cannot afford that.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision
from quickscan.simulation.fates import GENERATION, Fates, SmallArray, decide_fates
from quickscan.simulation.leads import NOBODY, Leads, deal_leads
from quickscan.simulation.streams.distribution import (
    ORPHANED,
    STUCK,
    assignment_ms,
    correction_ms,
    first_outlets,
    reactions,
    review_ms,
    wrong_outlets,
)
from quickscan.simulation.streams.durations import Work
from quickscan.simulation.streams.intake import (
    call_again_ms,
    callers_caught,
    callers_gone,
    capture_ms,
    handling_again_ms,
    handling_ms,
    put_first,
    ripening_ms,
    telephones,
    transfer_ms,
)
from quickscan.simulation.streams.pursuit import (
    UNREACHED,
    attempt_reached_at,
    attempts_planned,
    child_ms,
    children,
    contact_ms,
    recycled_ms,
    stage_ms,
    stage_work_ms,
)

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Streams:
    """Leads, their fates and their times; one array entry per lead. Times are milliseconds, 0 where nothing takes any."""

    leads: Leads
    fates: Fates
    first: Flags
    """Whether scoring puts it first in every queue."""
    capture_ms: IntArray
    """From coming in until it is in the system."""
    telephones: Flags
    """Whether somebody must answer a call."""
    caught: Flags
    """Whether a partner answers if nobody here can."""
    gone: Flags
    """Whether the caller does not try again."""
    call_again_ms: IntArray
    handling_ms: IntArray
    """Work of the call centre."""
    handling_again_ms: IntArray
    """The same when an unripe lead has come back."""
    ripening_ms: IntArray
    """Until an unripe lead comes back; 0 for a ripe one."""
    transfer_ms: IntArray
    orphan_ms: IntArray
    """Until a review finds a lead that nobody felt responsible for."""
    assignment_ms: IntArray
    outlet: IntArray
    """The outlet in whose territory it is, or for offers that whose reaction is first."""
    wrong_outlet: IntArray
    """The outlet it is sent to by mistake, or NOBODY."""
    correction_ms: IntArray
    stuck_ms: IntArray
    """Until a review finds a lead that got stuck."""
    reaction_ms: IntArray
    """Lead x outlet that gets it one after the other (and once more after nurture took it up again)."""
    ignored: FloatArray
    """Lead x outlet: a draw, to be held against the outlet's share of ignored leads."""
    attempts: SmallArray
    """Lead x pursuit: contact attempts it gets at most."""
    reached_at: SmallArray
    """Lead x pursuit: the attempt at which it is reached, or UNREACHED."""
    contact_ms: Work
    """Lead x attempt of all pursuits: work for it."""
    recycled_ms: IntArray
    """Until nurture brings back a lead that was given up; 0 where it does not."""
    stage_work_ms: Work
    """Lead x stage: work of a seller."""
    stage_ms: IntArray
    """Lead x stage: time until it is passed."""
    buys: FloatArray
    """A draw, to be held against the chance to buy."""
    child_after_win: IntArray
    """The lead that follows a sale, or NOBODY."""
    child_after_loss: IntArray
    """The lead that follows a loss, or NOBODY."""
    child_ms: IntArray
    """For a lead made by the process: time from the end of its parent until it comes in."""

    def arrays(self) -> tuple[NDArray[np.generic], ...]:
        """All columns in order, for comparing and for engines."""
        return tuple(getattr(self, column.name) for column in fields(self) if column.name not in ("leads", "fates"))


def deal_streams(model: CompiledModel, seed: int, replication: int) -> Streams:
    """The streams of one replication."""
    return streams_of(model, deal_leads(model, seed, replication))


def streams_of(model: CompiledModel, leads: Leads) -> Streams:
    """The streams of these leads in a model that could attract them."""
    fates = decide_fates(model, leads)
    planned = attempts_planned(model, leads)
    reached_at = [attempt_reached_at(model, leads, planned, 0)]
    recycled = recycled_ms(model, leads, fates, reached_at[0] == UNREACHED)
    pursued = [fates.goes_beyond("acceptance")]
    if recycled.any():
        reached_at.append(attempt_reached_at(model, leads, planned, 1))
        pursued.append(pursued[0] & (recycled > 0))
    offers = reactions(model, leads, fates, pursued)
    harm, wrong_outlet = model.harm, wrong_outlets(model, leads)
    return Streams(
        leads=leads,
        fates=fates,
        first=put_first(model, leads, fates),
        capture_ms=capture_ms(model, leads),
        telephones=telephones(model, leads),
        caught=callers_caught(model, leads),
        gone=callers_gone(model, leads),
        call_again_ms=call_again_ms(model, leads),
        handling_ms=handling_ms(model, leads, fates),
        handling_again_ms=handling_again_ms(model, leads, fates),
        ripening_ms=ripening_ms(model, leads, fates),
        transfer_ms=transfer_ms(model, leads),
        orphan_ms=review_ms(model, leads, ORPHANED, Decision.ORPHAN_REVIEW_TIME, harm.orphaned_share),
        assignment_ms=assignment_ms(model, leads, fates),
        outlet=first_outlets(model, leads, offers),
        wrong_outlet=wrong_outlet,
        correction_ms=correction_ms(model, leads, wrong_outlet != NOBODY),
        stuck_ms=review_ms(model, leads, STUCK, Decision.REVIEW_TIME, harm.stuck_share),
        reaction_ms=offers.reaction_ms,
        ignored=offers.ignored,
        attempts=np.stack([planned] * len(pursued)).T,
        reached_at=np.stack(reached_at).T,
        contact_ms=contact_ms(model, leads, pursued, planned, reached_at),
        recycled_ms=recycled,
        stage_work_ms=stage_work_ms(model, leads, fates),
        stage_ms=stage_ms(model, leads, fates),
        buys=leads.draw(Decision.WOULD_BUY),
        child_after_win=children(leads, True),
        child_after_loss=np.where(fates.exit_at == GENERATION, NOBODY, children(leads, False)),  # who never came is not won back
        child_ms=child_ms(model, leads),
    )
