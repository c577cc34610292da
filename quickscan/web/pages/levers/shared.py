"""The levers behind a link to play with: the same levers and figures, from the scenarios of the link, and nothing to save."""

from dash import html

from quickscan.web.pages.levers.page import scenario_tabs, stores, workbench
from quickscan.web.pages.levers.shown import shown_at_once
from quickscan.web.pages.levers.subject import Subject, start_of
from quickscan.web.pages.levers.words import calibration_in_words
from quickscan.web.pages.rooms import Query
from quickscan.web.pages.scenarios.shared import playable, scenarios_of
from quickscan.web.services import Services
from quickscan.web.shell import plain_header
from quickscan.web.widgets import Page, icon, link
from quickscan.web.wording import Wording


def shared_levers_page(services: Services, token: str, query: Query, say: Wording) -> Page:
    """The levers of a link. Raises ScanError where it is none to play with, was ended, or shows what was deleted."""
    share = playable(services, token)
    engagement = services.store.get(share.engagement_id)
    scenarios = scenarios_of(engagement, share)
    asked = query.get("scenario")
    scenario = asked if asked in [one.id for one in scenarios] else None
    subject = Subject(engagement.id, share.calibration, scenario, token)
    start = start_of(services, subject)
    address = f"/shared/{token}/levers"
    back = link([icon("arrow-left"), say("To the scenarios")], f"/shared/{token}", "back")
    told = say("Calibration: {name}. Nothing here is saved.", name=calibration_in_words(share.calibration, say))
    heading = html.Div([back, html.H1(say("What if?"), tabIndex=-1), html.P(told, className="small")], className="page-head")
    tabs = scenario_tabs(scenarios, subject, address, address, say)
    content = [heading, tabs, *stores(subject, start, say), workbench(start, shown_at_once(services, subject, say), say, None)]
    return Page(say("What if?"), content, plain_header(say))
