"""The database is made, brought up to date, and says in a sentence what it cannot do."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.orm import Session

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.problem import ScanError
from quickscan.store.database import FILE_NAME, Database
from quickscan.store.engagements import Store
from quickscan.store.migrate import migration_config
from quickscan.store.tables import Table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_the_migrations_make_what_the_tables_say(tmp_path: Path) -> None:
    with Database.open(tmp_path).reading() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Table.metadata) == []


def test_an_empty_folder_gets_a_database_with_the_promised_settings(tmp_path: Path) -> None:
    with Database.open(tmp_path / "new" / "folder").reading() as session:
        settings = [session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "busy_timeout")]
    assert settings == ["wal", 1, 5000]


def test_ten_may_open_a_new_folder_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(10) as threads:
        opened = list(threads.map(lambda _: Database.open(tmp_path), range(10)))
    with opened[0].reading() as session:
        assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_whoever_opens_an_old_folder_waits_for_another_one_who_brings_it_up_to_date(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None, check_same_thread=False)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as thread:
        opening = thread.submit(Database.open, tmp_path, lock_seconds=0.1)
        with pytest.raises(TimeoutError):
            opening.result(timeout=1.0)
        other.close()
        with opening.result().reading() as session:
            assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_whoever_opens_a_folder_that_is_up_to_date_waits_for_nobody(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with Database.open(tmp_path).reading() as session:
            assert session.scalar(text("SELECT count(*) FROM alembic_version")) == 1


def test_a_broken_off_migration_leaves_nothing_half_made(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE report_jobs (id INTEGER)")
    connection.close()
    with pytest.raises(Exception, match="already exists"):
        Database.open(tmp_path)
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    connection.close()
    assert tables == {"report_jobs"}


@pytest.mark.parametrize(("status", "still_open"), [("answered", 0), ("deferred", 1)])
def test_engagements_of_before_the_bin_are_counted(tmp_path: Path, engagement: Engagement, status: str, still_open: int) -> None:
    value = 3 if status == "answered" else None
    last = Answer.model_validate({"question": "follow_up.standard", "respondent": "sales", "status": status, "value": value})
    with Store.open(tmp_path) as store:
        store.add(engagement.model_copy(update={"answers": (*engagement.answers[:2], last)}), now=NOW)
        with store.database.writing() as session:
            step_back(session, "0005")
    with Store.open(tmp_path) as store:
        (summary,) = store.list()
        with store.database.reading() as session:
            assert session.scalar(text("SELECT questions_open FROM engagements")) == still_open
    assert summary.stage == ("running" if still_open else "asked")


def step_back(session: Session, revision: str) -> None:
    """Brings the database back to the shape it had."""
    config = migration_config()
    config.attributes["connection"] = session.connection()
    command.downgrade(config, revision)


def test_a_database_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    with Database.open(tmp_path).writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ScanError, match="written by a newer version of Quick-Scan, update the program"):
        Database.open(tmp_path)


@pytest.mark.parametrize("damage", [b"this is not a database" * 400, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_damaged_database_says_so(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(damage)
    with pytest.raises(ScanError, match="the database is damaged, put back the latest backup"):
        Database.open(tmp_path)


def test_damage_inside_is_said_while_reading(tmp_path: Path, engagement: Engagement) -> None:
    store = Store.open(tmp_path)
    for number in range(30):
        store.add(engagement.model_copy(update={"id": f"e{number}"}), now=NOW)
    store.database.close()
    file = tmp_path / FILE_NAME
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))
    with pytest.raises(ScanError, match="the database is damaged"):
        Store.open(tmp_path).list()


def test_a_locked_database_says_so(tmp_path: Path, engagement: Engagement) -> None:
    store = Store(Database.open(tmp_path, lock_seconds=0.1))
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(ScanError, match="in use by another program, close the other program or try again in a moment"):
            store.add(engagement, now=NOW)
        assert store.list() == (), "reading goes on while another program writes"
    finally:
        other.close()
    store.add(engagement, now=NOW)
    assert store.get(engagement.id) == engagement


def test_a_full_disk_says_so_and_keeps_what_was_there(tmp_path: Path, engagement: Engagement) -> None:
    store = Store.open(tmp_path)
    store.add(engagement, now=NOW)
    long = engagement.answers[1].model_copy(update={"note": "x" * 2_000_000})
    with store.database.writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(ScanError, match="the disk is full and nothing was saved, free some space and try again"):
        store.add(engagement.model_copy(update={"answers": (*engagement.answers, long)}), replace=True, now=NOW)
    assert store.get(engagement.id) == engagement


def test_a_folder_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(
        ScanError, match="the data folder cannot be written, get write permission for it or choose another folder"
    ):
        Database.open(tmp_path / "file" / "data")


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder in which this process may read and not write, whoever it runs as."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        Database.open(folder).close()
        folder.chmod(0o555)
        if root:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="folders are protected differently on Windows")
def test_a_folder_without_permission_says_so(closed_folder: Path) -> None:
    with pytest.raises(ScanError, match="the data folder cannot be written"):
        Database.open(closed_folder)


def test_an_engagement_of_an_unknown_form_is_not_a_traceback(store: Store, engagement: Engagement) -> None:
    store.add(engagement, now=NOW)
    with store.database.writing() as session:
        session.execute(text("UPDATE answers SET record = '{\"question\": 7}'"))
    with pytest.raises(ScanError, match="sample_works: the engagement was kept in a form this version cannot read"):
        store.get(engagement.id)
