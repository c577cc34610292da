"""A report made anew takes over what people wrote into the last one, and says what became of each passage."""

from dataclasses import dataclass, field
from datetime import date

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from quickscan.domain.base import Language
from quickscan.domain.edits import EDIT_KINDS, Edit, EditKind, Edits
from quickscan.report.alignment import ALIKE, likeness
from quickscan.report.appendix_by_hand import Leftover, add_appendix, begins_appendix, is_fixed, plain_paragraph
from quickscan.report.bringing import Bringer
from quickscan.report.controls import put_in_control
from quickscan.report.edited import EditedReport
from quickscan.report.passages import Passage
from quickscan.report.placing_added import Placer
from quickscan.report.reading import has_picture, shown, text_of
from quickscan.report.record import Generated
from quickscan.report.remarks import Remarks
from quickscan.report.taking_out import take_out
from quickscan.report.three_way import rule
from quickscan.report.words_by_hand import EDGE, conflict_words


def merge(document: Document, fresh: list[Passage], edited: EditedReport, language: Language, made_on: date) -> Edits:
    """Bring what people wrote in an edited report into the document; `fresh` are its passages as generated now."""
    merger = _Merger(document, fresh, edited, language, made_on)
    merger.compare()
    merger.add()
    merger.finish()
    order = {kind: number for number, kind in enumerate(EDIT_KINDS)}
    return Edits(edits=tuple(sorted(merger.edits, key=lambda edit: order[edit.kind])))


@dataclass
class _Merger:
    document: Document
    fresh: list[Passage]
    edited: EditedReport
    language: Language
    made_on: date
    edits: list[Edit] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    deleted: list[Passage] = field(default_factory=list)
    counterparts: dict[Passage, Passage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.remarks = Remarks(self.edited.document, self.document, self.made_on)
        self.bringer = Bringer(self.edited.document, self.document, self.remarks)
        self.by_tag = {passage.tag: passage for passage in self.fresh}
        known = {part.tag for part in self.edited.record.passages}
        self.new = [passage for passage in self.fresh if passage.tag not in known]

    def compare(self) -> None:
        """Every generated passage of the last time with what stands there and with what is generated now."""
        for then, passage in self.edited.pairs():
            now = self.by_tag.get(then.tag)
            if passage is None:
                self._deleted(then, now)
            elif now is None:
                self._without_place(then, passage)
            else:
                self._three(then, passage, now)
        for passage in self.new:
            self._note("data", passage, passage.tag, now=passage.text)

    def _deleted(self, then: Generated, now: Passage | None) -> None:
        if now is not None:
            self.deleted.append(now)
            self._note("deleted", now, then.tag, then.text, "", now.text)

    def _without_place(self, then: Generated, passage: Passage) -> None:
        """Nothing is generated in its place: gone with the data, or renamed, or only the words by hand are left."""
        if rule(then.text, passage.text, then.text) == "same":
            self._note("data", passage, then.tag, then.text)
            return
        successor = self._successor(then)
        if successor is not None:
            self.new.remove(successor)
            self._three(then, passage, successor)
            return
        self.leftovers.append(Leftover(shown(passage.place.heading), passage.elements))
        self._note("unplaced", passage, then.tag, then.text, passage.text)

    def _successor(self, then: Generated) -> Passage | None:
        """A new passage that says nearly the same in the same part of the report."""
        part = then.tag.partition(".")[0]
        alike = [(likeness(then.text, new.text), new) for new in self.new if new.tag.partition(".")[0] == part]
        best = max(alike, key=lambda pair: pair[0], default=None)
        return best[1] if best is not None and best[0] >= ALIKE else None

    def _three(self, then: Generated, passage: Passage, now: Passage) -> None:
        self.counterparts[passage] = now
        if passage.is_picture and then.is_picture:
            return
        ruling = rule(then.text, passage.text, now.text, self.remarks.asks(passage.elements))
        formatted = ruling == "same" and passage.look != then.look and then.text == now.text
        if ruling == "data":
            self._note("data", now, then.tag, then.text, passage.text, now.text)
        elif ruling != "same" or formatted:
            self._keep(ruling if ruling == "both" else "hand", then, passage, now)

    def _keep(self, kind: EditKind, then: Generated, passage: Passage, now: Passage) -> None:
        self._note(kind, now, then.tag, then.text, passage.text, now.text)
        _replace(now, self.bringer.bring(passage.elements))
        if kind == "both":
            self.remarks.say(conflict_words(shown(then.text), shown(now.text), self.language), now.elements)

    def add(self) -> None:
        """What people typed between the passages, each behind the passage it stood behind."""
        placer = Placer(self.edited, self.counterparts, self.bringer)
        in_appendix = False
        for unit in placer.units():
            in_appendix = in_appendix or begins_appendix(unit.first)
            if in_appendix and is_fixed(unit.first):
                continue
            if in_appendix:
                self.leftovers.append(Leftover("", _without_table(unit.elements)))
            elif placer.place(unit):
                self._note("added", unit.first, "", "", unit.text)
            else:
                self.leftovers.append(Leftover(shown(unit.first.place.heading), _without_table(unit.elements)))
                self._note("unplaced", unit.first, "", "", unit.text)

    def finish(self) -> None:
        """What was deleted goes, remarks stand where they stood, and what has no place stands at the end."""
        for passage, now in self.counterparts.items():
            for number in self.remarks.by_people(passage.elements):
                self.remarks.move(number, now.elements)
        take_out(self.deleted, self.fresh)
        self._keep_loose()
        brought = [Leftover(left.heading, self.bringer.bring(left.elements)) for left in self.leftovers]
        add_appendix(self.document, brought, self.language)

    def _keep_loose(self) -> None:
        """Headers, footers and text boxes are the template's; what people typed there stands at the end."""
        heading = EDGE.in_language(self.language)
        for line in self.edited.loose():
            self.leftovers.append(Leftover(heading, [plain_paragraph(line)]))
            self.edits.append(Edit(kind="unplaced", place=heading, tag="", by_hand=line))

    def _note(self, kind: EditKind, passage: Passage, tag: str, then: str = "", by_hand: str = "", now: str = "") -> None:
        words = {"place": passage.place.heading, "then": then, "by_hand": by_hand, "now": now}
        self.edits.append(Edit(kind=kind, tag=tag, **{name: shown(text) for name, text in words.items()}))


def _without_table(elements: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """A row that has lost its table becomes the paragraphs of its cells."""
    if elements[0].tag != qn("w:tr"):
        return elements
    return [
        paragraph for row in elements for paragraph in row.iter(qn("w:p")) if text_of([paragraph]) or has_picture([paragraph])
    ]


def _replace(now: Passage, elements: list[BaseOxmlElement]) -> None:
    """Put other paragraphs in the place of a passage, inside its control where it has one."""
    first, last = now.elements[0], elements[-1]
    for element in elements:
        first.addprevious(element)
    section = next((found for element in now.elements for found in element.iter(qn("w:sectPr"))), None)
    for element in now.elements:
        element.getparent().remove(element)
    if last.tag != qn("w:p"):
        empty = last.makeelement(qn("w:p"))
        last.addnext(empty)
        elements.append(empty)
    if section is not None:
        elements[-1].get_or_add_pPr().append(section)
    now.elements = elements
    now.holder = put_in_control(elements, now.tag) if now.is_controlled else elements[0]
