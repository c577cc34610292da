"""What the nine causes do at some severities: gates where leads die, delays where they wait, and habits of the outlets.

Both calibrations end in the same numbers. The deck has gates only; by evidence the gates are smaller and delays, queues and poor
habits do the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, DeckCalibration, Gate, GatePlace
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class CompiledGate:
    """A gate as numbers."""

    place: int
    """Index in GATE_PLACES."""
    cause: int
    """Index in the list of causes."""
    loss: FloatArray
    """Chance to lose a lead, by channel."""
    only_unripe: bool = False
    """Whether it is for leads that are not ready to buy yet."""


@dataclass(frozen=True)
class Harm:
    """What the causes do to leads; the defaults are harmless."""

    gates: tuple[CompiledGate, ...]
    """In the order a lead passes them."""
    attracted: FloatArray
    """Inquiries that come in, by channel, as a multiple of those that would with the best budget."""
    capture_delay_hours: float = 0.0
    """Delay of capture on channels that do not record by themselves."""
    transfer_delay_hours: float = 0.0
    """The longest delay between the systems; evenly spread from 0."""
    unsuitable_passed_share: float = 1.0
    """The share of unsuitable leads that qualification passes on."""
    orphaned_share: float = 0.0
    """The share of leads left without an owner at the last hand-over: those whom its gate does not stop are found by a review."""
    misrouted_share: float = 0.0
    """The share misrouted: those whom its gate does not stop are corrected late."""
    stuck_share: float = 0.0
    """The share that gets stuck after assignment: those whom its gate does not stop are found by a review."""
    ignored_share: float = 0.0
    """The share that an outlet never takes up, before experience and load."""
    slow_share: float = 1.0
    """The share of leads that meet somebody who does not react at once."""
    poor_attempts_share: float = 0.0
    """The share of leads followed up as poorly as can be; the others get the best number of attempts."""
    returns_share: float = 1.0
    """The share of unripe leads that come back."""
    yield_without_causes: float = 1.0
    """Sales if no cause strikes, over what closing rates say if everybody were answered at once and reached."""
    waiting_costs_sales: bool = False
    """Whether delays, contact attempts and load decide over sales; if not, gates alone do."""


def deck_harm(process: LeadProcess, calibration: DeckCalibration, knowledge: Knowledge, severity: Mapping[str, float]) -> Harm:
    """Gates that each lose severity x cap."""
    gates = [
        gate_of(
            entry.cause, place, _at_one_place(weighted_losses(entry.channel_weights, process, loss), len(entry.places)), knowledge
        )
        for entry in calibration.gates
        for loss in (severity.get(entry.cause, 0.0) * knowledge.caps[entry.cause],)
        for place in entry.places
    ]
    return Harm(
        gates=in_passing_order(gates),
        attracted=np.ones(len(process.channels)),
        unsuitable_passed_share=process.qualification.unsuitable_passed_share,
        slow_share=process.acceptance.slow_share,
    )


def gate_of(cause: str, place: GatePlace, loss: FloatArray, knowledge: Knowledge, only_unripe: bool = False) -> CompiledGate:
    """A gate of a cause at a place."""
    return CompiledGate(GATE_PLACES.index(place), knowledge.cause_ids.index(cause), loss, only_unripe)


def in_passing_order(gates: list[CompiledGate]) -> tuple[CompiledGate, ...]:
    """Gates in the order a lead passes them."""
    return tuple(sorted(gates, key=lambda gate: (gate.place, gate.cause)))


def gate_losses(gate: Gate, process: LeadProcess, loss: float) -> FloatArray:
    """The chance by channel that a cause loses a lead at all its places together, so that it costs `loss` of all sales."""
    return weighted_losses(gate.channel_weights, process, loss)


def weighted_losses(channel_weights: Mapping[str, float], process: LeadProcess, loss: float) -> FloatArray:
    """Chances by channel in proportion to weights that together cost `loss` of all sales.

    The weights are scaled to a mean of 1 over would-be sales, not over inquiries: only then is the share of sales lost exactly
    severity times cap when channels close at different rates. A chance above 1 is clipped and the rest made up elsewhere.
    """
    weights = np.array([channel_weights.get(channel.channel, 1.0) for channel in process.channels])
    sales = np.array([entry.leads_per_year * entry.volume_factor * entry.potential_closing_rate for entry in process.channels])
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


def _at_one_place(loss: FloatArray, places: int) -> FloatArray:
    """The chance at each of several places that together lose as much as one gate would: 1 - (1 - q)^n = loss."""
    return np.asarray(1.0 - (1.0 - loss) ** (1.0 / places))
