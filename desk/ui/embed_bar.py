"""Where the address and the title of an embed are written, under the toolbar."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QPushButton

from desk.text import Block, Doc, Kind, Span, embed_of, write
from desk.text.services import service
from desk.ui.editor import BodyEditor
from desk.ui.editor.held import HeldCard
from desk.ui.fields import say_wrong


class EmbedBar(QFrame):
    """Edits one embed; the card follows what is typed, in one step of undo."""

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(objectName="notice")
        self._body = body
        self._held: HeldCard | None = None
        self.address = QLineEdit(accessibleName="Address of the embed")
        self.words = QLineEdit(accessibleName="Title of the embed", placeholderText="What readers see")
        done = QPushButton("Done")
        done.clicked.connect(self.leave)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 16, 8)
        for row, (name, field) in enumerate((("Title", self.words), ("Address", self.address))):
            label = QLabel(name, buddy=field)
            label.setProperty("role", "hint")
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
            field.textEdited.connect(self._typed)
            field.returnPressed.connect(self.leave)
        grid.addWidget(done, 1, 2)
        self.hint = QLabel("This leads to nothing that can stand as an embed: the address before stays.")
        self.hint.setProperty("role", "warn")
        self.hint.hide()
        grid.addWidget(self.hint, 2, 1)
        body.document().contentsChanged.connect(self._body_changed)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.leave)
        self.hide()

    def ask(self, position: int) -> bool:
        """Open with the embed at a position of the body; return whether there is one."""
        held = HeldCard(self._body, position)
        embed = embed_of(held.markdown)
        if embed is None:
            return False
        self._held = held
        self.address.setText(embed.href)
        self.words.setText(embed.title)
        self._judge()
        self.show()
        self.words.setFocus()
        return True

    def leave(self) -> None:
        """Close; what was typed stays."""
        self._held = None
        if self.isVisible():
            had_focus = self.isAncestorOf(self.focusWidget() or self)
            self.hide()
            if had_focus:
                self._body.setFocus()

    def _typed(self) -> None:
        """Put the card's new words in, as long as there is an address for them to lead to."""
        address = self.address.text().strip()
        if self._judge() and self._held is not None:
            span = Span(self.words.text().strip() or address, href=address)
            self._held.put(write(Doc((Block(Kind.PARAGRAPH, (span,)),))).rstrip("\n"))

    def _body_changed(self) -> None:
        """Close where the embed was taken out of the text."""
        if self._held is not None and self._held.gone:
            self._held = None
            self.hide()

    def _judge(self) -> bool:
        """Say where the address can be none of an embed; return whether it can."""
        good = bool(service(self.address.text().strip()))
        say_wrong(self.address, "" if good else self.hint.text())
        self.hint.setVisible(not good)
        return good
