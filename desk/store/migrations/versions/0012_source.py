"""What an index entry was made from stands beside it: checking a desk need not make it again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("search_entry", sa.Column("source", sa.BigInteger))
