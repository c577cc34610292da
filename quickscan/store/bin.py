"""The bin: what was deleted lies there for a while, out of sight, and can be put back."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select, update

from quickscan.domain.export import FORMATS
from quickscan.domain.problem import ScanError
from quickscan.domain.trail import DELETED
from quickscan.store.changes import Hand, note
from quickscan.store.database import Database
from quickscan.store.engagements import there, unknown_engagement
from quickscan.store.faults import in_plain_words
from quickscan.store.report_jobs import FOLDER
from quickscan.store.scans import ENDING
from quickscan.store.tables import EngagementRow

KEPT_FOR = timedelta(days=30)
"""How long what was deleted can be put back."""


@dataclass(frozen=True)
class Deleted:
    """An engagement in the bin."""

    id: str
    """Its name in addresses and commands."""
    title: str
    """What the assignment is called."""
    client: str
    """The client's name."""
    deleted_at: datetime
    """When it was deleted."""
    deleted_by: str | None
    """Who deleted it, where they gave their name."""

    @property
    def gone_at(self) -> datetime:
        """From when on it cannot be put back."""
        return self.deleted_at + KEPT_FOR


class Bin:
    """The bin of one database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def delete(self, engagement_id: str, *, now: datetime, by: str | None = None) -> None:
        """Puts an engagement into the bin, as it is. Raises ScanError where there is none of that id."""
        marked = update(EngagementRow).where(*there(engagement_id)).values(deleted_at=now, deleted_by=by)
        with self.database.writing() as session:
            if not session.scalars(marked.returning(EngagementRow.id)).all():
                raise unknown_engagement(engagement_id)
            note(session, engagement_id, [(DELETED, False, True)], Hand(now, by))

    def put_back(self, engagement_id: str, *, now: datetime, by: str | None = None) -> None:
        """Takes an engagement out of the bin, as it was. Raises ScanError where there is none of that id in it."""
        deleted = (EngagementRow.id == engagement_id, EngagementRow.deleted_at.is_not(None))
        taken_out = update(EngagementRow).where(*deleted).values(deleted_at=None, deleted_by=None)
        with self.database.writing() as session:
            if not session.scalars(taken_out.returning(EngagementRow.id)).all():
                raise ScanError.of(engagement_id, "this engagement is not in the bin", "look for it in the list of engagements")
            note(session, engagement_id, [(DELETED, True, False)], Hand(now, by))

    def list(self, now: datetime) -> tuple[Deleted, ...]:
        """What can still be put back, the one deleted last first."""
        rows = select(EngagementRow).where(EngagementRow.deleted_at > now - KEPT_FOR).order_by(EngagementRow.deleted_at.desc())
        with self.database.reading() as session:
            return tuple(_deleted(row) for row in session.scalars(rows))

    def purge(self, now: datetime) -> None:
        """Removes for good what was deleted too long ago, with its reports."""
        with self.database.writing() as session:
            old = session.scalars(select(EngagementRow.id).where(EngagementRow.deleted_at <= now - KEPT_FOR)).all()
            for engagement_id in old:
                # The files first: should that fail, the engagement is still there to try again.
                _remove_reports(self.database.file.parent / FOLDER, engagement_id)
                session.execute(delete(EngagementRow).where(EngagementRow.id == engagement_id))


def _deleted(row: EngagementRow) -> Deleted:
    assert row.deleted_at is not None
    return Deleted(row.id, row.title, row.client_name, row.deleted_at, row.deleted_by)


def _remove_reports(folder: Path, engagement_id: str) -> None:
    """Removes the reports of an engagement and its kept scans, and of none whose id only begins like it."""
    endings = "|".join(map(re.escape, (*(f".{known}" for known in FORMATS), ENDING)))
    of_it = re.compile(rf"{re.escape(engagement_id)}-\d+-(?:(?:de|en)-)?[0-9a-f]+(?:{endings})")
    with in_plain_words(folder):
        for file in folder.glob("*"):
            if of_it.fullmatch(file.name):
                file.unlink(missing_ok=True)
