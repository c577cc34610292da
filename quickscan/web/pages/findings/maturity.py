"""How mature each area is, the weakest first."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.question_parts import TOP_LEVEL
from quickscan.domain.result import AreaMaturity
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.trace.address import traced
from quickscan.web.widgets import Content, badge, card, more, share_bar, table


def maturity_card(material: Material) -> Component:
    """Maturity by area, 0 to 4."""
    say, areas = material.say, material.assessment.maturity.values()
    known = sorted((area for area in areas if area.score is not None), key=lambda area: area.score or 0.0)
    unknown = [area for area in areas if area.score is None]
    ranked = [*known, *unknown]
    bars = html.Ul([_bar(area, material) for area in ranked], className="bars maturity")
    note = say("From 0 to 4, the weakest area first. The thin line shows what open answers could still change.")
    return card(
        say("Maturity by area"), bars, more(say("All figures as a table"), _table(ranked, material)), note=note, name="maturity"
    )


def _bar(area: AreaMaturity, material: Material) -> Component:
    say = material.say
    weak = any(finding.kind == "weak_area" and finding.area == area.area for finding in material.assessment.findings)
    band = (area.low / TOP_LEVEL, area.high / TOP_LEVEL)
    figure = f"area.{area.area}.score"
    amount: Content = "–" if area.score is None else traced(say.number(area.score, 1), material.engagement.id, figure, say)
    marks = [badge(say("weak"))] if weak else [badge(say("open"))] if area.score is None else []
    return html.Li(
        [
            html.Span(say.of(area.title), className="name"),
            share_bar((area.score or 0.0) / TOP_LEVEL, "weak" if weak else "level", band),
            html.Span(amount, className="amount"),
            html.Span(marks, className="marks"),
        ]
    )


def _table(ranked: list[AreaMaturity], material: Material) -> Component:
    say = material.say
    columns = [say("Area"), say("Maturity"), say("could be"), say("Coverage"), say("Answers")]
    return table(say("Maturity by area"), columns, [_row(area, material) for area in ranked])


def _row(area: AreaMaturity, material: Material) -> list[Content]:
    say = material.say
    return [
        say.of(area.title),
        "–" if area.score is None else say.number(area.score, 1),
        f"{say.number(area.low, 1)}–{say.number(area.high, 1)}",
        say.percent(area.coverage),
        say.number(len(area.evidence)),
    ]
