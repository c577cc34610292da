"""The SQLite file of a data folder: opened, brought up to date, and used in short transactions.

Write-ahead logging lets people read while one writes; a writer takes its turn from the start of its
transaction, because a reader that turns writer halfway would be refused without waiting.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.orm import Session

from quickscan.store.faults import in_plain_words
from quickscan.store.migrate import bring_up_to_date, is_up_to_date

FILE_NAME = "quickscan.sqlite3"
LOCK_SECONDS = 5.0
"""How long a writer waits for its turn before it says that the database is in use."""
UPDATE_SECONDS = 60.0
"""How long somebody who opens it waits for its turn to bring it up to date: another one may be doing so, which takes longer."""


class Database:
    """An open database. Safe to share between threads."""

    def __init__(self, engine: Engine, file: Path) -> None:
        self.file = file
        self._engine = engine
        self._writing = engine.execution_options(writes=True)

    @classmethod
    def open(cls, data_folder: Path, lock_seconds: float = LOCK_SECONDS) -> "Database":
        """Opens or creates the database of a folder. Raises ScanError where that cannot be done."""
        file = data_folder / FILE_NAME
        with in_plain_words(file):
            data_folder.mkdir(parents=True, exist_ok=True)
            with closing(cls(_engine(file, max(lock_seconds, UPDATE_SECONDS)), file)) as patient:
                patient._bring_up_to_date()
        return cls(_engine(file, lock_seconds), file)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the data."""
        with in_plain_words(self.file), Session(self._engine) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session whose changes are all kept at the end, or none of them."""
        with in_plain_words(self.file), Session(self._writing) as session, session.begin():
            yield session

    def close(self) -> None:
        """Gives back all files."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        """Nobody who writes is kept waiting, nor waited for, where there is nothing to do."""
        with self._engine.begin() as connection:
            if is_up_to_date(connection, self.file):
                return
        with self._writing.begin() as connection:
            bring_up_to_date(connection, self.file)


def _engine(file: Path, lock_seconds: float) -> Engine:
    engine = create_engine(f"sqlite:///{file}", connect_args={"timeout": lock_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: Any) -> None:
    # Python's sqlite3 would otherwise decide by itself when a transaction begins.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
