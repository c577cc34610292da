"""The paragraphs of a template, each with the place where a person finds it in Word."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docx.opc.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxtpl import DocxTemplate

PLACE_LENGTH = 80
"""How many characters of a paragraph are enough to find it again."""
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

PartName = Literal["body", "header", "footer", "footnotes", "endnotes"]
Inside = Literal["paragraph", "table cell", "text box"]


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands."""

    part: PartName
    """In which part of the document."""
    inside: Inside
    """Whether it is a paragraph of the text, of a table or of a text box."""
    number: int
    """The how-manieth paragraph of its part it is, counted from 1; those in tables and text boxes count."""
    text: str
    """The beginning of its text."""

    def __str__(self) -> str:
        part = "" if self.part == "body" else f"{self.part}, "
        inside = "" if self.inside == "paragraph" else f" ({self.inside})"
        return f"{part}paragraph {self.number}{inside}, “{self.text}”"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a template."""

    place: Place
    """Where it stands."""
    text: str
    """All of its text on one line; line breaks and tabs are spaces."""
    element: BaseOxmlElement
    """The paragraph itself."""

    def around(self, tag: str) -> BaseOxmlElement | None:
        """The nearest element of that name around it, such as w:tr; none where there is none."""
        return next(self.element.iterancestors(qn(tag)), None)


def stories(word: DocxTemplate) -> Iterator[list[Paragraph]]:
    """The paragraphs of body, headers, footers and notes; each is filled by itself, so a loop cannot go from one to another."""
    yield list(_paragraphs("body", word.docx.element.body))
    for part in word.docx.part.package.iter_parts():
        name = _story_name(str(part.content_type))
        if name is not None:
            yield list(_paragraphs(name, parse_xml(part.blob)))


_NAMES: tuple[tuple[str, PartName], ...] = (
    (".header+xml", "header"),
    (".footer+xml", "footer"),
    (".footnotes+xml", "footnotes"),
    (".endnotes+xml", "endnotes"),
)


def _story_name(content_type: str) -> PartName | None:
    return next((name for ending, name in _NAMES if content_type.endswith(ending)), None)


def _paragraphs(part: PartName, root: BaseOxmlElement) -> Iterator[Paragraph]:
    """Word keeps a text box a second time for old programs; that copy does not count."""
    number = 0
    for element in root.iter(qn("w:p")):
        if next(element.iterancestors(f"{MARKUP}Fallback"), None) is not None:
            continue
        number += 1
        text = text_of(element)
        yield Paragraph(Place(part, _inside(element), number, shortened(text)), text, element)


def _inside(element: BaseOxmlElement) -> Inside:
    for outer in element.iterancestors(qn("w:txbxContent"), qn("w:tc")):
        return "text box" if outer.tag == qn("w:txbxContent") else "table cell"
    return "paragraph"


def text_of(element: BaseOxmlElement) -> str:
    """The text of a paragraph without that of text boxes anchored in it."""
    every = element.iter(qn("w:t"), qn("w:br"), qn("w:tab"))
    own = (piece for piece in every if next(piece.iterancestors(qn("w:p"))) is element)
    return "".join(" ".join((piece.text or "").splitlines()) if piece.tag == qn("w:t") else " " for piece in own)


def shortened(text: str) -> str:
    """The beginning of a text, enough to find it again."""
    words = " ".join(text.split()) or "…"
    return words if len(words) <= PLACE_LENGTH else words[: PLACE_LENGTH - 1] + "…"
