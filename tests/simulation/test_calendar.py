"""Opening hours against a calendar that counts every single minute."""

from hypothesis import given, settings
from hypothesis import strategies as st

from quickscan.domain.process_parts import WEEKDAYS, DayHours, OpeningHours
from quickscan.simulation.calendar import DAY_MS, MINUTE_MS, WEEK_MS, make_calendar

MINUTES_A_DAY = 24 * 60


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


@settings(max_examples=60)
@given(hours=HOURS, start=TIMES, work=st.integers(1, 3000))
def test_work_ends_when_a_count_of_every_minute_says_so(hours: OpeningHours, start: int, work: int) -> None:
    minute, left = start, work
    while left:
        left -= _is_open(hours, minute)
        minute += 1
    assert make_calendar(hours).finish(start * MINUTE_MS, work * MINUTE_MS) == minute * MINUTE_MS


@settings(max_examples=60)
@given(hours=HOURS, start=TIMES, length=st.integers(0, 2 * 7 * MINUTES_A_DAY))
def test_open_time_is_the_number_of_open_minutes(hours: OpeningHours, start: int, length: int) -> None:
    counted = sum(_is_open(hours, minute) for minute in range(start, start + length))
    assert make_calendar(hours).open_ms(start * MINUTE_MS, (start + length) * MINUTE_MS) == counted * MINUTE_MS


@given(hours=HOURS, now=st.integers(0, 10 * WEEK_MS), first=st.integers(1, WEEK_MS), second=st.integers(1, WEEK_MS))
def test_work_in_two_parts_ends_with_the_whole(hours: OpeningHours, now: int, first: int, second: int) -> None:
    calendar = make_calendar(hours)
    end = calendar.finish(now, first + second)
    assert calendar.finish(calendar.finish(now, first), second) == end
    assert calendar.open_ms(now, end) == first + second
    assert calendar.open_ms(now, end - 1) < first + second  # not a millisecond later than needed


@given(now=st.integers(0, 10 * WEEK_MS), work=st.integers(1, WEEK_MS))
def test_who_works_day_and_night_needs_no_calendar(now: int, work: int) -> None:
    always = make_calendar(OpeningHours(**{day: DayHours(opens=0, closes=24) for day in WEEKDAYS}))
    assert always.week_ms == WEEK_MS
    assert always.finish(now, work) == now + work


def test_work_that_fills_a_day_ends_at_closing_and_one_millisecond_more_the_next_morning() -> None:
    calendar = make_calendar(OpeningHours(monday=DayHours(opens=9, closes=17), tuesday=DayHours(opens=8.5, closes=12)))
    whole_day = 8 * 60 * MINUTE_MS
    assert calendar.finish(0, whole_day) == 17 * 60 * MINUTE_MS
    assert calendar.finish(0, whole_day + 1) == DAY_MS + 510 * MINUTE_MS + 1
