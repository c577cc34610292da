"""The compiled engine: one event after the other, each a step of one lead."""

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.beginning import make_world
from quickscan.simulation.compiled.events import LEAD_BITS, LEAD_MASK, MOST_LEADS, NEVER, TOO_LATE, go_on, pop, push
from quickscan.simulation.compiled.intake import agent_done, assigned, born, captured, comes_in, heard, ripe
from quickscan.simulation.compiled.pursuit import (
    attempt_done,
    deadline,
    reacts,
    recycled,
    routed,
    stage_passed,
    stage_worked,
    taken,
    tries,
)
from quickscan.simulation.compiled.steps import (
    ASSIGNED,
    ATTEMPT,
    CALLED_AGAIN,
    CAPTURED,
    DEADLINE,
    INQUIRY,
    NEXT_ATTEMPT,
    QUALIFICATION,
    QUALIFICATION_AGAIN,
    REACTION,
    RECYCLED,
    RIPE,
    ROUTED,
    STAGE_PASSED,
    STAGE_WORK,
    TAKEN,
)
from quickscan.simulation.compiled.world import World, journeys_of
from quickscan.simulation.jit import njit
from quickscan.simulation.leads import NOBODY
from quickscan.simulation.records import Journeys
from quickscan.simulation.streams.deal import Streams

IntArray = NDArray[np.int64]


def run_compiled(model: CompiledModel, streams: Streams) -> Journeys:
    """Run one replication and follow every lead to its end, also past the last day on which leads come in.

    More leads, or later times, than fit into an event are left to the reference engine, whose numbers know no bounds.
    """
    if len(streams.leads.channel) <= MOST_LEADS:
        world = make_world(model, streams)
        _run(world)
        if not world.events.at[TOO_LATE]:
            return journeys_of(world.leads)
    from quickscan.simulation.simpy_engine import run_simpy

    return run_simpy(model, streams)


@njit
def _run(world: World) -> None:
    """Everybody comes in who does so by himself; then one event after the other in order of (time, lead) until there are none."""
    events = world.events
    for lead in range(len(world.leads)):
        if world.leads[lead].created_ms != NOBODY:
            push(events, world.leads[lead].created_ms, lead)
    while True:
        event = events.heap[1]
        if event != NEVER:
            pop(events)
            lead, now_ms = event & LEAD_MASK, event >> LEAD_BITS
            while _step(world, lead, now_ms):
                pass
        elif not go_on(events):
            return


@njit
def _step(world: World, lead: int, now_ms: int) -> bool:
    """What the lead's event means. Tells whether the next step follows at once."""
    step = world.leads[lead].step
    if step == ATTEMPT:
        return attempt_done(world, lead, now_ms)
    if step == NEXT_ATTEMPT:
        return tries(world, lead, now_ms)
    if step in (QUALIFICATION, QUALIFICATION_AGAIN):
        return agent_done(world, lead, now_ms)
    if step == STAGE_WORK:
        return stage_worked(world, lead, now_ms)
    if step == STAGE_PASSED:
        return stage_passed(world, lead, now_ms)
    if step == INQUIRY:
        return comes_in(world, lead, now_ms)
    return _seldom_step(world, lead, now_ms, step)


@njit
def _seldom_step(world: World, lead: int, now_ms: int, step: int) -> bool:
    if step == CAPTURED:
        return captured(world, lead, now_ms)
    if step == CALLED_AGAIN:
        return heard(world, lead, now_ms)
    if step == ASSIGNED:
        return assigned(world, lead, now_ms)
    if step == ROUTED:
        return routed(world, lead, now_ms)
    if step == TAKEN:
        return taken(world, lead, now_ms)
    if step == DEADLINE:
        return deadline(world, lead, now_ms)
    if step == REACTION:
        return reacts(world, lead, now_ms)
    if step == RIPE:
        return ripe(world, lead, now_ms)
    if step == RECYCLED:
        return recycled(world, lead, now_ms)
    return born(world, lead, now_ms)
