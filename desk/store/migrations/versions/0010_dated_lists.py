"""The indexes by which lists are walked hold when a story was published, so that dates filter them too."""

from alembic import op

revision = "0010"
down_revision = "0009"

ORDERS = (
    ("status", "updated", "id", "section", "language"),
    ("section", "status", "updated", "id", "language"),
)


def upgrade() -> None:
    for columns in ORDERS:
        op.drop_index(f"ix_story_{'_'.join(columns)}", "story")
        dated = (*columns, "published")
        op.create_index(f"ix_story_{'_'.join(dated)}", "story", dated)
