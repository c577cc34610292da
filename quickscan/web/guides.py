"""Interview guides, made when somebody asks for one."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from urllib.parse import quote

from dash import Dash
from flask import Response, redirect, request, send_file

from quickscan.domain.base import Language
from quickscan.domain.problem import ScanError
from quickscan.files.catalogue import shipped_template
from quickscan.files.read import read_texts
from quickscan.report.guide import guide
from quickscan.web.services import Services

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHOSEN = "respondents"


def guide_address(engagement_id: str, language: Language, chosen: Sequence[str] | None) -> str:
    """The address of a guide for the people chosen by id; for all where none is given."""
    address = f"/engagements/{engagement_id}/guide.{language}.docx"
    return address if chosen is None else f"{address}?{CHOSEN}={quote(','.join(chosen), safe=',')}"


def guide_file(services: Services, engagement_id: str, language: Language, chosen: Sequence[str] | None) -> Response | Any:
    """The guide as a file, or the way to the page where people can be chosen."""
    template = shipped_template("standard")
    try:
        engagement = services.store.get(engagement_id)
        texts = read_texts(template.with_name("standard.texts.yaml"))
        today = services.clock().astimezone().date()
        content = guide(engagement, services.knowledge, chosen, texts, template, language, today)
    except ScanError:
        return redirect(f"/engagements/{engagement_id}/agenda")
    return send_file(BytesIO(content), WORD_FILE, as_attachment=True, download_name=f"Interviews_{engagement_id}_{language}.docx")


def register_guides(app: Dash, services: Services) -> None:
    """The address of guides."""

    def hand_out(engagement_id: str, language: Language) -> Any:
        asked = request.args.get(CHOSEN)
        chosen = None if asked is None else [name for name in asked.split(",") if name]
        return guide_file(services, engagement_id, language, chosen)

    app.server.add_url_rule("/engagements/<engagement_id>/guide.<any(de, en):language>.docx", "guide", hand_out)
