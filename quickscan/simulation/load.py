"""How busy people are from week to week: a year on average may hide weeks in which nobody keeps up, as after a fair."""

from typing import get_args

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.flow import Crew
from quickscan.simulation.calendar import DAYS_PER_WEEK, WEEK_MS, Calendar, open_ms
from quickscan.simulation.compile import CompiledModel
from quickscan.simulation.records import LeadRecords

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

CREWS: tuple[Crew, ...] = get_args(Crew)
"""The rows of a load."""


def weekly_load(model: CompiledModel, records: LeadRecords) -> FloatArray:
    """Crew (in the order of CREWS) x week of the time measured: working time that the leads of that week cause, sooner or later,
    over the opening hours of all people in that week.

    Above 1, a week brings more than its people can do in it. The mean over whole weeks is the utilisation of the year. Leads that
    follow from others count in the week of those. Days beyond the last whole week belong to that week. 0 where nobody is.
    """
    rules = model.rules
    return np.stack(
        [
            _load(model, records, records.call_centre_work_ms, rules.call_centre, rules.settings.agents),
            _load(model, records, records.seller_work_ms, rules.dealers, int(rules.sellers.sum())),
        ]
    )


def _load(model: CompiledModel, records: LeadRecords, work_ms: IntArray, calendar: Calendar, people: int) -> FloatArray:
    weeks = model.process.measured_days // DAYS_PER_WEEK
    counted = (records.since_ms >= model.warm_up_ms) & (records.since_ms < model.horizon_ms)
    week = np.minimum((records.since_ms[counted] - model.warm_up_ms) // WEEK_MS, weeks - 1)
    work = np.bincount(week, weights=work_ms[counted].astype(np.float64), minlength=weeks)
    starts = [model.warm_up_ms + number * WEEK_MS for number in range(weeks)]
    time = np.array([open_ms(calendar, *span) for span in zip(starts, [*starts[1:], model.horizon_ms], strict=True)])
    return np.asarray(work / (people * time)) if people else np.zeros(weeks)
