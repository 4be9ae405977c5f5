"""What an editor chooses around a story."""

from desk.ui.curation.pane import CurationPane

__all__ = ["CurationPane"]
