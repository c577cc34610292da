"""Opening hours on an integer clock of milliseconds: "finish this much work from now" is one look-up.

Day 0 of the simulated time is a Monday; there are no holidays and no change between summer and winter time. The functions are
shared by both engines.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from quickscan.domain.process_parts import OpeningHours
from quickscan.simulation.jit import njit, njit_apart

IntArray = NDArray[np.int64]

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
WEEK_MS = 7 * DAY_MS
DAYS_PER_WEEK = 7
MOMENT = (1 << 62) - 1
"""Times are below, and never before the start of time: telling so spares machine code the rounding of negative ones."""


Calendar = NDArray[np.int64]
"""Working time of a week, repeated for ever. Row 0: the opening time of each weekday in milliseconds after midnight; row 1: its
closing time, the same on a closed day; row 2: the working milliseconds of the week before each weekday begins, and in the eighth
entry those of the whole week."""
OPENS, CLOSES, WORKED_BEFORE = range(3)


@njit
def worked_until(calendar: Calendar, time_ms: int) -> int:
    """Working milliseconds from the start of time until `time_ms`."""
    week = (time_ms & MOMENT) // WEEK_MS
    in_week = time_ms - week * WEEK_MS
    day = in_week // DAY_MS
    in_day = in_week - day * DAY_MS
    opens, closes = calendar[OPENS, day], calendar[CLOSES, day]
    today = min(max(in_day, opens), closes) - opens
    return int(week * calendar[WORKED_BEFORE, DAYS_PER_WEEK] + calendar[WORKED_BEFORE, day] + today)


@njit
def finish(calendar: Calendar, now_ms: int, work_ms: int) -> int:
    """The earliest time at which `work_ms` (above 0) of working time have passed since `now_ms`."""
    day = (now_ms & MOMENT) // DAY_MS
    in_day, weekday = now_ms - day * DAY_MS, day % DAYS_PER_WEEK
    if calendar[OPENS, weekday] <= in_day and in_day + work_ms <= calendar[CLOSES, weekday]:
        return int(now_ms + work_ms)  # as most work does, it ends on the day it begins
    return _finish_over_nights(calendar, now_ms, work_ms)


@njit_apart
def _finish_over_nights(calendar: Calendar, now_ms: int, work_ms: int) -> int:
    week_ms = calendar[WORKED_BEFORE, DAYS_PER_WEEK]
    done = (worked_until(calendar, now_ms) + work_ms) & MOMENT
    week = done // week_ms
    rest_ms = done - week * week_ms
    if rest_ms == 0:  # the work ends with the last working moment of the week before
        week, rest_ms = week - 1, week_ms
    day = 0
    while calendar[WORKED_BEFORE, day + 1] < rest_ms:
        day += 1
    return int(week * WEEK_MS + day * DAY_MS + calendar[OPENS, day] + rest_ms - calendar[WORKED_BEFORE, day])


@njit
def is_open(calendar: Calendar, time_ms: int) -> bool:
    """Whether somebody is there at that moment; the closing moment itself is closed."""
    in_week = (time_ms & MOMENT) % WEEK_MS
    day = in_week // DAY_MS
    in_day = in_week - day * DAY_MS
    return bool(calendar[OPENS, day] <= in_day < calendar[CLOSES, day])


@njit_apart
def next_batch(calendar: Calendar, batch_ms: IntArray, now_ms: int) -> int:
    """The next time, not before now, at which a batch is done: one of the clock times, on a day that is not closed."""
    day = (now_ms - 1) // DAY_MS  # midnight is also 24 o'clock of the day before
    while True:
        weekday = day % DAYS_PER_WEEK
        if calendar[CLOSES, weekday] > calendar[OPENS, weekday]:
            for clock_ms in batch_ms:
                if day * DAY_MS + clock_ms >= now_ms:
                    return int(day * DAY_MS + clock_ms)
        day += 1


def open_ms(calendar: Calendar, start_ms: int, end_ms: int) -> int:
    """Working milliseconds between two times."""
    return worked_until(calendar, end_ms) - worked_until(calendar, start_ms)


def make_calendar(hours: OpeningHours) -> Calendar:
    """The calendar of some opening hours, rounded to milliseconds."""
    opens = [round(day.opens * HOUR_MS) if day else 0 for day in hours.days()]
    closes = [round(day.closes * HOUR_MS) if day else 0 for day in hours.days()]
    worked = _running_total([end - start for start, end in zip(opens, closes, strict=True)])
    return np.array([[*opens, 0], [*closes, 0], worked], dtype=np.int64)


def clock_times_ms(hours: Sequence[float]) -> IntArray:
    """Clock hours as sorted milliseconds after midnight."""
    return np.array(sorted(round(hour * HOUR_MS) for hour in hours), dtype=np.int64)


def _running_total(parts: Sequence[int]) -> list[int]:
    totals = [0]
    for part in parts:
        totals.append(totals[-1] + part)
    return totals
