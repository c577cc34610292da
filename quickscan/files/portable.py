"""An engagement as one portable file: what is handed out here is read back as it was, with the files that belong to it.

Without files it is the engagement's YAML; with files it is a package of the YAML and a folder `files`.
"""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quickscan.domain.engagement import Engagement
from quickscan.domain.problem import ScanError
from quickscan.files.evidence import MOST_BYTES, checked
from quickscan.files.read import read_engagement
from quickscan.files.source_text import shown_path
from quickscan.files.yaml_write import yaml_of

ENDING = ".engagement.yaml"
PACKAGE_ENDING = ".engagement.zip"
FOLDER = "files/"
MOST_FILES = 1000
MOST_YAML_BYTES = 50 * 1024 * 1024
"""The largest engagement read from a package, in bytes: a small package must not unpack to fill the memory."""
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Packages name no time of their making: the same engagement gives the same bytes."""


@dataclass(frozen=True)
class PortableFile:
    """A file to hand out."""

    name: str
    """What it is called."""
    kind: str
    """Its media type."""
    content: bytes
    """What is in it."""


@dataclass(frozen=True)
class Portable:
    """What a portable file holds."""

    engagement: Engagement
    """The engagement."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Its files, by name."""


def portable_file(engagement: Engagement, files: Mapping[str, bytes] | None = None) -> PortableFile:
    """The engagement with all its answers, its questionnaire and its files, by name.

    Raises ScanError for a character that no file can carry.
    """
    name = f"{engagement.id}{ENDING}"
    text = yaml_of(engagement, name).encode("utf-8")
    if not files:
        return PortableFile(name, "application/yaml", text)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in ((name, text), *((FOLDER + one, files[one]) for one in sorted(files))):
            archive.writestr(zipfile.ZipInfo(inside, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return PortableFile(f"{engagement.id}{PACKAGE_ENDING}", "application/zip", package.getvalue())


def read_portable(path: Path) -> Portable:
    """What a portable file holds. Raises ScanError with all that is amiss in it."""
    if path.suffix != ".zip":
        return Portable(read_engagement(path))
    try:
        with zipfile.ZipFile(path) as package:
            return _read_package(package, path)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})"
        raise ScanError.of(shown_path(path), what, "check the path and its permissions") from error
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
    ) as error:  # damaged, packed in an unknown way, or with a password
        raise _amiss(path, "the package is damaged", "download it again where it comes from") from error


def _read_package(package: zipfile.ZipFile, path: Path) -> Portable:
    inside = {info.filename: info for info in package.infolist()}
    texts = [name for name in inside if name.endswith(ENDING) and "/" not in name]
    others = [name for name in inside if name not in texts and not name.startswith(FOLDER)]
    if len(texts) != 1 or others or len(inside) > MOST_FILES:
        raise _amiss(path, "the package is not one of an engagement", "choose one that was downloaded from here")
    files = {}
    for name, info in inside.items():
        if name.startswith(FOLDER):
            content = _content(package, info, MOST_BYTES, path)
            kept, _ = checked(name.removeprefix(FOLDER), content)
            files[kept] = content
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(texts[0]).name
        file.write_bytes(_content(package, inside[texts[0]], MOST_YAML_BYTES, path))
        return Portable(read_engagement(file), files)


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo, most_bytes: int, path: Path) -> bytes:
    with package.open(info) as file:
        content = file.read(most_bytes + 1)  # what a package says about its sizes need not be true
    if len(content) > most_bytes:
        raise _amiss(path, "a file in the package is too large", "leave it out and download the package again")
    return content


def _amiss(path: Path, what: str, remedy: str) -> ScanError:
    return ScanError.of(path.name, what, remedy)
