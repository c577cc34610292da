"""The addresses of reports, and the files that are handed out there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dash import Dash
from flask import Response, redirect, request, send_file

from quickscan.domain.base import Language
from quickscan.domain.export import FORMATS, Format
from quickscan.domain.problem import ScanError
from quickscan.files.templates import TemplateShelf
from quickscan.web.reports import STANDARD, Wanted
from quickscan.web.services import Services

OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[Format, str] = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "pdf": "application/pdf",
}
"""What browsers are told that a file is."""
SHIPPED_NAMES = {"standard": "Standard", "short": "Short, for a decision", "harbour": "Harbour, an example of another brand"}
"""What shipped templates are called."""
SHOWN = "shown"
"""Behind the question mark: to be looked at in the app, not downloaded."""


@dataclass(frozen=True)
class TemplateChoice:
    """A Word template that a report can be made with."""

    id: str
    """Its name in addresses and files."""
    name: str
    """What it is called."""


def template_choices(shelf: TemplateShelf) -> Sequence[TemplateChoice]:
    """The templates that a report can be made with: shipped ones, the standard one first, then those that were published."""
    return [TemplateChoice(one.id, SHIPPED_NAMES.get(one.name, one.name)) for one in shelf.all()]


def known_template(name: str | None, shelf: TemplateShelf) -> str:
    """A template by what an address says; the standard one unless it names another one that there is."""
    return next((choice.id for choice in template_choices(shelf) if choice.id == name), STANDARD)


def report_address(engagement_id: str, wanted: Wanted, shown: bool = False) -> str:
    """Where a report is handed out."""
    address = f"/engagements/{engagement_id}/report.{wanted.language}.{wanted.format}"
    asked = ({"template": wanted.template} if wanted.template != STANDARD else {}) | ({SHOWN: "1"} if shown else {})
    asked |= {"onto": wanted.onto} if wanted.onto else {}
    return f"{address}?{urlencode(asked)}" if asked else address


def preview_address(engagement_id: str, wanted: Wanted) -> str:
    """The page where a report can be looked at."""
    return f"/engagements/{engagement_id}/preview?{urlencode({'language': wanted.language, 'template': wanted.template})}"


def hand_out_reports(app: Dash, services: Services) -> None:
    """The addresses of reports in all formats."""

    def report(engagement_id: str, language: Language, ending: Format) -> Any:
        template = known_template(request.args.get("template"), services.templates)
        wanted = Wanted(language, ending, template, request.args.get("onto", ""))
        return report_file(services, engagement_id, wanted, shown=ending == "pdf" and SHOWN in request.args)

    endings = ", ".join(FORMATS)
    rule = f"/engagements/<engagement_id>/report.<any(de, en):language>.<any({endings}):ending>"
    app.server.add_url_rule(rule, "report", report)


def report_file(services: Services, engagement_id: str, wanted: Wanted, shown: bool = False) -> Response | Any:
    """The report as a file, or the way to the page where it can be made."""
    try:
        file = services.reports.file(engagement_id, wanted)
    except ScanError:
        file = None
    if file is None:
        return redirect(f"/engagements/{engagement_id}")
    name = f"Quick-Scan_{engagement_id}_{wanted.language}.{wanted.format}"
    response = send_file(file, KINDS[wanted.format], as_attachment=not shown, download_name=name)
    if shown:  # by the browser's own viewer, which a policy for pages would stop
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response
