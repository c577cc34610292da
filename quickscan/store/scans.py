"""Finished scans, kept beside the reports made of them: a second format or language needs no second simulation."""

import gzip
import re
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from quickscan.domain.scan import Scan

ENDING = ".scan.gz"
COMPRESSION = 1
"""Fast rather than small: half a megabyte of text."""


def keep_scan(scan: Scan, place: Path) -> None:
    """Keep a scan; those of earlier states of the engagement go, as nobody asks for them again. A full disk hinders nothing."""
    content = gzip.compress(scan.model_dump_json().encode(), COMPRESSION, mtime=0)
    unfinished = place.with_suffix(".part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(place)
        for other in _of(place.parent, scan.engagement.id):
            if other.name != place.name:
                other.unlink(missing_ok=True)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def kept_scan(place: Path) -> Scan | None:
    """A scan that was kept; none where there is none, or where it cannot be read any more."""
    try:
        return Scan.model_validate_json(gzip.decompress(place.read_bytes()))
    except (OSError, EOFError, ValidationError):
        return None


def _of(folder: Path, engagement_id: str) -> list[Path]:
    name = re.compile(rf"{re.escape(engagement_id)}-\d+-[0-9a-f]+{re.escape(ENDING)}")
    return [file for file in folder.glob(f"*{ENDING}") if name.fullmatch(file.name)]
