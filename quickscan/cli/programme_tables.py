"""Recommendations with their business cases, the best portfolio and the roadmap, as tables for people."""

from collections.abc import Sequence

from quickscan.cli import flip_tables, show
from quickscan.domain.business_case import Missing, ValuedMeasure
from quickscan.domain.programme import NotChosen, Portfolio, Programme, Reason, Return, Roadmap, Stage, StageName, Why
from quickscan.domain.result import Estimate

NOT_KNOWN = "not known"
MISSING: dict[Missing, str] = {
    "contribution_per_sale": "nobody said what a sale contributes, so gains stay in sales",
    "running_cost": "it costs a share of a list price nobody stated, so its running cost is not known",
    "gain_with_existing_customers": "what it sells to existing customers is not simulated and comes on top",
}
REASONS: dict[Reason, str] = {
    "rejected": "rejected",
    "prerequisite_rejected": "one that must come first is rejected",
    "cost_unknown": "its cost is not known",
    "prerequisite_cost_unknown": "the cost of one that must come first is not known",
    "no_gain": "sells nothing more beside the others",
    "does_not_pay": "brings less than it costs beside the others",
    "budget": "the budget",
    "person_days": "the person-days",
}
WHY: dict[Why, str] = {
    "best_set": "best set",
    "accepted": "accepted",
    "before_accepted": "comes before an accepted one",
}
STAGES: dict[StageName, str] = {"quick_wins": "Quick wins", "foundation": "Foundation", "growth": "Growth", "later": "Later"}


def programme(result: Programme) -> None:
    """All of it, the most valuable first."""
    by_id = {measure.id: measure for measure in (*result.recommendations, *result.prerequisites)}
    show.line(f"{result.calibration} calibration, {result.replications} replications, seed {result.seed}\n")
    show.table(
        f"Against {show.estimate(result.baseline_sales)} sales a year today",
        ("Recommendation", "More sales", "Cautious to hopeful", "Loss rate then", "Contribution, EUR"),
        [_gain(measure) for measure in result.recommendations],
    )
    show.line()
    _cases(result, list(by_id.values()))
    show.line()
    _portfolio(result.portfolio, by_id)
    show.line()
    _roadmap(result.roadmap, by_id)
    if result.flips is not None and result.portfolio.chosen:
        show.line()
        flip_tables.flips(result.flips, by_id)


def _gain(measure: ValuedMeasure) -> tuple[str, ...]:
    return (
        _name(measure),
        show.estimate(measure.sales_gain),
        f"{show.number(measure.sales_gain_low, 0)} to {show.number(measure.sales_gain_high, 0)}",
        show.percent(measure.loss_rate_after.mean),
        _money(measure.contribution_gain_eur),
    )


def _cases(result: Programme, measures: Sequence[ValuedMeasure]) -> None:
    rate, years = show.percent(result.terms.discount_rate, 0), result.terms.years
    show.table(
        f"Cost and return, middle case; in brackets cautious to hopeful; present value over {years} years at {rate}",
        ("Recommendation", "Days", "Once, EUR", "A year, EUR", "Works after, months", "Paid back, months", "Present value, EUR"),
        [_case(measure) for measure in measures],
    )
    for measure in measures:
        for missing in measure.case.missing:
            show.line(f"- {measure.code}: {MISSING[missing]}")


def _case(measure: ValuedMeasure) -> tuple[str, ...]:
    low, base, high = measure.case.low, measure.case.base, measure.case.high
    return (
        _name(measure),
        show.number(base.effort_person_days, 0),
        show.fixed(base.one_off_eur, 0),
        _known(base.per_year_eur),
        show.number(base.months_to_effect),
        f"{_payback(base.pays_back, base.payback_months)} ({_payback(low.pays_back, low.payback_months)} to "
        f"{_payback(high.pays_back, high.payback_months)})",
        f"{_money(base.net_present_value_eur)} ({_mean(low.net_present_value_eur)} to {_mean(high.net_present_value_eur)})",
    )


def _payback(pays: bool | None, months: float | None) -> str:
    if pays is None:
        return NOT_KNOWN
    return show.fixed(months) if months is not None else "never"


def _portfolio(found: Portfolio, by_id: dict[str, ValuedMeasure]) -> None:
    limits = [f"{show.number(found.budget_eur, 0)} EUR in the first year"] if found.budget_eur is not None else []
    limits += [f"{show.number(found.person_days_limit, 0)} person-days"] if found.person_days_limit is not None else []
    show.table(
        f"Best portfolio within {' and '.join(limits) or 'no limits'}",
        ("Recommendation", "In it as", "Contribution per EUR", "First year, EUR", "Days", "Confidence, 1 to 3"),
        [
            (
                _name(by_id[entry.id]),
                _because(WHY[entry.why], entry.because),
                show.fixed(entry.contribution_per_eur) if entry.contribution_per_eur is not None else NOT_KNOWN,
                _known(entry.first_year_cost_eur),
                show.number(entry.person_days, 0),
                show.fixed(entry.confidence) if entry.confidence is not None else NOT_KNOWN,
            )
            for entry in found.chosen
        ],
    )
    together = found.interaction
    money, loss = _money(found.contribution_gain_eur), show.estimate(found.loss_rate_after, 100)
    show.line(
        f"\nFirst year {_known(found.first_year_cost_eur)} EUR, {show.number(found.person_days, 0)} person-days, "
        f"contribution a year {money} EUR, loss rate then {loss} %"
    )
    _over(found)
    returns = found.returns
    show.line(
        f"Paid back after {_back(returns.base)} months ({_back(returns.low)} to {_back(returns.high)}), present value "
        f"{_money(returns.base.net_present_value_eur)} EUR ({_mean(returns.low.net_present_value_eur)} to "
        f"{_mean(returns.high.net_present_value_eur)}), each measure at its place on the roadmap"
    )
    show.line(
        f"More sales together, simulated: {show.estimate(together.simulated_gain)}; expected when chosen: "
        f"{show.fixed(together.expected_gain)}; one by one, added up: {show.estimate(together.sum_of_single_gains)}"
    )
    show.line(
        f"With cautious to hopeful cuts: {show.number(found.low.sales_gain.mean, 0)} to "
        f"{show.number(found.high.sales_gain.mean, 0)} more sales, loss rate {show.percent(found.low.loss_rate_after.mean)} to "
        f"{show.percent(found.high.loss_rate_after.mean)}"
    )
    noise = ", inside the noise" if together.difference.inside_noise else ""
    show.line(f"Together less the sum: {show.estimate(together.difference.change)}{noise}\n")
    show.table(
        "Left out",
        ("Recommendation", "More sales", "Left a year, EUR", "Kept out by", "It would take"),
        [_left_out(entry, by_id) for entry in found.not_chosen],
    )


def _over(found: Portfolio) -> None:
    over = [f"{show.fixed(found.over_budget_eur, 0)} EUR more than the budget"] if found.over_budget_eur else []
    over += [f"{show.fixed(found.over_person_days)} more than the person-days"] if found.over_person_days else []
    if over:
        show.line(f"The accepted measures, with those that must come first, take {' and '.join(over)}")


def _back(found: Return) -> str:
    return _payback(found.pays_back, found.payback_months)


def _because(what: str, reason: str | None) -> str:
    return f"{what}: {reason}" if reason else what


def _left_out(entry: NotChosen, by_id: dict[str, ValuedMeasure]) -> tuple[str, ...]:
    takes = [f"{show.fixed(entry.extra_budget_eur, 0)} EUR more"] if entry.extra_budget_eur else []
    takes += [f"{show.fixed(entry.extra_person_days)} days more"] if entry.extra_person_days else []
    takes += [f"first {', '.join(by_id[name].code for name in entry.with_first)}"] if entry.with_first else []
    if "does_not_pay" in entry.reasons and entry.more_a_year is not None:
        takes = [f"{show.fixed(-entry.more_a_year, 0)} EUR a year less cost", *takes]
    return (
        _name(by_id[entry.id]),
        show.fixed(entry.more_sales) if entry.more_sales is not None else NOT_KNOWN,
        _known(entry.more_a_year),
        _because(", ".join(REASONS[reason] for reason in entry.reasons), entry.because),
        "; ".join(takes),
    )


def _roadmap(found: Roadmap, by_id: dict[str, ValuedMeasure]) -> None:
    show.table(
        f"Roadmap with {show.number(found.person_days_per_month, 1)} person-days a month; "
        f"loss rate today {show.estimate(found.loss_rate_today, 100)} %",
        ("Stage", "Measures", "Days", "First year, EUR", "More sales", "Contribution, EUR", "Loss rate then, %"),
        [_stage(stage, by_id) for stage in found.stages],
    )
    for stage in found.stages:
        for step in stage.steps:
            begins, works = (show.fixed(month) for month in (step.starts_month, step.works_from_month))
            show.line(f"- {STAGES[stage.name]}: {_name(by_id[step.id])}, begun in month {begins}, works from month {works}")


def _stage(stage: Stage, by_id: dict[str, ValuedMeasure]) -> tuple[str, ...]:
    until = f"{stage.from_month:g} to {stage.until_month:g}" if stage.until_month is not None else f"after {stage.from_month:g}"
    return (
        f"{STAGES[stage.name]}, months {until}",
        ", ".join(by_id[step.id].code for step in stage.steps) or "none",
        show.number(stage.person_days, 0),
        _known(stage.first_year_cost_eur),
        show.estimate(stage.sales_gain),
        _money(stage.contribution_gain_eur),
        show.estimate(stage.loss_rate_after, 100),
    )


def _name(measure: ValuedMeasure) -> str:
    return f"{measure.code} {measure.title.en}"


def _money(value: Estimate | None) -> str:
    return show.estimate(value, decimals=0) if value is not None else NOT_KNOWN


def _mean(value: Estimate | None) -> str:
    return _known(None if value is None else value.mean)


def _known(amount: float | None) -> str:
    return show.fixed(amount, 0) if amount is not None else NOT_KNOWN
