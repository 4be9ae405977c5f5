"""How often pages were read, as the publication's statistics give it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "figure",
        sa.Column("source", sa.String(32), primary_key=True),
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("path", sa.Text, primary_key=True),
        sa.Column("views", sa.BigInteger, nullable=False),
        sa.Column("story", sa.String(36), sa.ForeignKey("story.id")),
    )
    op.create_index("ix_figure_story", "figure", ["story"])
    op.create_index("ix_figure_day", "figure", ["day"])
    op.create_table(
        "figure_intake",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("latest", sa.String(10), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("device", sa.Text, nullable=False),
    )
