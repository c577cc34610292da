"""Findings per area: maturity, what the interviews showed with quotes, and where roles contradict each other."""

from quickscan.domain.base import Noun
from quickscan.domain.engagement import Answer
from quickscan.domain.question_parts import TOP_LEVEL
from quickscan.domain.questionnaire import Section
from quickscan.domain.result import AreaMaturity, Consolidated, Finding
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Series
from quickscan.report.statements import Quote, Statements
from quickscan.report.wording import OF_ANSWER, Wording

NO_FIGURE = "–"


class AreaRow(Noun):
    """The maturity of an area."""

    title: str
    """The area."""
    score: str
    """Its maturity, 0 to 4, or a dash where nothing is known."""
    band: str
    """What it could be with the open answers known."""
    coverage: str
    """The share of the weight that is known."""


class FindingLine(Noun):
    """Something the interviews showed."""

    text: str
    """The finding."""
    causes: str
    """The causes it tells about; empty where none."""
    points: str
    """The points of loss rate behind it; empty where none."""
    quotes: tuple[Quote, ...]
    """What respondents said about it."""


class Said(Noun):
    """What one respondent answered."""

    who: str
    """The respondent, as a role."""
    value: str
    """The answer with its origin."""
    confidence: str
    """How sure it is."""


class Contradiction(Noun):
    """A question on which roles differ."""

    title: str
    """The question in a few words."""
    code: str
    """Its short code."""
    said: tuple[Said, ...]
    """Who said what."""
    used: str
    """The value that counts in the calculation, and by which rule."""


class Area(Noun):
    """An area of the questionnaire with what was found."""

    title: str
    """The area."""
    intro: str
    """What it is about."""
    verdict: str
    """Its maturity in a sentence."""
    findings: tuple[FindingLine, ...]
    """What the interviews showed, weightiest first."""
    contradictions: tuple[Contradiction, ...]
    """Where roles differ."""


class Findings(Noun):
    """All findings."""

    chart: str
    """The maturity chart; empty where no area has a score."""
    rows: tuple[AreaRow, ...]
    """The maturity of each area."""
    general: tuple[FindingLine, ...]
    """Findings that concern the whole."""
    areas: tuple[Area, ...]
    """The areas in which something was found."""
    quiet: str
    """Which areas gave no finding, in a sentence; empty where all did."""
    silent: str
    """Which areas have no answer yet, in a sentence; empty where all have."""


MATURITY_CHART = "maturity"


def findings(scan: Scan, statements: Statements, wording: Wording) -> Findings:
    """The findings of a scan."""
    teller = _Teller(scan, statements, wording)
    sections = scan.engagement.questionnaire.definition.sections
    areas = {section.id: teller.area(section) for section in sections}
    weak = {finding.area for finding in scan.assessment.findings if finding.kind == "weak_area"}
    answered = {section.id for section in sections if any(question.id in scan.answers for question in section.questions)}
    told = {name for name, area in areas.items() if area.findings or area.contradictions or name in weak}
    titles = {section.id: wording.of(section.title) for section in sections}
    return Findings(
        chart=signs.chart(MATURITY_CHART) if maturity_chart(scan, wording) else "",
        rows=tuple(_area_row(area, wording) for area in scan.assessment.maturity.values()),
        general=tuple(teller.line(finding) for finding in scan.assessment.findings if finding.area not in areas),
        areas=tuple(area for name, area in areas.items() if name in told),
        quiet=_sentence("areas_quiet", [titles[name] for name in titles if name in answered - told], wording),
        silent=_sentence("areas_silent", [titles[name] for name in titles if name not in answered], wording),
    )


def maturity_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Maturity by area, the weakest on top; none where no area has a score."""
    known = sorted(
        ((area.score, area) for area in scan.assessment.maturity.values() if area.score is not None), key=lambda pair: pair[0]
    )
    if not known:
        return None
    series = Series(
        name=wording.say("maturity"),
        values=tuple(round(score, 2) for score, _ in known),
        colours=tuple("loss" if score <= scan.knowledge.rules.weak_area_level else "accent" for score, _ in known),
    )
    return BarChart(
        name=MATURITY_CHART,
        alternative_text=wording.say("maturity_chart_alt"),
        categories=tuple(wording.of(area.title) for _, area in known),
        series=(series,),
        maximum=float(TOP_LEVEL),
        number_format="0.0",
    )


def _area_row(area: AreaMaturity, wording: Wording) -> AreaRow:
    figure = wording.numbers.number
    known = area.score is not None
    return AreaRow(
        title=wording.of(area.title),
        score=NO_FIGURE if area.score is None else figure(area.score, 1) + wording.mark("computed"),
        band=wording.span(figure(area.low, 1), figure(area.high, 1)) if known else NO_FIGURE,
        coverage=wording.numbers.percent(area.coverage, 0),
    )


def _sentence(key: str, titles: list[str], wording: Wording) -> str:
    return wording.say(key, areas=wording.list_of(titles)) if titles else ""


class _Teller:
    """Tells what was found in an area."""

    def __init__(self, scan: Scan, statements: Statements, wording: Wording) -> None:
        self.scan, self.statements, self.wording = scan, statements, wording

    def area(self, section: Section) -> Area:
        inside = {question.id for question in section.questions}
        contradictory = [item for name, item in self.scan.answers.items() if name in inside and item.contradiction]
        shown = {item.question for item in contradictory}
        told = [
            finding
            for finding in self.scan.assessment.findings
            if finding.area == section.id and not _told_elsewhere(finding, shown)
        ]
        return Area(
            title=self.wording.of(section.title),
            intro=self.wording.of(section.intro),
            verdict=self._verdict(self.scan.assessment.maturity.get(section.id)),
            findings=_quoted_once([self.line(finding) for finding in told]),
            contradictions=tuple(self._contradiction(item) for item in contradictory),
        )

    def line(self, finding: Finding) -> FindingLine:
        names = [self.wording.of(self.scan.knowledge.cause(cause).short_name) for cause in finding.causes]
        weight = self.wording.numbers.points(finding.weight)
        return FindingLine(
            text=self.wording.of(finding.text),
            causes=", ".join(names),
            points=weight + self.wording.mark("computed") if finding.weight >= 0.0005 else "",
            quotes=self.statements.quotes(finding.evidence),
        )

    def _verdict(self, area: AreaMaturity | None) -> str:
        if area is None or area.score is None:
            return self.wording.say("area_no_score")
        weak = area.score <= self.scan.knowledge.rules.weak_area_level
        return self.wording.say(
            "area_score_weak" if weak else "area_score",
            score=self.wording.numbers.number(area.score, 1) + self.wording.mark("computed"),
            coverage=self.wording.numbers.percent(area.coverage, 0),
        )

    def _contradiction(self, item: Consolidated) -> Contradiction:
        return Contradiction(
            title=self.statements.title(item.question),
            code=self.statements.code(item.question),
            said=tuple(self._said(answer) for answer in self.statements.given[item.question]),
            used=self.statements.used(item),
        )

    def _said(self, answer: Answer) -> Said:
        mark = self.wording.mark(OF_ANSWER[answer.basis]) if answer.status == "answered" else ""
        return Said(
            who=self.statements.who(answer.respondent),
            value=self.statements.values.answer(self.statements.questions.get(answer.question), answer) + mark,
            confidence=self.wording.say(f"confidence_{answer.confidence}") if answer.status == "answered" else "",
        )


def _told_elsewhere(finding: Finding, contradictory: set[str]) -> bool:
    """A weak area is told by the verdict, a contradiction by its table."""
    if finding.kind == "weak_area":
        return True
    return finding.kind == "contradiction" and any(reference.question in contradictory for reference in finding.evidence)


def _quoted_once(lines: list[FindingLine]) -> tuple[FindingLine, ...]:
    """The same words stand at the first finding that rests on them only."""
    seen: set[Quote] = set()
    kept = []
    for line in lines:
        kept.append(line.model_copy(update={"quotes": tuple(quote for quote in line.quotes if quote not in seen)}))
        seen.update(line.quotes)
    return tuple(kept)
