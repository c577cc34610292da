"""Random numbers keyed by what they decide: (seed, replication, channel, lead, decision).

A draw is a Philox4x32-10 block (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011), never "the
next number". Adding a step or switching a policy therefore moves nobody else's draws: scenarios can be compared lead by lead.
"""

from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.jit import HAS_NUMBA, njit

Uint64Array = NDArray[np.uint64]
FloatArray = NDArray[np.float64]

LOW_WORD = np.uint64(0xFFFFFFFF)
WORD_BITS = np.uint64(32)
MULTIPLIER_0, MULTIPLIER_1 = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
WEYL_0, WEYL_1 = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
ROUNDS = 10
MANTISSA_SHIFT = np.uint64(11)
MANTISSA_UNIT = 2.0**-53
MOST = 1.0 - 2.0**-53
"""The largest number below 1: half a unit below 1 would be rounded to 1, where durations are infinite."""


class Decision(IntEnum):
    """What a draw decides. The numbers are part of every result ever published: never renumber, only add."""

    ARRIVAL_GAP = 0
    WOULD_BUY = 1
    OUTLET = 2
    HANDLING_TIME = 3
    ASSIGNMENT_DELAY = 4
    REACTION_TIME = 5
    ATTEMPTS = 6
    SALES_CYCLE = 7
    ATTRACTED = 8
    KIND = 9
    UNRIPE = 10
    CONSENT = 11
    BAD_ADDRESS = 12
    FOUND_BY_CHECK = 13
    ADDRESS_MENDED = 14
    CAPTURE_DELAY = 15
    CONTACT_TIME = 16
    """The first attempt; the others follow, one number each, up to 31."""
    CAPTURE_WORK = 32
    OVERFLOW = 33
    CALLER_GONE = 34
    CALL_AGAIN_TIME = 35
    UNSUITABLE_PASSED = 36
    SCORE = 37
    RIPENING_TIME = 38
    RETURNS = 39
    TOUCH_TIME = 40
    HANDLING_AGAIN_TIME = 41
    TRANSFER_DELAY = 42
    WRONG_OUTLET = 44
    CORRECTION_TIME = 45
    REVIEW_TIME = 48
    ORPHAN_REVIEW_TIME = 50
    STANDARD_KEPT = 51
    CONTACT_CHANCE = 52
    RECYCLED = 53
    RECYCLED_TIME = 54
    BUYS_AGAIN = 55
    BUYS_AGAIN_TIME = 56
    WON_BACK = 57
    WON_BACK_TIME = 58
    DIRECT_WORK = 59
    BURST_DAY = 60
    GATE = 64
    """The first gate; a gate's number is GATE + 16 x place + cause."""
    REACTION_GROUP = 512
    """Of the first outlet that gets a lead; one number more for each reassignment."""
    REACTION_AGAIN_TIME = 528
    """After the first reassignment; the others follow."""
    IGNORED = 544
    """By the first outlet; one number more for each reassignment."""
    STAGE_PASSED = 576
    """The first sales stage; the others follow. The last one is WOULD_BUY."""
    STAGE_WORK = 592
    """The first sales stage; the others follow."""
    STAGE_FOLLOWED_UP = 608
    """The first sales stage; the others follow."""
    REACHED = 640
    """The first contact attempt; the others follow."""
    REACHED_AGAIN = 656
    """The first contact attempt after a lead was recycled; the others follow."""
    OFFER_REACTION_TIME = 672
    """Of the first outlet to which a lead is offered; the others follow."""
    OFFER_IGNORED = 736
    """By the first outlet to which a lead is offered; the others follow."""


def gate_decision(place: int, cause: int) -> int:
    """The decision whether the gate of a cause at a place loses the lead; both counted from 0, cause below 16."""
    return int(Decision.GATE) + 16 * place + cause


@njit
def philox(c0: Any, c1: Any, c2: Any, c3: Any, k0: Any, k1: Any) -> tuple[Any, Any, Any, Any]:
    """Philox4x32-10: four counter words and two key words, 32 bits held in 64, to four random words; numbers or arrays."""
    for _ in range(ROUNDS):
        product0, product1 = MULTIPLIER_0 * c0, MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            (product1 >> WORD_BITS) ^ c1 ^ k0,
            product1 & LOW_WORD,
            (product0 >> WORD_BITS) ^ c3 ^ k1,
            product0 & LOW_WORD,
        )
        k0, k1 = (k0 + WEYL_0) & LOW_WORD, (k1 + WEYL_1) & LOW_WORD
    return c0, c1, c2, c3


class Names(NamedTuple):
    """Who draws: the two words of the seed, the replication, and by lead the number of its channel and its own."""

    key0: Any
    key1: Any
    replication: Any
    channel: Uint64Array
    lead: Uint64Array


def names_of(seed: int, replication: int, channel: NDArray[np.integer], index: NDArray[np.integer]) -> Names:
    """The names of leads in draws. `seed` may use 64 bits; `replication`, channel and index 32 bits each."""
    key = np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF)
    return Names(*key, np.uint64(replication), _as_words(channel), _as_words(index))


@njit
def uniform(names: Names, lead: int, decision: Any) -> float:
    """One number in the open interval (0, 1) for one lead."""
    high, low, _, _ = philox(names.lead[lead], decision, names.channel[lead], names.replication, names.key0, names.key1)
    return min((np.float64(((high << WORD_BITS) | low) >> MANTISSA_SHIFT) + 0.5) * MANTISSA_UNIT, MOST)


@njit
def _fill(names: Names, decision: Any, drawn: FloatArray) -> None:
    """One number per lead, one lead after the other: the way for machine code."""
    for lead in range(len(drawn)):
        drawn[lead] = uniform(names, lead, decision)


def _all_at_once(names: Names, decision: Any) -> FloatArray:
    """The same numbers, all leads at once: the way for plain Python."""
    like = [np.full_like(names.lead, word) for word in (decision, names.replication, names.key0, names.key1)]
    high, low, _, _ = philox(names.lead, like[0], names.channel, *like[1:])
    bits = ((high << WORD_BITS) | low) >> MANTISSA_SHIFT
    return np.asarray(np.minimum((bits.astype(np.float64) + 0.5) * MANTISSA_UNIT, MOST))


def _as_words(numbers: NDArray[np.integer]) -> Uint64Array:
    """The same bits read as words without a sign; whole numbers of 64 bits are not copied."""
    return np.ascontiguousarray(numbers, dtype=np.int64).view(np.uint64)


def uniforms_of(names: Names, decision: int) -> FloatArray:
    """One number in the open interval (0, 1) for each lead. `decision` may use 32 bits."""
    if not HAS_NUMBA:
        return _all_at_once(names, np.uint64(decision))
    drawn = np.empty(len(names.lead))
    _fill(names, np.uint64(decision), drawn)
    return drawn


def uniforms(seed: int, replication: int, channel: NDArray[np.integer], index: NDArray[np.integer], decision: int) -> FloatArray:
    """The same for leads named by their channel numbers and their indexes within the channel, see `names_of`."""
    return uniforms_of(names_of(seed, replication, channel, index), decision)
