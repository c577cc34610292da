"""People and the queues before them: agents of the call centre, sellers of each outlet."""

from quickscan.simulation.calendar import finish
from quickscan.simulation.compiled.events import push
from quickscan.simulation.compiled.steps import ATTEMPT, QUALIFICATION_AGAIN
from quickscan.simulation.compiled.world import CALL_CENTRE, World
from quickscan.simulation.jit import njit
from quickscan.simulation.records import NONE


@njit
def ask(world: World, pool: int, lead: int, now_ms: int) -> None:
    """Ask for somebody: work begins at once, or the lead waits."""
    leads, people = world.leads, world.pools[pool]
    if people.free > 0:
        people.free -= 1
        _begin(world, pool, lead, now_ms)
        return
    queue = 0 if leads[lead].first else 1
    leads[lead].behind = NONE
    if people.head[queue] == NONE:
        people.head[queue] = lead
    else:
        leads[people.tail[queue]].behind = lead
    people.tail[queue] = lead


@njit
def give_back(world: World, pool: int, now_ms: int) -> None:
    """Somebody is free again and serves the queue: first whom scoring puts first, then everybody else."""
    people = world.pools[pool]
    for queue in range(2):
        lead = people.head[queue]
        if lead != NONE:
            people.head[queue] = world.leads[lead].behind
            _begin(world, pool, lead, now_ms)
            return
    people.free += 1


@njit
def _begin(world: World, pool: int, lead: int, now_ms: int) -> None:
    """Work on a lead begins; it ends when its working time has passed in opening hours."""
    known = world.leads[lead]
    if pool == CALL_CENTRE:
        again = known.step == QUALIFICATION_AGAIN
        work_ms = world.columns.handling_again_ms[lead] if again else known.handling_ms
        push(world.events, finish(world.call_centre, now_ms, work_ms), lead)
        return
    if known.step == ATTEMPT:
        work_ms = contact_work_ms(world, lead)
        if known.response_ms == NONE:
            known.response_ms = finish(world.dealers, now_ms, 1) - 1 - known.interest_ms
    else:
        work_ms = stage_work_ms(world, lead)
    push(world.events, finish(world.dealers, now_ms, work_ms), lead)


@njit
def contact_work_ms(world: World, lead: int) -> int:
    """Work of the contact attempt that is due."""
    known, contact_ms = world.leads[lead], world.columns.contact_ms
    column = known.attempt
    if known.pursuit:
        column += contact_ms.shape[0] >> 1  # of two pursuits, the second
    return int(contact_ms[column, lead])


@njit
def stage_work_ms(world: World, lead: int) -> int:
    """Work of the sales stage that is due; 0 where it takes none."""
    return int(world.columns.stage_work_ms[world.leads[lead].stage, lead])
