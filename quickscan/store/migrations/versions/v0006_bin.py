"""Engagements can lie in the bin, and a list tells whether all questions were asked."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
NOT_PUT = ("not_asked", "deferred")
INDEX = "ix_engagements_list"
LISTED = ["deleted_at", "updated_at", "id", "client_name", "title", "state", "respondents", "answers", "questions"]
LISTED += ["questions_answered", "questions_open"]


def upgrade() -> None:
    """Adds the columns and counts the questions of the engagements that are there."""
    op.add_column("engagements", sa.Column("deleted_at", sa.DateTime(), nullable=True))
    op.add_column("engagements", sa.Column("deleted_by", sa.Text(), nullable=True))
    op.add_column("engagements", sa.Column("questions_open", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(INDEX, "engagements", LISTED)
    connection = op.get_bind()
    for engagement_id, head in connection.execute(sa.text("SELECT id, head FROM engagements")).all():
        records = sa.text("SELECT record FROM answers WHERE engagement_id = :id ORDER BY sequence")
        newest = {}
        for (record,) in connection.execute(records, {"id": engagement_id}):
            answer = json.loads(record)
            newest[answer["question"], answer["respondent"]] = answer.get("status", "answered")
        put = {question for (question, _), status in newest.items() if status not in NOT_PUT}
        sections = json.loads(head)["questionnaire"]["definition"]["sections"]
        asked_of_all = {one["id"] for section in sections for one in section["questions"] if one.get("when") is None}
        filled = sa.text("UPDATE engagements SET questions_open = :open WHERE id = :id")
        connection.execute(filled, {"open": len(asked_of_all - put), "id": engagement_id})


def downgrade() -> None:
    """Removes them. No engagement is lost: what lay in the bin stands in the list again, and who deleted it when is forgotten."""
    op.drop_index(INDEX, "engagements")
    for column in ("questions_open", "deleted_by", "deleted_at"):
        op.drop_column("engagements", column)
