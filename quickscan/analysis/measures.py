"""Measures simulated alone, with cautious, middle and hopeful cuts, against today on the same random numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quickscan.analysis.called_for import CutShare, called_for_by, cut_severity
from quickscan.analysis.compare import AsIs
from quickscan.domain.advice import Cut, Recommendation
from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import Assessment, Estimate, Finding
from quickscan.simulation.compile import compile_model
from quickscan.simulation.measure import estimate
from quickscan.simulation.replicate import Plan, Progress, Run
from quickscan.simulation.variants import sales_of_variants

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Candidate:
    """A measure that findings call for or people accepted, or that must come before such a one."""

    entry: Recommendation
    findings: tuple[Finding, ...]
    """None where it only must come first or was only accepted."""


@dataclass(frozen=True, eq=False)
class Years:
    """Sales by replication today, without any loss, and with some measures in place."""

    today: FloatArray
    potential: FloatArray
    then: FloatArray

    @property
    def more(self) -> FloatArray:
        """Additional sales, by replication."""
        return self.then - self.today

    def gain(self) -> Estimate:
        """Additional sales a year."""
        return estimate(self.more.tolist())

    def loss_rate(self) -> Estimate:
        """The loss rate; a replication in which nobody would have bought lost nothing."""
        lost = np.where(self.potential > 0.0, 1.0 - self.then / np.where(self.potential > 0.0, self.potential, 1.0), 0.0)
        return estimate(lost.tolist())


@dataclass(frozen=True)
class Alone:
    """A measure in its three cases."""

    candidate: Candidate
    low: Years
    base: Years
    high: Years


def candidates(knowledge: Knowledge, assessment: Assessment, accepted: Collection[str] = ()) -> list[Candidate]:
    """The measures that findings call for or people accepted, with all that must come before them, in the order of the library.

    Accepted ones that are not in the library are passed over: checking the engagement tells them.
    """
    found = {entry.id: tuple(called_for_by(entry, assessment)) for entry in knowledge.recommendations}
    wanted = {name for name, findings in found.items() if findings} | (found.keys() & set(accepted))
    waiting = list(wanted)
    while waiting:
        new = set(knowledge.recommendation(waiting.pop()).requires) - wanted
        wanted |= new
        waiting += new
    return [Candidate(entry, found[entry.id]) for entry in knowledge.recommendations if entry.id in wanted]


def simulate_alone(
    as_is: AsIs, measures: Sequence[Candidate], plan: Plan, run: Run = map, progress: Progress | None = None
) -> list[Alone]:
    """Each measure by itself. Raises ScanError for a plan that cannot be run."""
    severity = as_is.severities
    cases = [cut_severity(severity, measure.entry.cuts, share) for measure in measures for share in CASES]
    years = simulate_years(as_is, cases, plan, run, progress)
    return [Alone(measure, *years[3 * number : 3 * number + 3]) for number, measure in enumerate(measures)]


def simulate_together(
    as_is: AsIs, sets: Sequence[Sequence[Recommendation]], plan: Plan, run: Run = map, shares: Sequence[CutShare] = ()
) -> list[Years]:
    """Some sets of measures, by default with the middle cuts of all; otherwise each set by its own share of its cuts.

    Raises ScanError for a plan that cannot be run.
    """
    cases = [
        cut_severity(as_is.severities, [cut for entry in entries for cut in entry.cuts], share)
        for entries, share in zip(sets, shares or [middle] * len(sets), strict=True)
    ]
    return simulate_years(as_is, cases, plan, run)


def simulate_years(
    as_is: AsIs, severities: Sequence[Mapping[str, float]], plan: Plan, run: Run = map, progress: Progress | None = None
) -> list[Years]:
    """Sales at some severities, paired with today. Raises ScanError for a plan that cannot be run."""
    today = as_is.severities
    variants = [today, dict.fromkeys(today, 0.0), *severities]
    models = [compile_model(as_is.process, as_is.calibration, as_is.knowledge, variant) for variant in variants]
    sales, potential, *then = sales_of_variants(models, plan, run, progress).T
    return [Years(sales, potential, changed) for changed in then]


def low(cut: Cut) -> float:
    """The cautious value of a cut."""
    return cut.low


def middle(cut: Cut) -> float:
    """The middle value of a cut."""
    return cut.middle


def high(cut: Cut) -> float:
    """The hopeful value of a cut."""
    return cut.high


CASES: tuple[CutShare, ...] = (low, middle, high)
"""The three cases."""
