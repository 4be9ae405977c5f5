"""A theme's look for a body editor that stands alone."""

from PySide6.QtGui import QColor

from desk.ui.editor import Look

INK, MUTE, LINE, ACCENT, PAPER = (QColor(name) for name in ("black", "gray", "silver", "darkred", "white"))


def look(size: float = 17.0, **colours: QColor) -> Look:
    """Return a theme's look."""
    own = {"ink": INK, "mute": MUTE, "line": LINE, "accent": ACCENT, "paper": PAPER} | colours
    return Look(("Noto Serif", "serif"), ("Lato", "sans"), size, **own)
