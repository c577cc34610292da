"""What the database and the disk can refuse, in sentences a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from quickscan.domain.problem import ScanError


class Fault(NamedTuple):
    """One way in which keeping data can fail."""

    signs: tuple[str, ...]
    """Pieces of the message that SQLite gives."""
    what: str
    """What is wrong."""
    remedy: str
    """What to do."""


DISK_FULL = Fault(
    ("database or disk is full", "No space left"),
    "the disk is full and nothing was saved",
    "free some space and try again",
)
NOT_WRITABLE = Fault(
    ("readonly database", "unable to open database file", "disk I/O error", "attempt to write"),
    "the data folder cannot be written",
    "get write permission for it or choose another folder with --data",
)
FAULTS = (
    Fault(
        ("database is locked", "database table is locked"),
        "the database is in use by another program",
        "close the other program or try again in a moment",
    ),
    Fault(
        ("not a database", "malformed", "file is encrypted"),
        "the database is damaged",
        "put back the latest backup, or move the file away to begin with an empty one",
    ),
    DISK_FULL,
    NOT_WRITABLE,
)


@contextmanager
def in_plain_words(place: Path) -> Iterator[None]:
    """Turns a refusal of the database or the disk into a ScanError about `place`; any other error passes through."""
    try:
        yield
    except DBAPIError as error:
        for fault in FAULTS:
            if any(sign in str(error.orig) for sign in fault.signs):
                raise ScanError.of(str(place), fault.what, fault.remedy) from error
        raise
    except OSError as error:
        fault = DISK_FULL if DISK_FULL.signs[1] in str(error) else NOT_WRITABLE
        raise ScanError.of(str(place), fault.what, fault.remedy) from error
