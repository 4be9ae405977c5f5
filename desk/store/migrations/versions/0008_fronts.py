"""Fronts, drafts and live versions, take the place of the named lists; when each story came is kept."""

import datetime as dt
import hashlib
import json
import secrets
import time
import uuid
import zlib
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.String(36)
TIME = sa.String(27)
WHO = {"author": "Desk", "device": "migration"}
FRONTS = {
    "front": ("Front page", ("lead", "top-stories")),
    "sidebar": ("Article sidebar", ("editors-choice", "popular")),
}
RULES = {
    "lead": {
        "name": "Lead",
        "layout": "lead",
        "fill": "manual-first",
        "most": 1,
        "least": 1,
        "with_photo": True,
    },
    "top-stories": {"name": "Top stories", "layout": "grid", "fill": "manual-first", "most": 6},
    "editors-choice": {"name": "Editor's choice"},
    "popular": {"name": "Popular", "fill": "popular", "repeats": True},
}


def upgrade() -> None:
    _tables()
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM publication")).first() is None:
        return  # a new desk: its fronts come with its publication
    lists = connection.execute(sa.text("SELECT id, slug, content FROM curated_list WHERE owner IS NULL"))
    held = {row.slug: (row.id, json.loads(row.content).get("slots", [])) for row in lists}
    for slug, (name, containers) in FRONTS.items():
        _front(
            connection, slug, name, [_container(one, *held.get(one, (_new_id(), []))) for one in containers]
        )
    for id_, _ in held.values():  # their revisions stay
        connection.execute(sa.text("DELETE FROM slot WHERE list = :id"), {"id": id_})
        connection.execute(sa.text("DELETE FROM curated_list WHERE id = :id"), {"id": id_})


def _tables() -> None:
    op.add_column("story", sa.Column("issued", TIME))
    op.execute(
        "UPDATE story SET issued = CASE WHEN publish_at > published THEN publish_at ELSE published END"
        " WHERE published IS NOT NULL"
    )
    op.create_index("ix_story_status_issued_id", "story", ["status", "issued", "id"])
    op.create_index("ix_story_section_status_issued_id", "story", ["section", "status", "issued", "id"])
    op.create_table(
        "front",
        sa.Column("id", ID, primary_key=True),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("updated", TIME, nullable=False),
        sa.Column("revision", ID, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("slug", name="uq_front_slug"),
    )
    op.create_table(
        "front_version",
        sa.Column("id", ID, primary_key=True),
        sa.Column("front", ID, sa.ForeignKey("front.id"), nullable=False),
        sa.Column("revision", ID, sa.ForeignKey("revision.id"), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
        sa.Column("made", TIME, nullable=False),
        sa.Column("cancelled", TIME),
    )
    op.create_index("ix_front_version_front_at", "front_version", ["front", "at"])
    op.create_table(
        "front_slot",
        sa.Column("revision", ID, sa.ForeignKey("revision.id"), primary_key=True),
        sa.Column("container", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("front", ID, sa.ForeignKey("front.id"), nullable=False),
        sa.Column("story", ID, sa.ForeignKey("story.id"), nullable=False),
    )
    op.create_index("ix_front_slot_front", "front_slot", ["front"])
    op.create_index("ix_front_slot_story", "front_slot", ["story"])


def _container(slug: str, id_: str, slots: list[dict[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": id_, "slug": slug, **RULES[slug]}
    return made | ({"slots": slots} if slots else {})


def _front(connection: sa.Connection, slug: str, name: str, containers: list[dict[str, Any]]) -> None:
    id_, entry = _new_id(), _new_id()
    now = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    whole = {"id": id_, "slug": slug, "name": name, "containers": containers} | (
        {"rest": True} if slug == "front" else {}
    )
    content = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    packed = content.encode()
    names = "id, subject, kind, author, device, at, reason, hash, depth, content"
    values = {
        "id": entry,
        "subject": id_,
        "kind": "front",
        **WHO,
        "at": now,
        "reason": "create",
        "hash": hashlib.sha256(packed).hexdigest(),
        "depth": 0,
        "content": zlib.compress(packed),
    }
    _insert(connection, "revision", names, values)
    _insert(
        connection,
        "front",
        "id, slug, updated, revision, content",
        {"id": id_, "slug": slug, "updated": now, "revision": entry, "content": content},
    )
    # Readers saw these lists before now, however long before.
    version = {"id": _new_id(), "front": id_, "revision": entry, "at": "1970-01-01T00:00:00.000000Z"}
    _insert(
        connection,
        "front_version",
        "id, front, revision, at, author, device, made",
        {**version, **WHO, "made": now},
    )
    for container in containers:
        for position, slot in enumerate(container.get("slots", [])):
            if slot.get("story"):
                where = {"revision": entry, "container": container["slug"], "position": position}
                row = where | {"front": id_, "story": slot["story"]}
                _insert(connection, "front_slot", "revision, container, position, front, story", row)


def _insert(connection: sa.Connection, table: str, names: str, values: dict[str, Any]) -> None:
    marks = ", ".join(f":{name}" for name in names.split(", "))
    connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), values)  # noqa: S608  (names of ours; values are bound)


def _new_id() -> str:
    value = (time.time_ns() // 1_000_000 & (1 << 48) - 1) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return str(uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62)))
