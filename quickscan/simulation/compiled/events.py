"""The list of coming events, each a time and a lead in one whole number.

Nearly all of them are put away in a chain, at a cost that does not grow with their number: there is one for each slot of the
present span of time, and one for each later span. When a slot's time comes, its events go into a binary heap, which puts them in
order; it seldom holds more than a few. Where thousands fall on one moment, as at the clock time of a batch, it takes them too.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.jit import njit, njit_apart
from quickscan.simulation.records import NONE

IntArray = NDArray[np.int64]

LEAD_BITS = 21
MOST_LEADS = 1 << LEAD_BITS
"""Leads of one replication that fit into an event; the time has 42 bits, which is 139 years of milliseconds."""
LEAD_MASK = MOST_LEADS - 1
LATEST_MS = (1 << (63 - LEAD_BITS)) - 1
"""The last time that fits into an event."""
SLOT_BITS = 18
"""A slot has 2^18 milliseconds, a little more than four minutes."""
SLOT_OF_EVENT = SLOT_BITS + LEAD_BITS
SPAN_BITS = 7
SLOTS = 1 << SPAN_BITS
"""Slots of a span, which has a little more than nine hours."""
SLOT_MASK = SLOTS - 1
SPANS = 4096
"""Spans that there are, four years of them."""
END_OF_TIME = SPANS << SPAN_BITS
"""The first slot that there is no more: the last one before it takes whatever is later."""

COUNT = 0
"""Entry of the heap that counts its events; the first stands in entry 1, and NEVER behind the last."""
BESIDES = 3
"""Entries of the heap beside one for each lead: the count, and two that are never an event."""
NEVER = (1 << 63) - 1
"""An event after all others."""
ENTRY = (1 << 30) - 1
"""Numbers of entries are below: telling so spares machine code the case of negative ones, which Python counts from the end."""

SLOT, END_OF_SPAN, TOO_LATE = 0, 1, 2
"""Where the list stands: the slot that is in the heap, the first one after the present span, and 1 once a time did not fit."""


class Events(NamedTuple):
    """All that is to come; a lead has at most one event."""

    heap: IntArray
    at: IntArray
    """Where the list stands."""
    chains: IntArray
    """By span, then by slot of the present span: the first lead of its chain, or NONE."""
    after: IntArray
    """By lead in a chain: the next one, or NONE."""
    due: IntArray
    """By lead in a chain: its event."""


def no_events(leads: int) -> Events:
    """An empty list, before the start of time."""
    heap = np.zeros(leads + BESIDES, dtype=np.int64)
    heap[1] = NEVER
    at = np.array([-1, 0, 0], dtype=np.int64)
    return Events(heap, at, np.full(SPANS + SLOTS, NONE), np.empty(leads, dtype=np.int64), np.empty(leads, dtype=np.int64))


@njit
def push(events: Events, time_ms: int, lead: int) -> None:
    """Something happens to the lead at that time; a time that does not fit is left out and noted."""
    if time_ms > LATEST_MS:
        events.at[TOO_LATE] = 1
        return
    event = (time_ms << LEAD_BITS) | lead
    slot = _slot_of(event)
    if slot <= events.at[SLOT]:
        _insert(events.heap, event)
    else:
        events.due[lead] = event
        _put_away(events, slot, lead)


@njit
def pop(events: Events) -> None:
    """Take the first event out of the heap."""
    heap = events.heap
    last = heap[COUNT] & ENTRY
    event = heap[last]
    heap[COUNT], heap[last] = last - 1, NEVER
    if last > 1:
        _sink(heap, event)


@njit
def go_on(events: Events) -> bool:
    """The heap is empty: the events of the next slot that has any go into it. Tells whether there is one."""
    at, chains = events.at, events.chains
    while True:
        slot, end = at[SLOT] + 1, at[END_OF_SPAN]
        while slot < end:
            chain = SPANS + (slot & SLOT_MASK)
            if chains[chain] != NONE:
                lead, chains[chain], at[SLOT] = chains[chain], NONE, slot
                while lead != NONE:
                    _insert(events.heap, events.due[lead])
                    lead = events.after[lead]
                return True
            slot += 1
        if not _next_span(events):
            return False


@njit_apart
def _next_span(events: Events) -> bool:
    """The events of the next span that has any go to its slots. Tells whether there is one."""
    at = events.at
    span = (at[END_OF_SPAN] >> SPAN_BITS) & ENTRY
    while span < SPANS and events.chains[span] == NONE:
        span += 1
    if span == SPANS:
        return False
    at[END_OF_SPAN] = (span + 1) << SPAN_BITS
    at[SLOT] = at[END_OF_SPAN] - SLOTS - 1
    lead, events.chains[span] = events.chains[span], NONE
    while lead != NONE:
        following = events.after[lead]
        _put_away(events, _slot_of(events.due[lead]), lead)
        lead = following
    return True


@njit
def _slot_of(event: int) -> int:
    return min((event & NEVER) >> SLOT_OF_EVENT, END_OF_TIME - 1)


@njit
def _put_away(events: Events, slot: int, lead: int) -> None:
    """Into the chain of the slot, or where that is in a later span into the chain of the span."""
    chain = SPANS + (slot & SLOT_MASK) if slot < events.at[END_OF_SPAN] else slot >> SPAN_BITS
    events.after[lead] = events.chains[chain]
    events.chains[chain] = lead


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
    """Put an event into the first place, and from there down to where it belongs."""
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
