"""Files of an engagement: handed in at an answer they prove or at a document of the checklist, kept, and handed out again."""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, abort, request, send_file

from quickscan.domain.engagement import Answer, newest_records
from quickscan.domain.problem import ScanError
from quickscan.files.evidence import KINDS, checked
from quickscan.interview.checklist import state_of, with_change
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.widgets import problem_in_words
from quickscan.web.wording import Wording

Reply = dict[str, Any]
Place = Mapping[str, str]
"""Where a file belongs: `document`, or `question` and `respondent`; and the `language` of the page."""
OWN_HEADER = "X-Quickscan"
"""Only pages of the app send it; a page of another site would need a permission that it does not get."""
FORBIDDEN = 403


def files_part(engagement_id: str, names: Sequence[str], stored: Collection[str], say: Wording) -> list[Component]:
    """The files of an answer or a document; assets/filing.js adds, removes and lists them anew.

    A name that came with an engagement file, without the file itself, is shown but cannot be opened.
    """
    words: dict[str, Any] = {
        "data-accept": ",".join(KINDS),
        "data-remove": say("Remove"),
        "data-unreached": say("The file did not arrive. Please choose it again."),
        "data-files": f"/engagements/{engagement_id}/files",
    }
    shown = [html.Li(html.A(name, href=file_address(engagement_id, name) if name in stored else None)) for name in names]
    return [
        html.Ul(shown, className="files", **words),
        html.Button(say("Add a file"), type="button", className="quiet add-file"),
        html.Span(say("PDF, picture, Office file or text, up to 10 MB"), className="small"),
    ]


def file_address(engagement_id: str, name: str) -> str:
    """Where a file is handed out."""
    return f"/engagements/{engagement_id}/files/{quote(name, safe='')}"


def take_files(server: Flask, services: Services) -> None:
    """Opens the way in and out for files."""

    def add(engagement_id: str) -> Reply:
        _only_own_pages()
        file = request.files["file"]
        return add_file(services, engagement_id, request.form.to_dict(), file.filename or "", file.read(), asked_by())

    def remove(engagement_id: str, name: str) -> Reply:
        _only_own_pages()
        return remove_file(services, engagement_id, request.args.to_dict(), name, asked_by())

    def hand_out(engagement_id: str, name: str) -> Response | Any:
        try:
            stored, content = services.files.read(engagement_id, name)
        except ScanError:
            abort(404)
        return send_file(BytesIO(content), stored.media_type, as_attachment=True, download_name=stored.name)

    one = "/engagements/<engagement_id>/files/<name>"
    server.add_url_rule("/engagements/<engagement_id>/files", "add_file", add, methods=["POST"])
    server.add_url_rule(one, "remove_file", remove, methods=["DELETE"])
    server.add_url_rule(one, "hand_out_file", hand_out)


def _only_own_pages() -> None:
    if OWN_HEADER not in request.headers:
        abort(FORBIDDEN)


def add_file(services: Services, engagement_id: str, place: Place, name: str, content: bytes, by: str | None) -> Reply:
    """Keeps a file and names it where it belongs, or says why not."""
    say = services.wording(place.get("language"))
    try:
        before = _names(services, engagement_id, place)
        clean, media_type = checked(name, content)
        stored = services.files.add(engagement_id, clean, media_type, content, now=services.clock(), by=by)
        return _name(services, engagement_id, place, tuple(dict.fromkeys((*before, stored.name))), by)
    except ScanError as error:
        return _refused(error, say)
    except KeyError:
        return _gone(say)


def remove_file(services: Services, engagement_id: str, place: Place, name: str, by: str | None) -> Reply:
    """Takes the name of a file away. The file stays, as earlier records may name it."""
    say = services.wording(place.get("language"))
    try:
        others = tuple(other for other in _names(services, engagement_id, place) if other != name)
        return _name(services, engagement_id, place, others, by)
    except ScanError as error:
        return _refused(error, say)
    except KeyError:
        return _gone(say)


def _gone(say: Wording) -> Reply:
    return {"became": "refused", "faults": [say("This is not asked any more. Please load the page again.")]}


def _refused(error: ScanError, say: Wording) -> Reply:
    faults = [f"{problem.where}: {problem_in_words(problem, say)}" for problem in error.problems]
    return {"became": "refused", "faults": faults}


def _names(services: Services, engagement_id: str, place: Place) -> tuple[str, ...]:
    """The names there are. Raises KeyError where the page that asks is older than the questionnaire or the checklist."""
    if "document" in place:
        services.knowledge.document(place["document"])
        return state_of(services.store.get(engagement_id), place["document"]).files
    return _answer(services, engagement_id, place).evidence


def _answer(services: Services, engagement_id: str, place: Place) -> Answer:
    """What the respondent said last, or that the question was not asked yet."""
    engagement = services.store.get(engagement_id)
    question = engagement.questionnaire.definition.question(place["question"]).id
    respondent = engagement.respondent(place["respondent"]).id
    newest = newest_records(engagement.answers).get((question, respondent))
    return newest or Answer(question=question, respondent=respondent, status="not_asked")


def _name(services: Services, engagement_id: str, place: Place, names: tuple[str, ...], by: str | None) -> Reply:
    """Names the files where they belong, as a change that the history tells."""
    say, now = services.wording(place.get("language")), services.clock()
    stored = {file.name for file in services.files.list(engagement_id)}
    addresses = [file_address(engagement_id, name) if name in stored else None for name in names]
    reply: Reply = {
        "became": "kept",
        "words": say("saved at {time}", time=say.time(now)),
        "files": [{"name": name, "address": address} for name, address in zip(names, addresses, strict=True)],
    }
    if "document" in place:
        change, today = {"files": names}, now.astimezone().date()
        services.store.revise(
            engagement_id, lambda engagement: with_change(engagement, place["document"], change, today), now=now, by=by
        )
        return reply
    before = _answer(services, engagement_id, place)
    told = before.model_copy(update={"evidence": names, "asked_at": now, "interviewer": by, "change_reason": None})
    recorded = services.answers.record(engagement_id, told, before.revision, now=now)
    return reply | {"seen": recorded.answer.revision, "sequence": recorded.sequence}
