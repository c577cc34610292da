"""The page of the levers: what can be moved at the side, what it brings in the middle."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go  # type: ignore[import-untyped]  # ships no types
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.analysis.lever_positions import Position
from quickscan.domain.engagement import Engagement
from quickscan.domain.scenario import OwnScenario
from quickscan.web import ids
from quickscan.web.charts import chart
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.controls import about, lever_groups
from quickscan.web.pages.levers.saving import save_form
from quickscan.web.pages.levers.shown import Shown, shown_at_once
from quickscan.web.pages.levers.subject import Start, Subject, start_of
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.services import Services
from quickscan.web.simulations import CALIBRATIONS, CalibrationName
from quickscan.web.widgets import Page, aria, icon, link
from quickscan.web.wording import Wording

FIGURES = 5
HEIGHT_PX = 380


def levers_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """The levers of an engagement, where its scenario or today puts them. Raises ScanError where there is no such engagement or
    scenario, or where its answers cannot all be true."""
    engagement = services.store.get(engagement_id)
    subject = Subject(engagement_id, _calibration(engagement, query), query.get("scenario") or None)
    start = start_of(services, subject)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    heading = _heading(say("What if?"), subject, say)
    address = f"/engagements/{engagement.id}/levers"
    tabs = scenario_tabs(engagement.scenarios, subject, address, f"{address}?calibration={subject.calibration}", say)
    content = [
        heading,
        tabs,
        *stores(subject, start, say),
        workbench(start, shown_at_once(services, subject, say), say, save_form(say)),
    ]
    return analysis_room_page(material, "levers", say("Levers"), content)


def stores(subject: Subject, start: Start, say: Wording) -> list[Component]:
    """What the browser keeps about the page."""
    return [
        dcc.Store(id=ids.LEVERS_SUBJECT, data=subject.as_data()),
        dcc.Store(id=ids.LEVERS_ABOUT, data={position.lever.id: about(position, say) for position in start.found}),
        dcc.Store(id=ids.LEVERS_MOVED),
        dcc.Store(id=ids.LEVERS_ANSWERED),
    ]


def workbench(start: Start, at_once: Shown | None, say: Wording, save: Component | None) -> Component:
    """The levers and what they bring; without a form to save where nothing may be saved.

    What is known at once stands there already; otherwise the browser asks for it.
    """
    return html.Div([_levers(start.found, say), _results(start, at_once, say, save)], className="workbench")


def scenario_tabs(
    scenarios: Sequence[OwnScenario], subject: Subject, address: str, today_address: str, say: Wording
) -> Component:
    """Today and the scenarios there are, to start from."""
    tabs = [_tab(say("Today"), today_address, subject.scenario_id is None)]
    tabs += [_tab(say.of(one.name), f"{address}?scenario={one.id}", one.id == subject.scenario_id) for one in scenarios]
    return html.Nav(html.Ul(tabs), className="tabs", **aria(label=say("Start from")))


def _calibration(engagement: Engagement, query: Query) -> CalibrationName:
    """The calibration asked for, else that of the scenario asked for."""
    if "calibration" not in query:
        scenario = next((one for one in engagement.scenarios if one.id == query.get("scenario")), None)
        if scenario is not None:
            return scenario.calibration
    return calibration_asked(query)


def _tab(words: str, href: str, is_here: bool) -> Component:
    current = aria(current="true") if is_here else {}
    return html.Li(link(words, href, "here" if is_here else ""), **current)


def _heading(title: str, subject: Subject, say: Wording) -> Component:
    return html.Div(
        [html.H1(title, tabIndex=-1), calibration_choice(f"/engagements/{subject.engagement_id}/levers", subject, say)],
        className="page-head levers-head",
    )


def calibration_choice(address: str, subject: Subject, say: Wording) -> Component:
    """Which calibration counts, said in a sentence, and the way to the other one."""
    told = (
        say("Evidence: delays, contacts and load act as published or measured; routing and follow-up move sales.")
        if subject.calibration == "evidence"
        else say("Deck: each cause loses its cap times its severity; routing and follow-up move times and load, not sales.")
    )
    scenario = f"&scenario={subject.scenario_id}" if subject.scenario_id else ""
    choices = [
        html.Li(
            link(calibration_in_words(name, say), f"{address}?calibration={name}{scenario}", "here" if here else ""),
            **(aria(current="true") if here else {}),
        )
        for name in CALIBRATIONS
        for here in (name == subject.calibration,)
    ]
    nav = html.Nav(html.Ul(choices), className="tabs small-tabs", **aria(label=say("Calibration")))
    return html.Div(
        [html.Span(say("Calibration"), className="small"), nav, html.P(told, className="small")], className="calibration"
    )


def _levers(found: Sequence[Position], say: Wording) -> Component:
    reset = html.Button(say("Reset all"), type="button", className="as-link", id="levers-reset-all")
    head = html.Div([html.H2(say("Levers")), html.Span(say("mark = today"), className="small"), reset], className="levers-title")
    return html.Section([head, *lever_groups(found, say)], className="levers", **aria(label=say("Levers")))


def _results(start: Start, at_once: Shown | None, say: Wording, save: Component | None) -> Component:
    known: dict[str, Any] = {"data-known": ""} if at_once is not None else {}
    pieces = at_once or _not_known_yet()
    states: dict[str, Any] = {
        "data-waiting": say("computing …"),
        "data-few": say("{years} of {of} years computed, getting more precise …", years="[years]", of="[of]"),
        "data-late": say("The server has not answered yet. It is being tried again; your settings stay."),
    }
    picture = html.Section(
        [
            html.H2(say("Where would-be sales are lost")),
            html.P(say("Points of the loss rate by cause · grey today, coloured where the levers stand"), className="small"),
            chart(
                go.Figure(pieces.losses),
                say,
                ids.LEVERS_LOSSES,
                say("Bars: points of the loss rate by cause, today and where the levers stand"),
                HEIGHT_PX,
            ),
            html.Div(pieces.numbers, id=ids.LEVERS_NUMBERS),
        ],
        className="card",
    )
    return html.Div(
        [
            html.P(id=ids.LEVERS_STATE, className="state small", role="status", **states),
            html.Div(id=ids.LEVERS_FAULT, role="alert"),
            html.Dl(pieces.figures, id=ids.LEVERS_FIGURES, className="figures-row"),
            html.Div(pieces.guard, id=ids.LEVERS_GUARD, role="status"),
            _besides(start, say),
            picture,
            save,
        ],
        id="levers-results",
        className="results",
        **known,
    )


def _not_known_yet() -> Shown:
    """Room for the figures and the bars."""
    no_bars = {"layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}}
    return Shown([html.Div(className="card figure waiting") for _ in range(FIGURES)], None, no_bars, None)


def _besides(start: Start, say: Wording) -> Component | None:
    """What the scenario changes besides, which no lever shows."""
    if not start.others:
        return None
    paths = ", ".join(override.path for override in start.others)
    return html.P([icon("alert"), say("This scenario also changes: {paths}", paths=paths)], className="small besides")
