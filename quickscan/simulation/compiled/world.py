"""What the compiled engine works on: a record for each lead, queues before people, and the list of coming events.

Few arrays, each of records: machine code passes them around cheaply, and what belongs to a lead lies side by side in memory.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import Calendar
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.compiled.events import Events, no_events
from quickscan.simulation.jit import with_attributes
from quickscan.simulation.records import NONE, OPEN, Journeys
from quickscan.simulation.rules import Outlets, Settings
from quickscan.simulation.streams.deal import Streams

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

FLAGS = ("telephones", "caught", "gone", "first")
PLACES = ("outlet", "wrong_outlet", "child_after_win", "child_after_loss")
DURATIONS = ("capture_ms", "handling_ms")
KNOWN = (*FLAGS, *PLACES, *DURATIONS)
"""Columns of the streams that each lead's record holds as whole numbers: what most leads need, or need again and again."""
NOTED = (
    "ended", "created_ms", "end_ms", "response_ms", "dealer", "attempts", "call_centre_work_ms", "seller_work_ms", "won",
)  # fmt: skip
"""What is noted down about each lead as whole numbers; see Journeys."""
LEAD = np.dtype(
    [
        # where it stands: what its next event means, outlets that had it before, times nurture took it up again, of this pursuit
        # attempts made, planned and the one that reaches it, stages begun, what its fate says, who waits behind it, and when it
        # came in or back
        *((name, np.int8) for name in ("step", "handed_on", "pursuit", "attempt", "planned", "reached_at", "stage")),
        *((name, np.int8) for name in ("exit_at", "stages_entered")),
        *((name, np.int8) for name in ("ended", "won", "attempts", *FLAGS)),
        *((name, np.int32) for name in ("behind", "dealer", *PLACES)),
        *((name, np.int64) for name in ("interest_ms", "response_ms", "seller_work_ms", "end_ms")),
        *((name, np.float64) for name in ("chance", "at_end", "buys")),
        *((name, np.int64) for name in ("created_ms", "call_centre_work_ms", *DURATIONS)),
    ],
    align=True,
)
"""A lead: what it needs on its whole way in one record, as small as can be, and what the outlets need side by side."""
Leads = NDArray[np.void]

POOL = np.dtype([("free", np.int64), ("head", np.int64, (2,)), ("tail", np.int64, (2,))])
"""People, and who waits for them (whom scoring puts first, then everybody else): the lead that waits longest, and the last."""
Pools = NDArray[np.void]
CALL_CENTRE = 0
"""The pool of the agents; the pool of outlet d is d + 1."""


class Columns(NamedTuple):
    """What is looked up once on the way, or of which a lead has several; see Streams, whose arrays these are."""

    call_again_ms: IntArray
    handling_again_ms: IntArray
    ripening_ms: IntArray
    transfer_ms: IntArray
    orphan_ms: IntArray
    assignment_ms: IntArray
    correction_ms: IntArray
    stuck_ms: IntArray
    recycled_ms: IntArray
    child_ms: IntArray
    reaction_ms: IntArray
    ignored: FloatArray
    attempts: IntArray
    reached_at: IntArray
    contact_ms: IntArray
    stage_work_ms: IntArray
    stage_ms: IntArray


class World(NamedTuple):
    """Everything at once."""

    settings: Settings
    leads: Leads
    columns: Columns
    outlets: Outlets
    pools: Pools
    events: Events
    """The next event first, equal times by lead."""
    call_centre: Calendar
    dealers: Calendar
    batch_ms: IntArray
    transfer_batch_ms: IntArray


def make_world(model: CompiledModel, streams: Streams) -> World:
    """The world at the start of a run: nobody there, nobody busy."""
    rules = model.rules
    return World(
        settings=rules.settings,
        leads=with_attributes(_leads(streams)),
        columns=Columns(*(np.ascontiguousarray(getattr(streams, name)) for name in Columns._fields)),
        outlets=with_attributes(rules.outlets.copy()),
        pools=with_attributes(_pools(rules.settings.agents, rules.sellers)),
        events=no_events(len(streams.leads.channel)),
        call_centre=rules.call_centre,
        dealers=rules.dealers,
        batch_ms=rules.batch_ms,
        transfer_batch_ms=rules.transfer_batch_ms,
    )


def journeys_of(leads: Leads) -> Journeys:
    """The notes of a run that has ended; those that are wide enough are shown, not copied."""
    return Journeys(chance=leads["chance"], **{name: leads[name].astype(np.int64, copy=False) for name in NOTED})


def _leads(streams: Streams) -> Leads:
    fates, number = streams.fates, len(streams.leads.channel)
    leads = np.zeros(number, dtype=LEAD)
    for name in KNOWN:
        leads[name] = getattr(streams, name)
    for name in ("end_ms", "response_ms", "dealer", "behind"):
        leads[name] = NONE
    leads["ended"] = OPEN
    leads["exit_at"], leads["stages_entered"] = fates.exit_at, fates.stages_entered
    leads["planned"], leads["reached_at"] = streams.attempts[:, 0], streams.reached_at[:, 0]
    leads["at_end"], leads["buys"] = fates.chance, streams.buys
    leads["created_ms"] = leads["interest_ms"] = streams.leads.created_ms
    return leads


def _pools(agents: int, sellers: IntArray) -> Pools:
    pools = np.zeros(len(sellers) + 1, dtype=POOL)
    pools["free"][0], pools["free"][1:] = agents, sellers
    pools["head"] = pools["tail"] = NONE
    return pools
