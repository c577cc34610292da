"""What people wrote and what has no place any more stands at the end of the report, so that nothing is lost."""

from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import LANGUAGES, Language
from quickscan.report.controls import put_in_control
from quickscan.report.passages import PREFIX, Passage
from quickscan.report.words_by_hand import APPENDIX_INTRO, APPENDIX_TITLE, STOOD_UNDER

TAG = f"{PREFIX}by_hand"
"""How the tags of the appendix begin."""


@dataclass(frozen=True)
class Leftover:
    """Something without a place."""

    heading: str
    """The heading it stood under; empty where that is said already."""
    elements: list[BaseOxmlElement]


def begins_appendix(passage: Passage) -> bool:
    """Whether a passage is the heading of the appendix of an earlier time."""
    return passage.text in (APPENDIX_TITLE.de, APPENDIX_TITLE.en) and not passage.tag


def is_fixed(passage: Passage) -> bool:
    """Whether a passage holds words of the appendix itself, which are written anew."""
    return passage.text in {text.in_language(language) for text in (APPENDIX_TITLE, APPENDIX_INTRO) for language in LANGUAGES}


def add_appendix(document: Document, leftovers: list[Leftover], language: Language) -> None:
    """Add the appendix, if there is anything for it."""
    if not leftovers:
        return
    styles = {(style.name_val or "").lower(): style.styleId for style in document.styles.element.style_lst}
    elements = [plain_paragraph(APPENDIX_TITLE.in_language(language), styles.get("heading 1"))]
    elements.append(plain_paragraph(APPENDIX_INTRO.in_language(language)))
    controlled = []
    for leftover in leftovers:
        told = STOOD_UNDER.in_language(language).format(heading=leftover.heading)
        passage = [*([plain_paragraph(told)] if leftover.heading else []), *leftover.elements]
        if passage[-1].tag != qn("w:p"):
            passage.append(plain_paragraph(""))
        controlled.append(passage)
        elements.extend(passage)
    _append(document.element.body, elements)
    for number, passage in enumerate(controlled, 1):
        put_in_control(passage, f"{TAG}.{number}")


def _append(body: BaseOxmlElement, elements: list[BaseOxmlElement]) -> None:
    """The properties of the last section stay the last thing in the body."""
    end = body.find(qn("w:sectPr"))
    for element in elements:
        if end is None:
            body.append(element)
        else:
            end.addprevious(element)


def plain_paragraph(words: str, style: str | None = None) -> BaseOxmlElement:
    """A paragraph of plain words."""
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return parse_xml(f'<w:p {nsdecls("w")}>{look}<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r></w:p>')
