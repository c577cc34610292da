"""The roadmap as a picture: when work on each measure goes on and from when it works, with the loss rate falling above."""

from collections.abc import Sequence

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash.development.base_component import Component

from quickscan.domain.programme import Roadmap, Stage, Step
from quickscan.web.charts import LOSS, SCENARIO, TODAY, Cell, ChartData, chart, numbers
from quickscan.web.pages.recommendations.asked import Found
from quickscan.web.pages.recommendations.words import amount, days, gain, money, stage_in_words
from quickscan.web.widgets import card, sideways, table
from quickscan.web.wording import Wording

ROW_PX = 38
LOSS_PX = 130
NAME = "roadmap-picture"


def road_card(found: Found, say: Wording) -> Component | None:
    """The roadmap with its table; none where nothing is in the programme."""
    road = found.programme.roadmap
    steps = [step for stage in road.stages for step in stage.steps]
    if not steps:
        return None
    heading = say("Roadmap")
    note = say(
        "One measure after the other with {days} person-days a month: dark while people work on it, light until it works.",
        days=days(road.person_days_per_month, say),
    )
    height = LOSS_PX + ROW_PX * len(steps) + 90
    return card(
        heading,
        sideways(
            chart(_figure(road, steps, found, say, height), say, NAME, _told(road, say), height), say("Roadmap as a picture")
        ),
        numbers(heading, _data(road, found, say), say, NAME),
        _stages(road, found, say),
        note=note,
        name="roadmap",
    )


def _figure(road: Roadmap, steps: Sequence[Step], found: Found, say: Wording, height: int) -> go.Figure:
    figure, end = go.Figure(), _end(road, steps)
    share = (ROW_PX * len(steps)) / (height - 90)
    for base, length, colour in _bars(road, steps):
        figure.add_bar(
            base=base, x=length, y=list(range(len(steps))), orientation="h", width=0.3, offset=0.06, marker={"color": colour},
            hoverinfo="skip",
        )  # fmt: skip
    for row, step in enumerate(steps):
        measure = found.measures[step.id]
        title = found.knowledge.recommendation(step.id).title_in_pictures
        words = f"<b>{measure.code}</b> {_short(say.of(title))}"
        late = step.starts_month > 0.55 * end
        figure.add_annotation(
            text=words, x=step.works_from_month if late else step.starts_month, y=row - 0.16,
            xanchor="right" if late else "left", showarrow=False, font={"size": 12.5},
        )  # fmt: skip
    _loss_line(figure, road, end, say)
    _stage_lines(figure, road, end, say)
    figure.update_layout(barmode="overlay", margin={"l": 8, "r": 10, "t": 30, "b": 44})
    figure.update_yaxes(visible=False, range=[len(steps) - 0.4, -0.6], domain=[0.0, share - 0.03])
    figure.update_layout(yaxis2={"domain": [share + 0.03, 1.0], "anchor": "x", "visible": False, "range": _loss_range(road)})
    figure.update_xaxes(range=[0, end], dtick=3, gridcolor="#e3e8ee", title={"text": say("Months"), "font": {"size": 12}})
    return figure


def _short(title: str, most: int = 44) -> str:
    return title if len(title) <= most else f"{title[: most - 1].rsplit(' ', 1)[0]} …"


def _bars(road: Roadmap, steps: Sequence[Step]) -> list[tuple[list[float], list[float], str]]:
    """Work, and from its end the time until the measure works."""
    work = [step.person_days / road.person_days_per_month for step in steps]
    done = [step.starts_month + length for step, length in zip(steps, work, strict=True)]
    rest = [max(0.0, step.works_from_month - end) for step, end in zip(steps, done, strict=True)]
    return [([step.starts_month for step in steps], work, SCENARIO), (done, rest, TODAY)]


def _end(road: Roadmap, steps: Sequence[Step]) -> float:
    latest = max(step.works_from_month for step in steps)
    ends = [stage.until_month for stage in road.stages if stage.until_month is not None and stage.steps]
    return max([latest * 1.02, *ends])


def loss_steps(road: Roadmap, end: float) -> tuple[list[float], list[float]]:
    """Months and loss rates as steps: each stage has its loss rate from its end on."""
    months, losses = [0.0], [road.loss_rate_today.mean]
    for stage in road.stages:
        until = min(end, stage.until_month) if stage.until_month is not None else end
        if stage.steps and until > months[-1]:
            months.append(until)
            losses.append(stage.loss_rate_after.mean)
    return [*months, end], [*losses, losses[-1]]


def _loss_range(road: Roadmap) -> list[float]:
    rates = [road.loss_rate_today.mean, *(stage.loss_rate_after.mean for stage in road.stages)]
    room = max(0.01, max(rates) - min(rates))
    return [min(rates) - 0.35 * room, max(rates) + 0.55 * room]


def _loss_line(figure: go.Figure, road: Roadmap, end: float, say: Wording) -> None:
    months, losses = loss_steps(road, end)
    figure.add_scatter(
        x=months, y=losses, yaxis="y2", mode="lines", line={"color": LOSS, "width": 2.5, "shape": "hv"}, hoverinfo="skip"
    )
    for number, (month, loss) in enumerate(zip(months[:-1], losses[:-1], strict=True)):
        last = month >= 0.9 * end
        words = say.percent(loss, 1)
        figure.add_annotation(
            text=f"<b>{say('Loss rate {share}', share=words) if number == 0 else words}</b>", x=month, y=loss, yref="y2",
            xanchor="right" if last else "left", yanchor="top" if last else "bottom", showarrow=False, font={"size": 12.5},
        )  # fmt: skip


def _stage_lines(figure: go.Figure, road: Roadmap, end: float, say: Wording) -> None:
    for stage in road.stages:
        if stage.from_month >= end:
            continue
        if stage.from_month > 0.0:
            figure.add_vline(x=stage.from_month, line={"color": TODAY, "width": 1, "dash": "dot"})
        figure.add_annotation(
            text=stage_in_words(stage.name, say), x=stage.from_month, y=1.0, yref="paper", xanchor="left", yanchor="bottom",
            showarrow=False, font={"size": 12},
        )  # fmt: skip


def _told(road: Roadmap, say: Wording) -> str:
    last = [stage for stage in road.stages if stage.steps][-1]
    return say(
        "The loss rate falls from {today} to {then} in {number} stages.",
        today=say.percent(road.loss_rate_today.mean, 1),
        then=say.percent(last.loss_rate_after.mean, 1),
        number=len([stage for stage in road.stages if stage.steps]),
    )


def _data(road: Roadmap, found: Found, say: Wording) -> ChartData:
    columns = [say("Measure"), say("Stage"), say("Begins in month"), say("Works from month"), say("Person-days")]
    rows: list[list[Cell]] = [
        [
            f"{found.measures[step.id].code} {say.of(found.measures[step.id].title)}",
            stage_in_words(stage.name, say),
            step.starts_month,
            step.works_from_month,
            step.person_days,
        ]
        for stage in road.stages
        for step in stage.steps
    ]
    return ChartData(columns, rows)


def _stages(road: Roadmap, found: Found, say: Wording) -> Component:
    columns = [
        say("Stage"),
        say("Measures"),
        say("Person-days"),
        say("Cost of the first year"),
        say("More sales a year"),
        say("More contribution a year"),
        say("Loss rate then"),
    ]
    return table(say("The stages of the roadmap"), columns, [_stage(stage, found, say) for stage in road.stages])


def _stage(stage: Stage, found: Found, say: Wording) -> list[str]:
    name = stage_in_words(stage.name, say)
    begins = say.number(stage.from_month)
    span = (
        say("months {begins} to {ends}", begins=begins, ends=say.number(stage.until_month))
        if stage.until_month is not None
        else say("from month {begins} on", begins=begins)
    )
    return [
        f"{name}, {span}",
        ", ".join(found.measures[step.id].code for step in stage.steps) or "–",
        days(stage.person_days, say),
        amount(stage.first_year_cost_eur, say),
        gain(stage.sales_gain, say),
        money(stage.contribution_gain_eur, say),
        say.percent(stage.loss_rate_after.mean, 1),
    ]
