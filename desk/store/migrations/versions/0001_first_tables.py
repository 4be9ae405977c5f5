"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.String(36)
TIME = sa.String(27)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SEARCH = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search_index USING fts5(
            title, words, content='search_text', content_rowid='number', tokenize='ascii')""",
        "INSERT INTO search_index(search_index, rank) VALUES ('rank', 'bm25(8.0, 1.0)')",
    ),
    "postgresql": (
        """CREATE TABLE search_index (
            number bigint PRIMARY KEY REFERENCES search_text (number) ON DELETE CASCADE,
            terms tsvector NOT NULL)""",
        "CREATE INDEX search_index_terms ON search_index USING gin (terms)",
    ),
}


def upgrade() -> None:
    _revision()
    _publication()
    _story()
    _photo()
    _lists()
    _search()


def _head() -> list[sa.Column[Any]]:
    """Return the columns that every thing's table ends in."""
    return [
        sa.Column("updated", TIME, nullable=False),
        sa.Column("revision", ID, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    ]


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("id", ID, primary_key=True),
        sa.Column("subject", ID, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("parent", ID, sa.ForeignKey("revision.id")),
        sa.Column("merged", ID, sa.ForeignKey("revision.id")),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("depth", sa.Integer, nullable=False),
        sa.Column("prefix", sa.Integer),
        sa.Column("suffix", sa.Integer),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_revision_subject_at_id", "revision", ["subject", "at", "id"])


def _publication() -> None:
    op.create_table("publication", sa.Column("id", ID, primary_key=True), *_head())


def _story() -> None:
    op.create_table(
        "story",
        sa.Column("number", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("id", ID, nullable=False),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("byline", sa.Text, nullable=False),
        sa.Column("lead", ID, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("publish_at", TIME),
        sa.Column("published", TIME),
        sa.Column("origin", sa.Text, nullable=False),
        *_head(),
        sa.UniqueConstraint("id", name="uq_story_id"),
    )
    op.create_index("ix_story_status_updated_id", "story", ["status", "updated", "id"])
    op.create_index("ix_story_section_status_updated_id", "story", ["section", "status", "updated", "id"])
    op.create_index("ix_story_origin", "story", ["origin"])
    op.create_table(
        "slug",
        sa.Column("slug", sa.Text, primary_key=True),
        sa.Column("story", ID, sa.ForeignKey("story.id"), nullable=False),
    )
    op.create_index("ix_slug_story", "slug", ["story"])


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", ID, primary_key=True),
        sa.Column("hash", sa.String(64), nullable=False),
        *_head(),
        sa.UniqueConstraint("hash", name="uq_photo_hash"),
    )
    op.create_table(
        "placement",
        sa.Column("story", ID, sa.ForeignKey("story.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("photo", ID, sa.ForeignKey("photo.id"), nullable=False),
    )
    op.create_index("ix_placement_photo", "placement", ["photo"])


def _lists() -> None:
    op.create_table(
        "curated_list",
        sa.Column("id", ID, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("owner", ID, sa.ForeignKey("story.id")),
        *_head(),
        sa.UniqueConstraint("slug", name="uq_curated_list_slug"),
    )
    op.create_index("ix_curated_list_owner", "curated_list", ["owner"])
    op.create_table(
        "slot",
        sa.Column("list", ID, sa.ForeignKey("curated_list.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("story", ID, sa.ForeignKey("story.id"), nullable=False),
    )
    op.create_index("ix_slot_story", "slot", ["story"])


def _search() -> None:
    op.create_table(
        "search_text",
        sa.Column("number", NUMBER, sa.ForeignKey("story.number"), primary_key=True, autoincrement=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    connection = op.get_bind()
    for statement in SEARCH[connection.dialect.name]:
        connection.exec_driver_sql(statement)
