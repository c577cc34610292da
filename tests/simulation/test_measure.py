"""Figures from records written by hand, and intervals against an independent library."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from quickscan.domain.calibration import GATE_PLACES, OUTCOMES, Calibration
from quickscan.simulation.calendar import DAY_MS, HOUR_MS, MINUTE_MS
from quickscan.simulation.compile import CompiledModel, compile_model
from quickscan.simulation.measure import Prices, estimate, measure
from quickscan.simulation.records import NONE, LeadRecords
from tests.material import ALWAYS, car_dealers, deck, evidence, knowledge, with_call_centre, with_dealers

YEAR = 28 * DAY_MS  # the first moment that counts: the warm-up of the example is 28 days
END = YEAR + 364 * DAY_MS
CAUSES = knowledge().cause_ids


def _model(calibration: Calibration | None = None) -> CompiledModel:
    process = with_dealers(
        with_call_centre(car_dealers(), agents=2, opening_hours=ALWAYS), outlets=1, sellers=4, opening_hours=ALWAYS
    )
    return compile_model(process, calibration or deck(), knowledge(), {})


def _column(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _records() -> LeadRecords:
    """Eight leads, the first too early, the last too late. Between them: won; won although scattered media made it less likely;
    lost in follow-up; never attracted; not won, though likelier to be than without any cause; natural and never attracted."""
    won, natural, lost, missed = (OUTCOMES.index(name) for name in ("won", "natural", "lost", "missed"))
    generation, capture, follow_up = (GATE_PLACES.index(name) for name in ("generation", "capture", "follow_up"))
    invisible, media, poor = (CAUSES.index(name) for name in ("marketing_not_visible", "media_breaks", "poor_follow_up"))
    return LeadRecords(
        replication=0,
        channel=_column(0, 0, 2, 2, 2, 2, 0, 2),
        word=_column(0, 0, 2, 2, 2, 2, 0, 2),
        number=_column(0, 1, 0, 1, 2, 3, 2, 4),
        created_ms=_column(YEAR - 1, YEAR, YEAR + 1, YEAR + 2, YEAR + 3, YEAR + 4, END - 1, END),
        since_ms=_column(YEAR - 1, YEAR, YEAR + 1, YEAR + 2, YEAR + 3, YEAR + 4, END - 1, END),
        outcome=_column(won, won, won, lost, missed, natural, natural, won),
        cause=_column(NONE, NONE, NONE, poor, invisible, NONE, invisible, NONE),
        place=_column(NONE, NONE, capture, follow_up, generation, NONE, generation, NONE),
        blamed=_column(NONE, NONE, media, poor, invisible, NONE, invisible, NONE),
        end_ms=_column(*[YEAR + DAY_MS] * 8),
        response_ms=_column(99 * HOUR_MS, 1 * HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS, NONE, 3 * HOUR_MS, NONE, 99 * HOUR_MS),
        dealer=_column(0, 0, 0, 0, NONE, 0, NONE, 0),
        attempts=_column(5, 1, 2, 1, 0, 2, 0, 5),
        call_centre_work_ms=_column(HOUR_MS, *[10 * MINUTE_MS] * 3, 0, 10 * MINUTE_MS, 0, HOUR_MS),
        seller_work_ms=_column(HOUR_MS, *[30 * MINUTE_MS] * 3, 0, 30 * MINUTE_MS, 0, HOUR_MS),
        chance=np.array([0.9, 0.5, 0.25, 0.0, 0.0, 0.25, 0.0, 0.9]),
        chance_without_causes=np.array([0.9, 0.5, 0.5, 0.75, 0.5, 0.125, 0.0, 0.9]),
    )


def _prices(contribution: float | None = 1000.0, **known: float | None) -> Prices:
    cost = {0: 100.0, 2: 10.0} | {int(name[1:]): value for name, value in known.items()}
    return Prices(tuple(cost.get(number) for number in range(len(car_dealers().channels))), contribution)


def test_sales_and_losses_are_sums_of_chances_over_the_leads_of_the_year() -> None:
    figures = measure(_model(), _records(), _prices())
    assert (figures["won"], figures["potential"], figures["loss_rate"]) == (1.0, 2.375, 1 - 1.0 / 2.375)
    assert figures["inquiries"] == 4  # without the two that were never attracted
    assert figures["missed_opportunity"] == 0.5
    lost = {name: value for name, value in figures.items() if name.startswith("lost.") and value}
    assert lost == {"lost.media_breaks": 0.25, "lost.poor_follow_up": 0.75, "lost.marketing_not_visible": 0.5}
    assert figures["won_in_place_of_others"] == 0.125


CHANCES = st.lists(st.floats(0, 1), min_size=8, max_size=8).map(np.array)


@given(here=CHANCES, without=CHANCES, blamed=st.lists(st.integers(0, len(CAUSES) - 1), min_size=8, max_size=8))
def test_what_is_lost_and_what_is_won_instead_add_up_to_what_could_be_sold(
    here: np.ndarray, without: np.ndarray, blamed: list[int]
) -> None:
    culprit = np.where(without > here, blamed, NONE)
    records = replace(_records(), chance=here, chance_without_causes=without, blamed=culprit)
    figures = measure(_model(), records, _prices())
    lost = sum(value for name, value in figures.items() if name.startswith("lost."))
    assert lost - figures["won_in_place_of_others"] == pytest.approx(figures["potential"] - figures["won"])
    for number, cause in enumerate(CAUSES):
        mine = [without[lead] - here[lead] for lead in range(1, 7) if culprit[lead] == number]
        assert figures[f"lost.{cause}"] == pytest.approx(sum(mine))


def test_response_and_attempts_are_those_of_leads_that_reached_a_seller() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["response_median_hours"] == 2.5
    assert figures["response_p90_hours"] == pytest.approx(3.7)
    assert figures["attempts_per_lead"] == 1.5


def test_utilisation_is_work_over_opening_hours_of_all_people() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["call_centre_utilisation"] == pytest.approx(40 / 60 / (2 * 364 * 24))
    assert figures["dealers_utilisation"] == pytest.approx(2 / (4 * 364 * 24))


def test_nobody_at_work_is_not_busy() -> None:
    process = with_dealers(car_dealers(), sellers=0)
    figures = measure(compile_model(process, deck(), knowledge(), {}), _records(), _prices())
    assert figures["dealers_utilisation"] == 0.0


def test_money_follows_leads_and_sales() -> None:
    figures = measure(_model(), _records(), _prices())
    assert figures["cost_per_new_customer"] == (2 * 100 + 4 * 10) / 1.0
    assert figures["contribution_eur"] == 1000
    assert figures["contribution_lost_eur"] == 1375


def test_by_evidence_the_money_of_leads_never_attracted_bought_others() -> None:
    figures = measure(_model(evidence()), _records(), _prices())
    assert figures["cost_per_new_customer"] == (1 * 100 + 3 * 10) / 1.0


def test_unknown_prices_leave_money_out_instead_of_guessing() -> None:
    figures = measure(_model(), _records(), _prices(contribution=None, c2=None))
    assert not {"cost_per_new_customer", "contribution_eur", "contribution_lost_eur"} & set(figures)


def test_an_unknown_cost_of_a_channel_without_leads_does_not_matter() -> None:
    assert "cost_per_new_customer" in measure(_model(), _records(), _prices(c1=None))


def test_what_cannot_be_computed_is_left_out() -> None:
    records = _records()
    nobody = replace(records, since_ms=np.zeros_like(records.since_ms))
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
