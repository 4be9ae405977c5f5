"""The workspace in which fronts are filled."""

from desk.ui.front.board import BoardPage

__all__ = ["BoardPage"]
