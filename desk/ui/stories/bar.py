"""What can be done with the chosen stories: the bar below the list, the menu of a row, commands by name."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Publication, Status, StoryRow
from desk.ui import icons, words
from desk.ui.bulk import Many
from desk.ui.commands import Command
from desk.ui.flow import FlowLayout
from desk.ui.stories.line import Line
from desk.ui.stories.model import ROW
from desk.ui.stories.pane import StoriesPane

_VERBS = {
    Status.DRAFT: "Mark as draft",
    Status.REVIEW: "Mark as in review",
    Status.READY: "Mark as ready",
    Status.PUBLISHED: "Publish",
    Status.WITHDRAWN: "Withdraw",
}


EXPORTS = {
    "html": "Page in one HTML file",
    "pdf": "Proof (PDF)",
    "zip": "Markdown with pictures (zip)",
    "md": "Markdown",
}
"""What stories can be written as, by `operations.handing.Kind`."""


class ChosenBar(QFrame):
    """Stands below the list while more than one story is chosen."""

    duplicate_wanted = Signal(str)
    status_wanted = Signal(str, object)
    """Move one story to a status."""

    def __init__(self, pane: StoriesPane, many: Many, publication: Publication) -> None:
        super().__init__(objectName="chosen")
        self.publication = publication
        self._pane = pane
        self._many = many
        self._tag: Callable[[Sequence[str], Sequence[str]], None] = many.add_tags
        self.number = QLabel()
        self.tags = Line(accessibleName="Tags")
        self.tags.returnPressed.connect(self._tagged)
        self.tags.left.connect(self._leave_tags)
        self.tags.hide()
        self._lay_out()
        self.hide()
        pane.choice.changed.connect(self._say)
        pane.view.customContextMenuRequested.connect(self._row_menu)

    def _lay_out(self) -> None:
        cross = QToolButton(toolTip="Choose one alone (Esc)", accessibleName="Choose one alone")
        cross.setIcon(icons.icon("x", "mute"))
        cross.clicked.connect(self._leave)
        top = QHBoxLayout()
        top.addWidget(self.number, 1)
        top.addWidget(cross)
        buttons = QWidget()
        row = FlowLayout(buttons, spacing=4)
        for said, fill in (
            ("Status", self._fill_statuses),
            ("Section", self._fill_sections),
            ("Tags", self._fill_tags),
            ("Export", self._fill_exports),
        ):
            button = QPushButton(f"{said} ▾", accessibleName=said)
            menu = QMenu(button)
            menu.aboutToShow.connect(partial(self._refill, menu, fill))
            button.setMenu(menu)
            row.addWidget(button)
        button = QPushButton("Withdraw")
        button.clicked.connect(partial(self.move, Status.WITHDRAWN))
        row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 6, 12, 10)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.tags)
        column.addWidget(buttons)

    def _say(self, number: int) -> None:
        self.setVisible(number > 1)
        self.number.setText(f"{words.count(number, 'story', 'stories')} chosen")

    def _leave(self) -> None:
        self._pane.view.choose(self._pane.view.currentIndex())
        self._pane.take_focus()

    # Menus

    def _refill(self, menu: QMenu, fill: Callable[[QMenu], None]) -> None:
        menu.clear()
        fill(menu)

    def _fill_statuses(self, menu: QMenu) -> None:
        for status, verb in _VERBS.items():
            menu.addAction(verb, partial(self.move, status))
        menu.addSeparator()
        menu.addAction("Bring back from withdrawn", self.restore)

    def _fill_sections(self, menu: QMenu) -> None:
        for section in self.publication.sections:
            menu.addAction(section.name.replace("&", "&&"), partial(self.section, section.slug, section.name))

    def _fill_tags(self, menu: QMenu) -> None:
        menu.addAction("Add…", self.add_tags)
        menu.addAction("Remove…", self.remove_tags)

    def _fill_exports(self, menu: QMenu) -> None:
        for kind, said in EXPORTS.items():
            menu.addAction(f"{said}…", partial(self.export, kind))

    def _row_menu(self, at: QPoint) -> None:
        row: StoryRow | None = self._pane.view.indexAt(at).data(ROW)
        if row is None:
            return
        menu = QMenu(self._pane)
        if self._pane.choice.several:
            self._fill_statuses(menu.addMenu("Status"))
        else:
            menu.addAction("Open", partial(self._pane.wanted.emit, row.id))
            menu.addAction("Duplicate", partial(self.duplicate_wanted.emit, row.id))
            menu.addSeparator()
            for status, verb in _VERBS.items():
                if status is not row.status:
                    menu.addAction(verb, partial(self.status_wanted.emit, row.id, status))
            menu.addSeparator()
        self._fill_sections(menu.addMenu("Section"))
        self._fill_tags(menu.addMenu("Tags"))
        menu.addSeparator()
        menu.addAction("Copy link", self.copy_links)
        self._fill_exports(menu.addMenu("Export as"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._pane.view.viewport().mapToGlobal(at))

    # What is done

    def move(self, status: Status) -> None:
        """Move the chosen stories to a status; one alone as the window does it."""
        stories = self._pane.choice.ids()
        if len(stories) == 1:
            self.status_wanted.emit(stories[0], status)
        elif stories:
            self._many.set_status(stories, status)

    def restore(self) -> None:
        """Bring the chosen stories back from withdrawn."""
        self._many.restore(self._pane.choice.ids())

    def section(self, slug: str, name: str) -> None:
        """Move the chosen stories to a section."""
        self._many.set_section(self._pane.choice.ids(), slug, name)

    def add_tags(self) -> None:
        """Ask for tags to be added."""
        self._ask_tags(self._many.add_tags, "Add tags, a comma between them")

    def remove_tags(self) -> None:
        """Ask for tags to be removed."""
        self._ask_tags(self._many.remove_tags, "Remove tags, a comma between them")

    def _ask_tags(self, act: Callable[[Sequence[str], Sequence[str]], None], asked: str) -> None:
        self._tag = act
        self.tags.setPlaceholderText(asked)
        self.tags.clear()
        self.show()
        self.tags.show()
        self.tags.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tagged(self) -> None:
        tags = [tag.strip() for tag in self.tags.text().split(",") if tag.strip()]
        self._leave_tags()
        if tags:
            self._tag(self._pane.choice.ids(), tags)

    def _leave_tags(self) -> None:
        self.tags.hide()
        self.setVisible(self._pane.choice.several)
        self._pane.take_focus()

    def copy_links(self) -> None:
        """Copy the addresses of the chosen stories."""
        self._many.copy_links(self._pane.choice.ids())

    def export(self, kind: str) -> None:
        """Write the chosen stories as files."""
        self._many.export(self._pane.choice.ids(), kind)

    def commands(self) -> list[Command]:
        """Return what can be done with the chosen stories by name."""
        return [
            *(
                Command(f"chosen-{status}", f"Chosen stories: {verb.lower()}", partial(self.move, status))
                for status, verb in _VERBS.items()
            ),
            Command("chosen-back", "Chosen stories: bring back from withdrawn", self.restore),
            Command("chosen-section", "Chosen stories: move to a section…", self._ask_section),
            Command("chosen-tag", "Chosen stories: add tags…", self.add_tags),
            Command("chosen-untag", "Chosen stories: remove tags…", self.remove_tags),
            Command("chosen-link", "Chosen stories: copy links", self.copy_links),
            *(
                Command(
                    f"chosen-{kind}",
                    f"Chosen stories: export: {said}…",
                    partial(self.export, kind),
                )
                for kind, said in EXPORTS.items()
            ),
        ]

    def _ask_section(self) -> None:
        menu = QMenu(self._pane)
        self._fill_sections(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self._pane.rect().bottomLeft() - QPoint(0, menu.sizeHint().height())
        menu.popup(self._pane.mapToGlobal(corner))
