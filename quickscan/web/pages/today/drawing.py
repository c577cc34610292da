"""The process drawn as the client knows it: from the channels to the feedback, with the leaks where leads die.

An ordered list of stations. A band as wide as the volume runs through all of them; assets/today.css lays it from left to right,
on a phone from top to bottom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from quickscan.domain.flow import FLOW_STEPS, FlowStep, StepCount
from quickscan.domain.result import Estimate
from quickscan.web.charts import Cell, ChartData, numbers
from quickscan.web.pages.today.sources import basis_of
from quickscan.web.pages.today.view import Today, interval, number, of_cause, total
from quickscan.web.pages.today.words import Station, stations, step_names
from quickscan.web.widgets import HIDDEN, aria, card
from quickscan.web.wording import Wording

NAME = "today-process"
MOST_CHANNELS = 12
LEAST_SHOWN = 0.5
"""Leads and sales below this are none to speak of."""
LEAST_NAMED = 0.002
"""Losses below this share of all inquiries stand together."""


@dataclass(frozen=True)
class Loss:
    """What one cause takes after a step."""

    step: FlowStep
    """The last step of those it stops."""
    cause: str
    """The cause."""
    leads: Estimate
    """Leads a year it stops there."""
    sales: Estimate
    """Would-be sales a year lost there to it."""


def process_card(today: Today) -> Component:
    """The drawing, and its numbers as a table and a file."""
    say = today.say
    widest = max(count.leads.mean for count in today.flow.steps) or 1.0
    drawn = html.Ol([_station(station, today, widest) for station in stations(today.process, say)], className="way")
    note = say(
        "As wide as the number of leads a year. Orange: leads that one of the nine causes stops there, whether or not they would "
        "have bought. Pale: leads that would not have got further anyway."
    )
    heading = say("Your lead process today")
    behind = numbers(heading, process_data(today), say, NAME, picture=False)
    return card(heading, drawn, behind, note=note, name=f"{NAME}-card")


def process_data(today: Today) -> ChartData:
    """Step by step: how many get there, and what is lost before the next one."""
    say, names = today.say, step_names(today.say)
    lost = (say("Lost before the next step"), say("Leads stopped"), "±", say("Sales lost"), "±")
    rows: list[Sequence[Cell]] = []
    for count in today.flow.steps:
        rows.append((names[count.step], count.leads.mean, count.leads.half_width, None, None, None, None, None))
        for loss in losses_after([count]):
            cause = today.material.cause_name(loss.cause)
            values = (loss.leads.mean, loss.leads.half_width, loss.sales.mean, loss.sales.half_width)
            rows.append((names[count.step], None, None, cause, *values))
        if count.leak is not None:
            natural = count.leak.natural
            anyway = say("would not have got further anyway")
            rows.append((names[count.step], None, None, anyway, natural.mean, natural.half_width, None, None))
    return ChartData((say("Step"), say("Leads a year"), "±", *lost), rows, decimals=1)


def losses_after(counts: Sequence[StepCount]) -> list[Loss]:
    """What the causes take after some steps, the greatest loss of leads first."""
    found = [
        Loss(count.step, cause, of_cause(count.leak.stopped, cause), of_cause(count.leak.lost_sales, cause))
        for count in counts
        if count.leak is not None
        for cause in {**count.leak.stopped, **count.leak.lost_sales}
    ]
    return sorted(found, key=lambda loss: (-loss.leads.mean, -loss.sales.mean, loss.cause))


def steps_of(station: Station, today: Today) -> list[StepCount]:
    """The steps whose leaks belong to a station."""
    first, after = (FLOW_STEPS.index(step) for step in (station.before, station.after))
    return list(today.flow.steps[first:after])


def _station(station: Station, today: Today, widest: float) -> Component:
    say, counts = today.say, {count.step: count for count in today.flow.steps}
    come, go = counts[station.before].leads, counts[station.after].leads
    here = steps_of(station, today)
    lost = sum(total(count.leak.stopped) for count in here if count.leak is not None)
    width: dict[str, Any] = {
        "--in": come.mean / widest,
        "--unharmed": max(come.mean - lost, go.mean) / widest,
        "--out": go.mean / widest,
    }
    head = html.Div([html.H3(station.name), html.P(station.about, className="small")], className="what")
    volume = html.P(
        [html.Strong(number(go, say)), " ", html.Span(step_names(say)[station.after], className="small")],
        className="volume",
        title=f"{interval(go, say)}. {today.simulated}",
    )
    inside = [_channels(today)] if station.before == "possible" else []
    band = html.Div(html.Span(className="flow"), className="pipe", style=width, **HIDDEN)
    back = [_feedback(today)] if station.after == "won" else []
    body = html.Div([volume, *inside, _leaks(here, today), *back], className="body")
    return html.Li([head, band, body], className="way-station")


def _channels(today: Today) -> Component:
    """The channels, the busiest first."""
    say = today.say
    found = sorted(today.flow.channels, key=lambda channel: -channel.steps[1].leads.mean)
    shown = [channel for channel in found if channel.steps[1].leads.mean >= LEAST_SHOWN][:MOST_CHANNELS]
    items = [
        html.Li(
            [html.Span(today.channel_name(channel.channel)), html.Span(number(channel.steps[1].leads, say), className="amount")],
            title=interval(channel.steps[1].leads, say),
        )
        for channel in shown
    ]
    listed = html.Ul(items, className="channels", **aria(label=say("Inquiries a year by channel")))
    return html.Div([listed, html.P(say("Volumes: {basis}", basis=basis_of("ch.volume", today)))], className="small")


def _feedback(today: Today) -> Component:
    """How much of what became of leads comes back: it lets nurture take them up again."""
    say, share = today.say, today.process.nurture.recycled_share
    told = say("Status and reason come back for {share} of the leads given up.", share=say.percent(share))
    return html.P(told, className="small nothing", title=say("template {template}", template=say.of(today.process.name)))


def _leaks(here: Sequence[StepCount], today: Today) -> Component:
    say = today.say
    found = [loss for loss in losses_after(here) if max(loss.leads.mean, loss.sales.mean) >= LEAST_SHOWN]
    least = LEAST_NAMED * today.flow.simulation.inquiries.mean
    named = [loss for loss in found if max(loss.leads.mean, loss.sales.mean) >= least] or found[:1]
    items = [_leak(loss, today) for loss in named]
    others = sum(loss.leads.mean for loss in found if loss not in named)
    if others >= LEAST_SHOWN:
        items.append(html.Li([_minus(others, say), " ", html.Span(say("other causes"))], className="leak"))
    natural = sum(count.leak.natural.mean for count in here if count.leak is not None)
    if natural >= LEAST_SHOWN:
        words = say("decide against it") if here[-1].step == "reached" else say("end anyway")
        items.append(html.Li([html.Strong(say.number(natural)), " ", html.Span(words)], className="natural"))
    if not items:
        return html.P(say("nobody is lost here"), className="small nothing")
    return html.Ul(items, className="leaks", **aria(label=say("Lost here")))


def _leak(loss: Loss, today: Today) -> Component:
    say, material = today.say, today.material
    hint = say(
        "{leads} leads stopped, {sales} sales lost a year",
        leads=interval(loss.leads, say, 1),
        sales=interval(loss.sales, say, 1),
    )
    how = {"routed": say("not accepted"), "contacted": say("given up"), "reached": say("answered too late")}.get(loss.step)
    name = material.cause_name(loss.cause) + (f", {how}" if how else "")
    pieces: list[Component | str] = [
        _minus(loss.leads.mean, say),
        " ",
        html.Span(name),
    ]
    if loss.sales.mean >= LEAST_SHOWN:
        pieces += [" ", html.Span(_sales(loss.sales.mean, say), className="small")]
    return html.Li(pieces, className="leak", title=f"{say.of(material.knowledge.cause(loss.cause).name)}: {hint}")


def _minus(leads: float, say: Wording) -> Component:
    return html.Strong([html.Span("\N{MINUS SIGN}", **HIDDEN), say.number(leads)])


def _sales(sales: float, say: Wording) -> str:
    return say.plural("{number} sale", "{number} sales", round(sales))
