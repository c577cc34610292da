"""The nine causes: how badly each strikes, what it costs, and how that is known."""

from quickscan.domain.base import Noun
from quickscan.domain.result import CauseSeverity
from quickscan.domain.scan import Scan
from quickscan.report import signs
from quickscan.report.chart_data import BarChart, Colour, Series
from quickscan.report.ranking import OF_SEVERITY, SHORTLIST, causes_by_loss
from quickscan.report.wording import OF_PROVENANCE, Wording

LOSS_CHART = "loss_by_cause"
HEADROOM = 1.15
"""How much longer than the longest bar the axis is, so that its number fits."""


class CauseRow(Noun):
    """One cause."""

    code: str
    """C1 to C9."""
    name: str
    """The cause."""
    severity: str
    """How badly it strikes, in percent of the worst."""
    band: str
    """What the severity could be with the open answers known."""
    cap: str
    """The share of sales it loses at most."""
    points: str
    """What it costs, in percentage points of loss."""
    basis: str
    """How the severity is known."""


class Causes(Noun):
    """The nine causes."""

    chart: str
    """The chart of points of loss; empty where nothing is lost."""
    rows: tuple[CauseRow, ...]
    """The causes, costliest first."""
    total: str
    """The loss rate, the sum of all points."""
    total_range: str
    """Its range."""
    caps: str
    """What the caps are and where they come from, in a sentence."""
    split: str
    """How the loss is split among the causes, in a sentence."""
    warnings: tuple[str, ...]
    """Measured losses above the cap, in sentences."""


def causes(scan: Scan, wording: Wording) -> Causes:
    """The nine causes of a scan."""
    loss = scan.assessment.loss_rate
    return Causes(
        chart=signs.chart(LOSS_CHART) if loss_chart(scan, wording) else "",
        rows=tuple(_row(cause, scan, wording) for cause in causes_by_loss(scan)),
        total=wording.numbers.points(loss.mean) + wording.mark("computed"),
        total_range=wording.span(wording.numbers.points(loss.low), wording.numbers.points(loss.high)),
        caps=wording.say("caps_are_the_decks"),
        split=wording.say("loss_split"),
        warnings=tuple(_warnings(scan, wording)),
    )


def loss_chart(scan: Scan, wording: Wording) -> BarChart | None:
    """Points of loss by cause, the costliest on top; none where nothing is lost."""
    ranked = causes_by_loss(scan)
    points = tuple(round(100.0 * cause.loss_points, 2) for cause in ranked)
    if not points or max(points) <= 0.0:
        return None
    colours: tuple[Colour, ...] = tuple("loss" if number < SHORTLIST else "loss_soft" for number in range(len(ranked)))
    return BarChart(
        name=LOSS_CHART,
        alternative_text=wording.say("loss_chart_alt"),
        categories=tuple(wording.of(scan.knowledge.cause(cause.cause).short_name) for cause in ranked),
        series=(Series(name=wording.say("loss_points"), values=points, colours=colours),),
        maximum=max(points) * HEADROOM,
        number_format="0.0",
    )


def _row(reading: CauseSeverity, scan: Scan, wording: Wording) -> CauseRow:
    cause = scan.knowledge.cause(reading.cause)
    percent = wording.numbers.percent
    return CauseRow(
        code=cause.code,
        name=wording.of(cause.name),
        severity=percent(reading.severity, 0) + wording.mark(OF_SEVERITY[reading.basis]),
        band=wording.span(percent(reading.low, 0), percent(reading.high, 0)),
        cap=percent(reading.cap, 0) + wording.mark(OF_PROVENANCE[cause.provenance.basis]),
        points=wording.numbers.points(reading.loss_points) + wording.mark("computed"),
        basis=wording.say(f"basis_{reading.basis}"),
    )


def _warnings(scan: Scan, wording: Wording) -> list[str]:
    sentences = []
    for reading in causes_by_loss(scan):
        if reading.above_cap and reading.measured_loss is not None:
            name = wording.of(scan.knowledge.cause(reading.cause).name)
            loss = wording.numbers.percent(reading.measured_loss) + wording.mark("measured")
            sentences.append(wording.say("above_cap", cause=name, loss=loss, cap=wording.numbers.percent(reading.cap, 0)))
    return sentences
