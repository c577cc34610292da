"""The app: one layout, a page for every address, and the files it hands out."""

import logging
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, dcc, html, set_props
from dash.development.base_component import Component
from flask import Response, redirect, send_file

from quickscan.domain.base import LANGUAGES
from quickscan.domain.problem import ScanError
from quickscan.files.portable import portable_file
from quickscan.web import ids
from quickscan.web.document import Document, asked_language
from quickscan.web.filing import take_files
from quickscan.web.pages import check
from quickscan.web.pages.agenda import page as agenda
from quickscan.web.pages.behind import page_behind
from quickscan.web.pages.contradictions import callbacks as contradictions
from quickscan.web.pages.contradictions.page import contradictions_page
from quickscan.web.pages.documents import keeping
from quickscan.web.pages.documents.page import documents_page
from quickscan.web.pages.drivers import callbacks as drivers
from quickscan.web.pages.drivers.page import drivers_page
from quickscan.web.pages.engagements import actions, create, form, opening, overview, settings
from quickscan.web.pages.findings import page as findings
from quickscan.web.pages.history import callbacks as histories
from quickscan.web.pages.history.page import history_page
from quickscan.web.pages.interview import callbacks as interviews
from quickscan.web.pages.interview.page import interview_page
from quickscan.web.pages.levers import callbacks as levers
from quickscan.web.pages.levers.page import levers_page
from quickscan.web.pages.playback.handing_out import hand_out_weeks
from quickscan.web.pages.playback.page import playback_page
from quickscan.web.pages.preview.page import preview_page
from quickscan.web.pages.questionnaires import callbacks as questionnaires
from quickscan.web.pages.questionnaires import moving
from quickscan.web.pages.recommendations import callbacks as recommendations
from quickscan.web.pages.recommendations.page import recommendations_page
from quickscan.web.pages.recommendations.sheet import sheet_page
from quickscan.web.pages.rooms import Query
from quickscan.web.pages.scenarios import callbacks as scenarios
from quickscan.web.pages.scenarios import shared
from quickscan.web.pages.scenarios.page import scenarios_page
from quickscan.web.pages.templates import callbacks as templates
from quickscan.web.pages.today import page as today
from quickscan.web.pages.trace import page as trace
from quickscan.web.pages.trouble import problem_page, unknown_page
from quickscan.web.report_files import hand_out_reports
from quickscan.web.security import protect
from quickscan.web.services import Services
from quickscan.web.theme import THEME
from quickscan.web.widgets import Page, problem_in_words, problems
from quickscan.web.wording import Wording

log = logging.getLogger(__name__)

NEW_ADDRESS = re.compile(r"/engagements/new/?")
ENGAGEMENT_ADDRESS = re.compile(r"/engagements/([a-z0-9][a-z0-9_-]*)(?:/([a-z]+))?/?")
INTERVIEW_ADDRESS = re.compile(r"/engagements/([a-z0-9][a-z0-9_-]*)/interview(?:/([a-z0-9_]+)/([a-z0-9_]+))?/?")
MEASURE_ADDRESS = re.compile(r"/engagements/([a-z0-9][a-z0-9_-]*)/recommendations/([a-z0-9_]+)/?")
SHARED_ADDRESS = re.compile(r"/shared/([A-Za-z0-9_-]+)(?:/([a-z]+))?/?")
PAGES: Mapping[str, Callable[[Services, str, Wording], Page]] = {
    "": findings.findings_page,
    "contradictions": contradictions_page,
    "history": history_page,
    "agenda": agenda.agenda_page,
    "documents": documents_page,
    "check": check.check_page,
    "settings": settings.settings_page,
    "questionnaire": moving.page_of,
}
"""The pages of an engagement by the last part of their address; the interview has addresses of its own."""
ANALYSIS_PAGES: Mapping[str, Callable[[Services, str, Query, Wording], Page]] = {
    "today": today.today_page,
    "trace": trace.trace_page,
    "levers": levers_page,
    "scenarios": scenarios_page,
    "drivers": drivers_page,
    "playback": playback_page,
    "preview": preview_page,
    "recommendations": recommendations_page,
}
"""Those of the analysis, which are told what is asked for behind the question mark of the address."""
UNPROCESSABLE = 422


def create_app(services: Services) -> Dash:
    """The app on the given services, ready to be served."""
    app = Document(
        services.wordings,
        name="quickscan",
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_path_ignore=["first"],  # the document itself asks for these
        title="Quick-Scan",
        update_title="",
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        suppress_callback_exceptions=True,
        enable_mcp=False,
        serve_locally=True,
        on_error=lambda error: _say_fault(error, services),
    )
    app.layout = layout
    _register(app, services)
    for part in (overview, opening, actions, create, settings):
        part.register(app, services)
    form.register(app)
    findings.register(app, services)
    today.register(app, services)
    trace.register(app, services)
    interviews.register(app, services)
    contradictions.register(app, services)
    histories.register(app, services)
    agenda.register(app, services)
    keeping.register(app, services)
    levers.register(app, services)
    take_files(app.server, services)
    questionnaires.register(app, services)
    templates.register(app, services)
    scenarios.register(app, services)
    shared.register(app, services)
    hand_out_weeks(app.server, services)
    drivers.register(app, services)
    hand_out_reports(app, services)
    recommendations.register(app, services)
    _hand_out_engagements(app, services)
    protect(app)
    return app


def layout() -> Component:
    """What stays while pages change. It is also called once outside a request."""
    language = asked_language()
    pieces = [
        dcc.Location(id=ids.LOCATION, refresh="callback-nav"),
        dcc.Store(id=ids.LANGUAGE, data=language),
        dcc.Store(id=ids.TITLE),
        html.Div(id=ids.FAULT, role="alert"),
        html.Div(id=ids.PAGE),
    ]
    provider: Component = dmc.MantineProvider(pieces, theme=THEME, defaultColorScheme="auto")
    return provider


def page_at(services: Services, address: str, language: str) -> Page:
    """The page of an address, with what is asked for behind its question mark, in a language."""
    say = services.wording(language)
    parts = urlsplit(address)
    try:
        return _page(services, parts.path, dict(parse_qsl(parts.query)), say)
    except ScanError as error:
        log.info("page %s: %s", address, error)
        return problem_page(error, say)


def _page(services: Services, address: str, query: Query, say: Wording) -> Page:
    if address == "/":
        return overview.engagements_page(services, say)
    if NEW_ADDRESS.fullmatch(address) is not None:
        return create.new_page(say)
    of_templates = templates.page_of(services, address, say)
    if of_templates is not None:
        return of_templates
    of_questionnaires = questionnaires.page_of(services, address, say)
    if of_questionnaires is not None:
        return of_questionnaires
    interview = INTERVIEW_ADDRESS.fullmatch(address)
    if interview is not None and services.store.has(interview[1]):
        return interview_page(services, interview[1], interview[2], interview[3], say)
    measure = MEASURE_ADDRESS.fullmatch(address)
    if measure is not None and services.store.has(measure[1]):
        return sheet_page(services, measure[1], measure[2], query, say)
    if address.startswith("/shared"):
        behind = SHARED_ADDRESS.fullmatch(address)
        return page_behind(services, behind[1] if behind else "", (behind[2] or "") if behind else "", query, say)
    found = ENGAGEMENT_ADDRESS.fullmatch(address)
    if found is None or not services.store.has(found[1]):
        return unknown_page(say)
    name = found[2] or ""
    if name in ANALYSIS_PAGES:
        return ANALYSIS_PAGES[name](services, found[1], query, say)
    return PAGES[name](services, found[1], say) if name in PAGES else unknown_page(say)


def _register(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.PAGE, "children"),
        Output(ids.TITLE, "data"),
        Output(ids.FAULT, "children"),
        Input(ids.LOCATION, "pathname"),
        Input(ids.LOCATION, "search"),
        Input(ids.LANGUAGE, "data"),
    )
    def _show(path: str, query: str, language: str) -> tuple[Component, str, None]:
        address = f"{path or '/'}{query or ''}"
        page = page_at(services, address, language)
        # A name of its own makes the browser build a new page; Dash 4.5 needs many seconds to change a long one in place.
        whole = html.Div([page.header, html.Main(page.content, id="main")], id={"page": address, "language": language})
        return whole, f"{page.title} – Quick-Scan", None

    _in_the_browser(
        app, "choose_language", Output(ids.LANGUAGE, "data"), *(Input(ids.LANGUAGE_CHOICE[x], "n_clicks") for x in LANGUAGES)
    )
    _in_the_browser(app, "show_title", Output(ids.TITLE, "clear_data"), Input(ids.TITLE, "data"))


def _in_the_browser(app: Dash, function: str, output: Output, *inputs: Input) -> None:
    # The functions lie in assets/quickscan.js: code inside the page would need a weaker content policy.
    app.clientside_callback(  # type: ignore[no-untyped-call]  # Dash gives it no types
        ClientsideFunction("quickscan", function), output, *inputs, prevent_initial_call=True
    )


def _hand_out_engagements(app: Dash, services: Services) -> None:
    def engagement(engagement_id: str) -> Any:
        return engagement_file(services, engagement_id)

    app.server.add_url_rule("/engagements/<engagement_id>/file", view_func=engagement)


def engagement_file(services: Services, engagement_id: str) -> Response | Any:
    """An engagement as a file; the way to its page where there is none, and a sentence where it cannot be one."""
    if not services.store.has(engagement_id):
        return redirect(f"/engagements/{engagement_id}")
    try:
        files = {one.name: services.files.read(engagement_id, one.name)[1] for one in services.files.list(engagement_id)}
        file = portable_file(services.store.get(engagement_id), files)
    except ScanError as error:
        said = problem_in_words(error.problems[0], services.wording(asked_language()))
        return Response(f"{error.problems[0].where}: {said}", UNPROCESSABLE, mimetype="text/plain")
    return send_file(BytesIO(file.content), file.kind, as_attachment=True, download_name=file.name)


def _say_fault(error: Exception, services: Services) -> None:
    say = services.wording(asked_language())
    if isinstance(error, ScanError):  # such as an interview that goes on while somebody deletes the engagement
        set_props(ids.FAULT, {"children": html.Div(problems(error, say), className="fault")})
        return
    log.error("a page could not be shown", exc_info=error)
    words = say("Something went wrong that should not have. The details are in the log; please load the page again.")
    set_props(ids.FAULT, {"children": html.P(words, className="fault")})
