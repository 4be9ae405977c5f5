"""A card of the body that is edited elsewhere: found wherever it went, changed without losing its place."""

from PySide6.QtGui import QTextCursor

from desk.text import Block, Kind
from desk.ui.editor import editing
from desk.ui.editor.body import BodyEditor
from desk.ui.editor.formats import block_format, card_format


class HeldCard:
    """One card. What is put into it is one step of undo until `close_step`, or another change."""

    def __init__(self, body: BodyEditor, position: int) -> None:
        self._body = body
        self._cursor = QTextCursor(body.document())
        self._cursor.setPosition(position)
        self._revision = -1
        found = editing.card_at(self._cursor.block())
        self._first = self._known = found[1] if found is not None else None

    @property
    def position(self) -> int:
        """Return where the card stands, -1 where it is gone."""
        found = self._find()
        return found[0] if found is not None else -1

    @property
    def markdown(self) -> str:
        """Return what the card holds, empty where it is gone."""
        return self._body.card_source(self.position) if self.position >= 0 else ""

    def _find(self) -> tuple[int, Block] | None:
        """Return the card: where its cursor is, unless it was moved away from there as it was."""
        found = editing.card_at(self._cursor.block())
        if found is None or found[1] != self._known:
            found = self._elsewhere() or found
        if found is not None:
            self._cursor.setPosition(found[0])
            self._known = found[1]
        return found

    def _elsewhere(self) -> tuple[int, Block] | None:
        block = self._cursor.document().begin()
        while block.isValid():
            found = editing.card_at(block)
            if found is not None and found[1] == self._known:
                return found
            block = block.next()
        return None

    @property
    def gone(self) -> bool:
        """Return whether the card was taken out of the text, or another text came."""
        return self._body.is_filling() or self.position < 0

    def put(self, markdown: str) -> None:
        """Make the card hold other Markdown as it stands, whatever it may mean."""
        if markdown != self.markdown:
            self._put(Block(Kind.OPAQUE, text=markdown))

    def restore(self) -> None:
        """Make the card what it was when it was taken."""
        if self._first is not None:
            self._put(self._first)

    def close_step(self) -> None:
        """Let what is put from now on be a step of undo of its own."""
        self._revision = -1

    def _put(self, card: Block) -> None:
        found = self._find()
        if found is None or found[1] == card:
            return
        self._known = card
        cursor = QTextCursor(self._cursor.document())
        cursor.setPosition(found[0])
        cursor.setPosition(found[0] + 1, QTextCursor.MoveMode.KeepAnchor)
        if self._revision == self._body.revision():
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        cursor.setCharFormat(card_format(card))
        cursor.setBlockFormat(block_format(card, card=True))
        cursor.endEditBlock()
        self._revision = self._body.revision()
