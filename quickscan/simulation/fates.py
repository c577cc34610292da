"""What is decided about a lead beforehand: what kind of inquiry it is, which gate stops it, and its chance to buy at the end.

Nothing here depends on queues. In the deck calibration waiting costs no sale, so this alone decides what becomes of a lead; the
engines add when it happens and what it costs. By evidence they also decide who is reached, when, and by whom.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.domain.process import ProcessChannel
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.draws import Decision, gate_decision
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY, Bits, Leads

SmallArray = NDArray[np.int8]
"""Whole numbers that fit into a byte: there are few places, causes and stages, and a byte is compared eight times as fast."""
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOWHERE = -1
"""Place and cause of a lead that no cause stops."""
NEVER = len(GATE_PLACES)
"""The exit of a lead that goes all the way."""
GENERATION, HANDED_TO_QUALIFICATION, QUALIFICATION, RIPENESS = (
    GATE_PLACES.index(place) for place in ("generation", "handed_to_qualification", "qualification", "ripeness")
)


@dataclass(frozen=True, eq=False)
class Fates:
    """What is decided about each lead beforehand."""

    suitable: Flags
    """Neither a duplicate nor unsuitable."""
    unripe: Flags
    """Suitable, but not ready to buy yet."""
    consent: Flags
    """May be approached again later."""
    exit_at: SmallArray
    """Where its way is stopped, as an index into GATE_PLACES, or NEVER."""
    cause: SmallArray
    """The cause that stops it, or NOWHERE where it is no loss that it is stopped."""
    stages_entered: SmallArray
    """Sales stages it goes through once it is reached."""
    chance: FloatArray
    """Its chance to buy once it has passed all stages; 0 where it drops out in one of them."""
    would_buy: Flags
    """Whether it buys if nothing costs sales."""
    would_buy_chance: FloatArray
    """The chance of that before the last draw."""

    def goes_beyond(self, place: GatePlace) -> Flags:
        """Which leads its fate lets past a place."""
        return np.asarray(self.exit_at > GATE_PLACES.index(place))

    @property
    def place(self) -> SmallArray:
        """The place where a cause stops it, or NOWHERE."""
        return np.where(self.cause == NOWHERE, NOWHERE, self.exit_at)


def decide_fates(model: CompiledModel, leads: Leads) -> Fates:
    """The fates of all leads of a replication."""
    suitable, duplicate = _kinds(model, leads)
    unripe = suitable & leads.below(Decision.UNRIPE, _by_channel(model, "unripe_share"))
    consent = leads.below(Decision.CONSENT, _by_channel(model, "consent_share"))
    exit_at, cause = _first_gate(model, leads, unripe & consent)
    natural = _natural_exit(model, leads, suitable, duplicate, unripe, consent)
    cause = np.where(natural <= exit_at, NOWHERE, cause)
    exit_at = np.minimum(natural, exit_at)
    _without_the_never_attracted(model, leads, exit_at, cause)
    entered, passed = _stages(model, leads, suitable)
    last = model.stages[-1]
    certain = np.where(passed, last.pass_share[leads.channel], 0.0)
    return Fates(
        suitable=suitable,
        unripe=unripe,
        consent=consent,
        exit_at=exit_at,
        cause=cause,
        stages_entered=entered,
        chance=np.where(passed, _stage_chance(model, leads, len(model.stages) - 1), 0.0),
        would_buy=passed & leads.below(Decision.WOULD_BUY, last.pass_share),
        would_buy_chance=certain,
    )


def _by_channel(model: CompiledModel, field: str) -> FloatArray:
    return channel_values(model.process.channels, field)


def channel_values(channels: tuple[ProcessChannel, ...], field: str) -> FloatArray:
    """A value of each channel."""
    return np.array([float(getattr(channel, field)) for channel in channels])


def _kinds(model: CompiledModel, leads: Leads) -> tuple[Flags, Flags]:
    """Suitable and duplicate. Who comes again after a sale or a loss is known and suitable."""
    duplicate_share = _by_channel(model, "duplicate_share")
    own = leads.parent == NOBODY
    duplicate = own & leads.below(Decision.KIND, duplicate_share)
    neither = ~(own & leads.below(Decision.KIND, duplicate_share + _by_channel(model, "unsuitable_share")))
    return neither & ~duplicate, duplicate


def _all(leads: Leads, number: int) -> SmallArray:
    return np.full(len(leads.channel), number, dtype=np.int8)


def _first_gate(model: CompiledModel, leads: Leads, unripe: Flags) -> tuple[SmallArray, SmallArray]:
    """The first gate that stops each lead. Each gate has a draw of its own, so gates are independent."""
    place, cause = _all(leads, NEVER), _all(leads, NOWHERE)
    gates = [gate for gate in model.harm.gates if gate.loss.any()]
    if gates:
        hit = np.stack([leads.bits_below(gate_decision(gate.place, gate.cause), gate.loss) for gate in gates])
        rows = np.array([(gate.place, gate.cause, gate.only_unripe) for gate in gates], dtype=np.int8)
        _stop(place, cause, rows, hit, np.packbits(unripe))
    return place, cause


@njit
def _stop(place: SmallArray, cause: SmallArray, gates: SmallArray, hit: Bits, unripe: Bits) -> None:
    """Each lead at the first gate that hits it: eight leads at a time, of whom most are hit nowhere."""
    for byte in range(len(unripe)):
        going = 0xFF
        for gate in range(len(gates)):
            stopped = hit[gate, byte] & going
            if gates[gate, 2]:
                stopped &= unripe[byte]
            if stopped:
                going &= ~stopped
                for bit in range(8):
                    if stopped & (0x80 >> bit):
                        place[8 * byte + bit], cause[8 * byte + bit] = gates[gate, 0], gates[gate, 1]


def _natural_exit(
    model: CompiledModel, leads: Leads, suitable: Flags, duplicate: Flags, unripe: Flags, consent: Flags
) -> SmallArray:
    """Where a lead is stopped although that is no loss: found by a check, rejected rightly, or never ready to buy again."""
    process, exit_at = model.process, _all(leads, NEVER)
    if model.harm.waiting_costs_sales:
        nurture = process.nurture
        looked_after = leads.below(Decision.RETURNS, model.harm.returns_share)
        alone = leads.below(Decision.RETURNS, nurture.returns_alone_share)
        np.copyto(exit_at, RIPENESS, where=unripe & ~np.where(consent, looked_after, alone))
    unsuitable = ~suitable & ~duplicate
    if process.qualification.place == "central":
        rejected = unsuitable & ~leads.below(Decision.UNSUITABLE_PASSED, model.harm.unsuitable_passed_share)
        np.copyto(exit_at, QUALIFICATION, where=rejected)
    duplicates_found = leads.below(Decision.FOUND_BY_CHECK, process.validation.duplicates_found_share)
    unsuitable_found = leads.below(Decision.FOUND_BY_CHECK, process.validation.unsuitable_found_share)
    np.copyto(exit_at, HANDED_TO_QUALIFICATION, where=(duplicate & duplicates_found) | (unsuitable & unsuitable_found))
    return exit_at


def _without_the_never_attracted(model: CompiledModel, leads: Leads, exit_at: SmallArray, cause: SmallArray) -> None:
    """Stop leads of a volume that is not there as it is: their money went to other channels."""
    if np.all(leads.most <= model.inflow.harmed):
        return
    gone = ~leads.attracted(model.inflow.harmed)
    np.copyto(exit_at, GENERATION, where=gone)
    np.copyto(cause, model.causes.index("marketing_not_visible"), where=gone)


def _stages(model: CompiledModel, leads: Leads, suitable: Flags) -> tuple[SmallArray, Flags]:
    """Stages entered, and whether all but the last are passed."""
    entered, passed = suitable.astype(np.int8), suitable.copy()
    for number in range(len(model.stages) - 1):
        passed &= _gets_past(model, leads, number)
        entered += passed
    return entered, passed


def _gets_past(model: CompiledModel, leads: Leads, number: int) -> Flags:
    """Who gets past a stage; fewer of those with whom nobody follows up."""
    stage, decision = model.stages[number], Decision.STAGE_PASSED + number
    past = leads.below(decision, stage.pass_share)
    if stage.without_follow_up_factor == 1.0:
        return past
    return np.where(
        _followed_up(model, leads, number), past, leads.below(decision, stage.pass_share * stage.without_follow_up_factor)
    )


def _followed_up(model: CompiledModel, leads: Leads, number: int) -> Flags:
    return leads.below(Decision.STAGE_FOLLOWED_UP + number, model.stages[number].followed_up_share)


def _stage_chance(model: CompiledModel, leads: Leads, number: int) -> FloatArray:
    """The chance of each lead to get past a stage; it is smaller for those with whom nobody follows up."""
    stage = model.stages[number]
    chance = stage.pass_share[leads.channel]
    if stage.without_follow_up_factor == 1.0:
        return chance
    return np.where(_followed_up(model, leads, number), chance, chance * stage.without_follow_up_factor)
