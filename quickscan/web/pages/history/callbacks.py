"""What the page of the history does: filters and turns pages, and brings an old answer back as a new record."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component

from quickscan.domain.problem import ScanError
from quickscan.interview.history import Wanted, history, restored
from quickscan.interview.moving import was_set_aside
from quickscan.store.answers import Recorded
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.findings.material import Material
from quickscan.web.pages.history.page import AT_ONCE, Shown, entry_list, part_of
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

FILTERS = [Input(name, "value") for name in ids.HISTORY_FILTERS.values()]
CONTEXT = (State(ids.HISTORY_FIRST, "data"), State(ids.ENGAGEMENT, "data"), State(ids.LANGUAGE, "data"))


@dataclass(frozen=True)
class Restoring:
    """The answer that is to be brought back, as the button that was clicked says."""

    restore: str
    """The question."""
    respondent: str
    """Who answered."""
    revision: int
    """The record to bring back."""
    seen: int
    """The newest record that whoever clicked had before him."""


def register(app: Dash, services: Services) -> None:
    """The callbacks of this page."""

    @app.callback(
        Output(ids.HISTORY, "children"),
        Output(ids.HISTORY_RANGE, "children"),
        Output(ids.HISTORY_NEWER, "disabled"),
        Output(ids.HISTORY_OLDER, "disabled"),
        Output(ids.HISTORY_FIRST, "data"),
        Output(ids.RESTORED, "children"),
        *FILTERS,
        Input(ids.HISTORY_NEWER, "n_clicks"),
        Input(ids.HISTORY_OLDER, "n_clicks"),
        Input(ids.restoring(ALL, ALL, ALL, ALL), "n_clicks"),
        *CONTEXT,
        prevent_initial_call=True,
    )
    def _show(
        question: str, respondent: str, by: str, _newer: Any, _older: Any, _clicks: Any, first: int, where: str, language: str
    ) -> tuple[Any, ...]:
        clicked = ctx.triggered_id
        say, wanted = services.wording(language), Wanted(question, respondent, by)
        if isinstance(clicked, dict):
            if not ctx.triggered[0]["value"]:  # a button that has just been drawn was not clicked
                return (no_update,) * 6
            told = bring_back(services, where, Restoring(**clicked), say)
            return *parts(services, where, wanted, first, say), told
        step = {ids.HISTORY_NEWER: first - AT_ONCE, ids.HISTORY_OLDER: first + AT_ONCE}
        return *parts(services, where, wanted, step.get(str(clicked), 0), say), None

    @app.callback(
        Output(ids.HISTORY_FILTERS["question"], "value"),
        Input(ids.HISTORY_FILTERS["question"], "data"),
        State(ids.LOCATION, "search"),
    )
    def _asked_for(choices: list[dict[str, str]], search: str | None) -> Any:
        asked = parse_qs((search or "").removeprefix("?")).get("question", [""])[0]
        return asked if asked and any(choice["value"] == asked for choice in choices) else no_update


def parts(services: Services, engagement_id: str, wanted: Wanted, first: int, say: Wording) -> tuple[Any, ...]:
    """The list, which part of the history it is, whether there is nothing newer and nothing older, and where it begins."""
    engagement = services.store.get(engagement_id)
    shown: Shown = part_of(history(engagement, services.changes.of(engagement_id)), wanted, first)
    material = Material(engagement, services.assess(engagement, services.knowledge), services.knowledge, say)
    return (
        entry_list(shown, material),
        shown.range_in_words(say),
        not shown.has_newer,
        not shown.has_older,
        shown.first,
    )


def bring_back(services: Services, engagement_id: str, wanted: Restoring, say: Wording) -> Component:
    """Records an old answer again, and says what became of it."""
    try:
        return html.P(_told(_record(services, engagement_id, wanted), wanted, say))
    except ScanError as error:
        return html.Div([html.P(problem_in_words(problem, say)) for problem in error.problems], role="alert")


def _record(services: Services, engagement_id: str, wanted: Restoring) -> Recorded:
    engagement, now = services.store.get(engagement_id), services.clock()
    key = (wanted.restore, wanted.respondent, wanted.revision)
    old = next((one for one in engagement.answers if (one.question, one.respondent, one.revision) == key), None)
    if old is None:
        raise ScanError.of(wanted.restore, "there is no such answer any more", "load the page again")
    questions = {question.id for question in engagement.questionnaire.definition.questions()}
    if old.question not in questions or was_set_aside(engagement, old):
        what = "this answers an earlier version of the questionnaire and does not fit any more"
        raise ScanError.of(wanted.restore, what, "ask the question again, or move the engagement back")
    # The reason is printed in the report, so it speaks the language of the engagement.
    reason = services.wording(engagement.language)("restored from revision {revision}", revision=wanted.revision)
    said = restored(old, reason, now=now, by=asked_by())
    return services.answers.record(engagement_id, said, wanted.seen, now=now)


def _told(recorded: Recorded, wanted: Restoring, say: Wording) -> str:
    if recorded.overlooked is not None:
        return say("Brought back. Somebody else answered in the meantime; that is kept and can be brought back too.")
    return say("Brought back: revision {revision} counts again.", revision=wanted.revision)
