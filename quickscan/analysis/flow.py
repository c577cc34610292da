"""How leads flow through the process as it is: volumes, leaks, losses, waiting times and load, each with its interval."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs
from quickscan.analysis.flow_counts import FlowCounts, count_flow
from quickscan.domain.calibration import GATE_PLACES, GatePlace
from quickscan.domain.flow import (
    ANSWERED_WITHIN_HOURS,
    FLOW_STEPS,
    ChannelFlow,
    Crew,
    CrewLoad,
    LeadFlow,
    Leak,
    Responses,
    StepCount,
    Waiting,
    places_after,
)
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.simulation.load import CREWS
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.simulate import summarise

FloatArray = NDArray[np.float64]
BUSY, OVERLOADED = 0.85, 1.0
"""Loads from which on queues grow fast, and without end."""
_CLASSES = tuple(zip((0.0, *ANSWERED_WITHIN_HOURS), (*ANSWERED_WITHIN_HOURS, None), strict=True))


def lead_flow(as_is: AsIs, plan: Plan, run: Run = map, progress: Progress | None = None) -> LeadFlow:
    """The flow of the process as it is. Raises ScanError for a plan that cannot be run."""
    case, undisturbed = as_is.case(), replace(as_is, severity={}).case().model
    plan.check(case.model)
    counts: list[FlowCounts] = []
    for counted in run(partial(count_flow, case, undisturbed, plan), range(plan.replications)):
        counts.append(counted)
        if progress is not None:
            progress(len(counts) / plan.replications)
    simulation = summarise([of.figures for of in counts], as_is.process, as_is.calibration, as_is.knowledge, plan)
    return _summary(as_is, simulation, counts)


def _summary(as_is: AsIs, simulation: SimulationResult, counts: Sequence[FlowCounts]) -> LeadFlow:
    leads, stopped, lost = (_stack(counts, of) for of in (lambda one: one.leads, lambda one: one.stopped, lambda one: one.lost))
    causes = as_is.knowledge.cause_ids
    return LeadFlow(
        simulation=simulation,
        steps=_steps(causes, leads.sum(axis=-1), stopped.sum(axis=-1), lost.sum(axis=-1)),
        channels=tuple(
            ChannelFlow(
                channel=channel.channel,
                steps=_steps(causes, leads[..., number], stopped[..., number], lost[..., number]),
                potential=_estimate([one.potential[number] for one in counts]),
                lost_by_cause=_by_cause(causes, lost[..., number].sum(axis=1), all_of_them=True),
            )
            for number, channel in enumerate(as_is.process.channels)
        ),
        lost_at=_lost_at(causes, lost.sum(axis=-1)),
        responses=_responses(simulation, counts),
        load={crew: _load(as_is, simulation, crew, _stack(counts, lambda one: one.load)) for crew in CREWS},
    )


def _stack(counts: Sequence[FlowCounts], of: Callable[[FlowCounts], FloatArray]) -> FloatArray:
    """One array of all replications, replication first."""
    return np.stack([of(one) for one in counts])


def _steps(causes: Sequence[str], leads: FloatArray, stopped: FloatArray, lost: FloatArray) -> tuple[StepCount, ...]:
    """From replication x step, x step x cause and x place x cause."""
    steps = []
    for number, step in enumerate(FLOW_STEPS):
        leak = None
        if number + 1 < len(FLOW_STEPS):
            ended = leads[:, number] - leads[:, number + 1]
            places = [GATE_PLACES.index(place) for place in places_after(step)]
            leak = Leak(
                ended=_estimate(ended),
                natural=_estimate(ended - stopped[:, number].sum(axis=1)),
                stopped=_by_cause(causes, stopped[:, number]),
                lost_sales=_by_cause(causes, lost[:, places].sum(axis=1)),
            )
        steps.append(StepCount(step=step, leads=_estimate(leads[:, number]), leak=leak))
    return tuple(steps)


def _by_cause(causes: Sequence[str], values: FloatArray, all_of_them: bool = False) -> dict[str, Estimate]:
    """From replication x cause; by default without causes that do nothing."""
    return {cause: _estimate(values[:, number]) for number, cause in enumerate(causes) if all_of_them or values[:, number].any()}


def _lost_at(causes: Sequence[str], lost: FloatArray) -> dict[GatePlace, dict[str, Estimate]]:
    """From replication x place x cause."""
    return {place: _by_cause(causes, lost[:, number]) for number, place in enumerate(GATE_PLACES) if lost[:, number].any()}


def _responses(simulation: SimulationResult, counts: Sequence[FlowCounts]) -> Responses:
    shares = _stack(counts, lambda one: one.waited)
    return Responses(
        leads=_estimate([one.to_answer for one in counts]),
        classes=tuple(
            Waiting(more_than_hours=low, up_to_hours=high, share=_estimate(shares[:, number]))
            for number, (low, high) in enumerate(_CLASSES)
        ),
        never=_estimate(shares[:, -1]),
        median_hours=simulation.response_time_hours.get("median"),
        p90_hours=simulation.response_time_hours.get("p90"),
    )


def _load(as_is: AsIs, simulation: SimulationResult, crew: Crew, load: FloatArray) -> CrewLoad:
    """From replication x crew x week."""
    weeks, process = load[:, CREWS.index(crew)], as_is.process
    return CrewLoad(
        people=process.call_centre.agents if crew == "call_centre" else process.dealers.sellers,
        utilisation=simulation.utilisation[crew],
        weeks=tuple(_estimate(week) for week in weeks.T),
        weeks_above_85=_estimate((weeks > BUSY).sum(axis=1)),
        weeks_above_100=_estimate((weeks > OVERLOADED).sum(axis=1)),
    )


def _estimate(values: FloatArray | list[float]) -> Estimate:
    return estimate([float(value) for value in values])
