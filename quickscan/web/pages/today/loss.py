"""The number that leads: the simulated loss rate against what is usual, and five figures beside it."""

from dash import html
from dash.development.base_component import Component

from quickscan.web.pages.findings.loss import loss_scale
from quickscan.web.pages.today.view import Today, number, plus_minus
from quickscan.web.pages.today.words import sellers_name, time_in_words
from quickscan.web.widgets import aria


def loss_card(today: Today) -> Component:
    """The loss rate, and at most five figures beside it."""
    pieces = [_loss(today), html.Dl(_facts(today), className="facts")]
    return html.Section(pieces, className="card hero", id="today-loss", **aria(labelledby="today-loss-name"))


def _loss(today: Today) -> Component:
    say, simulation = today.say, today.flow.simulation
    rate = simulation.loss_rate
    words = say(
        "Of {possible} sales that could be made, {won} are made.",
        possible=number(simulation.potential, say),
        won=number(simulation.won, say),
    )
    width = say("± {points} points (95% interval of the mean)", points=say.number(100 * rate.half_width, 1))
    return html.Div(
        [
            html.H2(say("Lead loss today"), id="today-loss-name", className="small"),
            html.P(today.traced(say.percent(rate.mean, 1), "simulated.loss_rate"), className="leading"),
            html.P(width, className="small"),
            loss_scale(rate, today.material.knowledge, say),
            html.P(words, className="in-sales"),
            html.P(today.source, className="small"),
            _by_deck(today),
        ],
        className="loss",
    )


def _by_deck(today: Today) -> Component | None:
    """The other number that is about, so that nobody takes one for the other."""
    if today.calibration != "evidence":
        return None
    say, loss = today.say, today.material.assessment.loss_rate
    told = say("By the deck's formula: {loss}, as on the page of findings.", loss=say.percent(loss.mean, 1))
    return html.P(told, className="small")


def _facts(today: Today) -> list[Component]:
    say, simulation = today.say, today.flow.simulation
    responses, sellers = today.flow.responses, today.flow.load["dealers"]
    median, p90 = responses.median_hours, responses.p90_hours
    answered = "–" if median is None else time_in_words(median.mean, say)
    slowest = "" if p90 is None else say("nine in ten within {time}", time=time_in_words(p90.mean, say))
    weeks = say.plural("{number} week above 85%", "{number} weeks above 85%", round(sellers.weeks_above_85.mean))
    at_work = say("{sellers} at work", sellers=sellers_name(today.process, say))
    facts = (
        (say("Inquiries a year"), number(simulation.inquiries, say), plus_minus(simulation.inquiries, say), "inquiries"),
        (say("New customers a year"), number(simulation.won, say), plus_minus(simulation.won, say), "won"),
        (say("First answer (median)"), answered, slowest, "" if median is None else "response_time_hours.median"),
        (say("Never answered"), say.percent(responses.never.mean), say("of those that should be"), ""),
        (at_work, say.percent(sellers.utilisation.mean, 1), weeks, "utilisation.dealers"),
    )
    return [_fact(today, *fact) for fact in facts]


def _fact(today: Today, name: str, value: str, note: str, figure: str) -> Component:
    """A figure beside the one that leads; it is followed where it has a name."""
    shown = today.traced(value, f"simulated.{figure}") if figure else value
    return html.Div([html.Dt(name), html.Dd(shown, className="value", title=today.simulated), html.Dd(note, className="note")])
