"""The names of components that callbacks refer to."""

from typing import Any

LOCATION = "location"
LANGUAGE = "language"
LANGUAGE_CHOICE = {"de": "language-de", "en": "language-en"}
SCHEME = "scheme"
PAGE = "page"
TITLE = "title"
FAULT = "fault"
EXAMPLE = "load-example"
EXAMPLE_FAULT = "load-example-fault"
UPLOAD = "open-file"
UPLOAD_FAULT = "open-file-fault"
ENGAGEMENT = "engagement"


def report_part(part: str, language: Any) -> dict[str, Any]:
    """The name of a part of the card for the report in a language, or in any with MATCH."""
    return {"report": part, "language": language}
