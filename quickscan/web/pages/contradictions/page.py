"""The page of the contradictions: what differs first, then what all agree on, with the loss and people's own guesses beside."""

from dash import dcc, html
from dash.development.base_component import Component

from quickscan.assessment.contradictions import SeveralAnswers, SideBySide, side_by_side
from quickscan.domain.engagement import Answer
from quickscan.web import ids
from quickscan.web.pages.contradictions.card import contradiction_card
from quickscan.web.pages.contradictions.words import moved
from quickscan.web.pages.findings.loss import loss_scale
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, card, icon, link
from quickscan.web.wording import Wording


def contradictions_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """The contradictions of an engagement. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    found = side_by_side(engagement, services.knowledge)
    head = html.Div(
        [
            html.H1(say("Contradictions"), tabIndex=-1),
            html.P(count_in_words(found, say), id=ids.RULED_COUNT, className="small", role="status"),
        ],
        className="page-head",
    )
    cards = html.Ol([contradiction_card(one, material) for one in found.contradictions], className="contradictions")
    wide = [cards if found.contradictions else _empty(found, material), _agreed(found, material)]
    narrow = [_loss(material), _guesses(found.guesses, material)]
    columns = [
        html.Div([piece for piece in wide if piece is not None], className="wide"),
        html.Div([piece for piece in narrow if piece is not None], className="narrow"),
    ]
    content = [dcc.Store(ids.ENGAGEMENT, data=engagement_id), head, html.Div(columns, className="columns deciding-columns")]
    return room_page(material, "contradictions", say("Contradictions"), content)


def count_in_words(found: SideBySide, say: Wording) -> str:
    """How many contradictions are open and how many are decided; nothing where there are none."""
    if not found.contradictions:
        return ""
    decided = sum(one.consolidated.ruling is not None for one in found.contradictions)
    still_open = len(found.contradictions) - decided
    return say("{open} open, {decided} decided; what moves the loss most comes first", open=still_open, decided=decided)


def loss_so_far(material: Material, before: float | None) -> list[Component]:
    """The loss rate with its interval; `before` is the rate before somebody decided."""
    say, loss = material.say, material.assessment.loss_rate
    interval = say(
        "{share} range {range} · coverage {coverage}",
        share=say.percent(loss.interval_share),
        range=say.percent_range(loss.low, loss.high, 1),
        coverage=say.percent(loss.coverage),
    )
    return [
        html.P(say.percent(loss.mean, 1), className="leading"),
        html.P(interval, className="small"),
        loss_scale(loss, material.knowledge, say),
        html.P(moved(loss.mean, before, say), className="moved small"),
    ]


def _loss(material: Material) -> Component:
    say = material.say
    numbers = html.Div(loss_so_far(material, None), id=ids.RULED_LOSS, role="status")
    heading = html.H2(say("Estimated lead loss"), className="small", id="ruled-loss-name")
    return html.Section([heading, numbers], className="card ruled-loss", **aria(labelledby="ruled-loss-name"))


def _guesses(guesses: tuple[Answer, ...], material: Material) -> Component | None:
    """What people guess about their own losses, apart from all that counts."""
    if not guesses:
        return None
    say = material.say
    rows = [
        html.Li([html.Span(material.engagement.respondent(guess.respondent).label), html.Strong(material.answer_in_words(guess))])
        for guess in guesses
    ]
    note = say("What people guess they lose. It contradicts nothing and is not part of the result; the estimate stands above.")
    return card(say("Own estimates"), html.Ul(rows, className="guesses"), note=note, name="guesses")


def _agreed(found: SideBySide, material: Material) -> Component | None:
    if not found.agreed:
        return None
    say = material.say
    note = say("Asked of several, and their answers do not differ by more than the rules allow.")
    rows = html.Ul([_agreement(one, material) for one in found.agreed], className="agreed")
    return card(say("Asked of several without contradiction"), rows, note=note, name="agreed")


def _agreement(one: SeveralAnswers, material: Material) -> Component:
    say = material.say
    people = say.plural("{number} answer", "{number} answers", len(one.answers))
    name = html.Span([html.Span(one.question.code, className="code"), " ", say.of(one.question.title)])
    return html.Li([name, html.Span(material.value_in_words(one.question, one.consolidated.value)), html.Span(people)])


def _empty(found: SideBySide, material: Material) -> Component:
    say = material.say
    words = (
        say("Whoever was asked the same says the same. Ask further roles where a question matters to the loss.")
        if found.agreed
        else say("Nobody was asked the same yet. Ask two roles the same question, and their answers stand here side by side.")
    )
    onward = link(say("To the questions"), f"/engagements/{material.engagement.id}/interview", "button")
    return html.Section([icon("check"), html.H2(say("No contradictions")), html.P(words), onward], className="card empty")
