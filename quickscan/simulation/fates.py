"""What is decided about a lead beforehand: what kind of inquiry it is, which gate stops it, and its chance to buy at the end.

Nothing here depends on queues. In the deck calibration waiting costs no sale, so this alone decides what becomes of a lead; the
engines add when it happens and what it costs. By evidence they also decide who is reached, when, and by whom.
"""

from dataclasses import dataclass
from typing import NamedTuple

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
    _stop_naturally(exit_at, cause, _natural(model, leads, suitable, duplicate, unripe, consent))
    _without_the_never_attracted(model, leads, exit_at, cause)
    entered, passed = _stages(model, leads, suitable)
    chance, certain = _chances(model, leads, passed)
    return Fates(
        suitable=suitable,
        unripe=unripe,
        consent=consent,
        exit_at=exit_at,
        cause=cause,
        stages_entered=entered,
        chance=chance,
        would_buy=passed & leads.below(Decision.WOULD_BUY, model.stages[-1].pass_share),
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


class Natural(NamedTuple):
    """Why leads are stopped although that is no loss: found by a check, rejected rightly, or never ready to buy again."""

    duplicate: Flags
    unsuitable: Flags
    duplicate_found: Flags
    unsuitable_found: Flags
    rejected: Flags
    """Whom qualification would reject if unsuitable."""
    unripe: Flags
    consent: Flags
    stays_unripe: Flags
    """Who would not be ready to buy again where the client looks after it."""
    stays_unripe_alone: Flags


def _natural(model: CompiledModel, leads: Leads, suitable: Flags, duplicate: Flags, unripe: Flags, consent: Flags) -> Natural:
    process, nobody = model.process, np.zeros(len(leads.channel), dtype=np.bool_)
    is_central, ripens = process.qualification.place == "central", model.harm.waiting_costs_sales
    returns, alone = model.harm.returns_share, process.nurture.returns_alone_share
    passed_share = model.harm.unsuitable_passed_share
    return Natural(
        duplicate,
        ~suitable & ~duplicate,
        leads.below(Decision.FOUND_BY_CHECK, process.validation.duplicates_found_share),
        leads.below(Decision.FOUND_BY_CHECK, process.validation.unsuitable_found_share),
        ~leads.below(Decision.UNSUITABLE_PASSED, passed_share) if is_central else nobody,
        unripe,
        consent,
        ~leads.below(Decision.RETURNS, returns) if ripens else nobody,
        ~leads.below(Decision.RETURNS, alone) if ripens else nobody,
    )


@njit
def _stop_naturally(exit_at: SmallArray, cause: SmallArray, of: Natural) -> None:
    """Where a lead is stopped although that is no loss, unless a cause has stopped it before."""
    for lead in range(len(exit_at)):
        natural = NEVER
        if (of.duplicate[lead] and of.duplicate_found[lead]) or (of.unsuitable[lead] and of.unsuitable_found[lead]):
            natural = HANDED_TO_QUALIFICATION
        elif of.unsuitable[lead] and of.rejected[lead]:
            natural = QUALIFICATION
        elif of.unripe[lead] and (of.stays_unripe[lead] if of.consent[lead] else of.stays_unripe_alone[lead]):
            natural = RIPENESS
        if natural <= exit_at[lead]:
            exit_at[lead], cause[lead] = natural, NOWHERE


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


def _chances(model: CompiledModel, leads: Leads, passed: Flags) -> tuple[FloatArray, FloatArray]:
    """The chance of each lead to get past the last stage, 0 for who has not passed those before; and the same if everybody were
    followed up. It is smaller for those with whom nobody follows up."""
    number, stage = len(model.stages) - 1, model.stages[-1]
    chance, certain = np.zeros(len(passed)), np.zeros(len(passed))
    followed = passed if stage.without_follow_up_factor == 1.0 else _followed_up(model, leads, number)
    _put_chances(chance, certain, leads.channel, passed, followed, stage.pass_share, stage.without_follow_up_factor)
    return chance, certain


@njit
def _put_chances(
    chance: FloatArray,
    certain: FloatArray,
    channel: NDArray[np.int64],
    passed: Flags,
    followed: Flags,
    share: FloatArray,
    without_follow_up_factor: float,
) -> None:
    for lead in range(len(chance)):
        if passed[lead]:
            certain[lead] = share[channel[lead]]
            chance[lead] = certain[lead] if followed[lead] else certain[lead] * without_follow_up_factor
