"""Where a card's Markdown is edited as source, under the toolbar."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from desk.ui.editor import BodyEditor
from desk.ui.theme import LABEL, current


class CardBar(QFrame):
    """Opens with the source of a card; Ctrl+Enter puts it back, Esc leaves it as it was."""

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(objectName="notice")
        self._body = body
        self._position = 0
        self.source = QPlainTextEdit(accessibleName="Source of this block")
        self.source.setTabChangesFocus(True)
        self.source.setFixedHeight(150)
        hint = QLabel(
            "This block is kept as Markdown source. Ctrl+Enter puts it back, Esc leaves it as it was."
        )
        hint.setProperty("role", "hint")
        put = QPushButton("Put back")
        put.clicked.connect(self._put)
        leave = QPushButton("Leave")
        leave.setProperty("kind", "link")
        leave.clicked.connect(self.leave)
        row = QHBoxLayout()
        row.addWidget(hint, 1)
        row.addWidget(leave)
        row.addWidget(put)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.addWidget(self.source)
        rows.addLayout(row)
        for keys, act in (("Ctrl+Return", self._put), ("Esc", self.leave)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        body.card_activated.connect(self.ask)
        self.hide()

    def ask(self, position: int) -> None:
        """Open with the card at a position of the body."""
        self._position = position
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.TypeWriter)
        font.setPixelSize(current().px(LABEL))
        self.source.setFont(font)
        self.source.setPlainText(self._body.card_source(position))
        self.show()
        self.source.setFocus()

    def leave(self) -> None:
        """Close and change nothing."""
        if self.isVisible():
            self.hide()
            self._body.setFocus()

    def _put(self) -> None:
        before = self._body.card_source(self._position)
        after = self.source.document().toRawText().replace("\u2029", "\n")
        if after.strip("\n") != before.strip("\n"):
            self._body.replace_card(self._position, after)
        self.leave()
