"""The warning where people have more to do than time, and what would help, for who asks."""

from typing import Any

from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from quickscan.analysis.capacity import capacity
from quickscan.analysis.compare import Change
from quickscan.domain.comparison import Comparison
from quickscan.domain.drivers import TIGHT, Capacity
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.pages.drivers.guard import guard_card
from quickscan.web.pages.levers.subject import Subject, change_of
from quickscan.web.services import Services
from quickscan.web.widgets import icon, problems
from quickscan.web.wording import Wording


def warning_card(found: Comparison, say: Wording) -> Component | None:
    """How busy sellers or call centre are, where that is too much; none where there is time."""
    now = found.scenarios[0].simulation if found.scenarios else found.as_is
    names = {"dealers": say("Sellers"), "call_centre": say("Call centre")}
    busy = [(names[who], load.mean, found.as_is.utilisation[who].mean) for who, load in now.utilisation.items()]
    warnings = [_warning(name, load, today, say) for name, load, today in busy if load > TIGHT]
    if not warnings:
        return None
    ask = html.Button(say("In which weeks, and what would help?"), id=ids.LEVERS_ASK_RELIEF, type="button", className="as-link")
    return html.Div([*warnings, html.Div(ask, id=ids.LEVERS_RELIEF)], className="card guard")


def relief_for(services: Services, subject: Subject, change: Change | None) -> Capacity:
    """In which weeks people lack time, and how many more sellers would do. Raises ScanError where the change cannot be."""
    simulations = services.simulations
    as_is = simulations.as_is(subject.engagement_id, subject.calibration)
    changed = as_is.changed(change.overrides) if change is not None else as_is
    return capacity(as_is, changed, simulations.plan, simulations.pool.map)


def register(app: Dash, services: Services) -> None:
    """The callback of the question what would help."""

    @app.callback(
        Output(ids.LEVERS_RELIEF, "children"),
        Input(ids.LEVERS_ASK_RELIEF, "n_clicks"),
        State(ids.LEVERS_MOVED, "data"),
        State(ids.LEVERS_SUBJECT, "data"),
        State(ids.LANGUAGE, "data"),
        running=[(Output(ids.LEVERS_ASK_RELIEF, "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def _relief(clicks: int | None, moved: dict[str, Any], about: dict[str, Any], language: str) -> Any:
        if not clicks:
            return no_update
        say = services.wording(language)
        try:
            subject = Subject.of(about, services)
            found = relief_for(services, subject, change_of(services, subject, moved["settings"]))
        except ScanError as error:
            return problems(error, say)
        return guard_card(found.guard, found.relief, say)


def _warning(name: str, busy: float, today: float, say: Wording) -> Component:
    head = say("{who} busy {share} of their time", who=name, share=say.percent(busy))
    told = say("Every further attempt or lead waits for somebody (today {share}).", share=say.percent(today))
    return html.Div([icon("alert"), html.Strong(head), html.Span(told)], className="warning")
