"""The page of one template: try it on an engagement, publish it under a name, see its fields."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES
from quickscan.domain.problem import ScanError
from quickscan.files.templates import Draft, Template, name_from
from quickscan.web import ids
from quickscan.web.clock import clock
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.pages.templates.faults import fields_card
from quickscan.web.pages.templates.overview import OVERVIEW, address_of
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.template_files import look_through
from quickscan.web.widgets import Page, card, icon, link, problems
from quickscan.web.wording import Wording

DRAFT = "draft-"
EXAMPLE = "-"
"""What stands for the example engagement where another one could be chosen."""


@dataclass(frozen=True)
class Subject:
    """A draft or a template by the last part of its address."""

    key: str
    """That last part."""
    template: Template
    """The template."""
    draft: Draft | None = None
    """The draft, where it is one."""


def subject_of(services: Services, key: str) -> Subject:
    """What an address is about. Raises ScanError where it is not there."""
    if key.startswith(DRAFT):
        draft = services.templates.draft(key.removeprefix(DRAFT))
        return Subject(key, draft.template, draft)
    return Subject(key, services.templates.find(key))


def subject_page(services: Services, key: str, say: Wording) -> Page:
    """One template. Raises ScanError where it is not there."""
    subject = subject_of(services, key)
    title = subject.draft.file_name if subject.draft is not None else subject.template.name
    pieces = [_head(subject, title, say), _try(services, say)]
    if subject.draft is not None:
        pieces.append(_publish(services, subject.draft, say))
    pieces.append(_fields(subject.template, say))
    store = dcc.Store(ids.TEMPLATE_SUBJECT, data={"key": key, "visit": uuid4().hex})
    return Page(title, [html.Div([store, *pieces], className="owner")], header(say))


def _head(subject: Subject, title: str, say: Wording) -> Component:
    back = link([icon("arrow-left"), say("All templates")], OVERVIEW, "back")
    day = say.date(subject.template.kept_at)
    if subject.draft is not None:
        state = say("Draft, uploaded on {day}. It has no faults.", day=day)
    else:
        state = say("comes with the program") if subject.template.is_shipped else say("published on {day}", day=day)
    file = html.A([icon("download"), " ", say("Download")], href=f"{address_of(subject.template)}.docx")
    words = html.A([icon("download"), " ", say("Words (.texts.yaml)")], href=f"{address_of(subject.template)}.texts.yaml")
    files: list[Any] = [" ", file, " ", words] if subject.template.texts_file.is_file() else [" ", file]
    line = html.P([state, *files] if subject.draft is None else state, className="small")
    return html.Div([back, html.H1(title, tabIndex=-1), line], className="page-head")


def _try(services: Services, say: Wording) -> Component:
    example = services.example()
    choices = [{"value": EXAMPLE, "label": say("The example: {client}", client=example.client.name)}]
    choices += [{"value": one.id, "label": f"{one.client} · {one.title}"} for one in services.store.list() if not one.archived]
    names = [(language, say("German") if language == "de" else say("English")) for language in LANGUAGES]
    select: Component = dmc.Select(
        id=ids.TRIAL_ENGAGEMENT, label=say("Engagement"), data=choices, value=EXAMPLE, allowDeselect=False, searchable=True
    )
    return card(
        say("Try it"),
        html.Div(
            [select, one_of(ids.TRIAL_LANGUAGE, say("Language of the report"), names, say.language, "segments")],
            className="trial-choices",
        ),
        html.Div(html.Button(say("Make a report to try"), id=ids.TRIAL_START, className="button"), className="actions"),
        html.Div(id=ids.TRIAL_STATE, role="status"),
        dcc.Store(ids.TRIAL_ASKED),
        *clock(ids.TRIAL_POLL, at_rest=True),
        note=say("A whole report with roughly simulated numbers, to see how the template looks. It takes up to half a minute."),
        name="try",
    )


def _publish(services: Services, draft: Draft, say: Wording) -> Component:
    taken = [template.name for template in services.templates.all() if not template.is_shipped]
    words = say("Replace the template that has this name; it is laid aside and can be brought back")
    replace: Component = dmc.Checkbox(id=ids.TEMPLATE_REPLACE, label=words, checked=False, size="xs")
    name: Component = dmc.TextInput(
        id=ids.TEMPLATE_NAME,
        label=say("Name"),
        description=say("Small letters, digits and hyphens; it stands wherever a report is made"),
        value=name_from(draft.file_name),
    )
    buttons = [
        html.Button(say("Publish"), id=ids.TEMPLATE_PUBLISH, className="button"),
        html.Button(say("Discard"), id=ids.TEMPLATE_DISCARD, className="quiet"),
    ]
    return card(
        say("Publish"),
        name,
        html.Div(replace, className="template-replace", style={} if taken else {"display": "none"}),
        html.Div(buttons, className="actions"),
        html.Div(id=ids.TEMPLATE_FAULT, role="alert"),
        note=say("A published template can be chosen for every report at once."),
        name="publish",
    )


def _fields(template: Template, say: Wording) -> Component:
    try:
        return fields_card(look_through(template.file), say)
    except ScanError as error:  # somebody put another file in its place
        return card(say("Fields of the template"), problems(error, say))
