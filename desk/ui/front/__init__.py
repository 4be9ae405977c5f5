"""The workspace in which fronts are filled."""

from desk.ui.front.page import BoardPage

__all__ = ["BoardPage"]
