"""The recommendations: an overview by gain, and for each what to do, why, with whom, at what cost and how to begin."""

from quickscan.domain.advice import Recommendation, Span
from quickscan.domain.base import Noun
from quickscan.domain.result import ValuedRecommendation
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.estimates import Estimates
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
    """Its place by simulated gain."""
    code: str
    """Its number in the library."""
    title: str
    """What it is called."""
    description: str
    """What is done and why it helps."""
    findings: tuple[str, ...]
    """The findings that call for it."""
    causes: str
    """The causes it works against here."""
    gain: str
    """Additional sales a year, simulated."""
    gain_interval: str
    """The 95 % interval of the gain."""
    gain_range: str
    """Additional sales a year, from the cautious to the hopeful case."""
    gain_money: str
    """Additional contribution a year; says so where it is unknown."""
    loss_after: str
    """The loss rate with the measure in place."""
    base_gain: str
    """What it brings with existing customers; empty where nothing."""
    kind: str
    """Quick win, foundation, growth or other."""
    effort: str
    """Person-days of client and adviser together."""
    one_off: str
    """Cost once."""
    per_year: str
    """Running cost a year."""
    months: str
    """Months until it works."""
    owner: str
    """Who should lead it, as a role."""
    kpi: str
    """How its success is measured."""
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
    """The measures, most valuable first."""
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
        measures=tuple(teller.measure(rank, measure) for rank, measure in enumerate(found.recommendations, 1)),
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
        categories=tuple(f"{measure.code} {wording.of(measure.title)}" for measure in best),
        series=(Series(name=wording.say("gain_per_year"), values=values, colours=tuple("gain" for _ in values)),),
        maximum=max(values) * HEADROOM,
        number_format="+#,##0;-#,##0;0",
    )


class _Teller:
    """Puts recommendations into words."""

    def __init__(self, scan: Scan, wording: Wording) -> None:
        self.scan, self.wording = scan, wording
        self.estimates = Estimates(wording)

    def measure(self, rank: int, valued: ValuedRecommendation) -> Measure:
        entry = self.scan.knowledge.recommendation(valued.id)
        say, of = self.wording.say, self.wording.of
        return Measure(
            rank=str(rank),
            code=valued.code,
            title=of(valued.title),
            description=of(entry.description),
            findings=tuple(of(finding) for finding in valued.findings),
            causes=", ".join(of(self.scan.knowledge.cause(cause).name) for cause in valued.causes),
            gain=self.estimates.gain(valued.sales_gain),
            gain_interval=self.estimates.count_interval(valued.sales_gain),
            gain_range=self.estimates.gain_range(valued),
            gain_money=self._money(valued),
            loss_after=self.estimates.percent(valued.loss_rate_after),
            base_gain=of(entry.base_gain) if entry.base_gain else "",
            kind=say(f"kind_{entry.kind}"),
            effort=self._marked(say("unit_person_days", value=self._span(entry.effort_person_days)), entry),
            one_off=self._marked(self._money_span(entry.one_off_keur), entry),
            per_year=self._running(entry),
            months=self._marked(say("unit_months", value=self._span(entry.months_to_effect)), entry),
            owner=of(entry.owner_role),
            kpi=of(entry.kpi),
            first_steps=tuple(of(step) for step in entry.first_steps),
            requires=self._requires(entry),
        )

    def _money(self, valued: ValuedRecommendation) -> str:
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
