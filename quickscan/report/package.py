"""Word files as zip archives: the same content gives the same bytes, and a file is there whole or not at all."""

import os
import re
import tempfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from quickscan.domain.problem import ScanError

Repack = Callable[[bytes], bytes]
"""Makes an archive whose bytes depend on its content only."""

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest moment a zip archive can hold."""
PROPERTIES = "docProps/core.xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def repacker(made_on: date) -> Repack:
    """What repacks an archive as if everything in it had been made at the start of that day."""
    moment = f"{made_on.isoformat()}T00:00:00Z".encode()

    def repack(archive: bytes) -> bytes:
        packed = BytesIO()
        with ZipFile(BytesIO(archive)) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                content = source.read(name)
                if name == PROPERTIES:
                    content = _MOMENT.sub(rb"\g<1>" + moment, content)
                target.writestr(_entry(name), content)
        return packed.getvalue()

    return repack


def write_whole(target: Path, content: bytes, what: str) -> None:
    """Write a file by replacing it in one step. `what` names it, such as "the report".

    Raises ScanError where the place cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise ScanError.of(
            str(target),
            f"{what} cannot be written ({reason})",
            "close it in Word if it is open there, or choose another place",
        ) from fault


def _replace(target: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, FIXED_TIME)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
