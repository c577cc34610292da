"""The few things that matter most: the biggest causes, the most valuable measures, and the causes nobody knows about."""

from quickscan.domain.result import CauseSeverity, SeverityBasis
from quickscan.domain.scan import Scan
from quickscan.report.wording import Origin, Wording

SHORTLIST = 3
"""How many causes and measures the summary names."""
OF_SEVERITY: dict[SeverityBasis, Origin] = {"measured": "measured", "maturity": "told", "assumed": "assumed"}
"""Where a severity comes from: maturity levels are stated in interviews."""


def causes_by_loss(scan: Scan) -> list[CauseSeverity]:
    """All causes, the costliest first; equal ones in the order C1 to C9."""
    return sorted(scan.assessment.severity.values(), key=lambda cause: -cause.loss_points)


def biggest_causes(scan: Scan) -> list[CauseSeverity]:
    """The causes that cost most, as far as they cost anything."""
    return [cause for cause in causes_by_loss(scan)[:SHORTLIST] if cause.loss_points > 0.0]


def assumed_causes(scan: Scan, wording: Wording) -> str:
    """The causes about which nothing is known, in a sentence; empty where there are none."""
    assumed = [reading for reading in scan.assessment.severity.values() if reading.basis == "assumed"]
    names = [wording.of(scan.knowledge.cause(reading.cause).name) for reading in assumed]
    return wording.counted("missing_causes", len(names), causes="; ".join(names)) if names else ""
