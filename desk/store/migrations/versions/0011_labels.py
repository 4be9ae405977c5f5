"""The tags and names of published stories stand by themselves, so that fronts fill themselves at once."""

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

AT_ONCE = 2_000  # rows of one insert


def upgrade() -> None:
    op.create_table(
        "story_label",
        sa.Column("label", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("issued", sa.String(27), primary_key=True),
        sa.Column("story", sa.String(36), sa.ForeignKey("story.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_story_label_story", "story_label", ["story"])
    connection = op.get_bind()
    put = sa.text("INSERT INTO story_label (label, issued, story) VALUES (:label, :issued, :story)")
    query = sa.text(
        "SELECT id, issued, content FROM story"
        " WHERE status = 'published' AND issued IS NOT NULL ORDER BY number"
    )
    rows: list[dict[str, Any]] = []
    for one in connection.execute(query).all():
        rows += [{"label": label, "issued": one.issued, "story": one.id} for label in _labels(one.content)]
        if len(rows) > AT_ONCE:
            connection.execute(put, rows)
            rows = []
    if rows:
        connection.execute(put, rows)


def _labels(content: str) -> set[int]:
    story = json.loads(content)
    labels = [f"tag:{tag.casefold()}" for tag in story.get("tags", [])]
    labels += [f"by:{one.get('name', '').casefold()}" for one in story.get("bylines", [])]
    hashes = (hashlib.blake2b(label.encode(), digest_size=8).digest() for label in labels)
    return {int.from_bytes(one, signed=True) >> 1 for one in hashes}
