"""Published questionnaires, those about to be published, and those an engagement had before."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables."""
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "number", name="pk_questionnaires"),
    )
    op.create_table(
        "questionnaire_drafts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_questionnaire_drafts"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kept_questionnaires",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_kept_questionnaires"),
    )


def downgrade() -> None:
    """Removes them, with what was published and uploaded: an older version has no place for it.

    Every engagement has a copy of the questionnaire it uses in itself and keeps it.
    """
    for table in ("kept_questionnaires", "questionnaire_drafts", "questionnaires"):
        op.drop_table(table)
