"""Everything a template may use, as one typed tree: its fields, and the words below them, are the vocabulary of a template."""

from datetime import date

from quickscan.domain.base import Language, Noun
from quickscan.domain.scan import Scan
from quickscan.report.answers import Answers, answers
from quickscan.report.approach import Approach, approach
from quickscan.report.business import Business, business
from quickscan.report.causes import Causes, causes, loss_chart
from quickscan.report.chart_data import BarChart
from quickscan.report.cover import Cover, cover
from quickscan.report.findings import Findings, findings, maturity_chart
from quickscan.report.gaps import Gaps, gaps
from quickscan.report.model import Model, model
from quickscan.report.process_map import ProcessMap, process_map
from quickscan.report.programme import BusinessCasePart, business_case, gain_and_cost_chart
from quickscan.report.recommended import Advice, advice, gain_chart
from quickscan.report.risks import RiskRow, risks
from quickscan.report.roadmap import RoadmapPart, roadmap, roadmap_charts
from quickscan.report.robustness import Robustness, assumptions_chart, robustness
from quickscan.report.rules import Rules, rules
from quickscan.report.scenarios import Scenarios, scenario_charts, scenarios
from quickscan.report.simulated import Simulated, flow_chart, simulated
from quickscan.report.sources import Sources, sources
from quickscan.report.statements import Statements
from quickscan.report.steering import Steering, steering
from quickscan.report.summary import Summary, summary
from quickscan.report.wording import Wording


class Context(Noun):
    """The fields of a report template."""

    language: Language
    """The language of the report, de or en."""
    t: dict[str, str]
    """The fixed words of the texts file by key."""
    cover: Cover
    """Client, title and date."""
    summary: Summary
    """The summary for the management."""
    approach: Approach
    """Interviews, data and origin marks."""
    business: Business
    """The client's business."""
    process: ProcessMap
    """The process as it is, step by step."""
    findings: Findings
    """Findings by area."""
    causes: Causes
    """The nine causes."""
    simulation: Simulated
    """The simulated year."""
    scenarios: Scenarios
    """The client's own scenarios that were chosen."""
    business_case: BusinessCasePart
    """The portfolio and what it brings and costs."""
    advice: Advice
    """The recommendations."""
    roadmap: RoadmapPart
    """When to do what."""
    steering: Steering
    """Indicators with targets."""
    robustness: Robustness
    """The strongest assumptions, and what would flip the ranking."""
    risks: tuple[RiskRow, ...]
    """The risks of the programme; none without measures."""
    gaps: Gaps
    """What is missing, assumed and open."""
    answers: Answers
    """The appendix of answers."""
    sources: Sources
    """Parameters, published sources and glossary."""
    model: Model
    """The simulation model after STRESS-DES."""
    rules: Rules
    """Scoring rules and identification."""


def context(scan: Scan, wording: Wording, made_on: date) -> Context:
    """A scan in the words of one language."""
    statements = Statements(scan, wording)
    return Context(
        language=wording.language,
        t=wording.all(),
        cover=cover(scan, wording, made_on),
        summary=summary(scan, wording),
        approach=approach(scan, statements, wording),
        business=business(scan, statements, wording),
        process=process_map(scan, statements, wording),
        findings=findings(scan, statements, wording),
        causes=causes(scan, wording),
        simulation=simulated(scan, wording),
        scenarios=scenarios(scan, wording),
        business_case=business_case(scan, wording),
        advice=advice(scan, wording),
        roadmap=roadmap(scan, wording),
        steering=steering(scan, statements, wording),
        robustness=robustness(scan, wording),
        risks=risks(scan, wording),
        gaps=gaps(scan, statements, wording),
        answers=answers(scan, statements, wording),
        sources=sources(scan, statements, wording),
        model=model(scan, wording),
        rules=rules(scan, wording),
    )


def charts(scan: Scan, wording: Wording) -> dict[str, BarChart]:
    """The charts that a template may show, by name."""
    drawn = [
        maturity_chart(scan, wording),
        loss_chart(scan, wording),
        flow_chart(scan, wording),
        *scenario_charts(scan, wording),
        gain_and_cost_chart(scan, wording),
        gain_chart(scan, wording),
        *roadmap_charts(scan, wording),
        assumptions_chart(scan, wording),
    ]
    return {chart.name: chart for chart in drawn if chart is not None}
