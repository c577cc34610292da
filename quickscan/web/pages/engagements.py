"""The first page: all engagements with their progress, and what to do while there are none."""

import base64
import os
import tempfile
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import Problem, ScanError
from quickscan.store.engagements import EngagementSummary
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Page, icon, link, problems, share_bar
from quickscan.web.wording import Wording


def engagements_page(services: Services, say: Wording) -> Page:
    """The list of engagements."""
    summaries = services.store.list()
    heading = html.Div([html.H1(say("Quick-Scans"), tabIndex=-1), _count(summaries, say)], className="page-head")
    body = html.Ul([_entry(summary, say) for summary in summaries], className="engagements") if summaries else _empty(say)
    return Page(say("Quick-Scans"), [heading, body, _open_file(say)], header(say))


def _count(summaries: tuple[EngagementSummary, ...], say: Wording) -> Component | None:
    if not summaries:
        return None
    return html.P(
        say.plural("{number} engagement", "{number} engagements, the one last changed first", len(summaries)),
        className="small",
    )


def _entry(summary: EngagementSummary, say: Wording) -> Component:
    people = say.plural("{number} respondent", "{number} respondents", summary.respondents)
    answers = say.plural("{number} answer", "{number} answers", summary.answers)
    return html.Li(
        [
            html.Div(
                [html.H2(link(summary.client, f"/engagements/{summary.id}", "whole")), html.P(summary.title, className="small")]
            ),
            html.P([people, html.Br(), answers], className="small"),
            html.Div([html.P(_progress(summary, say)), share_bar(summary.share_answered)], className="progress"),
            html.P([say("changed on"), html.Br(), say.date(summary.updated_at)], className="small"),
            icon("chevron-right"),
        ],
        className="card engagement",
    )


def _progress(summary: EngagementSummary, say: Wording) -> list[Any]:
    return [
        html.Strong(say.number(summary.questions_answered)),
        " ",
        say("of {all} questions answered", all=say.number(summary.questions)),
    ]


def _empty(say: Wording) -> Component:
    return html.Section(
        [
            icon("clipboard"),
            html.H2(say("No engagement yet")),
            html.P(say("Load the example to see what a Quick-Scan finds, or open the engagement file of your own.")),
            dmc.Button(say("Load the example"), id=ids.EXAMPLE),
            html.Div(id=ids.EXAMPLE_FAULT, role="alert"),
        ],
        className="card empty",
    )


def _open_file(say: Wording) -> Component:
    field_name: dict[str, Any] = {"data-field-name": say("Open an engagement file")}  # quickscan.js hands it on
    hint = html.Span(say("A file *.engagement.yaml, as written by quickscan new"), className="small")
    return html.Div(
        [
            dcc.Upload(
                html.Button([icon("folder"), say("Open an engagement file")], type="button", className="quiet"),
                id=ids.UPLOAD,
                accept=".yaml,.yml",
                className="open-file",
            ),
            hint,
            html.Div(id=ids.UPLOAD_FAULT, role="alert"),
        ],
        className="open-file-row",
        **field_name,
    )


def load_example(services: Services, say: Wording) -> tuple[Any, Any]:
    """Puts the example in. Gives the page to go to and, where that failed, why."""
    try:
        example = services.example()
        services.store.add(example, now=services.clock(), by=asked_by())
    except ScanError as error:
        return no_update, problems(error, say)
    return f"/engagements/{example.id}", None


def open_file(services: Services, contents: str, name: str, say: Wording) -> tuple[Any, Any]:
    """Puts the engagement of a file in. Gives the page to go to and, where that failed, why."""
    try:
        engagement = _read(services, contents, Path(name).name)
        services.store.add(engagement, now=services.clock(), by=asked_by())
    except ScanError as error:
        return no_update, problems(error, say)
    return f"/engagements/{engagement.id}", None


def _read(services: Services, contents: str, name: str) -> Engagement:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(base64.b64decode(contents.partition(",")[2]))
        try:
            return services.read_engagement(file)
        except ScanError as error:  # the reader knows the file by its name, not by where it was put for a moment
            said = ((problem.where.replace(f"{folder}{os.sep}", ""), problem) for problem in error.problems)
            raise ScanError(Problem(where, problem.what, problem.remedy) for where, problem in said) from error


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.EXAMPLE_FAULT, "children"),
        Input(ids.EXAMPLE, "n_clicks"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _example(clicks: int | None, language: str) -> tuple[Any, Any]:
        return load_example(services, services.wording(language)) if clicks else (no_update, no_update)

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.UPLOAD_FAULT, "children"),
        Input(ids.UPLOAD, "contents"),
        State(ids.UPLOAD, "filename"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _open(contents: str | None, name: str, language: str) -> tuple[Any, Any]:
        if not contents:
            return no_update, no_update
        return open_file(services, contents, name, services.wording(language))
