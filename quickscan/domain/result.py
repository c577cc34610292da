"""What comes out: scores with their bands, findings with their evidence, simulated figures with their intervals."""

from typing import Literal

from quickscan.domain.base import Noun, Text
from quickscan.domain.engagement import AnswerBasis, Confidence, Ruling, Value
from quickscan.domain.uncertainty import Uncertainty
from quickscan.domain.warm_up import WarmUpCheck


class Estimate(Noun):
    """A simulated figure: mean over replications with the half-width of its 95 % interval (Student's t)."""

    mean: float
    """The mean over replications."""
    half_width: float
    """Half the width of the 95 % interval of the mean."""
    n: int
    """Replications."""

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.mean - self.half_width

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.mean + self.half_width


KNOWN_DIGITS = 3
"""Simulated money and sales are known to so many digits at best."""


def as_known(figure: float) -> float:
    """A simulated figure in the digits that are known."""
    return float(f"{figure:.{KNOWN_DIGITS}g}")


class AnswerRef(Noun):
    """A pointer to the answer that a statement rests on."""

    question: str
    """The question."""
    respondent: str
    """Who answered."""
    revision: int
    """Which of their records."""


class Band(Noun):
    """A score with what it could be: all unknown at worst, all unknown at best."""

    score: float | None
    """The score over what is known; none where nothing is known."""
    low: float
    """The lowest it could be."""
    high: float
    """The highest it could be."""
    coverage: float
    """The share of the weight that is known, 0 to 1."""


class AreaMaturity(Band):
    """Maturity of one area of the questionnaire, 0 to 4."""

    area: str
    """The section."""
    title: Text
    """Its name."""
    evidence: tuple[AnswerRef, ...]
    """The answers it rests on."""


SeverityBasis = Literal["maturity", "measured", "assumed"]
"""maturity: from maturity levels; measured: from a measured loss; assumed: nothing is known, a value is assumed."""


class CauseSeverity(Band):
    """How badly a cause strikes here, 0 to 1."""

    cause: str
    """The cause."""
    cap: float
    """The share of sales it loses at full severity."""
    severity: float
    """The severity that the estimate and the simulation use: the score, or the assumed value where there is none."""
    basis: SeverityBasis
    """Where the severity comes from."""
    measured_loss: float | None
    """The measured share of sales lost, where there is one."""
    above_cap: bool
    """Whether the measured loss is above the cap."""
    loss_points: float
    """Its share of the loss rate, 0 to 1: the loss split in proportion to log(1 - severity x cap)."""
    evidence: tuple[AnswerRef, ...]
    """The answers it rests on."""
    doubt: float = 0.0
    """By how much the severity may be off because answers are not sure."""


class LossRange(Noun):
    """The analytic loss estimate: 1 - product of (1 - severity x cap), with the interval of what the answers leave open."""

    mean: float
    """The loss rate at the severities used."""
    low: float
    """The lower end of the interval."""
    high: float
    """The upper end of the interval."""
    coverage: float
    """The mean coverage of the nine causes, weighted by cap."""
    interval_share: float
    """The share of cases that the interval covers."""


FindingKind = Literal[
    "weak_area", "weak_answer", "contradiction", "measured_loss", "above_cap", "self_estimate", "not_enough_answers"
]


class Finding(Noun):
    """Something the interviews showed, with what it rests on."""

    kind: FindingKind
    """What sort of finding it is."""
    area: str | None
    """The section it belongs to."""
    causes: tuple[str, ...]
    """The causes it tells about."""
    text: Text
    """The finding in a sentence or two."""
    weight: float
    """How much it matters, for sorting: points of loss rate behind it."""
    evidence: tuple[AnswerRef, ...]
    """The answers it rests on; empty only where answers are missing."""


class NextQuestion(Noun):
    """An open question and what an answer would bring."""

    question: str
    """The question."""
    narrowing: float
    """By how much (0 to 1) the interval of the loss estimate would get narrower, if the answer matched the present score."""


class Assessment(Noun):
    """What the answers say."""

    maturity: dict[str, AreaMaturity]
    """Maturity by area."""
    severity: dict[str, CauseSeverity]
    """Severity by cause, C1 to C9."""
    loss_rate: LossRange
    """The analytic loss estimate."""
    findings: tuple[Finding, ...]
    """Findings, weightiest first."""
    unanswered: tuple[str, ...]
    """Questions that apply and have no answer yet."""
    next_best_questions: tuple[NextQuestion, ...]
    """The open questions that would narrow the estimate most."""


class Consolidated(Noun):
    """What several respondents together say to one question."""

    question: str
    """The question."""
    value: Value | None
    """The consolidated value; none where nobody knows."""
    rule: Literal["single", "best_basis", "mean", "most_frequent", "unknown", "ruled"]
    """single: one answer; best_basis: the best-founded answers outweigh the others; mean: mean weighted by confidence;
    most_frequent: the choice named most; unknown: nobody knows; ruled: somebody decided, see ruling."""
    basis: AnswerBasis | None
    """How the answers that count are known."""
    confidence: Confidence | None
    """The lowest confidence among the answers that count."""
    contradiction: bool
    """Whether answers differ by more than the rules allow."""
    evidence: tuple[AnswerRef, ...]
    """All answers, those that count first."""
    ruling: Ruling | None = None
    """What was decided about the question, with the reason; none where nothing was."""
    standing: tuple[Value, ...] = ()
    """Everything that was said, where it was decided that all of it stands; it may be any of these."""

    @property
    def unsettled(self) -> bool:
        """Whether answers contradict each other and nobody decided anything about it."""
        return self.contradiction and self.ruling is None


class SimulationResult(Noun):
    """The figures of one simulated year, each a mean over replications with its interval."""

    loss_rate: Estimate
    """1 - sales as it is / sales with all causes removed, on the same random numbers; 0 to 1."""
    inquiries: Estimate
    """Inquiries a year that come in as it is, without those that are never attracted."""
    won: Estimate
    """Sales a year."""
    potential: Estimate
    """Sales a year with all causes removed."""
    lost_by_cause: dict[str, Estimate]
    """Would-be sales a year by the cause where they died; marketing_not_visible counts missed opportunities."""
    won_in_place_of_others: Estimate
    """Sales a year to leads that would not have bought without the causes, such as those who wait less as others are lost."""
    missed_opportunity: Estimate
    """Would-be sales a year that were never attracted."""
    response_time_hours: dict[str, Estimate]
    """Clock hours from inquiry to first attempt: median and p90."""
    utilisation: dict[str, Estimate]
    """Share of opening hours at work: call_centre and dealers."""
    attempts_per_lead: Estimate
    """Contact attempts per lead that reached a seller."""
    cost_per_new_customer: Estimate | None
    """Lead cost per sale in euros; none where costs are unknown."""
    contribution_eur: Estimate | None
    """Contribution of the sales of a year in euros; none where the contribution per sale is unknown."""
    contribution_lost_eur: Estimate | None
    """Contribution a year lost to all causes in euros; none where the contribution per sale is unknown."""
    uncertainty: Uncertainty | None = None
    """How sure the loss rate is by the answers, where asked for."""
    warm_up: WarmUpCheck | None = None
    """Whether the warm-up is long enough, where asked for."""
    engine: str
    """The engine that ran."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    leads: int
    """Inquiries a year that the process would attract at most."""
    replications: int
    """Replications."""
    version: str
    """The version of the program."""

    def points_of_loss(self, cause: str) -> float:
        """How many points of the loss rate a cause takes: would-be sales lost to it, over all that could be sold, in percent."""
        return 100.0 * self.lost_by_cause[cause].mean / self.potential.mean


class ValuedRecommendation(Noun):
    """A recommendation with what it would bring here."""

    id: str
    """The recommendation."""
    code: str
    """Its number in the library."""
    title: Text
    """Its title."""
    sales_gain: Estimate
    """Additional sales a year: simulated with the middle cuts, paired with today on the same random numbers."""
    sales_gain_low: float
    """Additional sales a year with the cautious cuts, simulated."""
    sales_gain_high: float
    """Additional sales a year with the hopeful cuts, simulated."""
    loss_rate_after: Estimate
    """The loss rate with the recommendation in place."""
    contribution_gain_eur: Estimate | None
    """Additional contribution a year in euros; none where the contribution per sale is unknown."""
    causes: tuple[str, ...]
    """The causes it works against here."""
    findings: tuple[Text, ...]
    """The findings that call for it."""


class Recommendations(Noun):
    """The recommendations that fit the findings, the most valuable first."""

    recommendations: tuple[ValuedRecommendation, ...]
    """Ranked by simulated gain."""
    baseline_sales: Estimate
    """Sales a year today, simulated."""
    calibration: str
    """The calibration used."""
    seed: int
    """The seed."""
    replications: int
    """Replications per recommendation."""
