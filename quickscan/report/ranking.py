"""The few things that matter most: the biggest causes and the most valuable recommendations."""

from quickscan.domain.result import CauseSeverity, ValuedRecommendation
from quickscan.domain.scan import Scan

SHORTLIST = 3
"""How many causes and measures the summary names."""


def causes_by_loss(scan: Scan) -> list[CauseSeverity]:
    """All causes, the costliest first; equal ones in the order C1 to C9."""
    return sorted(scan.assessment.severity.values(), key=lambda cause: -cause.loss_points)


def biggest_causes(scan: Scan) -> list[CauseSeverity]:
    """The causes that cost most, as far as they cost anything."""
    return [cause for cause in causes_by_loss(scan)[:SHORTLIST] if cause.loss_points > 0.0]


def first_measures(scan: Scan) -> list[ValuedRecommendation]:
    """The recommendations with the highest simulated gain, as far as they gain anything."""
    ranked = scan.recommendations.recommendations[:SHORTLIST]
    return [recommendation for recommendation in ranked if recommendation.sales_gain.mean > 0.0]
