"""The world at the start of a run: nobody there, nobody busy."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.events import no_events
from quickscan.simulation.compiled.world import LEAD, POOL, Columns, Leads, Pools, World
from quickscan.simulation.fates import SmallArray
from quickscan.simulation.jit import njit, with_attributes
from quickscan.simulation.records import NONE, OPEN
from quickscan.simulation.streams.deal import Streams

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Given(NamedTuple):
    """What a lead's record begins with: columns of Streams, of its fates and of its leads."""

    created_ms: IntArray
    telephones: Flags
    caught: Flags
    gone: Flags
    first: Flags
    outlet: IntArray
    wrong_outlet: IntArray
    child_after_win: IntArray
    child_after_loss: IntArray
    capture_ms: IntArray
    handling_ms: IntArray
    attempts: SmallArray
    reached_at: SmallArray
    exit_at: SmallArray
    stages_entered: SmallArray
    chance: FloatArray
    buys: FloatArray


def make_world(model: CompiledModel, streams: Streams) -> World:
    """The world that a run begins with."""
    rules = model.rules
    leads = with_attributes(np.zeros(len(streams.leads.channel), dtype=LEAD))
    _put_in(leads, _given(streams))
    return World(
        settings=rules.settings,
        leads=leads,
        columns=Columns(*(_by_lead(getattr(streams, name)) for name in Columns._fields)),
        outlets=with_attributes(rules.outlets.copy()),
        pools=with_attributes(_pools(rules.settings.agents, rules.sellers)),
        events=no_events(len(leads)),
        call_centre=rules.call_centre,
        dealers=rules.dealers,
        batch_ms=rules.batch_ms,
        transfer_batch_ms=rules.transfer_batch_ms,
    )


def _given(streams: Streams) -> Given:
    found = {**vars(streams.leads), **vars(streams.fates), **vars(streams)}
    return Given(*(_by_lead(found[name]) for name in Given._fields))


def _by_lead(column: NDArray[Any]) -> NDArray[Any]:
    """In one piece, all leads side by side; of what leads have several, one after the other."""
    return np.ascontiguousarray(column.T)


@njit
def _put_in(leads: Leads, given: Given) -> None:
    """One lead after the other: each record is touched once."""
    for lead in range(len(leads)):
        this = leads[lead]
        this.created_ms, this.interest_ms = given.created_ms[lead], given.created_ms[lead]
        this.telephones, this.caught, this.gone = given.telephones[lead], given.caught[lead], given.gone[lead]
        this.first = given.first[lead]
        this.outlet, this.wrong_outlet, this.dealer = given.outlet[lead], given.wrong_outlet[lead], NONE
        this.child_after_win, this.child_after_loss = given.child_after_win[lead], given.child_after_loss[lead]
        this.capture_ms, this.handling_ms = given.capture_ms[lead], given.handling_ms[lead]
        this.planned, this.reached_at = given.attempts[0, lead], given.reached_at[0, lead]
        this.exit_at, this.stages_entered = given.exit_at[lead], given.stages_entered[lead]
        this.at_end, this.buys = given.chance[lead], given.buys[lead]
        this.end_ms, this.response_ms, this.behind, this.ended = NONE, NONE, NONE, OPEN


def _pools(agents: int, sellers: IntArray) -> Pools:
    pools = np.zeros(len(sellers) + 1, dtype=POOL)
    pools["free"][0], pools["free"][1:] = agents, sellers
    pools["head"] = pools["tail"] = NONE
    return pools
