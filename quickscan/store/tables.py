"""The tables. Their shape is made by the migrations; a test keeps both equal."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

ID_LENGTH = 80
QUESTION_LENGTH = 120
ACT_LENGTH = 80
NAME_LENGTH = 160
TOKEN_LENGTH = 32
LISTED = (
    "deleted_at", "updated_at", "id", "client_name", "title", "state", "respondents", "answers", "questions",
    "questions_answered", "questions_open",
)  # fmt: skip
"""What is known of an engagement without its head, beginning with what a list is found and sorted by."""
NAMES = {"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "ix": "ix_%(column_0_label)s"}


class Moment(TypeDecorator[datetime]):
    """A point in time with its zone: kept in UTC, because SQLite forgets zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC. Raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Back from UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class EngagementRow(Table):
    """One engagement with its counts. Its long head is a row of its own: every answer changes the counts and none the head."""

    __tablename__ = "engagements"
    # All that a list shows: without it the long heads, which lie between the columns, would be read over for each row.
    __table_args__ = (Index("ix_engagements_list", *LISTED),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    client_name: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    respondents: Mapped[int] = mapped_column(Integer)
    questions: Mapped[int] = mapped_column(Integer)
    questions_answered: Mapped[int] = mapped_column(Integer)
    questions_open: Mapped[int] = mapped_column(Integer)
    answers: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    deleted_by: Mapped[str | None] = mapped_column(Text)
    revision: Mapped[int] = mapped_column(Integer)
    head_row: Mapped["HeadRow"] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.revision}


class HeadRow(Table):
    """The head of an engagement: all of it but its answers."""

    __tablename__ = "heads"

    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"), primary_key=True)
    head: Mapped[str] = mapped_column(Text)


class AnswerRow(Table):
    """One answer record, in the order given. Rows are added, not changed; only the one that is being typed is written anew."""

    __tablename__ = "answers"
    __table_args__ = (Index("ix_answers_engagement_id", "engagement_id", "question", "respondent", "revision"),)

    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int] = mapped_column(Integer, primary_key=True)
    question: Mapped[str] = mapped_column(String(QUESTION_LENGTH))
    respondent: Mapped[str] = mapped_column(String(ID_LENGTH))
    revision: Mapped[int] = mapped_column(Integer)
    record: Mapped[str] = mapped_column(Text)
    act: Mapped[str | None] = mapped_column(String(ACT_LENGTH))


class FileRow(Table):
    """A file that proves answers, with its content."""

    __tablename__ = "files"

    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(ID_LENGTH))
    size_bytes: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(Moment)
    added_by: Mapped[str | None] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ChangeRow(Table):
    """One change of one field of an engagement's head, before and after as JSON. Rows are added, not changed."""

    __tablename__ = "changes"

    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"), primary_key=True)
    sequence: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str | None] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)


class ReportJobRow(Table):
    """A report that is being made, was made, or could not be made."""

    __tablename__ = "report_jobs"

    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"), primary_key=True)
    engagement_revision: Mapped[int] = mapped_column(Integer, primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    made_with: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    share_done: Mapped[float] = mapped_column(Float)
    problem: Mapped[str | None] = mapped_column(Text)
    started_at: Mapped[datetime] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment)


class QuestionnaireRow(Table):
    """A published version of a questionnaire. Rows are added, not changed."""

    __tablename__ = "questionnaires"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    definition: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(Moment)
    published_by: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)


class QuestionnaireDraftRow(Table):
    """A questionnaire that was uploaded without faults and is not published yet."""

    __tablename__ = "questionnaire_drafts"
    # A number is never used again: an old page must not publish another draft.
    __table_args__ = ({"sqlite_autoincrement": True},)

    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    definition: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(Moment)
    uploaded_by: Mapped[str | None] = mapped_column(Text)


class KeptQuestionnaireRow(Table):
    """A definition that an engagement had and that is not published: kept, so that the engagement can move back."""

    __tablename__ = "kept_questionnaires"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    definition: Mapped[str] = mapped_column(Text)
    kept_at: Mapped[datetime] = mapped_column(Moment)


class ShareRow(Table):
    """A link by which a client sees scenarios of an engagement."""

    __tablename__ = "shares"
    __table_args__ = (Index("ix_shares_engagement_id", "engagement_id"),)

    token: Mapped[str] = mapped_column(String(TOKEN_LENGTH), primary_key=True)
    engagement_id: Mapped[str] = mapped_column(ForeignKey("engagements.id", ondelete="CASCADE"))
    mode: Mapped[str] = mapped_column(String(20))
    calibration: Mapped[str] = mapped_column(String(20))
    scenarios: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
