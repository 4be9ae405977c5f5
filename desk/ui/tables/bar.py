"""Where a table of the story is edited, under the toolbar; the sheet shows it as it grows."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QVBoxLayout

from desk.text import Align, Table, read_table, write_table
from desk.text.cells import Cells
from desk.text.table import MOST_COLUMNS, MOST_ROWS
from desk.ui import icons
from desk.ui.editor import BodyEditor
from desk.ui.editor.held import HeldCard
from desk.ui.pause import Pause
from desk.ui.tables.grid import TableGrid
from desk.ui.tables.model import TableModel

_PAUSE: Final = 200  # ms without a key until the sheet shows what was typed
_HINT: Final = "Tab goes on, Esc leaves; all is kept."
_SIDES: Final = {
    Align.LEFT: ("Align left", "text-align-left"),
    Align.CENTER: ("Align to the middle", "text-align-center"),
    Align.RIGHT: ("Align right", "text-align-right"),
}


class TableBar(QFrame):
    """Edits one table card of the body; each finished change is one step of undo in the sheet."""

    source_wanted = Signal(int)
    """The card's Markdown shall be edited instead; carries its position."""

    def __init__(self, body: BodyEditor) -> None:
        super().__init__(objectName="notice")
        self._body = body
        self._held: HeldCard | None = None
        self._waiting = False
        self._pause = Pause(self, _PAUSE, self._put)
        self.model = TableModel(self)
        self.grid = TableGrid(self.model, body)
        self.hint = QLabel(_HINT, wordWrap=True)
        self.hint.setProperty("role", "hint")
        self.sides: dict[Align, QAction] = {}
        self.rows, self.columns = self._menus()
        self._build()
        self.model.edited.connect(self._edited)
        self.grid.moved.connect(self._leads)
        self.grid.cells_pasted.connect(self._paste)
        self.grid.menu_wanted.connect(self._add_menus)
        self.grid.selectionModel().currentChanged.connect(self._cell_changed)
        body.asked.connect(self._put)
        body.document().contentsChanged.connect(self._body_changed)
        self.hide()

    # Building

    def _menus(self) -> tuple[QMenu, QMenu]:
        """Return what can be done to the row and to the column of the current cell."""
        rows, columns = QMenu("Row", self), QMenu("Column", self)
        for menu, name, keys, act in (
            (rows, "Row above", "", partial(self._insert_row, 0)),
            (rows, "Row below", "Ctrl+Return", partial(self._insert_row, 1)),
            (rows, "Move row up", "Alt+Up", partial(self._move_row, -1)),
            (rows, "Move row down", "Alt+Down", partial(self._move_row, 1)),
            (rows, "Delete row", "", self._remove_row),
            (columns, "Column before", "", partial(self._insert_column, 0)),
            (columns, "Column after", "", partial(self._insert_column, 1)),
            (columns, "Move column back", "Alt+Left", partial(self._move_column, -1)),
            (columns, "Move column on", "Alt+Right", partial(self._move_column, 1)),
            (columns, "Delete column", "", self._remove_column),
        ):
            self._action(menu, name, keys, act)
        columns.addSeparator()
        for side, (name, icon) in _SIDES.items():
            action = self._action(columns, name, "", partial(self._align, side))
            action.setCheckable(True)
            action.setIcon(icons.icon(icon))
            self.sides[side] = action
        return rows, columns

    def _action(self, menu: QMenu, name: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(name, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(act)
        menu.addAction(action)
        self.addAction(action)
        return action

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        for menu in (self.rows, self.columns):
            button = self._button(f"{menu.title()} ▾")
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            row.addWidget(button)
        for action in self.sides.values():
            button = self._button("")
            button.setDefaultAction(action)
            button.setIconSize(QSize(18, 18))
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.hint, 1)
        source = QPushButton("Source")
        source.setProperty("kind", "link")
        source.clicked.connect(self._to_source)
        done = QPushButton("Done")
        done.clicked.connect(self.leave)
        row.addWidget(source)
        row.addWidget(done)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 8, 16, 8)
        rows.addWidget(self.grid)
        rows.addLayout(row)

    def _button(self, words: str) -> QToolButton:
        button = QToolButton(text=words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the cell that is written in
        return button

    def _add_menus(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addMenu(self.rows)
        menu.addMenu(self.columns)
        menu.addAction("Edit as source", self._to_source)

    # Opening and leaving

    def ask(self, position: int) -> bool:
        """Open with the table at a position of the body; return whether there is one."""
        self._put()
        held = HeldCard(self._body, position)
        table = read_table(held.markdown)
        if table is None:
            return False
        self._held = held
        self.model.take(table)
        self.grid.setLayoutDirection(self._body.layoutDirection())
        self.hint.setText(_HINT)
        self.show()
        self.grid.go(0, 0)
        return True

    def leave(self) -> None:
        """Close; everything that was written stays."""
        if self._held is None:
            return
        self._put()
        self._held = None
        had_focus = self.isAncestorOf(self.focusWidget() or self)
        self.hide()
        if had_focus:
            self._body.setFocus()

    def _to_source(self) -> None:
        self._put()
        position = self._held.position if self._held else -1
        self.leave()
        if position >= 0:
            self.source_wanted.emit(position)

    # What a person does

    def _edited(self) -> None:
        """Tell whoever saves that there is something new; the sheet shows it at the next pause."""
        self._waiting = True
        self._pause.soon()
        self._body.edited.emit()

    def _put(self) -> None:
        """Bring the table into the body."""
        if self._held is not None and self._waiting:
            self._waiting = False
            self._pause.stop()
            self._held.put(write_table(self.model.table))

    def _finish(self) -> None:
        """Let what comes be a step of undo of its own."""
        self._put()
        if self._held is not None:
            self._held.close_step()

    def _cell_changed(self) -> None:
        self._finish()
        index = self.grid.currentIndex()
        for side, action in self.sides.items():
            action.setChecked(index.isValid() and self.model.table.aligns[index.column()] is side)

    def _leads(self, way: str) -> None:
        if way == "out":
            self.leave()
            return
        self._finish()
        (self._body.undo if way == "undo" else self._body.redo)()

    def _paste(self, cells: Cells) -> None:
        index = self.grid.currentIndex()
        self._finish()
        table: Table | None = None
        with suppress(ValueError):
            table = self.model.table.fill(index.row(), index.column(), cells)
        if table is None or read_table(write_table(table)) is None:
            self.hint.setText(f"Not pasted: a table holds {MOST_ROWS} rows and {MOST_COLUMNS} columns.")
            return
        self._do(lambda: self.model.fill(table), index.row(), index.column())

    def _do(self, change: Callable[[], object], row: int, column: int) -> None:
        """Change rows or columns as one step, and write on in a cell."""
        self._finish()
        change()
        self._finish()
        self.grid.go(row, column)

    def _insert_row(self, after: int) -> None:
        at = self.grid.currentIndex()
        row = at.row() + after
        self._do(partial(self.model.insert_row, row), row, at.column())

    def _insert_column(self, after: int) -> None:
        at = self.grid.currentIndex()
        column = at.column() + after
        self._do(partial(self.model.insert_column, column), at.row(), column)

    def _remove_row(self) -> None:
        at = self.grid.currentIndex()
        self._do(partial(self.model.remove_row, at.row()), at.row(), at.column())

    def _remove_column(self) -> None:
        at = self.grid.currentIndex()
        self._do(partial(self.model.remove_column, at.column()), at.row(), at.column())

    def _move_row(self, by: int) -> None:
        at = self.grid.currentIndex()
        self._do(partial(self.model.move_row, at.row(), by), at.row() + by, at.column())

    def _move_column(self, by: int) -> None:
        at = self.grid.currentIndex()
        self._do(partial(self.model.move_column, at.column(), by), at.row(), at.column() + by)

    def _align(self, side: Align) -> None:
        at = self.grid.currentIndex()
        now = self.model.table.aligns[at.column()]
        chosen = Align.NONE if now is side else side
        self._do(partial(self.model.align, at.column(), chosen), at.row(), at.column())
        self._cell_changed()

    # What happens to the card meanwhile

    def _body_changed(self) -> None:
        """Show what undo or another hand made of the table; close where it is one no more."""
        if self._held is None or self._waiting:
            return
        table: Table | None = None if self._held.gone else read_table(self._held.markdown)
        if table is None:
            self._held = None
            self.hide()
        elif table != self.model.table:
            self.model.take(table)
            if not self.grid.currentIndex().isValid():
                self.grid.go(0, 0)
