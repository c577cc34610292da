"""Where the leads get lost: the nine causes by what they cost, and the figures behind."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.result import CauseSeverity
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.words import severity_basis_in_words
from quickscan.web.pages.trace.address import traced
from quickscan.web.widgets import Content, badge, card, link, more, share_bar, table


def causes_card(material: Material) -> Component:
    """The nine causes, the one that costs most first, and the way to what helps against them."""
    say = material.say
    ranked = sorted(material.assessment.severity.values(), key=lambda severity: -severity.loss_points)
    longest = max((severity.loss_points for severity in ranked), default=0.0) or 1.0
    bars = html.Ul([_bar(severity, longest, material) for severity in ranked], className="bars causes")
    note = say("Points of the loss rate by cause. A striped bar is assumed, because nothing is known yet.")
    onward = link(say("To the recommendations"), f"/engagements/{material.engagement.id}/recommendations")
    return card(
        say("Where the leads get lost"),
        bars,
        more(say("All figures as a table"), _table(ranked, material)),
        html.P(onward, className="to-recommendations"),
        note=note,
        name="causes",
    )


def _bar(severity: CauseSeverity, longest: float, material: Material) -> Component:
    say, cause, figure = material.say, material.knowledge.cause(severity.cause), f"cause.{severity.cause}.loss_points"
    points = traced(say.points(severity.loss_points), material.engagement.id, figure, say)
    return html.Li(
        [
            html.Span(say.of(cause.short_name), className="name", title=say.of(cause.name)),
            share_bar(severity.loss_points / longest, f"loss {severity.basis}"),
            html.Span([points, html.Span(" " + say("points"), className="unseen")], className="amount"),
            html.Span(_badges(severity, material), className="marks"),
        ]
    )


def _badges(severity: CauseSeverity, material: Material) -> list[Component]:
    marks = []
    if severity.basis != "maturity":
        marks.append(
            badge(severity_basis_in_words(severity.basis, material.say), "warn" if severity.basis == "assumed" else "accent")
        )
    if severity.above_cap:
        marks.append(badge(material.say("above the cap"), "warn"))
    return marks


def _table(ranked: list[CauseSeverity], material: Material) -> Component:
    say = material.say
    columns = [say("Cause"), say("Points"), say("Severity"), say("could be"), say("Cap"), say("Coverage"), say("Basis")]
    return table(say("The nine causes"), columns, [_row(severity, material) for severity in ranked])


def _row(severity: CauseSeverity, material: Material) -> list[Content]:
    say, cause = material.say, material.knowledge.cause(severity.cause)
    return [
        f"{cause.code} {say.of(cause.name)}",
        say.points(severity.loss_points),
        traced(say.number(severity.severity, 2), material.engagement.id, f"cause.{severity.cause}.severity", say),
        f"{say.number(severity.low, 2)}–{say.number(severity.high, 2)}",
        say.percent(severity.cap),
        say.percent(severity.coverage),
        severity_basis_in_words(severity.basis, say),
    ]
