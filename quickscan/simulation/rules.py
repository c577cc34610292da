"""The rules an engine needs while it runs: plain numbers and arrays that both engines read alike."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from quickscan.domain.process import LeadProcess
from quickscan.domain.process_steps import ROUTING_POLICIES
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS, Calendar, clock_times_ms, make_calendar
from quickscan.simulation.harm import Harm

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

MANUAL_BATCH, RULES, TERRITORY, ROUND_ROBIN, LOAD_BALANCED, PERFORMANCE_BASED, FIRST_TO_ACCEPT = range(len(ROUTING_POLICIES))
GOLDEN_RATIO = 0.6180339887498949
"""Multiples of it modulo 1 spread outlets evenly, however many there are."""


OUTLET = np.dtype(
    [
        ("sellers", np.int64),
        ("first", np.int64),  # the first outlet of its region
        ("after", np.int64),  # the first outlet after its region
        ("skill", np.float64),  # by what its chance to close is multiplied; 1 on average
        ("ignored_share", np.float64),  # the share of leads it never takes up when it has none open
        ("load_effect", np.float64),  # how each open lead per seller changes that share
        ("open_leads", np.int64),
        ("turn", np.int64),  # of the first outlet of a region: leads given out in turn so far
    ]
)
"""An outlet: what it is like, and what it has to do at the moment."""
Outlets = NDArray[np.void]
"""One OUTLET each."""


class Settings(NamedTuple):
    """Single numbers that an engine looks up. Times are milliseconds; 0 where there is no such rule."""

    agents: int
    policy: int
    """Index in ROUTING_POLICIES."""
    direct: bool
    """Whether sellers qualify by themselves."""
    reassign_ms: int
    rounds: int
    """How many outlets may get a lead one after the other."""
    spacing_ms: int
    tau_ms: float
    beta: float
    """Decay of the chance of a sale: (1 + t / tau) ^ -beta; 0 where waiting costs nothing."""


@dataclass(frozen=True, eq=False)
class Rules:
    """What an engine looks up while leads move."""

    settings: Settings
    call_centre: Calendar
    dealers: Calendar
    outlets: Outlets
    """As they are before the first lead: an engine works on a copy."""
    batch_ms: IntArray
    """Clock times of manual assignment; empty where it is done at any time."""
    transfer_batch_ms: IntArray
    """Clock times at which records are re-keyed into the sales system; empty where that is done at once."""

    @property
    def sellers(self) -> IntArray:
        """By outlet."""
        return np.asarray(self.outlets["sellers"])


def compile_rules(process: LeadProcess, harm: Harm, tau_minutes: float, beta: float) -> Rules:
    """The rules of a process."""
    acceptance, routing = process.acceptance, process.routing
    reassigned = acceptance.reassign_after_hours if harm.waiting_costs_sales else None
    return Rules(
        settings=Settings(
            agents=process.call_centre.agents,
            policy=ROUTING_POLICIES.index(routing.policy),
            direct=process.qualification.place == "direct",
            reassign_ms=round((reassigned or 0.0) * HOUR_MS),
            rounds=1 + (acceptance.most_reassignments if reassigned else 0),
            spacing_ms=round(process.dealers.attempt_spacing_hours * HOUR_MS),
            tau_ms=tau_minutes * MINUTE_MS,
            beta=beta,
        ),
        call_centre=make_calendar(process.call_centre.opening_hours),
        dealers=make_calendar(process.dealers.opening_hours),
        outlets=_outlets(process, harm),
        batch_ms=clock_times_ms(routing.batch_hours if routing.policy == "manual_batch" else ()),
        transfer_batch_ms=clock_times_ms(process.hand_over.batch_hours if process.hand_over.link == "batches" else ()),
    )


def _outlets(process: LeadProcess, harm: Harm) -> Outlets:
    """The outlets before the first lead. Experience is spread over them as evenly as can be."""
    dealers, acceptance = process.dealers, process.acceptance
    experienced = _spread(dealers.outlets) < acceptance.experienced_share
    watched = np.where(experienced, acceptance.monitoring_effect_experienced, acceptance.monitoring_effect_novice)
    outlets = np.zeros(dealers.outlets, dtype=OUTLET)
    outlets["sellers"] = _spread_evenly(dealers.sellers, dealers.outlets)
    outlets["first"], outlets["after"] = _regions(dealers.outlets, dealers.territories or dealers.outlets)
    outlets["skill"] = _skills(dealers.outlets, dealers.skill_spread if harm.waiting_costs_sales else 0.0)
    outlets["ignored_share"] = harm.ignored_share * (1.0 + (watched if acceptance.monitored else 0.0))
    outlets["load_effect"] = np.where(experienced, acceptance.load_effect_experienced, acceptance.load_effect_novice)
    return outlets


def review_interval_ms(process: LeadProcess) -> int:
    """Milliseconds between two reviews of open leads."""
    return round(process.acceptance.review_every_days * DAY_MS)


def _spread_evenly(people: int, places: int) -> IntArray:
    base, more = divmod(people, places)
    return np.array([base + (place < more) for place in range(places)], dtype=np.int64)


def _regions(outlets: int, territories: int) -> tuple[IntArray, IntArray]:
    """For each outlet the first one of its region, and the first one after it."""
    ends = np.cumsum(_spread_evenly(outlets, territories))
    region = np.searchsorted(ends, np.arange(outlets), side="right")
    return np.concatenate([[0], ends])[region], ends[region]


def _spread(places: int) -> FloatArray:
    """A number from 0 to 1 for each place, spread evenly."""
    return np.asarray((np.arange(1, places + 1) * GOLDEN_RATIO) % 1.0)


def _skills(outlets: int, spread: float) -> FloatArray:
    """Lognormal skills with mean 1 over the outlets."""
    raw = np.exp(spread * ndtri((np.argsort(np.argsort(_spread(outlets))) + 0.5) / outlets))
    return np.asarray(raw / raw.mean())
