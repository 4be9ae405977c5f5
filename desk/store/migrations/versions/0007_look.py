"""What each photo looks like, by which files of one picture are known."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("photo", sa.Column("look", sa.String(16)))
