"""Edited reports that were uploaded: kept beside the reports, with the list of what became of what people wrote."""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from quickscan.domain.edits import Edits
from quickscan.domain.problem import Problem, ScanError
from quickscan.report.package import write_whole
from quickscan.store.report_jobs import FOLDER
from quickscan.web.reports import Wanted
from quickscan.web.services import Services

if TYPE_CHECKING:  # Word files are read only where one is handed in
    from quickscan.report.edited import EditedReport

EDITED = "edited"
"""The folder of uploaded reports, in the folder of reports."""
LARGEST_UPLOAD = 50_000_000
"""Bytes; a report with many pictures is a tenth of it."""
_NAME = re.compile(r"[0-9a-f]{16}")


def take_edited(services: Services, engagement_id: str, name: str, content: bytes, template: str) -> Wanted:
    """Keeps an uploaded report, and says which new one is made onto it.

    Raises ScanError where it is no edited report of this engagement.
    """
    from quickscan.report.edited import read_edited

    shown = Path(name).name
    if len(content) > LARGEST_UPLOAD:
        raise ScanError.of(shown, "the file is larger than 50 MB", "make its pictures smaller in Word")
    kept = hashlib.sha256(content).hexdigest()[:16]
    place = _place(services.store.database.file.parent / FOLDER, kept)
    write_whole(place, content, "the edited report")
    try:
        edited = read_edited(place)
        edited.check(services.store.get(engagement_id).id, edited.record.made.language)
    except ScanError as error:
        place.unlink(missing_ok=True)
        raise ScanError([Problem(shown, problem.what, problem.remedy) for problem in error.problems]) from error
    return Wanted(edited.record.made.language, "docx", template, kept)


def read_onto(reports: Path, name: str) -> "EditedReport | None":
    """The edited report that a new one is made onto; none without a name. Raises ScanError where it is no longer there."""
    from quickscan.report.edited import read_edited

    return read_edited(_place(reports, name)) if name else None


def keep_edits(edits: Edits, report: Path) -> None:
    """Keeps the list of what became of what people wrote, beside the report."""
    write_whole(_list(report), edits.model_dump_json().encode(), "the list of changes")


def kept_edits(report: Path) -> Edits | None:
    """The list beside a report; none while it is not written yet."""
    place = _list(report)
    return Edits.model_validate_json(place.read_bytes()) if place.is_file() else None


def _place(reports: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise ScanError.of(name or "-", "there is no such edited report", "upload it again")
    return reports / EDITED / f"{name}.docx"


def _list(report: Path) -> Path:
    return report.with_suffix(".edits.json")
