"""A lead's way up to the outlet as steps: what happens at one event, up to the next time something is waited for.

It reads like simpy_engine.py cut at its waits, and must decide in the same order.
"""

from quickscan.simulation.calendar import is_open, next_batch
from quickscan.simulation.compiled.moves import end, stops, wait
from quickscan.simulation.compiled.people import ask, give_back
from quickscan.simulation.compiled.pursuit import routed
from quickscan.simulation.compiled.steps import (
    ASSIGNED,
    AT_CAPTURE,
    AT_HAND_OVER_TO_DEALER,
    AT_HAND_OVER_TO_DISTRIBUTION,
    AT_HAND_OVER_TO_QUALIFICATION,
    AT_RIPENESS,
    CALLED_AGAIN,
    CAPTURED,
    QUALIFICATION,
    QUALIFICATION_AGAIN,
    RIPE,
    ROUTED,
)
from quickscan.simulation.compiled.world import CALL_CENTRE, World
from quickscan.simulation.jit import njit
from quickscan.simulation.records import CALLER_GONE, NONE


@njit
def comes_in(world: World, lead: int, now_ms: int) -> bool:
    """An inquiry: nobody may answer the telephone. Tells whether the step it now stands at follows at once, as all steps do."""
    this = world.leads[lead]
    if stops(world, lead, AT_CAPTURE, now_ms):
        return False
    if this.telephones and not this.caught and not _somebody_answers(world, now_ms):
        if this.gone:
            end(world, lead, CALLER_GONE, now_ms)
            return False
        return wait(world, lead, CALLED_AGAIN, now_ms, now_ms + world.columns.call_again_ms[lead])
    return heard(world, lead, now_ms)


@njit
def heard(world: World, lead: int, now_ms: int) -> bool:
    """It is known, and must get into the system."""
    return wait(world, lead, CAPTURED, now_ms, now_ms + world.leads[lead].capture_ms) and captured(world, lead, now_ms)


@njit
def captured(world: World, lead: int, now_ms: int) -> bool:
    """It is in the system: on to an agent, where there are any."""
    if stops(world, lead, AT_HAND_OVER_TO_QUALIFICATION, now_ms):
        return False
    return _to_agent(world, lead, QUALIFICATION, now_ms)


@njit
def agent_done(world: World, lead: int, now_ms: int) -> bool:
    """An agent has found out what the prospect needs."""
    this = world.leads[lead]
    again = this.step == QUALIFICATION_AGAIN
    give_back(world, CALL_CENTRE, now_ms)
    this.call_centre_work_ms += world.columns.handling_again_ms[lead] if again else this.handling_ms
    return hand_over(world, lead, now_ms) if again else qualified(world, lead, now_ms)


@njit
def qualified(world: World, lead: int, now_ms: int) -> bool:
    """Good enough to go on; who is not ready to buy yet comes back later, or never."""
    if stops(world, lead, AT_RIPENESS, now_ms):
        return False
    ripening_ms = world.columns.ripening_ms[lead]
    if ripening_ms:
        return wait(world, lead, RIPE, now_ms, now_ms + ripening_ms)
    return hand_over(world, lead, now_ms)


@njit
def ripe(world: World, lead: int, now_ms: int) -> bool:
    """An unripe lead is back."""
    world.leads[lead].interest_ms = now_ms
    return _to_agent(world, lead, QUALIFICATION_AGAIN, now_ms)


@njit
def hand_over(world: World, lead: int, now_ms: int) -> bool:
    """From the marketing to the sales system, and until it is assigned."""
    columns = world.columns
    if stops(world, lead, AT_HAND_OVER_TO_DISTRIBUTION, now_ms):
        return False
    time_ms = now_ms
    if len(world.transfer_batch_ms):
        time_ms = next_batch(world.call_centre, world.transfer_batch_ms, time_ms)
    time_ms += columns.transfer_ms[lead]
    if len(world.batch_ms):
        time_ms = next_batch(world.call_centre, world.batch_ms, time_ms)
    return wait(world, lead, ASSIGNED, now_ms, time_ms + columns.assignment_ms[lead]) and assigned(world, lead, now_ms)


@njit
def assigned(world: World, lead: int, now_ms: int) -> bool:
    """Somebody or something has assigned it, to nobody or to the wrong outlet perhaps."""
    this = world.leads[lead]
    if stops(world, lead, AT_HAND_OVER_TO_DEALER, now_ms):
        return False
    time_ms = now_ms + world.columns.orphan_ms[lead]
    if this.wrong_outlet != NONE:
        this.dealer = this.wrong_outlet
        time_ms += world.columns.correction_ms[lead]
    return wait(world, lead, ROUTED, now_ms, time_ms) and routed(world, lead, now_ms)


@njit
def _to_agent(world: World, lead: int, step: int, now_ms: int) -> bool:
    """Ask for an agent; where sellers qualify by themselves, there is nothing to ask for."""
    world.leads[lead].step = step
    if world.settings.direct:
        return hand_over(world, lead, now_ms) if step == QUALIFICATION_AGAIN else qualified(world, lead, now_ms)
    ask(world, CALL_CENTRE, lead, now_ms)
    return False


@njit
def _somebody_answers(world: World, now_ms: int) -> bool:
    return world.pools[CALL_CENTRE].free > 0 and is_open(world.call_centre, now_ms)


@njit
def born(world: World, lead: int, now_ms: int) -> bool:
    """A lead that the process made comes in."""
    this = world.leads[lead]
    this.created_ms, this.interest_ms = now_ms, now_ms
    return comes_in(world, lead, now_ms)
