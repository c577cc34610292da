"""The slides of what to do: the portfolio, its business case, the roadmap, and scenarios."""

from quickscan.analysis.scenario_figures import sorted_by
from quickscan.domain.comparison import CalibratedComparison
from quickscan.domain.programme import Portfolio, Returns, Stage
from quickscan.domain.result import Estimate, as_known
from quickscan.exports.deck.short import shortened
from quickscan.exports.deck.slides import Slide, SlideChart, SlideTable
from quickscan.exports.deck.teller import Teller
from quickscan.report.chart_data import Colour

LISTED = 8
"""Measures on the slide of the portfolio."""
NAMED = 2
"""Measures named for each stage of the roadmap."""
LONGEST_MEASURE, LONGEST_STEP = 80, 46


def portfolio(teller: Teller) -> Slide | None:
    """The chosen measures; none where none is chosen."""
    found, wording = teller.scan.recommendations.portfolio, teller.wording
    if not found.chosen:
        return None
    listed = found.chosen[:LISTED]
    more = len(found.chosen) - len(listed)
    known = {one.id: one for one in (*teller.scan.recommendations.recommendations, *teller.scan.recommendations.prerequisites)}
    rows = [
        (
            shortened(teller.measure(one.id), LONGEST_MEASURE),
            teller.sales(known[one.id].sales_gain),
            teller.cost(one.first_year_cost_eur),
            wording.numbers.plain(one.person_days) + wording.mark("assumed"),
        )
        for one in listed
    ]
    rows += [(wording.counted("deck_more_measures", more), "", "", "")] if more else []
    rows.append(_total(found, teller))
    return Slide(
        layout="Table",
        title=wording.counted("deck_portfolio_title", len(found.chosen), after=_plain(found.loss_rate_after, teller)),
        lead=teller.say(
            "portfolio_lead",
            before=teller.percent(teller.scan.recommendations.roadmap.loss_rate_today),
            after=teller.percent(found.loss_rate_after),
            low=wording.numbers.percent(found.high.loss_rate_after.mean, 0),
            high=wording.numbers.percent(found.low.loss_rate_after.mean, 0),
        ),
        table=SlideTable(
            alternative_text=teller.say("portfolio_alt"),
            head=(teller.say("measure"), teller.say("more_sales"), teller.say("first_year_cost"), teller.say("days")),
            rows=tuple(rows),
            widths=(0.5, 0.2, 0.17, 0.13),
            figures_from=1,
            total=True,
        ),
        notes=(teller.say("note_portfolio"), teller.sheets("portfolio", "cases", "together"), teller.run()),
    )


def _plain(estimate: Estimate, teller: Teller) -> str:
    return teller.numbers.percent(estimate.mean, 0)


def _total(found: Portfolio, teller: Teller) -> tuple[str, str, str, str]:
    days = teller.numbers.plain(found.person_days) + teller.wording.mark("assumed")
    gain = teller.sales(found.interaction.simulated_gain)
    return teller.say("all_together"), gain, teller.cost(found.first_year_cost_eur), days


def business_case(teller: Teller) -> Slide | None:
    """What the portfolio brings and costs, cautious, middle and hopeful; none where none is chosen."""
    found = teller.scan.recommendations.portfolio
    if not found.chosen:
        return None
    gain, low, high = found.contribution_gain_eur, found.low.contribution_gain_eur, found.high.contribution_gain_eur
    if gain is None or low is None or high is None:
        middle = found.interaction.simulated_gain
        bars = (found.low.sales_gain.mean, middle.mean, found.high.sales_gain.mean)
        title = teller.say("case_title_sales", gain=teller.numbers.rounded(middle.mean))
        return _case(teller, title, bars, (), "more_sales", "#,##0")
    cost = found.first_year_cost_eur
    said = teller.wording.say("unknown") if cost is None else teller.euros(cost)
    title = teller.say("case_title", gain=teller.euros(gain.mean), cost=said)
    return _case(
        teller,
        title,
        (low.mean, gain.mean, high.mean),
        () if cost is None else (cost,),
        "more_contribution",
        teller.say("format_euro"),
    )


def _case(
    teller: Teller, title: str, gains: tuple[float, float, float], cost: tuple[float, ...], series: str, number_format: str
) -> Slide:
    found, wording = teller.scan.recommendations.portfolio, teller.wording
    names = tuple(teller.say(f"case_{name}") for name in ("low", "base", "high"))
    spent: tuple[Colour, ...] = tuple("loss_soft" for _ in cost)
    both = found.interaction
    money = found.contribution_gain_eur
    points = [
        wording.say("summary_money_unknown") if money is None else teller.say("case_money", money=teller.euro(money)),
        teller.say("case_sales", sales=teller.sales(both.simulated_gain)),
        teller.say("case_cost", cost=teller.cost(found.first_year_cost_eur), days=wording.numbers.plain(found.person_days)),
        _return(found.returns, teller),
        teller.say("case_together", single=teller.sales(both.sum_of_single_gains)),
    ]
    return Slide(
        layout="Chart and text",
        title=title,
        lead=teller.say("case_lead"),
        points=tuple(points),
        chart=SlideChart(
            kind="columns",
            alternative_text=teller.say("case_alt"),
            series=teller.say(series),
            categories=(*names, *(teller.say("first_year_cost") for _ in cost)),
            values=tuple(as_known(value) for value in (*gains, *cost)),
            colours=("accent_soft", "gain", "accent_soft", *spent),
            number_format=number_format,
        ),
        notes=(teller.say("note_case"), teller.sheets("together", "cases", "run"), teller.run()),
    )


def _return(returns: Returns, teller: Teller) -> str:
    """When the whole has paid back, and what is left over, in the middle case with the two others."""
    base = returns.base
    if base.pays_back is None or base.net_present_value_eur is None:
        return teller.say("case_return_unknown")
    ends = [one.net_present_value_eur.mean for one in (returns.low, returns.high) if one.net_present_value_eur is not None]
    span = teller.wording.span(*(teller.euros(end) for end in ends)) if len(ends) > 1 else ""
    left = teller.say("with_range", middle=teller.euros(base.net_present_value_eur.mean), range=span)
    years, mark = str(teller.scan.recommendations.terms.years), teller.wording.mark("simulated")
    if base.payback_months is None:
        return teller.say("case_return_never", years=years, left=left + mark)
    return teller.say("case_return", months=teller.numbers.rounded(base.payback_months), years=years, left=left + mark)


def roadmap(teller: Teller) -> Slide | None:
    """The loss rate along the way; none where there is no way."""
    found, wording = teller.scan.recommendations.roadmap, teller.wording
    stages = [stage for stage in found.stages if stage.steps]
    if not stages:
        return None
    rates = [found.loss_rate_today, *(stage.loss_rate_after for stage in stages)]
    later: tuple[Colour, ...] = tuple("accent" for _ in stages)
    names = [wording.say("chart_loss_today"), *(_span(stage, teller) for stage in stages)]
    return Slide(
        layout="Chart and text",
        title=teller.say("roadmap_title", today=_plain(rates[0], teller), after=_plain(rates[-1], teller)),
        lead=teller.say("roadmap_lead", days=wording.numbers.plain(found.person_days_per_month), after=teller.percent(rates[-1])),
        points=tuple(_stage(stage, teller) for stage in stages),
        chart=SlideChart(
            kind="columns",
            alternative_text=teller.say("roadmap_alt"),
            series=wording.say("result_loss_rate"),
            categories=tuple(names),
            values=tuple(round(rate.mean, 4) for rate in rates),
            colours=("loss", *later),
            number_format="0%",
        ),
        notes=(teller.say("note_roadmap"), teller.sheets("roadmap", "steps"), teller.run()),
    )


def _span(stage: Stage, teller: Teller) -> str:
    begins, ends = (teller.numbers.plain(month) for month in (stage.from_month, stage.until_month or 0.0))
    if stage.until_month is None:
        return teller.say("months_open", begins=begins)
    return teller.say("months", begins=begins, ends=ends)


def _stage(stage: Stage, teller: Teller) -> str:
    names = [shortened(teller.measure(step.id), LONGEST_STEP) for step in stage.steps]
    more = len(names) - NAMED
    shown = "; ".join(names[:NAMED]) + (teller.wording.counted("deck_and_more", more) if more > 0 else "")
    return teller.say("stage", name=teller.wording.say(f"stage_{stage.name}"), months=_span(stage, teller), measures=shown)


def scenarios(teller: Teller) -> list[Slide]:
    """One slide for each calibration of the scenarios chosen for the report."""
    return [_scenarios(found, teller) for found in teller.scan.scenarios if found.comparison.scenarios]


def _scenarios(found: CalibratedComparison, teller: Teller) -> Slide:
    wording, today = teller.wording, found.comparison.as_is.won
    ranked = sorted_by("won", found.comparison.scenarios)
    best = ranked[0]
    difference = best.differences["won"]
    change = difference.change
    own: tuple[Colour, ...] = tuple("accent" for _ in ranked)
    key = "scenarios_title" if change.mean > 0.0 and not difference.inside_noise else "scenarios_title_none"
    left_out = ", ".join(wording.of(name) for name in found.left_out)
    return Slide(
        layout="Chart",
        title=teller.say(key, name=shortened(wording.of(best.name), LONGEST_MEASURE), more=teller.numbers.rounded(change.mean)),
        lead=teller.say("scenarios_lead", change=teller.sales(change), calibration=teller.calibration(found.calibration)),
        chart=SlideChart(
            kind="bars",
            alternative_text=wording.say("scenarios_chart_alt", calibration=teller.calibration(found.calibration)),
            series=wording.say("sales_per_year"),
            categories=(wording.say("chart_today"), *(shortened(wording.of(one.name), LONGEST_STEP) for one in ranked)),
            values=tuple(round(won.mean, 1) for won in (today, *(one.simulation.won for one in ranked))),
            colours=("grey", *own),
            number_format="#,##0",
        ),
        notes=(
            teller.say("note_scenarios"),
            *((wording.say("scenarios_left_out", names=left_out),) if left_out else ()),
            teller.sheets("scenarios"),
        ),
    )
