"""The workbook of a scan: all its sheets in one order, and the charts drawn from them."""

from collections.abc import Iterator, Mapping
from datetime import date

from quickscan.domain.base import Language, Text
from quickscan.domain.scan import Scan
from quickscan.exports.workbook import advised, answered, assessed, simulated, weighed
from quickscan.exports.workbook.book import Book, Table
from quickscan.exports.workbook.charts import Drawing, draw, shortened
from quickscan.exports.workbook.content import Content
from quickscan.report.package import repacker
from quickscan.report.wording import Wording


def workbook(scan: Scan, texts: dict[str, Text], language: Language, made_on: date) -> bytes:
    """The workbook as a file. The same input gives the same bytes. Raises ScanError for faults of the texts."""
    wording = Wording(texts, language)
    book = Book(wording, scan.engagement.title, scan.engagement.client.name, made_on)
    first, *others = contents(scan, wording, made_on).items()
    _put(book, first[1])
    charts = book.chart_sheet(wording.say("sheet_charts"), wording.say("sheet_charts_note"))
    tables = {name: _put(book, content) for name, content in others}
    draw(book, charts, _drawings(scan, tables))
    return repacker(made_on)(book.bytes())


def contents(scan: Scan, wording: Wording, made_on: date) -> dict[str, Content]:
    """The sheets of a scan by name, in their order; without scenarios there is no sheet of them."""
    sheets = {
        "run": simulated.run(scan, wording, made_on),
        "causes": assessed.causes(scan, wording),
        "maturity": assessed.maturity(scan, wording),
        "findings": assessed.findings(scan, wording),
        "simulation": simulated.simulation(scan, wording),
        "lost": simulated.lost(scan, wording),
        "measures": advised.measures(scan, wording),
        "cases": advised.cases(scan, wording),
        "portfolio": advised.portfolio(scan, wording),
        "together": advised.together(scan, wording),
        "roadmap": advised.roadmap(scan, wording),
        "steps": advised.steps(scan, wording),
        "assumptions": weighed.assumptions(scan, wording),
        "flips": weighed.flips(scan, wording),
        "kpis": weighed.kpis(scan, wording),
        "scenarios": simulated.scenarios(scan, wording),
        "scenario_sales": simulated.scenario_sales(scan, wording),
        "answers": answered.answers(scan, wording),
        "records": answered.records(scan, wording),
        "contradictions": answered.contradictions(scan, wording),
        "parameters": answered.parameters(scan, wording),
    }
    return {name: sheet for name, sheet in sheets.items() if not name.startswith("scenario") or sheet.rows}


def _put(book: Book, content: Content) -> Table:
    return book.sheet(content.title, content.note, content.columns, content.rows)


def _drawings(scan: Scan, tables: Mapping[str, Table]) -> list[Drawing]:
    """The charts for which there is something to show."""
    drawn = [
        Drawing("chart_waterfall", tables["lost"], 0, 1, "count", "loss_soft", begins=4),
        Drawing("chart_causes", tables["causes"], 1, 10, "points", "loss"),
    ]
    if scan.recommendations.recommendations:
        drawn.append(Drawing("chart_gain", shortened(tables["measures"]), 1, 5, "number", "gain"))
    drawn.append(Drawing("chart_roadmap", tables["roadmap"], 0, 3, "percent", "accent", upright=True))
    if "scenario_sales" in tables:
        drawn += [
            Drawing("chart_scenarios", part, 0, 2, "count", "accent") for part in _calibrations(scan, tables["scenario_sales"])
        ]
    return drawn


def _calibrations(scan: Scan, table: Table) -> Iterator[Table]:
    """The part of the table that holds each calibration: today and its scenarios."""
    first = table.first
    for found in scan.scenarios:
        last = first + len(found.comparison.scenarios)
        yield Table(table.sheet, first, last)
        first = last + 1
