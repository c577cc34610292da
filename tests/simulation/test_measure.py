"""Figures from records written by hand, and intervals against an independent library."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.calibration import GATE_PLACES, OUTCOMES
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.measure import Prices, estimate, measure
from quickscan.simulation.records import NONE, LeadRecords
from tests.material import ALWAYS, car_dealers, deck, knowledge, with_call_centre, with_dealers

YEAR = 28 * DAY_MS  # the first moment that counts: the warm-up of the example is 28 days


def _model() -> CompiledModel:
    process = with_dealers(
        with_call_centre(car_dealers(), agents=2, opening_hours=ALWAYS), outlets=1, sellers=4, opening_hours=ALWAYS
    )
    return compile_model(process, deck(), knowledge(), {})


def _column(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _records() -> LeadRecords:
    """Seven leads: one too early; won, won, lost in follow-up, missed, natural and contacted, natural and never attracted."""
    won, natural, lost, missed = (OUTCOMES.index(name) for name in ("won", "natural", "lost", "missed"))
    generation, follow_up = GATE_PLACES.index("generation"), GATE_PLACES.index("follow_up")
    invisible = knowledge().cause_ids.index("marketing_not_visible")
    poor = knowledge().cause_ids.index("poor_follow_up")
    return LeadRecords(
        replication=0,
        channel=_column(0, 0, 2, 2, 2, 2, 0),
        index=_column(0, 1, 0, 1, 2, 3, 2),
        created_ms=_column(YEAR - 1, YEAR, YEAR + 1, YEAR + 2, YEAR + 3, YEAR + 4, YEAR + 5),
        outcome=_column(won, won, won, lost, missed, natural, natural),
        cause=_column(NONE, NONE, NONE, poor, invisible, NONE, invisible),
        place=_column(NONE, NONE, NONE, follow_up, generation, NONE, generation),
        end_ms=_column(*[YEAR + DAY_MS] * 7),
        response_ms=_column(99 * HOUR_MS, 1 * HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, NONE, 3 * HOUR_MS, NONE),
        dealer=_column(0, 0, 0, 0, NONE, 0, NONE),
        attempts=_column(5, 1, 2, 1, 0, 2, 0),
        call_centre_work_ms=_column(HOUR_MS, *[10 * MINUTE_MS] * 3, 0, 10 * MINUTE_MS, 0),
        seller_work_ms=_column(HOUR_MS, *[30 * MINUTE_MS] * 3, 0, 30 * MINUTE_MS, 0),
    )


def _prices(contribution: float | None = 1000.0, **known: float | None) -> Prices:
    cost = {0: 100.0, 2: 10.0} | {int(name[1:]): value for name, value in known.items()}
    return Prices(tuple(cost.get(number) for number in range(len(car_dealers().channels))), contribution)


def test_sales_and_losses_count_only_the_year_and_only_would_be_buyers() -> None:
    figures = measure(_model(), _records(), _prices())
    assert (figures["won"], figures["potential"], figures["loss_rate"]) == (2, 4, 0.5)
    assert figures["inquiries"] == 4  # without the two that were never attracted
    assert figures["missed_opportunity"] == 1
    lost = {name: value for name, value in figures.items() if name.startswith("lost.") and value}
    assert lost == {"lost.poor_follow_up": 1, "lost.marketing_not_visible": 1}


def test_response_and_attempts_are_those_of_leads_that_reached_a_seller() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["response_median_hours"] == 2.5
    assert figures["response_p90_hours"] == pytest.approx(3.7)
    assert figures["attempts_per_lead"] == 1.5


def test_utilisation_is_work_over_opening_hours_of_all_people() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["call_centre_utilisation"] == pytest.approx(40 / 60 / (2 * 364 * 24))
    assert figures["dealers_utilisation"] == pytest.approx(2 / (4 * 364 * 24))


def test_money_follows_leads_and_sales() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["cost_per_new_customer"] == (2 * 100 + 4 * 10) / 2
    assert figures["contribution_eur"] == 2000
    assert figures["contribution_lost_eur"] == 2000


def test_unknown_prices_leave_money_out_instead_of_guessing() -> None:
    figures = measure(_model(), _records(), _prices(contribution=None, c2=None))
    assert not {"cost_per_new_customer", "contribution_eur", "contribution_lost_eur"} & set(figures)


def test_an_unknown_cost_of_a_channel_without_leads_does_not_matter() -> None:
    assert "cost_per_new_customer" in measure(_model(), _records(), _prices(c1=None))


def test_what_cannot_be_computed_is_left_out() -> None:
    records = _records()
    nobody = replace(records, created_ms=np.zeros_like(records.created_ms))
    figures = measure(_model(), nobody, _prices())
    assert not {"loss_rate", "response_median_hours", "cost_per_new_customer"} & set(figures)
    assert figures["won"] == 0


@given(values=st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60))
def test_an_interval_is_that_of_students_t(values: list[float]) -> None:
    found = estimate(values)
    assert found.n == len(values)
    assert found.mean == pytest.approx(float(np.mean(values)), abs=1e-6)
    spread = stats.sem(values)
    if spread > 1e-9:
        low, high = stats.t.interval(0.95, len(values) - 1, loc=np.mean(values), scale=spread)
        assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9, abs=1e-6)
    else:
        assert math.isclose(found.half_width, 0.0, abs_tol=1e-6)


def test_one_replication_gives_no_interval() -> None:
    with pytest.raises(ValueError, match="two replications"):
        estimate([1.0])
