"""Answers, one by one, as they are given: added at once, numbered one after the other, and never lost to somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quickscan.domain.engagement import Answer, newest_records
from quickscan.interview.begin import was_put
from quickscan.interview.record import further, rewritten
from quickscan.store.database import Database
from quickscan.store.engagements import last_sequence, read_head, read_record, unknown_engagement
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

        `act` names the act of typing it comes from: the record of an act is written anew until the act is over, so that a
        number typed figure by figure is one record and not three.
        """
        with self.database.writing() as session:
            engagement = session.get(EngagementRow, engagement_id)
            if engagement is None or engagement.deleted_at is not None:
                raise unknown_engagement(engagement_id)
            rows = _rows(session, engagement_id, said.question)
            records = [read_record(row.record, engagement_id) for row in rows]
            newest = newest_records(records).get((said.question, said.respondent))
            added, last = further(said, newest, seen_revision), last_sequence(session, engagement_id)
            if newest is not None and added is None:
                return Recorded(newest, None, last)
            typing = _being_typed(rows, newest, act)
            if typing is not None and newest is not None:
                added = rewritten(said, newest)
                session.delete(typing)
                session.flush()
            assert added is not None
            session.add(_row(engagement_id, last + 1, added, act))
            _count(engagement, records, added)
            if was_put(records) != was_put([*records, added]) and _asked_of_all(engagement, said.question):
                engagement.questions_open += 1 if was_put(records) else -1
            engagement.updated_at = now
            unseen = typing is None and added.overlooked is not None
            return Recorded(added, newest if unseen else None, last + 1)

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


def _rows(session: Session, engagement_id: str, question: str) -> list[AnswerRow]:
    of_question = (
        select(AnswerRow)
        .where(AnswerRow.engagement_id == engagement_id, AnswerRow.question == question)
        .order_by(AnswerRow.sequence)
    )
    return list(session.scalars(of_question))


def _being_typed(rows: Sequence[AnswerRow], newest: Answer | None, act: str | None) -> AnswerRow | None:
    """The row of the newest record, where it belongs to an act of typing that goes on."""
    if newest is None or act is None:
        return None
    of_act = (row for row in rows if (row.act, row.respondent, row.revision) == (act, newest.respondent, newest.revision))
    return next(of_act, None)


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


def _asked_of_all(engagement: EngagementRow, question: str) -> bool:
    """Whether a question is asked in any case. It reads the long head, which only the first answer to a question needs."""
    definition = read_head(engagement.head).questionnaire.definition
    return any(one.id == question and one.when is None for one in definition.questions())
