"""Trying a template: a report made behind, followed until it can be downloaded."""

from dataclasses import dataclass
from typing import Any

from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from quickscan.domain.base import Language
from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.background import Look
from quickscan.web.clock import asks, register_clock
from quickscan.web.pages.templates.overview import OVERVIEW
from quickscan.web.pages.templates.subject import EXAMPLE, subject_of
from quickscan.web.services import Services
from quickscan.web.trials import WRITING
from quickscan.web.widgets import icon, problems, share_bar
from quickscan.web.wording import Wording


@dataclass(frozen=True)
class Trial:
    """What is tried."""

    key: str
    """The last part of the address of the template."""
    visit: str
    """The page in one browser."""
    engagement_id: str
    """The engagement, or what stands for the example."""
    language: Language
    """The language of the report."""


def look(services: Services, trial: Trial) -> Look:
    """How far the report is; it is begun where it was not. Raises ScanError where template or engagement are not there."""
    template = subject_of(services, trial.key).template
    is_example = trial.engagement_id == EXAMPLE
    engagement = services.example() if is_example else services.store.get(trial.engagement_id)
    revision = 0 if is_example else services.store.revision(trial.engagement_id)
    today = services.clock().astimezone().date()
    key = ("trial", template.id, trial.engagement_id, revision, trial.language)
    return services.background.look(
        trial.visit, key, lambda progress: services.trials.make(engagement, template, trial.language, today, progress)
    )


def follow(services: Services, trial: Trial, say: Wording) -> tuple[list[Component], bool]:
    """What to show of the report, and whether to stop asking for it."""
    try:
        found = look(services, trial)
        name = found.get() if found.done else None
    except ScanError as error:
        return [html.Div(problems(error, say), role="alert")], True
    return ([_working(found.share, say)], False) if name is None else ([_download(name, say)], True)


def _working(share: float, say: Wording) -> Component:
    words = say("Simulating: {percent}", percent=say.percent(share)) if share else say("Preparing …")
    return html.Div([html.Span(say("Writing …") if share >= WRITING else words), share_bar(share)], className="working")


def _download(name: str, say: Wording) -> Component:
    words: list[Any] = [icon("download"), say("Download the report"), html.Span(".docx", className="ending")]
    return html.A(words, href=f"{OVERVIEW}/trials/{name}", className="button", download="")


def register_trials(app: Dash, services: Services) -> None:
    """Two callbacks: one begins with what is chosen then, one follows it, whatever is chosen meanwhile."""
    register_clock(app, ids.TRIAL_POLL)
    shown, at_rest = Output(ids.TRIAL_STATE, "children"), Output(ids.TRIAL_POLL, "disabled")

    @app.callback(
        Output(ids.TRIAL_ASKED, "data"),
        shown,
        at_rest,
        Input(ids.TRIAL_START, "n_clicks"),
        State(ids.TEMPLATE_SUBJECT, "data"),
        State(ids.TRIAL_ENGAGEMENT, "value"),
        State(ids.TRIAL_LANGUAGE, "value"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _start(clicks: int | None, subject: Any, engagement: str | None, wanted: str, language: str) -> tuple[Any, Any, Any]:
        if not clicks:
            return no_update, no_update, no_update
        asked = [subject["key"], subject["visit"], engagement or EXAMPLE, "en" if wanted == "en" else "de"]
        return asked, *follow(services, Trial(*asked), services.wording(language))

    @app.callback(
        Output(ids.TRIAL_STATE, "children", allow_duplicate=True),
        Output(ids.TRIAL_POLL, "disabled", allow_duplicate=True),
        asks(ids.TRIAL_POLL),
        State(ids.TRIAL_ASKED, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _follow(_polls: int, asked: list[Any] | None, language: str) -> tuple[Any, Any]:
        return follow(services, Trial(*asked), services.wording(language)) if asked else (no_update, no_update)
