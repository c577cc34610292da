"""Questionnaires as files: those shipped, and an upload read with all its faults, each beside the lines it is about."""

import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from quickscan.domain.knowledge import Knowledge
from quickscan.domain.problem import Problem, ScanError
from quickscan.domain.questionnaire import Questionnaire
from quickscan.files.catalogue import shipped_questionnaire
from quickscan.files.read import read_questionnaire, read_shipped_questionnaires
from quickscan.store.questionnaires import Published

FOLDER = "questionnaires"
"""The name of the folder tells the reader what its files are."""
AROUND = 2
"""Lines shown above and below the one a fault is in."""
PLACE = re.compile(r"^(?P<file>.*):(?P<line>[0-9]+):(?P<column>[0-9]+)$")
VERSION_LINE = re.compile(r"^version:\s*", re.MULTILINE)


@dataclass(frozen=True)
class Upload:
    """A questionnaire file as it was handed in."""

    file_name: str
    """What the file is called."""
    data: bytes
    """Its bytes."""

    @property
    def text(self) -> str:
        """Its words, as far as they can be read; a byte order mark stays."""
        return self.data.decode("utf-8", "replace")


@dataclass(frozen=True)
class Excerpt:
    """The lines around a fault."""

    first: int
    """The number of the first line, counted from 1."""
    lines: tuple[str, ...]
    """The lines."""
    line: int
    """The number of the line the fault is in."""
    column: int
    """The column it begins at, counted from 1."""


@cache
def shipped_versions() -> tuple[Published, ...]:
    """The questionnaires that come with the program, read once."""
    shipped = read_shipped_questionnaires()
    return tuple(Published.shipped(one, shipped_questionnaire(one.id).read_text(encoding="utf-8")) for one in shipped)


def read_upload(upload: Upload, knowledge: Knowledge, others: Sequence[Published]) -> Questionnaire:
    """The questionnaire of a file; a variant takes its questions from one of the others. Raises ScanError with all faults."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / FOLDER
        folder.mkdir()
        for other in others:
            (folder / f"{other.id}.yaml").write_text(other.source, encoding="utf-8")
        file = folder / Path(upload.file_name).name
        file.write_bytes(upload.data)
        try:
            questionnaire = read_questionnaire(file, knowledge)
        except ScanError as error:
            raise ScanError(_by_its_name(problem, folder) for problem in error.problems) from error
    fault = _used_version(upload, questionnaire, others)
    if fault is not None:
        raise ScanError([fault])
    return questionnaire


def excerpt(problem: Problem, text: str) -> Excerpt | None:
    """The lines of a file around a fault; none where the fault is not in a line."""
    place = PLACE.match(problem.where)
    lines = re.split("\r\n|\r|\n", text)
    if place is None or int(place["line"]) > len(lines):
        return None
    line = int(place["line"])
    first = max(1, line - AROUND)
    return Excerpt(first, tuple(lines[first - 1 : line + AROUND]), line, int(place["column"]))


def _by_its_name(problem: Problem, folder: Path) -> Problem:
    """The fault in the file as its owner knows it, not where it was put for a moment."""
    return Problem(problem.where.replace(f"{folder}{os.sep}", ""), problem.what, problem.remedy)


def _used_version(upload: Upload, questionnaire: Questionnaire, others: Sequence[Published]) -> Problem | None:
    """The fault of a version that was published with other questions. A variant has the version of the full questionnaire."""
    line = VERSION_LINE.search(upload.text)
    newest = next((other for other in others if other.id == questionnaire.id), None)
    if line is None or newest is None or newest.hash == questionnaire.fingerprint():
        return None
    if _counts(questionnaire) > _counts(newest.questionnaire):
        return None
    number = upload.text.count("\n", 0, line.start()) + 1
    column = line.end() - line.start() + 1
    return Problem(
        f"{Path(upload.file_name).name}:{number}:{column}",
        f"version {newest.questionnaire.version} is published already with other questions",
        f'write version: "{_next(newest.questionnaire)}" or a higher one',
    )


def _counts(questionnaire: Questionnaire) -> tuple[int, ...]:
    return tuple(int(part) for part in questionnaire.version.split("."))


def _next(questionnaire: Questionnaire) -> str:
    large, small = _counts(questionnaire)
    return f"{large}.{small + 1}"
