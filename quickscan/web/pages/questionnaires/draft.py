"""The page of a draft or a version: what differs from the version before, and, for a draft, publishing it."""

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from quickscan.web import ids
from quickscan.web.pages.questionnaires.changes import Between, changes_list, counted
from quickscan.web.pages.questionnaires.subject import Subject, published_in_words
from quickscan.web.services import Services
from quickscan.web.shell import header
from quickscan.web.widgets import Page, aria, card, icon, link
from quickscan.web.wording import Wording


def subject_page(services: Services, subject: Subject, say: Wording) -> Page:
    """What a draft or version changes."""
    pieces = [subject_head(subject, say), subject_rooms(subject, "changes", say)]
    if subject.draft is not None:
        pieces.append(_publish(subject, say))
    elif subject.published is not None and subject.published.note:
        pieces.append(card(say("Note"), html.P(subject.published.note)))
    pieces.append(_changes(services, subject, say))
    title = f"{say.of(subject.questionnaire.title)} {subject.questionnaire.version}"
    return Page(title, [html.Div(pieces, className="owner")], header(say))


def subject_head(subject: Subject, say: Wording) -> Component:
    """The title, and what it is: a draft or a version."""
    back = link([icon("arrow-left"), say("All questionnaires")], "/questionnaires", "back")
    title = say("{title}, version {version}", title=say.of(subject.questionnaire.title), version=subject.questionnaire.version)
    return html.Div([back, html.H1(title, tabIndex=-1), html.P(subject.state(say), className="small")], className="page-head")


def subject_rooms(subject: Subject, here: str, say: Wording) -> Component:
    """The way between what changes, the questions as the interviewer sees them, and the file."""
    rooms = [("changes", say("Changes"), subject.address), ("questions", say("All questions"), f"{subject.address}/questions")]
    items = [
        html.Li(link(title, href, "here" if name == here else ""), **(aria(current="page") if name == here else {}))
        for name, title, href in rooms
    ]
    if subject.published is not None:
        items.append(html.Li(html.A([icon("download"), " ", say("File as uploaded")], href=f"{subject.address}.yaml")))
    return html.Nav(html.Ul(items), className="rooms", **aria(label=say("Pages of this questionnaire")))


def _publish(subject: Subject, say: Wording) -> Component:
    draft = subject.draft
    assert draft is not None  # only a draft is published
    seen = subject.before.hash if subject.before is not None else None
    note: Component = dmc.Textarea(
        id=ids.DRAFT_NOTE,
        label=say("What is new, for everybody who chooses a version"),
        value=draft.note,
        autosize=True,
        minRows=2,  # not debounced: what is typed right before publishing is published
    )
    buttons: list[Any] = [
        html.Button(
            say("Publish as version {version}", version=draft.questionnaire.version), id=ids.DRAFT_PUBLISH, className="button"
        ),
        html.Button(say("Discard"), id=ids.DRAFT_DISCARD, className="quiet"),
        link(say("Look at all questions"), f"{subject.address}/questions"),
    ]
    return card(
        say("Publish"),
        dcc.Store(ids.DRAFT_SEEN, data=[draft.number, seen]),
        note,
        html.Div(buttons, className="actions"),
        html.Div(id=ids.DRAFT_FAULT, role="alert"),
        note=say("A published version can be chosen for new engagements at once. It can never be changed or taken back."),
    )


def _changes(services: Services, subject: Subject, say: Wording) -> Component:
    if subject.before is None:
        return card(say("Changes"), html.P(say("This is the first version, so there is nothing to compare it with.")))
    between = Between(subject.before.questionnaire, subject.questionnaire, services.knowledge, services.wordings, say)
    heading = say("Changes since version {version}", version=subject.before.questionnaire.version)
    note = f"{counted(between)} · {published_in_words(subject.before, say)}"
    return card(heading, changes_list(between), note=note)
