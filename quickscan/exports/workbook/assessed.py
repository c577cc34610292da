"""The sheets of what the answers say: causes, maturity, findings."""

from quickscan.domain.scan import Scan
from quickscan.exports.workbook.content import Columns, Content, content, yes_or_no
from quickscan.report.ranking import causes_by_loss
from quickscan.report.statements import Statements
from quickscan.report.wording import Wording

PERCENTAGE_POINTS = 100.0


def causes(scan: Scan, wording: Wording) -> Content:
    """Severity and share of the loss by cause, the costliest first; the points add up to the loss rate."""
    make = Columns(wording)
    columns = (
        make.code("code", 8),
        make.text("cause", 40),
        make.figure("severity", "percent"),
        make.figure("severity_low", "percent"),
        make.figure("severity_high", "percent"),
        make.figure("coverage", "percent"),
        make.code("basis", 14),
        make.figure("cap", "percent"),
        make.figure("measured_loss", "percent"),
        make.code("above_cap", 12),
        make.figure("loss_points", "points", summed=True),
        make.figure("answers", "count"),
    )
    rows = []
    for reading in causes_by_loss(scan):
        cause = scan.knowledge.cause(reading.cause)
        known = (reading.severity, reading.low, reading.high, reading.coverage, wording.say(f"basis_{reading.basis}"))
        loss = (reading.cap, reading.measured_loss, yes_or_no(reading.above_cap, wording))
        points = PERCENTAGE_POINTS * reading.loss_points
        rows.append((cause.code, wording.of(cause.name), *known, *loss, points, len(reading.evidence)))
    return content("causes", columns, rows, wording)


def maturity(scan: Scan, wording: Wording) -> Content:
    """Maturity by area, in the order of the questionnaire."""
    make = Columns(wording)
    columns = (
        make.text("area", 36),
        make.figure("maturity", "points"),
        make.figure("maturity_low", "points"),
        make.figure("maturity_high", "points"),
        make.figure("coverage", "percent"),
        make.figure("answers", "count"),
    )
    rows = [
        (wording.of(area.title), area.score, area.low, area.high, area.coverage, len(area.evidence))
        for area in scan.assessment.maturity.values()
    ]
    return content("maturity", columns, rows, wording)


def findings(scan: Scan, wording: Wording) -> Content:
    """Every finding, the weightiest first, with the questions it rests on."""
    make, statements = Columns(wording), Statements(scan, wording)
    titles = {section.id: wording.of(section.title) for section in scan.engagement.questionnaire.definition.sections}
    columns = (
        make.code("kind", 20),
        make.text("area", 26),
        make.text("finding", 70),
        make.text("causes", 34),
        make.figure("weight", "points"),
        make.text("questions", 18),
    )
    rows = [
        (
            wording.say(f"finding_{finding.kind}"),
            titles.get(finding.area or "", ""),
            wording.of(finding.text),
            ", ".join(wording.of(scan.knowledge.cause(cause).short_name) for cause in finding.causes),
            PERCENTAGE_POINTS * finding.weight,
            ", ".join(dict.fromkeys(statements.code(reference.question) for reference in finding.evidence)),
        )
        for finding in scan.assessment.findings
    ]
    return content("findings", columns, rows, wording)
