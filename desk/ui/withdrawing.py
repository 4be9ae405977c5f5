"""Stories on their way out: what takes their places, and the end of those that were withdrawn."""

from collections.abc import Callable, Sequence
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
_NOTHING: Final = "Nothing: take it off these places"
_LEFT: Final = "Leave it in these places; readers do not see it"


class WithdrawDialog(Asking):
    """Names the places of stories that are to be withdrawn and asks what shall stand there.

    Of several stories each is asked by itself: the answers below are those of the row that is chosen above.
    """

    def __init__(
        self,
        session: Session,
        found: Sequence[tuple[Story, list[Place]]],
        going: Sequence[str],
        parent: QWidget,
    ) -> None:
        """Build it.

        Args:
            session: the desk's.
            found: the stories that stand somewhere, with their places.
            going: all that are to be withdrawn (ids), none of which takes a place.
            parent: the window.
        """
        many = words.count(len(going), "story", "stories")
        title = f"“{found[0][0].headline or 'Untitled'}”" if len(going) == 1 else many
        super().__init__(f"Withdraw {title}", "Withdraw", parent)
        self._session = session
        self._going = frozenset(going)
        self._asked = 0
        self._chosen: dict[str, tuple[str | None, str]] = {story.id: (None, _NOTHING) for story, _ in found}
        self._story = found[0][0].id
        self.search = QLineEdit(placeholderText="Find another story to stand there", clearButtonEnabled=True)
        self.search.setAccessibleName("Find a replacement")
        self.search.textChanged.connect(self._look)
        self.stories = self._listed(found)
        self.answers = QListWidget(objectName="found", accessibleName="What shall stand there")
        self.answers.setSpacing(current().px(4))
        self.answers.itemDoubleClicked.connect(self.accept)
        self.answers.currentItemChanged.connect(self._choose)
        self._introduce(found)
        for widget, stretch in ((self.stories, 1), (self.search, 0), (self.answers, 1), (self.buttons, 0)):
            self.rows.addWidget(widget, stretch)
        self._turn()
        (self.answers if len(going) == 1 else self.stories).setFocus()

    def _introduce(self, found: Sequence[tuple[Story, list[Place]]]) -> None:
        self.stories.setHidden(len(self._going) == 1)
        if len(self._going) == 1:
            places = found[0][1]
            named = "\n".join(f"•  {place.name}, place {place.position}" for place in places)
            self.said.setText(f"It stands in {words.count(len(places), 'place', 'places')}:\n{named}")
        else:
            stand = "1 of them stands" if len(found) == 1 else f"{words.number(len(found))} of them stand"
            self.said.setText(f"{stand} somewhere. Choose for each what shall stand there instead:")

    def _listed(self, found: Sequence[tuple[Story, list[Place]]]) -> QTreeWidget:
        held = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Stories")
        held.setObjectName("found")
        held.setHeaderLabels(["Story", "Stands in", "Instead"])
        for story, places in found:
            where = "; ".join(f"{place.name}, place {place.position}" for place in places)
            item = QTreeWidgetItem(held, [story.headline or "Untitled", where, _NOTHING])
            item.setData(0, _ANSWER, story.id)
            for column in range(2):
                item.setToolTip(column, item.text(column))
        held.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        held.setCurrentIndex(held.model().index(0, 0))
        held.currentItemChanged.connect(self._turn)
        return held

    def _turn(self) -> None:
        """Ask about the story that is chosen."""
        self._story = self.stories.currentItem().data(0, _ANSWER)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._fill([])
        self._look("")

    def _look(self, search: str) -> None:
        """Offer what is found or, before anything is typed, the stories most like this one."""
        self._asked += 1
        desk, key, most = self._session.desk, self._story, _OFFERED + min(len(self._going), _OFFERED)

        def read() -> list[StoryRow]:
            if not search.strip():
                return [one.row for one in ops.searching.similar(desk, key, most)]
            return ops.story.rows(desk, StoryQuery(search=search, limit=most)).rows

        self._session.ask(read, partial(self._found, self._asked), lambda _: None)

    def _found(self, asked: int, rows: list[StoryRow]) -> None:
        if asked == self._asked:
            self._fill([row for row in rows if row.id not in self._going][:_OFFERED])

    def done(self, result: int) -> None:
        """Close; what is found from now on comes too late."""
        self._asked += 1
        super().done(result)

    def _fill(self, rows: list[StoryRow]) -> None:
        chosen = self._chosen[self._story]
        offers: list[tuple[str | None, str]] = [
            (row.id, f"“{row.headline or 'Untitled'}” ({row.status.label.lower()})")
            for row in sorted(rows, key=lambda row: row.status not in _SHOWN)
        ]
        if chosen[0] and chosen not in offers:
            offers.append(chosen)
        offers = [(None, _NOTHING), ("", _LEFT), *offers]
        self.answers.blockSignals(True)
        self.answers.clear()
        for answer, said in offers:
            QListWidgetItem(said, self.answers).setData(_ANSWER, answer)
        self.answers.blockSignals(False)
        self.answers.setCurrentRow(2 if self.search.text().strip() and rows else offers.index(chosen))

    def _choose(self) -> None:
        item = self.answers.currentItem()
        self._chosen[self._story] = item.data(_ANSWER), item.text()
        self.stories.currentItem().setText(2, item.text())
        self.stories.currentItem().setToolTip(2, item.text())

    @property
    def answers_given(self) -> dict[str, str | None]:
        """Return what takes each story's places: an id, empty to leave it there, None for nothing."""
        return {story: answer for story, (answer, _) in self._chosen.items()}

    @property
    def answer(self) -> str | None:
        """Return the answer for the story that is chosen."""
        return self._chosen[self._story][0]


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
            names.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
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
            dialog = WithdrawDialog(self._session, [found], [story], self._window)
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
