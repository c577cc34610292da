"""Word templates as people hand them in: a Word file, perhaps one with words of its own; looked at before anything is kept."""

import base64
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from quickscan.domain.problem import Problem, ScanError
from quickscan.files.templates import TEXTS, WORD, Draft, TemplateShelf, name_from, texts_beside
from quickscan.report.admission import LARGEST_FILE
from quickscan.report.inspection import Fault, Inspection
from quickscan.report.word import inspect_template

LARGEST_TEXTS = 1_000_000
"""Bytes of a texts file."""
WORD_ENDINGS = (WORD, ".docm", ".dotx", ".dotm", ".doc")
TEXT_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True)
class Upload:
    """A template as it was handed in."""

    file_name: str
    """What the Word file is called."""
    content: bytes
    """The Word file."""
    words: bytes | None
    """The texts file; none where it comes without."""


class FaultyTemplateError(Exception):
    """A template was handed in that has faults in it; they are listed with their places."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = tuple(faults)


def uploaded(contents: Sequence[str], names: Sequence[str]) -> Upload:
    """What a browser sends, sorted. Raises ScanError where it is not one Word file, with at most one texts file."""
    files = {Path(name).name: _decoded(name, content) for name, content in zip(names, contents, strict=True)}
    word = [name for name in files if name.lower().endswith(WORD_ENDINGS)]
    texts = [name for name in files if name.lower().endswith(TEXT_ENDINGS)]
    others = [name for name in files if name not in (*word, *texts)]
    if others:
        raise ScanError.of(others[0], "this is neither a Word document nor a texts file", f"choose a {WORD} file")
    if len(word) != 1 or len(texts) > 1:
        remedy = f"choose one {WORD} file, and with it at most one {TEXTS} file"
        raise ScanError.of("files", "one template is uploaded at a time", remedy)
    return Upload(word[0], files[word[0]], files[texts[0]] if texts else None)


def _decoded(name: str, content: str) -> bytes:
    most = LARGEST_TEXTS if name.lower().endswith(TEXT_ENDINGS) else LARGEST_FILE
    body = content.partition(",")[2]
    if len(body) * 3 // 4 > most + 3:
        raise ScanError.of(Path(name).name, "the file is too large", f"at most {most // 1_000_000} MB are allowed")
    return base64.b64decode(body)


def put_up(upload: Upload, shelf: TemplateShelf) -> Draft:
    """Keep a template without faults as a draft. Raises ScanError or FaultyTemplateError; then nothing is kept."""
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / f"{name_from(upload.file_name)}{WORD}"
        file.write_bytes(upload.content)
        if upload.words is not None:
            file.with_name(file.stem + TEXTS).write_bytes(upload.words)
        try:
            faults = look_through(file).faults
        except ScanError as error:
            raise ScanError(_in_its_own_name(problem, file, upload) for problem in error.problems) from error
    if faults:
        raise FaultyTemplateError(faults)
    return shelf.put_up(upload.content, upload.file_name, upload.words)


def look_through(file: Path) -> Inspection:
    """What a template is made of, with its own words. Raises ScanError where it cannot or must not be opened."""
    return inspect_template(file, texts_beside(file))


def _in_its_own_name(problem: Problem, file: Path, upload: Upload) -> Problem:
    """The fault in the file as its author knows it, not where it was put for a moment."""
    where = problem.where.replace(f"{file.parent}/", "").replace(file.name, upload.file_name)
    return Problem(where, problem.what, problem.remedy)
