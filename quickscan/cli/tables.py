"""Results as tables for people."""

from quickscan.cli import show
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.quality import LEVELS, Quality
from quickscan.domain.result import Assessment, CauseSeverity, SimulationResult
from quickscan.domain.warm_up import WarmUpCheck

FINDINGS_SHOWN = 10
QUESTIONS_SHOWN = 5
POINTS_SHOWN = 10


def assessment(result: Assessment, knowledge: Knowledge) -> None:
    """Estimate, causes, areas, findings and what to ask next."""
    loss = result.loss_rate
    share = show.percent(loss.interval_share, 0)
    show.line(f"Loss rate {show.percent(loss.mean)}, {share} range {show.percent(loss.low)} to {show.percent(loss.high)}")
    show.line(f"Coverage {show.percent(loss.coverage, 0)}; {len(result.unanswered)} questions open\n")
    ranked = sorted(result.severity.values(), key=lambda severity: -severity.loss_points)
    rows = [_cause(severity, knowledge) for severity in ranked]
    show.table("Causes", ("Cause", "Points", "Severity", "Band", "Coverage", "From"), rows)
    show.line()
    areas = [
        (
            area.title.en,
            show.fixed(area.score) if area.score is not None else "no score",
            _band(area.low, area.high),
            show.percent(area.coverage, 0),
        )
        for area in result.maturity.values()
    ]
    show.table("Maturity, 0 to 4", ("Area", "Level", "Band", "Coverage"), areas)
    show.line("\nFindings")
    for finding in result.findings[:FINDINGS_SHOWN]:
        show.line(f"- {finding.text.en}")
    show.line("\nAsk next")
    for question in result.next_best_questions[:QUESTIONS_SHOWN]:
        show.line(f"- {question.question}: narrows the range by {show.number(100 * question.narrowing, 2)} points")


def quality(found: Quality) -> None:
    """What to mend before a report, the worst first."""
    counts = ", ".join(f"{len(found.of(level))} {level}{'' if len(found.of(level)) == 1 else 's'}" for level in LEVELS)
    show.line(f"\nTo mend before a report: {counts}")
    for point in found.points[:POINTS_SHOWN]:
        show.line(f"- {point.level}: {point.what.en}")


def simulation(result: SimulationResult, knowledge: Knowledge) -> None:
    """The figures of a simulated year."""
    rows = [
        ("Loss rate, %", show.estimate(result.loss_rate, 100, 2)),
        ("Inquiries a year", show.estimate(result.inquiries, decimals=0)),
        ("Sales a year", show.estimate(result.won)),
        ("Sales a year if nothing were lost", show.estimate(result.potential)),
        *((f"Response time, {name}, h", show.estimate(hours)) for name, hours in result.response_time_hours.items()),
        *((f"Utilisation, {name.replace('_', ' ')}, %", show.estimate(share, 100)) for name, share in result.utilisation.items()),
        ("Contact attempts per lead", show.estimate(result.attempts_per_lead, decimals=2)),
    ]
    if result.cost_per_new_customer is not None:
        rows.append(("Lead cost per new customer, EUR", show.estimate(result.cost_per_new_customer, decimals=0)))
    if result.contribution_lost_eur is not None:
        rows.append(("Contribution lost a year, EUR", show.estimate(result.contribution_lost_eur, decimals=0)))
    show.table("Figure (mean ± half of the 95 % interval)", ("", ""), rows)
    if result.uncertainty is not None:
        found = result.uncertainty
        by_answers, by_noise = (show.fixed(100 * part, 2) for part in (found.answers_deviation, found.simulation_deviation))
        share = show.percent(found.interval_share, 0)
        show.line(f"\nThe answers leave open a loss rate of {show.percent(found.low)} to {show.percent(found.high)} ({share})")
        show.line(f"Standard deviation by answers {by_answers} points, by the simulation {by_noise} points; {found.draws} draws")
    if result.warm_up is not None:
        show.line(f"\n{_warm_up(result.warm_up)}")
    show.line()
    lost = sorted(result.lost_by_cause.items(), key=lambda item: -item[1].mean)
    show.table(
        "Sales lost a year, by the cause where they died",
        ("Cause", "Sales"),
        [(knowledge.cause(c).name.en, show.estimate(n)) for c, n in lost],
    )
    show.line(
        f"\n{result.calibration} calibration, {result.engine} engine, {result.leads:,} possible inquiries a year, "
        f"{result.replications} replications, seed {result.seed}"
    )


def _warm_up(found: WarmUpCheck) -> str:
    years = f"by MSER-5 over {found.replications} replications"
    if found.needed_days is None:
        return f"The year is too short to tell how long the warm-up has to be ({years}): waiting still changes at its end"
    verdict = "enough" if found.enough else "too few: give the process more, or run more replications to be sure"
    return f"Waiting is steady after {found.needed_days} days ({years}); the warm-up has {found.given_days}, {verdict}"


def _cause(severity: CauseSeverity, knowledge: Knowledge) -> tuple[str, ...]:
    return (
        knowledge.cause(severity.cause).name.en,
        show.fixed(100 * severity.loss_points),
        show.fixed(severity.severity, 2),
        _band(severity.low, severity.high),
        show.percent(severity.coverage, 0),
        severity.basis + (", above cap" if severity.above_cap else ""),
    )


def _band(low: float, high: float) -> str:
    return f"{show.fixed(low, 2)} to {show.fixed(high, 2)}"
