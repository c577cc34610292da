"""The page “Where does this number come from?”: a figure with its rule, and below it all that it is made of."""

from typing import Any

from dash import Dash, Input, Output, dcc, html
from dash.development.base_component import Component

from quickscan.analysis.trace import Tracer
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.rooms import Query, analysis_room_page
from quickscan.web.pages.trace.address import ADDRESS, trace_address
from quickscan.web.pages.trace.subject import Asked, tracer_of
from quickscan.web.pages.trace.tree import figure_card
from quickscan.web.services import Services
from quickscan.web.widgets import Page, card, link, problems
from quickscan.web.wording import Wording

LISTED = ("loss.mean", "cause.*.loss_points", "area.*.score", "answer.**")
"""The figures that the page lists where none is asked for: those that the findings show, and the answers."""


def trace_page(services: Services, engagement_id: str, query: Query, say: Wording) -> Page:
    """Where a figure comes from. Raises ScanError where there is no such engagement."""
    engagement, asked = services.store.get(engagement_id), Asked.of(engagement_id, query)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    waiting = html.P(say("The number is being followed …"), className="card loading", role="status")
    head = html.Div(
        [html.H1(say("Where does this number come from?"), tabIndex=-1), _names_switch(asked, say)],
        className="page-head with-choice",
    )
    content = [
        dcc.Store(ids.TRACE_ASKED, data=asked.as_data() | {"language": say.language}),
        head,
        html.Div(waiting, id=ids.TRACE, className="trace"),
    ]
    return analysis_room_page(material, ADDRESS, say("Where does this number come from?"), content)


def register(app: Dash, services: Services) -> None:
    """The callback that fills the page."""

    @app.callback(Output(ids.TRACE, "children"), Input(ids.TRACE_ASKED, "data"))
    def _fill(data: dict[str, Any]) -> list[Component]:
        return fill(services, Asked.from_data(data), services.wording(data["language"]))


def fill(services: Services, asked: Asked, say: Wording) -> list[Component]:
    """What stands below the heading: the figure followed, the list of figures, or what is wrong and what to do."""
    try:
        tracer = tracer_of(services, asked)
        return [figure_card(tracer.chain(asked.figure), asked, say)] if asked.figure else [_list(tracer, asked, say)]
    except ScanError as error:
        onward = link(say("All numbers that can be followed"), trace_address(asked.engagement_id), "quiet")
        return [html.Section([problems(error, say), onward], className="card", role="alert")]


def _names_switch(asked: Asked, say: Wording) -> Component:
    words = say("Hide names") if asked.names else say("Show names")
    address = trace_address(asked.engagement_id, asked.figure, asked.calibration, not asked.names)
    note = say("Names are shown.") if asked.names else say("Names of those who answered are hidden; roles stand in their place.")
    return html.P([html.Span(note, className="small"), " ", link(words, address, "quiet")], className="names-switch")


def _list(tracer: Tracer, asked: Asked, say: Wording) -> Component:
    """The figures that the findings show, each leading to its own chain."""
    shown = [tracer.figure(name) for name in tracer.known if name.startswith(_beginnings()) and _is_listed(name)]
    rows = [
        html.Li(
            [
                link(say.of(figure.name), trace_address(asked.engagement_id, figure.id, None, asked.names)),
                html.Span(say.of(figure.value)),
            ]
        )
        for figure in shown
    ]
    note = say("Choose a number to see its rule, and the answers, people, times, sources and assumptions behind it.")
    return card(say("Numbers that can be followed"), html.Ul(rows, className="traced-list"), note=note, name="trace-list")


def _beginnings() -> tuple[str, ...]:
    return tuple(one.partition(".")[0] + "." for one in LISTED)


def _is_listed(name: str) -> bool:
    return any(name.endswith(one.rpartition("*")[2]) for one in LISTED if name.startswith(one.partition(".")[0] + "."))
