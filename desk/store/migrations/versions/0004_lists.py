"""Lists in any order: the keys by which headlines and authors are sorted, and an index for each order.

Each index holds all that a list filters by, so that no story is fetched that the list does not show.
"""

import sqlalchemy as sa
from alembic import op

from desk.store.words import order_key

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

ORDERS = (
    ("status", "updated", "id", "section", "language"),
    ("section", "status", "updated", "id", "language"),
    ("published", "updated", "id", "status", "section", "language"),
    ("headline_key", "id", "status", "section", "language"),
    ("byline_key", "id", "status", "section", "language"),
    ("status", "section", "language", "byline"),
)


def upgrade() -> None:
    for name in ("headline_key", "byline_key"):
        op.add_column("story", sa.Column(name, KEY, nullable=False, server_default=sa.text("''")))
    _keys()
    op.drop_index("ix_story_status_updated_id", "story")
    op.drop_index("ix_story_section_status_updated_id", "story")
    for columns in ORDERS:
        op.create_index(f"ix_story_{'_'.join(columns)}", "story", columns)


def _keys() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT number, headline, byline FROM story")).all()
    put = sa.text("UPDATE story SET headline_key = :headline, byline_key = :byline WHERE number = :number")
    values = [
        {"number": row.number, "headline": order_key(row.headline), "byline": order_key(row.byline)}
        for row in rows
    ]
    if values:
        connection.execute(put, values)
