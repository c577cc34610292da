"""Opening hours against a calendar that counts every single minute."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quickscan.domain.process_parts import WEEKDAYS, DayHours, OpeningHours
from quickscan.simulation import calendar
from quickscan.simulation.calendar import (
    CLOSES,
    DAY_MS,
    DAYS_PER_WEEK,
    HOUR_MS,
    MINUTE_MS,
    OPENS,
    WEEK_MS,
    WORKED_BEFORE,
    clock_times_ms,
    finish,
    is_open,
    make_calendar,
    next_batch,
    worked_until,
)
from tests.material import ALWAYS

MINUTES_A_DAY = 24 * 60
SHARED = (worked_until, finish, is_open, next_batch)


@pytest.fixture(params=["as called", "plain Python"], autouse=True, scope="module")
def _way(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every rule is shown twice: for the functions as engines call them, and for their plain Python."""
    with pytest.MonkeyPatch.context() as replaced:
        for function in SHARED if request.param == "plain Python" else ():
            replaced.setattr(calendar, function.__name__, getattr(function, "py_func", function))
        yield


@st.composite
def _day(draw: st.DrawFn) -> DayHours | None:
    if draw(st.booleans()):
        return None
    opens, closes = sorted(draw(st.lists(st.integers(0, 96), min_size=2, max_size=2, unique=True)))
    return DayHours(opens=opens / 4, closes=closes / 4)


HOURS = (
    st.fixed_dictionaries({day: _day() for day in WEEKDAYS})
    .filter(lambda days: any(days.values()))
    .map(lambda days: OpeningHours(**days))
)
TIMES = st.integers(0, 3 * 7 * MINUTES_A_DAY)


def _is_open(hours: OpeningHours, minute: int) -> bool:
    """Whether work is done in the minute that begins then."""
    day = hours.days()[minute // MINUTES_A_DAY % 7]
    return day is not None and day.opens * 60 <= minute % MINUTES_A_DAY < day.closes * 60


def _count(hours: OpeningHours, start: int, end: int) -> int:
    return sum(_is_open(hours, minute) for minute in range(start, end))


@settings(max_examples=60)
@given(hours=HOURS, start=TIMES, work=st.integers(1, 3000))
def test_work_ends_when_a_count_of_every_minute_says_so(hours: OpeningHours, start: int, work: int) -> None:
    minute, left = start, work
    while left:
        left -= _is_open(hours, minute)
        minute += 1
    assert calendar.finish(make_calendar(hours), start * MINUTE_MS, work * MINUTE_MS) == minute * MINUTE_MS


@settings(max_examples=60)
@given(hours=HOURS, start=TIMES, length=st.integers(0, 2 * 7 * MINUTES_A_DAY))
def test_open_time_is_the_number_of_open_minutes(hours: OpeningHours, start: int, length: int) -> None:
    found = calendar.open_ms(make_calendar(hours), start * MINUTE_MS, (start + length) * MINUTE_MS)
    assert found == _count(hours, start, start + length) * MINUTE_MS


@settings(max_examples=60)
@given(hours=HOURS, minute=TIMES, rest_ms=st.integers(0, MINUTE_MS - 1))
def test_time_worked_grows_while_open_and_stands_still_while_closed(hours: OpeningHours, minute: int, rest_ms: int) -> None:
    table, now_ms = make_calendar(hours), minute * MINUTE_MS + rest_ms
    there = _is_open(hours, minute)
    assert calendar.is_open(table, now_ms) is there
    assert calendar.worked_until(table, now_ms) == _count(hours, 0, minute) * MINUTE_MS + (rest_ms if there else 0)


@given(hours=HOURS, now=st.integers(0, 10 * WEEK_MS), first=st.integers(1, WEEK_MS), second=st.integers(1, WEEK_MS))
def test_work_in_two_parts_ends_with_the_whole(hours: OpeningHours, now: int, first: int, second: int) -> None:
    table = make_calendar(hours)
    end = calendar.finish(table, now, first + second)
    assert calendar.finish(table, calendar.finish(table, now, first), second) == end
    assert calendar.open_ms(table, now, end) == first + second
    assert calendar.open_ms(table, now, end - 1) < first + second  # not a millisecond later than needed


@given(now=st.integers(0, 10 * WEEK_MS), work=st.integers(1, WEEK_MS))
def test_who_works_day_and_night_needs_no_calendar(now: int, work: int) -> None:
    always = make_calendar(ALWAYS)
    assert always[WORKED_BEFORE, DAYS_PER_WEEK] == WEEK_MS
    assert calendar.finish(always, now, work) == now + work
    assert calendar.is_open(always, now)


def test_work_that_fills_a_day_ends_at_closing_and_one_millisecond_more_the_next_morning() -> None:
    table = make_calendar(OpeningHours(monday=DayHours(opens=9, closes=17), tuesday=DayHours(opens=8.5, closes=12)))
    whole_day = 8 * HOUR_MS
    assert calendar.finish(table, 0, whole_day) == 17 * HOUR_MS
    assert calendar.finish(table, 0, whole_day + 1) == DAY_MS + 510 * MINUTE_MS + 1


def test_the_closing_moment_is_closed_and_the_opening_moment_is_open() -> None:
    table = make_calendar(OpeningHours(monday=DayHours(opens=9, closes=17), sunday=DayHours(opens=0, closes=24)))
    moments = [9 * HOUR_MS - 1, 9 * HOUR_MS, 17 * HOUR_MS - 1, 17 * HOUR_MS, WEEK_MS - 1, WEEK_MS, WEEK_MS + 9 * HOUR_MS]
    assert [calendar.is_open(table, moment) for moment in moments] == [False, True, True, False, True, False, True]


@given(hours=HOURS)
def test_the_table_holds_the_hours_of_each_day_and_nothing_on_closed_ones(hours: OpeningHours) -> None:
    table = make_calendar(hours)
    for day, open_hours in enumerate(hours.days()):
        opens, closes = (open_hours.opens, open_hours.closes) if open_hours else (0, 0)
        assert table[OPENS, day] == opens * HOUR_MS
        assert table[CLOSES, day] == closes * HOUR_MS
        assert table[WORKED_BEFORE, day] == _count(hours, 0, day * MINUTES_A_DAY) * MINUTE_MS


CLOCK_HOURS = st.lists(st.integers(0, 96).map(lambda quarters: quarters / 4), min_size=1, max_size=5)


def _next_batch_minute(hours: OpeningHours, clock_hours: list[float], minute: int) -> int:
    """Look at every minute, at midnight both as the beginning of a day and as the end of the day before."""
    while True:
        for day, clock_minute in (
            (minute // MINUTES_A_DAY, minute % MINUTES_A_DAY),
            (minute // MINUTES_A_DAY - 1, MINUTES_A_DAY),
        ):
            due = clock_minute in [hour * 60 for hour in clock_hours]
            if due and minute == day * MINUTES_A_DAY + clock_minute and hours.days()[day % 7] is not None:
                return minute
        minute += 1


@settings(max_examples=60)
@given(hours=HOURS, clock_hours=CLOCK_HOURS, minute=TIMES)
@example(hours=ALWAYS, clock_hours=[24.0], minute=MINUTES_A_DAY)  # exactly at the end of a day
@example(hours=OpeningHours(sunday=DayHours(opens=9, closes=17)), clock_hours=[24.0], minute=0)
def test_the_next_batch_is_the_first_that_a_look_at_every_minute_finds(
    hours: OpeningHours, clock_hours: list[float], minute: int
) -> None:
    found = calendar.next_batch(make_calendar(hours), clock_times_ms(clock_hours), minute * MINUTE_MS)
    assert found == _next_batch_minute(hours, clock_hours, minute) * MINUTE_MS


@given(hours=HOURS, clock_hours=CLOCK_HOURS, now_ms=st.integers(0, 2 * WEEK_MS))
def test_who_comes_at_a_batch_is_in_it_and_who_comes_later_waits_for_the_next(
    hours: OpeningHours, clock_hours: list[float], now_ms: int
) -> None:
    table, batch_ms = make_calendar(hours), clock_times_ms(clock_hours)
    batch = calendar.next_batch(table, batch_ms, now_ms)
    assert calendar.next_batch(table, batch_ms, batch) == batch >= now_ms
    assert calendar.next_batch(table, batch_ms, batch + 1) > batch


def test_clock_times_are_sorted_milliseconds_after_midnight() -> None:
    assert clock_times_ms((16.5, 9, 12)).tolist() == [9 * HOUR_MS, 12 * HOUR_MS, 16 * HOUR_MS + 30 * MINUTE_MS]
    assert clock_times_ms(()).tolist() == []
