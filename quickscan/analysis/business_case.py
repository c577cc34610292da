"""Business cases: what a measure brings and costs, when it has paid, and what is left over the years in money of today.

Running cost counts from the start, since contracts are signed then; gain counts from the month in which the measure works.
A share of the list price is paid for every sale with the measure in place, those there would be anyway among them: the entries
of the library that have one are bonuses for how leads are handled, and nobody can tell a sale that would have come without it.
"""

import math
from collections.abc import Iterator

from quickscan.domain.advice import Recommendation
from quickscan.domain.business_case import BusinessCase, Case, Missing
from quickscan.domain.result import Estimate
from quickscan.domain.valuation import Valuation

MONTHS, THOUSAND = 12, 1000.0


def business_case(
    entry: Recommendation,
    gains: tuple[Estimate, Estimate, Estimate],
    contribution_eur: float | None,
    terms: Valuation,
    likely_share: float,
    sales_today: float,
) -> BusinessCase:
    """The cases of a measure whose cautious, middle and hopeful gain in sales a year were simulated, over those of today."""
    low, base, high = (estimate.mean for estimate in gains)
    likely_low, likely_high = likely_range(low, base, high, likely_share)
    cautious, middle, hopeful = (
        _case(entry, which, gain, contribution_eur, terms, sales_today) for which, gain in zip(_WHICH, gains, strict=True)
    )
    return BusinessCase(
        low=cautious,
        base=middle,
        high=hopeful,
        likely_gain_low=likely_low,
        likely_gain_high=likely_high,
        likely_share=likely_share,
        missing=tuple(_missing(entry, contribution_eur, terms)),
    )


_WHICH = ("low", "base", "high")


def payback_months(gain_eur: float, one_off_eur: float, per_year_eur: float, months_to_effect: float) -> float | None:
    """Months from the start until the money is back, without interest; none where it never is. Gain is contribution a year."""
    if one_off_eur + per_year_eur <= 0.0 <= gain_eur:
        return 0.0
    if gain_eur <= per_year_eur:
        return None
    return (one_off_eur + gain_eur * months_to_effect / MONTHS) / ((gain_eur - per_year_eur) / MONTHS)


def net_present_value(
    gain_eur: float, one_off_eur: float, per_year_eur: float, months_to_effect: float, terms: Valuation
) -> float:
    """Contribution less cost over the years valued, each month's money discounted to the start from the end of that month."""
    working = gain_eur * months_of_money(terms, months_to_effect) / MONTHS
    return working - per_year_eur * months_of_money(terms, 0.0) / MONTHS - one_off_eur


def months_of_money(terms: Valuation, after: float) -> float:
    """The months from some month on, each discounted to the start; of a month that has begun, the rest."""
    months = range(1, MONTHS * terms.years + 1)
    return math.fsum(min(1.0, max(0.0, month - after)) / (1.0 + terms.discount_rate) ** (month / MONTHS) for month in months)


def likely_range(low: float, mode: float, high: float, share: float) -> tuple[float, float]:
    """The middle range of a triangular distribution that holds so large a share of it; the three may come in any order."""
    low, mode, high = sorted((low, mode, high))
    return _triangular(low, mode, high, (1.0 - share) / 2.0), _triangular(low, mode, high, (1.0 + share) / 2.0)


def _triangular(low: float, mode: float, high: float, probability: float) -> float:
    """The quantile of a triangular distribution."""
    width = high - low
    if width <= 0.0:
        return low
    if probability <= (mode - low) / width:
        return low + math.sqrt(probability * width * (mode - low))
    return high - math.sqrt((1.0 - probability) * width * (high - mode))


def _missing(entry: Recommendation, contribution_eur: float | None, terms: Valuation) -> Iterator[Missing]:
    if contribution_eur is None:
        yield "contribution_per_sale"
    if entry.share_of_price_per_sale is not None and terms.list_price_eur is None:
        yield "running_cost"
    if entry.base_gain is not None:
        yield "gain_with_existing_customers"


def _case(
    entry: Recommendation, which: str, gain: Estimate, contribution_eur: float | None, terms: Valuation, sales_today: float
) -> Case:
    """A case; what speaks against a measure is high in the cautious case."""
    burden = {"low": "high", "base": "middle", "high": "low"}[which]
    days: float = getattr(entry.effort_person_days, burden)
    months: float = getattr(entry.months_to_effect, burden)
    one_off = THOUSAND * getattr(entry.one_off_keur, burden) + days * (terms.person_day_eur or 0.0)
    per_year = _per_year(entry, burden, sales_today + gain.mean, terms.list_price_eur)
    money = times(gain, contribution_eur) if contribution_eur is not None else None
    known = money is not None and per_year is not None
    payback = payback_months(money.mean, one_off, per_year, months) if money and per_year is not None else None
    return Case(
        sales_gain=gain,
        contribution_gain_eur=money,
        one_off_eur=one_off,
        per_year_eur=per_year,
        first_year_cost_eur=None if per_year is None else one_off + per_year,
        effort_person_days=days,
        months_to_effect=months,
        pays_back=payback is not None if known else None,
        payback_months=payback,
        net_present_value_eur=_present(money, one_off, per_year, months, terms) if money and per_year is not None else None,
    )


def _per_year(entry: Recommendation, burden: str, sales: float, list_price_eur: float | None) -> float | None:
    """Running cost a year in euros; none where it has a share of a list price that nobody stated."""
    plain: float = THOUSAND * getattr(entry.per_year_keur, burden)
    if entry.share_of_price_per_sale is None:
        return plain
    share: float = getattr(entry.share_of_price_per_sale, burden)
    return None if list_price_eur is None else plain + share * list_price_eur * sales


def _present(gain: Estimate, one_off: float, per_year: float, months: float, terms: Valuation) -> Estimate:
    mean = net_present_value(gain.mean, one_off, per_year, months, terms)
    half_width = gain.half_width * months_of_money(terms, months) / MONTHS
    return Estimate(mean=mean, half_width=half_width, n=gain.n)


def times(value: Estimate, factor: float) -> Estimate:
    """A figure in another unit."""
    return Estimate(mean=value.mean * factor, half_width=value.half_width * factor, n=value.n)
