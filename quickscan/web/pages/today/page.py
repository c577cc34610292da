"""The page of today: the client's lead process as it is, drawn and measured. What takes its time fills in below the heading."""

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from quickscan.analysis.flow import lead_flow
from quickscan.domain.flow import LeadFlow
from quickscan.domain.problem import ScanError
from quickscan.web import ids, simulations
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.page import calibration_choice
from quickscan.web.pages.levers.subject import Subject
from quickscan.web.pages.rooms import Query, analysis_room_page, calibration_asked
from quickscan.web.pages.today.drawing import process_card
from quickscan.web.pages.today.loss import loss_card
from quickscan.web.pages.today.people import load_card, waiting_card
from quickscan.web.pages.today.pictures import channels_card, funnel_card, waterfall_card
from quickscan.web.pages.today.sources import missing_card, sources_card
from quickscan.web.pages.today.view import Today
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName
from quickscan.web.widgets import Page, problems
from quickscan.web.wording import Wording

ADDRESS = "today"


def today_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """The process as it is. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    calibration = calibration_asked(query)
    choice = calibration_choice(f"/engagements/{engagement_id}/{ADDRESS}", Subject(engagement_id, calibration), say)
    asked = {"engagement": engagement_id, "calibration": calibration, "language": say.language}
    waiting = html.Div([html.P(say("The lead process is being simulated …"), className="card loading", role="status")])
    content = [
        dcc.Store(ids.TODAY_ASKED, data=asked),
        html.Div([_head(say), choice], className="page-head with-choice"),
        html.Div(waiting, id=ids.TODAY, className="today"),
    ]
    return analysis_room_page(material, ADDRESS, say("Today"), content)


def register(app: Dash, services: Services) -> None:
    """The callback that fills the page."""

    @app.callback(Output(ids.TODAY, "children"), Input(ids.TODAY_ASKED, "data"))
    def _fill(asked: dict[str, Any]) -> list[Component]:
        return fill(services, asked["engagement"], calibration_asked(asked), services.wording(asked["language"]))


def fill(services: Services, engagement_id: str, calibration: CalibrationName, say: Wording) -> list[Component]:
    """What stands below the heading; where the process cannot be simulated, what is wrong and what to do."""
    try:
        return cards(today_of(services, engagement_id, calibration, say))
    except ScanError as error:
        sentence = html.P(say("The process cannot be simulated with these answers:"))
        return [html.Section([sentence, problems(error, say)], className="card", role="alert")]


def today_of(services: Services, engagement_id: str, calibration: CalibrationName, say: Wording) -> Today:
    """The process as it is, simulated. Raises ScanError where it cannot be."""
    fitted = services.simulations.fitted(engagement_id, calibration)
    flow: LeadFlow = services.simulations.kept(
        engagement_id, calibration, "flow", lambda as_is: lead_flow(as_is, simulations.PLAN, services.simulations.pool.map)
    )
    material = Material(services.store.get(engagement_id), fitted.assessment, services.knowledge, say)
    return Today(material, fitted.as_is.process, fitted.sources, flow, calibration)


def cards(today: Today) -> list[Component]:
    """All parts: the number that leads, the drawing, then pictures, then where the numbers come from."""
    pairs = [
        html.Div([funnel_card(today), waterfall_card(today)], className="pair"),
        channels_card(today),
        html.Div([waiting_card(today), load_card(today)], className="pair"),
    ]
    found = [missing_card(today), loss_card(today), process_card(today), *pairs, sources_card(today)]
    return [part for part in found if part is not None]


def _head(say: Wording) -> Component:
    words = say("Your lead process as it is: how many leads get how far, and where they are lost.")
    return html.Div([html.H1(say("Today"), tabIndex=-1), html.P(words, className="small")])
