"""From the first attempt to the sale: contacts, leads given up, sales stages, and leads that follow from leads."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import DAY_MS, MINUTE_MS
from quickscan.simulation.compile import MOST_ATTEMPTS, CompiledModel, Lognormal, lognormal
from quickscan.simulation.draws import Decision
from quickscan.simulation.fates import Fates, SmallArray, channel_values
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY, Leads
from quickscan.simulation.streams.durations import (
    MOST_IN_32_BITS,
    WORK,
    Work,
    beta_quantiles,
    lognormal_column,
    lognormal_ms,
    work_ms,
)
from quickscan.simulation.streams.filling import Column
from quickscan.simulation.streams.intake import until_ripe_ms

IntArray = NDArray[np.int64]
Flags = NDArray[np.bool_]

FIRST_CONTACTS = Decision.CONTACT_TIME, Decision.CONTACT_TIME + MOST_ATTEMPTS
"""The decisions about the first attempts of both pursuits; those about the others follow."""
UNREACHED = 0
"""The attempt at which a lead is reached that never is."""
LATE = float(np.iinfo(np.int8).max)
"""An attempt that is never made, as are all from this one on."""


def attempts_planned(model: CompiledModel, leads: Leads) -> SmallArray:
    """Contact attempts that each lead gets at most."""
    thresholds = model.attempt_thresholds
    planned = leads.column(("attempts", thresholds.tobytes()), np.dtype(np.int8))
    missing = np.flatnonzero(planned == 0)
    if len(missing):
        found = np.searchsorted(thresholds, leads.draw_of(missing, Decision.ATTEMPTS), side="right") + 1
        planned[missing] = np.minimum(found, len(thresholds))
    return planned


def attempt_reached_at(model: CompiledModel, leads: Leads, planned: SmallArray, pursuit: int) -> SmallArray:
    """The attempt at which each lead is reached in a pursuit, or UNREACHED.

    The number of attempts until the first success with a constant chance p is geometric: ceil(log(1 - u) / log(1 - p)). The
    chance differs between prospects (beta distribution), otherwise the benefit of more attempts would be overstated.
    """
    if not model.harm.waiting_costs_sales:  # in the deck calibration nobody is lost for want of attempts
        return planned
    first = _first_success(model, leads, (Decision.REACHED, Decision.REACHED_AGAIN)[pursuit])
    return np.where((first <= planned) & ~_out_of_reach(model, leads), first, np.int8(UNREACHED))


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
    missing = np.flatnonzero(attempt == 0)
    if len(missing):
        chance = beta_quantiles(leads.draw_of(missing, Decision.CONTACT_CHANCE), *shape)
        with np.errstate(divide="ignore", invalid="ignore"):  # a chance of 0: never
            first = np.ceil(np.log1p(-leads.draw_of(missing, decision)) / np.log1p(-chance))
        attempt[missing] = np.minimum(np.where(chance > 0.0, np.maximum(first, 1.0), LATE), LATE)
    return attempt


def contact_ms(
    model: CompiledModel, leads: Leads, pursued: Sequence[Flags], planned: SmallArray, reached_at: Sequence[SmallArray]
) -> Work:
    """Lead x attempt of all pursuits: work for it; a seller who qualifies by himself needs longer for the first one.

    By pursuit: the leads of it, and the attempt at which each is reached.
    """
    most, decisions = len(model.attempt_thresholds), list[tuple[int, Lognormal, Flags]]()
    for first, those, reached in zip(FIRST_CONTACTS, pursued, reached_at, strict=False):
        made = np.where(reached == UNREACHED, planned, reached)
        decisions += [(first + attempt, model.contact, those & (made > attempt)) for attempt in range(most)]
    work = work_ms(leads, ("contact", most, len(pursued), model.contact), decisions)
    direct = model.process.qualification.direct_minutes if model.rules.settings.direct else None
    if direct is not None:
        slower = MINUTE_MS / model.process.dealers.share_of_time_for_leads
        longer = work[0] + lognormal_ms(leads, Decision.DIRECT_WORK, lognormal(direct, slower), pursued[0])
        work = np.concatenate([np.minimum(longer, MOST_IN_32_BITS).astype(WORK)[np.newaxis], work[1:]])
    return work.T


def recycled_ms(model: CompiledModel, leads: Leads, fates: Fates, given_up: Flags) -> IntArray:
    """Until nurture brings back a lead that was given up; 0 where it is not, nobody tells it, or it may not."""
    share = model.process.nurture.recycled_share
    if share == 0.0 or not model.harm.waiting_costs_sales:
        return np.zeros(len(leads.channel), dtype=np.int64)
    known = given_up & fates.consent & leads.below(Decision.RECYCLED, share)
    return until_ripe_ms(model, leads, Decision.RECYCLED_TIME, known)


def stage_work_ms(model: CompiledModel, leads: Leads, fates: Fates) -> Work:
    """Lead x stage: work of a seller; 0 where a stage takes none."""
    sold_to = fates.goes_beyond("follow_up")
    decisions = [
        (Decision.STAGE_WORK + number, stage.work, sold_to & (fates.stages_entered > number))
        for number, stage in enumerate(model.stages)
    ]
    return work_ms(leads, ("stage work", *(stage.work for stage in model.stages)), decisions).T


def stage_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Lead x stage: its part of the sales cycle."""
    sold_to = fates.goes_beyond("follow_up") & (fates.stages_entered > 0)
    cycle = lognormal_column(leads, Decision.SALES_CYCLE, model.sales_cycle, sold_to)
    if len(model.stages) == 1:
        return cycle.astype(np.int64)[:, np.newaxis]
    parts = np.empty((len(model.stages), len(cycle)), dtype=np.int64)
    for part, stage in zip(parts, model.stages, strict=True):
        _put_part(part, cycle, stage.cycle_share)
    return parts.T


@njit
def _put_part(part: IntArray, cycle: Column, share: float) -> None:
    for lead in range(len(part)):
        part[lead] = int(cycle[lead] * share) + 1


def children(leads: Leads, after_win: bool) -> IntArray:
    """The lead that follows a sale, or a loss, for each lead; NOBODY where none does."""
    child = np.full(len(leads.channel), NOBODY)
    follow = np.flatnonzero((leads.parent != NOBODY) & (leads.after_win == after_win))
    child[leads.parent[follow]] = follow
    return child


def child_ms(model: CompiledModel, leads: Leads) -> IntArray:
    """For leads made by the process: from the end of their parent until they come in."""
    until = np.zeros(len(leads.channel), dtype=np.int64)
    child = leads.parent != NOBODY
    existing = model.process.existing_customers
    if existing is None or not child.any():
        return until
    for decision, after_days, follows in (
        (Decision.BUYS_AGAIN_TIME, existing.buys_again_after_days, child & leads.after_win),
        (Decision.WON_BACK_TIME, existing.won_back_after_days, child & ~leads.after_win),
    ):
        until[follows] = lognormal_column(leads, decision, lognormal(after_days, DAY_MS), follows)[follows]
    return until
