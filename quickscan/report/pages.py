"""Page numbers of headings and of whatever else is referred to: counted in a laid-out copy, written into fields that stay fields.

Only a program that lays out pages knows them. Where there is none, or it fails, Word fills them in when it opens the report.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.libreoffice import laid_out


@dataclass(frozen=True)
class Pages:
    """Where bookmarks stand."""

    of: Mapping[str, int]
    """The page of each bookmark, the first page being 1."""
    counted_by: str
    """The program that laid the pages out, such as LibreOffice 7.4."""


NO_PAGES = Pages({}, "")
CountPages = Callable[[bytes], Pages]
"""Lays out a Word file, and says on which page each bookmark stands; nothing where it cannot."""

_REFERENCE = re.compile(r"\s*PAGEREF\s+(\S+)")
_KIDS = re.compile(rb"/Type\s*/Pages\b.*?/Kids\s*\[([^\]]*)\]", re.DOTALL)
_DESTINATION = re.compile(rb"/([0-9A-Za-z-]+)\s*\[\s*(\d+) 0 R\s*/XYZ")
_DESTINATIONS = re.compile(rb"/Dests (\d+) 0 R")
_PRODUCER = re.compile(rb"/Producer\s*<([0-9A-Fa-f]+)>")
UTF16_MARK = b"\xfe\xff"


def counted_by_libreoffice(document: bytes) -> Pages:
    """The pages as LibreOffice lays them out; nothing where it is not installed or fails."""
    pdf = laid_out(document)
    return NO_PAGES if pdf is None else pages_in(pdf)


def pages_in(pdf: bytes) -> Pages:
    """The bookmarks of a PDF that LibreOffice made of a Word file."""
    kids, place = _KIDS.search(pdf), _DESTINATIONS.search(pdf)
    if kids is None or place is None:
        return NO_PAGES
    page_of = {number: page for page, number in enumerate(re.findall(rb"(\d+) 0 R", kids[1]), 1)}
    begin = pdf.index(b"\n" + place[1] + b" 0 obj")
    listed = pdf[begin : pdf.index(b"endobj", begin)]
    found = {name.decode(): page_of[number] for name, number in _DESTINATION.findall(listed) if number in page_of}
    return Pages(found, _producer(pdf))


def _producer(pdf: bytes) -> str:
    named = _PRODUCER.search(pdf)
    words = bytes.fromhex(named[1].decode()).removeprefix(UTF16_MARK) if named is not None else b""
    return words.decode("utf-16-be")


def destination(bookmark: str) -> str:
    """A bookmark's name as it stands in the PDF: everything but letters, digits and hyphens as hexadecimal digits."""
    plain = (sign if sign.isascii() and (sign.isalnum() or sign == "-") else f"{ord(sign):02X}" for sign in bookmark)
    return "".join(plain)


def number_pages(document: Document, pages: Pages) -> bool:
    """Write page numbers into the references to pages, and say whether any was written.

    None is where pages do not count from 1 throughout: what stands on a page is then not its place in the file.
    """
    if any(start.get(qn("w:start")) is not None for start in document.element.body.iter(qn("w:pgNumType"))):
        return False
    written = False
    for bookmark, results in list(_references(document.element.body)):
        page = pages.of.get(destination(bookmark))
        if page is not None and results:
            _write(results, str(page))
            written = True
    return written


def _references(body: BaseOxmlElement) -> Iterator[tuple[str, list[BaseOxmlElement]]]:
    """Every reference to a page with the texts of its result; fields may lie in fields, as in a table of contents."""
    begun: list[tuple[list[str], list[BaseOxmlElement]]] = []
    for element in body.iter(qn("w:fldChar"), qn("w:instrText"), qn("w:t")):
        kind = element.get(qn("w:fldCharType"))
        if kind == "begin":
            begun.append(([], []))
        elif element.tag == qn("w:instrText") and begun:
            begun[-1][0].append(element.text or "")
        elif element.tag == qn("w:t") and begun:
            begun[-1][1].append(element)
        elif kind == "end" and begun:
            instruction, results = begun.pop()
            reference = _REFERENCE.match("".join(instruction))
            if reference is not None:
                yield reference[1], results


def _write(results: list[BaseOxmlElement], number: str) -> None:
    results[0].text = number
    for rest in results[1:]:
        rest.text = ""
