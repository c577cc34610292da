"""The HTML document around the app: its language, its colours before the first script runs, and what shows while it loads."""

from typing import Any
from urllib.parse import unquote

from dash import Dash
from flask import has_request_context, request

from quickscan.domain.base import Language
from quickscan.web.wording import Wording

LANGUAGE_COOKIE = "quickscan_language"
PERSON_COOKIE = "quickscan_person"
LONGEST_NAME = 80

DOCUMENT = """<!DOCTYPE html>
<html lang="{language}" data-mantine-color-scheme="light">
<head>
{metas}
<title>{title}</title>
<link rel="icon" type="image/svg+xml" href="/assets/icons/quickscan.svg">
{css}
<script src="/assets/first/scheme.js"></script>
</head>
<body>
<noscript>{no_script}</noscript>
<div id="react-entry-point"><div class="loading">{loading}</div></div>
<footer>
{config}
{scripts}
{renderer}
</footer>
</body>
</html>
"""


class Document(Dash):
    """Dash with a document of its own."""

    def __init__(self, wordings: dict[Language, Wording], **settings: Any) -> None:
        self._wordings = wordings
        super().__init__(**settings)

    def interpolate_index(self, *_: Any, **parts: Any) -> str:
        """The document of this request, in the language of its cookie."""
        say = self._wordings[asked_language()]
        texts = {
            "language": say.language,
            "loading": say("Quick-Scan is loading …"),
            "no_script": say("Quick-Scan needs JavaScript. Please switch it on in your browser."),
        }
        return DOCUMENT.format(**(parts | texts))


def asked_language() -> Language:
    """The language chosen before, otherwise the browser's, otherwise German; also outside a request."""
    if not has_request_context():
        return "de"
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen not in ("de", "en"):
        chosen = request.accept_languages.best_match(["de", "en"], "de")
    return "en" if chosen == "en" else "de"


def asked_by() -> str | None:
    """Who works here, by the name they gave on the page of interviews: it stands in the audit trail. None where nobody said."""
    if not has_request_context():
        return None
    return unquote(request.cookies.get(PERSON_COOKIE, "")).strip()[:LONGEST_NAME] or None
