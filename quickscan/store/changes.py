"""The audit trail in the database: written in the same transaction as the change itself, and only ever added to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quickscan.domain.trail import Change, Difference
from quickscan.store.database import Database
from quickscan.store.tables import ChangeRow


@dataclass(frozen=True)
class Hand:
    """Who changes something, and when."""

    now: datetime
    """When, with time zone."""
    by: str | None
    """Who, where that is known."""


class Changes:
    """The trail of all engagements of a database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, engagement_id: str) -> tuple[Change, ...]:
        """All changes of an engagement, in the order made; none where there is no such engagement."""
        in_order = select(ChangeRow).where(ChangeRow.engagement_id == engagement_id).order_by(ChangeRow.sequence)
        with self._database.reading() as session:
            return tuple(
                Change(what=row.what, before=json.loads(row.before), after=json.loads(row.after), by=row.by, at=row.at)
                for row in session.scalars(in_order)
            )


def note(session: Session, engagement_id: str, differences: Sequence[Difference], hand: Hand) -> None:
    """Adds what differs to the trail, as part of the transaction that makes the change."""
    if not differences:
        return
    last = session.scalar(select(func.max(ChangeRow.sequence)).where(ChangeRow.engagement_id == engagement_id)) or 0
    session.add_all(
        ChangeRow(
            engagement_id=engagement_id,
            sequence=sequence,
            at=hand.now,
            by=hand.by,
            what=what,
            before=json.dumps(before, ensure_ascii=False),
            after=json.dumps(after, ensure_ascii=False),
        )
        for sequence, (what, before, after) in enumerate(differences, last + 1)
    )
