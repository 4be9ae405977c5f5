"""Earlier versions of the open story: the timeline in the inspector, the changes in place of the sheet."""

from desk.ui.history.history import History

__all__ = ["History"]
