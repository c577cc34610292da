"""The example scan, reports made of it, and a reader that sees a Word file as a person would."""

import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from quickscan.analysis.scan import ScanSettings, run_scan
from quickscan.assessment.assess import assess
from quickscan.domain.base import Language, Text
from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.scan import Scan
from quickscan.files.catalogue import shipped_example
from quickscan.files.read import read_engagement, read_texts
from quickscan.interview.path import follow
from quickscan.report.word import write_report
from quickscan.simulation.replicate import Plan
from tests.material import ROOT, car_dealers, deck, knowledge

TEMPLATE = ROOT / "report_templates" / "standard.docx"
MADE_ON = date(2026, 11, 24)


@cache
def texts() -> dict[str, Text]:
    """The fixed words of the standard template."""
    return read_texts(TEMPLATE.with_name("standard.texts.yaml"))


@cache
def car_maker() -> Scan:
    """The complete example."""
    return scan_of(read_engagement(shipped_example("car_maker"), knowledge()))


@cache
def nearly_empty() -> Scan:
    """The example with hardly an answer."""
    return scan_of(read_engagement(shipped_example("nearly_empty"), knowledge()))


def scan_of(engagement: Engagement) -> Scan:
    """A scan with as few replications as give an interval."""
    return run_scan(engagement, knowledge(), car_dealers(), deck(), ScanSettings(plan=Plan(replications=2)))


def with_fewer_answers(scan: Scan, answers: tuple[Answer, ...]) -> Scan:
    """The scan assessed again on fewer answers; simulation and recommendations, which take long, stay as they were."""
    engagement = scan.engagement.model_copy(update={"answers": answers})
    assessment = assess(engagement, knowledge())
    course = follow(engagement, knowledge().rules)
    return scan.model_copy(
        update={"engagement": engagement, "assessment": assessment, "answers": course.answers, "process_notes": {}}
    )


def with_answers(scan: Scan, answers: list[Answer]) -> Scan:
    """The same results with other answer records: for what is printed of answers, not for what follows from them."""
    return scan.model_copy(update={"engagement": scan.engagement.model_copy(update={"answers": tuple(answers)})})


def with_client(scan: Scan, **changes: object) -> Scan:
    """The scan of a client that is called or described otherwise."""
    client = scan.engagement.client.model_copy(update=changes)
    return scan.model_copy(update={"engagement": scan.engagement.model_copy(update={"client": client})})


def write(scan: Scan, folder: Path, language: Language = "de", template: Path = TEMPLATE) -> "Paper":
    """The report of a scan."""
    target = folder / f"report_{language}.docx"
    write_report(scan, texts(), template, target, language, MADE_ON)
    return Paper(target)


class Paper:
    """A written report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document = Document(str(path))

    @property
    def body(self) -> Any:
        return self.document.element.body

    def paragraphs(self) -> list[str]:
        """The text of every paragraph, also in tables; line breaks and tabs as characters."""
        return ["".join(_characters(paragraph)) for paragraph in self.body.iter(qn("w:p"))]

    def words(self) -> str:
        """All text of the body."""
        return "\n".join(self.paragraphs())

    def marked(self) -> str:
        """All text of the body with origin marks in square brackets."""
        return "\n".join("".join(_characters(paragraph, marked=True)) for paragraph in self.body.iter(qn("w:p")))

    def edges(self) -> str:
        """All text of headers and footers."""
        names = [name for name in self.files() if name.startswith(("word/header", "word/footer"))]
        return "\n".join(self.files()[name].decode() for name in names)

    def headings(self, level: int) -> list[str]:
        """The headings of one level."""
        return [paragraph.text for paragraph in self.document.paragraphs if paragraph.style.name == f"Heading {level}"]

    def files(self) -> dict[str, bytes]:
        """The parts in the file."""
        with zipfile.ZipFile(self.path) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def _characters(paragraph: Any, marked: bool = False) -> Iterator[str]:
    for element in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
        if element.tag == qn("w:t"):
            style = element.getparent().find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
            is_mark = style is not None and style.get(qn("w:val")) == "OriginMark"
            yield (f"[{element.text}]" if marked else "") if is_mark else element.text or ""
        elif element.getparent().tag == qn("w:r"):
            yield "\n" if element.tag == qn("w:br") else "\t"
