"""An edited report as it comes back: opened, checked, and told apart passage by passage from what was generated."""

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError

from quickscan.domain.base import Language
from quickscan.domain.problem import ScanError
from quickscan.report.alignment import align
from quickscan.report.passages import Passage, loose_texts, passages
from quickscan.report.reading import comparable
from quickscan.report.record import Generated, Record, kept

LARGEST_BYTES = 200_000_000
"""What an edited report may hold when unpacked."""
LANGUAGE_NAMES: dict[Language, str] = {"de": "German", "en": "English"}


@dataclass(frozen=True)
class EditedReport:
    """A report that was written by the program and saved again by people."""

    name: str
    """The name of its file."""
    document: Document
    record: Record
    passages: list[Passage]
    found: dict[int, int]
    """For the numbers of generated passages, the number of the one in `passages`."""

    def pairs(self) -> list[tuple[Generated, Passage | None]]:
        """What was generated with what stands there now; none where it was deleted."""
        generated = enumerate(self.record.passages)
        return [(part, self.passages[self.found[n]] if n in self.found else None) for n, part in generated]

    def added(self) -> list[int]:
        """The numbers of the passages that somebody added."""
        known = set(self.found.values())
        return [number for number in range(len(self.passages)) if number not in known]

    def loose(self) -> list[str]:
        """The lines in headers, footers and text boxes that were not generated."""
        known = {comparable(line) for line in self.record.loose}
        return [line for line in loose_texts(self.document) if comparable(line) not in known]

    def check(self, engagement: str, language: Language) -> None:
        """Raises ScanError where it is the report of another engagement, or in another language than is asked for."""
        made = self.record.made
        if made.engagement != engagement:
            raise ScanError.of(
                self.name,
                f"this is the report of another engagement, “{made.engagement}” instead of “{engagement}”",
                "give the edited report of this engagement",
            )
        if made.language != language:
            raise ScanError.of(
                self.name,
                f"this report is in {LANGUAGE_NAMES[made.language]}, and what was written by hand cannot be translated",
                f"make it in {LANGUAGE_NAMES[made.language]}, or make a new report in {LANGUAGE_NAMES[language]} without it",
            )


def read_edited(path: Path) -> EditedReport:
    """An edited report. Raises ScanError where the file cannot be read, or is no report of this program."""
    document = _opened(path)
    record = kept(document, path.name)
    found = passages(document)
    return EditedReport(path.name, document, record, found, align(record.passages, found))


def _opened(path: Path) -> Document:
    if not path.is_file():
        raise ScanError.of(str(path), "there is no such file", "give the path of the edited report (.docx)")
    try:
        with ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
        if size > LARGEST_BYTES:
            raise ScanError.of(path.name, f"it holds {size // 1_000_000} MB when unpacked", "make its pictures smaller in Word")
        document = docx.Document(str(path))
        if document.element.body is None:
            raise ValueError("no body")
    except (OpcError, BadZipFile, KeyError, ValueError, SyntaxError, OSError, AttributeError, TypeError) as fault:
        raise ScanError.of(
            path.name, "this is not a Word document that can be read", "open it in Word and save it again as a document (.docx)"
        ) from fault
    return document
