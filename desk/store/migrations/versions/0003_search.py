"""An index that keeps no text of its own, the terms of similar stories, saved searches.

The index is empty after this; the store fills it: at once for a small desk, by and by for a large one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

SEARCH = {
    "sqlite": (
        """CREATE VIRTUAL TABLE search_index USING fts5(
            title, byline, tags, words, keys, content='', tokenize='ascii')""",
        "INSERT INTO search_index(search_index, rank) VALUES ('rank', 'bm25(8.0, 3.0, 3.0, 1.0, 0.0)')",
    ),
    "postgresql": (
        """CREATE TABLE search_index (
            number bigint PRIMARY KEY REFERENCES story (number) ON DELETE CASCADE,
            title text NOT NULL, byline text NOT NULL, tags text NOT NULL, words text NOT NULL,
            keys text NOT NULL, terms tsvector NOT NULL)""",
        "CREATE INDEX search_index_terms ON search_index USING gin (terms)",
    ),
}


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP TABLE search_index")
    op.drop_table("search_text")
    for statement in SEARCH[connection.dialect.name]:
        connection.exec_driver_sql(statement)
    op.create_table(
        "search_entry",
        sa.Column("number", NUMBER, sa.ForeignKey("story.number"), primary_key=True, autoincrement=False),
        sa.Column("digest", sa.BigInteger, nullable=False),
    )
    op.create_table("search_state", sa.Column("rules", sa.Integer, primary_key=True, autoincrement=False))
    op.create_table(
        "story_term",
        sa.Column("term", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", NUMBER, sa.ForeignKey("story.number"), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.UniqueConstraint("name", name="uq_saved_search_name"),
    )
