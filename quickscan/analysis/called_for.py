"""Which measures the findings call for, and what their cuts leave of the causes."""

from collections.abc import Callable, Mapping, Sequence

from quickscan.domain.advice import Cut, Recommendation
from quickscan.domain.base import Text
from quickscan.domain.result import Assessment, CauseSeverity, Finding

CutShare = Callable[[Cut], float]
"""Which value of a cut counts: the cautious, the middle or the hopeful one."""
FINDINGS_SHOWN = 3
TELLING = ("weak_answer", "measured_loss", "above_cap", "contradiction", "weak_area")
"""The kinds of findings that call for a measure; missing answers and guesses do not."""


def cut_severity(severity: Mapping[str, float], cuts: Sequence[Cut], share: CutShare) -> dict[str, float]:
    """Severities after some cuts; several cuts of one cause multiply."""
    after = dict(severity)
    for cut in cuts:
        after[cut.cause] *= 1.0 - share(cut)
    return after


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
