"""Where a card's Markdown is edited as source, under the toolbar."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from desk.text import Kind, read
from desk.ui.editor import BodyEditor
from desk.ui.editor.held import HeldCard
from desk.ui.pause import Pause
from desk.ui.theme import LABEL, current

_PAUSE: Final = 200  # ms without a key until the card holds what was typed


class CardBar(QFrame):
    """Opens with the source of a card; Ctrl+Enter puts it back, Esc leaves it as it was.

    The card holds what is typed all the while, so that nothing is lost when the sheet goes elsewhere.
    """

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(objectName="notice")
        self._body = body
        self._held: HeldCard | None = None
        self._first = ""
        self._waiting = False
        self._pause = Pause(self, _PAUSE, self._keep)
        self.source = QPlainTextEdit(accessibleName="Source of this block")
        self.source.setTabChangesFocus(True)
        self.source.setFixedHeight(150)
        self.source.textChanged.connect(self._typed)
        hint = QLabel(
            "This block is kept as Markdown source. Ctrl+Enter puts it back, Esc leaves it as it was."
        )
        hint.setProperty("role", "hint")
        put = QPushButton("Put back")
        put.clicked.connect(self._put)
        leave = QPushButton("Leave")
        leave.setProperty("kind", "link")
        leave.clicked.connect(self._leave_as_it_was)
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(leave)
        row.addWidget(put)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.addWidget(self.source)
        rows.addLayout(row)
        for keys, act in (("Ctrl+Return", self._put), ("Esc", self._leave_as_it_was)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        body.asked.connect(self._keep)
        body.document().contentsChanged.connect(self._body_changed)
        self.hide()

    def ask(self, position: int) -> None:
        """Open with the card at a position of the body."""
        self.leave()
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.TypeWriter)
        font.setPixelSize(current().px(LABEL))
        self.source.setFont(font)
        held = HeldCard(self._body, position)
        self._first = held.markdown
        self.source.setPlainText(self._first)
        self.source.moveCursor(QTextCursor.MoveOperation.End)
        self._held = held
        self.show()
        self.source.setFocus()

    def leave(self) -> None:
        """Close; the card keeps what was typed."""
        self._keep()
        self._held = None
        if self.isVisible():
            had_focus = self.isAncestorOf(self.focusWidget() or self)
            self.hide()
            if had_focus:
                self._body.setFocus()

    def _leave_as_it_was(self) -> None:
        """Close and change nothing."""
        self._waiting = False
        if self._held is not None:
            self._held.restore()
        self.leave()

    def _put(self) -> None:
        """Close, and let the sheet show what the source has become."""
        held, after = self._held, self._words()
        self._keep()
        self._held = None
        if held is not None and after.strip("\n") == self._first.strip("\n"):
            held.restore()
        elif held is not None and [block.kind for block in read(after).blocks] != [Kind.OPAQUE]:
            self._body.replace_card(held.position, after)  # anything but a card, which the sheet has already
        self.leave()

    def _typed(self) -> None:
        if self._held is not None:
            self._waiting = True
            self._pause.soon()
            self._body.edited.emit()

    def _keep(self) -> None:
        """Bring what was typed into the card as it stands."""
        if self._held is not None and self._waiting:
            self._waiting = False
            self._pause.stop()
            self._held.put(self._words())

    def _body_changed(self) -> None:
        """Close where the card was taken out of the text; undo brings it back with what was typed."""
        if self._held is not None and self._held.gone:
            self._held = None
            self.hide()

    def _words(self) -> str:
        return self.source.document().toRawText().replace("\u2029", "\n")
