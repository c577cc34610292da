"""The slides of how things are: the loss, where leads die, and what was found."""

from quickscan.domain.result import Finding
from quickscan.exports.deck.short import shortened
from quickscan.exports.deck.slides import Slide, SlideChart, SlideTable
from quickscan.exports.deck.teller import Teller
from quickscan.report.chart_data import Colour
from quickscan.report.ranking import OF_SEVERITY, biggest_causes
from quickscan.report.simulated import lost_by_cause

FINDINGS = 5
LONGEST_FINDING, LONGEST_CAUSES = 190, 60


def loss(teller: Teller) -> Slide:
    """What is lost today, in one picture."""
    scan, wording = teller.scan, teller.wording
    estimate, simulated = scan.assessment.loss_rate, scan.simulation
    rate = wording.numbers.percent(estimate.mean, 0)
    span = teller.share_range(estimate.low, estimate.high) + wording.mark("computed")
    response = simulated.response_time_hours.get("median")
    money = simulated.contribution_lost_eur
    points = [
        teller.say("loss_won", sales=teller.sales(simulated.won)),
        teller.say("loss_possible", sales=teller.sales(simulated.potential)),
        teller.say("loss_simulated", rate=teller.percent(simulated.loss_rate)),
        wording.say("summary_money_unknown") if money is None else teller.say("loss_money", money=teller.euro(money)),
    ]
    points += [teller.say("loss_response", hours=teller.hours(response))] if response is not None else []
    return Slide(
        layout="Chart and text",
        title=teller.say("loss_title", rate=rate),
        lead=teller.say("loss_lead", range=span, share=wording.numbers.percent(estimate.interval_share, 0)),
        points=tuple(points),
        chart=SlideChart(
            kind="ring",
            alternative_text=teller.say("loss_alt", rate=rate),
            series=wording.say("sales_per_year"),
            categories=(teller.say("loss_part_lost"), teller.say("loss_part_won")),
            values=(round(estimate.mean, 4), round(1.0 - estimate.mean, 4)),
            colours=("loss", "accent_soft"),
            number_format="0%",
        ),
        notes=(teller.say("note_loss"), teller.sheets("run", "simulation"), teller.run()),
    )


def causes(teller: Teller) -> Slide | None:
    """From possible sales to those of today, cause by cause; none where nothing is lost."""
    scan, wording = teller.scan, teller.wording
    lost = [(cause, estimate) for cause, estimate in lost_by_cause(scan) if estimate.mean > 0.0]
    if not lost:
        return None
    total = scan.simulation.won.mean + sum(estimate.mean for _, estimate in lost)
    biggest = biggest_causes(scan)
    names = wording.list_of([wording.of(scan.knowledge.cause(reading.cause).short_name) for reading in biggest])
    points = sum(reading.loss_points for reading in biggest)
    bases = wording.list_of(list(dict.fromkeys(wording.say(f"origin_{OF_SEVERITY[reading.basis]}") for reading in biggest)))
    lead = teller.say(
        "causes_lead",
        points=wording.numbers.points(points) + wording.mark("computed"),
        total=wording.numbers.points(scan.assessment.loss_rate.mean) + wording.mark("computed"),
        low=wording.numbers.points(scan.assessment.loss_rate.low),
        high=wording.numbers.points(scan.assessment.loss_rate.high),
    )
    losses: tuple[Colour, ...] = tuple("loss_soft" for _ in lost)
    short = [wording.of(scan.knowledge.cause(cause).short_name) for cause, _ in lost]
    return Slide(
        layout="Chart",
        title=wording.counted("deck_causes_title", len(biggest), names=names),
        lead=f"{lead} {teller.say('causes_basis', origins=bases)}" if bases else lead,
        chart=SlideChart(
            kind="steps",
            alternative_text=wording.say("flow_chart_alt"),
            series=wording.say("sales_per_year"),
            categories=(wording.say("chart_possible"), *short, wording.say("chart_today")),
            values=(round(total, 1), *(round(estimate.mean, 1) for _, estimate in lost), round(scan.simulation.won.mean, 1)),
            colours=("grey", *losses, "accent_soft"),
            number_format="#,##0",
        ),
        notes=(teller.say("note_causes"), teller.sheets("causes", "lost"), teller.run()),
    )


def findings(teller: Teller) -> Slide | None:
    """The findings that weigh most; none where there are none."""
    found, wording = teller.scan.assessment.findings[:FINDINGS], teller.wording
    if not found:
        return None
    table = SlideTable(
        alternative_text=teller.say("findings_alt"),
        head=(teller.say("finding"), teller.say("works_on"), teller.say("points")),
        rows=tuple(_finding(finding, teller) for finding in found),
        widths=(0.62, 0.26, 0.12),
        figures_from=2,
    )
    return Slide(
        layout="Table",
        title=wording.counted("deck_findings_title", len(found)),
        lead=teller.say("findings_lead", total=wording.numbers.number(len(teller.scan.assessment.findings))),
        table=table,
        notes=(teller.say("note_findings"), teller.sheets("findings", "records", "contradictions")),
    )


def _finding(finding: Finding, teller: Teller) -> tuple[str, str, str]:
    wording = teller.wording
    names = ", ".join(wording.of(teller.scan.knowledge.cause(cause).short_name) for cause in finding.causes)
    weight = wording.numbers.points(finding.weight) + wording.mark("computed")
    return shortened(wording.of(finding.text), LONGEST_FINDING), shortened(names, LONGEST_CAUSES), weight
