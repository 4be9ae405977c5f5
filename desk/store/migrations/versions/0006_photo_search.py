"""What is searched for in photos, and what their list is sorted by, in columns.

The table is empty after this; the store fills it: at once for a small desk, by and by for a large one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "photo_search",
        sa.Column("photo", sa.String(36), sa.ForeignKey("photo.id"), primary_key=True),
        sa.Column("rules", sa.Integer, nullable=False),
        sa.Column("name", KEY, nullable=False),
        sa.Column("taken", KEY, nullable=False),
        sa.Column("format", sa.String(8), nullable=False),
        sa.Column("expires", sa.String(27)),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("lacks", "creator", "credit", "place", "keywords", "words")
        ),
    )
