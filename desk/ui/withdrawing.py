"""Stories on their way out: what takes their places, and the end of those that were withdrawn."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desk import operations as ops
from desk.domain import Status, Story, StoryQuery, StoryRow
from desk.operations.places import Place
from desk.operations.withdrawn import Gone, Withdrawn
from desk.ui import words
from desk.ui.asking import Asking
from desk.ui.exports import Exports
from desk.ui.open_story import OpenStory
from desk.ui.session import Session
from desk.ui.theme import current

_ANSWER: Final = Qt.ItemDataRole.UserRole + 1
_OFFERED: Final = 8
_SHOWN: Final = (Status.PUBLISHED, Status.READY)


class WithdrawDialog(Asking):
    """Names the places of a story that is to be withdrawn and asks what shall stand there."""

    def __init__(self, session: Session, story: Story, places: list[Place], parent: QWidget) -> None:
        super().__init__(f"Withdraw “{story.headline or 'Untitled'}”", "Withdraw", parent)
        self._session = session
        self._story = story
        self._asked = 0
        self._offered: list[StoryRow] = []
        named = "\n".join(f"•  {place.name}, place {place.position}" for place in places)
        self.said.setText(f"It stands in {words.count(len(places), 'place', 'places')}:\n{named}")
        self.search = QLineEdit(placeholderText="Find another story to stand there", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a replacement")
        self.search.textChanged.connect(self._look)
        self.answers = QListWidget(objectName="found", accessibleName="What shall stand there")
        self.answers.setSpacing(current().px(4))
        self.answers.itemDoubleClicked.connect(self.accept)
        for widget, stretch in ((self.search, 0), (self.answers, 1), (self.buttons, 0)):
            self.rows.addWidget(widget, stretch)
        self._fill([])
        self.answers.setFocus()
        self._look("")

    def _look(self, search: str) -> None:
        """Offer what is found or, before anything is typed, the stories most like this one."""
        self._asked += 1
        desk, key = self._session.desk, self._story.id

        def read() -> list[StoryRow]:
            if not search.strip():
                return [one.row for one in ops.searching.similar(desk, key, _OFFERED)]
            return ops.story.rows(desk, StoryQuery(search=search, limit=_OFFERED)).rows

        self._session.ask(read, partial(self._found, self._asked), lambda _: None)

    def _found(self, asked: int, rows: list[StoryRow]) -> None:
        if asked == self._asked:
            self._fill([row for row in rows if row.id != self._story.id])

    def _fill(self, rows: list[StoryRow]) -> None:
        self.answers.clear()
        self._add("Nothing: take it off these places", None)
        self._add("Leave it in these places; readers do not see it", "")
        for row in sorted(rows, key=lambda row: row.status not in _SHOWN):
            self._add(f"“{row.headline or 'Untitled'}” ({row.status.label.lower()})", row.id)
        self.answers.setCurrentRow(2 if self.search.text().strip() and rows else 0)

    def _add(self, said: str, answer: str | None) -> None:
        item = QListWidgetItem(said, self.answers)
        item.setData(_ANSWER, answer)

    @property
    def answer(self) -> str | None:
        """Return the id of what takes the places, empty to leave them as they are, None for nothing."""
        return self.answers.currentItem().data(_ANSWER)


class EmptyDialog(Asking):
    """Names the stories that would be deleted for good."""

    def __init__(self, found: list[tuple[Story, int]], parent: QWidget) -> None:
        super().__init__("Empty Withdrawn", f"Delete {words.count(len(found), 'story', 'stories')}", parent)
        versions = words.count(sum(many for _, many in found), "version", "versions")
        number = words.count(len(found), "story", "stories")
        self.said.setText(
            f"{number} with {versions} would be deleted for good, from lists and search too. "
            "A backup is made first, and nothing is deleted without it. Their photos stay in the library."
        )
        names = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Withdrawn stories")
        names.setObjectName("found")
        names.setHeaderLabels(["Story", "Changed", "Versions"])
        for story, many in found:
            when = words.moment(story.updated.astimezone()) if story.updated else ""
            QTreeWidgetItem(names, [story.headline or "Untitled", when, words.number(many)])
        names.header().setStretchLastSection(False)
        names.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            names.resizeColumnToContents(column)
        self.rows.addWidget(names, 1)
        self.rows.addWidget(self.buttons)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setFocus()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setDefault(True)


class Withdrawing(QObject):
    """Withdraws stories and empties Withdrawn, each after it has asked."""

    said = Signal(str, object)
    """What was done, and how it is taken back (a callable) or None."""

    failed = Signal(object)

    def __init__(self, session: Session, open_story: OpenStory, exports: Exports, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._open = open_story
        self._exports = exports
        self._window = window

    def withdraw(self, story: str, free: Callable[[], None]) -> None:
        """Withdraw a story; where it stands nowhere, `free` does it without a question."""
        desk = self._session.desk

        def ask(found: tuple[Story, list[Place]]) -> None:
            if not found[1]:
                free()
                return
            dialog = WithdrawDialog(self._session, *found, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(lambda: self._withdraw(story, dialog.answer))
            dialog.open()

        self._session.ask(
            lambda: (ops.story.get(desk, story), ops.places.places(desk, story)), ask, self.failed.emit
        )

    def _withdraw(self, story: str, answer: str | None) -> None:
        desk = self._session.desk
        self._session.do(
            lambda: ops.withdrawn.withdraw(desk, story, instead=answer or "", leave=answer == ""),
            self._withdrawn,
            self.failed.emit,
        )

    def _withdrawn(self, was: Withdrawn) -> None:
        desk = self._session.desk
        back = partial(ops.withdrawn.take_back, desk, was)
        lists = words.count(len(was.cleared.lists), "list", "lists")
        said = f"“{was.story.headline or 'Untitled'}” is withdrawn" + (
            f", {lists} changed." if was.cleared.lists else "."
        )
        self.said.emit(said, lambda: self._session.do(back, None, self.failed.emit))

    def empty(self) -> None:
        """Delete the withdrawn stories for good, once the person has seen which."""
        desk = self._session.desk

        def ask(found: list[tuple[Story, int]]) -> None:
            if not found:
                self.said.emit("Nothing is withdrawn.", None)
                return
            dialog = EmptyDialog(found, self._window)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.accepted.connect(partial(self._empty, [story.id for story, _ in found]))
            dialog.open()

        self._open.flush(lambda: self._session.ask(lambda: ops.withdrawn.listed(desk), ask, self.failed.emit))

    def _empty(self, ids: list[str]) -> None:
        story = self._open.story
        if story is not None and story.id in ids:
            self._open.close()
        run = partial(ops.withdrawn.empty, self._session.desk, ids)
        self._exports.change("Emptying Withdrawn", run, self._emptied)

    def _emptied(self, gone: Gone) -> None:
        number = words.count(gone.stories, "story", "stories")
        self.said.emit(f"{number} deleted for good. The backup {gone.backup.name} still has them.", None)
