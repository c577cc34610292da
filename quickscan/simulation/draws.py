"""Random numbers keyed by what they decide: (seed, replication, channel, lead, decision).

A draw is a Philox4x32-10 block (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011), never "the
next number". Adding a step or switching a policy therefore moves nobody else's draws: scenarios can be compared lead by lead.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

Uint64Array = NDArray[np.uint64]
FloatArray = NDArray[np.float64]

LOW_WORD = np.uint64(0xFFFFFFFF)
WORD_BITS = np.uint64(32)
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
WEYL = (np.uint64(0x9E3779B9), np.uint64(0xBB67AE85))
ROUNDS = 10
MANTISSA_SHIFT = np.uint64(11)
MANTISSA_UNIT = 2.0**-53


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
    CONTACT_TIME = 16
    """The first attempt; the others follow, one number each, up to 31."""
    GATE = 64
    """The first gate; a gate's number is GATE + 16 x place + cause."""


def gate_decision(place: int, cause: int) -> int:
    """The decision whether the gate of a cause at a place loses the lead; both counted from 0, cause below 16."""
    return int(Decision.GATE) + 16 * place + cause


def philox(counter: tuple[Uint64Array, ...], key: tuple[np.uint64, np.uint64]) -> tuple[Uint64Array, ...]:
    """Philox4x32-10 on arrays of 32-bit words held in 64 bits: four counter words and two key words to four random words."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        product0, product1 = MULTIPLIERS[0] * c0, MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (
            (product1 >> WORD_BITS) ^ c1 ^ k0,
            product1 & LOW_WORD,
            (product0 >> WORD_BITS) ^ c3 ^ k1,
            product0 & LOW_WORD,
        )
        k0, k1 = np.uint64((int(k0) + int(WEYL[0])) & 0xFFFFFFFF), np.uint64((int(k1) + int(WEYL[1])) & 0xFFFFFFFF)
    return c0, c1, c2, c3


def uniforms(seed: int, replication: int, channel: NDArray[np.integer], index: NDArray[np.integer], decision: int) -> FloatArray:
    """One number in the open interval (0, 1) for each lead, named by its channel number and its index within the channel.

    `seed` may use 64 bits; `replication`, channel, index and decision 32 bits each.
    """
    key = (np.uint64(seed & 0xFFFFFFFF), np.uint64((seed >> 32) & 0xFFFFFFFF))
    lead = index.astype(np.uint64)
    counter = (lead, np.full_like(lead, decision), channel.astype(np.uint64), np.full_like(lead, replication))
    high, low, _, _ = philox(counter, key)
    bits = ((high << WORD_BITS) | low) >> MANTISSA_SHIFT
    return np.asarray((bits.astype(np.float64) + 0.5) * MANTISSA_UNIT)
