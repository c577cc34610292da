"""The sheets of how firm the programme is, and what it is steered by: assumptions, what would flip it, key figures."""

from collections.abc import Iterator

from quickscan.analysis.kpis import kpi_sheet
from quickscan.domain.kpi_sheet import KpiLine
from quickscan.domain.ranking_flips import RankingFlips
from quickscan.domain.scan import Scan
from quickscan.exports.workbook.cells import Cell, Figure, Kind
from quickscan.exports.workbook.content import Columns, Content, content, yes_or_no
from quickscan.report.measure_words import MeasureWords
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording

KINDS: dict[str, Kind] = {"percent": "percent", "hours": "number", "eur": "euro"}


def assumptions(scan: Scan, wording: Wording) -> Content:
    """The numbers that are not sure, the one on which most hangs first."""
    make, flips = Columns(wording), scan.recommendations.flips
    kind: Kind = "euro" if flips is not None and flips.in_money else "number"
    columns = (
        make.code("kind", 16),
        make.text("assumption", 54),
        make.figure("worth_low", kind, 18),
        make.figure("worth_high", kind, 18),
        make.figure("swing", kind, 16),
    )
    rows = [
        (wording.say(f"weighed_{one.kind}"), _about(one.about, scan, wording), one.low, one.high, one.swing)
        for one in (flips.assumptions if flips else ())
    ]
    return content("assumptions", columns, rows, wording)


def flips(scan: Scan, wording: Wording) -> Content:
    """From where on another set would be the best: by a measure's cost or effect, by a cause's loss, by the contribution."""
    make, found = Columns(wording), scan.recommendations.flips
    columns = (
        make.code("kind", 26),
        make.text("assumption", 54),
        make.figure("cost_may_rise", "euro", 16),
        make.figure("effect_times", "points"),
        make.figure("down_times", "points"),
        make.figure("up_times", "points"),
        make.figure("euro_low", "euro", 16),
        make.figure("euro_high", "euro", 16),
    )
    return content("flips", columns, list(_flips(found, scan, wording)) if found else [], wording)


def _flips(found: RankingFlips, scan: Scan, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    if found.in_money:
        limits = (found.contribution_low_eur, found.contribution_high_eur)
        yield (wording.say("weighed_contribution"), wording.say("weighed_contribution"), *(None,) * 4, *limits)
    for one in found.measures:
        kind = wording.say("weighed_measure_in" if one.chosen else "weighed_measure_out")
        yield (kind, _about(one.id, scan, wording), one.cost_a_year_eur, one.effect_times, *(None,) * 4)
    for cause in found.causes:
        name = _about(cause.cause, scan, wording)
        yield (wording.say("weighed_cause"), name, None, None, cause.down_times, cause.up_times, None, None)


def _about(name: str, scan: Scan, wording: Wording) -> str:
    """What a measure or a cause is called."""
    measures = MeasureWords(scan, wording)
    return measures.name(name) if name in measures.by_id else wording.of(scan.knowledge.cause(name).name)


def kpis(scan: Scan, wording: Wording) -> Content:
    """The key figures of the field, one row for each figure of theirs."""
    make, statements = Columns(wording), Statements(scan, wording)
    columns = (
        make.text("kpi", 40),
        make.code("part", 18),
        make.text("kpi_today", 36),
        make.figure("kpi_simulated", "exact", 16),
        make.figure("kpi_half", "exact"),
        make.figure("kpi_planned", "exact", 16),
        make.text("kpi_target", 36),
        make.code("kpi_own", 14),
    )
    lines = kpi_sheet(scan.knowledge, scan.answers, scan.simulation, scan.recommendations, scan.engagement.programme)
    rows = [row for line in lines for row in _kpi(line, scan, statements, wording)]
    return content("kpis", columns, rows, wording)


def _kpi(line: KpiLine, scan: Scan, statements: Statements, wording: Wording) -> Iterator[tuple[Cell, ...]]:
    name, target = wording.of(scan.knowledge.kpi(line.kpi).name), wording.of(line.target) if line.target else ""
    today = line.stated or "; ".join(_answered(question, scan, statements) for question in line.questions)
    aimed = (target, yes_or_no(line.own_target, wording))
    if not line.figures:
        yield (name, "", today, None, None, None, *aimed)
    for figure in line.figures:
        kind = KINDS[figure.unit]
        values = [None if value is None else Figure(value, kind) for value in (figure.today, figure.half_width, figure.planned)]
        yield (name, wording.say(f"kpi_{figure.name}"), today, *values, *aimed)


def _answered(question: str, scan: Scan, statements: Statements) -> str:
    value = scan.answers[question].value
    return "" if value is None else statements.values.value(statements.questions.get(question), value)
