"""What a list shows of an engagement, kept beside its long head so that a list of many opens at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import load_only

from quickscan.store.tables import LISTED, AnswerRow, EngagementRow

OPEN, ARCHIVED = "open", "archived"
"""What an engagement is kept as."""
Stage = Literal["not_begun", "running", "asked"]
"""not_begun: no answer was recorded; asked: every question that is asked in any case was put to somebody."""


@dataclass(frozen=True)
class EngagementSummary:
    """What a list shows of an engagement."""

    id: str
    """Its name in addresses and commands."""
    title: str
    """What the assignment is called."""
    client: str
    """The client's name."""
    respondents: int
    """People and data exports asked."""
    answers: int
    """Answers that count today: one per respondent and question."""
    questions: int
    """Questions of its questionnaire."""
    questions_answered: int
    """Questions that somebody answered."""
    updated_at: datetime
    """When it was last changed."""
    archived: bool
    """Whether it was put aside."""
    stage: Stage
    """How far its interviews are."""

    @property
    def share_answered(self) -> float:
        """The share of its questions that somebody answered, 0 to 1."""
        return self.questions_answered / self.questions if self.questions else 0.0


def newest_first() -> Select[EngagementRow, bool]:
    """All engagements but those in the bin, the one last changed first, each with whether any answer was recorded."""
    begun = exists().where(AnswerRow.engagement_id == EngagementRow.id).correlate(EngagementRow)
    return (
        select(EngagementRow, begun)
        .options(load_only(*(getattr(EngagementRow, name) for name in LISTED)))
        .where(EngagementRow.deleted_at.is_(None))
        .order_by(EngagementRow.updated_at.desc(), EngagementRow.id)
    )


def summary_of(row: EngagementRow, is_begun: bool) -> EngagementSummary:
    """The summary of a row."""
    return EngagementSummary(
        id=row.id,
        title=row.title,
        client=row.client_name,
        respondents=row.respondents,
        answers=row.answers,
        questions=row.questions,
        questions_answered=row.questions_answered,
        updated_at=row.updated_at,
        archived=row.state == ARCHIVED,
        stage="not_begun" if not is_begun else "running" if row.questions_open else "asked",
    )
