"""The page of the recommendations, put together from its parts."""

from typing import Any
from uuid import uuid4

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.web import ids
from quickscan.web.clock import clock
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.levers.page import calibration_choice
from quickscan.web.pages.levers.subject import Subject
from quickscan.web.pages.recommendations.asked import calibration_here
from quickscan.web.pages.recommendations.kpi_card import kpi_card
from quickscan.web.pages.recommendations.limits import limits_card
from quickscan.web.pages.rooms import Query, analysis_room_page
from quickscan.web.services import Services
from quickscan.web.simulations import CalibrationName
from quickscan.web.widgets import HIDDEN, Page, link
from quickscan.web.wording import Wording

ADDRESS = "recommendations"
LIST, SHEET = "list", "sheet"
"""The page of all measures, and that of one."""


def recommendations_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """What to do. Raises ScanError where there is no such engagement."""
    engagement, calibration = services.store.get(engagement_id), calibration_here(query)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    content = [
        *about(engagement_id, calibration, LIST),
        dcc.Store(ids.RECOMMEND_SHOWN),
        _head(engagement_id, calibration, say),
        html.Div(
            limits_card(engagement.programme.terms, services.knowledge.valuation, say), className="recommendations-part editing"
        ),
        *working(LIST, say),
        html.Div(
            [
                html.Div(id=ids.RECOMMEND_SUMMARY),
                html.Div(_effort_choice(say), className="effort-choice editing"),
                html.Div(id=ids.RECOMMEND_PICTURE),
                html.Div(id=ids.RECOMMEND_ROWS),
                html.Div(id=ids.RECOMMEND_ROAD),
            ],
            id=ids.recommend("result", LIST),
            className="recommendations-result working",
        ),
        html.Div(kpi_card(material), className="recommendations-part"),
        html.P(link(say("To the report"), f"/engagements/{engagement_id}#report", "button"), className="to-report editing"),
    ]
    return analysis_room_page(material, ADDRESS, say("Recommendations"), content)


def about(engagement_id: str, calibration: CalibrationName, page: str, measure: str | None = None) -> list[Component]:
    """What the parts of a page ask about."""
    visit = {"visit": uuid4().hex, "calibration": calibration, "page": page, "measure": measure}
    return [
        dcc.Store(ids.ENGAGEMENT, data=engagement_id),
        dcc.Store(ids.RECOMMEND_VISIT, data=visit),
        *clock(ids.recommend("poll", page)),
    ]


def working(page: str, say: Wording) -> list[Component]:
    """How far what is being worked out is; a fault is said in its place."""
    hidden: dict[str, Any] = {**HIDDEN}
    return [
        html.Div(
            [
                html.Span(say("Measures are being valued …"), id=ids.recommend("words", page), role="status", className="small"),
                html.Progress(id=ids.recommend("share", page), value="0", max="1", **hidden),
            ],
            className="recommendations-progress",
        ),
        html.Div(id=ids.recommend("fault", page), role="alert"),
    ]


def _head(engagement_id: str, calibration: CalibrationName, say: Wording) -> Component:
    told = say("What each measure brings and costs, which belong together, and when to do what. You decide; the report follows.")
    title = html.Div([html.H1(say("Recommendations"), tabIndex=-1), html.P(told, className="small")])
    choice = calibration_choice(f"/engagements/{engagement_id}/{ADDRESS}", Subject(engagement_id, calibration), say)
    report = html.P(say("The report values measures by the deck."), className="small")
    return html.Div([title, html.Div([choice, report])], className="page-head levers-head")


def _effort_choice(say: Wording) -> Component:
    one: Component = dmc.Select(
        id=ids.RECOMMEND_EFFORT,
        label=say("Effort as"),
        data=[
            {"value": "days", "label": say("Person-days")},
            {"value": "cost", "label": say("Cost of the first year")},
        ],
        value="days",
        allowDeselect=False,
    )
    return one
