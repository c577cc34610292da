"""Money and months come out as counted by hand, and what is not known stays unknown."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from quickscan.analysis.business_case import business_case, likely_range, net_present_value, payback_months
from quickscan.domain.advice import Recommendation
from quickscan.domain.business_case import BusinessCase
from quickscan.domain.result import Estimate
from quickscan.domain.valuation import Valuation
from tests.material import knowledge

GAIN = st.integers(-50, 400).map(lambda number: 500.0 * number)
COST = st.integers(0, 200).map(lambda number: 500.0 * number)
SALES = 600.0
"""A year, today."""
MONTHS = st.integers(0, 24).map(lambda number: number / 2)


def terms(**changes: object) -> Valuation:
    return knowledge().valuation.model_copy(update=changes)


def gains(low: float = 10.0, base: float = 20.0, high: float = 30.0) -> tuple[Estimate, Estimate, Estimate]:
    cautious, middle, hopeful = (Estimate(mean=mean, half_width=2.0, n=30) for mean in (low, base, high))
    return cautious, middle, hopeful


def entry(name: str = "response_standard") -> Recommendation:
    return knowledge().recommendation(name)


def case(name: str = "response_standard", contribution: float | None = 1000.0) -> BusinessCase:
    return business_case(entry(name), gains(), contribution, terms(), 0.8, SALES)


def balance(months: float, gain: float, one_off: float, per_year: float, after: float) -> float:
    """Money after so many months, without interest, counted day by day as if a month had 30."""
    return gain / 12 * max(0.0, months - after) - per_year / 12 * months - one_off


@given(GAIN, COST, COST, MONTHS)
def test_the_money_is_back_exactly_at_the_month_given(gain: float, one_off: float, per_year: float, after: float) -> None:
    months = payback_months(gain, one_off, per_year, after)
    if months is None:
        assert gain <= per_year  # the balance never rises, and there is something to bring back
        assert one_off + per_year > 0.0 or gain < 0.0
        return
    assert balance(months, gain, one_off, per_year, after) == pytest.approx(0.0, abs=1e-6)
    assert months == 0.0 or balance(months * 0.99, gain, one_off, per_year, after) <= 1e-6


def test_a_payback_worked_out_by_hand() -> None:
    # 12,000 a year from the third month on, 2,400 a year and 8,000 once: -8,600 after three months, then +800 a month
    assert payback_months(12_000.0, 8_000.0, 2_400.0, 3.0) == pytest.approx(3.0 + 8_600.0 / 800.0)
    assert payback_months(2_400.0, 0.0, 2_400.0, 0.0) is None
    assert payback_months(5_000.0, 0.0, 0.0, 6.0) == 0.0
    assert payback_months(-5_000.0, 0.0, 0.0, 6.0) is None


@given(GAIN, COST, COST, MONTHS, st.integers(1, 5))
def test_without_interest_the_present_value_is_the_balance_at_the_end(
    gain: float, one_off: float, per_year: float, after: float, years: int
) -> None:
    found = net_present_value(gain, one_off, per_year, after, terms(discount_rate=0.0, years=years))
    assert found == pytest.approx(balance(12.0 * years, gain, one_off, per_year, after), abs=1e-6)


@given(GAIN, COST, COST, MONTHS)
def test_who_pays_back_within_the_years_keeps_something_without_interest(
    gain: float, one_off: float, per_year: float, after: float
) -> None:
    months = payback_months(gain, one_off, per_year, after)
    found = net_present_value(gain, one_off, per_year, after, terms(discount_rate=0.0, years=3))
    assume(months is None or abs(months - 36.0) > 1e-6)
    assert (months is not None and months < 36.0) == (found > 1e-6 or (found >= -1e-6 and months == 0.0))


def test_a_present_value_with_interest_worked_out_by_hand() -> None:
    one_year = terms(discount_rate=0.1, years=1)
    expected = sum(100.0 / 1.1 ** (month / 12) for month in range(4, 13)) + 0.5 * 100.0 / 1.1 ** (3 / 12) - 50.0
    assert net_present_value(1200.0, 50.0, 0.0, 2.5, one_year) == pytest.approx(expected)


@given(COST, MONTHS)
def test_a_higher_rate_makes_later_gains_worth_less(one_off: float, after: float) -> None:
    cheap, dear = (net_present_value(60_000.0, one_off, 0.0, after, terms(discount_rate=rate)) for rate in (0.02, 0.2))
    assert cheap > dear


@given(st.tuples(GAIN, GAIN, GAIN), st.sampled_from([0.5, 0.8, 0.95]))
def test_the_likely_range_is_that_of_a_triangular_distribution(three: tuple[float, float, float], share: float) -> None:
    low, mode, high = sorted(three)
    found = likely_range(*three, share)
    assert low <= found[0] <= found[1] <= high
    if high > low:
        known = stats.triang((mode - low) / (high - low), loc=low, scale=high - low)
        assert found == pytest.approx(known.interval(share), abs=1e-6 * (high - low))


def test_the_cautious_case_takes_the_worst_of_everything() -> None:
    found = case()
    low, base, high = found.low, found.base, found.high
    assert (low.effort_person_days, base.effort_person_days, high.effort_person_days) == (15.0, 10.0, 5.0)
    assert (low.one_off_eur, base.one_off_eur, high.one_off_eur) == (8000.0, 4000.0, 0.0)
    assert (low.per_year_eur, base.per_year_eur, high.per_year_eur) == (10_000.0, 5500.0, 1000.0)
    assert (low.months_to_effect, base.months_to_effect, high.months_to_effect) == (2.0, 1.5, 1.0)
    assert [entry.first_year_cost_eur for entry in (low, base, high)] == [18_000.0, 9500.0, 1000.0]
    assert [one.sales_gain.mean for one in (low, base, high)] == [10.0, 20.0, 30.0]


@pytest.mark.parametrize("name", [entry.id for entry in knowledge().recommendations if not entry.share_of_price_per_sale])
def test_every_measure_of_the_library_is_worth_more_the_more_hopeful_one_is(name: str) -> None:
    found = case(name)
    values = [one.net_present_value_eur for one in (found.low, found.base, found.high)]
    means = [value.mean for value in values if value is not None]
    assert len(means) == 3
    assert means == sorted(means)


def test_the_interval_of_the_present_value_is_that_of_the_gain() -> None:
    found = business_case(entry(), gains(), 1000.0, terms(discount_rate=0.0, years=3), 0.8, SALES).base
    assert found.contribution_gain_eur == Estimate(mean=20_000.0, half_width=2000.0, n=30)
    assert found.net_present_value_eur is not None
    assert found.net_present_value_eur.half_width == pytest.approx(2000.0 * (36 - 1.5) / 12)


def test_without_the_contribution_per_sale_nothing_is_said_about_money_gained() -> None:
    found = case(contribution=None)
    for one in (found.low, found.base, found.high):
        assert (one.contribution_gain_eur, one.pays_back, one.payback_months, one.net_present_value_eur) == (None,) * 4
        assert one.first_year_cost_eur is not None
    assert found.missing == ("contribution_per_sale",)


def test_a_cost_that_hangs_on_an_unknown_price_is_missing_and_not_zero() -> None:
    found = case("dealer_incentive")
    for one in (found.low, found.base, found.high):
        assert (one.per_year_eur, one.first_year_cost_eur, one.pays_back, one.net_present_value_eur) == (None,) * 4
        assert one.contribution_gain_eur is not None
    assert found.missing == ("running_cost",)


def test_a_gain_that_is_not_simulated_is_said_to_be_missing() -> None:
    assert case("repurchase_programme").missing == ("gain_with_existing_customers",)
    assert case().missing == ()


def test_one_that_never_pays_is_told_from_one_nobody_can_tell() -> None:
    never = case(contribution=1.0).base
    assert (never.pays_back, never.payback_months) == (False, None)
    assert case().base.pays_back is True


def test_person_days_cost_money_only_where_they_have_a_price() -> None:
    priced = business_case(entry(), gains(), 1000.0, terms(person_day_eur=800.0), 0.8, SALES)
    assert priced.base.one_off_eur == 4000.0 + 10.0 * 800.0
    assert case().base.one_off_eur == 4000.0
