"""Engagements that come from elsewhere: the example, and files; where one is there already, the choice what to do."""

import base64
import os
import tempfile
from pathlib import Path
from typing import Any, Literal

from dash import Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import Problem, ScanError
from quickscan.files.evidence import checked
from quickscan.files.portable import Portable
from quickscan.interview.ids import RESERVED_IDS
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.widgets import problems
from quickscan.web.wording import Wording

Choice = Literal["replace", "beside"]


def load_example(services: Services, say: Wording) -> tuple[Any, Any]:
    """Puts the example in. Gives the page to go to and, where that failed, why."""
    try:
        example = services.example()
        services.store.add(example, now=services.clock(), by=asked_by())
    except ScanError as error:
        return no_update, problems(error, say)
    return f"/engagements/{example.id}", None


def open_file(services: Services, contents: str, name: str, say: Wording) -> tuple[Any, Any]:
    """Puts the engagement of a file in. Gives the page to go to and, where that is not clear, why or what to choose from."""
    try:
        brought = _read(services, contents, Path(name).name)
        engagement = brought.engagement
        if services.store.has(engagement.id):
            there = services.store.get(engagement.id)
            if there != engagement:
                return no_update, conflict(there, engagement, say)
        elif engagement.id in RESERVED_IDS:
            engagement = services.store.add_beside(engagement, now=services.clock(), by=asked_by())
        else:
            services.store.add(engagement, now=services.clock(), by=asked_by())
        _add_files(services, engagement.id, brought)
    except ScanError as error:
        return no_update, problems(error, say)
    return f"/engagements/{engagement.id}", None


def open_all_the_same(services: Services, contents: str, name: str, choice: Choice, say: Wording) -> tuple[Any, Any]:
    """Puts the engagement of a file in although its id is taken: in place of the other, which goes into the bin, or beside it."""
    try:
        brought = _read(services, contents, Path(name).name)
        engagement = brought.engagement
        if choice == "beside":
            engagement = services.store.add_beside(engagement, now=services.clock(), by=asked_by())
        else:
            _replace(services, engagement)
        _add_files(services, engagement.id, brought)
    except ScanError as error:
        return no_update, problems(error, say)
    return f"/engagements/{engagement.id}", None


def _replace(services: Services, engagement: Engagement) -> None:
    now = services.clock()
    kept = services.store.add_beside(services.store.get(engagement.id), now=now, by=asked_by())
    services.files.copy(engagement.id, kept.id)
    services.files.clear(engagement.id)
    services.bin.delete(kept.id, now=now, by=asked_by())
    services.store.add(engagement, now=now, replace=True, by=asked_by())


def conflict(there: Engagement, brought: Engagement, say: Wording) -> Component:
    """What is there, what the file brings, and the choice between them."""
    words = say("An engagement of the id {id} is there already. What is to become of it?", id=there.id)
    facts = [(say("Here"), there), (say("In the file"), brought)]
    deeds = (
        ("replace", say("Replace it by the file")),
        ("beside", say("Keep both")),
        ("cancel", say("Do not open the file")),
    )
    buttons = [html.Button(label, id=f"{ids.CONFLICT}-{deed}", type="button", className="quiet") for deed, label in deeds]
    return html.Div(
        [
            html.P(html.Strong(words)),
            html.Ul([html.Li([html.Strong(where), ": ", _facts(one, say)]) for where, one in facts]),
            html.P(say("What is replaced lies in the bin for 30 days."), className="small"),
            html.Div(buttons, className="choices-of-conflict"),
        ],
        className="card conflict",
    )


def _facts(engagement: Engagement, say: Wording) -> str:
    records = say.plural("{number} record", "{number} records", len(engagement.answers))
    newest = max((one.asked_at for one in engagement.answers if one.asked_at is not None), default=None)
    parts = [engagement.client.name, engagement.title, records]
    if newest is not None:
        parts.append(say("the newest of {day}, {time}", day=say.date(newest), time=say.time(newest)))
    return " · ".join(parts)


def _add_files(services: Services, engagement_id: str, brought: Portable) -> None:
    for name, content in brought.files.items():
        kept, media_type = checked(name, content)
        services.files.add(engagement_id, kept, media_type, content, now=services.clock(), by=asked_by())


def _read(services: Services, contents: str, name: str) -> Portable:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(base64.b64decode(contents.partition(",")[2]))
        try:
            return services.read_portable(file)
        except ScanError as error:  # the reader knows the file by its name, not by where it was put for a moment
            said = ((problem.where.replace(f"{folder}{os.sep}", ""), problem) for problem in error.problems)
            raise ScanError(Problem(where, problem.what, problem.remedy) for where, problem in said) from error


def register(app: Dash, services: Services) -> None:
    """The callbacks of these."""

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

    _register_conflict(app, services)


def _register_conflict(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.UPLOAD_FAULT, "children", allow_duplicate=True),
        Output(ids.UPLOAD, "contents"),
        Input(f"{ids.CONFLICT}-replace", "n_clicks"),
        Input(f"{ids.CONFLICT}-beside", "n_clicks"),
        Input(f"{ids.CONFLICT}-cancel", "n_clicks"),
        State(ids.UPLOAD, "contents"),
        State(ids.UPLOAD, "filename"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _choose(*values: Any) -> tuple[Any, ...]:
        *clicks, contents, name, language = values
        chosen = str(ctx.triggered_id).removeprefix(f"{ids.CONFLICT}-")
        if not any(clicks) or not contents:
            return no_update, no_update, no_update
        if chosen == "cancel":
            return no_update, None, None
        choice: Choice = "replace" if chosen == "replace" else "beside"
        # The field is emptied, so that the same file can be chosen again.
        return *open_all_the_same(services, contents, name, choice, services.wording(language)), None
