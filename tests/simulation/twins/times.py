"""Durations, hours and arrival patterns of generated processes, many of them such that events fall on the same millisecond."""

from hypothesis import strategies as st

from quickscan.domain.process_parts import WEEKDAYS, ArrivalPattern, DayHours, OpeningHours, Spread
from tests.material import ALWAYS, FLAT

SHARES = st.sampled_from((0.0, 0.1, 0.3, 0.5, 0.8, 1.0))
SOME = st.sampled_from((0.1, 0.3, 0.5, 0.8, 1.0))
"""A share of something that there is."""
HOUR_SECONDS = 3600.0
MINUTE_HOURS, DAY_HOURS = 1 / 60, 24.0
MILLISECOND_HOURS = 1e-3 / HOUR_SECONDS


@st.composite
def spreads(draw: st.DrawFn, unit_hours: float, most_hours: float) -> Spread:
    """A duration in units: always one millisecond, a few milliseconds, always a round time, or spread from lead to lead."""
    kind = draw(st.sampled_from(("one_millisecond", "few_milliseconds", "round", "spread", "spread")))
    if kind == "one_millisecond":
        return Spread(median=1e-12, p90=1e-12)
    if kind == "few_milliseconds":
        return Spread(median=3 * MILLISECOND_HOURS / unit_hours, p90=8 * MILLISECOND_HOURS / unit_hours)
    median_hours = min(draw(st.sampled_from((MINUTE_HOURS, 0.5, 1.0, 4.0, DAY_HOURS))), most_hours)
    wider = 1.0 if kind == "round" else draw(st.sampled_from((1.5, 4.0)))
    return Spread(median=median_hours / unit_hours, p90=wider * median_hours / unit_hours)


CLOCK_HOURS = st.sampled_from((0.0, 8.0, 9.0, 9.5, 12.0, 17.25, 24.0))
BATCH_HOURS = st.lists(CLOCK_HOURS, min_size=1, max_size=4).map(tuple)
DAYS = st.sampled_from((
    DayHours(opens=8, closes=20), DayHours(opens=9, closes=18.5), DayHours(opens=0, closes=24), DayHours(opens=12, closes=13),
    DayHours(opens=10.255, closes=17.123), DayHours(opens=22, closes=24), None,
))  # fmt: skip


@st.composite
def opening_hours(draw: st.DrawFn) -> OpeningHours:
    """Day and night, or other hours each day and some days closed; never less than nine hours a week, so that work ends."""
    if draw(st.booleans()):
        return ALWAYS
    return OpeningHours(**{"monday": DayHours(opens=9, closes=18)} | {day: draw(DAYS) for day in WEEKDAYS[1:]})


ONE_HOUR = ArrivalPattern(id="one_hour", weekdays=(1, 0, 0, 0, 1, 0, 0), hours=(*(0,) * 9, 1, *(0,) * 14))
"""Everybody comes within one hour of a Monday or Friday."""
EVENINGS = ArrivalPattern(id="evenings", weekdays=(1, 1, 1, 1, 2, 4, 3), hours=(*(0.1,) * 16, *(2,) * 8))
PATTERNS = (FLAT, ONE_HOUR, EVENINGS)
MONTHS = st.sampled_from(((1.0,) * 12, (1.0, 0.2, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0)))
