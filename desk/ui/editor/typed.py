"""Typing and mouse: a text edit that does at every edge what a word processor does."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final
from unicodedata import category

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desk.text import Block, Kind
from desk.text.typography import Swap, next_case, recased_letters, smart
from desk.ui.editor import attribution, autotype, editing, keys, moving, slices
from desk.ui.editor.formats import LINE, is_raw, shape_key
from desk.ui.editor.pasting import PastedEdit

_SIGNS: Final = frozenset(" '\".-*_`~^s:;!?")
_ALT: Final = Qt.KeyboardModifier.AltModifier
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class TypedEdit(PastedEdit):
    """Takes keys, composed words and clicks; what the text means is not its concern."""

    card_activated = Signal(int)
    """A card was double-clicked, or Enter pressed on it; carries its position."""

    paged = Signal(int)
    """A page further (1) or back (-1) is wanted; as high as its text, the edit has none of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.smart = True
        """Whether typed quotes, dashes and dots become those of the story's language."""
        self._language = ""
        # In a block of this shape, words of this format go on being typed in it.
        self._settled = ("", QTextCharFormat())

    def _selected_card(self) -> int | None:
        cursor = self._caret()
        if not cursor.hasSelection():
            return None
        found = editing.card_at(self._shown.findBlock(cursor.selectionStart()))
        one = cursor.selectionEnd() - cursor.selectionStart() == 1
        return found[0] if found is not None and one and found[0] == cursor.selectionStart() else None

    def _insert(self, blocks: tuple[Block, ...]) -> None:
        self._put(slices.whole(blocks))

    def _text_blocks(self) -> list[QTextBlock]:
        return [block for block in editing.blocks_in(self.textCursor()) if editing.card_at(block) is None]

    def _indent(self, by: int) -> None:
        with editing.step(self.textCursor()):
            editing.indent(self._text_blocks(), by)
        self._shapes_changed()

    def move_blocks(self, way: int) -> None:
        """Move the blocks of the selection, cards too, one place up (-1) or down (1)."""
        self._edit(partial(moving.move, way=way))

    def turn(self, direction: str) -> None:
        """Let the blocks of the selection read `rtl` or `ltr`, or ("") in the story's own direction."""
        with editing.step(self.textCursor()):
            for block in self._text_blocks():
                old = editing.shape(block)
                if old.kind is not Kind.CODE:
                    editing.reshape(block, replace(old, dir=direction))
        self._shapes_changed()

    def attribute_quote(self) -> None:
        """Write who said the quote that the cursor stands in."""
        self._edit(attribution.attribute)

    # Typing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; at the edges of blocks and cards as a word processor does."""
        if self._waits(event):
            return
        if self.isReadOnly() or not (self._types(event) or self._handles(event)):
            super().keyPressEvent(event)

    def _handles(self, event: QKeyEvent) -> bool:
        """Do what a key asks for beyond plain typing; return whether it did."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        standard = QKeySequence.StandardKey
        deeds = {standard.Undo: self.undo, standard.Redo: self.redo, standard.Cut: self.cut}
        deed = next((deed for name, deed in deeds.items() if event.matches(name)), None)
        if deed is not None:
            deed()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(shift=shift)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            return self._edit(keys.backspace if key == Qt.Key.Key_Backspace else keys.forward)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and event.modifiers() & _ALT:
            self.move_blocks(-1 if key == Qt.Key.Key_Up else 1)
        elif keys.page_way(event):
            self.paged.emit(keys.page_way(event))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if not editing.shape(self.textCursor().block()).listed:
                return False
            self._indent(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _enter(self, *, shift: bool) -> None:
        card = self._selected_card()
        if card is not None:
            self.card_activated.emit(card)
            return
        cursor = self._caret()
        if not cursor.hasSelection() and autotype.takes(cursor):
            autotype.link_address(cursor, autotype.before(cursor))
        self._edit(keys.hard_break if shift else lambda at: autotype.enter(at) or keys.enter(at))

    def _edit(self, change: Callable[[QTextCursor], bool | None]) -> bool:
        """Do something at the cursor; return False where it left the key to Qt."""
        cursor = self.textCursor()
        if change(cursor) is False:
            return False
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._shapes_changed()
        return True

    def _types(self, event: QKeyEvent) -> bool:
        """Type a key's text with the format that belongs there; return False where the key is none."""
        words = event.text()
        if not words or category(words[0]) == "Cc":  # no-break spaces and joiners are typed too
            return False
        if event.modifiers() & _CONTROL and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        self._ready_to_type(lambda: super(TypedEdit, self).keyPressEvent(event))
        self._after_typing(words)
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take composed words with the format that belongs there."""
        composing = bool(event.preeditString())
        if self.isReadOnly() or not (event.commitString() or composing):
            super().inputMethodEvent(event)
            return
        if composing:  # Qt would take a selection away at the first sign, cards and shapes with it
            self._ready_to_type(lambda: None)
        self._ready_to_type(lambda: super(TypedEdit, self).inputMethodEvent(event))
        if not composing:
            self._after_typing(event.commitString())

    def _after_typing(self, words: str) -> None:
        """Let what was typed become what it means: a heading, bold words, a quote's sign."""
        if words not in _SIGNS:
            return
        cursor = self._caret()
        if autotype.after_sign(cursor, words, self._swap):
            self.setTextCursor(cursor)
            self._shapes_changed()

    def _swap(self, before: str, sign: str) -> Swap | None:
        return smart(before, sign, self._language) if self.smart and self._language else None

    def set_language(self, tag: str) -> None:
        """Set quotes, dashes and letters as a language does; with none (""), signs stay as they are typed."""
        self._language = tag

    def insert_text(self, words: str) -> None:
        """Put words in at the cursor exactly as they are, like a sign chosen from a table."""
        self._ready_to_type(
            lambda: self._caret().insertText(words.replace("\n", LINE), self.currentCharFormat())
        )
        self.ensureCursorVisible()

    def change_case(self) -> None:
        """Make the selection lower case, Title Case or UPPER CASE, one after the other."""
        cursor = self.textCursor()
        case = next_case(autotype.cased(cursor), self._language)
        autotype.recase(cursor, lambda words: recased_letters(words, case, self._language))
        self.setTextCursor(cursor)

    def _ready_to_type(self, type_it: Callable[[], None]) -> None:
        cursor = self.textCursor()
        stepped = cursor.hasSelection() or editing.card_at(cursor.block()) is not None
        if not stepped:
            self._take_format(cursor)
            type_it()
            return
        with editing.step(cursor):
            editing.delete(cursor)
            editing.leave_card(cursor)
            self.setTextCursor(cursor)
            self._take_format(cursor)
            type_it()

    def _take_format(self, cursor: QTextCursor) -> None:
        current = self.currentCharFormat()
        shape = shape_key(cursor.block())
        if shape == self._settled[0] and current == self._settled[1]:
            return  # as at the key before
        wanted = editing.typing_format(cursor, current)
        if wanted != current:
            self.setCurrentCharFormat(wanted)
        if not (wanted.isAnchor() or current.isAnchor() or is_raw(current)):
            self._settled = (shape, wanted)

    def redo(self) -> None:
        """Do again what was undone; Qt loses the place where a block was the last thing that changed."""
        document = self.document()
        document.contentsChange.connect(self._follow_change)
        document.redo()
        document.contentsChange.disconnect(self._follow_change)
        self.ensureCursorVisible()

    def _follow_change(self, position: int, _removed: int, added: int) -> None:
        """Go where a change was, unless the cursor is there."""
        cursor = self.textCursor()
        if not position <= cursor.position() <= position + added:
            cursor.setPosition(min(position + added, self._shown.characterCount() - 1))
            self.setTextCursor(cursor)

    # Mouse

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Select a card that was clicked."""
        super().mouseReleaseEvent(event)
        found = self._card_under(event)
        if found is not None and not self.textCursor().hasSelection():
            cursor = self.textCursor()
            cursor.setPosition(found)
            cursor.setPosition(found + 1, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a card."""
        found = self._card_under(event)
        if found is not None:
            self.card_activated.emit(found)
        else:
            super().mouseDoubleClickEvent(event)

    def _card_under(self, event: QMouseEvent) -> int | None:
        found = editing.card_at(self.cursorForPosition(event.position().toPoint()).block())
        return found[0] if found is not None else None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the page."""
        event.ignore()
