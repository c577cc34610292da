"""Links by which a client sees scenarios of an engagement and nothing else of it, until the link is ended."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import select, update

from quickscan.domain.problem import ScanError
from quickscan.domain.scenario import ScenarioCalibration
from quickscan.store.database import Database
from quickscan.store.engagements import there, unknown_engagement
from quickscan.store.tables import EngagementRow, ShareRow

Mode = Literal["read", "play"]
"""read: looks at the comparison; play: moves the levers too, and keeps nothing."""
RANDOM_BYTES = 16
"""128 bits: nobody finds a link by trying."""


@dataclass(frozen=True)
class Share:
    """A link to scenarios of an engagement."""

    token: str
    """The secret part of its address."""
    engagement_id: str
    """The engagement."""
    mode: Mode
    """What can be done behind it."""
    calibration: ScenarioCalibration
    """The calibration in which the scenarios are shown."""
    scenarios: tuple[str, ...]
    """The ids of the scenarios, in the order shown."""
    made_at: datetime
    """When it was made."""
    made_by: str | None
    """Who made it."""
    ended_at: datetime | None = None
    """When it was ended; none while it works."""


class Shares:
    """The links of all engagements of a database. Safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def make(
        self,
        engagement_id: str,
        mode: Mode,
        calibration: ScenarioCalibration,
        scenarios: Sequence[str],
        *,
        now: datetime,
        by: str | None = None,
    ) -> Share:
        """A new link. Raises ScanError where there is no such engagement, or nothing to show."""
        if not scenarios:
            raise ScanError.of("scenarios", "no scenario is chosen", "choose at least one that the link shows")
        token = secrets.token_urlsafe(RANDOM_BYTES)
        share = Share(token, engagement_id, mode, calibration, tuple(scenarios), now, by)
        with self._database.writing() as session:
            if session.scalar(select(EngagementRow.id).where(*there(engagement_id))) is None:
                raise unknown_engagement(engagement_id)
            session.add(
                ShareRow(
                    token=token,
                    engagement_id=engagement_id,
                    mode=mode,
                    calibration=calibration,
                    scenarios=json.dumps(scenarios),
                    made_at=now,
                    made_by=by,
                    ended_at=None,
                )
            )
        return share

    def end(self, engagement_id: str, token: str, *, now: datetime) -> None:
        """Ends a link of an engagement for good. Raises ScanError where it has no such link."""
        of_it = (ShareRow.token == token, ShareRow.engagement_id == engagement_id)
        ended = update(ShareRow).where(*of_it, ShareRow.ended_at.is_(None)).values(ended_at=now)
        with self._database.writing() as session:
            session.execute(ended)
            if session.scalar(select(ShareRow.token).where(*of_it)) is None:
                raise ScanError.of("link", "there is no such link", "load the page again")

    def list(self, engagement_id: str) -> tuple[Share, ...]:
        """The links of an engagement that still work, the newest first."""
        working = select(ShareRow).where(ShareRow.engagement_id == engagement_id, ShareRow.ended_at.is_(None))
        with self._database.reading() as session:
            return tuple(map(_share, session.scalars(working.order_by(ShareRow.made_at.desc(), ShareRow.token))))

    def open(self, token: str) -> Share:
        """The link of a token. Raises ScanError where there is none, where it was ended, and where its engagement is gone."""
        found = select(ShareRow, EngagementRow.deleted_at).join(EngagementRow).where(ShareRow.token == token)
        with self._database.reading() as session:
            row = session.execute(found).one_or_none()
            if row is None:
                raise ScanError.of("link", "this link leads nowhere", "ask whoever sent it to you for a new one")
            share, deleted_at = _share(row[0]), row[1]
        if share.ended_at is not None:
            raise ScanError.of("link", "this link was ended", "ask whoever sent it to you for a new one")
        if deleted_at is not None:
            raise ScanError.of("link", "what this link showed was deleted", "ask whoever sent it to you")
        return share


def _share(row: ShareRow) -> Share:
    return Share(
        token=row.token,
        engagement_id=row.engagement_id,
        mode="play" if row.mode == "play" else "read",
        calibration="deck" if row.calibration == "deck" else "evidence",
        scenarios=tuple(json.loads(row.scenarios)),
        made_at=row.made_at,
        made_by=row.made_by,
        ended_at=row.ended_at,
    )
