"""Answers, one by one, as they are given: added at once, numbered one after the other, and never lost to somebody else's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from quickscan.domain.engagement import Answer, newest_records
from quickscan.interview.begin import was_put
from quickscan.interview.record import further, rewritten
from quickscan.store.acts import Act
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

        `act` names the act of typing it comes from, see Act: the record of an act is written anew until the act is over, so that
        a number typed figure by figure is one record and not three. An act is over as soon as somebody else says the same. What a
        page recorded itself it does not overlook, even if it never heard of it because the server ended too soon; and what it
        sent before something that is recorded already changes nothing, as when it waited long and was sent again.
        """
        with self.database.writing() as session:
            return _record(session, engagement_id, said, seen_revision, now, Act.named(act))

    def ask_to_confirm(
        self, engagement_id: str, question: str, respondent: str, reason: str, *, now: datetime, by: str | None, act: str
    ) -> None:
        """Marks an answer for review, whatever it says by now. Raises ScanError where there is no such engagement."""
        with self.database.writing() as session:
            newest = _before(session, engagement_id, question, respondent).newest
            if newest is not None and not newest.marked_for_review:
                mark = {"marked_for_review": True, "change_reason": reason, "interviewer": by, "asked_at": now}
                # No turn: what the page sent to this question before may still be on its way.
                of_page = Act(act.partition(".")[0], "", 0)
                _record(session, engagement_id, newest.model_copy(update=mark), newest.revision, now, of_page)

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
    acts: Sequence[Act | None]
    """What the records of this respondent come from."""
    newest: Answer | None
    """The newest one of this respondent."""
    row: AnswerRow | None
    """Its row."""

    @property
    def act(self) -> Act | None:
        """What the newest record comes from."""
        return Act.named(self.row.act) if self.row is not None else None

    def overlooked_by(self, answer: Answer) -> Answer | None:
        """The record that an answer of this respondent overlooked."""
        same = (one for one in self.records if one.respondent == answer.respondent and one.revision == answer.overlooked)
        return next(same, None)

    def hear(self, act: Act | None) -> None:
        """Note that an act says the same as the newest record."""
        mine = self.act
        if self.row is not None and mine is not None:
            same_page = act is not None and act.shares_page_with(mine)
            self.row.act = (Act(mine.page, mine.number, act.turn) if act is not None and same_page else mine.over).name


def _before(session: Session, engagement_id: str, question: str, respondent: str) -> _Before:
    of_question = (
        select(AnswerRow)
        .where(AnswerRow.engagement_id == engagement_id, AnswerRow.question == question)
        .order_by(AnswerRow.sequence)
    )
    rows = list(session.scalars(of_question))
    records = [read_record(row.record, engagement_id) for row in rows]
    newest = newest_records(records).get((question, respondent))
    row = next((row for row, record in zip(rows, records, strict=True) if record is newest), None)
    return _Before(records, [Act.named(row.act) for row in rows if row.respondent == respondent], newest, row)


def _record(session: Session, engagement_id: str, said: Answer, seen_revision: int, now: datetime, act: Act | None) -> Recorded:
    engagement = session.get(EngagementRow, engagement_id)
    if engagement is None or engagement.deleted_at is not None:
        raise unknown_engagement(engagement_id)
    before, last = _before(session, engagement_id, said.question, said.respondent), last_sequence(session, engagement_id)
    newest = before.newest
    if newest is not None and act is not None and any(act.comes_before(other) for other in before.acts):
        return Recorded(newest, None, last)
    mine = act is not None and act.shares_page_with(before.act)
    untold = mine and newest is not None and newest.revision > seen_revision
    added = _added(before, said, seen_revision, act, untold)
    if added is None and newest is not None:
        before.hear(act)
        return Recorded(newest, before.overlooked_by(newest) if untold else None, last)
    assert added is not None
    typing = act is not None and act.goes_on_with(before.act)
    if typing:
        session.delete(before.row)
        session.flush()
    session.add(_row(engagement_id, last + 1, added, act))
    _count(engagement, before.records, added)
    engagement.updated_at = now
    return Recorded(added, before.overlooked_by(added) if untold or not typing else None, last + 1)


def _added(before: _Before, said: Answer, seen_revision: int, act: Act | None, untold: bool) -> Answer | None:
    """The record to add; none where the newest one says the same. What a page was not told of, it has not overlooked."""
    newest = before.newest
    if newest is None or further(said, newest, seen_revision) is None:
        return further(said, newest, seen_revision)
    if act is not None and act.goes_on_with(before.act):
        return rewritten(said, newest)
    if untold:
        mine = further(said, newest, newest.revision)
        return mine and mine.model_copy(update={"overlooked": newest.overlooked})
    return further(said, newest, seen_revision)


def _row(engagement_id: str, sequence: int, answer: Answer, act: Act | None) -> AnswerRow:
    return AnswerRow(
        engagement_id=engagement_id,
        sequence=sequence,
        question=answer.question,
        respondent=answer.respondent,
        revision=answer.revision,
        record=answer.model_dump_json(),
        act=act and act.name,
    )


def _count(engagement: EngagementRow, before: Sequence[Answer], added: Answer) -> None:
    """Keep the counts of a list up to date without reading the other questions."""
    was, now = (
        sum(answer.status == "answered" for answer in newest_records(part).values()) for part in (before, [*before, added])
    )
    engagement.answers += now - was
    engagement.questions_answered += (now > 0) - (was > 0)
    if was_put(before) != was_put([*before, added]) and _asked_of_all(engagement, added.question):
        engagement.questions_open += 1 if was_put(before) else -1


def _asked_of_all(engagement: EngagementRow, question: str) -> bool:
    """Whether a question is asked in any case. It reads the long head, which only the first answer to a question needs."""
    definition = read_head(engagement.head_row.head).questionnaire.definition
    return any(one.id == question and one.when is None for one in definition.questions())
