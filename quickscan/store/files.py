"""The files of an engagement: kept in the database beside its answers, so that one file holds all of a client's data."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import PurePosixPath

from sqlalchemy import delete, insert, literal, select
from sqlalchemy.orm import Session, undefer

from quickscan.domain.problem import ScanError
from quickscan.store.database import Database
from quickscan.store.engagements import there, unknown_engagement
from quickscan.store.tables import EngagementRow, FileRow


@dataclass(frozen=True)
class StoredFile:
    """What is known of a file without reading it."""

    name: str
    """Its name, which answers call as evidence."""
    media_type: str
    """Its kind."""
    size_bytes: int
    """How large it is."""
    sha256: str
    """The fingerprint of its content, 64 hexadecimal digits."""
    added_at: datetime
    """When it was handed in."""
    added_by: str | None
    """Who handed it in."""


class Files:
    """The files of all engagements of a database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, engagement_id: str, name: str, media_type: str, content: bytes, *, now: datetime, by: str | None) -> StoredFile:
        """Keeps a file; where its name is taken by another content, under a numbered one. The same file is kept once.

        Raises ScanError where there is no such engagement.
        """
        digest = hashlib.sha256(content).hexdigest()
        with self.database.writing() as session:
            _refuse_unknown(session, engagement_id)
            taken = {row.name: row for row in _rows(session, engagement_id)}
            free = next(one for one in _numbered(name) if one not in taken or taken[one].sha256 == digest)
            if free in taken:
                return _stored(taken[free])
            row = FileRow(
                engagement_id=engagement_id,
                name=free,
                media_type=media_type,
                size_bytes=len(content),
                sha256=digest,
                added_at=now,
                added_by=by,
                content=content,
            )
            session.add(row)
            return _stored(row)

    def copy(self, engagement_id: str, target: str) -> None:
        """Gives an engagement the files of another. Raises ScanError where there is one of them not."""
        with self.database.writing() as session:
            for one in (engagement_id, target):
                _refuse_unknown(session, one)
            others = [column for column in FileRow.__table__.columns if column.name != "engagement_id"]
            taken = select(literal(target), *others).where(FileRow.engagement_id == engagement_id)
            session.execute(insert(FileRow).from_select(["engagement_id", *others], taken))

    def clear(self, engagement_id: str) -> None:
        """Takes all files from an engagement, before those of another state of it come in their place."""
        with self.database.writing() as session:
            session.execute(delete(FileRow).where(FileRow.engagement_id == engagement_id))

    def list(self, engagement_id: str) -> tuple[StoredFile, ...]:
        """What files an engagement has, by name. Raises ScanError where there is no such engagement."""
        with self.database.reading() as session:
            _refuse_unknown(session, engagement_id)
            return tuple(_stored(row) for row in _rows(session, engagement_id))

    def read(self, engagement_id: str, name: str) -> tuple[StoredFile, bytes]:
        """A file with its content. Raises ScanError where there is none of that name."""
        with self.database.reading() as session:
            _refuse_unknown(session, engagement_id)
            row = session.get(FileRow, (engagement_id, name), options=[undefer(FileRow.content)])
            if row is None:
                raise ScanError.of(name, "there is no file of this name", "choose one from the answers it belongs to")
            return _stored(row), row.content


def _refuse_unknown(session: Session, engagement_id: str) -> None:
    if session.scalar(select(EngagementRow.id).where(*there(engagement_id))) is None:
        raise unknown_engagement(engagement_id)


def _numbered(name: str) -> Iterator[str]:
    path = PurePosixPath(name)
    yield name
    yield from (f"{path.stem} ({number}){path.suffix}" for number in count(2))


def _rows(session: Session, engagement_id: str) -> "list[FileRow]":
    of_engagement = select(FileRow).where(FileRow.engagement_id == engagement_id).order_by(FileRow.name)
    return [*session.scalars(of_engagement)]


def _stored(row: FileRow) -> StoredFile:
    return StoredFile(row.name, row.media_type, row.size_bytes, row.sha256, row.added_at, row.added_by)
