"""Heads lie apart from the counts, which change with every answer."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Moves the heads into a table of their own."""
    key = sa.ForeignKey("engagements.id", name="fk_heads_engagement_id", ondelete="CASCADE")
    op.create_table(
        "heads",
        sa.Column("engagement_id", sa.String(80), key, nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", name="pk_heads"),
    )
    op.execute("INSERT INTO heads (engagement_id, head) SELECT id, head FROM engagements")
    op.drop_column("engagements", "head")


def downgrade() -> None:
    """Moves them back; no data are lost."""
    op.add_column("engagements", sa.Column("head", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE engagements SET head = (SELECT head FROM heads WHERE engagement_id = engagements.id)")
    op.drop_table("heads")
