"""Who changed what in an engagement's head, when, and from what."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table."""
    key = sa.ForeignKey("engagements.id", name="fk_changes_engagement_id", ondelete="CASCADE")
    op.create_table(
        "changes",
        sa.Column("engagement_id", sa.String(80), key, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "sequence", name="pk_changes"),
    )


def downgrade() -> None:
    """Removes it, with the trail so far: an older version has no place for it."""
    op.drop_table("changes")
