"""The agenda of an engagement: respondents to choose from, and below what follows from the choice."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.interview.agenda import people_of
from quickscan.web import ids
from quickscan.web.guides import register_guides
from quickscan.web.pages.agenda.plan import plan
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, card, icon
from quickscan.web.wording import Wording


def agenda_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """Whom to ask what. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    people = [person.id for person in people_of(engagement)]
    heading = html.Div(
        [
            html.H1(say("Agenda"), tabIndex=-1),
            html.P(say("Who is asked what, how long it takes, and who must still be found."), className="small"),
        ],
        className="page-head",
    )
    body = [_choice(engagement, services.knowledge, say), _plan(engagement, services.knowledge, people, say)]
    content = [dcc.Store(ids.ENGAGEMENT, data=engagement_id), heading, *(body if people else [_nobody(say)])]
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    return room_page(material, "agenda", say("Agenda"), content)


def register(app: Dash, services: Services) -> None:
    """The callback of this page, and the guides it hands out."""
    register_guides(app, services)

    @app.callback(
        Output(ids.AGENDA, "children"),
        Input(ids.AGENDA_PEOPLE, "value"),
        State(ids.ENGAGEMENT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _choose(chosen: list[str], engagement: str, language: str) -> Any:
        return plan(services.store.get(engagement), services.knowledge, chosen, services.wording(language))


def _choice(engagement: Engagement, knowledge: Knowledge, say: Wording) -> Component:
    boxes = [
        dmc.Checkbox(
            label=html.Span([person.label, html.Span(say.of(knowledge.role(person.role).name), className="small")]),
            value=person.id,
        )
        for person in people_of(engagement)
    ]
    group = dmc.CheckboxGroup(
        html.Div(boxes, className="people-boxes"),
        id=ids.AGENDA_PEOPLE,
        value=[person.id for person in people_of(engagement)],
        label=say("Respondents"),
        classNames={"label": "unseen"},
    )
    return card(say("Whom do you interview?"), group)


def _plan(engagement: Engagement, knowledge: Knowledge, chosen: list[str], say: Wording) -> Component:
    return html.Div(plan(engagement, knowledge, chosen, say), id=ids.AGENDA, className="agenda")


def _nobody(say: Wording) -> Component:
    return html.Section(
        [
            icon("clipboard"),
            html.H2(say("Nobody is named yet")),
            html.P(say("Name the people to be interviewed with their role; the agenda then shows who can answer what.")),
        ],
        className="card empty",
    )
