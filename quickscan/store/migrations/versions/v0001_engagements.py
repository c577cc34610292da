"""Engagements, their answers, and the reports being made."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the first tables."""
    op.create_table(
        "engagements",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("client_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("respondents", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("questions_answered", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_engagements"),
    )
    op.create_table(
        "answers",
        _engagement_id("answers"),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(120), nullable=False),
        sa.Column("respondent", sa.String(80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "sequence", name="pk_answers"),
    )
    op.create_table(
        "report_jobs",
        _engagement_id("report_jobs"),
        sa.Column("engagement_revision", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("made_with", sa.String(64), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("share_done", sa.Float(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "engagement_revision", "language", "made_with", name="pk_report_jobs"),
    )


def downgrade() -> None:
    """Removes them, with all that is in them: there is no older shape to hold it."""
    for table in ("report_jobs", "answers", "engagements"):
        op.drop_table(table)


def _engagement_id(table: str) -> sa.Column[str]:
    key = sa.ForeignKey("engagements.id", name=f"fk_{table}_engagement_id", ondelete="CASCADE")
    return sa.Column("engagement_id", sa.String(80), key, nullable=False)
