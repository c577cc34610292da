"""What a whole programme costs and gives back: the flows of its measures at their places on the roadmap, added up.

All measures together bring what was simulated; each brings its part of that, by what it gains alone, once it works. Each case is
put on a roadmap of its own, as its measures take longer or shorter in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from quickscan.analysis.business_case import MONTHS, months_of_money
from quickscan.analysis.measures import Years
from quickscan.analysis.portfolio import known_sum
from quickscan.analysis.roadmap import schedule, task_of
from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.domain.programme import Return, Returns
from quickscan.domain.result import Estimate
from quickscan.domain.valuation import Valuation

CaseName = Literal["low", "base", "high"]


@dataclass(frozen=True)
class Flow:
    """The money of one measure; months from the start of the programme, euros."""

    starts: float
    works: float
    one_off: float
    per_year: float
    gain: float
    """A year."""


def returns(
    measures: Sequence[ValuedMeasure],
    kinds: Mapping[str, str],
    together: tuple[Years, Years, Years],
    contribution_eur: float | None,
    terms: Valuation,
) -> Returns:
    """The three cases of a set of measures; `together` is their simulation with cautious, middle and hopeful cuts."""
    low, base, high = (years.gain() for years in together)
    return Returns(
        low=_return("low", measures, kinds, low, contribution_eur, terms),
        base=_return("base", measures, kinds, base, contribution_eur, terms),
        high=_return("high", measures, kinds, high, contribution_eur, terms),
    )


def _return(
    name: CaseName,
    measures: Sequence[ValuedMeasure],
    kinds: Mapping[str, str],
    together: Estimate,
    contribution_eur: float | None,
    terms: Valuation,
) -> Return:
    cases: dict[str, Case] = {measure.id: getattr(measure.case, name) for measure in measures}
    one_off = sum(case.one_off_eur for case in cases.values())
    per_year = known_sum([case.per_year_eur for case in cases.values()])
    if contribution_eur is None or per_year is None:
        return Return(one_off_eur=one_off, per_year_eur=per_year, pays_back=None, payback_months=None, net_present_value_eur=None)
    tasks = [task_of(measure, kinds[measure.id], name) for measure in measures]
    starts = {step.id: (step.starts_month, step.works_from_month) for step in schedule(tasks, terms.person_days_per_month)}
    parts = _parts(cases, {name: works for name, (_, works) in starts.items()})
    flows = [
        Flow(*starts[name], case.one_off_eur, case.per_year_eur or 0.0, parts[name] * together.mean * contribution_eur)
        for name, case in cases.items()
    ]
    noise = together.half_width * contribution_eur / MONTHS
    months = sum(parts[name] * months_of_money(terms, works) for name, (_, works) in starts.items())
    payback = back_after(flows) if flows else None
    return Return(
        one_off_eur=one_off,
        per_year_eur=per_year,
        pays_back=payback is not None if flows else None,
        payback_months=payback,
        net_present_value_eur=Estimate(mean=present_value(flows, terms), half_width=noise * months, n=together.n),
    )


def _parts(cases: Mapping[str, Case], works: Mapping[str, float]) -> dict[str, float]:
    """What part of the whole each measure brings, by what it gains alone; the last one all where none gains anything."""
    alone = {name: max(0.0, case.sales_gain.mean) for name, case in cases.items()}
    total = sum(alone.values())
    if total > 0.0:
        return {name: gain / total for name, gain in alone.items()}
    last = max(works, key=lambda name: works[name], default=None)
    return {name: 1.0 if name == last else 0.0 for name in cases}


def back_after(flows: Sequence[Flow]) -> float | None:
    """Months after which the money is back and never gone again, without interest; none where that never is."""
    events = sorted({0.0, *(flow.starts for flow in flows), *(flow.works for flow in flows)})
    slope = sum(flow.gain - flow.per_year for flow in flows) / MONTHS
    after = _balance(flows, events[-1])
    if slope < 0.0 or (after < 0.0 and slope == 0.0):
        return None
    if after < 0.0:
        return events[-1] - after / slope
    for begins, ends in zip(reversed(events[:-1]), reversed(events[1:]), strict=True):
        if (below := _balance(flows, begins)) < 0.0:
            paid = sum(flow.one_off for flow in flows if flow.starts == ends)
            return begins - below * (ends - begins) / (_balance(flows, ends) + paid - below)
    return 0.0


def _balance(flows: Sequence[Flow], month: float) -> float:
    """What has come in less what has gone out at a month, what is paid then among it."""
    return sum(
        flow.gain * max(0.0, month - flow.works) / MONTHS
        - (flow.per_year * (month - flow.starts) / MONTHS + flow.one_off if month >= flow.starts else 0.0)
        for flow in flows
    )


def present_value(flows: Sequence[Flow], terms: Valuation) -> float:
    """What is left over the years valued from the start of the programme, each month's money discounted from its end."""
    return sum(
        flow.gain * months_of_money(terms, flow.works) / MONTHS
        - flow.per_year * months_of_money(terms, flow.starts) / MONTHS
        - (flow.one_off / (1.0 + terms.discount_rate) ** (flow.starts / MONTHS) if flow.starts < MONTHS * terms.years else 0.0)
        for flow in flows
    )
