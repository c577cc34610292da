"""Whether the warm-up of a process is long enough: queues are empty at first, so early leads wait less than those of the year."""

from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.compare import AsIs
from quickscan.domain.process import LeadProcess
from quickscan.domain.warm_up import WarmUpCheck
from quickscan.simulation.calendar import DAY_MS, HOUR_MS
from quickscan.simulation.records import NONE, LeadRecords
from quickscan.simulation.replicate import Case, Plan, Progress, Run, replicate
from quickscan.simulation.warm_up import warm_up_days

FloatArray = NDArray[np.float64]


def check_warm_up(as_is: AsIs, plan: Plan, run: Run = map, progress: Progress | None = None) -> WarmUpCheck:
    """The warm-up that the process needs, from the hours that the leads of each day wait for an answer, warm-up included.

    By Little's law that sum stands for the queues. Seasons and bursts are taken out first: they are no transient.

    Raises ScanError for a plan that cannot be run.
    """
    case = replace(as_is, process=_without_seasons(as_is.process)).case()
    plan.check(case.model)
    daily: list[FloatArray] = []
    for waited in run(partial(_waited, case, plan), range(plan.replications)):
        daily.append(waited)
        if progress is not None:
            progress(len(daily) / plan.replications)
    given, needed = as_is.process.warm_up_days, warm_up_days(np.array(daily))
    enough = needed is not None and needed <= given
    return WarmUpCheck(given_days=given, needed_days=needed, replications=plan.replications, enough=enough)


def waited_hours_by_day(records: LeadRecords, days: int) -> FloatArray:
    """Hours that the leads of each day waited for an answer, those together that came in on it; leads without one left out."""
    answered = (records.response_ms != NONE) & (records.created_ms < days * DAY_MS)
    day = records.created_ms[answered] // DAY_MS
    return np.bincount(day, weights=records.response_ms[answered] / HOUR_MS, minlength=days).astype(np.float64)


def _waited(case: Case, plan: Plan, replication: int) -> FloatArray:
    return waited_hours_by_day(replicate(case, plan, replication), case.model.horizon_ms // DAY_MS)


def _without_seasons(process: LeadProcess) -> LeadProcess:
    channels = tuple(channel.model_copy(update={"bursts": ()}) for channel in process.channels)
    return process.model_copy(update={"month_weights": (1.0,) * 12, "channels": channels})
