"""What can be done to tables, footnotes and other cards of the sheet, by mouse and by keyboard."""

import re
from functools import partial
from itertools import count
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QMenu

from desk.text import Block, Kind, Mark, blank_table, write_table
from desk.ui.card_bar import CardBar
from desk.ui.commands import Command
from desk.ui.editor import BodyEditor, autotype, editing
from desk.ui.editor.bridge import write_block
from desk.ui.editor.formats import char_format
from desk.ui.embed_bar import EmbedBar
from desk.ui.tables import TableBar

_NOTE: Final = re.compile(r"\[\^(\d+)\]")


class CardEditing(QObject):
    """Opens what a card is edited in, and gives the commands and the menu of cards."""

    opened = Signal()
    """A card is edited from now on; the bar takes room from the sheet."""

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(body)
        self._body = body
        self.source = CardBar(body)
        self.table = TableBar(body)
        self.embed = EmbedBar(body)
        self.bars = (self.source, self.table, self.embed)
        self.formats: list[str] = []  # the ids of the commands that only the rich text knows
        body.card_activated.connect(self.edit)
        body.card_menu_wanted.connect(self._show_menu)
        self.table.source_wanted.connect(self.source.ask)

    def commands(self) -> list[Command]:
        """Return what can be put into the text as a card, and done to the one that the cursor is at."""
        commands = [
            Command("table", "Insert table", self.insert_table, icon="table"),
            Command("footnote", "Footnote", self.insert_footnote, "Ctrl+Alt+F", "asterisk"),
            Command("card-edit", "Edit this card", self._edit_here),
            Command("card-source", "Show this card as source, or as it reads", self._turn_here),
            Command("block-up", "Move block up", partial(self._body.move_blocks, -1)),
            Command("block-down", "Move block down", partial(self._body.move_blocks, 1)),
        ]
        self.formats = [command.id for command in commands]
        return commands

    def leave(self) -> None:
        """Close what is open; everything written in it stays."""
        for bar in self.bars:
            bar.leave()

    # What a person does

    def edit(self, position: int) -> None:
        """Open the card at a position: a table as a grid, an embed's words, anything else as its source."""
        self.leave()
        if not (self.table.ask(position) or self.embed.ask(position)):
            self.source.ask(position)
        self.opened.emit()

    def insert_table(self) -> None:
        """Put an empty table in at the cursor, and write in its first cell."""
        self._body.insert_opaque(write_table(blank_table(3, 3)))
        position = self._last_card()
        if position >= 0:
            self.edit(position)

    def insert_footnote(self) -> None:
        """Put a footnote's mark in at the cursor and its note at the end, in one step, and write the note."""
        cursor = self._body.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        if editing.card_at(cursor.block()) is not None or not autotype.takes(cursor):
            return
        taken = set(_NOTE.findall(self._body.markdown()))
        name = next(number for number in count(1) if str(number) not in taken)
        end = QTextCursor(self._body.document())
        with editing.step(cursor):
            cursor.insertText(f"[^{name}]", char_format(editing.shape(cursor.block()), Mark.RAW))
            after = cursor.position()
            end.movePosition(QTextCursor.MoveOperation.End)
            if end.block().length() > 1:
                editing.insert_after(end)
            write_block(end, Block(Kind.OPAQUE, text=f"[^{name}]: "))
        cursor.setPosition(after)
        self._body.setTextCursor(cursor)
        self.edit(end.block().position())

    def _last_card(self) -> int:
        """Return where the card stands that was just put in before the cursor."""
        block = self._body.textCursor().block()
        for near in (block, block.previous()):
            found = editing.card_at(near) if near.isValid() else None
            if found is not None:
                return found[0]
        return -1

    def _here(self) -> int:
        """Return where the card stands that the cursor is at, -1 where there is none."""
        cursor = self._body.textCursor()
        found = editing.card_at(self._body.document().findBlock(cursor.selectionStart()))
        return found[0] if found is not None else -1

    def _edit_here(self) -> None:
        if self._here() >= 0:
            self.edit(self._here())

    def _turn_here(self) -> None:
        if self._here() >= 0:
            self._body.turn_card(self._here())

    # The menu of a card

    def _show_menu(self, position: int, at: QPoint) -> None:
        found = editing.card_at(self._body.document().findBlock(position))
        if found is not None:
            self._select(position)
            self._menu(opaque=found[1].kind is Kind.OPAQUE).popup(at)

    def _menu(self, *, opaque: bool) -> QMenu:
        menu = QMenu(self._body)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Edit", self._edit_here)
        if opaque:
            menu.addAction("Show as source, or as it reads", self._turn_here)
        menu.addSeparator()
        menu.addAction("Move up", partial(self._body.move_blocks, -1))
        menu.addAction("Move down", partial(self._body.move_blocks, 1))
        menu.addSeparator()
        menu.addAction("Cut", self._body.cut)
        menu.addAction("Copy", self._body.copy)
        menu.addAction("Delete", self._delete)
        return menu

    def _select(self, position: int) -> None:
        cursor = self._body.textCursor()
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        self._body.setTextCursor(cursor)

    def _delete(self) -> None:
        cursor = self._body.textCursor()
        editing.delete(cursor)
        self._body.setTextCursor(cursor)
