"""The one way from a scan to a file: Word report, workbook, deck or PDF, told apart by the ending of the name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from quickscan.domain.base import Language, Text
from quickscan.domain.edits import Edits
from quickscan.domain.export import FORMATS, Format
from quickscan.domain.problem import ScanError
from quickscan.domain.scan import Scan
from quickscan.exports.pdf import pdf, refuse_without_converter
from quickscan.report.edited import EditedReport
from quickscan.report.package import write_whole


@dataclass(frozen=True)
class Material:
    """What exporters need besides a scan."""

    texts: dict[str, Text]
    """The fixed words of report, workbook and deck."""
    template: Path
    """The Word template."""
    deck: Path
    """The template of the deck."""


@dataclass(frozen=True)
class Edition:
    """Which report it is."""

    language: Language
    """Its language."""
    made_on: date
    """The day it is made."""
    onto: EditedReport | None = None
    """An earlier Word report whose words by hand stay."""
    page_numbers: bool = True
    """Whether pages are counted by LibreOffice where it is installed; otherwise Word fills them in on opening."""


Exporter = Callable[[Scan, Path, Material, Edition], Edits]


def format_of(target: Path) -> Format:
    """The format by the ending of a name. Raises ScanError for any other ending."""
    ending = target.suffix.lower().removeprefix(".")
    for known in FORMATS:
        if ending == known:
            return known
    said = f"cannot write a report as {target.suffix or 'a file without an ending'}"
    raise ScanError.of(str(target), said, f"end the name in {', '.join(f'.{known}' for known in FORMATS)}")


def refuse_impossible(target: Path, onto: Path | None = None) -> None:
    """Raises ScanError for a file that cannot be made here, before anything long is begun."""
    wanted = format_of(target)
    if wanted == "pdf":
        refuse_without_converter()
    if onto is not None and wanted not in ("docx", "pdf"):
        said = "holds words by hand, and a workbook or a deck has no place for them"
        raise ScanError.of(str(onto), said, "end the name of the new file in .docx or .pdf")


def export(scan: Scan, target: Path, material: Material, edition: Edition) -> Edits:
    """Write a file of a scan in the format of its ending, and tell what became of words by hand. Raises ScanError.

    The target is written whole or left as it was.
    """
    return EXPORTERS[format_of(target)](scan, target, material, edition)


def _word(scan: Scan, target: Path, material: Material, edition: Edition) -> Edits:
    from quickscan.report.pages import counted_by_libreoffice
    from quickscan.report.word import write_report

    texts, template, count_pages = material.texts, material.template, counted_by_libreoffice if edition.page_numbers else None
    return write_report(scan, texts, template, target, edition.language, edition.made_on, edition.onto, count_pages)


def _workbook(scan: Scan, target: Path, material: Material, edition: Edition) -> Edits:
    from quickscan.exports.workbook.write import workbook

    write_whole(target, workbook(scan, material.texts, edition.language, edition.made_on), "the workbook")
    return Edits()


def _deck(scan: Scan, target: Path, material: Material, edition: Edition) -> Edits:
    from quickscan.exports.deck.write import deck

    write_whole(target, deck(scan, material.texts, material.deck, edition.language, edition.made_on), "the deck")
    return Edits()


def _pdf(scan: Scan, target: Path, material: Material, edition: Edition) -> Edits:
    refuse_without_converter()
    with TemporaryDirectory(prefix="quickscan-report-") as folder:
        document = Path(folder) / "report.docx"
        edits = _word(scan, document, material, edition)
        content = pdf(document.read_bytes())
    write_whole(target, content, "the PDF")
    return edits


EXPORTERS: Mapping[Format, Exporter] = {"docx": _word, "xlsx": _workbook, "pptx": _deck, "pdf": _pdf}
