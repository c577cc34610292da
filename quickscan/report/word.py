"""The report as a Word document: a scan, a template and fixed words in, one file out."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import Language, Text
from quickscan.domain.scan import Scan
from quickscan.report.captions import number_captions
from quickscan.report.chart import add_chart
from quickscan.report.chart_data import BarChart
from quickscan.report.contents import fill_contents
from quickscan.report.context import charts, context
from quickscan.report.fields import shape_of_context
from quickscan.report.package import Repack, repacker, write_whole
from quickscan.report.placing import place_signs
from quickscan.report.signs import bare, printable, typed
from quickscan.report.template import ReportTemplate
from quickscan.report.wording import Wording

LANGUAGE_TAGS: dict[Language, str] = {"de": "de-DE", "en": "en-US"}
MARK_STYLE = "Origin Mark"
"""The character style of origin marks in a template."""
LONGEST_PROPERTY = 255
"""Characters that Word keeps of a document property."""


def write_report(scan: Scan, texts: dict[str, Text], template: Path, target: Path, language: Language, made_on: date) -> None:
    """Write the report of a scan. The same input gives the same bytes.

    `texts` are the template's fixed words by key. Raises ScanError for faults of template, texts or target; the
    target is written whole or left as it was.
    """
    wording = Wording(texts, language)
    word = ReportTemplate(template)
    word.check(shape_of_context(texts))
    document = word.fill(_values(scan, wording, made_on))
    repack = repacker(made_on)
    _finish(document, charts(scan, wording), language, repack)
    _describe(document, scan, language, made_on)
    write_whole(target, repack(_saved(document)))


def check_template(template: Path, texts: dict[str, Text]) -> None:
    """Raises ScanError with every fault of a template that can be found without a scan."""
    ReportTemplate(template).check(shape_of_context(texts))


def _values(scan: Scan, wording: Wording, made_on: date) -> dict[str, object]:
    """The context as plain values: a template can read them, and call nothing."""
    plain = context(scan, wording, made_on).model_dump()
    return {name: printable(value) for name, value in plain.items()}


def _finish(document: Document, drawn: dict[str, BarChart], language: Language, repack: Repack) -> None:
    """What only works on the filled document: marks, charts, contents, captions and language."""
    style = next((style.style_id for style in document.styles if style.name == MARK_STYLE), None)

    def draw(name: str) -> BaseOxmlElement | None:
        return add_chart(document.part, drawn[name], LANGUAGE_TAGS[language], repack) if name in drawn else None

    place_signs(document.element, style, draw)
    _set_language(document.element, LANGUAGE_TAGS[language])
    for edge in _headers_and_footers(document):
        place_signs(edge, style, lambda name: None)  # Word shows no charts there
        _set_language(edge, LANGUAGE_TAGS[language])
    _set_default_language(document, LANGUAGE_TAGS[language])
    fill_contents(document)
    number_captions(document.element.body)


def _headers_and_footers(document: Document) -> list[BaseOxmlElement]:
    kinds = (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER)
    parts = [relationship.target_part for relationship in document.part.rels.values() if relationship.reltype in kinds]
    return [part.element for part in parts if isinstance(part, XmlPart)]


def _set_language(root: BaseOxmlElement, tag: str) -> None:
    for element in root.iter(qn("w:lang")):
        if element.get(qn("w:val")) is not None:
            element.set(qn("w:val"), tag)


def _set_default_language(document: Document, tag: str) -> None:
    """The language of spelling checks, in the styles."""
    styles = document.styles.element
    _set_language(styles, tag)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None and defaults.find(qn("w:lang")) is None:
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), tag)
        defaults.append(language)


def _describe(document: Document, scan: Scan, language: Language, made_on: date) -> None:
    """The document's properties."""
    properties, engagement = document.core_properties, scan.engagement
    moment = datetime.combine(made_on, time(), UTC)
    properties.title = _property(f"{engagement.title} – {engagement.client.name}")
    properties.author = properties.last_modified_by = _property(", ".join(engagement.consultants))
    properties.subject = _property(engagement.client.industry)
    properties.language = LANGUAGE_TAGS[language]
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = moment
    properties.revision = 1


def _property(words: str) -> str:
    return bare(typed(words)).replace("\n", " ")[:LONGEST_PROPERTY]


def _saved(document: Document) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
