"""Recommendations that fit the findings, valued by simulating each one against today on the same random numbers."""

import math
from collections.abc import Callable, Mapping, Sequence

from quickscan.domain.advice import Cut, Recommendation
from quickscan.domain.base import Text
from quickscan.domain.calibration import Calibration
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.process import LeadProcess
from quickscan.domain.result import Assessment, CauseSeverity, Estimate, Finding, Recommendations, ValuedRecommendation
from quickscan.simulation.compile import compile_model
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan
from quickscan.simulation.variants import sales_of_variants

CutShare = Callable[[Cut], float]
"""Which value of a cut counts: the cautious, the middle or the hopeful one."""
FINDINGS_SHOWN = 3
TELLING = ("weak_answer", "measured_loss", "above_cap", "contradiction", "weak_area")
"""The kinds of findings that call for a measure; missing answers and guesses do not."""


def recommend(
    process: LeadProcess, calibration: Calibration, knowledge: Knowledge, assessment: Assessment, plan: Plan
) -> Recommendations:
    """The recommendations that fit, ranked by simulated additional sales. Raises ScanError for a plan that cannot be run."""
    severity = {cause: reading.severity for cause, reading in assessment.severity.items()}
    fitting = [(entry, found) for entry in knowledge.recommendations if (found := called_for_by(entry, assessment))]
    nothing_left = dict.fromkeys(severity, 0.0)
    variants = [severity, nothing_left, *(cut_severity(severity, entry.cuts, _middle) for entry, _ in fitting)]
    models = [compile_model(process, calibration, knowledge, variant) for variant in variants]
    today, potential, *sales = sales_of_variants(models, plan).T.tolist()
    valued = [
        _valued(entry, found, assessment, _Sales(today, potential, changed), process.contribution_per_sale_eur, knowledge.caps)
        for (entry, found), changed in zip(fitting, sales, strict=True)
    ]
    return Recommendations(
        recommendations=tuple(sorted(valued, key=lambda entry: (-entry.sales_gain.mean, entry.code))),
        baseline_sales=estimate(today),
        calibration=calibration.id,
        seed=plan.seed,
        replications=plan.replications,
    )


def cut_severity(severity: Mapping[str, float], cuts: Sequence[Cut], share: CutShare) -> dict[str, float]:
    """Severities after some cuts; several cuts of one cause multiply."""
    after = dict(severity)
    for cut in cuts:
        after[cut.cause] *= 1.0 - share(cut)
    return after


def sales_factor(before: Mapping[str, float], after: Mapping[str, float], caps: Mapping[str, float]) -> float:
    """By what sales are multiplied if severities change: product of (1 - s' c) / (1 - s c), whatever else is lost."""
    return math.prod(
        (1.0 - after[cause] * cap) / (1.0 - before[cause] * cap) for cause, cap in caps.items() if before[cause] * cap < 1.0
    )


class _Sales:
    """Sales by replication: today, without any loss, and with the recommendation."""

    def __init__(self, today: Sequence[float], potential: Sequence[float], changed: Sequence[float]) -> None:
        self.today, self.potential, self.changed = today, potential, changed

    def gain(self) -> Estimate:
        return estimate([after - before for after, before in zip(self.changed, self.today, strict=True)])

    def loss_rate(self) -> Estimate:
        """A replication in which nobody would have bought lost nothing."""
        return estimate([1.0 - after / most if most else 0.0 for after, most in zip(self.changed, self.potential, strict=True)])


def _valued(
    entry: Recommendation,
    found: Sequence[Finding],
    assessment: Assessment,
    sales: _Sales,
    contribution_eur: float | None,
    caps: Mapping[str, float],
) -> ValuedRecommendation:
    severity = {cause: reading.severity for cause, reading in assessment.severity.items()}
    gain, today = sales.gain(), estimate(sales.today).mean
    return ValuedRecommendation(
        id=entry.id,
        code=entry.code,
        title=entry.title,
        sales_gain=gain,
        sales_gain_low=today * (sales_factor(severity, cut_severity(severity, entry.cuts, _low), caps) - 1.0),
        sales_gain_high=today * (sales_factor(severity, cut_severity(severity, entry.cuts, _high), caps) - 1.0),
        loss_rate_after=sales.loss_rate(),
        contribution_gain_eur=_times(gain, contribution_eur) if contribution_eur is not None else None,
        causes=tuple(cut.cause for cut in entry.cuts if matters(assessment.severity[cut.cause])),
        findings=texts(found),
    )


def called_for_by(entry: Recommendation, assessment: Assessment) -> list[Finding]:
    """The findings about causes that the recommendation works against and that cost something here."""
    causes = {cut.cause for cut in entry.cuts if matters(assessment.severity[cut.cause])}
    return [finding for finding in assessment.findings if finding.kind in TELLING and causes & set(finding.causes)]


def matters(severity: CauseSeverity) -> bool:
    """Whether a cause is known to cost something."""
    return severity.basis != "assumed" and severity.loss_points > 0.0


def texts(found: Sequence[Finding]) -> tuple[Text, ...]:
    """The findings that are shown, in words."""
    return tuple(finding.text for finding in found[:FINDINGS_SHOWN])


def _times(value: Estimate, factor: float) -> Estimate:
    return Estimate(mean=value.mean * factor, half_width=value.half_width * factor, n=value.n)


def _low(cut: Cut) -> float:
    return cut.low


def _middle(cut: Cut) -> float:
    return cut.middle


def _high(cut: Cut) -> float:
    return cut.high
