"""Comments in the margin: those of people come along, our own say what the data would print where somebody wrote otherwise."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.reading import text_of

AUTHOR = "Quick-Scan"
INITIALS = "QS"
_ANCHORS = (qn("w:commentRangeStart"), qn("w:commentRangeEnd"), qn("w:commentReference"))


class Remarks:
    """The comments of an edited report, and those of the one made anew."""

    def __init__(self, source: Document, target: Document, made_on: date) -> None:
        self._target = target
        self._moment = datetime.combine(made_on, time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._notes = {kind: _part(source, f"{kind}s") for kind in ("footnote", "endnote")}
        comments = _part(source, "comments")
        theirs = comments.iterchildren(qn("w:comment")) if comments is not None else ()
        self.theirs = {comment.get(qn("w:id")) or "": comment for comment in theirs}
        self._brought: dict[str, str] = {}

    def note(self, kind: str, number: str) -> str:
        """The text of a footnote or endnote."""
        part = self._notes[kind]
        notes = part.iterchildren(qn(f"w:{kind}")) if part is not None else ()
        return text_of([note for note in notes if note.get(qn("w:id")) == number])

    def asks(self, elements: list[BaseOxmlElement]) -> bool:
        """Whether a comment of ours still stands at a passage: what it asks is not settled."""
        return any(_author(self.theirs[number]) == AUTHOR for number in self._numbers(elements))

    def by_people(self, elements: list[BaseOxmlElement]) -> list[str]:
        """The numbers of the comments that people wrote at a passage."""
        return [number for number in self._numbers(elements) if _author(self.theirs[number]) != AUTHOR]

    def bring(self, root: BaseOxmlElement) -> None:
        """Let the comments below an element stand in the other document; our own stay behind, they are written anew."""
        for anchor in list(root.iter(*_ANCHORS)):
            number = anchor.get(qn("w:id")) or ""
            known = None
            if number in self.theirs and _author(self.theirs[number]) != AUTHOR:
                known = self._brought.get(number) or self._bring(number)
            if known:
                anchor.set(qn("w:id"), known)
            else:
                _remove(anchor)

    def move(self, number: str, elements: list[BaseOxmlElement]) -> None:
        """Put a person's comment at a passage made anew, unless it came along with its words."""
        if number not in self._brought:
            _anchor(elements, self._bring(number))

    def say(self, words: str, elements: list[BaseOxmlElement]) -> None:
        """A comment of our own at a passage."""
        _anchor(elements, self._add(AUTHOR, INITIALS, self._moment, words))

    def _numbers(self, elements: list[BaseOxmlElement]) -> Iterator[str]:
        for element in elements:
            numbers = (reference.get(qn("w:id")) or "" for reference in element.iter(qn("w:commentReference")))
            yield from (number for number in numbers if number in self.theirs)

    def _bring(self, number: str) -> str:
        comment = self.theirs[number]
        when = comment.get(qn("w:date")) or self._moment
        self._brought[number] = self._add(_author(comment), comment.get(qn("w:initials")) or "", when, text_of([comment]))
        return self._brought[number]

    def _add(self, author: str, initials: str, when: str, words: str) -> str:
        added = self._target.comments.add_comment(words, author, initials)
        added._comment_elm.set(qn("w:date"), when)
        return str(added.comment_id)


def _author(comment: BaseOxmlElement) -> str:
    return comment.get(qn("w:author")) or ""


def _part(document: Document, name: str) -> BaseOxmlElement | None:
    """The root of a part such as comments; parts that the library does not know are read here."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{name}"):
            part = relation.target_part
            return part.element if isinstance(part, XmlPart) else parse_xml(part.blob)
    return None


def _anchor(elements: list[BaseOxmlElement], number: str) -> None:
    """Around the whole of the paragraphs, from the first to the last."""
    paragraphs = [paragraph for element in elements for paragraph in element.iter(qn("w:p"))]
    begin, end, run = OxmlElement("w:commentRangeStart"), OxmlElement("w:commentRangeEnd"), OxmlElement("w:r")
    reference = OxmlElement("w:commentReference")
    for element in (begin, end, reference):
        element.set(qn("w:id"), number)
    run.append(reference)
    properties = paragraphs[0].find(qn("w:pPr"))
    if properties is None:
        paragraphs[0].insert(0, begin)
    else:
        properties.addnext(begin)
    paragraphs[-1].append(end)
    paragraphs[-1].append(run)


def _remove(anchor: BaseOxmlElement) -> None:
    parent = anchor.getparent()
    parent.remove(anchor)
    if parent.tag == qn("w:r") and not [child for child in parent if child.tag != qn("w:rPr")]:
        parent.getparent().remove(parent)
