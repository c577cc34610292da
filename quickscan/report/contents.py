"""The table of contents: a field that stays a field, but already lists the headings.

Only a program that lays out pages knows their numbers: pages.py fills them in where one is at hand, otherwise Word does when it
opens the report.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.signs import bare

DEPTH = 2
"""How many levels of headings the table of contents lists."""
NO_PAGE = "\u2002"
"""What stands for a page number until Word has counted."""


@dataclass(frozen=True)
class Heading:
    """A heading of the filled document."""

    level: int
    number: str
    """Its number as Word writes it; empty where headings are not numbered."""
    text: str
    bookmark: str


@dataclass(frozen=True)
class ContentsField:
    """A TOC field, from the paragraph where it begins to the one where it ends."""

    first: BaseOxmlElement
    last: BaseOxmlElement
    instruction: str

    def replace(self, paragraphs: list[BaseOxmlElement]) -> None:
        """Put other paragraphs in its place."""
        while self.first.getnext() is not None and self.first is not self.last:
            following = self.first.getnext()
            following.getparent().remove(following)
            if following is self.last:
                break
        for paragraph in reversed(paragraphs):
            self.first.addnext(paragraph)
        self.first.getparent().remove(self.first)


def empty_contents(body: BaseOxmlElement) -> None:
    """Forget the entries of a table of contents: in a template they hold tags that only make sense at the headings."""
    for field in list(_fields(body)):
        field.replace([_paragraph("", _begin(field.instruction) + _END)])


def fill_contents(document: Document) -> None:
    """List the headings in every table of contents."""
    headings = list(_mark_headings(document))
    styles = {level: _style_id(document, f"toc {level}") for level in range(1, DEPTH + 1)}
    for field in list(_fields(document.element.body)) if headings else ():
        entries = [_entry(heading, styles[heading.level]) for heading in headings]
        entries[0] = _begin(field.instruction) + entries[0]
        entries[-1] += _END
        looks = [_look(styles[heading.level]) for heading in headings]
        field.replace([_paragraph(look, entry) for look, entry in zip(looks, entries, strict=True)])


def _fields(body: BaseOxmlElement) -> Iterator[ContentsField]:
    depth, begin, instruction = 0, None, ""
    for element in list(body.iter(qn("w:fldChar"), qn("w:instrText"))):
        kind = element.get(qn("w:fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
        if kind == "begin" and depth == 1:
            begin, instruction = _paragraph_of(element), ""
        elif kind is None and depth == 1:
            instruction += element.text or ""
        elif kind == "end" and depth == 0 and begin is not None and instruction.split()[:1] == ["TOC"]:
            end = _paragraph_of(element)
            if end.getparent() is begin.getparent():
                yield ContentsField(begin, end, instruction)


def _paragraph_of(element: BaseOxmlElement) -> BaseOxmlElement:
    paragraph: BaseOxmlElement = next(element.iterancestors(qn("w:p")))
    return paragraph


def _mark_headings(document: Document) -> Iterator[Heading]:
    """The headings of the body in order, each given a bookmark."""
    levels = {_style_id(document, f"heading {level}"): level for level in range(1, DEPTH + 1)}
    numbered = {style for style in levels if _is_numbered(document, style)}
    counters = [0] * (DEPTH + 1)
    numbers = count(_first_free_id(document.element.body))
    for paragraph in document.element.body.iter(qn("w:p")):
        level = levels.get(paragraph.style or "")
        text = bare("".join(part.text or "" for part in paragraph.iter(qn("w:t")))).strip()
        if level is None or not text:
            continue
        counters[level:] = [counters[level] + 1] + [0] * (DEPTH - level)
        number = ".".join(str(count) for count in counters[1 : level + 1]) if paragraph.style in numbered else ""
        heading = Heading(level, number, text, f"_Toc{sum(counters[1:2]):03d}{counters[2]:03d}")
        _bookmark(paragraph, heading.bookmark, next(numbers))
        yield heading


def _style_id(document: Document, name: str) -> str:
    """The id of a paragraph style by its built-in name, which Word keeps in English whatever its own language."""
    for style in document.styles.element.style_lst:
        if style.name_val is not None and style.name_val.lower() == name:
            return str(style.styleId)
    return ""


def _is_numbered(document: Document, style_id: str) -> bool:
    style = document.styles.element.get_by_id(style_id)
    number = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}") if style is not None else None
    return number is not None and number.get(qn("w:val")) != "0"


def _first_free_id(body: BaseOxmlElement) -> int:
    return 1 + max((int(mark.get(qn("w:id"))) for mark in body.iter(qn("w:bookmarkStart"))), default=0)


def _bookmark(paragraph: BaseOxmlElement, name: str, number: int) -> None:
    start = parse_xml(f'<w:bookmarkStart {nsdecls("w")} w:id="{number}" w:name="{name}"/>')
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>'))


_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def _begin(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>{_SEPARATE}'
    )


def _entry(heading: Heading, style: str) -> str:
    number = f"<w:r><w:t>{heading.number}</w:t></w:r><w:r><w:tab/></w:r>" if heading.number else ""
    return (
        f'<w:hyperlink w:anchor="{heading.bookmark}" w:history="1">{number}'
        f'<w:r><w:t xml:space="preserve">{escape(heading.text)}</w:t></w:r><w:r><w:tab/></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {heading.bookmark} \\h </w:instrText></w:r>{_SEPARATE}'
        f'<w:r><w:t xml:space="preserve">{NO_PAGE}</w:t></w:r>{_END}</w:hyperlink>'
    )


def _look(style: str) -> str:
    return f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""


def _paragraph(look: str, runs: str) -> BaseOxmlElement:
    return parse_xml(f"<w:p {nsdecls('w')}>{look}{runs}</w:p>")
