"""What happens on the pages of the methods owner, and where they stand."""

import base64
import re
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, State, no_update
from flask import Response

from quickscan.domain.problem import ScanError
from quickscan.web import ids
from quickscan.web.document import asked_by
from quickscan.web.pages.questionnaires.draft import subject_page
from quickscan.web.pages.questionnaires.faults import faults
from quickscan.web.pages.questionnaires.moving import questionnaire_page
from quickscan.web.pages.questionnaires.overview import overview_page
from quickscan.web.pages.questionnaires.preview import preview_page
from quickscan.web.pages.questionnaires.subject import Subject, draft_address, draft_subject, version_subject
from quickscan.web.pages.questionnaires.targets import SHORT, move_over
from quickscan.web.questionnaire_files import Upload, read_upload
from quickscan.web.services import Services
from quickscan.web.widgets import Page, problems
from quickscan.web.wording import Wording

OVERVIEW = "/questionnaires"
SUBJECT_ADDRESS = re.compile(r"/questionnaires/(?:draft-([0-9]+)|([a-z][a-z0-9_]*)/([0-9]+))(/questions(?:/([a-z0-9_]+))?)?/?")
MOVE_ADDRESS = re.compile(r"/engagements/([a-z0-9][a-z0-9_-]*)/questionnaire/([0-9a-f]+)/?")
YAML_FILE = "application/yaml; charset=utf-8"


def page_of(services: Services, address: str, say: Wording) -> Page | None:
    """The page of an address; none where it is no page of questionnaires. Raises ScanError where its subject is not there."""
    if address.rstrip("/") == OVERVIEW:
        return overview_page(services, say)
    move = MOVE_ADDRESS.fullmatch(address)
    if move is not None and services.store.has(move[1]):
        return questionnaire_page(services, move[1], move[2], say)
    found = SUBJECT_ADDRESS.fullmatch(address)
    if found is None:
        return None
    subject = _subject(services, found)
    return preview_page(services, subject, found[5], say) if found[4] else subject_page(services, subject, say)


def _subject(services: Services, found: re.Match[str]) -> Subject:
    if found[1]:
        return draft_subject(services.versions, int(found[1]))
    return version_subject(services.versions, found[2], int(found[3]))


def upload(services: Services, contents: str, name: str, say: Wording) -> tuple[Any, Any]:
    """Keeps a file without faults as a draft. Gives the page to go to, or all the faults; then nothing is kept."""
    file = Upload(Path(name).name, base64.b64decode(contents.partition(",")[2]))
    questionnaires = services.versions
    try:
        questionnaire = read_upload(file, services.knowledge, questionnaires.choices())
        number = questionnaires.upload(questionnaire, file.text, file.file_name, now=services.clock(), by=asked_by())
    except ScanError as error:
        return no_update, faults(error, file, say)
    return draft_address(number), None


def publish(services: Services, draft: list[Any], note: str | None, say: Wording) -> tuple[Any, Any]:
    """Publishes a draft. Gives the page to go to and, where that failed, why."""
    number, seen = draft
    try:
        services.versions.publish(number, seen, note or "", now=services.clock(), by=asked_by())
    except ScanError as error:
        return no_update, problems(error, say)
    return OVERVIEW, None


def discard(services: Services, draft: list[Any], say: Wording) -> tuple[Any, Any]:
    """Throws a draft away. Gives the page to go to and, where that failed, why."""
    try:
        services.versions.discard(draft[0])
    except ScanError as error:
        return no_update, problems(error, say)
    return OVERVIEW, None


def move(services: Services, wanted: list[str], here: str, say: Wording) -> tuple[Any, Any]:
    """Moves an engagement. Gives the page to go to, another one than is shown so that it is built anew; otherwise why not."""
    engagement_id, seen, target = wanted
    try:
        move_over(services, engagement_id, seen, target, asked_by())
    except ScanError as error:
        return no_update, problems(error, say)
    plain = f"/engagements/{engagement_id}/questionnaire"
    return (f"{plain}/{target[:SHORT]}" if here.rstrip("/") == plain else plain), None


def register(app: Dash, services: Services) -> None:
    """The callbacks of these pages."""
    _register_upload(app, services)
    _register_draft(app, services)
    _hand_out_files(app, services)

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.MOVE_FAULT, "children"),
        Input(ids.MOVE_BUTTON, "n_clicks"),
        State(ids.MOVE, "data"),
        State(ids.LOCATION, "pathname"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _move(clicks: int | None, wanted: list[str], here: str, language: str) -> tuple[Any, Any]:
        return move(services, wanted, here, services.wording(language)) if clicks else (no_update, no_update)


def _register_upload(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.QUESTIONNAIRE_FAULTS, "children"),
        Output(ids.QUESTIONNAIRE_UPLOAD, "contents"),
        Input(ids.QUESTIONNAIRE_UPLOAD, "contents"),
        State(ids.QUESTIONNAIRE_UPLOAD, "filename"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _upload(contents: str | None, name: str, language: str) -> tuple[Any, Any, Any]:
        if not contents:
            return no_update, no_update, no_update
        # Emptied, so that the same file can be uploaded again once it is mended, whether or not a letter differs.
        return *upload(services, contents, name, services.wording(language)), None


def _register_draft(app: Dash, services: Services) -> None:
    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.DRAFT_FAULT, "children"),
        Input(ids.DRAFT_PUBLISH, "n_clicks"),
        State(ids.DRAFT_SEEN, "data"),
        State(ids.DRAFT_NOTE, "value"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _publish(clicks: int | None, draft: list[Any], note: str | None, language: str) -> tuple[Any, Any]:
        return publish(services, draft, note, services.wording(language)) if clicks else (no_update, no_update)

    @app.callback(
        Output(ids.LOCATION, "href", allow_duplicate=True),
        Output(ids.DRAFT_FAULT, "children", allow_duplicate=True),
        Input(ids.DRAFT_DISCARD, "n_clicks"),
        State(ids.DRAFT_SEEN, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _discard(clicks: int | None, draft: list[Any], language: str) -> tuple[Any, Any]:
        return discard(services, draft, services.wording(language)) if clicks else (no_update, no_update)

    @app.callback(
        Output(ids.DRAFT_FAULT, "children", allow_duplicate=True),
        Input(ids.DRAFT_NOTE, "value"),
        State(ids.DRAFT_SEEN, "data"),
        State(ids.LANGUAGE, "data"),
        prevent_initial_call=True,
    )
    def _note(note: str | None, draft: list[Any], language: str) -> Any:
        try:
            services.versions.note(draft[0], note or "")
        except ScanError as error:
            return problems(error, services.wording(language))
        return no_update


def _hand_out_files(app: Dash, services: Services) -> None:
    def yaml_file(questionnaire_id: str, number: int) -> Response:
        return version_file(services, questionnaire_id, number)

    app.server.add_url_rule("/questionnaires/<questionnaire_id>/<int:number>.yaml", view_func=yaml_file)


def version_file(services: Services, questionnaire_id: str, number: int) -> Response:
    """A version as its file was uploaded; an answer that it is not there where it is not."""
    try:
        version = services.versions.version(questionnaire_id, number)
    except ScanError as error:
        return Response(str(error), status=404, mimetype="text/plain")
    response = Response(version.source.encode(), content_type=YAML_FILE)
    name = f"{version.id}-{version.questionnaire.version}.yaml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
