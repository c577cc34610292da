"""What a Word file says about itself, and the file as bytes."""

from datetime import UTC, date, datetime, time
from io import BytesIO

from docx.document import Document

from quickscan.domain.base import Language
from quickscan.domain.engagement import Engagement
from quickscan.report.language import LANGUAGE_TAGS
from quickscan.report.signs import bare, typed

LONGEST_PROPERTY = 255
"""Characters that Word keeps of a document property."""
PAGES_COUNTED = "Page numbers counted by {program}"


def property_text(words: str) -> str:
    """A text as a document property: plain characters in one line, no more of them than are kept."""
    return bare(typed(words)).replace("\n", " ")[:LONGEST_PROPERTY]


def describe(document: Document, engagement: Engagement, title: str, language: Language, made_on: date) -> None:
    """Write the document's properties; the client's name follows the title."""
    properties = document.core_properties
    moment = datetime.combine(made_on, time(), UTC)
    properties.title = property_text(f"{title} – {engagement.client.name}")
    properties.author = properties.last_modified_by = property_text(", ".join(engagement.consultants))
    properties.subject = property_text(engagement.client.industry)
    properties.language = LANGUAGE_TAGS[language]
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def name_counter(document: Document, program: str) -> None:
    """Say in the properties which program counted the pages that stand in the table of contents."""
    document.core_properties.comments = property_text(PAGES_COUNTED.format(program=program))


def saved(document: Document) -> bytes:
    """The document as a file."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
