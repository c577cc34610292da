"""Engagements in the database: put in whole, read back exactly as they were, never overwritten unseen."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import TracebackType

from pydantic import ValidationError
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import flag_modified

from quickscan.domain.engagement import Answer, Engagement
from quickscan.domain.problem import ScanError
from quickscan.domain.trail import ANSWERS, OPENED, Difference, head_differences
from quickscan.domain.trail import ARCHIVED as PUT_ASIDE
from quickscan.interview.begin import questions_open
from quickscan.interview.ids import RESERVED_IDS, free_id
from quickscan.store.changes import Hand, note
from quickscan.store.database import Database
from quickscan.store.naming import make_way, refuse_reserved, taken_ids
from quickscan.store.summary import ARCHIVED, OPEN, EngagementSummary, newest_first, summary_of
from quickscan.store.tables import AnswerRow, EngagementRow, HeadRow

MOST_HEADS = 32
MOST_RECORDS = 20_000


@dataclass(frozen=True)
class StoredEngagement:
    """An engagement together with what the database knows about it."""

    engagement: Engagement
    """The engagement."""
    revision: int
    """Counts every change; say it when replacing, so that nobody else's change gets lost."""
    updated_at: datetime
    """When it was last changed."""


class Store:
    """The engagements of one database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, data_folder: Path) -> "Store":
        """The store of a data folder, created where it is missing. Raises ScanError where it cannot be opened."""
        return cls(Database.open(data_folder))

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.database.close()

    def add(self, engagement: Engagement, *, now: datetime, replace: bool = False, by: str | None = None) -> None:
        """Puts an engagement in. Raises ScanError where its id is taken and it is not to be replaced.

        Replacing an engagement by the same changes nothing, not even its revision. `by` says who puts it in.
        """
        refuse_reserved(engagement.id)
        with self.database.writing() as session:
            used = make_way(session, engagement.id)
            row = session.get(EngagementRow, engagement.id, options=[joinedload(EngagementRow.head_row)])
            if row is None:
                _put_in(session, engagement, Hand(now, by), used)
            elif replace:
                _change(session, row, engagement, Hand(now, by))
            else:
                raise ScanError.of(
                    engagement.id,
                    "an engagement of this id is already there",
                    "give it another id, or say that it is to be replaced",
                )

    def add_beside(self, engagement: Engagement, *, now: datetime, by: str | None = None) -> Engagement:
        """Puts an engagement in under its id or, where that is taken, also in the bin, under one like it. Gives it as put in.

        `by` says who puts it in.
        """
        with self.database.writing() as session:
            free = engagement.model_copy(update={"id": free_id(engagement.id, taken_ids(session) | RESERVED_IDS)})
            _put_in(session, free, Hand(now, by))
            return free

    def archive(self, engagement_id: str, archived: bool = True, *, now: datetime, by: str | None = None) -> None:
        """Puts an engagement aside, or takes it up again: that stands in the audit trail and is no change of it otherwise.

        Raises ScanError where there is none.
        """
        with self.database.writing() as session:
            state = session.scalar(select(EngagementRow.state).where(*there(engagement_id)))
            if state is None:
                raise unknown_engagement(engagement_id)
            wanted = ARCHIVED if archived else OPEN
            if state != wanted:
                session.execute(update(EngagementRow).where(EngagementRow.id == engagement_id).values(state=wanted))
                note(session, engagement_id, [(PUT_ASIDE, not archived, archived)], Hand(now, by))

    def replace(self, engagement: Engagement, expected_revision: int, *, now: datetime, by: str | None = None) -> None:
        """Puts a new state in place of the one that was read. Raises ScanError where somebody changed it since.

        `by` says who replaces it.
        """
        with self.database.writing() as session:
            row = _row(session, engagement.id)
            if row.revision != expected_revision:
                raise ScanError.of(
                    engagement.id, "somebody else changed this engagement in the meantime", "open it again and repeat your change"
                )
            _change(session, row, engagement, Hand(now, by))

    def revise(
        self, engagement_id: str, change: Callable[[Engagement], Engagement], *, now: datetime, by: str | None = None
    ) -> Engagement:
        """Makes a change to the newest state of an engagement, whoever changed it before, and gives what it is then.

        `by` says who changes it; every field that is different then stands in the audit trail. Raises ScanError where there is
        no such engagement, and whatever the change raises.
        """
        with self.database.writing() as session:
            row = _row(session, engagement_id)
            changed = change(_engagement(row.head_row.head, _records(session, engagement_id), engagement_id))
            _change(session, row, changed, Hand(now, by))
            return changed

    def get(self, engagement_id: str) -> Engagement:
        """The engagement of that id. Raises ScanError where there is none."""
        return self.read(engagement_id).engagement

    def read(self, engagement_id: str) -> StoredEngagement:
        """The engagement of that id with its revision. Raises ScanError where there is none or it cannot be read."""
        with self.database.reading() as session:
            row = _row(session, engagement_id)
            return StoredEngagement(
                _engagement(row.head_row.head, _records(session, engagement_id), engagement_id), row.revision, row.updated_at
            )

    def has(self, engagement_id: str) -> bool:
        """Whether there is an engagement of that id."""
        with self.database.reading() as session:
            return session.scalar(select(EngagementRow.id).where(*there(engagement_id))) is not None

    def revision(self, engagement_id: str) -> int:
        """How often an engagement was changed, without reading it. Raises ScanError where there is none."""
        with self.database.reading() as session:
            found = session.scalar(select(EngagementRow.revision).where(*there(engagement_id)))
        if found is None:
            raise unknown_engagement(engagement_id)
        return found

    def summary(self, engagement_id: str) -> EngagementSummary:
        """What a list shows of one engagement. Raises ScanError where there is none."""
        with self.database.reading() as session:
            found = session.execute(newest_first().where(EngagementRow.id == engagement_id)).one_or_none()
            if found is None:
                raise unknown_engagement(engagement_id)
            return summary_of(*found)

    def list(self) -> tuple[EngagementSummary, ...]:
        """All engagements but those in the bin, the one last changed first. It reads no heads, so it is quick for many."""
        with self.database.reading() as session:
            return tuple(summary_of(row, is_begun) for row, is_begun in session.execute(newest_first()))


def there(engagement_id: str) -> tuple[ColumnElement[bool], ...]:
    """What is true of the engagement of that id alone, and only while it is not in the bin."""
    return EngagementRow.id == engagement_id, EngagementRow.deleted_at.is_(None)


def _put_in(session: Session, engagement: Engagement, hand: Hand, used: int = 0) -> None:
    """`used` is the revision up to which another engagement used the id before."""
    row = EngagementRow(
        id=engagement.id, head_row=HeadRow(head=_head(engagement)), state=OPEN, created_at=hand.now, updated_at=hand.now
    )
    _count(row, engagement)
    session.add(row)
    session.flush()
    _append(session, engagement, 0)
    note(session, engagement.id, [(OPENED, None, engagement.title)], hand)
    if used:
        session.flush()
        counting_on = update(EngagementRow.metadata.tables[EngagementRow.__tablename__])
        session.execute(counting_on.where(EngagementRow.id == engagement.id).values(revision=used + 1))


def _change(session: Session, row: EngagementRow, engagement: Engagement, hand: Hand) -> None:
    head, records = _head(engagement), _records(session, engagement.id)
    wanted = [answer.model_dump_json() for answer in engagement.answers]
    if head == row.head_row.head and wanted == records:
        return
    kept = len(records) if wanted[: len(records)] == records else 0
    if not kept:
        session.execute(delete(AnswerRow).where(AnswerRow.engagement_id == engagement.id))
    _append(session, engagement, kept)
    note(session, engagement.id, _differences(row.head_row.head, head, records, wanted), hand)
    row.head_row.head, row.updated_at = head, hand.now
    flag_modified(row, "updated_at")  # the change counts even where it falls on the moment of the one before
    _count(row, engagement)


def _differences(old: str, new: str, records: list[str], wanted: list[str]) -> list[Difference]:
    """What differs between two heads, and whether the answers are others now; further answers are their own record."""
    replaced = wanted[: len(records)] != records
    answers: list[Difference] = [(ANSWERS, len(records), len(wanted))] if replaced else []
    return [*head_differences(json.loads(old), json.loads(new)), *answers]


def _row(session: Session, engagement_id: str) -> EngagementRow:
    row = session.get(EngagementRow, engagement_id, options=[joinedload(EngagementRow.head_row)])
    if row is None or row.deleted_at is not None:
        raise unknown_engagement(engagement_id)
    return row


def unknown_engagement(engagement_id: str) -> ScanError:
    """What is raised where there is no engagement of an id."""
    return ScanError.of(engagement_id, "there is no engagement of this id", "choose one from the list of engagements")


def _records(session: Session, engagement_id: str) -> list[str]:
    in_order = select(AnswerRow.record).where(AnswerRow.engagement_id == engagement_id).order_by(AnswerRow.sequence)
    return list(session.scalars(in_order))


def _head(engagement: Engagement) -> str:
    return engagement.model_copy(update={"answers": ()}).model_dump_json()


def _engagement(head: str, records: list[str], engagement_id: str) -> Engagement:
    try:
        answers = tuple(_answer(record) for record in records)
        return read_head(head).model_copy(update={"answers": answers})
    except ValidationError as error:
        raise ScanError.of(
            engagement_id, "the engagement was kept in a form this version cannot read", "open it with the version that wrote it"
        ) from error


# What was read before is taken as it was read: a page reads an engagement for every key, and its parts never change.
@lru_cache(MOST_HEADS)
def read_head(head: str) -> Engagement:
    """An engagement without its answers as it was kept. Raises ValidationError where this version cannot read it."""
    return Engagement.model_validate_json(head)


@lru_cache(MOST_RECORDS)
def _answer(record: str) -> Answer:
    return Answer.model_validate_json(record)


def last_sequence(session: Session, engagement_id: str) -> int:
    """The number of an engagement's last record, 0 where it has none."""
    found = session.scalar(select(func.max(AnswerRow.sequence)).where(AnswerRow.engagement_id == engagement_id))
    return found or 0


def read_record(record: str, engagement_id: str) -> Answer:
    """An answer as it was kept. Raises ScanError where this version cannot read it."""
    try:
        return _answer(record)
    except ValidationError as error:
        raise ScanError.of(
            engagement_id, "an answer was kept in a form this version cannot read", "open it with the version that wrote it"
        ) from error


def _append(session: Session, engagement: Engagement, kept: int) -> None:
    last = last_sequence(session, engagement.id)
    session.add_all(
        AnswerRow(
            engagement_id=engagement.id,
            sequence=sequence,
            question=answer.question,
            respondent=answer.respondent,
            revision=answer.revision,
            record=answer.model_dump_json(),
        )
        for sequence, answer in enumerate(engagement.answers[kept:], last + 1)
    )


def _count(row: EngagementRow, engagement: Engagement) -> None:
    asked = {question.id for question in engagement.questionnaire.definition.questions()}
    # An answer whose question is gone since is kept and takes no part.
    answered = [answer for answer in engagement.current_answers() if answer.status == "answered" and answer.question in asked]
    row.client_name, row.title = engagement.client.name, engagement.title
    row.respondents, row.answers = len(engagement.respondents), len(answered)
    row.questions = len(asked)
    row.questions_answered = len({answer.question for answer in answered})
    row.questions_open = questions_open(engagement)
