"""From the inquiry to the hand-over to sales: capture, calls, handling, ripening, transfer."""

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS
from quickscan.simulation.compile import CompiledModel, Lognormal, lognormal
from quickscan.simulation.draws import Decision
from quickscan.simulation.fates import Fates, channel_values
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY, Leads
from quickscan.simulation.streams.durations import exponential_ms, lognormal_column, lognormal_ms, uniform_ms

IntArray = NDArray[np.int64]
Flags = NDArray[np.bool_]


def put_first(model: CompiledModel, leads: Leads, fates: Fates) -> Flags:
    """Whom scoring puts first in every queue."""
    scoring = model.process.qualification
    hits = leads.below(Decision.SCORE, scoring.score_hits_share)
    misses = leads.below(Decision.SCORE, scoring.score_misses_share)
    return np.where(fates.suitable, hits, misses)


def capture_ms(model: CompiledModel, leads: Leads) -> IntArray:
    """From coming in until being in the system: waiting for the next list, and what scattered media add."""
    channels = model.process.channels
    every_ms = np.array([entry.capture_every_days if entry.capture == "in_batches" else 0 for entry in channels]) * DAY_MS
    added_ms = round(model.harm.capture_delay_hours * HOUR_MS)
    slower_ms = np.array([0 if entry.capture == "automatic" else added_ms for entry in channels])
    capture = np.zeros(len(leads.channel), dtype=np.int64)
    if every_ms.any() or slower_ms.any():
        _put_capture(capture, leads.channel, leads.parent, leads.created_ms, every_ms, slower_ms)
    return capture


@njit
def _put_capture(
    capture: IntArray, channel: IntArray, parent: IntArray, created_ms: IntArray, every_ms: IntArray, slower_ms: IntArray
) -> None:
    for lead in range(len(capture)):
        if parent[lead] == NOBODY:
            interval_ms = every_ms[channel[lead]]
            wait_ms = -created_ms[lead] % interval_ms if interval_ms > 0 else 0
            capture[lead] = wait_ms + slower_ms[channel[lead]]


def telephones(model: CompiledModel, leads: Leads) -> Flags:
    """Who must be answered at once. Nobody is called by a lead that the process itself makes."""
    inbound = channel_values(model.process.channels, "inbound_call")[leads.channel] > 0.0
    return np.asarray(inbound & (leads.parent == NOBODY))


def callers_caught(model: CompiledModel, leads: Leads) -> Flags:
    """Whose call a partner answers if nobody here can."""
    return leads.below(Decision.OVERFLOW, model.process.call_centre.overflow_share)


def callers_gone(model: CompiledModel, leads: Leads) -> Flags:
    """Who does not try again after a call that nobody answered; in the deck calibration everybody does."""
    share = model.process.call_centre.failed_call_gone_share if model.harm.waiting_costs_sales else 0.0
    return leads.below(Decision.CALLER_GONE, share)


def call_again_ms(model: CompiledModel, leads: Leads) -> IntArray:
    """Until the others call again."""
    again = lognormal(model.process.call_centre.call_again_hours, HOUR_MS)
    return lognormal_ms(leads, Decision.CALL_AGAIN_TIME, again, telephones(model, leads))


def handling_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Work of the call centre, typing included."""
    handled = fates.goes_beyond("handed_to_qualification")
    work = lognormal_ms(leads, Decision.HANDLING_TIME, model.handling, handled)
    for duration, channels in _typing(model).items():
        typed = handled & channels[leads.channel]
        np.add(work, lognormal_column(leads, Decision.CAPTURE_WORK, duration, typed), out=work, where=typed)
    return work


def _typing(model: CompiledModel) -> dict[Lognormal, Flags]:
    """How long it takes to type a lead in, and on which channels."""
    channels, found = model.process.channels, dict[Lognormal, Flags]()
    for number, channel in enumerate(channels):
        if channel.capture_minutes is not None and channel.capture != "automatic":
            duration = lognormal(channel.capture_minutes, MINUTE_MS)
            found.setdefault(duration, np.zeros(len(channels), dtype=np.bool_))[number] = True
    return found


def handling_again_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Work of the call centre on those who come back ripe."""
    return lognormal_ms(leads, Decision.HANDLING_AGAIN_TIME, model.handling, fates.unripe & fates.goes_beyond("ripeness"))


def ripening_ms(model: CompiledModel, leads: Leads, fates: Fates) -> IntArray:
    """Until an unripe lead comes back; ripeness is noticed at the next touch of the programme."""
    return until_ripe_ms(model, leads, Decision.RIPENING_TIME, fates.unripe)


def until_ripe_ms(model: CompiledModel, leads: Leads, decision: Decision, unripe: Flags) -> IntArray:
    """Ripening and the wait for the next touch; 0 for all who need neither."""
    nurture = model.process.nurture
    mean_ms, most_ms = nurture.ripening_days_mean * DAY_MS, nurture.ripening_days_most * DAY_MS
    ripening = exponential_ms(leads, decision, mean_ms, unripe, most_ms)
    until = ripening + uniform_ms(leads, Decision.TOUCH_TIME, nurture.touch_every_days * DAY_MS, unripe)
    return np.where(unripe, until, 0)


def transfer_ms(model: CompiledModel, leads: Leads) -> IntArray:
    """Delay between the systems."""
    everybody = np.ones(len(leads.channel), dtype=np.bool_)
    return uniform_ms(leads, Decision.TRANSFER_DELAY, model.harm.transfer_delay_hours * HOUR_MS, everybody)
