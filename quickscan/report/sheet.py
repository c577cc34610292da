"""A Word document written from top to bottom on the styles of a report template: paragraphs, tables, and room to write in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor, Twips
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from quickscan.report.signs import bare, typed
from quickscan.report.template import open_template

WIDTH = 9298
"""The width of the text on a page of the standard template, in twentieths of a point."""
BOX = "\N{BALLOT BOX}"
BOX_FONT = "Segoe UI Symbol"
"""Arial has no box to tick; where this font is missing another one steps in."""
ENTRY_BEGINS, ENTRY_ENDS = 4252, 6520
"""Where the line for one thing stands."""
LINE_COLOUR, PALE_COLOUR = "9AA8B5", "D5DCE4"
Look = Literal["Quick-Scan Table", "Quick-Scan Facts", "Normal Table"]


class Sheet:
    """The document. Raises ScanError where the template is no Word document."""

    def __init__(self, template: Path) -> None:
        self.document: Document = open_template(template).docx
        self._style_ids = {style.name: style.style_id for style in self.document.styles}
        body = self.document.element.body
        for element in [element for element in body if element.tag != qn("w:sectPr")]:
            body.remove(element)
        self.document.sections[0].different_first_page_header_footer = False

    def heading(self, words: str, level: int) -> Paragraph:
        """A heading without a number; whatever follows stays with it."""
        paragraph = self.paragraph(words, f"Heading {level}")
        paragraph.paragraph_format.page_break_before = False
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_numId().val = 0
        return paragraph

    def paragraph(self, words: str, style: str, keep: bool = True) -> Paragraph:
        """A paragraph; `keep` holds it together with what follows."""
        paragraph = self.document.add_paragraph()
        self._style(paragraph, style)
        write(paragraph, words)
        paragraph.paragraph_format.keep_together = True
        paragraph.paragraph_format.keep_with_next = keep
        return paragraph

    def table(self, widths: Sequence[int], look: Look, head: Sequence[str] = ()) -> Table:
        """An empty table of columns so wide, in twentieths of a point; its head is repeated on every page."""
        table: Table = self.document.add_table(0, len(widths))
        table._tblPr.style = self._style_ids[look]
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Twips(width)
        if head:
            cells = row(table, 0)
            for cell, words in zip(cells, head, strict=True):
                self.fill(cell, words, "Table Head")
            _tick(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
        return table

    def grid(self, table: Table) -> None:
        """Lines between the columns too, for a table that is filled in by hand."""
        borders = OxmlElement("w:tblBorders")
        borders.append(_border("w:insideV", "4", "0", PALE_COLOUR))
        table._tblPr.insert_element_before(borders, "w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")

    def fill(self, cell: _Cell, words: str, style: str, keep: bool = True) -> None:
        """Write into an empty cell; `keep` holds its row together with what follows."""
        paragraph = cell.paragraphs[0]
        self._style(paragraph, style)
        write(paragraph, words)
        paragraph.paragraph_format.keep_with_next = keep

    def lines(self, label: str, count: int, height: int) -> None:
        """Lines to write on, with a word before the first one."""
        table = self.table([WIDTH], "Normal Table")
        for number in range(count):
            (cell,) = row(table, height)
            cell.vertical_alignment = None
            self.fill(cell, label if number == 0 else "", "Small")
            _underline(cell)

    def entry(self, label: str, unit: str, style: str) -> None:
        """A line to write one thing on, with what it is before it and its unit behind."""
        paragraph = self.paragraph(f"{label}\t\t {unit}", style)
        stops = paragraph.paragraph_format.tab_stops
        stops.add_tab_stop(Twips(ENTRY_BEGINS), WD_TAB_ALIGNMENT.LEFT)
        stops.add_tab_stop(Twips(ENTRY_ENDS), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        paragraph.paragraph_format.space_before = Pt(10)

    def next_part(self) -> None:
        """Whatever comes now begins on a new page, with a header of its own."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = False

    def header(self, left: str, right: str) -> None:
        """The header of the present part."""
        _edge(self.document.sections[-1].header._element, "Header", f"{left}\t{right}", line=True)

    def footer(self, left: str, page: str, of: str) -> None:
        """The footer of all parts, with the number of the page and of all pages."""
        paragraph = _edge(self.document.sections[0].footer._element, "Footer", f"{left}\t{page} ")
        _field(paragraph, "PAGE")
        write(paragraph, f" {of} ")
        _field(paragraph, "NUMPAGES")

    def _style(self, paragraph: Paragraph, name: str) -> None:
        """By its id: looking a style up by name takes long, and there are thousands of paragraphs."""
        paragraph._p.get_or_add_pPr().style = self._style_ids[name]


def write(
    paragraph: Paragraph, words: str, *, bold: bool | None = None, italic: bool | None = None, size: float | None = None,
    colour: str | None = None, font: str | None = None,
) -> None:  # fmt: skip
    """Add words to a paragraph, as they were typed; boxes to tick get a font that has them."""
    for number, piece in enumerate(bare(typed(words)).split(BOX)):
        if number:
            _run(paragraph, BOX, None, None, size, colour, BOX_FONT)
        if piece:
            _run(paragraph, piece, bold, italic, size, colour, font)


def _run(
    paragraph: Paragraph,
    words: str,
    bold: bool | None,
    italic: bool | None,
    size: float | None,
    colour: str | None,
    font: str | None,
) -> None:
    run = paragraph.add_run(words)
    run.bold, run.italic = bold, italic
    if size is not None:
        run.font.size = Pt(size)
    if colour is not None:
        run.font.color.rgb = RGBColor.from_string(colour)
    if font is not None:
        run.font.name = font
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:cs", "w:eastAsia"):
            fonts.set(qn(script), font)


def row(table: Table, height: int) -> tuple[_Cell, ...]:
    """A further row at least so high, in twentieths of a point, that is not split over pages."""
    added = table.add_row()  # type: ignore[no-untyped-call]  # python-docx gives it no types
    _tick(added._tr.get_or_add_trPr(), "w:cantSplit", first=True)
    cells = tuple(added.cells)
    if height:
        added.height, added.height_rule = Twips(height), WD_ROW_HEIGHT_RULE.AT_LEAST
        for cell in cells:
            cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    return cells


def _underline(cell: _Cell) -> None:
    """A line along the foot of a cell, to write on."""
    borders = OxmlElement("w:tcBorders")
    borders.append(_border("w:bottom", "4", "0", LINE_COLOUR))
    properties = cell._tc.get_or_add_tcPr()
    # The order of elements is fixed: after width and span, before shading and alignment.
    properties.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign")


def _edge(element: BaseOxmlElement, style: str, words: str, line: bool = False) -> Paragraph:
    """One paragraph in place of all that stands in a header or footer."""
    for child in list(element):
        element.remove(child)
    paragraph = Paragraph(element.add_p(), None)  # type: ignore[arg-type]  # it needs no parent to be written
    paragraph._p.get_or_add_pPr()._add_pStyle().val = style
    if line:
        _rule_below(paragraph)
    write(paragraph, words)
    return paragraph


def _rule_below(paragraph: Paragraph) -> None:
    borders = OxmlElement("w:pBdr")
    borders.append(_border("w:bottom", "4", "5", PALE_COLOUR))
    paragraph._p.get_or_add_pPr().append(borders)


def _border(side: str, size: str, space: str, colour: str) -> BaseOxmlElement:
    border = OxmlElement(side)
    for name, value in {"val": "single", "sz": size, "space": space, "color": colour}.items():
        border.set(qn(f"w:{name}"), value)
    return border


def _field(paragraph: Paragraph, name: str) -> None:
    """A field that Word fills in, such as the number of the page."""
    for kind, words in (("begin", ""), ("", f" {name} "), ("separate", ""), ("result", "1"), ("end", "")):
        run = paragraph.add_run(words if kind == "result" else "")
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        elif not kind:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = words
            run._r.append(code)


def _tick(properties: BaseOxmlElement, name: str, first: bool = False) -> None:
    """Switch a property of a row on."""
    element = OxmlElement(name)
    properties.insert(0, element) if first else properties.append(element)
