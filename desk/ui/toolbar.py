"""The strip above the sheet: paragraph style, marks, blocks, the story's status."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QToolButton

from desk.domain import Status, Story
from desk.ui import icons
from desk.ui.commands import Commands
from desk.ui.fields import say_wrong
from desk.ui.stories.delegate import STATUS_ICONS

_STYLES = {0: "Body", 2: "Heading", 3: "Subheading", 4: "Small heading"}
_QUOTES = ("quote", "pull", "attribution")
_MARKS = ("bold", "italic", "link")
_BLOCKS = ("quote", "bullets", "numbers", "photo", "table", "divider")


class Toolbar(QFrame):
    """Shows the format at the cursor and changes it."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(objectName="toolbar")
        self.style_button = QToolButton(toolTip="Paragraph style", accessibleName="Paragraph style")
        self.style_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.style_button)
        for level in _STYLES:
            menu.addAction(commands[f"style-{level}"])
        menu.addSeparator()
        for name in _QUOTES:
            menu.addAction(commands[name])
        self.style_button.setMenu(menu)
        self.status_button = QToolButton(toolTip="Status of this story", accessibleName="Status")
        self.status_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.status_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.status_button.setIconSize(QSize(12, 12))
        statuses = QMenu(self.status_button)
        for status in Status:
            statuses.addAction(commands[f"status-{status.value}"])
        self.status_button.setMenu(statuses)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 10, 4)
        self._row.setSpacing(0)
        self._row.addWidget(self.style_button)
        self._gap()
        for name in _MARKS:
            self._row.addWidget(self._button(commands[name]))
        self._gap()
        for name in _BLOCKS:
            self._row.addWidget(self._button(commands[name]))
        self._gap()
        for name in ("undo", "redo"):
            self._row.addWidget(self._button(commands[name]))
        self._gap()
        self._row.addWidget(self._button(commands["source"]))
        self._row.addStretch(1)
        self._row.addWidget(self.status_button)
        self._row.addWidget(self._button(commands["inspector"]))
        self.say_style(0)

    def _gap(self) -> None:
        rule = QFrame()
        rule.setFixedSize(1, 18)
        rule.setProperty("gap", True)
        self._row.addSpacing(5)
        self._row.addWidget(rule)
        self._row.addSpacing(5)

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        return button

    def say_style(self, level: int) -> None:
        """Show the paragraph style at the cursor."""
        self.style_button.setText(f"¶ {_STYLES.get(level, f'Heading {level}')} ▾")

    def say_status(self, story: Story | None) -> None:
        """Show the story's status."""
        self.setEnabled(story is not None)
        if story is not None:
            self.status_button.setText(f"{story.status.label} ▾")
            self.status_button.setMinimumWidth(self.status_button.sizeHint().width())
            self.status_button.setIcon(icons.icon(STATUS_ICONS[story.status], story.status.value))


class LinkBar(QFrame):
    """Where a link's address is written, under the toolbar."""

    chosen = Signal(str)
    removed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__(objectName="notice")
        self.field = QLineEdit(placeholderText="https:// address of the link", accessibleName="Link address")
        apply = QPushButton("Link")
        apply.clicked.connect(self._apply)
        self.remove = QPushButton("Remove link")
        self.remove.setProperty("kind", "link")
        self.remove.clicked.connect(self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.field, 1)
        row.addWidget(apply)
        row.addWidget(self.remove)
        self.field.returnPressed.connect(self._apply)
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._leave)
        self.hide()

    def ask(self, href: str) -> None:
        """Open with the link there is, or an empty field."""
        self.field.setText(href)
        self.remove.setVisible(bool(href))
        self.show()
        self.field.selectAll()
        self.field.setFocus()

    def _apply(self) -> None:
        href = self.field.text().strip()
        if any(letter.isspace() for letter in href):
            say_wrong(self.field, "An address has no spaces")
            return
        say_wrong(self.field, "")
        if href and "://" not in href and not href.startswith(("/", "#", "mailto:", "tel:")):
            href = f"mailto:{href}" if "@" in href and "/" not in href else f"https://{href}"
        self.hide()
        if href:
            self.chosen.emit(href)
        self.left.emit()

    def _remove(self) -> None:
        self.hide()
        self.removed.emit()
        self.left.emit()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
