"""The tables, the same on every engine. Private to this room.

Each thing's table holds its content whole, as canonical JSON, beside the few columns that queries need; those
columns and the tables `placement`, `slug`, `slot`, `front_slot`, `photo_search`, `search_entry`,
`search_waiting`, `story_term` and `story_label` can be made again from the contents. The search index of
each engine (`search_index`) is no part of this metadata.
"""

import datetime as dt

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.engine import Dialect

from desk.store.codec import instant


class Instant(TypeDecorator[dt.datetime]):
    """An aware UTC time as `2026-03-01T09:30:00.000000Z`: both engines compare it rightly as text."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> str | None:
        """Return the text form."""
        return None if value is None else instant(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> dt.datetime | None:
        """Return the aware UTC time."""
        return None if value is None else dt.datetime.fromisoformat(value)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMES)

_ID = String(36)
# SQLite numbers rows by itself only where the key is called INTEGER.
_NUMBER = BigInteger().with_variant(Integer(), "sqlite")
_KEY = Text().with_variant(Text(collation="C"), "postgresql")  # both engines compare its bytes

revision = Table(
    "revision",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("subject", _ID, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("parent", _ID, ForeignKey("revision.id")),
    Column("merged", _ID, ForeignKey("revision.id")),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("depth", Integer, nullable=False),
    Column("prefix", Integer),
    Column("suffix", Integer),
    Column("content", LargeBinary, nullable=False),
    Index(None, "subject", "at", "id"),
)

milestone = Table(
    "milestone",
    metadata,
    Column("revision", _ID, ForeignKey("revision.id"), primary_key=True),
    Column("name", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("at", Instant, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("updated", Instant, nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("content", Text, nullable=False),
)

story = Table(
    "story",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=True),
    Column("id", _ID, nullable=False, unique=True),
    Column("slug", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("byline", Text, nullable=False),
    Column("lead", String(36), nullable=False),
    Column("section", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("publish_at", Instant),
    Column("published", Instant),
    Column("issued", Instant),
    Column("origin", Text, nullable=False),
    Column("updated", Instant, nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("content", Text, nullable=False),
    Column("headline_key", _KEY, nullable=False, server_default=text("''")),
    Column("byline_key", _KEY, nullable=False, server_default=text("''")),
    Column("words", Integer),  # NULL while nobody counted
    # One for each order of a list, with all that lists filter by, so that only rows to be shown are fetched.
    Index(None, "status", "updated", "id", "section", "language", "published"),
    Index(None, "section", "status", "updated", "id", "language", "published"),
    Index(None, "published", "updated", "id", "status", "section", "language"),
    Index(None, "headline_key", "id", "status", "section", "language"),
    Index(None, "byline_key", "id", "status", "section", "language"),
    Index(None, "words", "id", "status", "section", "language"),
    Index(None, "language"),
    Index(None, "status", "section", "language", "byline"),  # what is counted
    Index(None, "origin"),
    # What a front fills itself from.
    Index(None, "status", "issued", "id"),
    Index(None, "section", "status", "issued", "id"),
)

slug = Table(
    "slug",
    metadata,
    Column("slug", Text, primary_key=True),
    Column("story", _ID, ForeignKey("story.id"), nullable=False, index=True),
)

photo = Table(
    "photo",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("hash", String(64), nullable=False, unique=True),
    Column("look", String(16)),  # of the original; empty where it shows nothing, NULL while nobody looked
    Column("updated", Instant, nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("content", Text, nullable=False),
)

photo_search = Table(
    "photo_search",
    metadata,
    Column("photo", _ID, ForeignKey("photo.id"), primary_key=True),
    Column("rules", Integer, nullable=False),
    Column("name", _KEY, nullable=False),
    Column("taken", _KEY, nullable=False),
    Column("format", String(8), nullable=False),
    Column("expires", Instant),
    Column("lacks", Text, nullable=False),
    Column("creator", Text, nullable=False),
    Column("credit", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("keywords", Text, nullable=False),
    Column("words", Text, nullable=False),
)

placement = Table(
    "placement",
    metadata,
    Column("story", _ID, ForeignKey("story.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("photo", _ID, ForeignKey("photo.id"), nullable=False, index=True),
)

curated_list = Table(
    "curated_list",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("owner", _ID, ForeignKey("story.id"), index=True),
    Column("updated", Instant, nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("content", Text, nullable=False),
)

slot = Table(
    "slot",
    metadata,
    Column("list", _ID, ForeignKey("curated_list.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("story", _ID, ForeignKey("story.id"), nullable=False, index=True),
)

front = Table(
    "front",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("slug", Text, nullable=False, unique=True),
    Column("updated", Instant, nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("content", Text, nullable=False),
)

front_version = Table(
    "front_version",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("front", _ID, ForeignKey("front.id"), nullable=False),
    Column("revision", _ID, ForeignKey("revision.id"), nullable=False),
    Column("at", Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("made", Instant, nullable=False),
    Column("cancelled", Instant),
    Index(None, "front", "at"),
)

# Where stories stand in the drafts and in the versions that are live or will be.
front_slot = Table(
    "front_slot",
    metadata,
    Column("revision", _ID, ForeignKey("revision.id"), primary_key=True),
    Column("container", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("front", _ID, ForeignKey("front.id"), nullable=False, index=True),
    Column("story", _ID, ForeignKey("story.id"), nullable=False, index=True),
)

figure = Table(
    "figure",
    metadata,
    Column("source", String(32), primary_key=True),
    Column("day", String(10), primary_key=True, index=True),
    Column("path", Text, primary_key=True),
    Column("views", BigInteger, nullable=False),
    Column("story", _ID, ForeignKey("story.id"), index=True),
)

figure_intake = Table(
    "figure_intake",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("source", String(32), nullable=False),
    Column("file", Text, nullable=False),
    Column("latest", String(10), nullable=False),
    Column("at", Instant, nullable=False),
    Column("author", Text, nullable=False),
    Column("device", Text, nullable=False),
)

search_entry = Table(
    "search_entry",
    metadata,
    Column("number", _NUMBER, ForeignKey("story.number"), primary_key=True, autoincrement=False),
    Column("digest", BigInteger, nullable=False),
    Column("source", BigInteger),
)

search_waiting = Table(
    "search_waiting",
    metadata,
    Column("number", _NUMBER, ForeignKey("story.number"), primary_key=True, autoincrement=False),
    Column("revision", _ID),
)

search_state = Table(
    "search_state", metadata, Column("rules", Integer, primary_key=True, autoincrement=False)
)

story_term = Table(
    "story_term",
    metadata,
    Column("term", Integer, primary_key=True, autoincrement=False),
    Column("number", _NUMBER, ForeignKey("story.number"), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# The tags and names that published stories have, see `labels`.
story_label = Table(
    "story_label",
    metadata,
    Column("label", BigInteger, primary_key=True, autoincrement=False),
    Column("issued", Instant, primary_key=True),
    Column("story", _ID, ForeignKey("story.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)

saved_search = Table(
    "saved_search",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),
)
