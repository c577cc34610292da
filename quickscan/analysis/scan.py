"""The whole way for one engagement: answers to assessment, process, simulation and recommendations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from quickscan.analysis.baseline import Baseline, fit_process
from quickscan.analysis.compare import AsIs
from quickscan.analysis.description import describe
from quickscan.analysis.flow import lead_flow
from quickscan.analysis.programme import programme
from quickscan.analysis.terms import decided
from quickscan.assessment.assess import assess
from quickscan.domain.calibration import Calibration
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Assessment
from quickscan.domain.scan import Scan
from quickscan.interview.path import follow
from quickscan.simulation.replicate import Plan, Run
from quickscan.simulation.simulate import simulate

Progress = Callable[[float], None]
"""Told the share that is done, 0 to 1."""


@dataclass(frozen=True)
class ScanSettings:
    """How a scan is run."""

    plan: Plan = field(default_factory=Plan)
    """The simulation."""
    run: Run = map
    """How replications are spread over processor cores."""


def severities_used(assessment: Assessment) -> dict[str, float]:
    """The severity of each cause that estimate and simulation use."""
    return {cause: reading.severity for cause, reading in assessment.severity.items()}


def baseline(
    engagement: Engagement, knowledge: Knowledge, template: LeadProcess, calibration: Calibration, assessment: Assessment
) -> Baseline:
    """The client's own process. Raises ScanError where answers cannot all be true."""
    course = follow(engagement, knowledge.rules)
    return fit_process(template, course, calibration, knowledge, severities_used(assessment))


@dataclass(frozen=True)
class Fitted:
    """The client's process as it is, and what it rests on."""

    as_is: AsIs
    """The process, its severities, and how the causes act."""
    assessment: Assessment
    """What the answers say."""
    sources: Mapping[str, tuple[str, ...]]
    """For each parameter set from answers: the questions it came from."""


def fit(engagement: Engagement, knowledge: Knowledge, template: LeadProcess, calibration: Calibration) -> Fitted:
    """The client's own process, from the template that the engagement starts from. Raises ScanError where answers cannot all be
    true."""
    assessment = assess(engagement, knowledge)
    fitted = baseline(engagement, knowledge, template, calibration, assessment)
    as_is = AsIs(fitted.process, severities_used(assessment), calibration, knowledge)
    return Fitted(as_is, assessment, fitted.sources)


def run_scan(
    engagement: Engagement,
    knowledge: Knowledge,
    process: LeadProcess,
    calibration: Calibration,
    settings: ScanSettings | None = None,
    progress: Progress | None = None,
) -> Scan:
    """Assess, fit, simulate and recommend. `process` is the template that the engagement starts from. Raises ScanError."""
    settings = settings or ScanSettings()
    fitted = fit(engagement, knowledge, process, calibration)
    as_is, answers = fitted.as_is, follow(engagement, knowledge.rules).answers
    return Scan(
        engagement=engagement,
        knowledge=decided(knowledge, engagement.programme),
        answers=answers,
        process=as_is.process,
        process_notes=dict(fitted.sources),
        assessment=fitted.assessment,
        simulation=simulate(as_is.process, calibration, knowledge, as_is.severity, settings.plan, settings.run, progress),
        recommendations=programme(as_is, fitted.assessment, answers, settings.plan, engagement.programme, settings.run),
        flow=lead_flow(as_is, settings.plan, settings.run),
        model=describe(as_is, settings.plan),
    )
