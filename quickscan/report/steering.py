"""Steering: the key figures with what they stand at today and should reach, the indicator of each measure, the review rhythm."""

from quickscan.analysis.kpis import kpi_sheet
from quickscan.domain.base import Noun
from quickscan.domain.kpi_sheet import KpiFigure, KpiLine
from quickscan.domain.scan import Scan
from quickscan.report.measure_words import MeasureWords
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording

DASH = "–"


class KeyFigureRow(Noun):
    """A key figure."""

    name: str
    """What is measured."""
    today: str
    """What it stands at, with its origin; a dash where nobody knows."""
    planned: str
    """What it is with the chosen measures, simulated; a dash where that is not simulated."""
    target: str
    """What is aimed at; a dash where the client has to say so."""


class IndicatorRow(Noun):
    """The indicator of a measure."""

    name: str
    """What is measured."""
    measure: str
    """The measure whose success it shows."""
    owner: str
    """Who answers for it, as a role."""


class Steering(Noun):
    """Steering."""

    figures: tuple[KeyFigureRow, ...]
    """The key figures that somebody knows, or for which a target was set."""
    unknown: str
    """The key figures about which nothing is known yet, in a sentence; empty where there are none."""
    indicators: tuple[IndicatorRow, ...]
    """Indicators of the chosen measures, those that are begun first on top."""


def steering(scan: Scan, statements: Statements, wording: Wording) -> Steering:
    """The steering of a scan's programme."""
    words, teller = MeasureWords(scan, wording), _Teller(scan, statements, wording)
    lines = kpi_sheet(scan.knowledge, scan.answers, scan.simulation, scan.recommendations, scan.engagement.programme)
    known = [line for line in lines if line.stated or line.figures or line.questions or line.own_target]
    rest = [teller.name(line) for line in lines if line not in known]
    entries = [words.entry(one.id) for one in words.in_order_of_start()]
    return Steering(
        figures=tuple(teller.row(line) for line in known),
        unknown=wording.say("steering_unknown", names=wording.list_of(rest)) if rest else "",
        indicators=tuple(
            IndicatorRow(name=wording.of(entry.kpi), measure=words.name(entry.id), owner=wording.of(entry.owner_role))
            for entry in entries
        ),
    )


class _Teller:
    """Puts key figures into words."""

    def __init__(self, scan: Scan, statements: Statements, wording: Wording) -> None:
        self.scan, self.statements, self.wording = scan, statements, wording
        self.names = {kpi.id: kpi.name for kpi in scan.knowledge.kpis}

    def name(self, line: KpiLine) -> str:
        return self.wording.of(self.names[line.kpi])

    def row(self, line: KpiLine) -> KeyFigureRow:
        planned = [self._figure(figure, figure.planned) for figure in line.figures if figure.planned is not None]
        target = self.wording.of(line.target) if line.target else ""
        return KeyFigureRow(
            name=self.name(line),
            today=self._today(line) or DASH,
            planned=", ".join(planned) or DASH,
            target=target if line.own_target or not target else self.wording.say("target_orientation", target=target),
        )

    def _today(self, line: KpiLine) -> str:
        """As people wrote it; otherwise as simulated, then as answered."""
        if line.stated:
            return line.stated + self.wording.mark("told")
        parts = [self._figure(figure, figure.today) for figure in line.figures]
        parts += [self.statements.in_short(question) for question in line.questions]
        return "; ".join(parts)

    def _figure(self, figure: KpiFigure, value: float) -> str:
        numbers = self.wording.numbers
        if figure.unit == "percent":
            words = numbers.percent(value)
        elif figure.unit == "eur":
            words = numbers.euro(value)
        else:
            words = self.wording.say("unit_hours", value=numbers.rounded(value))
        marked = words + self.wording.mark("simulated")
        return marked if figure.name == "value" else self.wording.say(f"figure_{figure.name}", value=marked)
