"""The page of one engagement, put together from its parts."""

from dash import Dash, dcc, html
from dash.development.base_component import Component

from quickscan.web import ids
from quickscan.web.pages.findings import edited, report
from quickscan.web.pages.findings.causes import causes_card
from quickscan.web.pages.findings.client import client_card
from quickscan.web.pages.findings.evidence import findings_card
from quickscan.web.pages.findings.gaps import missing_card, next_card
from quickscan.web.pages.findings.loss import loss_card
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.findings.maturity import maturity_card
from quickscan.web.pages.rooms import analysis_room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, icon, link
from quickscan.web.wording import Wording


def findings_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """What one engagement led to. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    content = [
        _head(material),
        loss_card(material),
        _columns(
            material,
            report.report_card(services.reports, engagement_id, engagement.language, say, edited.edited_part(say)),
        ),
    ]
    return analysis_room_page(material, "", engagement.title, [dcc.Store(ids.ENGAGEMENT, data=engagement_id), *content])


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""
    report.register(app, services)
    edited.register(app, services)


def _head(material: Material) -> Component:
    back = link([icon("arrow-left"), material.say("All Quick-Scans")], "/", "back")
    title = html.H1(material.engagement.client.name, tabIndex=-1)
    return html.Div([back, title, html.P(material.engagement.title, className="small")], className="page-head")


def _columns(material: Material, report_part: Component) -> Component:
    wide = [causes_card(material), maturity_card(material), findings_card(material)]
    narrow = [report_part, next_card(material), missing_card(material), client_card(material)]
    return html.Div([html.Div(wide, className="wide"), html.Div(narrow, className="narrow")], className="columns")
