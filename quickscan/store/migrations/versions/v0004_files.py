"""Files that prove answers."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
ID_LENGTH = 80
NAME_LENGTH = 160


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "files",
        sa.Column("engagement_id", sa.String(ID_LENGTH), nullable=False),
        sa.Column("name", sa.String(NAME_LENGTH), nullable=False),
        sa.Column("media_type", sa.String(ID_LENGTH), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["engagement_id"], ["engagements.id"], name="fk_files_engagement_id_engagements", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("engagement_id", "name", name="pk_files"),
    )


def downgrade() -> None:
    """Removes it, with the files: an older version has no place for them. Answers still name them."""
    op.drop_table("files")
