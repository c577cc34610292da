"""What the buttons of an entry do: copy, archive, delete, and take that back. All is said in the entry's own place."""

from collections.abc import Callable
from typing import Any

from dash import MATCH, Dash, Input, Output, Patch, State, ctx, html, no_update
from dash.development.base_component import Component

from quickscan.domain.problem import ScanError
from quickscan.interview.begin import copy_of
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.engagements.entry import deleted_content, entry, entry_content
from quickscan.web.services import Services
from quickscan.web.widgets import link, problems
from quickscan.web.wording import Wording

Deed = Callable[[Services, str, Wording], Component]


def duplicate(services: Services, engagement_id: str, with_answers: bool, say: Wording) -> Component:
    """The entry of a copy with an id of its own. Raises ScanError where there is no such engagement."""
    original = services.store.get(engagement_id)
    title = say("{title} (copy)", title=original.title)
    copy = services.store.add_beside(copy_of(original, title, with_answers), now=services.clock(), by=asked_by())
    if with_answers:
        services.files.copy(engagement_id, copy.id)
    return entry(services.store.summary(copy.id), say)


def archive(services: Services, engagement_id: str, say: Wording) -> Component:
    """The entry after it was put aside or taken up again, whichever it was not."""
    archived = not services.store.summary(engagement_id).archived
    services.store.archive(engagement_id, archived, now=services.clock(), by=asked_by())
    said = say("is archived now, and hidden from the next visit on") if archived else say("is taken up again")
    return entry_content(services.store.summary(engagement_id), say, said)


def delete(services: Services, engagement_id: str, say: Wording) -> Component:
    """What stands in place of the entry after it was deleted."""
    services.bin.delete(engagement_id, now=services.clock(), by=asked_by())
    deleted = next(one for one in services.bin.list(services.clock()) if one.id == engagement_id)
    return deleted_content(deleted, say)


def undo(services: Services, engagement_id: str, say: Wording) -> Component:
    """The entry as it was before it was deleted."""
    services.bin.put_back(engagement_id, now=services.clock(), by=asked_by())
    return entry_content(services.store.summary(engagement_id), say, say("is back"))


def put_back(services: Services, engagement_id: str, say: Wording) -> Component:
    """What stands in place of the entry in the bin after it was put back."""
    services.bin.put_back(engagement_id, now=services.clock(), by=asked_by())
    there = services.store.summary(engagement_id)
    name = link(f"{there.client} · {there.title}", f"/engagements/{there.id}")
    return html.P([name, " ", say("is back")], role="status")


DEEDS: dict[str, Deed] = {"archive": archive, "delete": delete}


def done(deed: Deed, services: Services, engagement_id: str, say: Wording) -> Component:
    """What the deed gives or, where it cannot be done, why."""
    try:
        return deed(services, engagement_id, say)
    except ScanError as error:
        return html.Div(problems(error, say), role="alert")


def register(app: Dash, services: Services) -> None:
    """The callbacks of the entries."""

    @app.callback(
        Output(ids.listed("entry", MATCH), "children"),
        *(Input(ids.listed(deed, MATCH), "n_clicks") for deed in DEEDS),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _change(*values: Any) -> Any:
        if not any(values[:-1]):
            return no_update
        where = ctx.triggered_id
        return done(DEEDS[where["listed"]], services, where["engagement"], services.wording(values[-1]))

    @app.callback(
        Output(ids.listed("copies", MATCH), "children"),
        Input(ids.listed("copy", MATCH), "n_clicks"),
        Input(ids.listed("copy_empty", MATCH), "n_clicks"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _copy(full: int | None, empty: int | None, language: str) -> Any:
        if not full and not empty:
            return no_update
        where, copies = ctx.triggered_id, Patch()
        copies.prepend(
            done(
                lambda one, name, say: duplicate(one, name, where["listed"] == "copy", say),
                services,
                where["engagement"],
                services.wording(language),
            )
        )
        return copies

    _register_back(app, services, "undo", undo, "entry")
    _register_back(app, services, "put_back", put_back, "in_bin")


def _register_back(app: Dash, services: Services, button: str, deed: Deed, place: str) -> None:
    @app.callback(
        Output(ids.listed(place, MATCH), "children", allow_duplicate=True),
        Input(ids.listed(button, MATCH), "n_clicks"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _back(clicks: int | None, language: str) -> Any:
        if not clicks:
            return no_update
        return done(deed, services, ctx.triggered_id["engagement"], services.wording(language))
