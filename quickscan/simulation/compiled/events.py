"""The list of coming events, each a time and a lead in one whole number.

Those of the present span of time stand in a binary heap, later ones in a chain for each span, which goes into the heap when its
time comes: so the heap stays small, and most events are put away in one step.

An event that is taken out leaves its place in the heap open until it is known whether another one follows from it in the same
span: then that one takes the place, and the heap is put in order once instead of twice.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.jit import njit
from quickscan.simulation.records import NONE

IntArray = NDArray[np.int64]

LEAD_BITS = 21
MOST_LEADS = 1 << LEAD_BITS
"""Leads of one replication that fit into an event; the time has 42 bits, which is 139 years of milliseconds."""
LEAD_MASK = MOST_LEADS - 1
LATEST_MS = (1 << (63 - LEAD_BITS)) - 1
"""The last time that fits into an event."""
SPAN_BITS = 25
"""A span has 2^25 milliseconds, a little more than nine hours."""
SPANS = 4096
"""Spans that have a chain of their own, four years of them; what comes later stands in the heap with the last of these."""
SPAN_OF_EVENT = SPAN_BITS + LEAD_BITS

COUNT = 0
"""Entry of the heap that counts its events, one that was taken out and not replaced included; the first stands in entry 1."""
PRESENT, OPEN_PLACE, TOO_LATE = -3, -2, -1
"""Entries: the span that is in the heap, 1 while the first place is open, and 1 once a time did not fit."""
BESIDES = 5
"""Entries of the heap beside one for each lead: these four, and one that is never an event."""
NEVER = (1 << 63) - 1
"""An event after all others."""
ENTRY = (1 << 30) - 1
"""Numbers of entries are below: telling so spares machine code the case of negative ones, which Python counts from the end."""


class Events(NamedTuple):
    """All that is to come; a lead has at most one event."""

    heap: IntArray
    chains: IntArray
    """By span: the first lead of its chain, or NONE."""
    after: IntArray
    """By lead in a chain: the next one, or NONE."""
    due: IntArray
    """By lead in a chain: its event."""


def no_events(leads: int) -> Events:
    """An empty list."""
    heap = np.zeros(leads + BESIDES, dtype=np.int64)
    heap[1] = NEVER
    return Events(heap, np.full(SPANS, NONE), np.empty(leads, dtype=np.int64), np.empty(leads, dtype=np.int64))


@njit
def push(events: Events, time_ms: int, lead: int) -> None:
    """Something happens to the lead at that time; a time that does not fit is left out and noted."""
    heap = events.heap
    if time_ms > LATEST_MS:
        heap[TOO_LATE] = 1
        return
    event, span = (time_ms << LEAD_BITS) | lead, (time_ms & LATEST_MS) >> SPAN_BITS
    if heap[PRESENT] < span < SPANS:
        events.due[lead], events.after[lead] = event, events.chains[span]
        events.chains[span] = lead
    elif heap[OPEN_PLACE]:
        heap[OPEN_PLACE] = 0
        _sink(heap, event)
    else:
        _insert(heap, event)


@njit
def next_span(events: Events) -> bool:
    """What is due in the next span goes into the heap. Tells whether there was one."""
    heap = events.heap
    span = (heap[PRESENT] + 1) & ENTRY
    if span >= SPANS:
        return False
    heap[PRESENT] = span
    lead = events.chains[span]
    while lead != NONE:
        _insert(heap, events.due[lead])
        lead = events.after[lead]
    return True


@njit
def end_of_span(events: Events) -> int:
    """The first event that is later than the present span; there is none after the last one."""
    following = events.heap[PRESENT] + 1
    return int(following << SPAN_OF_EVENT) if following < SPANS else NEVER


@njit
def take(events: Events) -> None:
    """Take the first event out of the heap. Its place stays open: `close` it once what follows from the event is pushed."""
    events.heap[OPEN_PLACE] = 1


@njit
def close(events: Events) -> None:
    """Close the place of the event taken last, if nothing took it."""
    heap = events.heap
    if heap[OPEN_PLACE]:
        heap[OPEN_PLACE] = 0
        last = heap[COUNT] & ENTRY
        event = heap[last]
        heap[COUNT], heap[last] = last - 1, NEVER
        if last > 1:
            _sink(heap, event)


@njit
def _insert(heap: IntArray, event: int) -> None:
    """Put an event behind all others, and from there up to where it belongs."""
    place = (heap[COUNT] + 1) & ENTRY
    heap[COUNT] = place
    while place > 1:
        above = (place >> 1) & ENTRY
        if event >= heap[above]:
            break
        heap[place] = heap[above]
        place = above
    heap[place] = event


@njit
def _sink(heap: IntArray, event: int) -> None:
    """Put an event into the open first place, and from there down to where it belongs."""
    count = heap[COUNT] & ENTRY
    heap[count + 1] = NEVER
    place, below = 1, 2
    while below <= count:
        below += int(heap[below + 1] < heap[below])
        if heap[below] >= event:
            break
        heap[place] = heap[below]
        place, below = below, (2 * below) & ENTRY
    heap[place] = event
