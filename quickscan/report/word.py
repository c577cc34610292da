"""The report as a Word document: a scan, a template and fixed words in, one file out."""

from datetime import date
from pathlib import Path

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import Language, Text
from quickscan.domain.scan import Scan
from quickscan.report.captions import number_captions
from quickscan.report.cells import order_colours
from quickscan.report.chart import add_chart
from quickscan.report.chart_data import BarChart
from quickscan.report.contents import fill_contents
from quickscan.report.context import charts, context
from quickscan.report.fields import shape_of_context
from quickscan.report.language import LANGUAGE_TAGS, headers_and_footers, set_language
from quickscan.report.package import Repack, repacker, write_whole
from quickscan.report.placing import place_signs
from quickscan.report.properties import describe, saved
from quickscan.report.signs import printable
from quickscan.report.template import ReportTemplate
from quickscan.report.wording import Wording

MARK_STYLE = "Origin Mark"
"""The character style of origin marks in a template."""


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
    describe(document, scan.engagement, scan.engagement.title, language, made_on)
    write_whole(target, repack(saved(document)), "the report")


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

    order_colours(document.element)
    place_signs(document.element, style, draw)
    for edge in headers_and_footers(document):
        place_signs(edge, style, lambda name: None)  # Word shows no charts there
    set_language(document, language)
    fill_contents(document)
    number_captions(document.element.body)
