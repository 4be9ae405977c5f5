"""The grid in which a table of the story is edited."""

from desk.ui.tables.bar import TableBar

__all__ = ["TableBar"]
