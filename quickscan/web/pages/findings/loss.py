"""The number that leads: the estimated loss rate with its interval, held against what is usual."""

from dash import html
from dash.development.base_component import Component

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.result import Estimate, LossRange
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.trace.address import traced
from quickscan.web.widgets import HIDDEN, aria, icon
from quickscan.web.wording import Wording

LOSS_KPI = "lead_loss"
"""The figure in whose definition stands what is usual."""


def loss_card(material: Material) -> Component:
    """The loss rate, and at most five figures beside it."""
    return html.Section([_loss(material), _facts(material)], className="card hero", id="loss", **aria(labelledby="loss-name"))


def _loss(material: Material) -> Component:
    say, loss, engagement_id = material.say, material.assessment.loss_rate, material.engagement.id
    formula = say("From the answers: 1 − product of (1 − severity × cap) over the nine causes")
    interval = say(
        "{share} range {range} · coverage {coverage}",
        share=say.percent(loss.interval_share),
        range=say.percent_range(loss.low, loss.high, 1),
        coverage=say.percent(loss.coverage),
    )
    return html.Div(
        [
            html.H2(say("Estimated lead loss"), id="loss-name", className="small"),
            html.P(traced(say.percent(loss.mean, 1), engagement_id, "loss.mean", say, title=formula), className="leading"),
            html.P(interval, className="small"),
            loss_scale(loss, material.knowledge, say),
        ],
        className="loss",
    )


def loss_scale(loss: LossRange | Estimate, knowledge: Knowledge, say: Wording) -> Component:
    """The loss rate and its interval on a scale from none to all, held against what is usual where the field says it."""
    pieces = [_span("interval", loss.low, loss.high), _span("mark", loss.mean, loss.mean)]
    ends = html.Div([html.Span(say.percent(0)), html.Span(say.percent(1))], className="ends small", **HIDDEN)
    usual = knowledge.kpi(LOSS_KPI).usual
    if usual is None:
        return html.Div([html.Div(pieces, className="scale", **HIDDEN), ends])
    scale = html.Div([_span("usual", *usual), *pieces], className="scale", **HIDDEN)
    words = say("grey: usual range {range} by consulting experience", range=say.percent_range(*usual))
    return html.Div([scale, ends, html.P(words, className="small")])


def _span(kind: str, low: float, high: float) -> Component:
    return html.Span(className=kind, style={"left": f"{100 * low:.1f}%", "width": f"{100 * (high - low):.1f}%"})


def _facts(material: Material) -> Component:
    say, assessment = material.say, material.assessment
    biggest = max(assessment.severity.values(), key=lambda severity: severity.loss_points)
    contradictions = sum(finding.kind == "contradiction" for finding in assessment.findings)
    answered = {answer.question for answer in material.engagement.current_answers() if answer.status == "answered"}
    points = say("{points} points", points=say.points(biggest.loss_points))
    facts = [
        *_self_estimate(material),
        _fact(say("Biggest cause"), material.cause_name(biggest.cause), points),
        _fact(say("Respondents"), say.number(len(material.engagement.respondents)), say("people and data exports")),
        _fact(
            say("Answered"),
            say.number(len(answered)),
            say.plural("{number} question open", "{number} questions open", len(assessment.unanswered)),
        ),
        _fact(say("Contradictions"), say.number(contradictions), say("between respondents"), warn=contradictions > 0),
    ]
    return html.Dl(facts, className="facts")


def _self_estimate(material: Material) -> list[Component]:
    """What people guessed. It is shown beside the estimate and never flows into it."""
    found = (finding for finding in material.assessment.findings if finding.kind == "self_estimate")
    answers = (material.record(pointer) for finding in found for pointer in finding.evidence)
    guesses = [material.answer_in_words(answer).replace(" ", "\N{NO-BREAK SPACE}") for answer in answers]
    return [_fact(material.say("Own estimate"), " / ".join(guesses), material.say("not part of the result"))] if guesses else []


def _fact(name: str, value: str, note: str, warn: bool = False) -> Component:
    sign = [icon("alert")] if warn else []
    return html.Div([html.Dt(name), html.Dd(value, className="value"), html.Dd([*sign, note], className="note")])
