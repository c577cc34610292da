"""A report as a row of passages: what stands in one content control, or one paragraph outside of any."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.language import headers_and_footers
from quickscan.report.reading import TAKEN_OUT, has_picture, is_placeholder, look_of, loose_lines, text_of

PREFIX = "qs:"
"""How the tags of our content controls begin."""
_HEADINGS = ("heading", "title")
_LIST_OF_PLACES = re.compile(r"toc \d|table of figures")


@dataclass(frozen=True)
class Place:
    """Where a passage stands."""

    heading: str = ""
    """The heading above it."""
    table: BaseOxmlElement | None = None
    """The outermost table around it."""
    row: BaseOxmlElement | None = None
    """The innermost row around it."""
    cell: BaseOxmlElement | None = None
    """The innermost cell around it."""


@dataclass(eq=False)
class Passage:
    """Some text or a picture of the report."""

    tag: str
    """The tag of its content control; empty where it has none."""
    holder: BaseOxmlElement
    """What stands in the body or in a cell: the content control or the paragraph."""
    elements: list[BaseOxmlElement]
    """Its paragraphs, and tables if somebody put one there."""
    place: Place
    style: str
    """The name of the style of its first paragraph, in small letters."""
    is_controlled: bool = False
    """Whether it was put into a control of ours."""
    text: str = field(init=False)
    look: str = field(init=False)
    is_picture: bool = field(init=False)

    def __post_init__(self) -> None:
        self.text = text_of(self.elements)
        self.look = look_of(self.elements)
        self.is_picture = not self.text and has_picture(self.elements)

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading."""
        return self.style.startswith(_HEADINGS) and self.place.table is None


def passages(document: Document) -> list[Passage]:
    """The passages of a document in order, without what is empty and without the table of contents."""
    names = {style.styleId: (style.name_val or "").lower() for style in document.styles.element.style_lst}
    default = next((name for name in names.values() if name in ("normal", "standard")), "normal")
    reader = _Reader(names, default)
    return list(reader.read(document.element.body, Place()))


class _Reader:
    def __init__(self, names: dict[str, str], default: str) -> None:
        self.names = names
        self.default = default
        self.heading = ""

    def read(self, container: BaseOxmlElement, place: Place) -> Iterator[Passage]:
        for child in list(container.iterchildren(tag="{*}*")):
            if child.tag == qn("w:p"):
                yield from self._passage(inner_tag(child), child, [child], place)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, place)
            elif child.tag == qn("w:sdt"):
                yield from self._control(child, place)
            elif child.tag in (qn("w:customXml"), qn("w:smartTag"), qn("w:ins"), qn("w:moveTo")):
                yield from self.read(child, place)

    def _control(self, control: BaseOxmlElement, place: Place) -> Iterator[Passage]:
        content = control.find(qn("w:sdtContent"))
        tag = tag_of(control)
        if content is None:
            return
        if is_placeholder(control):
            return
        if tag:
            yield from self._passage(tag, control, list(content.iterchildren(tag="{*}*")), place)
        else:
            yield from self.read(content, place)

    def _table(self, table: BaseOxmlElement, place: Place) -> Iterator[Passage]:
        for row in _below(table, "w:tr"):
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                continue
            for cell in _below(row, "w:tc"):
                yield from self.read(cell, Place(self.heading, place.table if place.table is not None else table, row, cell))

    def _passage(self, tag: str, holder: BaseOxmlElement, elements: list[BaseOxmlElement], place: Place) -> Iterator[Passage]:
        style = self._style(elements)
        if _LIST_OF_PLACES.match(style) or _is_contents(elements):
            return
        inside = Place(self.heading, place.table, place.row, place.cell)
        passage = Passage(tag, holder, elements, inside, style)
        if passage.is_heading and passage.text:
            self.heading = passage.text
        if passage.text or passage.is_picture:
            yield passage

    def _style(self, elements: list[BaseOxmlElement]) -> str:
        paragraph = next((element for element in elements if element.tag == qn("w:p")), None)
        chosen = paragraph.style if paragraph is not None else None
        return self.names.get(chosen, self.default) if chosen else self.default


def loose_texts(document: Document) -> list[str]:
    """The lines in headers, footers and text boxes, each once: they are no passages, but people may type there as well."""
    edges = [line for edge in headers_and_footers(document) for line in text_of([edge]).splitlines()]
    boxes = [line for root in (document.element.body, *headers_and_footers(document)) for line in loose_lines(root)]
    return list(dict.fromkeys([*edges, *boxes]))


def tag_of(control: BaseOxmlElement) -> str:
    """The tag of a content control, if it is one of ours."""
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    words = (tag.get(qn("w:val")) or "") if tag is not None else ""
    return words if words.startswith(PREFIX) else ""


def inner_tag(paragraph: BaseOxmlElement) -> str:
    """Some programs turn the control around a paragraph into one inside of it."""
    return next((tag for control in paragraph.iter(qn("w:sdt")) if (tag := tag_of(control))), "")


def _is_contents(elements: list[BaseOxmlElement]) -> bool:
    instructions = (text for element in elements for text in element.iter(qn("w:instrText")))
    return any((text.text or "").split()[:1] == ["TOC"] for text in instructions)


def _below(container: BaseOxmlElement, tag: str) -> Iterator[BaseOxmlElement]:
    """Rows of a table or cells of a row, also those in controls; tables inside a cell are not looked into."""
    for child in list(container.iterchildren(tag="{*}*")):
        if child.tag == qn(tag):
            yield child
        elif child.tag not in TAKEN_OUT and child.tag not in (qn("w:tbl"), qn("w:tc"), qn("w:tr")):
            yield from _below(child, tag)
