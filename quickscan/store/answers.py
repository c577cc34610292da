"""Answers, one by one, as they are given: added at once, numbered one after the other, and never lost to somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quickscan.domain.engagement import Answer, newest_records
from quickscan.interview.record import further, rewritten
from quickscan.store.database import Database
from quickscan.store.engagements import last_sequence, read_record, unknown_engagement
from quickscan.store.tables import AnswerRow, EngagementRow


@dataclass(frozen=True)
class Recorded:
    """What became of an answer that was handed in."""

    answer: Answer
    """The newest record of this respondent on this question, whether it was added now or says the same already."""
    overlooked: Answer | None
    """What somebody else recorded in the meantime, where it was not seen."""
    sequence: int
    """How many records the engagement has had: ask for those that follow."""


class Answers:
    """The answers of all engagements of a database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def record(self, engagement_id: str, said: Answer, seen_revision: int, *, now: datetime, act: str | None = None) -> Recorded:
        """Adds what was said, unless the newest record says the same. Raises ScanError where there is no such engagement.

        `act` names the act of typing it comes from, "page.number": the record of an act is written anew until the act is over, so
        that a number typed figure by figure is one record and not three. An act is over as soon as somebody else says the same.
        What a page recorded itself it does not overlook, even if it never heard of it because the server ended too soon.
        """
        with self.database.writing() as session:
            return _record(session, engagement_id, said, seen_revision, now, act)

    def ask_to_confirm(
        self, engagement_id: str, question: str, respondent: str, reason: str, *, now: datetime, by: str | None, act: str
    ) -> None:
        """Marks an answer for review, whatever it says by now. Raises ScanError where there is no such engagement."""
        with self.database.writing() as session:
            newest = _before(session, engagement_id, question, respondent).newest
            if newest is not None and not newest.marked_for_review:
                mark = {"marked_for_review": True, "change_reason": reason, "interviewer": by, "asked_at": now}
                _record(session, engagement_id, newest.model_copy(update=mark), newest.revision, now, _over(act))

    def since(self, engagement_id: str, sequence: int, *, but_of: str | None = None) -> tuple[tuple[Answer, ...], int]:
        """The records after a sequence number, in order, and the number of the last one.

        Records of acts whose names begin with `but_of` are left out: whoever made them knows them.
        """
        later = (
            select(AnswerRow.sequence, AnswerRow.record, AnswerRow.act)
            .where(AnswerRow.engagement_id == engagement_id, AnswerRow.sequence > sequence)
            .order_by(AnswerRow.sequence)
        )
        with self.database.reading() as session:
            rows = session.execute(later).all()
        others = [record for _, record, act in rows if but_of is None or not (act or "").startswith(but_of)]
        return tuple(read_record(record, engagement_id) for record in others), rows[-1][0] if rows else sequence

    def last(self, engagement_id: str) -> int:
        """The number of the last record of an engagement: ask for those that follow."""
        with self.database.reading() as session:
            return last_sequence(session, engagement_id)


@dataclass(frozen=True)
class _Before:
    """What there is of a question before a further answer of a respondent."""

    records: Sequence[Answer]
    """Everybody's records, in order."""
    newest: Answer | None
    """The newest one of this respondent."""
    row: AnswerRow | None
    """Its row."""

    def is_typed_by(self, act: str | None) -> bool:
        """Whether the newest record belongs to an act of typing, so that it is still being written."""
        return self.row is not None and act is not None and self.row.act == act

    def is_of_page(self, act: str | None) -> bool:
        """Whether the newest record was made on the page of an act."""
        return self.row is not None and act is not None and self.row.act is not None and _over(self.row.act) == _over(act)

    def overlooked_by(self, answer: Answer) -> Answer | None:
        """The record that an answer of this respondent overlooked."""
        same = (one for one in self.records if one.respondent == answer.respondent and one.revision == answer.overlooked)
        return next(same, None)


def _before(session: Session, engagement_id: str, question: str, respondent: str) -> _Before:
    of_question = (
        select(AnswerRow)
        .where(AnswerRow.engagement_id == engagement_id, AnswerRow.question == question)
        .order_by(AnswerRow.sequence)
    )
    rows = list(session.scalars(of_question))
    records = [read_record(row.record, engagement_id) for row in rows]
    newest = newest_records(records).get((question, respondent))
    return _Before(records, newest, next((row for row, one in zip(rows, records, strict=True) if one is newest), None))


def _record(session: Session, engagement_id: str, said: Answer, seen_revision: int, now: datetime, act: str | None) -> Recorded:
    engagement = session.get(EngagementRow, engagement_id)
    if engagement is None:
        raise unknown_engagement(engagement_id)
    before, last = _before(session, engagement_id, said.question, said.respondent), last_sequence(session, engagement_id)
    untold = before.newest is not None and before.newest.revision > seen_revision and before.is_of_page(act)
    added = _added(before, said, seen_revision, act, untold)
    if added is None and before.newest is not None:
        if before.row is not None and before.row.act is not None and not before.is_of_page(act):
            before.row.act = _over(before.row.act)
        return Recorded(before.newest, before.overlooked_by(before.newest) if untold else None, last)
    assert added is not None
    typing = before.is_typed_by(act)
    if typing:
        session.delete(before.row)
        session.flush()
    session.add(_row(engagement_id, last + 1, added, act))
    _count(engagement, before.records, added)
    engagement.updated_at = now
    return Recorded(added, before.overlooked_by(added) if untold or not typing else None, last + 1)


def _added(before: _Before, said: Answer, seen_revision: int, act: str | None, untold: bool) -> Answer | None:
    """The record to add; none where the newest one says the same. What a page was not told of, it has not overlooked."""
    newest = before.newest
    if newest is None or further(said, newest, seen_revision) is None:
        return further(said, newest, seen_revision)
    if before.is_typed_by(act):
        return rewritten(said, newest)
    if untold:
        mine = further(said, newest, newest.revision)
        return mine and mine.model_copy(update={"overlooked": newest.overlooked})
    return further(said, newest, seen_revision)


def _over(act: str) -> str:
    """The name of an act of the same page that goes on no more."""
    return (act.rpartition(".")[0] or act) + "."


def _row(engagement_id: str, sequence: int, answer: Answer, act: str | None) -> AnswerRow:
    return AnswerRow(
        engagement_id=engagement_id,
        sequence=sequence,
        question=answer.question,
        respondent=answer.respondent,
        revision=answer.revision,
        record=answer.model_dump_json(),
        act=act,
    )


def _count(engagement: EngagementRow, before: Sequence[Answer], added: Answer) -> None:
    """Keep the counts of a list up to date without reading the other questions."""
    was, now = (
        sum(answer.status == "answered" for answer in newest_records(part).values()) for part in (before, [*before, added])
    )
    engagement.answers += now - was
    engagement.questions_answered += (now > 0) - (was > 0)
