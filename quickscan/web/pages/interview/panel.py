"""What the answers so far come to, beside the questions: the loss, what the last answer changed, and what to ask next."""

from dash import html
from dash.development.base_component import Component

from quickscan.assessment.stake import value_at_stake
from quickscan.domain.questionnaire import Question
from quickscan.domain.result import Assessment, LossRange
from quickscan.web.pages.findings.loss import loss_scale
from quickscan.web.pages.interview.place import Place, address_of_question
from quickscan.web.widgets import Piece, badge, link, share_bar
from quickscan.web.wording import Wording

MOST_CAUSES = 9
MOST_NEXT = 4
UNMOVED = 0.0005
"""Changes of the loss rate below this are none to speak of."""


def panel(place: Place, assessment: Assessment, before: float | None, say: Wording) -> list[Component]:
    """The estimate; `before` is the loss rate before the last answer."""
    loss = assessment.loss_rate
    interval = say(
        "{share} range {range} · coverage {coverage}",
        share=say.percent(loss.interval_share),
        range=say.percent_range(loss.low, loss.high, 1),
        coverage=say.percent(loss.coverage),
    )
    pieces = [
        html.H2(say("Estimated lead loss"), className="small"),
        html.P(say.percent(loss.mean, 1), className="leading"),
        html.P(interval, className="small"),
        loss_scale(loss, place.knowledge, say),
        _stake(place, loss, say),
        html.P(_moved(loss.mean, before, say), className="moved small"),
        _causes(place, assessment, say),
        _next(place, assessment, say),
    ]
    return [piece for piece in pieces if piece is not None]


def _stake(place: Place, loss: LossRange, say: Wording) -> Component:
    stake = value_at_stake(place.engagement, place.knowledge, loss)
    if stake.lost_eur is None or stake.low_eur is None or stake.high_eur is None:
        links = [_to_question(place, question, say) for question in stake.missing]
        pieces = [piece for one in links for piece in (one, " ")]
        return html.P([say("For euros, ask:"), " ", *pieces], className="stake small")
    span = say("{low} to {high}", low=say.euro(stake.low_eur), high=say.euro(stake.high_eur))
    note = html.Span([html.Br(), say("contribution a year"), ", ", span])
    return html.P([html.Strong(say.euro(stake.lost_eur)), " ", say("at stake"), note], className="stake small")


def _to_question(place: Place, question: Question, say: Wording) -> Component:
    person = place.asked_of(question) or place.respondent
    words: list[Piece | None] = [html.Span(question.code, className="code"), " ", say.of(question.title)]
    return link(words, address_of_question(place.engagement, person.id, question.id))


def _moved(now: float, before: float | None, say: Wording) -> list[Component | str]:
    if before is None:
        return [say("Moves with each answer.")]
    points = now - before
    if abs(points) < UNMOVED:
        return [say("The last answer changed nothing.")]
    sign = "+" if points > 0 else "−"
    words = say("{points} points", points=sign + say.points(abs(points)))
    return [badge(words, "warn" if points > 0 else "accent"), " ", say("by the last answer")]


def _causes(place: Place, assessment: Assessment, say: Wording) -> Component:
    ranked = sorted(assessment.severity.values(), key=lambda severity: -severity.loss_points)[:MOST_CAUSES]
    most = max((severity.loss_points for severity in ranked), default=0.0) or 1.0
    rows = [
        html.Li(
            [
                html.Span(say.of(place.knowledge.cause(severity.cause).short_name)),
                share_bar(severity.loss_points / most, "loss"),
                html.Span(say.points(severity.loss_points), className="worth"),
            ]
        )
        for severity in ranked
    ]
    return html.Div([html.H3(say("By cause, in points")), html.Ol(rows, className="cause-bars")])


def _next(place: Place, assessment: Assessment, say: Wording) -> Component | None:
    best = assessment.next_best_questions[:MOST_NEXT]
    if not best:
        return None
    definition = place.engagement.questionnaire.definition
    rows = []
    for entry in best:
        question = definition.question(entry.question)
        worth = html.Span(say("−{points} points", points=say.points(entry.narrowing)), className="worth")
        rows.append(html.Li([_to_question(place, question, say), worth]))
    method = say("Ranked by how much narrower the range becomes once the question is answered the way its cause looks so far.")
    note = html.P(method, className="small")
    return html.Div([html.H3(say("Ask this next")), note, html.Ol(rows, className="next-questions")])
