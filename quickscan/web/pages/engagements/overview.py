"""The first page: all engagements with their progress, found by a search, and what to do while there are none."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import MATCH, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.store.summary import EngagementSummary
from quickscan.web import ids
from quickscan.web.pages.engagements.entry import bin_card, entry
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Page, icon, link
from quickscan.web.wording import Wording

SHOWN_AT_ONCE = 25
SEARCH_WAIT_MS = 250


def engagements_page(services: Services, say: Wording) -> Page:
    """The list of engagements."""
    summaries = services.store.list()
    heading = html.Div([html.H1(say("Quick-Scans"), tabIndex=-1), _count(summaries, say)], className="page-head")
    parts = [_ways_in(say), _search(say), html.Div(entries(services, "", False, say), id=ids.ENTRIES)]
    body = parts if summaries else [_empty(say), _ways_in(say), html.Div(bin_card(services, say), id=ids.ENTRIES)]
    return Page(say("Quick-Scans"), [heading, *body], header(say))


def entries(services: Services, search: str, archived_too: bool, say: Wording, after: int = 0) -> list[Component | None]:
    """The entries found after so many, as far as they are shown at once; below the first ones the bin."""
    summaries = services.store.list()
    found = matching(summaries, search, archived_too)
    pieces: list[Component | None] = [] if found else [_nothing_found(say)]
    shown = found[after : after + SHOWN_AT_ONCE]
    if shown:
        pieces.append(html.Ul([html.Li(entry(one, say)) for one in shown], className="engagements", tabIndex=-1))
    left = len(found) - after - len(shown)
    if left > 0:
        words = say.plural("Show more ({number} is left)", "Show more ({number} are left)", left)
        number = after + SHOWN_AT_ONCE
        button = html.Button(words, id=ids.rest("more", number), type="button", className="quiet")
        pieces.append(html.Div(button, id=ids.rest("place", number), className="rest"))
    return pieces if after else [*pieces, bin_card(services, say)]


def matching(summaries: Sequence[EngagementSummary], search: str, archived_too: bool) -> list[EngagementSummary]:
    """Those of which client and title together hold all words searched for, in capitals or not."""
    words = search.casefold().split()
    return [
        one
        for one in summaries
        if (archived_too or not one.archived) and all(word in f"{one.client} {one.title}".casefold() for word in words)
    ]


def _count(summaries: Sequence[EngagementSummary], say: Wording) -> Component | None:
    if not summaries:
        return None
    said = say.plural("{number} engagement", "{number} engagements, the one last changed first", len(summaries))
    archived = sum(one.archived for one in summaries)
    aside = say.plural(", {number} of them archived", ", {number} of them archived", archived) if archived else ""
    return html.P(said + aside, className="small")


def _search(say: Wording) -> Component:
    return html.Div(
        [
            dmc.TextInput(
                id=ids.FIND,
                label=say("Search by client or title"),
                value="",
                debounce=SEARCH_WAIT_MS,
                autoComplete="off",
            ),
            dmc.Checkbox(id=ids.ARCHIVED, label=say("Archived too"), checked=False),
        ],
        className="find-engagements",
        role="search",
    )


def _nothing_found(say: Wording) -> Component:
    return html.P(say("No engagement fits. Search for fewer words, or look among the archived ones too."), className="card")


def _empty(say: Wording) -> Component:
    return html.Section(
        [
            icon("clipboard"),
            html.H2(say("No engagement yet")),
            html.P(say("Load the example to see what a Quick-Scan finds, or begin one of your own.")),
            dmc.Button(say("Load the example"), id=ids.EXAMPLE),
            html.Div(id=ids.EXAMPLE_FAULT, role="alert"),
        ],
        className="card empty",
    )


def _ways_in(say: Wording) -> Component:
    field_name: dict[str, Any] = {"data-field-name": say("Open an engagement file")}  # quickscan.js hands it on
    return html.Div(
        [
            link(say("New Quick-Scan"), "/engagements/new", "button"),
            dcc.Upload(
                html.Button([icon("folder"), say("Open an engagement file")], type="button", className="quiet"),
                id=ids.UPLOAD,
                accept=".yaml,.yml,.zip",
                className="open-file",
            ),
            html.Span(say("A file *.engagement.yaml or *.engagement.zip, as it is downloaded here"), className="small"),
            html.Div(id=ids.UPLOAD_FAULT, role="alert"),
        ],
        className="open-file-row",
        **field_name,
    )


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.ENTRIES, "children"),
        Input(ids.FIND, "value"),
        Input(ids.ARCHIVED, "checked"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _find(search: str | None, archived_too: bool, language: str) -> list[Component | None]:
        return entries(services, search or "", archived_too, services.wording(language))

    @app.callback(
        Output(ids.rest("place", MATCH), "children"),
        Input(ids.rest("more", MATCH), "n_clicks"),
        State(ids.rest("more", MATCH), "id"),
        State(ids.FIND, "value"),
        State(ids.ARCHIVED, "checked"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _more(clicks: int | None, where: dict[str, Any], search: str | None, archived_too: bool, language: str) -> Any:
        if not clicks:
            return no_update
        return entries(services, search or "", archived_too, services.wording(language), where["after"])
