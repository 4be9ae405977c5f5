"""The direction of a text whose blocks follow their own words."""

import re
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QTextDocument, QTextOption

from desk.text.letters import FROM_RIGHT

_RIGHT: Final = re.compile(f"[{FROM_RIGHT}]")
_AUTO: Final = Qt.LayoutDirection.LayoutDirectionAuto
_LEFT_TO_RIGHT: Final = Qt.LayoutDirection.LeftToRight
_RIGHT_TO_LEFT: Final = Qt.LayoutDirection.RightToLeft


class Direction(QObject):
    """Lets a block of a left-to-right text that begins with Arabic or Hebrew words read from the right.

    Where blocks follow their words, Qt asks for the words of every block behind a key: so they only do in a
    text that has such a letter.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._document = document
        self._rtl = self._mixed = False
        document.contentsChange.connect(self._look)
        document.contentsChanged.connect(self._follow)
        self._follow()

    def begin(self) -> None:
        """Expect another text."""
        self._mixed = False

    def set(self, *, rtl: bool) -> None:
        """Take the direction of the story."""
        self._rtl = rtl
        self._follow()

    def _look(self, position: int, _removed: int, added: int) -> None:
        block = self._document.findBlock(position)
        while not self._mixed and block.isValid() and block.position() <= position + added:
            self._mixed = _RIGHT.search(block.text()) is not None
            block = block.next()

    def _follow(self) -> None:
        wanted = _RIGHT_TO_LEFT if self._rtl else _AUTO if self._mixed else _LEFT_TO_RIGHT
        option = self._document.defaultTextOption()
        if option.textDirection() != wanted:
            option = QTextOption(option)
            option.setTextDirection(wanted)
            self._document.setDefaultTextOption(option)
