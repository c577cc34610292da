"""The report as a Word file: made in the background, shown how far it is, and given for download."""

from typing import Any

import dash_mantine_components as dmc
from dash import MATCH, Dash, Input, Output, State, dcc, html, no_update
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.problem import ScanError
from quickscan.store.report_jobs import ReportJob
from quickscan.web import ids
from quickscan.web.reports import Reports
from quickscan.web.services import Services
from quickscan.web.widgets import aria, card, icon, problems, share_bar
from quickscan.web.wording import Wording

POLL_MILLISECONDS = 700


def report_card(reports: Reports, engagement_id: str, say: Wording) -> Component:
    """Both languages of the report with what can be done next."""
    note = say(
        "A Word document with findings, simulation and recommendations. Making it simulates a year and takes about half a minute."
    )
    rows = [_row(reports.look(engagement_id, language), engagement_id, language, say) for language in LANGUAGES]
    return card(say("Report"), *rows, note=note, name="report")


def _row(job: ReportJob | None, engagement_id: str, language: Language, say: Wording) -> Component:
    return html.Div(
        [
            html.Span(_name(language, say), className="language"),
            html.Div(report_state(job, engagement_id, language, say), id=ids.report_part("state", language), role="status"),
            dcc.Interval(id=ids.report_part("poll", language), interval=POLL_MILLISECONDS, disabled=not _runs(job)),
        ],
        className="report-row",
    )


def report_state(job: ReportJob | None, engagement_id: str, language: Language, say: Wording) -> list[Component]:
    """What a report is doing, and what can be done with it."""
    if job is not None and job.state == "done":
        return [_download(engagement_id, language, say)]
    if job is not None and job.state == "running":
        return [_progress(job, say)]
    reason = _reason(job, say)
    words = say("Try again") if reason else say("Make the report")
    label = f"{words}: {_name(language, say)}"
    button = dmc.Button(words, id=ids.report_part("start", language), variant="outline", fullWidth=True, **aria(label=label))
    return [html.P(reason, className="failed"), button] if reason else [button]


def follow_report(services: Services, engagement_id: str, language: Language, start: bool, say: Wording) -> tuple[Any, bool]:
    """What to show of a report, and whether to stop asking for it."""
    try:
        if start:
            services.reports.ask(engagement_id, language)
        job = services.reports.look(engagement_id, language)
    except ScanError as error:
        return [problems(error, say)], True
    return report_state(job, engagement_id, language, say), not _runs(job)


def register(app: Dash, services: Services) -> None:
    """The callbacks of this card. They are two, because while a report is being made there is no button to listen to."""
    shown = Output(ids.report_part("state", MATCH), "children", allow_duplicate=True)
    at_rest = Output(ids.report_part("poll", MATCH), "disabled", allow_duplicate=True)
    context = (State(ids.report_part("poll", MATCH), "id"), State(ids.ENGAGEMENT, "data"), State(ids.LANGUAGE, "data"))

    @app.callback(shown, at_rest, Input(ids.report_part("start", MATCH), "n_clicks"), *context, prevent_initial_call=True)
    def _start(clicks: int | None, poll: dict[str, Any], engagement: str, language: str) -> tuple[Any, Any]:
        if not clicks:  # the button has only just appeared
            return no_update, no_update
        return follow_report(services, engagement, poll["language"], True, services.wording(language))

    @app.callback(shown, at_rest, Input(ids.report_part("poll", MATCH), "n_intervals"), *context, prevent_initial_call=True)
    def _follow(_polls: int, poll: dict[str, Any], engagement: str, language: str) -> tuple[Any, Any]:
        return follow_report(services, engagement, poll["language"], False, services.wording(language))


def _name(language: Language, say: Wording) -> str:
    return say("German") if language == "de" else say("English")


def _runs(job: ReportJob | None) -> bool:
    return job is not None and job.state == "running"


def _reason(job: ReportJob | None, say: Wording) -> str | None:
    if job is None:
        return None
    if job.state == "interrupted":
        return say("Making this report was broken off, because the program ended.")
    return say("The report could not be made: {problem}", problem=say.known(job.problem or ""))


def _download(engagement_id: str, language: Language, say: Wording) -> Component:
    href = f"/engagements/{engagement_id}/report.{language}.docx"
    return html.A(
        [icon("download"), say("Download"), html.Span(".docx", className="ending")], href=href, className="button", download=""
    )


def _progress(job: ReportJob, say: Wording) -> Component:
    percent = say.percent(job.share_done)
    words = say("Simulating: {percent}", percent=percent) if job.share_done else say("Preparing …")
    return html.Div([html.Span(words), share_bar(job.share_done)], className="working")
