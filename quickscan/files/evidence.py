"""Files that prove an answer: whether one is what its name says, and whether it may be kept.

A file handed over in an interview comes from anywhere and is opened again on other people's machines, so it is looked at, not
trusted: by its first bytes, by what a package contains, and never by the type that a browser claims.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from quickscan.domain.problem import ScanError

MOST_BYTES = 10 * 1024 * 1024
"""The largest file that is kept, in bytes."""
LONGEST_NAME = 120
NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]')
"""What file systems do not take, and the signs that turn the reading direction, behind which an ending can hide."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CONTROL = frozenset(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D}


class Kind(NamedTuple):
    """One kind of file that is kept."""

    media_type: str
    """Its name on the web."""
    is_it: Callable[[bytes], bool]
    """Whether content is of this kind."""


def checked(name: str, content: bytes) -> tuple[str, str]:
    """The name under which a file may be kept, and its media type. Raises ScanError with the reason where it may not."""
    clean = clean_name(name)
    ending = PurePosixPath(clean).suffix.lower()
    if not content:
        raise ScanError.of(clean, "the file is empty", "choose the file again")
    if len(content) > MOST_BYTES:
        raise ScanError.of(clean, "the file is larger than 10 MB", "save a smaller copy, for example only the pages that matter")
    kind = KINDS.get(ending)
    if kind is None:
        raise ScanError.of(clean, "files of this kind are not kept", "save it as PDF, picture, Office file, CSV or text")
    if not kind.is_it(content):
        raise ScanError.of(
            clean, "the file is not what its ending says", "open it in its program and save it again in that format"
        )
    if zipfile.is_zipfile(io.BytesIO(content)) and _has_macros(content):
        raise ScanError.of(clean, "the file contains macros", "save a copy without macros or as PDF")
    return clean, kind.media_type


def clean_name(name: str) -> str:
    """A file's name without its folder and without what file systems do not take."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = NOT_IN_NAMES.sub("", last).strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    return f"{stem[: LONGEST_NAME - len(ending) - 1].strip() or 'file'}{dot}{ending}"


def _starts(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


def _package(part: str) -> Callable[[bytes], bool]:
    """Whether content is a document of Office with a given main part."""

    def is_it(content: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return {"[Content_Types].xml", part} <= set(package.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            return False

    return is_it


def _has_macros(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return any(name.lower().endswith("vbaproject.bin") for name in package.namelist())


def _image(content: bytes) -> bool:
    from PIL import Image, UnidentifiedImageError  # heavy, and seldom needed

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
            picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return False
    return True


def _png(content: bytes) -> bool:
    return content.startswith(b"\x89PNG\r\n\x1a\n") and _image(content)


def _jpeg(content: bytes) -> bool:
    return content.startswith(b"\xff\xd8\xff") and _image(content)


def _text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content.decode("utf-16")
        except UnicodeDecodeError:
            return False
        return True
    return CONTROL.isdisjoint(content)


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: Mapping[str, Kind] = {
    ".pdf": Kind("application/pdf", _starts(b"%PDF-")),
    ".png": Kind("image/png", _png),
    ".jpg": Kind("image/jpeg", _jpeg),
    ".jpeg": Kind("image/jpeg", _jpeg),
    ".docx": Kind(f"{OFFICE}.wordprocessingml.document", _package("word/document.xml")),
    ".xlsx": Kind(f"{OFFICE}.spreadsheetml.sheet", _package("xl/workbook.xml")),
    ".pptx": Kind(f"{OFFICE}.presentationml.presentation", _package("ppt/presentation.xml")),
    ".doc": Kind("application/msword", _starts(OLD_OFFICE)),
    ".xls": Kind("application/vnd.ms-excel", _starts(OLD_OFFICE)),
    ".ppt": Kind("application/vnd.ms-powerpoint", _starts(OLD_OFFICE)),
    ".csv": Kind("text/csv", _text),
    ".txt": Kind("text/plain", _text),
}
"""The kinds of files that are kept, by ending."""
