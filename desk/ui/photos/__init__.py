"""The photo-and-caption pane."""

from desk.ui.photos.pane import PhotoPane

__all__ = ["PhotoPane"]
