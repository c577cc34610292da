"""What happens on the pages of templates, and where they stand."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update
from dash.development.base_component import Component
from flask import Response, redirect, send_file, send_from_directory

from quickscan.domain.base import Language
from quickscan.domain.problem import ScanError
from quickscan.files.templates import STANDARD, guide_words
from quickscan.report.author_guide import author_guide
from quickscan.web import ids
from quickscan.web.guides import WORD_FILE
from quickscan.web.pages.templates.faults import faults_card, refusal_card
from quickscan.web.pages.templates.overview import OVERVIEW, draft_address, lists, overview_page
from quickscan.web.pages.templates.subject import DRAFT, subject_of, subject_page
from quickscan.web.pages.templates.trying import register_trials
from quickscan.web.services import Services
from quickscan.web.template_files import FaultyTemplateError, put_up, uploaded
from quickscan.web.widgets import Page, problems
from quickscan.web.wording import Wording

YAML_FILE = "application/yaml; charset=utf-8"
ADDRESS = re.compile(r"/templates/(draft-[0-9a-f]{12}|[a-z0-9][a-z0-9_-]{0,39})/?")


def page_of(services: Services, address: str, say: Wording) -> Page | None:
    """The page of an address; none where it is no page of templates. Raises ScanError where its subject is not there."""
    if address.rstrip("/") == OVERVIEW:
        return overview_page(services, say)
    found = ADDRESS.fullmatch(address)
    return subject_page(services, found[1], say) if found is not None else None


def upload(services: Services, contents: Sequence[str], names: Sequence[str], say: Wording) -> tuple[Any, Any]:
    """Keeps a template without faults as a draft. Gives the page to go to, or all the faults; then nothing is kept."""
    called = ", ".join(names)
    try:
        file = uploaded(contents, names)
        called = file.file_name
        draft = put_up(file, services.templates)
    except ScanError as error:
        return no_update, refusal_card(error, called, say)
    except FaultyTemplateError as faulty:
        return no_update, faults_card(faulty.faults, called, say)
    return draft_address(draft.mark), None


def publish(services: Services, key: str, name: str, replace: bool, say: Wording) -> tuple[Any, Any]:
    """Publishes a draft. Gives the page to go to and, where that failed, why."""
    try:
        services.templates.publish(key.removeprefix(DRAFT), name.strip(), replace, services.clock())
    except ScanError as error:
        return no_update, problems(error, say)
    return OVERVIEW, None


def discard(services: Services, key: str, say: Wording) -> tuple[Any, Any]:
    """Throws a draft away. Gives the page to go to and, where that failed, why."""
    try:
        services.templates.discard(key.removeprefix(DRAFT))
    except ScanError as error:
        return no_update, problems(error, say)
    return OVERVIEW, None


def change(services: Services, deed: str, name: str, moment: str, say: Wording) -> list[Component]:
    """Removes a template or brings one back. Gives the lists as they are then, with what was done or why it was not."""
    try:
        if deed == "remove":
            services.templates.remove(name, services.clock())
            said = say("{name} is removed. Below it can be brought back.", name=name)
        else:
            services.templates.bring_back(name, datetime.fromisoformat(moment), services.clock())
            said = say("{name} is back.", name=name)
    except ScanError as error:
        return lists(services, html.Div(problems(error, say), role="alert"), say)
    return lists(services, html.P(said, role="status", className="template-said"), say)


def register(app: Dash, services: Services) -> None:
    """The callbacks of these pages."""
    _register_upload(app, services)
    _register_draft(app, services)
    register_trials(app, services)
    _hand_out_files(app, services)

    @app.callback(
        Output(ids.TEMPLATE_LISTS, "children"),
        Input(ids.template_deed(ALL, ALL, ALL), "n_clicks"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _change(clicks: list[int | None], language: str) -> Any:
        where = ctx.triggered_id
        if not any(clicks) or where is None:  # the buttons have only just appeared
            return no_update
        return change(services, where["template_deed"], where["template"], where["moment"], services.wording(language))


def _register_upload(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.TEMPLATE_FAULTS, "children"),
        Output(ids.TEMPLATE_UPLOAD, "contents"),
        Input(ids.TEMPLATE_UPLOAD, "contents"),
        State(ids.TEMPLATE_UPLOAD, "filename"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _upload(contents: list[str] | None, names: list[str], language: str) -> tuple[Any, Any, Any]:
        if not contents:
            return no_update, no_update, no_update
        # Emptied, so that the same file can be uploaded again once it is mended, whether or not a letter differs.
        return *upload(services, contents, names, services.wording(language)), None


def _register_draft(app: Dash, services: Services) -> None:
    to_page, fault = Output(ids.LOCATION, "href", allow_duplicate=True), Output(ids.TEMPLATE_FAULT, "children")

    @app.callback(
        to_page,
        fault,
        Input(ids.TEMPLATE_PUBLISH, "n_clicks"),
        State(ids.TEMPLATE_SUBJECT, "data"),
        State(ids.TEMPLATE_NAME, "value"),
        State(ids.TEMPLATE_REPLACE, "checked"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _publish(clicks: int | None, subject: Any, name: str | None, replace: bool | None, language: str) -> tuple[Any, Any]:
        if not clicks:
            return no_update, no_update
        return publish(services, subject["key"], name or "", bool(replace), services.wording(language))

    @app.callback(
        to_page,
        Output(ids.TEMPLATE_FAULT, "children", allow_duplicate=True),
        Input(ids.TEMPLATE_DISCARD, "n_clicks"),
        State(ids.TEMPLATE_SUBJECT, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _discard(clicks: int | None, subject: Any, language: str) -> tuple[Any, Any]:
        return discard(services, subject["key"], services.wording(language)) if clicks else (no_update, no_update)


def _hand_out_files(app: Dash, services: Services) -> None:
    def template(key: str) -> Any:
        return template_file(services, key)

    def trial(name: str) -> Any:
        return send_from_directory(services.trials.folder.resolve(), name, mimetype=WORD_FILE, as_attachment=True)

    def guide(language: Language) -> Any:
        standard = services.templates.find(STANDARD)
        content = author_guide(standard.file, {**standard.texts(), **guide_words()}, language)
        return send_file(BytesIO(content), WORD_FILE, as_attachment=True, download_name=f"Quick-Scan_templates_{language}.docx")

    def words(key: str) -> Any:
        return words_file(services, key)

    app.server.add_url_rule("/templates/<key>.docx", "template_file", template)
    app.server.add_url_rule("/templates/<key>.texts.yaml", "template_words", words)
    app.server.add_url_rule("/templates/trials/<name>", "trial_file", trial)
    app.server.add_url_rule("/templates/guide.<any(de, en):language>.docx", "author_guide", guide)


def template_file(services: Services, key: str) -> Response | Any:
    """A template as a file, or the way to the list of all where there is none of that name."""
    try:
        file = subject_of(services, key).template.file
    except ScanError:
        return redirect(OVERVIEW)
    return send_file(file.resolve(), WORD_FILE, as_attachment=True, download_name=f"{key}.docx")


def words_file(services: Services, key: str) -> Response | Any:
    """The words of a template as a file, or the way to the list of all where it has none of its own."""
    try:
        file = subject_of(services, key).template.texts_file
    except ScanError:
        return redirect(OVERVIEW)
    if not file.is_file():
        return redirect(OVERVIEW)
    return send_file(file.resolve(), YAML_FILE, as_attachment=True, download_name=file.name)
