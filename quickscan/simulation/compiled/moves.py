"""What a lead can do at any step: wait, be stopped by its fate, and end."""

from quickscan.simulation.compiled.events import Events, IntArray, push
from quickscan.simulation.compiled.steps import BORN
from quickscan.simulation.compiled.world import Leads, World
from quickscan.simulation.jit import njit, njit_apart
from quickscan.simulation.records import DONE, NONE, STOPPED


@njit
def end(world: World, lead: int, how: int, now_ms: int) -> None:
    """Its way ends; it may bring another lead later."""
    world.leads[lead].ended = how
    _after(world.leads, world.columns.child_ms, world.events, lead, now_ms)


@njit_apart
def _after(leads: Leads, child_ms: IntArray, events: Events, lead: int, now_ms: int) -> None:
    this = leads[lead]
    this.end_ms = now_ms
    won = this.ended == DONE and this.buys < this.chance
    this.won = 1 if won else 0
    child = this.child_after_win if won else this.child_after_loss
    if child != NONE:
        leads[child].step = BORN
        push(events, now_ms + child_ms[child], child)


@njit
def wait(world: World, lead: int, step: int, now_ms: int, until_ms: int) -> bool:
    """Wait until a time for the step that follows. Tells whether there is nothing to wait for: then it follows at once."""
    world.leads[lead].step = step
    if until_ms == now_ms:
        return True
    push(world.events, until_ms, lead)
    return False


@njit
def stops(world: World, lead: int, place: int, now_ms: int) -> bool:
    """Whether its fate stops the lead here or before; then its way ends now."""
    if world.leads[lead].exit_at > place:
        return False
    end(world, lead, STOPPED, now_ms)
    return True
