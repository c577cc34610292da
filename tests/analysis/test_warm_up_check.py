"""Whether a process is given the warm-up that it needs: short where nobody queues, never long enough where queues only grow."""

import numpy as np
import pytest

from quickscan.analysis.compare import AsIs
from quickscan.analysis.warm_up_check import check_warm_up, waited_hours_by_day
from quickscan.files.catalogue import shipped_process, shipped_process_ids
from quickscan.files.read import read_process
from quickscan.simulation.calendar import DAY_MS, HOUR_MS
from quickscan.simulation.records import NONE
from quickscan.simulation.replicate import Plan, replicate
from tests.material import car_dealers, evidence, knowledge, scaled, uniform, with_dealers


def subject(share_of_time: float, severity: float = 0.0) -> AsIs:
    process = with_dealers(scaled(car_dealers(), 0.3), share_of_time_for_leads=share_of_time)
    return AsIs(process, uniform(severity), evidence(), knowledge())


def test_hours_are_those_of_the_leads_of_each_day() -> None:
    records = replicate(subject(0.5, 0.4).case(), Plan(seed=5), 0)
    hours = waited_hours_by_day(records, 100)
    day = 37
    of_day = (records.created_ms // DAY_MS == day) & (records.response_ms != NONE)
    assert of_day.any()
    assert hours.shape == (100,)
    assert hours[day] == pytest.approx(records.response_ms[of_day].sum() / HOUR_MS)


def test_where_queues_only_grow_no_warm_up_is_long_enough() -> None:
    plan = Plan(replications=12)
    roomy, drowning = check_warm_up(subject(1.0), plan), check_warm_up(subject(0.01), plan)
    assert roomy.needed_days is not None
    assert roomy.enough == (roomy.needed_days <= roomy.given_days == 28)
    assert (drowning.needed_days, drowning.enough) == (None, False)


@pytest.mark.parametrize("name", shipped_process_ids())
@pytest.mark.parametrize("severity", [0.0, 0.42])
def test_in_shipped_processes_nothing_goes_on_growing(name: str, severity: float) -> None:
    """A lead waits as long in the second half of the time measured as in the first, also where no cause keeps leads away."""
    process = read_process(shipped_process(name), knowledge())
    case = AsIs(process.model_copy(update={"month_weights": (1.0,) * 12}), uniform(severity), evidence(), knowledge()).case()
    first, days = case.model.warm_up_ms // DAY_MS, case.model.horizon_ms // DAY_MS
    waits = np.zeros(2)
    for year in range(8):
        records = replicate(case, Plan(seed=2), year)
        answered = records.created_ms[records.response_ms != NONE] // DAY_MS
        of_day = np.stack([waited_hours_by_day(records, days), np.bincount(answered, minlength=days)[:days]])[:, first:]
        halves = np.array_split(of_day, 2, axis=1)
        waits += [half.sum(axis=1)[0] / half.sum(axis=1)[1] for half in halves]
    assert waits[1] == pytest.approx(waits[0], rel=0.1)
