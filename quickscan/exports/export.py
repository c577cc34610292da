"""The one way from a scan to a file: Word report, workbook, deck or PDF, told apart by the ending of the name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from quickscan.domain.base import Language, Text
from quickscan.domain.export import FORMATS, Format
from quickscan.domain.problem import ScanError
from quickscan.domain.scan import Scan
from quickscan.exports.pdf import pdf, refuse_without_converter
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

    def with_template(self, template: Path | None) -> "Material":
        """The same with another Word template, where one is given."""
        return self if template is None else replace(self, template=template)


@dataclass(frozen=True)
class Edition:
    """Which report it is."""

    language: Language
    """Its language."""
    made_on: date
    """The day it is made."""


Exporter = Callable[[Scan, Path, Material, Edition], None]


def format_of(target: Path) -> Format:
    """The format by the ending of a name. Raises ScanError for any other ending."""
    ending = target.suffix.lower().removeprefix(".")
    for known in FORMATS:
        if ending == known:
            return known
    said = f"cannot write a report as {target.suffix or 'a file without an ending'}"
    raise ScanError.of(str(target), said, f"end the name in {', '.join(f'.{known}' for known in FORMATS)}")


def refuse_impossible(target: Path) -> None:
    """Raises ScanError for a file that cannot be made here, before anything long is begun."""
    if format_of(target) == "pdf":
        refuse_without_converter()


def export(scan: Scan, target: Path, material: Material, edition: Edition) -> None:
    """Write a file of a scan in the format of its ending. The target is written whole or left as it was. Raises ScanError."""
    EXPORTERS[format_of(target)](scan, target, material, edition)


def _word(scan: Scan, target: Path, material: Material, edition: Edition) -> None:
    from quickscan.report.word import write_report

    write_report(scan, material.texts, material.template, target, edition.language, edition.made_on)


def _workbook(scan: Scan, target: Path, material: Material, edition: Edition) -> None:
    from quickscan.exports.workbook.write import workbook

    write_whole(target, workbook(scan, material.texts, edition.language, edition.made_on), "the workbook")


def _deck(scan: Scan, target: Path, material: Material, edition: Edition) -> None:
    from quickscan.exports.deck.write import deck

    write_whole(target, deck(scan, material.texts, material.deck, edition.language, edition.made_on), "the deck")


def _pdf(scan: Scan, target: Path, material: Material, edition: Edition) -> None:
    refuse_without_converter()
    with TemporaryDirectory(prefix="quickscan-report-") as folder:
        document = Path(folder) / "report.docx"
        _word(scan, document, material, edition)
        content = pdf(document.read_bytes())
    write_whole(target, content, "the PDF")


EXPORTERS: Mapping[Format, Exporter] = {"docx": _word, "xlsx": _workbook, "pptx": _deck, "pdf": _pdf}
