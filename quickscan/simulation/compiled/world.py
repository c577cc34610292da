"""What the compiled engine works on: a record for each lead, queues before people, and the list of coming events.

Few arrays, each of records: machine code passes them around cheaply, and what belongs to a lead lies side by side in memory.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import Calendar
from quickscan.simulation.compiled.events import Events
from quickscan.simulation.fates import SmallArray
from quickscan.simulation.jit import njit
from quickscan.simulation.records import Journeys
from quickscan.simulation.rules import Outlets, Settings
from quickscan.simulation.streams.durations import Work

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

LEAD = np.dtype(
    [
        # where it stands: what its next event means, outlets that had it before, times nurture took it up again, of this pursuit
        # attempts made, planned and the one that reaches it, stages begun, what its fate says, who waits behind it, and when it
        # came in or back
        *((name, np.int8) for name in ("step", "handed_on", "pursuit", "attempt", "planned", "reached_at", "stage")),
        *((name, np.int8) for name in ("exit_at", "stages_entered")),
        *((name, np.int8) for name in ("ended", "won", "attempts", "telephones", "caught", "gone", "first")),
        *((name, np.int32) for name in ("behind", "dealer", "outlet", "wrong_outlet", "child_after_win", "child_after_loss")),
        *((name, np.int64) for name in ("interest_ms", "response_ms", "seller_work_ms", "end_ms")),
        *((name, np.float64) for name in ("chance", "at_end", "buys")),
        *((name, np.int64) for name in ("created_ms", "call_centre_work_ms", "capture_ms", "handling_ms")),
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
    """What is looked up once on the way, or of which a lead has several, here as column x lead; see Streams for what they are."""

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
    attempts: SmallArray
    reached_at: SmallArray
    contact_ms: Work
    stage_work_ms: Work
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


NOTED_AS = {"ended": np.int8, "chance": np.float64, "won": np.int8}
"""The kind of those columns of Journeys that are no whole numbers of 64 bits."""


def journeys_of(leads: Leads) -> Journeys:
    """The notes of a run that has ended, each as a column in one piece."""
    journeys = Journeys(*(np.empty(len(leads), dtype=NOTED_AS.get(name, np.int64)) for name in Journeys._fields))
    _note_down(leads, journeys)
    return journeys


@njit
def _note_down(leads: Leads, notes: Journeys) -> None:
    """One lead after the other: each record is touched once."""
    for lead in range(len(leads)):
        this = leads[lead]
        notes.ended[lead], notes.won[lead], notes.chance[lead] = this.ended, this.won, this.chance
        notes.created_ms[lead], notes.end_ms[lead], notes.response_ms[lead] = this.created_ms, this.end_ms, this.response_ms
        notes.dealer[lead], notes.attempts[lead] = this.dealer, this.attempts
        notes.call_centre_work_ms[lead], notes.seller_work_ms[lead] = this.call_centre_work_ms, this.seller_work_ms
