"""How long leads wait for an answer, and how busy people are week by week."""

from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import html
from dash.development.base_component import Component

from quickscan.analysis.baseline import stated_response_hours
from quickscan.analysis.response import CLOSE_ENOUGH
from quickscan.domain.flow import Crew, CrewLoad
from quickscan.interview.path import follow
from quickscan.web.charts import LOSS, SCENARIO, TODAY, Cell, ChartData, chart_card
from quickscan.web.pages.today.view import Today
from quickscan.web.pages.today.words import sellers_name, time_in_words, waiting_name
from quickscan.web.wording import Wording

ROW_PX = 34
BUSY, FULL = 0.85, 1.0
NEVER = {"color": LOSS, "pattern": {"shape": "/", "fgcolor": "#fff", "fgopacity": 0.55, "size": 6}}
FIRST_WEEKS_OF_QUARTERS = (1, 14, 27, 40)


def waiting_card(today: Today) -> Component:
    """The first answer, by how long it took."""
    say, responses = today.say, today.flow.responses
    names = [*(waiting_name(waiting, say) for waiting in responses.classes), say("never")]
    found = [*(waiting.share for waiting in responses.classes), responses.never]
    shares = [share.mean for share in found]
    figure = go.Figure([_bars(names[:-1], shares[:-1], {"color": TODAY}, say), _bars(names[-1:], shares[-1:], NEVER, say)])
    figure.update_layout(bargap=0.28, height=ROW_PX * len(names) + 20)
    figure.update_yaxes(autorange="reversed", ticksuffix="  ")
    figure.update_xaxes(visible=False, range=[0, 135 * max(shares)])
    rows: list[Sequence[Cell]] = [
        (name, 100 * share.mean, 100 * share.half_width) for name, share in zip(names, found, strict=True)
    ]
    data = ChartData((say("First answer"), say("Share of leads, %"), "±"), rows)
    return chart_card(
        say("How long leads wait for an answer"),
        figure,
        data,
        say,
        name="today-waiting",
        told=_told(today),
        note=_waiting_note(today),
    )


def _bars(names: Sequence[str], shares: Sequence[float], marker: Mapping[str, object], say: Wording) -> go.Bar:
    return go.Bar(
        y=names,
        x=[100 * share for share in shares],
        orientation="h",
        marker=marker,
        text=[say.percent(share, 1) for share in shares],
        textposition="outside",
        cliponaxis=False,
        hoverinfo="skip",
    )


def _told(today: Today) -> str:
    say, responses = today.say, today.flow.responses
    return say("Bars by time to the first answer; {share} are never answered", share=say.percent(responses.never.mean))


def _waiting_note(today: Today) -> list[Component | str | None]:
    say, responses = today.say, today.flow.responses
    about = say(
        "Of {leads} leads a year that should be answered, those set aside rightly left out.",
        leads=say.number(responses.leads.mean),
    )
    if responses.median_hours is None or responses.p90_hours is None:
        return [about, " ", say("Nobody is answered."), " ", today.source]
    times = say(
        "Of those answered half wait less than {median}, nine in ten less than {p90}.",
        median=time_in_words(responses.median_hours.mean, say),
        p90=time_in_words(responses.p90_hours.mean, say),
    )
    return [about, " ", times, " ", _too_slow_before(today), " ", today.source]


def _too_slow_before(today: Today) -> Component | None:
    """That answers do not fit each other, where the simulated response takes longer than the one they state."""
    say, found = today.say, today.flow.responses.median_hours
    stated = stated_response_hours(follow(today.material.engagement, today.material.knowledge.rules))
    if stated is None or found is None or found.low <= CLOSE_ENOUGH * stated:
        return None
    words = say(
        "The answers state {stated} to the first contact, half of the leads; but what they say about recording, distribution and "
        "opening hours takes longer already. So sellers react at once in the simulation, and a quicker reaction alone brings "
        "nothing: check these answers.",
        stated=time_in_words(stated, say),
    )
    return html.Span(words)


def load_card(today: Today) -> Component:
    """The load of the call centre and of the sellers, week by week."""
    say, load = today.say, today.flow.load
    names = {"call_centre": say("Call centre"), "dealers": sellers_name(today.process, say)}
    share = say("{number}%", number="%{y:,.1f}")  # as plotly fills it in
    looks = {"call_centre": (TODAY, "dash"), "dealers": (SCENARIO, "solid")}
    figure = go.Figure()
    for crew, one in load.items():
        colour, dash = looks[crew]
        means = [100 * week.mean for week in one.weeks]
        line = {"color": colour, "width": 2.5, "dash": dash}
        hover = f"{names[crew]}: {share}<extra></extra>"
        figure.add_trace(go.Scatter(x=_weeks(one), y=means, mode="lines", line=line, hovertemplate=hover))
        figure.add_annotation(text=f"<b>{names[crew]}</b>", x=len(means), y=means[-1], **_beside(crew, load))
    for limit, words in ((BUSY, say("85%: queues grow fast")), (FULL, say("100%: more than can be done"))):
        figure.add_hline(y=100 * limit, line={"color": LOSS, "width": 1, "dash": "dot"})
        figure.add_annotation(x=1, y=100 * limit, text=words, showarrow=False, xanchor="left", yanchor="bottom")
    _lay_out(figure, load, say)
    return chart_card(
        say("How busy people are, week by week"),
        figure,
        _load_data(today, names),
        say,
        name="today-load",
        told=say("Two lines over the weeks of the year, with the limits of 85% and 100%"),
        note=_load_note(today, names),
    )


def _beside(crew: Crew, load: Mapping[Crew, CrewLoad]) -> dict[str, Any]:
    """Where the name of a line stands: that of the upper line above its end, that of the lower one below."""
    upper = max(load, key=lambda name: load[name].weeks[-1].mean) == crew
    return {"showarrow": False, "xanchor": "right", "yanchor": "bottom" if upper else "top", "font": {"size": 13}}


def _lay_out(figure: go.Figure, load: Mapping[Crew, CrewLoad], say: Wording) -> None:
    """Axes with room for the names below the lines, and a tick for each quarter."""
    weeks = max(len(one.weeks) for one in load.values())
    top = max(100 * week.mean for one in load.values() for week in one.weeks)
    ticks = [week for week in FIRST_WEEKS_OF_QUARTERS if week <= weeks]
    labels = [say("Week {number}", number=week) if week == 1 else say.number(week) for week in ticks]
    figure.update_yaxes(range=[-9, max(112.0, 1.08 * top)], ticksuffix=say("{number}%", number=""), tick0=0, nticks=6)
    figure.update_xaxes(ticks="outside", ticklen=6, tickcolor="rgba(0,0,0,0)", tickangle=0)
    figure.update_xaxes(tickvals=ticks, ticktext=labels, range=[0.5, weeks + 0.5])
    figure.update_layout(height=340)


def _load_data(today: Today, names: dict[str, str]) -> ChartData:
    say, load = today.say, today.flow.load
    columns = [say("Week"), *(words for name in names.values() for words in (say("{crew}, %", crew=name), "±"))]
    rows: list[Sequence[Cell]] = [
        (say.number(number + 1), *(value for one in load.values() for value in _percent(one, number)))
        for number in range(max(len(one.weeks) for one in load.values()))
    ]
    return ChartData(columns, rows)


def _percent(load: CrewLoad, week: int) -> tuple[float, float]:
    found = load.weeks[week]
    return 100 * found.mean, 100 * found.half_width


def _load_note(today: Today, names: dict[str, str]) -> list[Component | str | None]:
    say = today.say
    told = [_crew_told(names[crew], one, say) for crew, one in today.flow.load.items()]
    about = say("The work that the leads of a week bring, over the opening hours of all people.")
    return [" ".join([about, *told]), " ", today.source]


def _crew_told(name: str, load: CrewLoad, say: Wording) -> str:
    return say(
        "{crew}: {people} at work, {utilisation} in the year, {busiest} in the busiest week.",
        crew=name,
        people=say.number(load.people),
        utilisation=say.percent(load.utilisation.mean, 1),
        busiest=say.percent(max(week.mean for week in load.weeks), 1),
    )


def _weeks(load: CrewLoad) -> list[int]:
    return list(range(1, len(load.weeks) + 1))
