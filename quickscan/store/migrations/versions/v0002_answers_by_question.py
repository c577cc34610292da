"""Answers are found by their question."""

from alembic import op

revision = "0002"
down_revision = "0001"
NAME = "ix_answers_engagement_id"
COLUMNS = ["engagement_id", "question", "respondent", "revision"]


def upgrade() -> None:
    """Makes the index."""
    op.create_index(NAME, "answers", COLUMNS)


def downgrade() -> None:
    """Removes it; no data are lost."""
    op.drop_index(NAME, "answers")
