"""One replication counted step by step: arrays that the estimates of the flow are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.calibration import GATE_PLACES
from quickscan.domain.flow import ANSWERED_WITHIN_HOURS, FLOW_STEPS
from quickscan.simulation.calendar import HOUR_MS
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.load import weekly_load
from quickscan.simulation.measure import Figures, measure
from quickscan.simulation.records import NONE
from quickscan.simulation.replicate import Case, Followed, Plan, follow_leads

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

CAME_IN, RECORDED, REACHED, WON = (FLOW_STEPS.index(step) for step in ("came_in", "recorded", "reached", "won"))


@dataclass(frozen=True, eq=False)
class FlowCounts:
    """What one replication tells."""

    figures: Figures
    """The figures of the year."""
    leads: FloatArray
    """Step x channel: leads that got to a step or further; sales at the last."""
    stopped: FloatArray
    """Step x cause x channel: leads that a cause stopped after a step."""
    lost: FloatArray
    """Place x cause x channel: would-be sales lost."""
    potential: FloatArray
    """By channel: sales with all causes removed."""
    to_answer: float
    """Leads that should be answered."""
    waited: FloatArray
    """Share of them by class of response time; the last one: never."""
    load: FloatArray
    """Crew x week."""


def count_flow(case: Case, undisturbed: CompiledModel, plan: Plan, replication: int) -> FlowCounts:
    """Run one replication and count it; `undisturbed` is the model if no cause struck."""
    model, followed = case.model, follow_leads(case, undisturbed, plan, replication)
    figures = measure(model, followed.records, case.prices)
    load = weekly_load(model, followed.records)
    of_year = _of_the_year(model, followed)
    to_answer, waited = _waited(of_year)
    return FlowCounts(
        figures=figures,
        leads=_leads(model, of_year),
        stopped=_stopped(model, of_year),
        lost=_lost(model, of_year),
        potential=_by_channel(model, of_year, of_year.records.chance_without_causes),
        to_answer=to_answer,
        waited=waited,
        load=load,
    )


def _of_the_year(model: CompiledModel, followed: Followed) -> Followed:
    since_ms = followed.records.since_ms
    counted = (since_ms >= model.warm_up_ms) & (since_ms < model.horizon_ms)
    return followed.only(counted)


def _by_channel(model: CompiledModel, followed: Followed, weights: FloatArray) -> FloatArray:
    return np.asarray(np.bincount(followed.records.channel, weights=weights, minlength=len(model.channels)), dtype=np.float64)


def _leads(model: CompiledModel, followed: Followed) -> FloatArray:
    """Every lead counts at its last step and all before it; a sale counts with its chance, as in all figures."""
    came = followed.reach != NONE
    shape = (len(FLOW_STEPS), len(model.channels))
    last = _sums(shape, (followed.reach[came], followed.records.channel[came]), np.ones(int(came.sum())))
    counts = np.cumsum(last[::-1], axis=0)[::-1]
    counts[WON] = _by_channel(model, followed, followed.records.chance)
    return np.asarray(counts)


def _stopped(model: CompiledModel, followed: Followed) -> FloatArray:
    """Before a prospect is reached, leads that a cause held back; after that, what their chance to buy has lost by then."""
    records, late = followed.records, (followed.reach == REACHED) & (followed.records.blamed != NONE)
    cause = np.where(late, records.blamed, followed.held_by)
    weights, struck = np.where(late, _lost_chance(followed), 1.0), (followed.reach != NONE) & (cause != NONE)
    shape = (len(FLOW_STEPS), len(model.causes), len(model.channels))
    return _sums(shape, (followed.reach[struck], cause[struck], records.channel[struck]), weights[struck])


def _lost(model: CompiledModel, followed: Followed) -> FloatArray:
    records, struck = followed.records, followed.records.blamed != NONE
    shape = (len(GATE_PLACES), len(model.causes), len(model.channels))
    where = (records.place[struck], records.blamed[struck], records.channel[struck])
    return _sums(shape, where, _lost_chance(followed)[struck])


def _lost_chance(followed: Followed) -> FloatArray:
    records = followed.records
    return np.maximum(records.chance_without_causes - records.chance, 0.0)


def _waited(followed: Followed) -> tuple[float, FloatArray]:
    """Leads that should be answered, and the share of them by class of response time."""
    records = followed.records
    set_aside = (followed.reach == RECORDED) & (followed.held_by == NONE)
    due = (followed.reach >= CAME_IN) & ~set_aside
    answered = records.response_ms[due & (records.response_ms != NONE)] / HOUR_MS
    ends = np.searchsorted(np.array(ANSWERED_WITHIN_HOURS), answered, side="left")
    number = float(due.sum())
    classes = np.bincount(ends, minlength=len(ANSWERED_WITHIN_HOURS) + 1)
    return number, np.append(classes, number - len(answered)) / max(number, 1.0)


def _sums(shape: tuple[int, ...], index: tuple[IntArray, ...], weights: FloatArray) -> FloatArray:
    """Weights summed by several indices."""
    flat = np.ravel_multi_index(index, shape)
    return np.asarray(np.bincount(flat, weights=weights, minlength=int(np.prod(shape))), dtype=np.float64).reshape(shape)
