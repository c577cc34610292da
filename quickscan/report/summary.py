"""The summary for the management: the loss, what causes it, what to do first, and the decision asked for."""

from quickscan.domain.base import Noun
from quickscan.domain.result import CauseSeverity, ValuedRecommendation
from quickscan.domain.scan import Scan
from quickscan.report.estimates import Estimates
from quickscan.report.ranking import OF_SEVERITY, assumed_causes, biggest_causes, first_measures
from quickscan.report.wording import Wording

LOW_COVERAGE = 0.8
"""Below this share of known weight the summary says what is missing."""
ENOUGH_TO_DECIDE = 0.5
"""Below this share of known weight no measure is put up for decision."""


class KeyFigure(Noun):
    """One of the figures beside the leading one."""

    label: str
    """What it is."""
    value: str
    """The figure with its origin."""
    detail: str
    """Its interval, or what it is compared with."""


class BigCause(Noun):
    """One of the biggest causes."""

    rank: str
    """1, 2 or 3."""
    name: str
    """The cause."""
    points: str
    """What it costs, in percentage points of loss."""
    basis: str
    """How its severity is known."""


class FirstMeasure(Noun):
    """One of the first measures."""

    rank: str
    """1, 2 or 3."""
    title: str
    """The measure."""
    gain: str
    """Additional sales a year, simulated."""
    gain_range: str
    """Additional sales a year, from the cautious to the hopeful case."""
    owner: str
    """Who should lead it, as a role."""


class Summary(Noun):
    """The summary."""

    loss_rate: str
    """The loss rate today, the leading figure of the report; its origin stands at the range."""
    loss_range: str
    """Its range."""
    loss: str
    """The loss in a sentence."""
    money: str
    """What the loss costs, in a sentence; says so where the contribution per sale is unknown."""
    simulated: str
    """What the simulated year says, in a sentence."""
    key_figures: tuple[KeyFigure, ...]
    """Four figures beside the leading one."""
    causes: tuple[BigCause, ...]
    """The three biggest causes, biggest first."""
    measures: tuple[FirstMeasure, ...]
    """The three first measures, most valuable first."""
    decision: str
    """What the management is asked to decide."""
    missing: tuple[str, ...]
    """What is missing, in sentences; empty where the answers cover enough."""


def summary(scan: Scan, wording: Wording) -> Summary:
    """The summary of a scan."""
    estimates = Estimates(wording)
    loss, simulated = scan.assessment.loss_rate, scan.simulation
    measures = first_measures(scan)
    return Summary(
        loss_rate=wording.numbers.percent(loss.mean, 0),
        loss_range=wording.span(wording.numbers.percent(loss.low, 0), wording.numbers.percent(loss.high, 0))
        + wording.mark("computed"),
        loss=wording.say(
            "summary_loss",
            client=scan.engagement.client.name,
            sales=estimates.whole(simulated.won),
            potential=estimates.whole(simulated.potential),
            mark=wording.mark("simulated"),
        ),
        money=_money(scan, estimates),
        simulated=wording.say(
            "summary_simulated",
            rate=estimates.percent(simulated.loss_rate),
            interval=estimates.percent_interval(simulated.loss_rate),
        ),
        key_figures=tuple(_key_figures(scan, estimates)),
        causes=tuple(_cause(number, cause, scan, wording) for number, cause in enumerate(biggest_causes(scan), 1)),
        measures=tuple(_measure(number, measure, scan, estimates) for number, measure in enumerate(measures, 1)),
        decision=_decision(scan, len(measures), wording),
        missing=tuple(_missing(scan, wording)),
    )


def _money(scan: Scan, estimates: Estimates) -> str:
    lost = scan.simulation.contribution_lost_eur
    if lost is None:
        return estimates.wording.say("summary_money_unknown")
    return estimates.wording.say("summary_money", lost=estimates.euro(lost), interval=estimates.euro_interval(lost))


def _key_figures(scan: Scan, estimates: Estimates) -> list[KeyFigure]:
    simulated, wording = scan.simulation, estimates.wording
    unknown = KeyFigure(
        label=wording.say("figure_contribution_lost"), value="–", detail=wording.say("figure_contribution_missing")
    )
    lost = simulated.contribution_lost_eur
    money = (
        unknown
        if lost is None
        else KeyFigure(label=unknown.label, value=estimates.euro(lost), detail=estimates.euro_interval(lost))
    )
    response = simulated.response_time_hours.get("median")
    figures = [
        KeyFigure(
            label=wording.say("figure_won"), value=estimates.count(simulated.won), detail=estimates.count_interval(simulated.won)
        ),
        KeyFigure(
            label=wording.say("figure_potential"),
            value=estimates.count(simulated.potential),
            detail=estimates.count_interval(simulated.potential),
        ),
        money,
    ]
    if response is not None:
        detail = estimates.hours_interval(response)
        figures.append(KeyFigure(label=wording.say("figure_response"), value=estimates.hours(response), detail=detail))
    return figures


def _cause(number: int, cause: CauseSeverity, scan: Scan, wording: Wording) -> BigCause:
    return BigCause(
        rank=str(number),
        name=wording.of(scan.knowledge.cause(cause.cause).name),
        points=wording.numbers.points(cause.loss_points) + wording.mark("computed"),
        basis=wording.say(f"basis_{cause.basis}") + wording.mark(OF_SEVERITY[cause.basis]),
    )


def _measure(number: int, measure: ValuedRecommendation, scan: Scan, estimates: Estimates) -> FirstMeasure:
    return FirstMeasure(
        rank=str(number),
        title=estimates.wording.of(measure.title),
        gain=estimates.gain(measure.sales_gain),
        gain_range=estimates.gain_range(measure),
        owner=estimates.wording.of(scan.knowledge.recommendation(measure.id).owner_role),
    )


def _decision(scan: Scan, measures: int, wording: Wording) -> str:
    if not measures:
        return wording.say("summary_decision_none")
    if scan.assessment.loss_rate.coverage < ENOUGH_TO_DECIDE:
        return wording.say("summary_decision_low")
    return wording.counted("summary_decision", measures)


def _missing(scan: Scan, wording: Wording) -> list[str]:
    assessment, assumed = scan.assessment, assumed_causes(scan, wording)
    if assessment.loss_rate.coverage >= LOW_COVERAGE and not assumed:
        return []
    sentences = [wording.say("missing_coverage", coverage=wording.numbers.percent(assessment.loss_rate.coverage, 0))]
    if assessment.unanswered:
        sentences.append(wording.counted("missing_questions", len(assessment.unanswered)))
    return [*sentences, assumed] if assumed else sentences
