"""What happens when something about a document is chosen or typed: that field alone is changed, and it is said to be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import ALL, MATCH, Dash, Input, Output, State, ctx, html, no_update, set_props
from dash.development.base_component import Component

from quickscan.domain.documents import DocumentState
from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.interview.checklist import state_of, with_change
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.documents.page import progress_in_words
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Kept:
    """What became of a change."""

    words: str
    """Whether it is kept."""
    faults: tuple[str, ...] = ()
    """Why it is not."""
    engagement: Engagement | None = None
    """The engagement with the change."""
    state: DocumentState | None = None
    """The document with the change."""


def keep(services: Services, engagement_id: str, document: str, typed: Mapping[str, Any], say: Wording) -> Kept:
    """Keeps the fields that were changed. What somebody else changed in the others stays."""
    now = services.clock()
    try:
        change = {field: _read(field, value) for field, value in typed.items()}
        changed = services.store.revise(
            engagement_id,
            lambda engagement: with_change(engagement, document, change, now.astimezone().date()),
            now=now,
            by=asked_by(),
        )
    except ScanError as error:
        return Kept(say("not saved yet"), tuple(problem_in_words(problem, say) for problem in error.problems))
    return Kept(say("saved at {time}", time=say.time(now)), (), changed, state_of(changed, document))


def register(app: Dash, services: Services) -> None:
    """The callback of this page."""

    @app.callback(
        Output(ids.document_part("state", MATCH), "children"),
        Output(ids.document_part("fault", MATCH), "children"),
        Input(ids.document_entry(MATCH, ALL), "value"),
        State(ids.ENGAGEMENT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _keep(_values: list[Any], engagement: str, language: str) -> tuple[Any, list[Component]]:
        if not ctx.triggered_prop_ids:
            return no_update, []
        document, typed = _changed(ctx.inputs_list[0], list(ctx.triggered_prop_ids.values()))
        say = services.wording(language)
        kept = keep(services, engagement, document, typed, say)
        _show(services, document, typed, kept, say)
        return kept.words, [html.P(fault) for fault in kept.faults]


def _changed(entries: list[Any], triggered: list[Any]) -> tuple[str, dict[str, Any]]:
    """The document and those of its fields that were changed."""
    typed = {one["id"]["entry"]: one.get("value") for one in entries if one["id"] in triggered}
    return entries[0]["id"]["document"], typed


def _show(services: Services, document: str, typed: Mapping[str, Any], kept: Kept, say: Wording) -> None:
    """The progress of the page, and the day that came with a new state."""
    if kept.engagement is None or kept.state is None:
        return
    set_props(ids.DOCUMENTS, {"children": progress_in_words(kept.engagement, services.knowledge, say)})
    if "state" in typed:
        day = kept.state.on
        set_props(ids.document_entry(document, "on"), {"value": day.isoformat() if day is not None else None})


def _read(field: str, value: Any) -> Any:
    if field == "note":
        return value if value and value.strip() else None
    if field == "on":
        return date.fromisoformat(value[:10]) if value else None
    return value
