"""From the first attempt to the sale: contacts, leads given up, sales stages, and leads that follow from leads."""

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import DAY_MS, MINUTE_MS
from quickscan.simulation.compile import MOST_ATTEMPTS, CompiledModel, lognormal
from quickscan.simulation.draws import Decision
from quickscan.simulation.fates import Fates, SmallArray, channel_values
from quickscan.simulation.leads import NOBODY, Leads
from quickscan.simulation.streams.durations import beta_quantiles, lognormal_column, lognormal_ms, side_by_side
from quickscan.simulation.streams.intake import until_ripe_ms

IntArray = NDArray[np.int64]
Flags = NDArray[np.bool_]

FIRST_CONTACTS = Decision.CONTACT_TIME, Decision.CONTACT_TIME + MOST_ATTEMPTS
"""The decisions about the first attempts of both pursuits; those about the others follow."""
UNREACHED = 0
"""The attempt at which a lead is reached that never is."""
LATE = float(np.iinfo(np.int8).max)
"""An attempt that is never made, as are all from this one on."""


def contact_attempts(model: CompiledModel, leads: Leads, pursuits: int) -> tuple[SmallArray, SmallArray]:
    """Lead x pursuit: attempts it gets at most, and the attempt at which it is reached (UNREACHED: at none of them).

    The number of attempts until the first success with a constant chance p is geometric: ceil(log(1 - u) / log(1 - p)). The
    chance differs between prospects (beta distribution), otherwise the benefit of more attempts would be overstated.
    """
    planned = _planned(model, leads)
    if not model.harm.waiting_costs_sales:  # in the deck calibration nobody is lost for want of attempts
        return np.stack([planned] * pursuits).T, np.stack([planned] * pursuits).T
    out_of_reach = _out_of_reach(model, leads)
    decisions = (Decision.REACHED, Decision.REACHED_AGAIN)[:pursuits]
    first = [np.where(out_of_reach, UNREACHED, _first_success(model, leads, decision)) for decision in decisions]
    reached = [np.where(attempt <= planned, attempt, UNREACHED) for attempt in first]
    return np.stack([planned] * pursuits).T, np.stack(reached).T


def _planned(model: CompiledModel, leads: Leads) -> SmallArray:
    found = np.searchsorted(model.attempt_thresholds, leads.draw(Decision.ATTEMPTS), side="right") + 1
    return np.minimum(found, len(model.attempt_thresholds)).astype(np.int8)


def _out_of_reach(model: CompiledModel, leads: Leads) -> Flags:
    """Leads with an address or number at which nobody can be reached."""
    check = model.process.validation
    bad = leads.below(Decision.BAD_ADDRESS, channel_values(model.process.channels, "bad_address_share"))
    return np.asarray(bad & ~leads.below(Decision.ADDRESS_MENDED, check.addresses_mended_share))


def _first_success(model: CompiledModel, leads: Leads, decision: int) -> SmallArray:
    """The attempt at which each lead would be reached if it went on for ever, or LATE."""
    follow_up = model.process.follow_up
    shape = follow_up.contact_chance_mean, follow_up.contact_chance_sum
    attempt = leads.column(("first success", decision, *shape), np.dtype(np.int8))
    if not attempt.all():
        chance = beta_quantiles(leads.draw(Decision.CONTACT_CHANCE), *shape)
        with np.errstate(divide="ignore", invalid="ignore"):  # a chance of 0: never
            first = np.ceil(np.log1p(-leads.draw(decision)) / np.log1p(-chance))
        attempt[:] = np.minimum(np.where(chance > 0.0, np.maximum(first, 1.0), LATE), LATE)
    return attempt


def contact_ms(model: CompiledModel, leads: Leads, fates: Fates, attempts: SmallArray, reached_at: SmallArray) -> IntArray:
    """Lead x attempt of all pursuits: work for it; a seller who qualifies by himself needs longer for the first one."""
    worked = fates.goes_beyond("acceptance")
    made = np.where(reached_at == UNREACHED, attempts, reached_at)
    work = side_by_side(
        [
            lognormal_column(leads, first + attempt, model.contact, worked & (made[:, pursuit] > attempt))
            for pursuit, first in enumerate(FIRST_CONTACTS[: attempts.shape[1]])
            for attempt in range(len(model.attempt_thresholds))
        ]
    )
    direct = model.process.qualification.direct_minutes if model.rules.settings.direct else None
    if direct is not None:
        slower = MINUTE_MS / model.process.dealers.share_of_time_for_leads
        work[:, 0] += lognormal_ms(leads, Decision.DIRECT_WORK, lognormal(direct, slower), worked)
    return work


def recycled_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Until nurture brings back a lead that was given up; 0 where nobody tells it, or it may not."""
    share = model.process.nurture.recycled_share
    if share == 0.0 or not model.harm.waiting_costs_sales:
        return np.zeros(len(leads.channel), dtype=np.int64)
    known = fates.consent & leads.below(Decision.RECYCLED, share)
    return until_ripe_ms(model, leads, Decision.RECYCLED_TIME, known)


def stage_work_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Lead x stage: work of a seller; 0 where a stage takes none."""
    nothing = np.zeros(len(leads.channel), dtype=np.int64)
    sold_to = fates.goes_beyond("follow_up")
    return side_by_side(
        [
            nothing
            if stage.work is None
            else lognormal_column(leads, Decision.STAGE_WORK + number, stage.work, sold_to & (fates.stages_entered > number))
            for number, stage in enumerate(model.stages)
        ]
    )


def stage_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Lead x stage: its part of the sales cycle."""
    sold_to = fates.goes_beyond("follow_up") & (fates.stages_entered > 0)
    cycle = lognormal_ms(leads, Decision.SALES_CYCLE, model.sales_cycle, sold_to)
    if len(model.stages) == 1:
        return cycle[:, np.newaxis]
    return side_by_side([(cycle * stage.cycle_share).astype(np.int64) + 1 for stage in model.stages])


def children(leads: Leads, after_win: bool) -> IntArray:
    """The lead that follows a sale, or a loss, for each lead; NOBODY where none does."""
    child = np.full(len(leads.channel), NOBODY)
    follow = np.flatnonzero((leads.parent != NOBODY) & (leads.after_win == after_win))
    child[leads.parent[follow]] = follow
    return child


def child_ms(model: CompiledModel, leads: Leads) -> IntArray:
    """For leads made by the process: from the end of their parent until they come in."""
    nothing = np.zeros(len(leads.channel), dtype=np.int64)
    existing = model.process.existing_customers
    if existing is None or not (leads.parent != NOBODY).any():
        return nothing
    child = leads.parent != NOBODY
    again = lognormal_ms(
        leads, Decision.BUYS_AGAIN_TIME, lognormal(existing.buys_again_after_days, DAY_MS), child & leads.after_win
    )
    back = lognormal_ms(leads, Decision.WON_BACK_TIME, lognormal(existing.won_back_after_days, DAY_MS), child & ~leads.after_win)
    return np.where(child, np.where(leads.after_win, again, back), nothing)
