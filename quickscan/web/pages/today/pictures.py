"""The funnel, the flow by channel and the waterfall as pictures, each with the numbers it draws."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash.development.base_component import Component

from quickscan.domain.flow import FLOW_STEPS, ChannelFlow
from quickscan.web.charts import GOOD, LOSS, TODAY, Cell, ChartData, chart_card
from quickscan.web.pages.today.view import Today, of_cause, total
from quickscan.web.pages.today.words import step_names
from quickscan.web.wording import Wording

ANYWAY = "rgba(148, 163, 184, 0.32)"
LINK_OF_LOSS, LINK_ON = "rgba(194, 84, 27, 0.38)", "rgba(148, 163, 184, 0.42)"
ROW_PX = 36
LEAST_DRAWN = 0.5
BESIDE: dict[str, Any] = {"showarrow": False, "xanchor": "left", "xshift": 6, "align": "left", "font": {"size": 12}}
"""Words at the end of a bar."""


def funnel_card(today: Today) -> Component:
    """How many leads get how far."""
    say, steps = today.say, today.flow.steps
    names = [step_names(say)[count.step] for count in steps]
    stopped = [total(count.leak.stopped) if count.leak else 0.0 for count in steps]
    natural = [max(count.leak.natural.mean, 0.0) if count.leak else 0.0 for count in steps]
    on = [count.leads.mean - lost - ends for count, lost, ends in zip(steps, stopped, natural, strict=True)]
    figure = go.Figure(
        [
            _part(names, on, TODAY, "", say("go on")),
            _part(names, stopped, LOSS, "/", say("stopped by a cause")),
            _part(names, natural, ANYWAY, "", say("end anyway")),
        ]
    )
    came_in = steps[FLOW_STEPS.index("came_in")].leads.mean or 1.0
    for count, name in zip(steps, names, strict=True):
        words = f"<b>{say.number(count.leads.mean)}</b>"
        if count.step != "possible":
            words += f"<br>{say.percent(count.leads.mean / came_in)}"
        figure.add_annotation(x=count.leads.mean, y=name, text=words, **BESIDE)
    figure.update_layout(barmode="stack", bargap=0.28, height=ROW_PX * len(steps) + 20)
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    figure.update_xaxes(visible=False, range=[0, 1.4 * max(count.leads.mean for count in steps)])
    rows: list[Sequence[Cell]] = [
        (name, count.leads.mean, count.leads.half_width, lost, ends)
        for name, count, lost, ends in zip(names, steps, stopped, natural, strict=True)
    ]
    columns = (say("Step"), say("Leads a year"), "±", say("stopped by a cause before the next step"), say("end anyway"))
    note = say("Grey goes on, orange and hatched is stopped by a cause, pale ends anyway. In percent of the inquiries.")
    told = say("Bars: from {inquiries} inquiries to {won} sales", inquiries=say.number(came_in), won=say.number(on[-1]))
    return chart_card(
        say("How far leads get"), figure, ChartData(columns, rows), say, name="today-funnel", told=told, note=_noted(note, today)
    )


def channels_card(today: Today) -> Component:
    """What becomes of the leads of each channel."""
    say = today.say
    links = links_of(today)
    names = list(dict.fromkeys(name for source, target, _, _ in links for name in (source, target)))
    node = {
        "label": names,
        "color": [LOSS if _is_cause(name, today) else TODAY for name in names],
        "pad": 18,
        "thickness": 14,
        "line": {"width": 0},
    }
    drawn = {
        "source": [names.index(source) for source, _, _, _ in links],
        "target": [names.index(target) for _, target, _, _ in links],
        "value": [value for _, _, value, _ in links],
        "color": [LINK_OF_LOSS if is_loss else LINK_ON for _, _, _, is_loss in links],
    }
    figure = go.Figure(go.Sankey(node=node, link=drawn, valueformat=",.0f", arrangement="snap"))
    figure.update_layout(height=600)
    heading = say("What becomes of the leads of each channel")
    told = say("Bands from the channels to what became of their leads; the numbers stand in the table")
    note = say("Leads a year, as wide as their number; orange bands end at the cause that stopped them.")
    return chart_card(heading, figure, channels_data(today), say, name="today-channels", told=told, note=_noted(note, today))


Link = tuple[str, str, float, bool]
"""From, to, leads a year, and whether it is a loss."""


def links_of(today: Today) -> list[Link]:
    """Where the leads of each channel end; every lead goes along exactly one way."""
    say = today.say
    reached, bought, no_sale, anyway = say("Reached"), say("Bought"), say("No sale"), say("Ended anyway")
    found: list[Link] = []
    for channel in _busiest(today.flow.channels):
        name, at = today.channel_name(channel.channel), {count.step: count.leads.mean for count in channel.steps}
        before = [count.leak for count in channel.steps[: FLOW_STEPS.index("reached")] if count.leak is not None]
        found += [
            (name, today.material.cause_name(cause), sum(of_cause(leak.stopped, cause).mean for leak in before), True)
            for cause in today.material.knowledge.cause_ids
        ]
        found += [(name, anyway, sum(leak.natural.mean for leak in before), False), (name, reached, at["reached"], False)]
    steps = {count.step: count for count in today.flow.steps}
    last = steps["reached"].leak
    if last is not None:
        found += [(reached, today.material.cause_name(cause), lost.mean, True) for cause, lost in last.stopped.items()]
        found += [(reached, bought, steps["won"].leads.mean, False), (reached, no_sale, last.natural.mean, False)]
    return [link for link in found if link[2] >= LEAST_DRAWN]


def channels_data(today: Today) -> ChartData:
    """Channel by channel."""
    say, causes = today.say, today.material.knowledge.cause_ids
    columns = [
        say("Channel"), say("Inquiries"), say("Reached"), say("Bought"), say("Sales without causes"),
        *(say("stopped: {cause}", cause=today.material.cause_name(cause)) for cause in causes),
    ]  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for channel in _busiest(today.flow.channels):
        at = {count.step: count.leads.mean for count in channel.steps}
        leaks = [count.leak for count in channel.steps if count.leak is not None]
        stopped = [sum(of_cause(leak.stopped, cause).mean for leak in leaks) for cause in causes]
        name = today.channel_name(channel.channel)
        rows.append((name, at["came_in"], at["reached"], at["won"], channel.potential.mean, *stopped))
    return ChartData(columns, rows)


def waterfall_card(today: Today) -> Component:
    """From the sales that could be made to those that are made, cause by cause."""
    say, simulation = today.say, today.flow.simulation
    lost = sorted(simulation.lost_by_cause.items(), key=lambda item: -item[1].mean)
    instead = simulation.won_in_place_of_others
    names = [say("Possible sales"), *(today.material.cause_name(cause) for cause, _ in lost)]
    values = [simulation.potential.mean, *(-share.mean for _, share in lost)]
    widths = [simulation.potential.half_width, *(share.half_width for _, share in lost)]
    if instead.mean >= LEAST_DRAWN:
        names.append(say("Won instead of others"))
        values.append(instead.mean)
        widths.append(instead.half_width)
    names.append(say("Sales today"))
    values.append(simulation.won.mean)
    widths.append(simulation.won.half_width)
    figure = go.Figure(
        go.Waterfall(
            orientation="h",
            y=names,
            x=values,
            measure=["absolute", *["relative"] * (len(names) - 2), "total"],
            text=[_signed(value, say) for value in values],
            textposition="outside",
            cliponaxis=False,
            decreasing={"marker": {"color": LOSS}},
            increasing={"marker": {"color": GOOD}},
            totals={"marker": {"color": TODAY}},
            connector={"line": {"color": TODAY, "width": 1}},
            hoverinfo="skip",
        )
    )
    figure.data[0].update(textfont={"size": 13})
    figure.update_layout(height=ROW_PX * len(names) + 20)
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    figure.update_xaxes(visible=False, range=[0, 1.3 * max(simulation.potential.mean, 1.0)])
    rows: list[Sequence[Cell]] = list(zip(names, values, widths, strict=True))
    told = say(
        "Steps from {possible} possible sales down to {won}, the greatest loss first",
        possible=say.number(simulation.potential.mean),
        won=say.number(simulation.won.mean),
    )
    note = say("Sales a year. Each would-be sale is lost to the cause that struck it on its way.")
    heading, columns = say("From possible sales to sales today"), (say("Sales a year"), say("Change"), "±")
    data = ChartData(columns, rows)
    return chart_card(heading, figure, data, say, name="today-waterfall", told=told, note=_noted(note, today))


def _part(names: Sequence[str], values: Sequence[float], colour: str, pattern: str, what: str) -> go.Bar:
    marker = {"color": colour, "pattern": {"shape": pattern, "fgcolor": "#fff", "fgopacity": 0.55, "size": 6}}
    return go.Bar(
        y=names, x=values, orientation="h", marker=marker, name=what, hovertemplate="%{x:,.0f} " + what + "<extra></extra>"
    )


def _busiest(channels: Sequence[ChannelFlow]) -> list[ChannelFlow]:
    """Those that bring anything, the busiest first."""
    there = [channel for channel in channels if channel.steps[0].leads.mean >= LEAST_DRAWN]
    return sorted(there, key=lambda channel: -channel.steps[0].leads.mean)


def _is_cause(name: str, today: Today) -> bool:
    return name in {today.material.cause_name(cause) for cause in today.material.knowledge.cause_ids}


def _signed(value: float, say: Wording) -> str:
    words = say.number(abs(value))
    return f"\N{MINUS SIGN}{words}" if value < 0 else words


def _noted(note: str, today: Today) -> list[Component | str | None]:
    return [note, " ", today.source]
