"""How many words a story has, by which lists are sorted (empty while nobody counted), and its language."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ORDER = ("words", "id", "status", "section", "language")


def upgrade() -> None:
    op.add_column("story", sa.Column("words", sa.Integer))
    op.create_index(f"ix_story_{'_'.join(ORDER)}", "story", ORDER)
    op.create_index("ix_story_language", "story", ["language"])
