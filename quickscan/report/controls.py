"""Content controls around what a consultant may rewrite, each with a tag that says what it holds.

They look like nothing in Word. Tables are data and headings belong to the table of contents: their words have a tag as
well, but no control; they are found again by their place between the others.
"""

from collections import Counter
from xml.sax.saxutils import quoteattr
from zlib import crc32

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.names import ITEM, key_of, numbered
from quickscan.report.passages import PREFIX, Passage, passages
from quickscan.report.signs import NAME, NAME_OPEN, PRINTED

LONGEST_TAG = 64
"""Characters that Word keeps of a tag."""
SENTENCE = 8
"""From so many words on the text of a cell is told rather than listed, and gets a control."""
REFERENCE = ("answers.", "sources.", "rules.")
"""The appendix, whose tables nobody rewrites."""
APPEARANCE = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
LARGEST_ID = 0x7FFFFFFF
"""Word wants a number for each control, and each number once in a document."""
_FIXED_WORDS = "t."
_PLAIN = ("heading", "title", "caption")

Names = dict[BaseOxmlElement, list[str]]
"""Paragraphs with the fields that were printed in them."""


def take_names(body: BaseOxmlElement) -> Names:
    """The fields and charts printed in each paragraph; the signs of fields are taken out, also of attributes."""
    found: Names = {}
    for text in body.iter(qn("w:t"), qn("w:instrText"), qn("a:t")):
        printed = PRINTED.findall(text.text or "")
        paragraph = next(text.iterancestors(qn("w:p")), None) if printed else None
        if paragraph is not None:
            found.setdefault(paragraph, []).extend(name or f"chart.{chart}" for name, chart in printed)
            text.text = NAME.sub("", text.text)
    for value in body.xpath(f"//@*[contains(., '{NAME_OPEN}')]"):
        value.getparent().set(value.attrname, NAME.sub("", value))
    return found


def tag_passages(document: Document, names: Names) -> list[Passage]:
    """The passages of a freshly filled document, each with a tag, those that may be rewritten in a control."""
    seen, found = Counter[str](), passages(document)
    for passage in found:
        fields = names.get(passage.holder, [])
        passage.tag = numbered(_tag(fields, passage.text), seen)
        if _is_told(passage, fields):
            put_in_control(passage.elements, passage.tag)
            passage.is_controlled = True
    return found


def _tag(fields: list[str], text: str) -> str:
    """Made of the fields of the context, or where only fixed words stand, of those; the template's own text by its words."""
    whole_lists = Counter(field.partition(ITEM)[0] for field in dict.fromkeys(fields) if ITEM in field)
    joined = [field.partition(ITEM)[0] if whole_lists[field.partition(ITEM)[0]] > 1 else field for field in fields]
    told = list(dict.fromkeys(joined))
    first, *others = [field for field in told if not field.startswith(_FIXED_WORDS)] or told or [f"own.{key_of(text)}"]
    whole = PREFIX + "+".join([first, *(other.rpartition(".")[2] for other in others)])
    room = LONGEST_TAG - len("~9999")
    return whole if len(whole) <= room else f"{whole[: room - 9]}.{crc32(whole.encode()):08x}"


def _is_told(passage: Passage, fields: list[str]) -> bool:
    if not passage.text or passage.holder.tag != qn("w:p") or passage.style.startswith(_PLAIN):
        return False
    if passage.holder.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
        return False
    if passage.place.table is None:
        return True
    return len(passage.text.split()) >= SENTENCE and not any(field.startswith(REFERENCE) for field in fields)


def put_in_control(elements: list[BaseOxmlElement], tag: str) -> BaseOxmlElement:
    """A control of ours around the words of one paragraph, or around several; what now stands in the document is returned.

    Around one paragraph as a whole it would do as well, but LibreOffice 7 loses the looks of the words in such a one.
    """
    number = crc32(tag.encode()) & LARGEST_ID or 1
    control = parse_xml(
        f'<w:sdt {nsdecls("w")} {APPEARANCE}><w:sdtPr><w:alias w:val="Quick-Scan"/><w:tag w:val={quoteattr(tag)}/>'
        f'<w:id w:val="{number}"/><w15:appearance w15:val="hidden"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    content, first = control.find(qn("w:sdtContent")), elements[0]
    if len(elements) > 1 or first.tag != qn("w:p"):
        first.addprevious(control)
        for element in elements:
            content.append(element)
        return control
    for child in [child for child in first if child.tag != qn("w:pPr")]:
        content.append(child)
    first.append(control)
    return first
