"""The strip above the sheet: paragraph style, marks, blocks, the story's status."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QToolButton

from desk.domain import Status, Story
from desk.ui import icons
from desk.ui.commands import Commands
from desk.ui.fields import say_wrong
from desk.ui.stories.delegate import STATUS_ICONS
from desk.ui.text_commands import MORE, STYLES

_MARKS = ("bold", "italic", "link", "comment")
_SPARE = ("redo", "undo", "divider", "source", "table")  # the first goes first
_QUOTES = ("quote", "pull", "attribution")
_BLOCKS = ("quote", "bullets", "numbers", "photo", "table", "divider")


class Toolbar(QFrame):
    """Shows the format at the cursor and changes it."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(objectName="toolbar")
        self._buttons: dict[str, QToolButton] = {}
        self._spare: list[QToolButton] = []
        self.style_button = QToolButton(toolTip="Paragraph style", accessibleName="Paragraph style")
        self.style_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.style_button)
        for level in STYLES:
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
        for button in (self.style_button, self.status_button):  # their words are never cut
            button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(0)
        self._row.addWidget(self.style_button)
        self._gap()
        for name in _MARKS:
            self._row.addWidget(self._button(commands[name], name))
        self._row.addWidget(self._more(commands))
        self._gap()
        for name in _BLOCKS:
            self._row.addWidget(self._button(commands[name], name))
        self._undo_gap = self._gap()
        for name in ("undo", "redo"):
            self._row.addWidget(self._button(commands[name], name))
        self._gap()
        self._row.addWidget(self._button(commands["source"], "source"))
        self._row.addStretch(1)
        self._spare = [self._buttons[name] for name in _SPARE]
        self._row.addWidget(self.status_button)
        self._row.addWidget(self._button(commands["inspector"], "inspector"))
        self.say_style(0)

    def _gap(self) -> QFrame:
        rule = QFrame()
        rule.setFixedSize(1, 18)
        rule.setProperty("gap", True)
        self._row.addSpacing(3)
        self._row.addWidget(rule)
        self._row.addSpacing(3)
        return rule

    def _button(self, action: QAction, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(18, 18))
        button.setAccessibleName(action.text())
        self._buttons[name] = button
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what has a key that everyone knows, rather than cut words, where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button in self._spare:
            button.show()
        for button in self._spare:
            if self._row.minimumSize().width() <= self.width():
                break
            button.hide()
        self._undo_gap.setHidden(self._buttons["undo"].isHidden())

    def _more(self, commands: Commands) -> QToolButton:
        """Return the button that keeps the rarer marks."""
        button = QToolButton(toolTip="More formats", accessibleName="More formats")
        button.setIcon(icons.icon("text-aa"))
        button.setIconSize(QSize(18, 18))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for name in MORE:
            menu.addAction(commands[name])
        menu.addSeparator()
        for name in ("deeper", "outer", "ltr", "rtl", "as-story", "symbol", "smart"):
            menu.addAction(commands[name])
        button.setMenu(menu)
        return button

    def say_style(self, level: int) -> None:
        """Show the paragraph style at the cursor."""
        name = STYLES.get(level, f"Heading {level}") if level else "Body"
        self.style_button.setText(f"¶ {name} ▾")
        self._fit()

    def say_status(self, story: Story | None) -> None:
        """Show the story's status."""
        self.setEnabled(story is not None)
        if story is not None:
            self.status_button.setText(f"{story.status.label} ▾")
            self._fit()
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
