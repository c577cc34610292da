"""A file's words before YAML looks at them: size, encoding and characters that no file of ours may hold."""

import codecs
import re
from pathlib import Path

from quickscan.domain.problem import ScanError

LARGEST_FILE_BYTES = 20_000_000
"""Far above any real questionnaire or engagement (2,000 answers take about 0.5 MB)."""

FORBIDDEN_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What neither YAML nor a Word document can carry."""

_OTHER_ENCODINGS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


def shown_path(path: Path) -> str:
    """The path as a person would write it: relative to the current folder where it lies below it."""
    absolute = Path.cwd() / path
    try:
        return str(absolute.relative_to(Path.cwd()))
    except ValueError:
        return str(absolute)


def read_text(path: Path) -> str:
    """The text of a UTF-8 file. Raises ScanError where it cannot be read, is too large or is not UTF-8 text."""
    return decode(_bytes_of(path), shown_path(path))


def decode(data: bytes, where: str) -> str:
    """UTF-8 bytes as text, without a byte order mark. Raises ScanError with the place of the first bad byte or character."""
    for mark, name in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise ScanError.of(where, f"the file is saved as {name}", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place(data[: error.start].decode("utf-8", "replace"))
        raise ScanError.of(f"{where}:{place}", "from here on the file is not UTF-8", "save it as UTF-8") from None
    refuse_forbidden(text, where)
    return text


def refuse_forbidden(text: str, where: str) -> None:
    """Raises ScanError at the first character that neither YAML nor Word can carry."""
    found = FORBIDDEN_CHARACTER.search(text)
    if found:
        place = _place(text[: found.start()])
        raise ScanError.of(f"{where}:{place}", f"an invisible control character ({code_point(found[0])})", "delete it")


def code_point(character: str) -> str:
    """The name of a character that cannot be shown, such as U+000B."""
    return f"U+{ord(character):04X}"


def _bytes_of(path: Path) -> bytes:
    where = shown_path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except FileNotFoundError:
        raise ScanError.of(where, "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise ScanError.of(where, "this is a folder", "name a file in it") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ScanError.of(where, f"the file cannot be read ({reason})", "check the path and its permissions") from None
    if len(data) > LARGEST_FILE_BYTES:
        limit = LARGEST_FILE_BYTES // 1_000_000
        raise ScanError.of(where, f"the file is larger than {limit} MB", "check that it is the right file, or split it")
    return data


def _place(text_before: str) -> str:
    """The line and column, counted from 1, of what follows this text."""
    lines = re.split("\r\n|\r|\n", text_before)
    return f"{len(lines)}:{len(lines[-1]) + 1}"
