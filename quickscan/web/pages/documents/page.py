"""The checklist of documents: how far each one is, kept as it is typed."""

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.documents import DocumentKind, DocumentState, DocumentStatus
from quickscan.domain.engagement import Engagement
from quickscan.domain.knowledge import Knowledge
from quickscan.interview.checklist import STATUSES, progress, state_of
from quickscan.web import ids
from quickscan.web.filing import files_part
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.pages.rooms import room_page
from quickscan.web.services import Services
from quickscan.web.widgets import Page, aria, share_bar
from quickscan.web.wording import Wording

WAIT_MS = 400
"""Typing that pauses for so long is kept."""


def documents_page(services: Services, engagement_id: str, say: Wording) -> Page:
    """What was asked of the client and what came. Raises ScanError where there is no such engagement."""
    engagement = services.store.get(engagement_id)
    heading = html.Div(
        [
            html.H1(say("Documents"), tabIndex=-1),
            html.P(say("What to ask the client for beside the interviews. Every change is kept at once."), className="small"),
        ],
        className="page-head",
    )
    stored = {file.name for file in services.files.list(engagement_id)}
    rows = [
        _document(kind, state, services.knowledge, files_part(engagement_id, state.files, stored, say), say)
        for kind in services.knowledge.documents
        if (state := state_of(engagement, kind.id))
    ]
    far = progress_in_words(engagement, services.knowledge, say)
    content = [
        dcc.Store(ids.ENGAGEMENT, data=engagement_id),
        heading,
        html.Div(far, id=ids.DOCUMENTS, role="status", className="card received"),
        html.Ol(rows, className="documents"),
    ]
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    return room_page(material, "documents", say("Documents"), content)


def progress_in_words(engagement: Engagement, knowledge: Knowledge, say: Wording) -> list[Component]:
    """How many documents are there, and what became of the others."""
    found = progress(engagement, knowledge)
    counts = [
        (found.requested, say("requested")),
        (found.not_available, say("not available")),
        (found.open, say("open")),
    ]
    others = ", ".join(f"{say.number(number)} {words}" for number, words in counts if number)
    said = say("{received} of {all} documents received", received=found.received, all=found.all)
    return [html.P([html.Strong(said), html.Span(others, className="small")]), share_bar(found.received / found.all)]


def status_in_words(status: DocumentStatus, say: Wording) -> str:
    """How far a document is."""
    words: dict[DocumentStatus, str] = {
        "open": say("open"),
        "requested": say("requested"),
        "received": say("received"),
        "not_available": say("not available"),
    }
    return words[status]


def _document(
    kind: DocumentKind, state: DocumentState, knowledge: Knowledge, files: Sequence[Component], say: Wording
) -> Component:
    roles = ", ".join(say.of(knowledge.role(role).name) for role in kind.roles)
    heading = html.H2(say.of(kind.name), id=f"document-{kind.id}")
    content = [
        html.Div([heading, html.P(say.of(kind.content)), html.P(say("from: {roles}", roles=roles), className="small")]),
        html.Div([*_fields(kind, state, say), html.Div(files, className="received-files")], className="fields"),
        html.Div(
            [
                html.Div(id=ids.document_part("fault", kind.id), role="alert", className="faults"),
                html.P(id=ids.document_part("state", kind.id), role="status", className="small state"),
            ],
            className="foot",
        ),
    ]
    named: dict[str, Any] = {"data-document": kind.id}
    return html.Li(html.Section(content, className="card document", **aria(labelledby=f"document-{kind.id}"), **named))


def _fields(kind: DocumentKind, state: DocumentState, say: Wording) -> list[Component]:
    choices = [(status, status_in_words(status, say)) for status in STATUSES]
    return [
        one_of(ids.document_entry(kind.id, "state"), say("How far it is"), choices, state.state, "segments"),
        dmc.DateInput(
            id=ids.document_entry(kind.id, "on"),
            label=say("Day"),
            value=state.on.isoformat() if state.on is not None else None,
            valueFormat="DD.MM.YYYY" if say.language == "de" else "DD/MM/YYYY",
            clearable=True,
            clearButtonProps=aria(label=say("Take the day away")),
            className="day",
        ),
        dmc.Textarea(
            id=ids.document_entry(kind.id, "note"), label=say("Note"), value=state.note or "", autosize=True, minRows=1,
            debounce=WAIT_MS,
        ),
    ]  # fmt: skip
