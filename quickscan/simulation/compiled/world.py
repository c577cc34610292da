"""What the compiled engine works on: a record for each lead, queues before people, and the list of coming events.

Few arrays, each of records: machine code passes them around cheaply, and what belongs to a lead lies side by side in memory.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from quickscan.simulation.calendar import Calendar
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.jit import with_attributes
from quickscan.simulation.records import NONE, OPEN, Journeys
from quickscan.simulation.rules import Outlets, Settings
from quickscan.simulation.streams.deal import Streams

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

KNOWN = (
    "capture_ms", "telephones", "caught", "gone", "call_again_ms", "handling_ms", "handling_again_ms", "ripening_ms",
    "transfer_ms", "orphan_ms", "assignment_ms", "outlet", "wrong_outlet", "correction_ms", "stuck_ms", "recycled_ms", "first",
    "child_after_win", "child_after_loss", "child_ms",
)  # fmt: skip
"""Columns of the streams that each lead's record holds as whole numbers."""
NOTED = (
    "ended", "created_ms", "end_ms", "response_ms", "waited_ms", "dealer", "attempts", "call_centre_work_ms",
    "seller_work_ms", "won",
)  # fmt: skip
"""What is noted down about each lead as whole numbers; see Journeys."""
STANDING = ("step", "handed_on", "pursuit", "attempt", "stage", "interest_ms", "behind", "exit_at", "stages_entered")
"""Where it stands: what its next event means, outlets that had it before, times nurture took it up again, attempts made and
stages begun, when it came in or back, who waits behind it, and what its fate says."""
LEAD = np.dtype(
    [(name, np.int64) for name in (*STANDING, *NOTED, *KNOWN)] + [(name, np.float64) for name in ("chance", "at_end", "buys")]
)
"""A lead: everything about it in one record."""
Leads = NDArray[np.void]

POOL = np.dtype([("free", np.int64), ("head", np.int64, (2,)), ("tail", np.int64, (2,))])
"""People, and who waits for them (whom scoring puts first, then everybody else): the lead that waits longest, and the last."""
Pools = NDArray[np.void]
CALL_CENTRE = 0
"""The pool of the agents; the pool of outlet d is d + 1."""


class Layout(NamedTuple):
    """Where in a row of times each kind of them begins."""

    reaction: int
    attempts: int
    reached_at: int
    contact: int
    stage_work: int
    stage: int
    pursuits: int
    attempts_a_pursuit: int


class World(NamedTuple):
    """Everything at once."""

    settings: Settings
    layout: Layout
    leads: Leads
    times: IntArray
    """Lead x what differs in number from model to model; see Layout."""
    ignored: FloatArray
    """Lead x outlet that gets it one after the other."""
    outlets: Outlets
    pools: Pools
    events: IntArray
    """A heap of time x 2^21 + lead from entry 1 on: the next event first, equal times by lead. Entry 0 counts them; the last
    entry is 1 where a time did not fit."""
    call_centre: Calendar
    dealers: Calendar
    batch_ms: IntArray
    transfer_batch_ms: IntArray


def make_world(model: CompiledModel, streams: Streams) -> World:
    """The world at the start of a run: nobody there, nobody busy."""
    rules = model.rules
    layout, times = _times(streams)
    return World(
        settings=rules.settings,
        layout=layout,
        leads=with_attributes(_leads(streams)),
        times=times,
        ignored=np.ascontiguousarray(streams.ignored),
        outlets=with_attributes(rules.outlets.copy()),
        pools=with_attributes(_pools(rules.settings.agents, rules.sellers)),
        events=np.zeros(len(streams.leads.channel) + 2, dtype=np.int64),
        call_centre=rules.call_centre,
        dealers=rules.dealers,
        batch_ms=rules.batch_ms,
        transfer_batch_ms=rules.transfer_batch_ms,
    )


def journeys_of(leads: Leads) -> Journeys:
    """The notes of a run that has ended."""
    return Journeys(chance=leads["chance"].copy(), **{name: leads[name].copy() for name in NOTED})


def _leads(streams: Streams) -> Leads:
    fates, number = streams.fates, len(streams.leads.channel)
    leads = np.zeros(number, dtype=LEAD)
    for name in KNOWN:
        leads[name] = getattr(streams, name)
    for name in ("end_ms", "response_ms", "waited_ms", "dealer", "behind"):
        leads[name] = NONE
    leads["ended"] = OPEN
    leads["exit_at"], leads["stages_entered"] = fates.exit_at, fates.stages_entered
    leads["at_end"], leads["buys"] = fates.chance, streams.buys
    leads["created_ms"] = leads["interest_ms"] = streams.leads.created_ms
    return leads


def _times(streams: Streams) -> tuple[Layout, IntArray]:
    parts = (
        streams.reaction_ms, streams.attempts, streams.reached_at, streams.contact_ms, streams.stage_work_ms, streams.stage_ms,
    )  # fmt: skip
    begins = np.concatenate([[0], np.cumsum([part.shape[1] for part in parts])]).tolist()
    pursuits = streams.attempts.shape[1]
    reaction, attempts, reached_at, contact, stage_work, stage, _ = begins
    a_pursuit = streams.contact_ms.shape[1] // pursuits
    return Layout(reaction, attempts, reached_at, contact, stage_work, stage, pursuits, a_pursuit), np.concatenate(parts, axis=1)


def _pools(agents: int, sellers: IntArray) -> Pools:
    pools = np.zeros(len(sellers) + 1, dtype=POOL)
    pools["free"][0], pools["free"][1:] = agents, sellers
    pools["head"] = pools["tail"] = NONE
    return pools
