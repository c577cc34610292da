"""Who comes, who would buy, and which gate loses whom: everything about a lead that does not depend on queues.

In the deck calibration waiting costs no sale, so this alone decides what becomes of a lead. The engines add when it happens, and
what resources are used on the way. Sales of many variants can therefore be counted from here without running a queue.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process import GATE_PLACES, OUTCOMES
from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision, gate_decision, uniforms

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOWHERE = -1
"""Place and cause of a lead that no gate loses."""
CHANNEL_BITS = 32
GENERATION = GATE_PLACES.index("generation")


@dataclass(frozen=True)
class Leads:
    """The leads of one replication in the order of (created, channel, index), one array entry per lead."""

    seed: int
    replication: int
    channel: IntArray
    index: IntArray
    """Number of the lead within its channel; channel and index together are its identity."""
    created_ms: IntArray
    would_buy: Flags
    """Whether the lead buys if no cause loses it."""

    @property
    def order(self) -> IntArray:
        """The lead's rank among events at the same time: its identity in one number."""
        return (self.channel << CHANNEL_BITS) + self.index

    def draw(self, decision: int) -> FloatArray:
        """One number in (0, 1) for each lead."""
        return uniforms(self.seed, self.replication, self.channel, self.index, decision)


@dataclass(frozen=True)
class Fates:
    """What becomes of each lead."""

    outcome: IntArray
    """Index into OUTCOMES."""
    place: IntArray
    """Where a gate loses it, as an index into GATE_PLACES, or NOWHERE."""
    cause: IntArray
    """The cause of that gate, or NOWHERE."""


GateDraws = Mapping[int, FloatArray]
"""Decision to one draw per lead. The draws do not depend on severities, so variants share them."""


def deal_leads(model: CompiledModel, seed: int, replication: int) -> Leads:
    """All leads of one replication: a Poisson process with hourly rates for each channel, by inversion of its cumulated rate."""
    times = [_arrivals_ms(model, number, seed, replication) for number in range(len(model.channels))]
    channel = np.concatenate([np.full(len(of_channel), number, dtype=np.int64) for number, of_channel in enumerate(times)])
    index = np.concatenate([np.arange(len(of_channel), dtype=np.int64) for of_channel in times])
    created_ms = np.concatenate(times)
    order = np.lexsort((index, channel, created_ms))
    channel, index, created_ms = channel[order], index[order], created_ms[order]
    would_buy = uniforms(seed, replication, channel, index, Decision.WOULD_BUY) < model.potential_closing_rate[channel]
    return Leads(seed, replication, channel, index, created_ms, would_buy)


def draw_gates(model: CompiledModel, leads: Leads) -> GateDraws:
    """A draw for every gate. Each gate has its own, so gates are independent."""
    return {(decision := gate_decision(gate.place, gate.cause)): leads.draw(decision) for gate in model.gates}


def decide_fates(model: CompiledModel, leads: Leads, draws: GateDraws) -> Fates:
    """The first gate that loses each lead, and so the outcome. Whoever would never have bought is no loss."""
    place, cause = np.full(len(leads.channel), NOWHERE), np.full(len(leads.channel), NOWHERE)
    for gate in model.gates:
        hit = (draws[gate_decision(gate.place, gate.cause)] < gate.loss[leads.channel]) & (place == NOWHERE)
        place[hit], cause[hit] = gate.place, gate.cause
    outcome = np.select(
        [~leads.would_buy, place == NOWHERE, place == GENERATION],
        [OUTCOMES.index("natural"), OUTCOMES.index("won"), OUTCOMES.index("missed")],
        OUTCOMES.index("lost"),
    )
    return Fates(outcome.astype(np.int64), place, cause)


def _arrivals_ms(model: CompiledModel, number: int, seed: int, replication: int) -> IntArray:
    cumulated = np.concatenate([[0.0], np.cumsum(model.leads_per_year[number] * model.hourly_weight[number])])
    expected = float(cumulated[-1])
    enough = math.ceil(expected + 8.0 * math.sqrt(expected) + 20.0)  # eight standard deviations: never too few in practice
    index = np.arange(enough, dtype=np.int64)
    gaps = -np.log(uniforms(seed, replication, np.full(enough, number), index, Decision.ARRIVAL_GAP))
    operational = np.cumsum(gaps)
    hours = np.interp(operational[operational < expected], cumulated, np.arange(len(cumulated), dtype=np.float64))
    return np.asarray(np.floor(hours * HOUR_MS), dtype=np.int64)
