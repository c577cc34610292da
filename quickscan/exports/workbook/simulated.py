"""The sheets of what was simulated: the run, its figures, sales lost by cause, and scenarios."""

from collections.abc import Iterator
from datetime import date

from quickscan.analysis.scenario_figures import SHOWN, of_scenario, of_today
from quickscan.domain.comparison import CalibratedComparison, ComparedScenario
from quickscan.domain.result import Estimate, SimulationResult
from quickscan.domain.scan import Scan
from quickscan.exports.workbook.cells import Cell, Figure, of
from quickscan.exports.workbook.content import Columns, Content, content, yes_or_no
from quickscan.report.simulated import lost_by_cause
from quickscan.report.wording import Wording


def run(scan: Scan, wording: Wording, made_on: date) -> Content:
    """What the figures rest on: client, questionnaire, simulation, and the loss by the answers."""
    make = Columns(wording)
    columns = (make.text("what", 52), make.text("value", 60))
    return content("run", columns, [(wording.say(key), value) for key, value in _run(scan, wording, made_on)], wording)


def _run(scan: Scan, wording: Wording, made_on: date) -> Iterator[tuple[str, Cell]]:
    engagement, result, loss = scan.engagement, scan.simulation, scan.assessment.loss_rate
    yield "run_client", engagement.client.name
    yield "run_title", engagement.title
    yield "as_of", made_on
    yield "run_version", result.version
    yield "setting_process", wording.of(scan.process.name)
    yield "run_questionnaire", _questionnaire(scan, wording)
    yield "setting_calibration", _calibration(result.calibration, wording)
    yield "setting_seed", Figure(result.seed, "exact")
    yield "setting_replications", Figure(result.replications, "count")
    yield "setting_leads", Figure(result.leads, "count")
    yield "run_engine", result.engine
    yield "run_interval", wording.say("run_interval_value")
    yield "run_loss", Figure(loss.mean, "percent")
    yield "run_loss_low", Figure(loss.low, "percent")
    yield "run_loss_high", Figure(loss.high, "percent")
    yield "run_loss_share", Figure(loss.interval_share, "percent")
    yield "run_coverage", Figure(loss.coverage, "percent")
    yield "run_unanswered", Figure(len(scan.assessment.unanswered), "count")
    yield from _terms(scan, wording)


def _terms(scan: Scan, wording: Wording) -> Iterator[tuple[str, Cell]]:
    found = scan.recommendations
    terms, portfolio = found.terms, found.portfolio
    none = wording.say("run_no_limit")
    yield "run_budget", none if portfolio.budget_eur is None else Figure(portfolio.budget_eur, "euro")
    yield "run_person_days", none if portfolio.person_days_limit is None else Figure(portfolio.person_days_limit, "exact")
    yield "run_person_days_per_month", Figure(found.roadmap.person_days_per_month, "exact")
    yield "run_discount_rate", Figure(terms.discount_rate, "percent")
    yield "run_years", Figure(terms.years, "count")
    person_day = terms.person_day_eur
    yield "run_person_day", wording.say("run_days_only") if person_day is None else Figure(person_day, "euro")


def _questionnaire(scan: Scan, wording: Wording) -> str:
    asked = scan.engagement.questionnaire.definition
    return f"{wording.of(asked.title)} ({asked.version})"


def _calibration(name: str, wording: Wording) -> str:
    return wording.say(f"calibration_{name}") if wording.knows(f"calibration_{name}") else name


def simulation(scan: Scan, wording: Wording) -> Content:
    """Every figure of the simulated year as it is."""
    make = Columns(wording)
    figures = (make.figure("mean_only", "exact"), make.figure("half_only", "exact"), make.figure("replications", "count"))
    ends = (make.figure("low", "exact"), make.figure("high", "exact"))
    columns = (make.text("figure", 46), make.code("key", 30), make.code("unit", 14), *figures, *ends)
    rows = [
        (wording.say(label), key, wording.say(f"unit_name_{unit}"), *of(estimate), *_ends(estimate))
        for label, key, unit, estimate in _figures(scan.simulation)
    ]
    return content("simulation", columns, rows, wording)


def _figures(result: SimulationResult) -> Iterator[tuple[str, str, str, Estimate | None]]:
    """Label, key as in the JSON of the command, unit, and the figure."""
    yield "result_loss_rate", "loss_rate", "share", result.loss_rate
    yield "result_inquiries", "inquiries", "count", result.inquiries
    yield "result_won", "won", "count", result.won
    yield "result_potential", "potential", "count", result.potential
    yield "run_won_in_place", "won_in_place_of_others", "count", result.won_in_place_of_others
    yield "result_missed", "missed_opportunity", "count", result.missed_opportunity
    for name, estimate in result.response_time_hours.items():
        yield f"result_response_{name}", f"response_time_hours.{name}", "hours", estimate
    for name, estimate in result.utilisation.items():
        yield f"result_utilisation_{name}", f"utilisation.{name}", "share", estimate
    yield "result_attempts", "attempts_per_lead", "count", result.attempts_per_lead
    yield "result_cost", "cost_per_new_customer", "euro", result.cost_per_new_customer
    yield "result_contribution", "contribution_eur", "euro", result.contribution_eur
    yield "result_contribution_lost", "contribution_lost_eur", "euro", result.contribution_lost_eur


def _ends(estimate: Estimate | None) -> tuple[Cell, Cell]:
    return (None, None) if estimate is None else (estimate.low, estimate.high)


def lost(scan: Scan, wording: Wording) -> Content:
    """From possible sales to those of today, cause by cause; what is left after each cause is where its bar begins."""
    make, result = Columns(wording), scan.simulation
    columns = (make.text("cause", 40), make.estimate("sales_lost", "number"), make.figure("left_over", "number"))
    ranked = lost_by_cause(scan)
    left = result.won.mean + sum(estimate.mean for _, estimate in ranked)
    rows: list[tuple[Cell, ...]] = [(wording.say("chart_possible"), left, None, None, 0.0)]
    for cause, estimate in ranked:
        left -= estimate.mean
        rows.append((wording.of(scan.knowledge.cause(cause).name), *of(estimate), left))
    rows.append((wording.say("chart_today"), *of(result.won), 0.0))
    return content("lost", columns, rows, wording)


def scenarios(scan: Scan, wording: Wording) -> Content:
    """Every scenario that the report shows, figure by figure against today."""
    make = Columns(wording)
    columns = (
        make.text("scenario", 34),
        make.text("calibration", 24),
        make.text("figure", 34),
        make.code("unit", 10),
        make.estimate("today", "exact"),
        make.estimate("with_scenario", "exact"),
        make.estimate("change", "exact"),
        make.code("inside_noise", 12),
    )
    rows = [row for found in scan.scenarios for one in found.comparison.scenarios for row in _scenario(one, found, wording)]
    return content("scenarios", columns, rows, wording)


def scenario_sales(scan: Scan, wording: Wording) -> Content:
    """Sales of today and with each scenario, calibration by calibration."""
    make = Columns(wording)
    columns = (make.text("scenario", 40), make.text("calibration", 26), make.estimate("sales_lost", "number"))
    rows: list[tuple[Cell, ...]] = []
    for found in scan.scenarios:
        calibration, comparison = _calibration(found.calibration, wording), found.comparison
        rows.append((wording.say("chart_today"), calibration, *of(comparison.as_is.won)))
        rows += [(wording.of(one.name), calibration, *of(one.simulation.won)) for one in comparison.scenarios]
    return content("scenario_sales", columns, rows, wording)


def _scenario(one: ComparedScenario, found: CalibratedComparison, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    for figure, unit in SHOWN.items():
        value, difference = of_scenario(one, figure), one.differences.get(figure)
        if value is not None:
            yield (
                wording.of(one.name),
                _calibration(found.calibration, wording),
                wording.say(f"scenario_{figure}"),
                wording.say(f"unit_name_{unit}"),
                *of(of_today(found.comparison.as_is, figure)),
                *of(value),
                *of(difference.change if difference else None),
                yes_or_no(difference.inside_noise if difference else None, wording),
            )
