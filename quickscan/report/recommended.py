"""The recommendations: an overview by gain, and for each what to do, why, with whom, at what cost and how to begin."""

from quickscan.domain.advice import Recommendation, Span
from quickscan.domain.base import Noun
from quickscan.domain.business_case import ValuedMeasure
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.cases import CaseRow, CaseWords
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.estimates import Estimates
from quickscan.report.measure_words import MeasureWords
from quickscan.report.wording import OF_PROVENANCE, Wording

GAIN_CHART = "gain_by_measure"
CHARTED = 10
"""How many measures the chart shows."""
HEADROOM = 1.15
"""How much longer than the longest bar the axis is, so that its number fits."""
THOUSAND = 1000.0


class Measure(Noun):
    """A recommendation."""

    rank: str
    """Its place by simulated gain; empty for one that only must come first."""
    code: str
    """Its number in the library."""
    title: str
    """What it is called."""
    description: str
    """What is done and why it helps."""
    chosen: str
    """Whether it is in the portfolio: the words for yes, or an empty text."""
    findings: tuple[str, ...]
    """The findings that call for it."""
    findings_line: str
    """The same in one line; empty where it only must come first."""
    causes: str
    """The causes it works against here."""
    gain: str
    """Additional sales a year, simulated."""
    gain_interval: str
    """The 95% interval of the gain."""
    gain_range: str
    """Additional sales a year, from the cautious to the hopeful case, simulated."""
    gain_money: str
    """Additional contribution a year; says so where it is unknown."""
    loss_after: str
    """The loss rate with the measure in place."""
    base_gain: str
    """What it brings with existing customers; empty where nothing."""
    cases: tuple[CaseRow, ...]
    """Its business case: cautious, middle, hopeful."""
    first_year_cost: str
    """Cost of the first year in the middle case; a dash where it is unknown."""
    payback: str
    """Months until its cost is back in the middle case."""
    present_value: str
    """What is left over the years valued in the middle case; a dash where it is unknown."""
    missing: str
    """What is not known about its business case, in a sentence; empty where all is."""
    kind: str
    """Quick win, foundation, growth or other."""
    effort: str
    """Person-days of client and adviser together."""
    one_off: str
    """Cost once."""
    per_year: str
    """Running cost a year."""
    running_note: str
    """What plain figures of running cost cannot say; empty where there is nothing."""
    months: str
    """Months until it works."""
    owner: str
    """Who should lead it, as a role."""
    kpi: str
    """How its success is measured."""
    confidence: str
    """How sure the answers are that it rests on, in a few words."""
    first_steps: tuple[str, ...]
    """What to do first, in order."""
    requires: str
    """What must be there first; says so where nothing is needed."""


class Advice(Noun):
    """All recommendations."""

    chart: str
    """The chart of gains; empty where there are none."""
    intro: str
    """How many measures fit and how they were valued, in a few sentences."""
    measures: tuple[Measure, ...]
    """The measures that findings call for, most valuable first."""
    sheets: tuple[Measure, ...]
    """The measures of the portfolio, in the order in which work on them begins."""
    origin: str
    """Where effort, cost and duration come from, in a sentence."""


def advice(scan: Scan, wording: Wording) -> Advice:
    """The recommendations of a scan."""
    found = scan.recommendations
    teller = _Teller(scan, wording)
    intro = wording.counted(
        "advice_intro",
        len(found.recommendations),
        sales=teller.estimates.count(found.baseline_sales),
        replications=str(found.replications),
    )
    return Advice(
        chart=signs.chart(GAIN_CHART) if gain_chart(scan, wording) else "",
        intro=intro if found.recommendations else wording.say("advice_none"),
        measures=tuple(teller.measure(measure) for measure in found.recommendations),
        sheets=tuple(teller.measure(measure) for measure in teller.words.in_order_of_start()),
        origin=wording.say("advice_origin", mark=wording.mark("assumed")),
    )


def gain_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Simulated gain in sales a year of the best measures; none where none gains."""
    best = [measure for measure in scan.recommendations.recommendations if measure.sales_gain.mean > 0.0][:CHARTED]
    if not best:
        return None
    values = tuple(round(measure.sales_gain.mean, 1) for measure in best)
    return BarChart(
        name=GAIN_CHART,
        alternative_text=wording.say("gain_chart_alt"),
        categories=tuple(MeasureWords(scan, wording).short_name(measure.id) for measure in best),
        series=(Series(name=wording.say("gain_per_year"), values=values, colours=tuple("gain" for _ in values)),),
        maximum=max(values) * HEADROOM,
        number_format="+#,##0;-#,##0;0",
    )


class _Teller:
    """Puts recommendations into words."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording = scan, wording
        self.estimates, self.cases, self.words = Estimates(wording), CaseWords(wording), MeasureWords(scan, wording)
        self.ranks = {measure.id: str(rank) for rank, measure in enumerate(scan.recommendations.recommendations, 1)}

    def measure(self, valued: ValuedMeasure) -> Measure:
        entry, origin, base = self.words.entry(valued.id), self.words.origin(valued.id), valued.case.base
        say, of = self.wording.say, self.wording.of
        findings = tuple(of(finding) for finding in valued.findings)
        return Measure(
            rank=self.ranks.get(valued.id, ""),
            code=valued.code,
            title=of(valued.title),
            description=of(entry.description),
            chosen=say("in_portfolio") if valued.id in self.words.steps else "",
            findings=findings,
            findings_line=" · ".join(findings),
            causes=", ".join(of(self.scan.knowledge.cause(cause).name) for cause in valued.causes),
            gain=self.estimates.gain(valued.sales_gain),
            gain_interval=self.estimates.count_interval(valued.sales_gain),
            gain_range=self.estimates.gain_range(valued),
            gain_money=self._money(valued),
            loss_after=self.estimates.percent(valued.loss_rate_after),
            base_gain=of(entry.base_gain) if entry.base_gain else "",
            cases=self.cases.rows(valued, origin),
            first_year_cost=self.cases.euro(base.first_year_cost_eur, origin),
            payback=self.cases.payback(base),
            present_value=self.cases.money(base.net_present_value_eur),
            missing=" ".join(say(f"lacks_{name}", measures=valued.code) for name in valued.case.missing),
            kind=say(f"kind_{entry.kind}"),
            effort=self._marked(say("unit_person_days", value=self._span(entry.effort_person_days)), entry),
            one_off=self._marked(self._money_span(entry.one_off_keur), entry),
            per_year=self._running(entry),
            running_note=of(entry.running_cost_note) if entry.running_cost_note else "",
            months=self._marked(say("unit_months", value=self._span(entry.months_to_effect)), entry),
            owner=of(entry.owner_role),
            kpi=of(entry.kpi),
            confidence=self._confidence(valued),
            first_steps=tuple(of(step) for step in entry.first_steps),
            requires=self._requires(entry),
        )

    def _confidence(self, valued: ValuedMeasure) -> str:
        if valued.confidence is None:
            return self.wording.say("confidence_none")
        sure = self.wording.numbers.number(valued.confidence, 1) + self.wording.mark("computed")
        return self.wording.counted("confidence_of", valued.answers, sure=sure)

    def _money(self, valued: ValuedMeasure) -> str:
        gain = valued.contribution_gain_eur
        if gain is None:
            return self.wording.say("contribution_unknown")
        return self.wording.say("gain_money", gain=self.estimates.euro(gain), interval=self.estimates.euro_interval(gain))

    def _running(self, entry: Recommendation) -> str:
        cost = self._marked(self._money_span(entry.per_year_keur), entry)
        return f"{cost}; {self.wording.of(entry.running_cost_note)}" if entry.running_cost_note else cost

    def _requires(self, entry: Recommendation) -> str:
        library = {known.id: known for known in self.scan.knowledge.recommendations}
        first = [f"{library[name].code} {self.wording.of(library[name].title)}" for name in entry.requires if name in library]
        parts = first + ([self.wording.of(entry.preconditions)] if entry.preconditions else [])
        return "; ".join(parts) or self.wording.say("requires_nothing")

    def _span(self, span: Span) -> str:
        figures = self.wording.numbers
        return (
            figures.plain(span.low)
            if span.low == span.high
            else self.wording.span(figures.plain(span.low), figures.plain(span.high))
        )

    def _money_span(self, span: Span) -> str:
        low, high = (self.wording.numbers.euro(amount * THOUSAND) for amount in (span.low, span.high))
        return low if low == high else self.wording.span(low, high)

    def _marked(self, words: str, entry: Recommendation) -> str:
        return words + self.wording.mark(OF_PROVENANCE[entry.provenance.basis])
