"""The programme: every measure with its business case, the best portfolio within limits, and the roadmap, in one calibration."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from quickscan.analysis.business_case import business_case, times
from quickscan.analysis.cause_losses import cause_losses
from quickscan.analysis.choice import Compounding, Limits
from quickscan.analysis.compare import AsIs
from quickscan.analysis.confidence import confidence
from quickscan.analysis.measures import Alone, candidates, high, low, middle, simulate_alone, simulate_together
from quickscan.analysis.portfolio import portfolio
from quickscan.analysis.recommend import matters, texts
from quickscan.analysis.roadmap import periods, roadmap, schedule, task_of
from quickscan.analysis.selection import select
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.problem import ScanError
from quickscan.domain.programme import Programme, Step
from quickscan.domain.result import Assessment, Consolidated
from quickscan.domain.valuation import Valuation
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress, Run


def programme(
    as_is: AsIs,
    assessment: Assessment,
    answers: Mapping[str, Consolidated],
    plan: Plan,
    limits: Limits | None = None,
    run: Run = map,
    progress: Progress | None = None,
) -> Programme:
    """What to do, what it brings and costs, and when. Raises ScanError for limits below 0 and a plan that cannot be run."""
    limits, terms = limits or Limits(), as_is.knowledge.valuation
    _refuse_negative(limits)
    alone = simulate_alone(as_is, candidates(as_is.knowledge, assessment), plan, run, progress)
    valued = sorted((_valued(own, as_is, assessment, answers) for own in alone), key=lambda m: (-m.sales_gain.mean, m.code))
    baseline = estimate(_today(as_is, alone, plan, run))
    losses = cause_losses(as_is, plan, run)
    selection = select(as_is, valued, None if losses is None else Compounding(baseline.mean, losses), limits)
    steps = _steps(as_is, [measure for measure in valued if measure.id in selection.chosen], terms)
    filled = periods(steps, terms)
    library = as_is.knowledge.recommendation
    sets = list(accumulate(([library(step.id) for step in steps] for _, steps in filled), initial=[]))
    shares = [*(middle for _ in sets), low, high]
    *years, cautious, hopeful = simulate_together(as_is, [*sets, sets[-1], sets[-1]], plan, run, shares)
    contribution, by_id = as_is.process.contribution_per_sale_eur, {measure.id: measure for measure in valued}
    return Programme(
        recommendations=tuple(measure for measure in valued if measure.findings),
        prerequisites=tuple(measure for measure in valued if not measure.findings),
        baseline_sales=baseline,
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replications=plan.replications,
        terms=terms,
        portfolio=portfolio(selection, valued, alone, (cautious, years[-1], hopeful), as_is),
        roadmap=roadmap(filled, years, by_id, terms.person_days_per_month, contribution),
    )


def _refuse_negative(limits: Limits) -> None:
    for name, limit in (("--budget", limits.budget_eur), ("--person-days", limits.person_days)):
        if limit is not None and not 0.0 <= limit < float("inf"):
            raise ScanError.of(name, f"{limit:g} is no limit", "give a number of 0 or more, or leave it out for no limit")


def _today(as_is: AsIs, alone: Sequence[Alone], plan: Plan, run: Run) -> list[float]:
    """Sales today by replication."""
    years = alone[0].base if alone else simulate_together(as_is, [[]], plan, run)[0]
    sales: list[float] = years.today.tolist()
    return sales


def _steps(as_is: AsIs, chosen: Sequence[ValuedMeasure], terms: Valuation) -> list[Step]:
    tasks = [task_of(measure, as_is.knowledge.recommendation(measure.id).kind) for measure in chosen]
    return schedule(tasks, terms.person_days_per_month)


def _valued(alone: Alone, as_is: AsIs, assessment: Assessment, answers: Mapping[str, Consolidated]) -> ValuedMeasure:
    entry, knowledge = alone.candidate.entry, as_is.knowledge
    contribution = as_is.process.contribution_per_sale_eur
    gains = (alone.low.gain(), alone.base.gain(), alone.high.gain())
    sure, number = confidence(entry, assessment, answers)
    return ValuedMeasure(
        id=entry.id,
        code=entry.code,
        title=entry.title,
        sales_gain=gains[1],
        sales_gain_low=gains[0].mean,
        sales_gain_high=gains[2].mean,
        loss_rate_after=alone.base.loss_rate(),
        contribution_gain_eur=None if contribution is None else times(gains[1], contribution),
        causes=tuple(cut.cause for cut in entry.cuts if matters(assessment.severity[cut.cause])),
        findings=texts(alone.candidate.findings),
        case=business_case(entry, gains, contribution, knowledge.valuation, knowledge.rules.interval_share),
        requires=entry.requires,
        confidence=sure,
        answers=number,
    )
