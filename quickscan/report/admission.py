"""What a Word file must not bring along before it is opened as a template; nothing is unpacked to disk.

Sizes are held against limits before anything is read. Links of the author to ordinary web pages may stay; whatever Word
would fetch, run or ask for when the report is opened is refused.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from posixpath import normpath
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error

from lxml import etree  # type: ignore[import-untyped]  # ships no types

from quickscan.domain.problem import Problem, ScanError
from quickscan.report.field_codes import dangerous_codes
from quickscan.report.relations import dangerous_relations

LARGEST_FILE = 25_000_000
"""Bytes of a template as it lies on disk."""
LARGEST_PART = 15_000_000
"""Bytes of one unpacked part, such as a picture."""
LARGEST_XML = 8_000_000
"""Bytes of one unpacked part that is XML: reading it takes many times as much."""
LARGEST_WHOLE = 60_000_000
"""Bytes of everything unpacked."""
MOST_PARTS = 1_000
_OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_FLAG = 0x1
_XML_ENDINGS = (".xml", ".rels", ".vml")
_MACROS = ("macroEnabled", "vbaProject", "vbaData", "activeX", "oleObject")
"""Words in a content type that tell of code or foreign objects."""


def admit(path: Path) -> BytesIO:
    """The file packed anew, so that nothing is in it that was not looked at. Raises ScanError with every reason against it."""
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _error(
            path, f"the file has {_megabytes(size)}, allowed are {_megabytes(LARGEST_FILE)}", "make its pictures smaller"
        )
    content = path.read_bytes()
    if content.startswith(_OLD_WORD):
        raise _no_zip(path, content)
    try:
        with ZipFile(BytesIO(content)) as archive:
            _refuse(path, _outside(archive.infolist()))
            parts = {entry.filename: _unpacked(archive, entry) for entry in archive.infolist() if not entry.is_dir()}
    except (BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError, error) as fault:
        raise unreadable(path) from fault
    _refuse(path, [words for name, part in parts.items() for words in _part(name, part)])
    return _packed(parts)


def unreadable(path: Path) -> ScanError:
    """The error for a file that is none of Word's."""
    return ScanError.of(
        str(path), "this is not a Word document that can be read", "open it in Word and save it again as a document (.docx)"
    )


def _error(path: Path, what: str, remedy: str) -> ScanError:
    return ScanError.of(path.name, what, remedy)


def _no_zip(path: Path, content: bytes) -> ScanError:
    if _ENCRYPTED in content:
        return _error(path, "the file is encrypted with a password", "take the password away in Word and save it again")
    return unreadable(path)


Words = tuple[str, str]
"""What is wrong, and what to do."""


def _refuse(path: Path, faults: list[Words]) -> None:
    if faults:
        raise ScanError(Problem(path.name, what, remedy) for what, remedy in faults)


def _outside(entries: list[ZipInfo]) -> list[Words]:
    """What is wrong with names and sizes; nothing needs to be unpacked to see it."""
    return [*_names(entries), *_sizes(entries)]


def _unpacked(archive: ZipFile, entry: ZipInfo) -> bytes:
    """A part, no more of it than its entry says: one that says less than it holds would not end otherwise."""
    with archive.open(entry) as part:
        return part.read(entry.file_size + 1)


def _packed(parts: dict[str, bytes]) -> BytesIO:
    whole = BytesIO()
    with ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole


def _names(entries: list[ZipInfo]) -> Iterator[Words]:
    names = [entry.filename for entry in entries]
    for name in sorted({name for name in names if _leads_outside(name)}):
        yield f"the name {name!r} inside the file leads out of it", "save it again in Word"
    for name in sorted({name for name in names if names.count(name) > 1} if len(names) <= MOST_PARTS else ()):
        yield f"the name {name!r} stands in the file twice", "save it again in Word"
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        yield "parts of the file are encrypted", "take the password away and save it again in Word"


def _leads_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or "\\" in name or normpath(name).startswith("..") or "/../" in name


def _sizes(entries: list[ZipInfo]) -> Iterator[Words]:
    if len(entries) > MOST_PARTS:
        yield f"the file has {len(entries)} parts, allowed are {MOST_PARTS}", "save it again in Word"
    for entry in entries:
        most = LARGEST_XML if _is_xml(entry.filename) else LARGEST_PART
        if entry.file_size > most:
            size = f"{_megabytes(entry.file_size)} unpacked, allowed are {_megabytes(most)}"
            yield f"{entry.filename} has {size}", "make its pictures smaller, or take away what is not needed"
    whole = sum(entry.file_size for entry in entries)
    if whole > LARGEST_WHOLE:
        size = f"{_megabytes(whole)} unpacked, allowed are {_megabytes(LARGEST_WHOLE)}"
        yield f"the file has {size}", "make its pictures smaller, or take away what is not needed"


def _part(name: str, content: bytes) -> Iterator[Words]:
    if "vbaproject" in name.lower() or "/activex/" in name.lower():
        yield f"the file brings macros or controls along ({name})", "save it as a document without macros (.docx)"
    if not _is_xml(name):
        return
    root = _read(content)
    if isinstance(root, str):
        yield f"{name}{root}", "save it again in Word"
    elif name == "[Content_Types].xml":
        yield from _types(root)
    elif name.endswith(".rels"):
        yield from dangerous_relations(name, root)
    else:
        yield from dangerous_codes(name, root)


def _read(content: bytes) -> etree._Element | str:
    """The XML of a part, or what is wrong with it. Entities are never resolved, and a document type is refused unread."""
    if b"<!DOCTYPE" in content.replace(b"\0", b"").upper():
        return " declares a document type or entities of its own"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        return " is broken XML"
    return " declares a document type or entities of its own" if root.getroottree().docinfo.internalDTD is not None else root


def _types(root: etree._Element) -> Iterator[Words]:
    types = {str(entry.get("ContentType", "")) for entry in root.iter("{*}Override", "{*}Default")}
    for kind in sorted(kind for kind in types if any(word.lower() in kind.lower() for word in _MACROS)):
        yield (
            f"the file brings macros, controls or foreign objects along ({kind})",
            "save it as a document without macros (.docx)",
        )


def _is_xml(name: str) -> bool:
    return name.lower().endswith(_XML_ENDINGS)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
