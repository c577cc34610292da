"""The list of coming events: a binary heap of whole numbers, each a time and a lead in one."""

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.jit import njit

IntArray = NDArray[np.int64]

LEAD_BITS = 21
MOST_LEADS = 1 << LEAD_BITS
"""Leads of one replication that fit into an event; the time has 42 bits, which is 139 years of milliseconds."""
LEAD_MASK = MOST_LEADS - 1
LATEST_MS = (1 << (63 - LEAD_BITS)) - 1
"""The last time that fits into an event."""


@njit
def push(events: IntArray, time_ms: int, lead: int) -> None:
    """Something happens to the lead at that time; a time that does not fit is left out and noted in the last entry."""
    if time_ms > LATEST_MS:
        events[len(events) - 1] = 1
        return
    event = (time_ms << LEAD_BITS) | lead
    events[0] += 1
    place = events[0]
    while place > 1:
        parent = place >> 1
        if event >= events[parent]:
            break
        events[place] = events[parent]
        place = parent
    events[place] = event


@njit
def pop(events: IntArray) -> int:
    """Take out the next event."""
    first, count = events[1], events[0]
    moved = events[count]
    events[0] = count - 1
    place, child = 1, 2
    while child < count:
        if child + 1 < count and events[child + 1] < events[child]:
            child += 1
        if events[child] >= moved:
            break
        events[place] = events[child]
        place, child = child, 2 * child
    events[place] = moved
    return int(first)
