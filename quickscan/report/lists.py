"""Lists of an edited report: their numbering comes along with the paragraphs that use it."""

from copy import deepcopy

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement


class Lists:
    """The numbering of one document, brought into another where it is needed."""

    def __init__(self, source: Document, target: Document) -> None:
        self._source = source
        self._target = target
        self._known: dict[str, str | None] = {}

    def renumber(self, root: BaseOxmlElement) -> None:
        """Let the list paragraphs below an element use lists of the other document."""
        for properties in list(root.iter(qn("w:numPr"))):
            number = properties.find(qn("w:numId"))
            if number is None or number.get(qn("w:val")) == "0":
                continue
            wanted = number.get(qn("w:val")) or ""
            if wanted not in self._known:
                self._known[wanted] = self._bring(wanted)
            known = self._known[wanted]
            if known:
                number.set(qn("w:val"), known)
            else:
                properties.getparent().remove(properties)

    def _bring(self, wanted: str) -> str | None:
        theirs = _numbering(self._source)
        number = next((item for item in theirs.iterchildren(qn("w:num")) if item.get(qn("w:numId")) == wanted), None)
        kind = number.find(qn("w:abstractNumId")) if number is not None else None
        if number is None or kind is None:
            return None
        of_kind = kind.get(qn("w:val"))
        wanted_kinds = (item for item in theirs.iterchildren(qn("w:abstractNum")) if item.get(qn("w:abstractNumId")) == of_kind)
        abstract = next(wanted_kinds, None)
        return None if abstract is None else self._add(deepcopy(abstract), deepcopy(number))

    def _add(self, abstract: BaseOxmlElement, number: BaseOxmlElement) -> str:
        ours = _numbering(self._target)
        kinds, numbers = list(ours.iterchildren(qn("w:abstractNum"))), list(ours.iterchildren(qn("w:num")))
        kind = str(1 + max((int(item.get(qn("w:abstractNumId"))) for item in kinds), default=0))
        name = str(1 + max((int(item.get(qn("w:numId"))) for item in numbers), default=0))
        abstract.set(qn("w:abstractNumId"), kind)
        for tag in ("w:nsid", "w:tmpl", "w:styleLink", "w:numStyleLink"):
            for element in abstract.findall(qn(tag)):
                abstract.remove(element)
        for element in list(abstract.iter(qn("w:pStyle"), qn("w:lvlPicBulletId"))):
            element.getparent().remove(element)
        number.set(qn("w:numId"), name)
        number.find(qn("w:abstractNumId")).set(qn("w:val"), kind)
        if kinds:
            kinds[-1].addnext(abstract)
        else:
            ours.insert(0, abstract)
        last = numbers[-1] if numbers else abstract
        last.addnext(number)
        return name


def _numbering(document: Document) -> BaseOxmlElement:
    found: BaseOxmlElement = document.part.numbering_part.element
    return found
