"""The ids of engagements: which are taken, and how one gets another."""

import json
from collections.abc import Iterator

from sqlalchemy import Column, delete, select, text, update
from sqlalchemy.orm import Session

from quickscan.domain.problem import ScanError
from quickscan.interview.ids import RESERVED_IDS, free_id
from quickscan.store.tables import EngagementRow, HeadRow, ReportJobRow, Table


def refuse_reserved(engagement_id: str) -> None:
    """Raises ScanError for an id that addresses of the app need for themselves."""
    if engagement_id in RESERVED_IDS:
        raise ScanError.of(engagement_id, "this id is an address of the app and no id of an engagement", "give it another id")


def taken_ids(session: Session) -> set[str]:
    """The ids of all engagements, in the bin or not."""
    return set(session.scalars(select(EngagementRow.id)))


def make_way(session: Session, engagement_id: str) -> int:
    """Frees the id of an engagement in the bin, which lies there under another one from then on.

    Gives the revision up to which the id was used, 0 where nothing had to make way: counting goes on from there, so that a report
    of the one is never taken for a report of the other.
    """
    revision = session.scalar(
        select(EngagementRow.revision).where(EngagementRow.id == engagement_id, EngagementRow.deleted_at.is_not(None))
    )
    if revision is None:
        return 0
    _rename(session, engagement_id, free_id(engagement_id, taken_ids(session)))
    return revision


def _rename(session: Session, old: str, new: str) -> None:
    """Gives an engagement another id, and all rows that belong to it. Its report jobs go: their files have its old name."""
    session.execute(text("PRAGMA defer_foreign_keys = ON"))
    session.execute(delete(ReportJobRow).where(ReportJobRow.engagement_id == old))
    for column in _references():
        session.execute(update(column.table).where(column == old).values({column.name: new}))
    engagements, heads = (Table.metadata.tables[row.__tablename__] for row in (EngagementRow, HeadRow))
    head = session.scalar(select(heads.c.head).where(heads.c.engagement_id == new))
    renamed = json.dumps(json.loads(head or "{}") | {"id": new}, ensure_ascii=False, separators=(",", ":"))
    session.execute(update(heads).where(heads.c.engagement_id == new).values(head=renamed))
    session.execute(update(engagements).where(engagements.c.id == old).values(id=new))


def _references() -> Iterator[Column[str]]:
    """The columns of all tables that name an engagement."""
    for table in Table.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == EngagementRow.__tablename__:
                yield key.parent
