"""The language of a document: in its text, in its headers and footers, and in its styles, where spelling checks look for it."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import Language

LANGUAGE_TAGS: dict[Language, str] = {"de": "de-DE", "en": "en-US"}


def set_language(document: Document, language: Language) -> None:
    """Everything in a document is in one language."""
    tag = LANGUAGE_TAGS[language]
    for root in (document.element, *headers_and_footers(document)):
        _set_tags(root, tag)
    _set_default(document, tag)


def headers_and_footers(document: Document) -> list[BaseOxmlElement]:
    """The headers and footers of all sections."""
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = [relationship.target_part for relationship in document.part.rels.values() if relationship.reltype in kinds]
    return [part.element for part in parts if isinstance(part, XmlPart)]


def _set_tags(root: BaseOxmlElement, tag: str) -> None:
    for element in root.iter(qn("w:lang")):
        if element.get(qn("w:val")) is not None:
            element.set(qn("w:val"), tag)


def _set_default(document: Document, tag: str) -> None:
    """The language of spelling checks, in the styles."""
    styles = document.styles.element
    _set_tags(styles, tag)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        defaults.append(language)
