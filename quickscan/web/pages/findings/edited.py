"""A report that was edited in Word, handed in again: a new one is made onto it, and what changed is listed."""

import base64
from typing import Any

from dash import Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.domain.edits import EDIT_KINDS, Edit, EditKind, Edits
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.clock import asks, clock, register_clock
from quickscan.web.edited_reports import kept_edits, take_edited
from quickscan.web.report_files import known_template, report_address
from quickscan.web.reports import Wanted
from quickscan.web.services import Services
from quickscan.web.widgets import icon, problems, share_bar
from quickscan.web.wording import Wording

LISTED = 30
"""Passages of one kind that are listed; new data change nearly every number of a table."""


def edited_part(say: Wording) -> Component:
    """Where an edited report is handed in."""
    field_name: dict[str, Any] = {"data-field-name": say("Edited report")}  # quickscan.js hands it on
    return html.Div(
        [
            html.H3(say("Edited in Word?")),
            html.P(
                say("The report is made again onto your file: what you wrote stays, everything else is new."), className="small"
            ),
            dcc.Upload(
                html.Button([icon("folder"), say("Choose the edited report")], type="button", className="quiet"),
                id=ids.EDITED_UPLOAD,
                accept=".docx",
                className="open-file",
            ),
            html.Div(id=ids.EDITED_STATE, role="status"),
            *clock(ids.EDITED_POLL, at_rest=True),
            dcc.Store(id=ids.EDITED_WANTED),
        ],
        className="edited-report",
        **field_name,
    )


def hand_in(
    services: Services, engagement_id: str, name: str, content: bytes, template: str, say: Wording
) -> tuple[list[Component], bool, dict[str, str] | None]:
    """What to show when a file was handed in, whether to stop asking, and which report is being made."""
    try:
        wanted = take_edited(services, engagement_id, name, content, template)
        services.reports.ask(engagement_id, wanted)
    except ScanError as error:
        return [html.Div(problems(error, say), role="alert")], True, None
    kept = {"language": wanted.language, "template": wanted.template, "onto": wanted.onto}
    shown, at_rest = follow_edited(services, engagement_id, wanted, say)
    return shown, at_rest, kept


def follow_edited(services: Services, engagement_id: str, wanted: Wanted, say: Wording) -> tuple[list[Component], bool]:
    """How far the new report is, and in the end the list of what changed; and whether to stop asking."""
    try:
        job, file = services.reports.look(engagement_id, wanted), services.reports.file(engagement_id, wanted)
    except ScanError as error:
        return [html.Div(problems(error, say), role="alert")], True
    edits = kept_edits(file) if file is not None else None
    if edits is not None:
        return [_download(engagement_id, wanted, say), *edit_lists(edits, say)], True
    if job is None or job.state in ("failed", "interrupted"):
        reason = say.known(job.problem) if job is not None and job.problem else say("it was broken off")
        said = say("The report could not be made: {problem}", problem=reason)
        return [html.P(said, className="failed", role="alert")], True
    percent = say.percent(job.share_done)
    words = say("Simulating: {percent}", percent=percent) if job.share_done else say("Preparing …")
    return [html.Div([html.Span(words), share_bar(job.share_done)], className="working")], False


def edit_lists(edits: Edits, say: Wording) -> list[Component]:
    """The passages that differ, each kind under its heading; what needs a decision is open."""
    if not edits.edits:
        return [html.P(say("Nothing was changed, neither by hand nor by data."), className="small")]
    return [_list(kind, edits.of(kind), say) for kind in EDIT_KINDS if edits.of(kind)]


def register(app: Dash, services: Services) -> None:
    """The callbacks of this part."""
    register_clock(app, ids.EDITED_POLL)
    shown = Output(ids.EDITED_STATE, "children", allow_duplicate=True)
    at_rest = Output(ids.EDITED_POLL, "disabled", allow_duplicate=True)
    where = (State(ids.ENGAGEMENT, "data"), State(ids.LANGUAGE, "data"))

    @app.callback(
        shown,
        at_rest,
        Output(ids.EDITED_WANTED, "data"),
        Output(ids.EDITED_UPLOAD, "contents"),
        Input(ids.EDITED_UPLOAD, "contents"),
        State(ids.EDITED_UPLOAD, "filename"),
        State(ids.REPORT_TEMPLATE, "value"),
        *where,
        prevent_initial_call=True,
    )
    def _hand_in(contents: str | None, name: str | None, template: str | None, engagement: str, language: str) -> Any:
        if not contents:
            return (no_update,) * 4
        content = base64.b64decode(contents.partition(",")[2])
        say = services.wording(language)
        return *hand_in(
            services, engagement, name or "report.docx", content, known_template(template, services.templates), say
        ), None

    @app.callback(
        shown,
        at_rest,
        asks(ids.EDITED_POLL),
        State(ids.EDITED_WANTED, "data"),
        *where,
        prevent_initial_call=True,
    )
    def _follow(_polls: int, kept: dict[str, Any] | None, engagement: str, language: str) -> Any:
        if not kept:
            return no_update, True
        wanted = Wanted(kept["language"], "docx", known_template(kept["template"], services.templates), kept["onto"])
        return follow_edited(services, engagement, wanted, services.wording(language))


def _download(engagement_id: str, wanted: Wanted, say: Wording) -> Component:
    words = say("Download the new report")
    return html.A(
        [icon("download"), words, html.Span(".docx", className="ending")],
        href=report_address(engagement_id, wanted),
        className="button",
        download="",
    )


def _kind_in_words(kind: EditKind, say: Wording) -> str:
    return {
        "both": say("Changed by hand and by data: your words stay, a comment in Word says what is new"),
        "unplaced": say("Without a place: stands at the end of the report"),
        "hand": say("Changed by hand: stays"),
        "added": say("Added by hand: stays behind the same neighbour"),
        "deleted": say("Deleted by hand: stays out"),
        "data": say("Changed by data"),
    }[kind]


def _list(kind: EditKind, found: tuple[Edit, ...], say: Wording) -> Component:
    items = [html.Li(_passage(edit, say)) for edit in found[:LISTED]]
    if len(found) > LISTED:
        items.append(
            html.Li(say.plural("and {number} more passage", "and {number} more passages", len(found) - LISTED), className="small")
        )
    summary = html.Summary(f"{_kind_in_words(kind, say)} ({say.number(len(found))})")
    return html.Details([summary, html.Ul(items, tabIndex=0)], className="more edits", open=kind in ("both", "unplaced"))


def _passage(edit: Edit, say: Wording) -> list[Component]:
    by_hand = "" if edit.kind == "data" else edit.by_hand
    told = ((say("previously"), edit.then), (say("by hand"), by_hand), (say("with the new data"), edit.now))
    words = [html.P([html.Span(f"{name}: ", className="small"), text]) for name, text in told if text]
    return [html.Strong(edit.place or say("Before the first heading")), *words]
