"""The report as a Word document: a scan, a template and fixed words in, one file out."""

from datetime import date
from pathlib import Path

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import Language, Text
from quickscan.domain.edits import Edits
from quickscan.domain.scan import Scan
from quickscan.report.captions import number_captions
from quickscan.report.cells import order_colours
from quickscan.report.chart import add_chart
from quickscan.report.chart_data import BarChart
from quickscan.report.chart_look import dress_of
from quickscan.report.contents import fill_contents
from quickscan.report.context import charts, context
from quickscan.report.controls import tag_passages, take_names
from quickscan.report.edited import EditedReport
from quickscan.report.fields import shape_of_context
from quickscan.report.heat import shade_by_theme
from quickscan.report.inspection import Inspection
from quickscan.report.language import LANGUAGE_TAGS, headers_and_footers, set_language
from quickscan.report.long_rows import let_long_rows_break
from quickscan.report.merging import merge
from quickscan.report.package import Repack, repacker, write_whole
from quickscan.report.pages import CountPages, number_pages
from quickscan.report.passages import loose_texts
from quickscan.report.placing import place_signs
from quickscan.report.properties import describe, name_counter, saved
from quickscan.report.record import Made, keep, record_of
from quickscan.report.restyled import fill_charts
from quickscan.report.signs import printable
from quickscan.report.template import ReportTemplate
from quickscan.report.wording import Wording

MARK_STYLE = "Origin Mark"
"""The character style of origin marks in a template."""


def write_report(
    scan: Scan,
    texts: dict[str, Text],
    template: Path,
    target: Path,
    language: Language,
    made_on: date,
    onto: EditedReport | None = None,
    count_pages: CountPages | None = None,
) -> Edits:
    """Write the report of a scan. The same input gives the same bytes.

    `texts` are the template's fixed words by key. `onto` is an earlier report of the engagement that people edited: what
    they wrote stays, and what became of each passage is returned. `count_pages` fills in page numbers; without it Word does so
    on opening. Raises ScanError for faults of template, texts, edited report or target; the target is written whole or left as
    it was.
    """
    if onto is not None:
        onto.check(scan.engagement.id, language)
    wording = Wording(texts, language)
    word = ReportTemplate(template)
    word.check(shape_of_context(texts))
    document = word.fill(_values(scan, wording, made_on))
    repack = repacker(made_on)
    names = take_names(document.element.body)
    _place_signs(document, charts(scan, wording), language, repack)
    generated = tag_passages(document, names)
    keep(document, record_of(_made(scan, template, language), generated, loose_texts(document)))
    edits = merge(document, generated, onto, language, made_on) if onto is not None else Edits()
    _finish(document, language)
    describe(document, scan.engagement, scan.engagement.title, language, made_on)
    if count_pages is not None:
        pages = count_pages(repack(saved(document)))
        if number_pages(document, pages):
            name_counter(document, pages.counted_by)
    write_whole(target, repack(saved(document)), "the report")
    return edits


def check_template(template: Path, texts: dict[str, Text]) -> None:
    """Raises ScanError with every fault of a template that can be found without a scan."""
    ReportTemplate(template).check(shape_of_context(texts))


def inspect_template(template: Path, texts: dict[str, Text]) -> Inspection:
    """All placeholders and faults of a template. Raises ScanError where it cannot be opened or must not be."""
    return ReportTemplate(template).inspect(shape_of_context(texts))


def _values(scan: Scan, wording: Wording, made_on: date) -> dict[str, object]:
    """The context as plain values: a template can read them, and call nothing."""
    plain = context(scan, wording, made_on).model_dump()
    return {name: printable(value) for name, value in plain.items()}


def _made(scan: Scan, template: Path, language: Language) -> Made:
    simulated = scan.simulation
    return Made(scan.engagement.id, language, simulated.version, simulated.seed, template.name)


def _place_signs(document: Document, drawn: dict[str, BarChart], language: Language, repack: Repack) -> None:
    """Marks and charts in the place of their signs."""
    style = next((style.style_id for style in document.styles if style.name == MARK_STYLE), None)

    dress = dress_of(document)

    def draw(name: str) -> BaseOxmlElement | None:
        return add_chart(document.part, drawn[name], LANGUAGE_TAGS[language], repack, dress) if name in drawn else None

    fill_charts(document, drawn, LANGUAGE_TAGS[language], repack)
    order_colours(document.element)
    place_signs(document.element, style, draw)
    shade_by_theme(document)
    for edge in headers_and_footers(document):
        place_signs(edge, style, lambda name: None)  # Word shows no charts there


def _finish(document: Document, language: Language) -> None:
    """What only works on the whole document: language, contents and captions."""
    set_language(document, language)
    fill_contents(document)
    number_captions(document.element.body)
    let_long_rows_break(document.element.body)
