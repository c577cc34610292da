"""Every shape that a database ever had is opened as it is, and taken back as far as the older shape can hold what there is."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine, inspect, text

from quickscan.domain.engagement import Engagement
from quickscan.store.answers import Answers
from quickscan.store.bin import Bin
from quickscan.store.changes import Changes
from quickscan.store.database import FILE_NAME, Database
from quickscan.store.engagements import Store
from quickscan.store.migrate import bring_up_to_date, migration_config

AT = "2026-03-02 09:00:00.000000"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FOLDER = Path(str(migration_config().get_main_option("script_location"))) / "versions"
VERSIONS = sorted(path.name[1:5] for path in FOLDER.glob("v*.py"))
Rows = dict[str, list[dict[str, Any]]]
"""What stands in a database, by table."""
ADDED: dict[str, Rows] = {
    "0004": {
        "files": [
            {
                "engagement_id": "sample_works", "name": "f.pdf", "media_type": "application/pdf", "size_bytes": 3,
                "sha256": "0" * 64, "added_at": AT, "added_by": "Muster", "content": b"pdf",
            }
        ]
    },
    "0005": {
        "changes": [
            {
                "engagement_id": "sample_works", "sequence": 1, "at": AT, "by": "Muster", "what": "title",
                "before": '"Vorher"', "after": '"Quick-Scan 2026"',
            }
        ]
    },
    "0007": {
        "questionnaires": [
            {
                "id": "tiny", "number": 1, "hash": "a" * 64, "definition": "{}", "source": "id: tiny",
                "published_at": AT, "published_by": None, "note": "",
            }
        ],
        "questionnaire_drafts": [
            {
                "number": 3, "definition": "{}", "source": "id: tiny", "file_name": "t.yaml", "note": "",
                "uploaded_at": AT, "uploaded_by": "Muster",
            }
        ],
        "kept_questionnaires": [{"hash": "b" * 64, "definition": "{}", "kept_at": AT}],
    },
    "0008": {
        "shares": [
            {
                "token": "c" * 32, "engagement_id": "sample_works", "mode": "read", "calibration": "evidence",
                "scenarios": "[]", "made_at": AT, "made_by": "Muster", "ended_at": None,
            }
        ]
    },
}  # fmt: skip
"""What may stand in the tables that a version brought."""


def first_rows(engagement: Engagement) -> Rows:
    """What the first version held of an engagement. Heads did not know of rulings, earlier questionnaires and scenarios then."""
    head = json.loads(engagement.model_dump_json(exclude={"answers", "rulings", "earlier_questionnaires", "scenarios"}))
    counts = {"respondents": 2, "questions": 2, "questions_answered": 1, "answers": 2}
    row = {
        "id": engagement.id, "client_name": engagement.client.name, "title": engagement.title, "state": "open", **counts,
        "created_at": AT, "updated_at": AT, "revision": 7, "head": json.dumps(head),
    }  # fmt: skip
    answers = [
        {
            "engagement_id": engagement.id, "sequence": number, "question": answer.question, "respondent": answer.respondent,
            "revision": answer.revision, "record": answer.model_dump_json(),
        }
        for number, answer in enumerate(engagement.answers, 1)
    ]  # fmt: skip
    job = {
        "engagement_id": engagement.id, "engagement_revision": 7, "language": "de", "made_with": "1", "state": "done",
        "share_done": 1.0, "problem": None, "started_at": AT, "updated_at": AT,
    }  # fmt: skip
    return {"engagements": [row], "answers": answers, "report_jobs": [job]}


def rows_of(version: str, engagement: Engagement) -> Rows:
    """A database of a version, with something in every table and column it had."""
    rows = first_rows(engagement)
    for later, tables in ADDED.items():
        if version >= later:
            rows |= tables
    if version >= "0003":
        for row in rows["answers"]:
            row["act"] = "page.1.1" if row is rows["answers"][-1] else None
    if version >= "0006":
        rows["engagements"][0] |= {"deleted_at": None, "deleted_by": None, "questions_open": 0}
    if version >= "0009":
        rows["heads"] = [{"engagement_id": engagement.id, "head": rows["engagements"][0].pop("head")}]
    return rows


@contextmanager
def connected(folder: Path) -> Iterator[Connection]:
    """The database of a folder, as it is."""
    engine = create_engine(f"sqlite:///{folder / FILE_NAME}")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def bring_to(folder: Path, version: str, *, back: bool = False) -> None:
    """The database of a folder in the shape of a version."""
    config = migration_config()
    with connected(folder) as connection:
        config.attributes["connection"] = connection
        (command.downgrade if back else command.upgrade)(config, version)


def fill(folder: Path, rows: Rows) -> None:
    with connected(folder) as connection:
        for table, entries in rows.items():
            for entry in entries:
                names = ", ".join(f'"{name}"' for name in entry)
                places = ", ".join(f":{name}" for name in entry)
                connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({places})'), entry)


def everything(folder: Path) -> Rows:
    """All that stands in a database; tables with nothing in them are left out."""
    with connected(folder) as connection:
        tables = [name for name in inspect(connection).get_table_names() if name != "alembic_version"]
        found = {name: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{name}"')).mappings()] for name in tables}
    return {name: rows for name, rows in found.items() if rows}


def shape(folder: Path) -> dict[str, Any]:
    """Tables with their columns, keys and indexes."""
    with connected(folder) as connection:
        look = inspect(connection)
        return {
            name: (
                {column["name"]: (str(column["type"]), column["nullable"]) for column in look.get_columns(name)},
                look.get_pk_constraint(name)["constrained_columns"],
                sorted((key["constrained_columns"], key["referred_table"]) for key in look.get_foreign_keys(name)),
                sorted((index["name"], index["column_names"]) for index in look.get_indexes(name)),
            )
            for name in look.get_table_names()
        }


def test_every_table_of_today_has_something_in_it_here(tmp_path: Path, engagement: Engagement) -> None:
    bring_to(tmp_path, "head")
    assert set(rows_of(VERSIONS[-1], engagement)) == set(shape(tmp_path)) - {"alembic_version"}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_any_version_opens_with_all_that_was_in_it(tmp_path: Path, engagement: Engagement, version: str) -> None:
    bring_to(tmp_path, version)
    fill(tmp_path, rows_of(version, engagement))
    with Store.open(tmp_path) as store:
        stored = store.read(engagement.id)
        (summary,) = store.list()
        changes = Changes(store.database).of(engagement.id)
        newest, last = Answers(store.database).since(engagement.id, 2)
    assert (stored.engagement, stored.revision, stored.updated_at) == (engagement, 7, NOW)
    assert (summary.answers, summary.questions_answered, summary.stage) == (2, 1, "asked")
    assert [(change.what, change.by) for change in changes] == ([("title", "Muster")] if version >= "0005" else [])
    assert (newest, last) == (engagement.answers[2:], 3)


@pytest.mark.parametrize("version", VERSIONS)
def test_all_that_a_version_can_hold_is_there_again_after_going_on_and_back(
    tmp_path: Path, engagement: Engagement, version: str
) -> None:
    bring_to(tmp_path, version)
    rows = rows_of(version, engagement)
    fill(tmp_path, rows)
    before = shape(tmp_path)
    for _ in range(2):
        bring_to(tmp_path, "head")
        bring_to(tmp_path, version, back=True)
        assert everything(tmp_path) == rows
        assert shape(tmp_path) == before


@pytest.mark.parametrize("version", VERSIONS)
def test_of_todays_data_a_version_keeps_what_it_can_hold_and_goes_on_from_there(
    tmp_path: Path, engagement: Engagement, version: str
) -> None:
    bring_to(tmp_path, "head")
    fill(tmp_path, rows_of(VERSIONS[-1], engagement))
    bring_to(tmp_path, version, back=True)
    assert everything(tmp_path) == rows_of(version, engagement)
    with Store.open(tmp_path) as store:
        assert store.get(engagement.id) == engagement


def test_going_back_before_the_first_version_leaves_nothing(tmp_path: Path, engagement: Engagement) -> None:
    bring_to(tmp_path, "head")
    fill(tmp_path, rows_of(VERSIONS[-1], engagement))
    bring_to(tmp_path, "base", back=True)
    assert everything(tmp_path) == {}
    assert set(shape(tmp_path)) == {"alembic_version"}


def test_what_lies_in_the_bin_stands_in_the_list_again_where_a_version_has_no_bin(tmp_path: Path, engagement: Engagement) -> None:
    with Store.open(tmp_path) as store:
        store.add(engagement, now=NOW)
        Bin(store.database).delete(engagement.id, now=NOW)
        assert store.list() == ()
    bring_to(tmp_path, "0005", back=True)
    with Store.open(tmp_path) as store:
        assert [summary.id for summary in store.list()] == [engagement.id]
        assert store.get(engagement.id) == engagement


def test_a_record_still_being_typed_is_finished_where_a_version_does_not_know_of_that(
    tmp_path: Path, engagement: Engagement
) -> None:
    typed = engagement.answers[0].model_copy(update={"value": 5})
    further = typed.model_copy(update={"value": 56})
    with Store.open(tmp_path) as store:
        store.add(engagement, now=NOW)
        Answers(store.database).record(engagement.id, typed, 1, now=NOW, act="page.1.1")
    bring_to(tmp_path, "0002", back=True)
    with Store.open(tmp_path) as store:
        Answers(store.database).record(engagement.id, further, 2, now=NOW, act="page.1.2")
        values = [answer.value for answer in store.get(engagement.id).answers if answer.respondent == typed.respondent]
    assert values == [4, None, 5, 56], "what was kept in between is a record of its own now"


@pytest.mark.parametrize(
    ("records", "still_open"),
    [
        ((), 2),
        ((("follow_up.time", "sales", "answered"),), 1),
        ((("follow_up.time", "sales", "deferred"), ("follow_up.standard", "sales", "not_asked")), 2),
        ((("follow_up.time", "sales", "deferred"), ("follow_up.time", "dealer_south", "refused")), 1),
        ((("follow_up.time", "sales", "answered"), ("follow_up.time", "sales", "deferred")), 2),
    ],
)
def test_the_bins_version_counts_the_questions_that_nobody_was_asked(
    tmp_path: Path, engagement: Engagement, records: tuple[tuple[str, str, str], ...], still_open: int
) -> None:
    bring_to(tmp_path, "0005")
    rows = rows_of("0005", engagement)
    rows["answers"] = [
        {
            "engagement_id": engagement.id, "sequence": number, "question": question, "respondent": respondent,
            "revision": number, "record": json.dumps({"question": question, "respondent": respondent, "status": status}),
        }
        for number, (question, respondent, status) in enumerate(records, 1)
    ]  # fmt: skip
    fill(tmp_path, rows)
    bring_to(tmp_path, "0006")
    assert everything(tmp_path)["engagements"][0]["questions_open"] == still_open


def test_a_question_with_a_condition_is_not_counted_as_open(tmp_path: Path, engagement: Engagement) -> None:
    bring_to(tmp_path, "0005")
    rows = rows_of("0005", engagement)
    head = json.loads(rows["engagements"][0]["head"])
    head["questionnaire"]["definition"]["sections"][0]["questions"][0]["when"] = {"question": "follow_up.time", "at_least": 1}
    rows["engagements"][0]["head"] = json.dumps(head)
    rows["answers"] = []
    fill(tmp_path, rows)
    bring_to(tmp_path, "0006")
    assert everything(tmp_path)["engagements"][0]["questions_open"] == 1


def test_a_database_that_is_up_to_date_is_not_touched(tmp_path: Path) -> None:
    Database.open(tmp_path).close()
    with connected(tmp_path) as connection:
        before = connection.execute(text("PRAGMA schema_version")).scalar()
        bring_up_to_date(connection, tmp_path / FILE_NAME)
        assert connection.execute(text("PRAGMA schema_version")).scalar() == before
