"""Which reports are being made, how far they are, and what became of them.

Kept in the database, so that the process that makes a report, the one that shows it and the next
one after a restart all see the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from sqlalchemy import Update, update
from sqlalchemy.orm import InstrumentedAttribute

from quickscan.domain.base import Language
from quickscan.domain.export import Format
from quickscan.store.database import Database
from quickscan.store.tables import ReportJobRow

FOLDER = "reports"
"""Where reports lie in the data folder."""
Clock = Callable[[], datetime]
"""Says what time it is, with time zone."""
JobState = Literal["running", "done", "failed", "interrupted"]
"""running: begun, or waiting for its turn; interrupted: the program ended before the report was there."""


@dataclass(frozen=True)
class ReportKey:
    """What a report is made from: the same key means the same report."""

    engagement_id: str
    """The engagement."""
    engagement_revision: int
    """The state of the engagement."""
    language: Language
    """The language of the report."""
    made_with: str
    """The fingerprint of knowledge, template, program and format."""
    format: Format = "docx"
    """The format; its fingerprint holds it already, so that the jobs of two formats are told apart."""

    @property
    def file_name(self) -> str:
        """The name of the file in the data folder."""
        return f"{self.engagement_id}-{self.engagement_revision}-{self.language}-{self.made_with[:12]}.{self.format}"


@dataclass(frozen=True)
class ReportJob:
    """How far a report is."""

    state: JobState
    """What became of it."""
    share_done: float
    """How much is done, 0 to 1."""
    problem: str | None
    """Why it failed, for people."""


class ReportJobs:
    """The report jobs of one database. Safe to share between threads and processes."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def begin(self, key: ReportKey) -> bool:
        """Marks a report as being made. False where somebody already makes it, so that two clicks make one report."""
        with self._database.writing() as session:
            row = session.get(ReportJobRow, _identity(key))
            if row is not None and row.state == "running":
                return False
            now = self._clock()
            session.merge(_row(key, state="running", share_done=0.0, problem=None, started_at=now, updated_at=now))
            return True

    def report_progress(self, key: ReportKey, share_done: float) -> None:
        """Notes how much is done, 0 to 1."""
        self._set(key, state="running", share_done=min(max(share_done, 0.0), 1.0))

    def finish(self, key: ReportKey) -> None:
        """Marks a report as made."""
        self._set(key, state="done", share_done=1.0)

    def fail(self, key: ReportKey, problem: str) -> None:
        """Marks a report as not made, with the reason."""
        self._set(key, state="failed", problem=problem)

    def interrupt(self, key: ReportKey) -> None:
        """Says of a report still marked as being made that it was broken off."""
        self._interrupt(update(ReportJobRow).where(*(column == value for column, value in _columns(key))))

    def interrupt_all(self) -> None:
        """The same for all reports; for the start of the program."""
        self._interrupt(update(ReportJobRow))

    def find(self, key: ReportKey) -> ReportJob | None:
        """How far a report is; none where it was never asked for."""
        with self._database.reading() as session:
            row = session.get(ReportJobRow, _identity(key))
            return None if row is None else ReportJob(cast(JobState, row.state), row.share_done, row.problem)

    def _interrupt(self, rows: Update) -> None:
        with self._database.writing() as session:
            session.execute(rows.where(ReportJobRow.state == "running").values(state="interrupted", updated_at=self._clock()))

    def _set(self, key: ReportKey, **values: object) -> None:
        with self._database.writing() as session:
            row = session.get_one(ReportJobRow, _identity(key))
            for name, value in {**values, "updated_at": self._clock()}.items():
                setattr(row, name, value)


def _columns(key: ReportKey) -> tuple[tuple[InstrumentedAttribute[Any], object], ...]:
    return (
        (ReportJobRow.engagement_id, key.engagement_id),
        (ReportJobRow.engagement_revision, key.engagement_revision),
        (ReportJobRow.language, key.language),
        (ReportJobRow.made_with, key.made_with),
    )


def _identity(key: ReportKey) -> tuple[object, ...]:
    return tuple(value for _, value in _columns(key))


def _row(key: ReportKey, **values: object) -> ReportJobRow:
    return ReportJobRow(**{column.key: value for column, value in _columns(key)}, **values)
