"""Opening hours on an integer clock of milliseconds: "finish this much work from now" is one look-up.

Day 0 of the simulated time is a Monday; there are no holidays and no change between summer and winter time.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from quickscan.domain.process import OpeningHours

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
WEEK_MS = 7 * DAY_MS
DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Calendar:
    """Working time of a week, repeated for ever."""

    opens_ms: tuple[int, ...]
    """Opening time of each weekday, in milliseconds after midnight."""
    closes_ms: tuple[int, ...]
    """Closing time of each weekday; equal to the opening time on a closed day."""
    worked_before_ms: tuple[int, ...]
    """Working milliseconds in the week before each weekday begins; the eighth entry is those of the whole week."""

    @property
    def week_ms(self) -> int:
        """Working milliseconds in a week."""
        return self.worked_before_ms[DAYS_PER_WEEK]

    def worked_until(self, time_ms: int) -> int:
        """Working milliseconds from the start of time until `time_ms`."""
        week, in_week = divmod(time_ms, WEEK_MS)
        day, in_day = divmod(in_week, DAY_MS)
        opens, closes = self.opens_ms[day], self.closes_ms[day]
        return week * self.week_ms + self.worked_before_ms[day] + min(max(in_day, opens), closes) - opens

    def finish(self, now_ms: int, work_ms: int) -> int:
        """The earliest time at which `work_ms` (above 0) of working time have passed since `now_ms`."""
        week, rest_ms = divmod(self.worked_until(now_ms) + work_ms, self.week_ms)
        if rest_ms == 0:  # the work ends with the last working moment of the week before
            week, rest_ms = week - 1, self.week_ms
        day = bisect_left(self.worked_before_ms, rest_ms) - 1
        return week * WEEK_MS + day * DAY_MS + self.opens_ms[day] + rest_ms - self.worked_before_ms[day]

    def open_ms(self, start_ms: int, end_ms: int) -> int:
        """Working milliseconds between two times."""
        return self.worked_until(end_ms) - self.worked_until(start_ms)


def make_calendar(hours: OpeningHours) -> Calendar:
    """The calendar of some opening hours, rounded to milliseconds."""
    opens = [round(day.opens * HOUR_MS) if day else 0 for day in hours.days()]
    closes = [round(day.closes * HOUR_MS) if day else 0 for day in hours.days()]
    return Calendar(tuple(opens), tuple(closes), _running_total([end - start for start, end in zip(opens, closes, strict=True)]))


def _running_total(parts: Sequence[int]) -> tuple[int, ...]:
    totals = [0]
    for part in parts:
        totals.append(totals[-1] + part)
    return tuple(totals)
