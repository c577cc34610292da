"""Where levers stand, saved as a scenario."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from quickscan.analysis.own_scenarios import added
from quickscan.analysis.scenario_levers import Settings, scenario_of
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.files.surroundings import shipped_catalogue
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.levers.subject import Subject, start_of
from quickscan.web.services import Services
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording


def save_form(say: Wording) -> Component:
    """The form that saves where the levers stand."""
    return html.Section(
        [
            html.H2(say("Keep as a scenario")),
            html.P(say("To compare it, share it, or put it into the report."), className="small"),
            html.Div(
                [
                    dmc.TextInput(id=ids.LEVERS_NAME, label=say("Name")),
                    dmc.TextInput(id=ids.LEVERS_DESCRIPTION, label=say("What is done differently (optional)")),
                    dmc.Button(say("Save"), id=ids.LEVERS_SAVE, variant="outline"),
                ],
                className="save-row",
            ),
            html.Div(id=ids.LEVERS_SAVED, role="alert"),
        ],
        className="card save-scenario",
    )


def save(services: Services, subject: Subject, settings: Settings, name: str, description: str) -> str:
    """Saves where the levers stand as a scenario of that name, and gives its id. Raises ScanError where that cannot be."""
    if subject.token is not None:
        raise ScanError.of("link", "nothing can be saved behind this link", "ask whoever sent it to you to save it")
    start = start_of(services, subject)
    levers = services.simulations.levers
    scenario = scenario_of(levers, settings, name, description, today=start.today, others=start.others)
    now = services.clock()
    scenario = scenario.model_copy(update={"made_by": asked_by(), "made_at": now})

    def put_in(engagement: Engagement) -> Engagement:
        return engagement.model_copy(update={"scenarios": added(engagement.scenarios, scenario, shipped_catalogue())})

    return services.store.revise(subject.engagement_id, put_in, now=now, by=asked_by()).scenarios[-1].id


def register(app: Dash, services: Services) -> None:
    """The callback of this form."""

    @app.callback(
        Output(ids.LEVERS_SAVED, "children"),
        Output(ids.LOCATION, "href"),
        Input(ids.LEVERS_SAVE, "n_clicks"),
        State(ids.LEVERS_NAME, "value"),
        State(ids.LEVERS_DESCRIPTION, "value"),
        State(ids.LEVERS_MOVED, "data"),
        State(ids.LEVERS_SUBJECT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _save(clicks: int | None, name: str, description: str, moved: Any, subject: Any, language: str) -> tuple[Any, Any]:
        if not clicks:
            return no_update, no_update
        try:
            of = Subject.of(subject, services)
            saved = save(services, of, (moved or {}).get("settings", {}), name or "", description or "")
        except ScanError as error:
            return problems(error, services.wording(language)), no_update
        return None, f"/engagements/{of.engagement_id}/levers?scenario={saved}"
