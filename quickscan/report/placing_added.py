"""What people added to a report finds its place behind the same neighbour in the report made anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.report.bringing import Bringer
from quickscan.report.edited import EditedReport
from quickscan.report.passages import Passage
from quickscan.report.reading import has_picture, text_of


@dataclass(frozen=True)
class Added:
    """A paragraph, table or table row that somebody added."""

    index: int
    """The number of its first passage in the edited report."""
    first: Passage
    elements: list[BaseOxmlElement]

    @property
    def text(self) -> str:
        """Its words."""
        return text_of(self.elements)


class Placer:
    """Puts what was added into the report made anew."""

    def __init__(self, edited: EditedReport, counterparts: dict[Passage, Passage], bringer: Bringer) -> None:
        self._all = edited.passages
        self._added = set(edited.added())
        self._bringer = bringer
        self._stands = {old: (new.holder, new.place.row) for old, new in counterparts.items()}
        known = [passage for number, passage in enumerate(self._all) if number not in self._added]
        self._known_tables = {passage.place.table for passage in known if passage.place.table is not None}
        self._known_rows = {passage.place.row for passage in known if passage.place.row is not None}

    def units(self) -> Iterator[Added]:
        """What was added, whole tables and rows as one."""
        seen: set[BaseOxmlElement] = set()
        for index in sorted(self._added):
            passage = self._all[index]
            whole = self._whole(passage)
            if whole is None:
                yield Added(index, passage, passage.elements)
            elif whole not in seen:
                seen.add(whole)
                yield Added(index, passage, [whole])

    def place(self, unit: Added) -> bool:
        """Whether a place was found."""
        place = unit.first.place
        whole = unit.elements[0]
        if place.table is None or whole is place.table:
            return self._in_body(unit)
        return self._as_row(unit) if whole is place.row else self._in_cell(unit)

    def _whole(self, passage: Passage) -> BaseOxmlElement | None:
        table, row = passage.place.table, passage.place.row
        if table is not None and table not in self._known_tables:
            return table
        return row if row is not None and row not in self._known_rows else None

    def _in_body(self, unit: Added) -> bool:
        for passage in reversed(self._all[: unit.index]):
            if passage in self._stands:
                anchor = _behind_gap(_top(self._stands[passage][0]))
                self._insert(unit, anchor)
                return True
            if passage.is_heading:
                return False
        return self._at_the_start(unit)

    def _at_the_start(self, unit: Added) -> bool:
        following = next((passage for passage in self._all[unit.index :] if passage in self._stands), None)
        if following is None:
            return False
        elements = self._bringer.bring(unit.elements)
        for element in elements:
            _top(self._stands[following][0]).addprevious(element)
        self._remember(unit, elements)
        return True

    def _as_row(self, unit: Added) -> bool:
        table, row = unit.first.place.table, unit.elements[0]
        for passage in reversed(self._all[: unit.index]):
            if passage.place.table is not table:
                return False
            anchor = self._stands.get(passage, (None, None))[1]
            if anchor is not None:
                if _columns(anchor) != _columns(row):
                    return False
                self._insert(unit, anchor, is_row=True)
                return True
        return False

    def _in_cell(self, unit: Added) -> bool:
        cell = unit.first.place.cell
        before = [passage for passage in self._all[: unit.index] if passage.place.cell is cell and passage in self._stands]
        if before:
            self._insert(unit, self._stands[before[-1]][0])
            return True
        after = [passage for passage in self._all[unit.index :] if passage.place.cell is cell and passage in self._stands]
        if after:
            elements = self._bringer.bring(unit.elements)
            for element in elements:
                self._stands[after[0]][0].addprevious(element)
            self._remember(unit, elements)
            return True
        return self._in_empty_cell(unit)

    def _in_empty_cell(self, unit: Added) -> bool:
        """The cell had nothing in it: it is found by its number in the row."""
        row, cell = unit.first.place.row, unit.first.place.cell
        new_rows = (self._stands[known][1] for known in self._all if known.place.row is row and known in self._stands)
        new_row = next((found for found in new_rows if found is not None), None)
        if row is None or new_row is None or _columns(row) != _columns(new_row):
            return False
        number = list(row.iter(qn("w:tc"))).index(cell)
        cells = list(new_row.iter(qn("w:tc")))
        paragraphs = list(cells[number].iterchildren(qn("w:p"))) if number < len(cells) else []
        if not paragraphs or text_of(cells[number].iterchildren(qn("w:p"))) or has_picture([cells[number]]):
            return False
        self._insert(unit, paragraphs[-1])
        paragraphs[-1].getparent().remove(paragraphs[-1])
        return True

    def _insert(self, unit: Added, anchor: BaseOxmlElement, is_row: bool = False) -> None:
        elements = self._bringer.bring(unit.elements)
        for element in elements:
            anchor.addnext(element)
            anchor = element
        self._remember(unit, elements, is_row)

    def _remember(self, unit: Added, elements: list[BaseOxmlElement], is_row: bool = False) -> None:
        """What follows may stand behind it."""
        whole = unit.elements[0]
        for passage in self._all[unit.index :]:
            if passage is unit.first or whole in (passage.place.table, passage.place.row):
                self._stands[passage] = (elements[-1], elements[-1] if is_row else None)


def _top(element: BaseOxmlElement) -> BaseOxmlElement:
    """What holds it in the body."""
    while element.getparent().tag != qn("w:body"):
        element = element.getparent()
    return element


def _behind_gap(anchor: BaseOxmlElement) -> BaseOxmlElement:
    """Behind a table stands an empty paragraph that keeps the distance; what is added stands behind that."""
    following = anchor.getnext()
    if anchor.tag == qn("w:tbl") and following is not None and following.tag == qn("w:p"):
        is_gap = not text_of([following]) and not has_picture([following]) and next(following.iter(qn("w:sectPr")), None) is None
        return following if is_gap else anchor
    return anchor


def _columns(row: BaseOxmlElement) -> int:
    spans = (cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.iter(qn("w:tc")))
    return sum(int(span.get(qn("w:val")) or 1) if span is not None else 1 for span in spans)
