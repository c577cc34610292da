"""A lead's way at the outlet as steps: acceptance, attempts, sales stages, and the decision at the end.

It reads like simpy_engine.py cut at its waits, and must decide in the same order.
"""

from quickscan.simulation.compiled.moves import end, stops, wait
from quickscan.simulation.compiled.people import ask, contact_work_ms, give_back, stage_work_ms
from quickscan.simulation.compiled.steps import (
    AT_ACCEPTANCE,
    AT_FOLLOW_UP,
    ATTEMPT,
    DEADLINE,
    NEXT_ATTEMPT,
    REACTION,
    RECYCLED,
    STAGE_PASSED,
    STAGE_WORK,
    TAKEN,
)
from quickscan.simulation.compiled.world import World
from quickscan.simulation.decisions import choose_outlet, loses_lead, next_outlet, sale_chance, takes_lead
from quickscan.simulation.jit import njit
from quickscan.simulation.records import DONE, IGNORED, NOT_REACHED


@njit
def routed(world: World, lead: int, now_ms: int) -> bool:
    """It goes to an outlet, where it may get stuck."""
    this = world.leads[lead]
    this.dealer = choose_outlet(world.settings.policy, world.outlets, this.outlet)
    if stops(world, lead, AT_ACCEPTANCE, now_ms):
        return False
    this.handed_on = 0
    until_ms = now_ms + (world.columns.stuck_ms[lead] if this.pursuit == 0 else 0)
    return wait(world, lead, TAKEN, now_ms, until_ms) and taken(world, lead, now_ms)


@njit
def taken(world: World, lead: int, now_ms: int) -> bool:
    """The outlet turns to it sooner, later or never; after a deadline the next one gets it."""
    this, settings = world.leads[lead], world.settings
    column = this.pursuit * settings.rounds + this.handed_on
    reaction_ms = world.columns.reaction_ms[column, lead]
    takes = takes_lead(world.outlets, this.dealer, world.columns.ignored[column, lead])
    if this.handed_on + 1 < settings.rounds and not (takes and reaction_ms <= settings.reassign_ms):
        return wait(world, lead, DEADLINE, now_ms, now_ms + settings.reassign_ms)
    if not takes:
        loses_lead(world.outlets, this.dealer)
        end(world, lead, IGNORED, now_ms)
        return False
    return wait(world, lead, REACTION, now_ms, now_ms + reaction_ms)


@njit
def deadline(world: World, lead: int, now_ms: int) -> bool:
    """The outlet did not take it up in time: the next one gets it."""
    this = world.leads[lead]
    loses_lead(world.outlets, this.dealer)
    this.handed_on += 1
    this.dealer = next_outlet(world.outlets, this.dealer)
    return taken(world, lead, now_ms)


@njit
def reacts(world: World, lead: int, now_ms: int) -> bool:
    """A seller turns to it for the first time."""
    world.leads[lead].attempt = 0
    return tries(world, lead, now_ms)


@njit
def tries(world: World, lead: int, now_ms: int) -> bool:
    """The next attempt to reach the prospect."""
    return _to_seller(world, lead, ATTEMPT, now_ms)


@njit
def attempt_done(world: World, lead: int, now_ms: int) -> bool:
    """An attempt is made: reached, to be tried again, or given up."""
    this = world.leads[lead]
    this.attempts += 1
    this.seller_work_ms += contact_work_ms(world, lead)
    give_back(world, this.dealer + 1, now_ms)
    this.attempt += 1
    reached = this.attempt == this.reached_at
    if not reached and this.attempt < this.planned:
        return wait(world, lead, NEXT_ATTEMPT, now_ms, now_ms + world.settings.spacing_ms)
    if stops(world, lead, AT_FOLLOW_UP, now_ms):
        loses_lead(world.outlets, this.dealer)
        return False
    if reached:
        this.stage = 0
        return stage(world, lead, now_ms)
    return _given_up(world, lead, now_ms)


@njit
def recycled(world: World, lead: int, now_ms: int) -> bool:
    """Nurture brings back a lead that was given up."""
    this, columns = world.leads[lead], world.columns
    this.pursuit, this.planned, this.reached_at = 1, columns.attempts[1, lead], columns.reached_at[1, lead]
    return routed(world, lead, now_ms)


@njit
def _given_up(world: World, lead: int, now_ms: int) -> bool:
    """Nobody was reached: nurture may take it up again, once."""
    this = world.leads[lead]
    loses_lead(world.outlets, this.dealer)
    recycled_ms = world.columns.recycled_ms[lead]
    if this.pursuit == 0 and recycled_ms:
        return wait(world, lead, RECYCLED, now_ms, now_ms + recycled_ms)
    end(world, lead, NOT_REACHED, now_ms)
    return False


@njit
def _to_seller(world: World, lead: int, step: int, now_ms: int) -> bool:
    """Ask for a seller of the outlet; where there are none, the lead stays open for ever."""
    this = world.leads[lead]
    this.step = step
    if world.outlets[this.dealer].sellers > 0:
        ask(world, this.dealer + 1, lead, now_ms)
    return False


@njit
def stage(world: World, lead: int, now_ms: int) -> bool:
    """The next sales stage begins, or all are passed."""
    this = world.leads[lead]
    if this.stage == this.stages_entered:
        _decides(world, lead, now_ms)
        return False
    if stage_work_ms(world, lead):
        return _to_seller(world, lead, STAGE_WORK, now_ms)
    return _stage_passes(world, lead, now_ms)


@njit
def stage_worked(world: World, lead: int, now_ms: int) -> bool:
    """A seller's work in a stage is done."""
    this = world.leads[lead]
    this.seller_work_ms += stage_work_ms(world, lead)
    give_back(world, this.dealer + 1, now_ms)
    return _stage_passes(world, lead, now_ms)


@njit
def stage_passed(world: World, lead: int, now_ms: int) -> bool:
    """The time of a stage is over."""
    world.leads[lead].stage += 1
    return stage(world, lead, now_ms)


@njit
def _stage_passes(world: World, lead: int, now_ms: int) -> bool:
    return wait(world, lead, STAGE_PASSED, now_ms, now_ms + world.columns.stage_ms[world.leads[lead].stage, lead])


@njit
def _decides(world: World, lead: int, now_ms: int) -> None:
    this, settings = world.leads[lead], world.settings
    skill = world.outlets[this.dealer].skill
    this.chance = sale_chance(this.at_end, skill, this.response_ms, settings.tau_ms, settings.beta)
    end(world, lead, DONE, now_ms)
    loses_lead(world.outlets, this.dealer)
