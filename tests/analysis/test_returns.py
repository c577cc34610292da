"""The money of a whole programme: one measure alone is valued as in its own case, flows add up, and payback is for good."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quickscan.analysis.business_case import net_present_value, payback_months
from quickscan.analysis.returns import Flow, back_after, present_value
from tests.analysis.client import made
from tests.material import knowledge

TERMS = knowledge().valuation
MONEY = st.integers(0, 60).map(lambda number: 1000.0 * number)
MONTH = st.integers(0, 40).map(lambda number: number / 2)


@st.composite
def flows(draw: st.DrawFn) -> list[Flow]:
    """Some measures, each working no earlier than it starts."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        starts = draw(MONTH)
        found.append(Flow(starts, starts + draw(MONTH), draw(MONEY), draw(MONEY), draw(MONEY) - 5_000.0))
    return found


def balance(found: list[Flow], month: float) -> float:
    paid = sum(flow.one_off for flow in found if flow.starts <= month)
    running = sum(flow.per_year / 12 * max(0.0, month - flow.starts) for flow in found)
    return sum(flow.gain / 12 * max(0.0, month - flow.works) for flow in found) - running - paid


@given(MONEY, MONEY, MONEY, MONTH)
def test_one_measure_from_the_start_is_worth_its_own_case(gain: float, once: float, per_year: float, works: float) -> None:
    flow = Flow(0.0, works, once, per_year, gain)
    assert present_value([flow], TERMS) == pytest.approx(net_present_value(gain, once, per_year, works, TERMS), abs=1e-6)
    assume(gain != per_year)
    assert back_after([flow]) == pytest.approx(payback_months(gain, once, per_year, works))


@given(flows(), flows())
def test_present_values_of_flows_add_up(some: list[Flow], others: list[Flow]) -> None:
    together = present_value([*some, *others], TERMS)
    assert together == pytest.approx(present_value(some, TERMS) + present_value(others, TERMS), abs=1e-6)


@given(flows())
def test_from_the_payback_on_the_money_is_never_gone_again(found: list[Flow]) -> None:
    months = back_after(found)
    if months is None:
        assert min(balance(found, month) for month in (200.0, 2_000.0, 2e7)) < 0.0
        return
    assert all(balance(found, months + later) >= -1e-6 for later in (0.0, 0.3, 1.0, 4.0, 11.0, 30.0, 90.0, 1_000.0))
    assert months == 0.0 or balance(found, months * 0.999) < 1e-6 or balance(found, months) < 1e-3


def test_a_second_payment_takes_the_money_back_again() -> None:
    first, second = Flow(0.0, 0.0, 1_000.0, 0.0, 12_000.0), Flow(6.0, 6.0, 8_000.0, 0.0, 0.0)
    assert back_after([first]) == pytest.approx(1.0)
    assert back_after([first, second]) == pytest.approx(9.0)


def test_what_begins_after_the_years_valued_costs_nothing_within_them() -> None:
    assert present_value([Flow(12.0 * TERMS.years, 90.0, 5_000.0, 1_000.0, 0.0)], TERMS) == 0.0


def test_the_programme_pays_back_later_the_more_cautious_one_is() -> None:
    found = made(budget_eur=120_000.0, person_days=110.0)
    low, base, high = found.portfolio.returns.low, found.portfolio.returns.base, found.portfolio.returns.high
    by_id = {measure.id: measure.case.base for measure in found.recommendations}
    assert base.one_off_eur == pytest.approx(sum(by_id[entry.id].one_off_eur for entry in found.portfolio.chosen))
    assert low.payback_months is not None
    assert base.payback_months is not None
    assert high.payback_months is not None
    assert low.payback_months > base.payback_months > high.payback_months
    values = [one.net_present_value_eur for one in (low, base, high)]
    means = [value.mean for value in values if value is not None]
    assert len(means) == 3
    assert means == sorted(means)
    assert base.per_year_eur is not None
    assert found.portfolio.first_year_cost_eur == pytest.approx(base.one_off_eur + base.per_year_eur)


def test_without_contribution_or_without_measures_nothing_is_said_about_payback() -> None:
    unknown = made(contribution=None).portfolio.returns.base
    assert (unknown.pays_back, unknown.payback_months, unknown.net_present_value_eur) == (None,) * 3
    empty = made(budget_eur=0.0, person_days=0.0).portfolio.returns.base
    assert (empty.one_off_eur, empty.pays_back, empty.payback_months) == (0.0, None, None)
    assert empty.net_present_value_eur is not None
    assert empty.net_present_value_eur.mean == 0.0
