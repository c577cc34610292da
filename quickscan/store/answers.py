"""Answers, one by one, as they are given: added at once, numbered one after the other, and never lost to somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quickscan.domain.engagement import Answer, newest_records
from quickscan.domain.problem import ScanError
from quickscan.interview.record import further
from quickscan.store.database import Database
from quickscan.store.engagements import unknown_engagement
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

    def record(self, engagement_id: str, said: Answer, seen_revision: int, *, now: datetime) -> Recorded:
        """Adds what was said, unless the newest record says the same. Raises ScanError where there is no such engagement."""
        with self.database.writing() as session:
            engagement = session.get(EngagementRow, engagement_id)
            if engagement is None:
                raise unknown_engagement(engagement_id)
            on_question = _records(session, engagement_id, said.question)
            newest = newest_records(on_question).get((said.question, said.respondent))
            added, last = further(said, newest, seen_revision), _last(session, engagement_id)
            if added is None:
                assert newest is not None
                return Recorded(newest, None, last)
            session.add(
                AnswerRow(
                    engagement_id=engagement_id,
                    sequence=last + 1,
                    question=added.question,
                    respondent=added.respondent,
                    revision=added.revision,
                    record=added.model_dump_json(),
                )
            )
            _count(engagement, on_question, added)
            engagement.updated_at = now
            return Recorded(added, newest if added.overlooked is not None else None, last + 1)

    def since(self, engagement_id: str, sequence: int) -> tuple[tuple[Answer, ...], int]:
        """The records after a sequence number, in order, and the number of the last one."""
        later = (
            select(AnswerRow.sequence, AnswerRow.record)
            .where(AnswerRow.engagement_id == engagement_id, AnswerRow.sequence > sequence)
            .order_by(AnswerRow.sequence)
        )
        with self.database.reading() as session:
            rows = session.execute(later).all()
        return tuple(_answer(record, engagement_id) for _, record in rows), rows[-1][0] if rows else sequence


def _records(session: Session, engagement_id: str, question: str) -> list[Answer]:
    of_question = (
        select(AnswerRow.record)
        .where(AnswerRow.engagement_id == engagement_id, AnswerRow.question == question)
        .order_by(AnswerRow.sequence)
    )
    return [_answer(record, engagement_id) for record in session.scalars(of_question)]


def _last(session: Session, engagement_id: str) -> int:
    found = session.scalar(select(func.max(AnswerRow.sequence)).where(AnswerRow.engagement_id == engagement_id))
    return found or 0


def _count(engagement: EngagementRow, before: Sequence[Answer], added: Answer) -> None:
    """Keep the counts of a list up to date without reading the other questions."""
    was, now = (
        sum(answer.status == "answered" for answer in newest_records(part).values()) for part in (before, [*before, added])
    )
    engagement.answers += now - was
    engagement.questions_answered += (now > 0) - (was > 0)


def _answer(record: str, engagement_id: str) -> Answer:
    try:
        return Answer.model_validate_json(record)
    except ValidationError as error:
        raise ScanError.of(
            engagement_id, "an answer was kept in a form this version cannot read", "open it with the version that wrote it"
        ) from error
