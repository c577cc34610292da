"""The levers as things to move: each with its mark of today, its range, a sentence, and the way back."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from quickscan.analysis.lever_positions import Position
from quickscan.domain.scenario import LeverGroup
from quickscan.web import ids
from quickscan.web.pages.levers.words import (
    decimals_of,
    group_in_words,
    is_share,
    setting_in_words,
    today_in_words,
    unit_of,
)  # fmt: skip
from quickscan.web.widgets import aria
from quickscan.web.wording import Wording

FIRST: tuple[LeverGroup, ...] = ("routing", "acceptance", "follow_up", "people")
"""Routing and follow-up first, and the people they take; these groups are open."""
THEN: tuple[LeverGroup, ...] = (
    "capture", "qualification", "nurture", "hand_over", "sales", "feedback", "marketing", "existing_customers",
)  # fmt: skip
"""The others in the order of a lead's way."""


def lever_groups(found: Sequence[Position], say: Wording) -> list[Component]:
    """All levers, by where they act."""
    groups = [(group, [one for one in found if one.lever.group == group]) for group in (*FIRST, *THEN)]
    return [_group(group, inside, say) for group, inside in groups if inside]


def about(position: Position, say: Wording) -> dict[str, Any]:
    """What the browser needs to know of a lever to say where it stands and whether it was moved."""
    lever = position.lever
    kind = "choice" if lever.options else "change" if lever.moves == "factor" else "share" if is_share(lever) else "number"
    low, high = position.reach if not lever.options else (None, None)
    return {
        "kind": kind,
        "today": position.today,
        "rest": position.rest,
        "none": say("not set"),
        "unit": unit_of(lever, say),
        "unit_of_one": unit_of(lever, say, 1.0),
        "decimals": decimals_of(lever),
        "least": low,
        "greatest": high,
    }


def _group(group: LeverGroup, inside: Sequence[Position], say: Wording) -> Component:
    moved = any(position.moved for position in inside)
    return html.Details(
        [html.Summary(html.H3(group_in_words(group, say))), *(_lever(position, say) for position in inside)],
        open=group in FIRST or moved,
        className="lever-group",
    )


def _lever(position: Position, say: Wording) -> Component:
    lever = position.lever
    shown = setting_in_words(lever, position.setting, say)
    name = say.of(lever.title)
    head = (
        None
        if lever.options
        else html.Div([html.Span(name, className="name"), html.Output(shown, className="shown")], className="lever-head")
    )
    foot = html.Div(
        [
            html.Span(today_in_words(position, say), className="today"),
            html.Button(
                say("reset"),
                type="button",
                className="as-link",
                **aria(label=say("Reset: {lever}", lever=name)),
            ),
        ],
        className="lever-foot",
    )
    named: dict[str, Any] = {"data-lever": lever.id, **({"data-moved": ""} if position.moved else {})}
    control = _choice(position, say) if lever.options else _slider(position, say)
    idle = [] if position.moves_sales else [html.P(say("Moves times and load here, not sales."), className="idle small")]
    return html.Div(
        [head, control, html.P(say.of(lever.sentence), className="sentence"), *idle, foot], className="lever", **named
    )


def _slider(position: Position, say: Wording) -> Component:
    lever = position.lever
    low, high = position.reach
    setting = position.rest if position.setting is None else position.setting
    slider: Component = dmc.Slider(
        id=ids.lever(lever.id),
        value=setting,
        min=low,
        max=high,
        step=lever.step,
        marks=[{"value": position.rest}],
        label=None,
        updatemode="drag",
        size="sm",
        thumbSize=18,
        thumbLabel=say.of(lever.title),
        className="slider",
    )
    return slider


def _choice(position: Position, say: Wording) -> Component:
    lever = position.lever
    chosen = position.setting if isinstance(position.setting, str) else ""
    choices = [{"value": option.id, "label": say.of(option.title)} for option in lever.options]
    if position.today is None:
        choices = [{"value": "", "label": say("as today")}, *choices]
    select: Component = dmc.Select(
        id=ids.lever(lever.id),
        data=choices,
        value=chosen,
        allowDeselect=False,
        checkIconPosition="right",
        label=say.of(lever.title),
        size="sm",
    )
    return select
