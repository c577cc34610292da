"""A lead process, a calibration and nine severities become one frozen model of numbers that every engine runs."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import GATE_PLACES, ArrivalPattern, DeckCalibration, Gate, LeadProcess, Spread
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS, Calendar, make_calendar

FloatArray = NDArray[np.float64]

YEAR_DAYS = 364
"""The simulated year: 52 whole weeks, so that every weekday counts the same."""
DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
NORMAL_P90 = 1.2815515655446004
"""The 90th percentile of the standard normal distribution."""


@dataclass(frozen=True)
class Lognormal:
    """A lognormal duration in milliseconds: exp(mu + sigma x standard normal)."""

    mu: float
    sigma: float


@dataclass(frozen=True)
class CompiledGate:
    """A gate as numbers."""

    place: int
    """Index in GATE_PLACES."""
    cause: int
    """Index in the list of causes."""
    loss: FloatArray
    """Chance to lose a lead, by channel."""


@dataclass(frozen=True)
class CompiledModel:
    """All an engine needs to know: indices instead of names, milliseconds instead of hours. Names are kept for the way back."""

    channels: tuple[str, ...]
    causes: tuple[str, ...]
    leads_per_year: FloatArray
    """By channel."""
    potential_closing_rate: FloatArray
    """By channel."""
    hourly_weight: FloatArray
    """Channel x hour from the start of time: relative arrival rate; the measured year of a channel sums to 1."""
    gates: tuple[CompiledGate, ...]
    """In the order a lead passes them."""
    agents: int
    sellers_by_outlet: tuple[int, ...]
    call_centre_calendar: Calendar
    dealer_calendar: Calendar
    handling: Lognormal
    assignment_delay: Lognormal
    reaction: Lognormal
    contact: Lognormal
    sales_cycle: Lognormal
    attempt_thresholds: FloatArray
    """Cumulated shares of leads that get at most one, two, three ... attempts."""
    attempt_spacing_ms: int
    warm_up_ms: int
    horizon_ms: int
    """The end of the last day on which leads come in."""


def compile_model(
    process: LeadProcess, calibration: DeckCalibration, knowledge: Knowledge, severity: Mapping[str, float]
) -> CompiledModel:
    """The model of a process at some severities (cause id to 0..1; causes left out are 0)."""
    volumes = np.array([channel.leads_per_year for channel in process.channels])
    closing = np.array([channel.potential_closing_rate for channel in process.channels])
    horizon_days = process.warm_up_days + YEAR_DAYS
    dealers, call_centre = process.dealers, process.call_centre
    return CompiledModel(
        channels=tuple(channel.channel for channel in process.channels),
        causes=knowledge.cause_ids,
        leads_per_year=volumes,
        potential_closing_rate=closing,
        hourly_weight=np.array([_hourly_weights(process, channel.pattern, horizon_days) for channel in process.channels]),
        gates=_compile_gates(process, calibration, knowledge, severity),
        agents=call_centre.agents,
        sellers_by_outlet=_spread_evenly(dealers.sellers, dealers.outlets),
        call_centre_calendar=make_calendar(call_centre.opening_hours),
        dealer_calendar=make_calendar(dealers.opening_hours),
        handling=_lognormal(call_centre.handling_minutes, MINUTE_MS),
        assignment_delay=_lognormal(process.assignment_delay_hours, HOUR_MS),
        reaction=_lognormal(dealers.reaction_hours, HOUR_MS),
        contact=_lognormal(dealers.contact_minutes, MINUTE_MS),
        sales_cycle=_lognormal(process.sales_cycle_days, DAY_MS),
        attempt_thresholds=np.cumsum(dealers.attempt_shares),
        attempt_spacing_ms=round(dealers.attempt_spacing_hours * HOUR_MS),
        warm_up_ms=process.warm_up_days * DAY_MS,
        horizon_ms=horizon_days * DAY_MS,
    )


def gate_losses(gate: Gate, process: LeadProcess, loss: float) -> FloatArray:
    """The chance by channel that a cause loses a lead at all its places together, so that it costs `loss` of all sales.

    The weights are scaled to a mean of 1 over would-be sales, not over inquiries: only then is the share of sales lost exactly
    severity times cap when channels close at different rates. A chance above 1 is clipped and the rest made up elsewhere.
    """
    weights = np.array([gate.channel_weights.get(channel.channel, 1.0) for channel in process.channels])
    sales = np.array([channel.leads_per_year * channel.potential_closing_rate for channel in process.channels])
    if sales.sum() == 0.0:
        return np.full(len(weights), loss)
    clipped = np.zeros(len(weights), dtype=bool)
    for _ in weights:
        chance = np.where(clipped, 1.0, weights * _scale(weights, sales, clipped, loss))
        if not np.any(chance > 1.0):
            break
        clipped |= chance > 1.0
    return np.minimum(chance, 1.0)


def _scale(weights: FloatArray, sales: FloatArray, clipped: NDArray[np.bool_], loss: float) -> float:
    still_to_lose = loss * sales.sum() - sales[clipped].sum()
    weighted_sales = float((weights * sales)[~clipped].sum())
    return max(0.0, float(still_to_lose)) / weighted_sales if weighted_sales > 0.0 else 0.0


def _compile_gates(
    process: LeadProcess, calibration: DeckCalibration, knowledge: Knowledge, severity: Mapping[str, float]
) -> tuple[CompiledGate, ...]:
    gates = [
        CompiledGate(GATE_PLACES.index(place), knowledge.cause_ids.index(gate.cause), _at_one_place(gate, process, loss))
        for gate in calibration.gates
        for loss in (severity.get(gate.cause, 0.0) * knowledge.caps[gate.cause],)
        for place in gate.places
    ]
    return tuple(sorted(gates, key=lambda gate: (gate.place, gate.cause)))


def _at_one_place(gate: Gate, process: LeadProcess, loss: float) -> FloatArray:
    """The chance at each of several places that together lose as much as one gate would: 1 - (1 - q)^n = loss."""
    return np.asarray(1.0 - (1.0 - gate_losses(gate, process, loss)) ** (1.0 / len(gate.places)))


def _hourly_weights(process: LeadProcess, pattern_id: str, horizon_days: int) -> FloatArray:
    pattern: ArrivalPattern = next(pattern for pattern in process.arrival_patterns if pattern.id == pattern_id)
    days = np.arange(horizon_days)
    day_of_year = (days - process.warm_up_days) % YEAR_DAYS
    month = np.searchsorted(DAYS_BEFORE_MONTH, day_of_year, side="right") - 1
    day_weight = np.array(process.month_weights)[month] * np.array(pattern.weekdays)[days % 7]
    weights = np.outer(day_weight, np.array(pattern.hours)).ravel()
    return np.asarray(weights / weights[process.warm_up_days * 24 :].sum())


def _spread_evenly(sellers: int, outlets: int) -> tuple[int, ...]:
    base, more = divmod(sellers, outlets)
    return tuple(base + (outlet < more) for outlet in range(outlets))


def _lognormal(spread: Spread, unit_ms: int) -> Lognormal:
    return Lognormal(math.log(spread.median * unit_ms), math.log(spread.p90 / spread.median) / NORMAL_P90)
