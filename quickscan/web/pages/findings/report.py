"""The report in all its formats: made in the background, shown how far it is, given for download, and looked at in the app."""

from typing import Any

import dash_mantine_components as dmc
from dash import MATCH, Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from quickscan.domain.base import LANGUAGES, Language
from quickscan.domain.export import FORMATS, Format
from quickscan.domain.problem import ScanError
from quickscan.files.templates import TemplateShelf
from quickscan.store.report_jobs import ReportJob
from quickscan.web import ids
from quickscan.web.clock import asks, clock, register_clock
from quickscan.web.making import SIMULATION_SHARE
from quickscan.web.pages.interview.fields import one_of
from quickscan.web.report_files import known_template, preview_address, report_address, template_choices
from quickscan.web.reports import STANDARD, Reports, Wanted
from quickscan.web.services import Services
from quickscan.web.widgets import aria, card, icon, link, problems, share_bar
from quickscan.web.wording import Wording

CARD, PREVIEW = "card", "preview"
"""The places in the app where a report stands: in the card of the findings, and on the page where it is looked at."""


def report_card(
    reports: Reports, engagement_id: str, language: Language, say: Wording, more: Component | None = None
) -> Component:
    """The formats of the report with what can be done next, in the language and on the template chosen, and what follows."""
    note = say("Everything is made from one simulated year. The first file takes about half a minute, the others a few seconds.")
    rows = html.Div(report_rows(reports, engagement_id, language, STANDARD, say), id=ids.REPORT_ROWS)
    return card(say("Report"), _choices(reports, language, say), rows, more, note=note, name="report")


def _choices(reports: Reports, language: Language, say: Wording) -> Component:
    names = [(one, language_name(one, say)) for one in LANGUAGES]
    chosen = one_of(ids.REPORT_LANGUAGE, say("Language of the report"), names, language, "segments")
    templates = [{"value": choice.id, "label": say.known(choice.name)} for choice in template_choices(reports.templates)]
    select = dmc.Select(
        id=ids.REPORT_TEMPLATE,
        label=say("Word template"),
        data=templates,
        value=STANDARD,
        allowDeselect=False,
        # One template is no choice, but the rows are told which one it is.
        style={} if len(templates) > 1 else {"display": "none"},
    )
    return html.Div([chosen, select], className="report-choices")


def report_rows(reports: Reports, engagement_id: str, language: Language, template: str, say: Wording) -> list[Component]:
    """One row for each format."""
    return [_row(reports, engagement_id, Wanted(language, ending, template), say) for ending in FORMATS]


def _row(reports: Reports, engagement_id: str, wanted: Wanted, say: Wording) -> Component:
    name, what = format_words(wanted.format, say)
    head = html.Div([html.Strong(name), html.Span(what, className="small")], className="report-format")
    if wanted.format == "pdf" and not reports.can_make_pdf:
        return html.Div([head, html.P(without_converter(say), className="small")], className="report-row")
    return html.Div(
        [head, followed(reports.look(engagement_id, wanted), engagement_id, wanted, CARD, say)], className="report-row"
    )


def followed(job: ReportJob | None, engagement_id: str, wanted: Wanted, place: str, say: Wording) -> Component:
    """What a report is doing, kept up to date."""
    state = html.Div(report_state(job, engagement_id, wanted, place, say), id=_part("state", wanted, place), role="status")
    return html.Div([state, *clock(_part("poll", wanted, place), at_rest=not _runs(job))])


def report_state(job: ReportJob | None, engagement_id: str, wanted: Wanted, place: str, say: Wording) -> list[Component]:
    """What a report is doing, and what can be done with it."""
    if job is not None and job.state == "done":
        return _viewer(engagement_id, wanted, say) if place == PREVIEW else _download(engagement_id, wanted, say)
    if job is not None and job.state == "running":
        return [_progress(job, say)]
    reason = _reason(job, say)
    button = _start_button(say("Try again") if reason else _make_words(place, say), wanted, place, say)
    return [html.P(reason, className="failed"), button] if reason else [button]


def _make_words(place: str, say: Wording) -> str:
    return say("Make the preview") if place == PREVIEW else say("Make")


def _start_button(words: str, wanted: Wanted, place: str, say: Wording) -> Component:
    """As wide as its column beside each format on the card, and as its words on the page of the preview."""
    label = f"{words}: {format_words(wanted.format, say)[0]}"
    part, wide = _part("start", wanted, place), place != PREVIEW
    button: Component = dmc.Button(words, id=part, variant="outline", fullWidth=wide, **aria(label=label))
    return button


def follow_report(
    services: Services, engagement_id: str, wanted: Wanted, place: str, start: bool, say: Wording
) -> tuple[Any, bool]:
    """What to show of a report, and whether to stop asking for it."""
    try:
        if start:
            services.reports.ask(engagement_id, wanted)
        job = services.reports.look(engagement_id, wanted)
    except ScanError as error:
        return [problems(error, say)], True
    return report_state(job, engagement_id, wanted, place, say), not _runs(job)


def register(app: Dash, services: Services) -> None:
    """The callbacks of reports. They are two, because while a report is being made there is no button to listen to."""
    anywhere = (MATCH, MATCH, MATCH, MATCH)
    register_clock(app, ids.report_part("poll", *anywhere))
    shown = Output(ids.report_part("state", *anywhere), "children", allow_duplicate=True)
    at_rest = Output(ids.report_part("poll", *anywhere), "disabled", allow_duplicate=True)
    context = (State(ids.report_part("poll", *anywhere), "id"), State(ids.ENGAGEMENT, "data"), State(ids.LANGUAGE, "data"))

    @app.callback(shown, at_rest, Input(ids.report_part("start", *anywhere), "n_clicks"), *context, prevent_initial_call=True)
    def _start(clicks: int | None, poll: dict[str, Any], engagement: str, language: str) -> tuple[Any, Any]:
        if not clicks:  # the button has only just appeared
            return no_update, no_update
        return follow_report(
            services, engagement, wanted_of(poll, services.templates), poll["place"], True, services.wording(language)
        )

    @app.callback(shown, at_rest, asks(ids.report_part("poll", *anywhere)), *context, prevent_initial_call=True)
    def _follow(_polls: int, poll: dict[str, Any], engagement: str, language: str) -> tuple[Any, Any]:
        return follow_report(
            services, engagement, wanted_of(poll, services.templates), poll["place"], False, services.wording(language)
        )

    @app.callback(
        Output(ids.REPORT_ROWS, "children"),
        Input(ids.REPORT_LANGUAGE, "value"),
        Input(ids.REPORT_TEMPLATE, "value"),
        State(ids.ENGAGEMENT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _choose(language: Language, template: str | None, engagement: str, spoken: str) -> Any:
        name = known_template(template, services.templates)
        return report_rows(services.reports, engagement, language, name, services.wording(spoken))


def wanted_of(part: dict[str, Any], shelf: TemplateShelf) -> Wanted:
    """Which report a part of the app is about."""
    return Wanted(part["language"], part["format"], known_template(part["template"], shelf))


def language_name(language: Language, say: Wording) -> str:
    """What a language is called."""
    return say("German") if language == "de" else say("English")


def format_words(ending: Format, say: Wording) -> tuple[str, str]:
    """What a format is called, and what it is for."""
    return {
        "docx": (say("Word report"), say("to hand over and to edit")),
        "xlsx": (say("Workbook"), say("all figures, with charts")),
        "pptx": (say("Slides"), say("about ten, for the management")),
        "pdf": (say("PDF"), say("the Word report for reading")),
    }[ending]


def without_converter(say: Wording) -> str:
    """What to do where no PDF can be made."""
    return say("LibreOffice is not installed on this machine. Install it, or open the Word report and save it as PDF there.")


def _part(part: str, wanted: Wanted, place: str) -> dict[str, Any]:
    return ids.report_part(part, wanted.language, wanted.format, wanted.template, place)


def _runs(job: ReportJob | None) -> bool:
    return job is not None and job.state == "running"


def _reason(job: ReportJob | None, say: Wording) -> str | None:
    if job is None:
        return None
    if job.state == "interrupted":
        return say("Making this report was broken off, because the program ended.")
    told = ", ".join(say.known(line) for line in (job.problem or "").split("\n"))
    return say("The report could not be made: {problem}", problem=told)


def _download(engagement_id: str, wanted: Wanted, say: Wording) -> list[Component]:
    ending = html.Span(f".{wanted.format}", className="ending")
    label = f"{say('Download')}: {format_words(wanted.format, say)[0]}"
    file = html.A(
        [icon("download"), say("Download"), ending],
        href=report_address(engagement_id, wanted),
        className="button",
        download="",
        **aria(label=label),
    )
    if wanted.format != "pdf":
        return [file]
    return [file, link(say("Look at it here"), preview_address(engagement_id, wanted), "report-look")]


def _viewer(engagement_id: str, wanted: Wanted, say: Wording) -> list[Component]:
    """The report as the browser shows a PDF, and by itself for browsers that show none inside a page."""
    shown = report_address(engagement_id, wanted, shown=True)
    links = [
        html.A(say("Open it in a window of its own"), href=shown, target="_blank"),
        html.A(say("Download"), href=report_address(engagement_id, wanted), download=""),
    ]
    frame = html.Iframe(src=shown, title=say("The report as a PDF"), className="report-viewer")
    return [html.P(links, className="report-links"), frame]


def _progress(job: ReportJob, say: Wording) -> Component:
    percent = say.percent(job.share_done)
    words = say("Simulating: {percent}", percent=percent) if job.share_done else say("Preparing …")
    words = say("Writing …") if job.share_done >= SIMULATION_SHARE else words
    return html.Div([html.Span(words), share_bar(job.share_done)], className="working")
