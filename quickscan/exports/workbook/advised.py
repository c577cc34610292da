"""The sheets of what to do: measures, their business cases, the portfolio, the roadmap and its steps."""

from collections.abc import Iterator

from quickscan.domain.advice import Recommendation
from quickscan.domain.business_case import Case, ValuedMeasure
from quickscan.domain.programme import Chosen, Outcome, Return, Stage
from quickscan.domain.scan import Scan
from quickscan.exports.workbook.cells import Cell, of
from quickscan.exports.workbook.content import Columns, Content, content, yes_or_no
from quickscan.report.measure_words import MeasureWords
from quickscan.report.signs import bare
from quickscan.report.wording import Wording


def measures(scan: Scan, wording: Wording) -> Content:
    """Every measure that fits the findings, most valuable first, and those that must come before them."""
    make = Columns(wording)
    columns = (
        make.code("code", 8),
        make.text("measure", 42),
        make.code("kind", 16),
        make.code("in_programme", 14),
        make.code("verdict", 14),
        make.estimate("more_sales", "number"),
        make.figure("gain_low", "number"),
        make.figure("gain_high", "number"),
        make.estimate("more_contribution", "euro"),
        make.estimate("loss_after", "percent"),
        make.figure("effort", "number"),
        make.figure("confidence_mean", "points"),
        make.figure("answers", "count"),
        make.text("causes", 34),
        make.text("requires", 14),
        make.text("owner", 24),
        make.text("kpi", 40),
        make.text("reason", 30),
    )
    return content("measures", columns, [_measure(one, scan, wording) for one in _all(scan)], wording)


def _all(scan: Scan) -> tuple[ValuedMeasure, ...]:
    return (*scan.recommendations.recommendations, *scan.recommendations.prerequisites)


def _measure(measure: ValuedMeasure, scan: Scan, wording: Wording) -> tuple[Cell, ...]:
    entry, decided = scan.knowledge.recommendation(measure.id), scan.engagement.programme.of(measure.id)
    chosen = measure.id in {one.id for one in scan.recommendations.portfolio.chosen}
    return (
        measure.code,
        wording.of(measure.title),
        wording.say(f"kind_{entry.kind}"),
        yes_or_no(chosen, wording),
        wording.say(f"verdict_{decided.verdict}"),
        *of(measure.sales_gain),
        measure.sales_gain_low,
        measure.sales_gain_high,
        *of(measure.contribution_gain_eur),
        *of(measure.loss_rate_after),
        measure.case.base.effort_person_days,
        measure.confidence,
        measure.answers,
        ", ".join(wording.of(scan.knowledge.cause(cause).short_name) for cause in measure.causes),
        ", ".join(_codes(measure, scan)),
        decided.owner_role or wording.of(entry.owner_role),
        wording.of(entry.kpi),
        decided.reason or "",
    )


def _codes(measure: ValuedMeasure, scan: Scan) -> Iterator[str]:
    library: dict[str, Recommendation] = {entry.id: entry for entry in scan.knowledge.recommendations}
    return (library[name].code for name in measure.requires if name in library)


def cases(scan: Scan, wording: Wording) -> Content:
    """The cautious, middle and hopeful case of every measure, one below the other."""
    make = Columns(wording)
    columns = (
        make.code("code", 8),
        make.text("measure", 42),
        make.code("case", 12),
        make.estimate("more_sales", "number"),
        make.estimate("more_contribution", "euro"),
        make.figure("one_off", "euro"),
        make.figure("per_year", "euro"),
        make.figure("first_year_cost", "euro"),
        make.figure("effort", "number"),
        make.figure("months_to_effect", "number"),
        make.code("pays_back", 12),
        make.figure("payback_months", "number"),
        make.estimate("present_value", "euro"),
        make.text("missing", 44),
    )
    rows = [row for measure in _all(scan) for row in _cases(measure, wording)]
    return content("cases", columns, rows, wording)


def _cases(measure: ValuedMeasure, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    missing = "; ".join(wording.say(f"lacking_{name}") for name in measure.case.missing)
    for name, case in (("low", measure.case.low), ("base", measure.case.base), ("high", measure.case.high)):
        head = (measure.code, wording.of(measure.title), wording.say(f"case_{name}"))
        yield (*head, *of(case.sales_gain), *of(case.contribution_gain_eur), *_cost(case, wording), missing)


def _cost(case: Case, wording: Wording) -> tuple[Cell, ...]:
    return (
        case.one_off_eur,
        case.per_year_eur,
        case.first_year_cost_eur,
        case.effort_person_days,
        case.months_to_effect,
        yes_or_no(case.pays_back, wording),
        case.payback_months,
        *of(case.net_present_value_eur),
    )


def portfolio(scan: Scan, wording: Wording) -> Content:
    """The chosen measures by what they bring for a euro, then the others with what kept them out."""
    make, found, words = Columns(wording), scan.recommendations.portfolio, MeasureWords(scan, wording)
    names = {measure.id: measure for measure in _all(scan)}
    columns = (
        make.code("code", 8),
        make.text("measure", 42),
        make.code("in_programme", 14),
        make.text("why", 34),
        make.figure("per_euro", "points"),
        make.figure("first_year_cost", "euro"),
        make.figure("effort", "number"),
        make.figure("confidence_mean", "points"),
        make.figure("would_add_sales", "number"),
        make.figure("would_add_euro", "euro"),
        make.figure("more_budget", "euro"),
        make.figure("more_days", "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in found.chosen:
        figures = (one.contribution_per_eur, one.first_year_cost_eur, one.person_days, one.confidence)
        rows.append(
            (
                names[one.id].code,
                wording.of(names[one.id].title),
                wording.say("sheet_yes"),
                _why(one, wording),
                *figures,
                *(None,) * 4,
            )
        )
    for other in found.not_chosen:
        measure, base = names[other.id], names[other.id].case.base
        figures = (None, base.first_year_cost_eur, base.effort_person_days, measure.confidence)
        why = bare(words.why_not(other))
        left = (other.more_sales, other.more_a_year, other.extra_budget_eur, other.extra_person_days)
        rows.append((measure.code, wording.of(measure.title), wording.say("sheet_no"), why, *figures, *left))
    return content("portfolio", columns, rows, wording)


def _why(one: Chosen, wording: Wording) -> str:
    why = wording.say("sheet_best_set" if one.why == "best_set" else f"why_{one.why}")
    return f"{why}: {one.because}" if one.because else why


def together(scan: Scan, wording: Wording) -> Content:
    """What the chosen measures bring together, cautious, middle and hopeful, and one by one."""
    make, found = Columns(wording), scan.recommendations.portfolio
    columns = (
        make.text("case", 44),
        make.estimate("more_sales", "number"),
        make.estimate("more_contribution", "euro"),
        make.estimate("loss_after", "percent"),
        make.figure("first_year_cost", "euro"),
        make.figure("effort", "number"),
        make.figure("one_off", "euro"),
        make.figure("per_year", "euro"),
        make.code("pays_back", 12),
        make.figure("payback_months", "number"),
        make.estimate("present_value", "euro"),
    )
    both, back = found.interaction, found.returns
    cost = (found.first_year_cost_eur, found.person_days)
    middle = (*of(both.simulated_gain), *of(found.contribution_gain_eur), *of(found.loss_rate_after), *cost)
    rows: list[tuple[Cell, ...]] = [
        (wording.say("together_low"), *_outcome(found.low), None, None, *_return(back.low, wording)),
        (wording.say("together_base"), *middle, *_return(back.base, wording)),
        (wording.say("together_high"), *_outcome(found.high), None, None, *_return(back.high, wording)),
        (wording.say("together_single"), *of(both.sum_of_single_gains), *(None,) * 15),
        (wording.say("together_difference"), *of(both.difference.change), *(None,) * 15),
    ]
    return content("together", columns, rows, wording)


def _outcome(outcome: Outcome) -> tuple[Cell, ...]:
    return (*of(outcome.sales_gain), *of(outcome.contribution_gain_eur), *of(outcome.loss_rate_after))


def _return(back: Return, wording: Wording) -> tuple[Cell, ...]:
    paid = (yes_or_no(back.pays_back, wording), back.payback_months)
    return (back.one_off_eur, back.per_year_eur, *paid, *of(back.net_present_value_eur))


def roadmap(scan: Scan, wording: Wording) -> Content:
    """The loss rate along the way: today, then stage by stage."""
    make, found = Columns(wording), scan.recommendations.roadmap
    columns = (
        make.text("stage", 22),
        make.figure("from_month", "exact"),
        make.figure("until_month", "exact"),
        make.estimate("loss_after", "percent"),
        make.estimate("more_sales", "number", summed=True),
        make.estimate("more_contribution", "euro", summed=True),
        make.figure("first_year_cost", "euro", summed=True),
        make.figure("effort", "number", summed=True),
        make.text("measures", 60),
    )
    today: tuple[Cell, ...] = (wording.say("stage_today"), None, None, *of(found.loss_rate_today), *(None,) * 8, "")
    return content("roadmap", columns, [today, *(_stage(stage, scan, wording) for stage in found.stages)], wording)


def _stage(stage: Stage, scan: Scan, wording: Wording) -> tuple[Cell, ...]:
    names = {measure.id: measure for measure in _all(scan)}
    return (
        wording.say(f"stage_{stage.name}"),
        stage.from_month,
        stage.until_month,
        *of(stage.loss_rate_after),
        *of(stage.sales_gain),
        *of(stage.contribution_gain_eur),
        stage.first_year_cost_eur,
        stage.person_days,
        "; ".join(f"{names[step.id].code} {wording.of(names[step.id].title)}" for step in stage.steps),
    )


def steps(scan: Scan, wording: Wording) -> Content:
    """When work on each measure begins and when it works."""
    make = Columns(wording)
    names = {measure.id: measure for measure in _all(scan)}
    columns = (
        make.text("stage", 20),
        make.code("code", 8),
        make.text("measure", 46),
        make.figure("starts_month", "number"),
        make.figure("works_from_month", "number"),
        make.figure("effort", "number", summed=True),
        make.text("owner", 28),
    )
    rows = [
        (
            wording.say(f"stage_{stage.name}"),
            names[step.id].code,
            wording.of(names[step.id].title),
            step.starts_month,
            step.works_from_month,
            step.person_days,
            _owner(step.id, scan, wording),
        )
        for stage in scan.recommendations.roadmap.stages
        for step in stage.steps
    ]
    return content("steps", columns, rows, wording)


def _owner(measure: str, scan: Scan, wording: Wording) -> str:
    return scan.engagement.programme.of(measure).owner_role or wording.of(scan.knowledge.recommendation(measure).owner_role)
