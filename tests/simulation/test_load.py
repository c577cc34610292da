"""The load of each week: work written by hand, and the utilisation of the year as its mean."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quickscan.domain.calibration import Calibration
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, WEEK_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.load import CREWS, weekly_load
from quickscan.simulation.measure import Prices, measure
from quickscan.simulation.records import LeadRecords
from quickscan.simulation.replicate import Plan, make_case, replicate
from tests.material import ALWAYS, car_dealers, deck, evidence, knowledge, uniform, with_call_centre, with_dealers

CALL_CENTRE, DEALERS = (CREWS.index(crew) for crew in ("call_centre", "dealers"))
PLAN = Plan(replications=2)


def _case(calibration: Calibration, **changes: object) -> tuple[CompiledModel, LeadRecords]:
    process = car_dealers().model_copy(update=changes)
    case = make_case(process, calibration, knowledge(), uniform(0.5))
    return case.model, replicate(case, PLAN, 0)


@pytest.mark.parametrize("calibration", [deck(), evidence()], ids=["deck", "evidence"])
def test_the_mean_over_all_weeks_is_the_utilisation_of_the_year(calibration: Calibration) -> None:
    model, records = _case(calibration)
    load = weekly_load(model, records)
    figures = measure(model, records, Prices.of(model.process))
    assert load.shape == (2, 52)
    assert load[CALL_CENTRE].mean() == pytest.approx(figures["call_centre_utilisation"], rel=1e-12)
    assert load[DEALERS].mean() == pytest.approx(figures["dealers_utilisation"], rel=1e-12)


def _by_hand(week: np.ndarray, work_hours: np.ndarray) -> tuple[CompiledModel, LeadRecords]:
    """Two agents and four sellers day and night; leads that come in on the third day of the weeks given."""
    process = with_dealers(with_call_centre(car_dealers(), agents=2, opening_hours=ALWAYS), outlets=1, sellers=4)
    model = compile_model(with_dealers(process, opening_hours=ALWAYS), deck(), knowledge(), {})
    since = model.warm_up_ms + week * WEEK_MS + 2 * DAY_MS
    nothing, chance = np.zeros(len(week), dtype=np.int64), np.zeros(len(week))
    names = (
        "channel", "word", "number", "created_ms", "outcome", "cause", "place", "blamed", "end_ms", "response_ms", "dealer",
        "attempts",
    )  # fmt: skip
    columns = dict.fromkeys(names, nothing)
    work = work_hours.astype(np.int64) * HOUR_MS
    records = LeadRecords(
        replication=0, since_ms=since, call_centre_work_ms=work, seller_work_ms=3 * work, chance=chance,
        chance_without_causes=chance, **columns,
    )  # fmt: skip
    return model, records


def test_work_counts_in_the_week_its_lead_came_in() -> None:
    model, records = _by_hand(np.array([-1, 0, 3, 3, 51, 52]), np.array([99, 10, 20, 40, 50, 99]))
    load = weekly_load(model, records)
    hours = np.zeros(52)
    hours[[0, 3, 51]] = 10, 60, 50
    assert load[CALL_CENTRE] == pytest.approx(hours / (2 * 7 * 24))
    assert load[DEALERS] == pytest.approx(3 * hours / (4 * 7 * 24))


@given(st.lists(st.tuples(st.integers(0, 51), st.integers(0, 100)), min_size=1, max_size=30))
def test_no_work_is_counted_twice_or_forgotten(leads: list[tuple[int, int]]) -> None:
    weeks, hours = (np.array(column) for column in zip(*leads, strict=True))
    load = weekly_load(*_by_hand(weeks, hours))
    assert load[CALL_CENTRE].sum() * 2 * 7 * 24 == pytest.approx(hours.sum())


def test_a_week_can_bring_more_than_its_people_can_do() -> None:
    load = weekly_load(*_by_hand(np.array([7, 7]), np.array([200, 200])))
    assert load[CALL_CENTRE].max() == load[CALL_CENTRE][7] > 1.0


def test_where_nobody_is_nobody_is_busy() -> None:
    process = with_dealers(car_dealers(), sellers=0)
    case = make_case(process, deck(), knowledge(), uniform(0.5))
    assert not weekly_load(case.model, replicate(case, PLAN, 0))[DEALERS].any()


def test_days_beyond_the_last_whole_week_belong_to_it() -> None:
    model, records = _case(deck(), measured_days=38)
    load = weekly_load(model, records)
    assert load.shape == (2, 5)
    figures = measure(model, records, Prices.of(model.process))
    opened = np.array([_open_hours(model, *span) for span in ((0, 7), (7, 14), (14, 21), (21, 28), (28, 38))])
    assert load[CALL_CENTRE] @ opened / opened.sum() == pytest.approx(figures["call_centre_utilisation"])


def _open_hours(model: CompiledModel, first_day: int, day_after: int) -> float:
    """Opening hours of the call centre between two days of the time measured, counted day by day."""
    hours = model.process.call_centre.opening_hours.days()
    days = range(model.process.warm_up_days + first_day, model.process.warm_up_days + day_after)
    return sum(hours[day % 7].closes - hours[day % 7].opens for day in days if hours[day % 7])  # type: ignore[union-attr]  # of the right kind by its name


def test_the_same_work_for_more_people_is_less_load() -> None:
    model, records = _by_hand(np.array([1, 2]), np.array([10, 20]))
    double = replace(model, rules=replace(model.rules, settings=model.rules.settings._replace(agents=4)))
    assert weekly_load(double, records)[CALL_CENTRE] == pytest.approx(weekly_load(model, records)[CALL_CENTRE] / 2)
