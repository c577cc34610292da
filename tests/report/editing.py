"""What people do to a report in Word, done to the file: the example written, edited, and made again."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from quickscan.domain.base import Language
from quickscan.domain.edits import Edits
from quickscan.domain.scan import Scan
from quickscan.report.edited import read_edited
from quickscan.report.passages import Passage, passages
from quickscan.report.word import write_report
from tests.report.paper import MADE_ON, TEMPLATE, Paper, texts

DECISION = "qs:summary.decision"
LOSS = "qs:summary.loss+money+simulated"
MEASURE = "qs:advice.sheets.R24.description"

Edit = Callable[[Document], None]


@dataclass(frozen=True)
class Again:
    """A report that was made again."""

    paper: Paper
    edits: Edits

    def kinds(self) -> dict[str, int]:
        """How many passages there are of each kind, without those that have none."""
        found = [edit.kind for edit in self.edits.edits]
        return {kind: found.count(kind) for kind in dict.fromkeys(found)}


def edited(source: Path, target: Path, *edits: Edit) -> Path:
    """A copy of a report, edited and saved."""
    document = docx.Document(str(source))
    for edit in edits:
        edit(document)
    document.save(str(target))
    return target


def again(scan: Scan, source: Path, target: Path, language: Language = "de") -> Again:
    """The report of a scan made onto an edited one."""
    edits = write_report(scan, texts(), TEMPLATE, target, language, MADE_ON, read_edited(source))
    return Again(Paper(target), edits)


def passage(document: Document, tag: str) -> Passage:
    """The passage of a tag."""
    return next(found for found in passages(document) if found.tag == tag)


def saying(document: Document, words: str) -> Any:
    """The first paragraph that holds some words."""
    return next(p for p in document.element.body.iter(qn("w:p")) if words in words_of(p))


def words_of(element: Any) -> str:
    """All text below an element."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def paragraph(words: str, look: str = "", style: str = "") -> Any:
    """A new paragraph."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return parse_xml(f'<w:p {nsdecls("w")}>{styled}<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


def rewrite(tag: str, words: str, look: str = "") -> Edit:
    """Somebody types other words into a control; the first run keeps its place."""

    def edit(document: Document) -> None:
        control = passage(document, tag).holder.find(f".//{qn('w:sdtContent')}")
        for child in list(control):
            control.remove(child)
        control.append(parse_xml(f'<w:r {nsdecls("w")}><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'))

    return edit


def behind(words: str, *added: Any) -> Edit:
    """Somebody adds something behind the paragraph with some words; where that stands in a control, behind the control."""

    def edit(document: Document) -> None:
        anchor = saying(document, words)
        for element in reversed(added):
            anchor.addnext(element)

    return edit


def delete(tag: str) -> Edit:
    """Somebody deletes a passage with its control."""

    def edit(document: Document) -> None:
        holder = passage(document, tag).holder
        holder.getparent().remove(holder)

    return edit


def split_runs(document: Document) -> None:
    """What Word does all the time: runs are cut in pieces, each with numbers of its own."""
    for number, run in enumerate(list(document.element.body.iter(qn("w:r")))):
        texts_in_run = run.findall(qn("w:t"))
        if len(texts_in_run) != 1 or len(run.findall("*")) > 2 or len(texts_in_run[0].text or "") < 8:
            continue
        words, half = texts_in_run[0].text, len(texts_in_run[0].text) // 2
        second = parse_xml(f'<w:r {nsdecls("w")} w:rsidR="00{number:06X}"/>')
        for child in run:
            second.append(deepcopy(child))
        texts_in_run[0].text = words[:half]
        second.find(qn("w:t")).text = words[half:]
        for part in (texts_in_run[0], second.find(qn("w:t"))):
            part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.set(qn("w:rsidR"), f"00{number:06X}")
        run.addnext(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))
        run.getnext().addnext(second)


def without_controls(document: Document) -> None:
    """What some programs do: the controls are gone, their words stay."""
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)


def around_paragraphs(document: Document) -> None:
    """What Word does when a control holds all of a paragraph and somebody presses return at its end: it goes around."""
    for control in list(document.element.body.iter(qn("w:sdt"))):
        owner, content = control.getparent(), control.find(qn("w:sdtContent"))
        if owner.tag == qn("w:p") and owner.getparent().tag == qn("w:body"):
            for child in list(content):
                control.addprevious(child)
            owner.addprevious(control)
            content.append(owner)
