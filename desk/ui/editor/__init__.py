"""The body editor: Markdown shown as rich text and read back exactly."""

from desk.ui.editor.body import BodyEditor
from desk.ui.editor.look import Look
from desk.ui.editor.state import Formats

__all__ = ["BodyEditor", "Formats", "Look"]
