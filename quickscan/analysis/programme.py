"""The programme: every measure with its business case, the best portfolio within limits, and the roadmap, in one calibration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from quickscan.analysis.business_case import business_case, times
from quickscan.analysis.called_for import matters, texts
from quickscan.analysis.cause_losses import cause_losses
from quickscan.analysis.choice import Compounding, Limits
from quickscan.analysis.compare import AsIs
from quickscan.analysis.confidence import confidence
from quickscan.analysis.measures import Alone, Candidate, candidates, high, low, middle, simulate_alone, simulate_together
from quickscan.analysis.portfolio import portfolio
from quickscan.analysis.ranking_flips import ranking_flips
from quickscan.analysis.returns import returns
from quickscan.analysis.roadmap import periods, roadmap, schedule, task_of
from quickscan.analysis.selection import select
from quickscan.analysis.terms import decided
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.choices import ProgrammeChoices
from quickscan.domain.programme import Programme
from quickscan.domain.result import Assessment, Consolidated
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress, Run


def programme(
    as_is: AsIs,
    assessment: Assessment,
    answers: Mapping[str, Consolidated],
    plan: Plan,
    choices: ProgrammeChoices | None = None,
    run: Run = map,
    progress: Progress | None = None,
    known: Mapping[str, Alone] | None = None,
) -> Programme:
    """What to do, what it brings and costs, and when, as people decided. Raises ScanError for a plan that cannot be run.

    `known` are measures that were simulated alone before, by their names, of the same process by the same plan.
    """
    choices = choices or ProgrammeChoices()
    as_is = replace(as_is, knowledge=decided(as_is.knowledge, choices))
    terms, limits = as_is.knowledge.valuation, Limits(choices.terms.budget_eur, choices.terms.person_days)
    wanted = candidates(as_is.knowledge, assessment, choices.with_verdict("accepted"))
    alone = _all_alone(as_is, wanted, known or {}, plan, run, progress)
    baseline = estimate(_today(as_is, alone, plan, run))
    case = _Case(as_is, assessment, answers, baseline.mean)
    valued = sorted((_valued(own, case) for own in alone), key=lambda m: (-m.sales_gain.mean, m.code))
    losses = cause_losses(as_is, plan, run)
    selection = select(as_is, valued, None if losses is None else Compounding(baseline.mean, losses), limits, choices)
    chosen = [measure for measure in valued if measure.id in selection.chosen]
    kinds = {measure.id: as_is.knowledge.recommendation(measure.id).kind for measure in chosen}
    steps = schedule([task_of(measure, kinds[measure.id]) for measure in chosen], terms.person_days_per_month)
    filled = periods(steps, terms)
    library = as_is.knowledge.recommendation
    sets = list(accumulate(([library(step.id) for step in steps] for _, steps in filled), initial=[]))
    shares = [*(middle for _ in sets), low, high]
    *years, cautious, hopeful = simulate_together(as_is, [*sets, sets[-1], sets[-1]], plan, run, shares)
    together = (cautious, years[-1], hopeful)
    contribution, by_id = as_is.process.contribution_per_sale_eur, {measure.id: measure for measure in valued}
    best = portfolio(selection, valued, alone, together, as_is, returns(chosen, kinds, together, contribution, terms))
    return Programme(
        recommendations=tuple(measure for measure in valued if measure.findings),
        prerequisites=tuple(measure for measure in valued if not measure.findings),
        baseline_sales=baseline,
        calibration=as_is.calibration.id,
        seed=plan.seed,
        replications=plan.replications,
        terms=terms,
        portfolio=best,
        roadmap=roadmap(filled, years, by_id, terms.person_days_per_month, contribution),
        flips=ranking_flips(selection, [by_id[one.id] for one in best.chosen], valued, as_is, assessment),
    )


def _all_alone(
    as_is: AsIs, wanted: Sequence[Candidate], known: Mapping[str, Alone], plan: Plan, run: Run, progress: Progress | None
) -> list[Alone]:
    """Each measure alone; those known are not simulated again, since what people decided changes no sales."""
    new = [candidate for candidate in wanted if candidate.entry.id not in known]
    simulated = {own.candidate.entry.id: own for own in simulate_alone(as_is, new, plan, run, progress)} if new else {}
    found = {**known, **simulated}
    return [replace(found[candidate.entry.id], candidate=candidate) for candidate in wanted]


def _today(as_is: AsIs, alone: Sequence[Alone], plan: Plan, run: Run) -> list[float]:
    """Sales today by replication."""
    years = alone[0].base if alone else simulate_together(as_is, [[]], plan, run)[0]
    sales: list[float] = years.today.tolist()
    return sales


@dataclass(frozen=True)
class _Case:
    """What measures are valued by."""

    as_is: AsIs
    assessment: Assessment
    answers: Mapping[str, Consolidated]
    sales_today: float


def _valued(alone: Alone, case: _Case) -> ValuedMeasure:
    entry, knowledge = alone.candidate.entry, case.as_is.knowledge
    contribution = case.as_is.process.contribution_per_sale_eur
    gains = (alone.low.gain(), alone.base.gain(), alone.high.gain())
    sure, number = confidence(entry, case.assessment, case.answers)
    return ValuedMeasure(
        id=entry.id,
        code=entry.code,
        title=entry.title,
        sales_gain=gains[1],
        sales_gain_low=gains[0].mean,
        sales_gain_high=gains[2].mean,
        loss_rate_after=alone.base.loss_rate(),
        contribution_gain_eur=None if contribution is None else times(gains[1], contribution),
        causes=tuple(cut.cause for cut in entry.cuts if matters(case.assessment.severity[cut.cause])),
        findings=texts(alone.candidate.findings),
        case=business_case(entry, gains, contribution, knowledge.valuation, knowledge.rules.interval_share, case.sales_today),
        requires=entry.requires,
        confidence=sure,
        answers=number,
    )
