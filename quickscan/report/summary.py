"""The summary for the management: what we recommend, the loss, what causes it, what to do first, and the decision asked for."""

from quickscan.domain.base import Noun
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.result import CauseSeverity
from quickscan.domain.scan import Scan
from quickscan.report.cases import CaseWords
from quickscan.report.estimates import Estimates
from quickscan.report.measure_words import MeasureWords
from quickscan.report.ranking import OF_SEVERITY, SHORTLIST, assumed_causes, biggest_causes
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
    first_step: str
    """What to do first; empty where nobody said."""
    works_from: str
    """The month from which it works."""


class Summary(Noun):
    """The summary."""

    recommendation: str
    """What we recommend, what it costs and brings with its range; says so where there is nothing to recommend."""
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
    """The measures to begin with, three at most."""
    decision: str
    """What the management is asked to decide."""
    approve: tuple[str, ...]
    """What to approve, point by point: budget and work, the first steps, and by whom; empty where it is too early to decide."""
    missing: tuple[str, ...]
    """What is missing, in sentences; empty where the answers cover enough."""


def summary(scan: Scan, wording: Wording) -> Summary:
    """The summary of a scan."""
    estimates = Estimates(wording)
    loss, simulated = scan.assessment.loss_rate, scan.simulation
    measures = [one for one in MeasureWords(scan, wording).in_order_of_start() if one.sales_gain.mean > 0.0][:SHORTLIST]
    return Summary(
        recommendation=_recommendation(scan, estimates),
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
        approve=tuple(_approve(scan, measures, wording)),
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


def _measure(number: int, measure: ValuedMeasure, scan: Scan, estimates: Estimates) -> FirstMeasure:
    words = MeasureWords(scan, estimates.wording)
    entry, of = words.entry(measure.id), estimates.wording.of
    works_from = estimates.numbers.number(words.steps[measure.id].works_from_month, 1)
    return FirstMeasure(
        rank=str(number),
        title=of(measure.title),
        gain=estimates.gain(measure.sales_gain),
        gain_range=estimates.gain_range(measure),
        owner=of(entry.owner_role),
        first_step=of(entry.first_steps[0]) if entry.first_steps else "",
        works_from=works_from + estimates.wording.mark(words.origin(measure.id)),
    )


def _recommendation(scan: Scan, estimates: Estimates) -> str:
    """What to do, with what it brings and its range, before anything else is said."""
    found, wording = scan.recommendations.portfolio, estimates.wording
    if not found.chosen:
        return wording.say("summary_recommend_none")
    words, low, high = MeasureWords(scan, wording), found.low, found.high
    money: dict[str, str] = {}
    if found.contribution_gain_eur and low.contribution_gain_eur and high.contribution_gain_eur:
        whole = found.returns.base
        months = CaseWords(wording).payback(whole)
        paid = "payback_within" if whole.pays_back else "payback_not"
        money = {
            "paid": "" if whole.pays_back is None else wording.say(paid, months=months),
            "money": estimates.euro(found.contribution_gain_eur),
            "money_range": estimates.euro_range(low.contribution_gain_eur, high.contribution_gain_eur),
        }
    sentences = wording.counted(
        "summary_recommend" if money else "summary_recommend_sales",
        len(found.chosen),
        cost=words.cost(found.first_year_cost_eur),
        days=words.days(found.person_days),
        gain=estimates.gain(found.interaction.simulated_gain),
        gain_range=estimates.gain_between(low.sales_gain, high.sales_gain),
        before=estimates.percent(scan.recommendations.roadmap.loss_rate_today),
        after=estimates.percent(found.loss_rate_after),
        **money,
    )
    return sentences.replace("  ", " ")  # where nothing is said about payback


def _decidable(scan: Scan) -> bool:
    return scan.assessment.loss_rate.coverage >= ENOUGH_TO_DECIDE


def _decision(scan: Scan, measures: int, wording: Wording) -> str:
    if not measures:
        return wording.say("summary_decision_none" if scan.assessment.unanswered else "summary_decision_nothing")
    return wording.say("summary_decision" if _decidable(scan) else "summary_decision_low")


def _approve(scan: Scan, measures: list[ValuedMeasure], wording: Wording) -> list[str]:
    """Budget and work, the first steps, who answers for them."""
    if not measures or not _decidable(scan):
        return []
    found, words = scan.recommendations.portfolio, MeasureWords(scan, wording)
    owners = dict.fromkeys(wording.of(words.entry(one.id).owner_role) for one in measures)
    cost, days = words.cost(found.first_year_cost_eur), words.days(found.person_days)
    return [
        wording.counted("approve_budget", len(found.chosen), cost=cost, days=days),
        wording.say("approve_first", measures=words.names(one.id for one in measures)),
        wording.say("approve_owners", owners="; ".join(owners)),
        wording.say("approve_review"),
    ]


def _missing(scan: Scan, wording: Wording) -> list[str]:
    assessment, assumed = scan.assessment, assumed_causes(scan, wording)
    if assessment.loss_rate.coverage >= LOW_COVERAGE and not assumed:
        return []
    sentences = [wording.say("missing_coverage", coverage=wording.numbers.percent(assessment.loss_rate.coverage, 0))]
    if assessment.unanswered:
        sentences.append(wording.counted("missing_questions", len(assessment.unanswered)))
    return [*sentences, assumed] if assumed else sentences
