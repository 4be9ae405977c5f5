"""How the body looks: fonts and colours as the theme gives them, the colours of links and attributions."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextDocument,
)

from desk.text import Kind
from desk.ui.editor.formats import PARAGRAPH, block_shape, is_raw

DASHES = ("— ", "– ")

RESTYLED: Final = frozenset({QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange})
"""Events in which Qt changes a document's fonts and counts that as a change of its text."""


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts by family, in order of preference; the body's size in pixels; colours."""

    serif: tuple[str, ...]
    sans: tuple[str, ...]
    size: float
    ink: QColor
    mute: QColor
    line: QColor
    accent: QColor
    paper: QColor

    def body_font(self) -> QFont:
        """Return the font of the story's words."""
        return self._font(self.serif, self.size)

    def label_font(self) -> QFont:
        """Return the font of what the program says inside the text."""
        return self._font(self.sans, self.size * 0.78)

    def table_font(self) -> QFont:
        """Return the font of a table's cells."""
        return self._font(self.sans, self.size * 0.85)

    def note_font(self) -> QFont:
        """Return the font of what stands beside the story, such as a footnote."""
        return self._font(self.serif, self.size * 0.88)

    def source_font(self) -> QFont:
        """Return the font of Markdown and code shown as it stands."""
        font = self._font(("monospace",), self.size * 0.78)
        font.setStyleHint(QFont.StyleHint.TypeWriter)
        return font

    @staticmethod
    def _font(families: tuple[str, ...], size: float) -> QFont:
        font = QFont(list(families))
        font.setPixelSize(max(1, round(size)))
        return font


def look_of(palette: QPalette, font: QFont) -> Look:
    """Return a look made of a widget's palette and font, until the theme gives one."""
    families = tuple(font.families())
    role = QPalette.ColorRole
    ink, mute, line = palette.color(role.Text), palette.color(role.PlaceholderText), palette.color(role.Mid)
    accent, paper = palette.color(role.Link), palette.color(role.Base)
    return Look(families, families, max(font.pixelSize(), 16), ink, mute, line, accent, paper)


class Colours(QSyntaxHighlighter):
    """Colours links, raw Markdown, notes and attributions with no trace in the document."""

    def __init__(self, document: QTextDocument, look: Look) -> None:
        super().__init__(document)
        self._set(look)

    def _set(self, look: Look) -> None:
        self._link, self._mute = QTextCharFormat(), QTextCharFormat()
        self._link.setForeground(look.accent)
        self._mute.setForeground(look.mute)
        self._note = QTextCharFormat()
        self._note.setForeground(look.accent)
        self._note.setFontFamilies(list(look.serif))
        self._note.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        self._note.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)

    def set_look(self, look: Look) -> None:
        """Take another theme's colours."""
        self._set(look)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour one block."""
        block = self.currentBlock()
        if is_attribution(block):
            self.setFormat(0, block.length(), self._mute)
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            look = piece.charFormat()
            if look.isAnchor():
                self.setFormat(piece.position() - block.position(), piece.length(), self._link)
            elif is_raw(look):
                form = self._note if piece.text().startswith("[^") else self._mute
                self.setFormat(piece.position() - block.position(), piece.length(), form)
            pieces += 1


def is_attribution(block: QTextBlock) -> bool:
    """Return whether a block names who said what the quote before it says."""
    shape = block_shape(block.blockFormat())
    if not shape.quote or shape.kind is not Kind.PARAGRAPH or not block.text().startswith(DASHES):
        return False
    before = block.previous()
    shape = block_shape(before.blockFormat()) if before.isValid() else PARAGRAPH
    return (shape.quote > 0 or shape.kind is Kind.PULL) and not before.text().startswith(DASHES)
