"""The list of coming events: a binary heap of whole numbers, each a time and a lead in one.

An event that is taken out leaves its place open until it is known whether another one follows from it, as it nearly always does:
then that one takes the place, and the heap is put in order once instead of twice.
"""

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

COUNT = 0
"""Entry that counts the events, one that was taken out and not replaced included; the first event stands in entry 1."""
OPEN_PLACE, TOO_LATE = -2, -1
"""Entries that are 1 while the first place is open, and once a time did not fit."""
BESIDES = 4
"""Entries of a list of events beside one for each lead: these three, and the last but two, which is never an event."""
NEVER = (1 << 63) - 1
"""An event after all others."""
ENTRY = (1 << 30) - 1
"""Numbers of entries are below: telling so spares machine code the case of negative ones, which Python counts from the end."""


def no_events(leads: int) -> IntArray:
    """An empty list with room for one event of each lead."""
    return np.zeros(leads + BESIDES, dtype=np.int64)


@njit
def push(events: IntArray, time_ms: int, lead: int) -> None:
    """Something happens to the lead at that time; a time that does not fit is left out and noted."""
    if time_ms > LATEST_MS:
        events[TOO_LATE] = 1
        return
    event = (time_ms << LEAD_BITS) | lead
    if events[OPEN_PLACE]:
        events[OPEN_PLACE] = 0
        _sink(events, event)
        return
    events[COUNT] += 1
    place = events[COUNT] & ENTRY
    while place > 1:
        parent = (place >> 1) & ENTRY
        if event >= events[parent]:
            break
        events[place] = events[parent]
        place = parent
    events[place] = event


@njit
def take(events: IntArray) -> int:
    """The next event. Its place stays open: `close` it once what follows from the event is pushed."""
    events[OPEN_PLACE] = 1
    return int(events[1])


@njit
def close(events: IntArray) -> None:
    """Close the place of the event taken last, if nothing followed from it."""
    if events[OPEN_PLACE]:
        events[OPEN_PLACE] = 0
        last = events[COUNT] & ENTRY
        events[COUNT] = last - 1
        _sink(events, events[last])


@njit
def _sink(events: IntArray, event: int) -> None:
    """Put an event into the open first place, and from there down to where it belongs."""
    count = events[COUNT] & ENTRY
    events[count + 1] = NEVER
    place, child = 1, 2
    while child <= count:
        child += int(events[child + 1] < events[child])
        if events[child] >= event:
            break
        events[place] = events[child]
        place, child = child, (2 * child) & ENTRY
    events[place] = event
