"""The stories that wait to be indexed stand in a table of their own, so that a save need not index them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "search_waiting",
        sa.Column("number", NUMBER, sa.ForeignKey("story.number"), primary_key=True, autoincrement=False),
        sa.Column("revision", sa.String(36)),
    )
    op.execute(
        "INSERT INTO search_waiting (number)"
        " SELECT number FROM story WHERE number NOT IN (SELECT number FROM search_entry)"
    )
