"""The sheet of key figures: how each is counted, what it is today, what it is with the programme, and what is aimed at."""

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.domain.choices import KpiTarget
from quickscan.domain.knowledge import Kpi
from quickscan.domain.kpi_sheet import KpiFigure, KpiLine
from quickscan.domain.result import Consolidated
from quickscan.interview.path import follow
from quickscan.web import ids
from quickscan.web.money import euros
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.recommendations.rows import WAIT_MS
from quickscan.web.widgets import aria, card
from quickscan.web.wording import Wording


def kpi_card(material: Material) -> Component:
    """All key figures of the field, with fields for today and the target; what is simulated comes later."""
    say, choices = material.say, material.engagement.programme
    answers = follow(material.engagement, material.knowledge.rules).answers
    columns = (say("Key figure"), say("Today"), say("With the programme"), say("Target"))
    head = html.Tr([html.Th(column, scope="col") for column in columns])
    rows = [_row(kpi, choices.kpi(kpi.id), answers, material) for kpi in material.knowledge.kpis]
    caption = html.Caption(say("Key figures with their targets"), className="unseen")
    return card(
        say("Key figures"),
        html.Table([caption, html.Thead(head), html.Tbody(rows)], className="kpis"),
        note=say("Targets in grey are for orientation; write your own in their place. The report shows this sheet."),
        name="kpis",
    )


def _row(kpi: Kpi, own: KpiTarget, answers: Mapping[str, Consolidated], material: Material) -> Component:
    say = material.say
    name = html.Th([say.of(kpi.name), html.P(say.of(kpi.definition), className="small")], scope="row")
    told = [words for words in (_answered(question, answers, material) for question in kpi.asked) if words]
    today = [
        _box(kpi, "today", own.today, say("today"), say("as the client says"), say),
        *(html.P(words, className="small") for words in told),
        html.Div(id=ids.kpi_part("today", kpi.id)),
    ]
    hint = say.of(kpi.target) if kpi.target is not None else say("to be agreed")
    target = [
        _box(kpi, "target", own.target, say("target"), hint, say),
        html.P(say("Orientation: {words}", words=say.of(kpi.orientation)), className="small"),
        html.Div(id=ids.kpi_part("said", kpi.id), role="status", className="small recommendations-said"),
        html.Div(id=ids.kpi_part("fault", kpi.id), role="alert", className="measure-faults"),
    ]
    labels = (say("Today"), say("With the programme"), say("Target"))
    cells: list[Any] = [today, html.Div("–", id=ids.kpi_part("planned", kpi.id)), target]
    named: list[dict[str, Any]] = [{"data-label": label} for label in labels]
    return html.Tr([name, *(html.Td(cell, **label) for cell, label in zip(cells, named, strict=True))])


def _box(kpi: Kpi, name: str, value: str | None, what: str, hint: str, say: Wording) -> Component:
    box: Component = dmc.TextInput(
        id=ids.kpi_entry(kpi.id, name),
        value=value or "",
        placeholder=hint,
        debounce=WAIT_MS,
        autoComplete="off",
        **aria(label=f"{say.of(kpi.name)}: {what}"),
    )
    return html.Div(box, className="editing")


def _answered(question: str, answers: Mapping[str, Consolidated], material: Material) -> str:
    """What was answered, with what was asked."""
    answer, asked = answers.get(question), material.questions.get(question)
    if answer is None or asked is None or answer.value is None:
        return ""
    return f"{material.say.of(asked.title)}: {material.value_in_words(asked, answer.value)}"


def today_in_words(line: KpiLine, say: Wording) -> list[Component]:
    """What the simulation says about today."""
    return [
        html.P(say("simulated: {figure}", figure=_figure(figure, figure.today, say)), className="small")
        for figure in line.figures
    ]


def planned_in_words(line: KpiLine, say: Wording) -> list[Component | str]:
    """What the simulation says with the programme in place."""
    words = [html.P(_figure(figure, figure.planned, say)) for figure in line.figures if figure.planned is not None]
    return [*words] if words else ["–"]


def _figure(figure: KpiFigure, value: float, say: Wording) -> str:
    shown = {
        "percent": lambda: say.percent(value, 1),
        "eur": lambda: euros(value, say),
        "hours": lambda: say("{hours} hours", hours=say.number(value, 1)),
    }[figure.unit]()
    names = {"median": say("median {value}", value=shown), "p90": say("90% within {value}", value=shown), "value": shown}
    return names[figure.name]
