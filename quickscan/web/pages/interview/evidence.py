"""Files that prove an answer: handed in at its card, kept with the engagement, and handed out again."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component
from flask import Flask, Response, abort, request, send_file

from quickscan.domain.engagement import Answer, newest_records
from quickscan.domain.problem import ScanError
from quickscan.domain.questionnaire import Question
from quickscan.files.evidence import KINDS, checked
from quickscan.web.document import asked_by
from quickscan.web.services import Services
from quickscan.web.widgets import aria, problem_in_words
from quickscan.web.wording import Wording

Reply = dict[str, Any]
OWN_HEADER = "X-Quickscan"
"""Only pages of the app send it; a page of another site would need a permission that it does not get."""
FORBIDDEN = 403


def evidence_part(engagement_id: str, question: Question, answer: Answer | None, say: Wording) -> Component:
    """The files of an answer; assets/interview_evidence.js adds, removes and lists them anew."""
    names = answer.evidence if answer is not None else ()
    words: dict[str, Any] = {
        "data-accept": ",".join(KINDS),
        "data-remove": say("Remove"),
        "data-files": f"/engagements/{engagement_id}/files",
    }
    files = [html.Li(html.A(name, href=file_address(engagement_id, name))) for name in names]
    return html.Details(
        [
            html.Summary(say("Evidence")),
            html.Ul(files, className="evidence-files", **words),
            html.Button(say("Add a file"), type="button", className="quiet add-evidence"),
            html.Span(say("PDF, picture, Office file or text, up to 10 MB"), className="small"),
        ],
        className="more evidence",
        open=bool(names),
        **aria(label=f"{say('Evidence')} {question.code}"),
    )


def file_address(engagement_id: str, name: str) -> str:
    """Where a file is handed out."""
    return f"/engagements/{engagement_id}/files/{quote(name, safe='')}"


def take_evidence(server: Flask, services: Services) -> None:
    """Opens the way in and out for files."""

    def add(engagement_id: str) -> Reply:
        _only_own_pages()
        file = request.files["file"]
        return add_evidence(services, engagement_id, request.form.to_dict(), file.filename or "", file.read(), asked_by())

    def remove(engagement_id: str, name: str) -> Reply:
        _only_own_pages()
        return remove_evidence(services, engagement_id, request.args.to_dict(), name, asked_by())

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


def add_evidence(
    services: Services, engagement_id: str, place: dict[str, str], name: str, content: bytes, by: str | None
) -> Reply:
    """Keeps a file and names it in the answer of a respondent to a question, or says why not."""
    say = services.wording(place.get("language"))
    try:
        clean, media_type = checked(name, content)
        stored = services.files.add(engagement_id, clean, media_type, content, now=services.clock(), by=by)
        before = _answer(services, engagement_id, place)
        return _name(services, engagement_id, before, tuple(dict.fromkeys((*before.evidence, stored.name))), by, say)
    except ScanError as error:
        return {
            "became": "refused",
            "faults": [f"{problem.where}: {problem_in_words(problem, say)}" for problem in error.problems],
        }


def remove_evidence(services: Services, engagement_id: str, place: dict[str, str], name: str, by: str | None) -> Reply:
    """Takes the name of a file from an answer. The file stays, as earlier records of the answer name it."""
    say = services.wording(place.get("language"))
    try:
        before = _answer(services, engagement_id, place)
        return _name(services, engagement_id, before, tuple(other for other in before.evidence if other != name), by, say)
    except ScanError as error:
        return _refused(error, say)


def _refused(error: ScanError, say: Wording) -> Reply:
    faults = [f"{problem.where}: {problem_in_words(problem, say)}" for problem in error.problems]
    return {"became": "refused", "faults": faults}


def _answer(services: Services, engagement_id: str, place: dict[str, str]) -> Answer:
    """What the respondent said last, or that the question was not asked yet."""
    asked = (place["question"], place["respondent"])
    newest = newest_records(services.store.get(engagement_id).answers).get(asked)
    return newest or Answer(question=asked[0], respondent=asked[1], status="not_asked")


def _name(
    services: Services, engagement_id: str, before: Answer, evidence: tuple[str, ...], by: str | None, say: Wording
) -> Reply:
    now = services.clock()
    told = before.model_copy(update={"evidence": evidence, "asked_at": now, "interviewer": by, "change_reason": None})
    recorded = services.answers.record(engagement_id, told, before.revision, now=now)
    return {
        "became": "kept",
        "words": say("saved at {time}", time=say.time(now)),
        "files": [{"name": name, "address": file_address(engagement_id, name)} for name in recorded.answer.evidence],
        "seen": recorded.answer.revision,
        "sequence": recorded.sequence,
    }
