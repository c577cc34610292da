"""Records say in which act of typing they were made: while it lasts, the record is still being written."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
ACT_LENGTH = 80


def upgrade() -> None:
    """Adds the column."""
    op.add_column("answers", sa.Column("act", sa.String(ACT_LENGTH), nullable=True))


def downgrade() -> None:
    """Removes it. Every record stays; one that was still being written is finished by that."""
    op.drop_column("answers", "act")
