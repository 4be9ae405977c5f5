"""A published story under another headline or address: what still calls it otherwise is offered a change."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desk import operations as ops
from desk.domain import Change, Status, Story
from desk.operations.renaming import Naming, Renamed
from desk.ui import words
from desk.ui.asking import Asking
from desk.ui.notice import Notice
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.session import Session

_RESTS = 3_000  # ms without another change, so that nobody is asked amid a headline that is being typed


class RenameDialog(Asking):
    """Lists what calls a story otherwise, and what would stand there."""

    def __init__(self, story: Story, found: list[Naming], parent: QWidget) -> None:
        places = words.count(len(found), "place", "places")
        super().__init__(f"“{story.headline or 'Untitled'}”", f"Change {places}", parent)
        self.said.setText(f"{places} still {'calls' if len(found) == 1 else 'call'} it otherwise:")
        held = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Places")
        held.setObjectName("found")
        held.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        held.setHeaderLabels(["Where", "Now", "Then"])
        for one in found:
            item = QTreeWidgetItem(held, [one.name or "Untitled", one.said, one.new])
            for column in range(3):
                item.setToolTip(column, item.text(column))
        held.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.rows.addWidget(held, 1)
        self.rows.addWidget(self.buttons)
        self.go.setFocus()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText("Leave them")


class Renaming(QObject):
    """Watches the open story; once its new headline or address has rested, offers the change everywhere."""

    said = Signal(str, object)
    failed = Signal(object)

    def __init__(self, session: Session, open_story: OpenStory, notice: Notice, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._open, self._notice, self._window = session, open_story, notice, window
        self._story = ""
        self._known = ("", "")
        """The headline and slug that the person was told about, or that stood there at the opening."""
        self._headlines: tuple[str, ...] = ()
        """What the open story was called when it was opened."""
        self._pause = Pause(self, _RESTS, self._ask)
        open_story.opened.connect(self._opened)
        session.bus.changed.connect(self._changed)

    def stop(self) -> None:
        """Ask no more."""
        self._pause.stop()

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id == self._story:
            return
        if self._pause.isActive():  # the story before this one had changed
            self._pause.stop()
            self._ask()
        self._story, self._known = story.id, (story.headline, story.slug)
        self._headlines = (story.headline,) if story.headline else ()

    def _changed(self, change: Change) -> None:
        story = self._open.story
        if story is None or story.id not in change.ids or "story" not in change.kinds:
            return
        if story.status is Status.PUBLISHED:
            self._pause.soon()

    def _ask(self) -> None:
        desk, key, known, headlines = self._session.desk, self._story, self._known, self._headlines

        def read() -> tuple[Story, list[Naming]]:
            story = ops.story.get(desk, key)
            same = (story.headline, story.slug) == known
            return story, [] if same else ops.renaming.namings(desk, key, headlines)

        self._session.ask(read, partial(self._arrived, headlines), self.failed.emit)

    def _arrived(self, headlines: tuple[str, ...], found: tuple[Story, list[Naming]]) -> None:
        story, namings = found
        if story.id == self._story:
            self._known = story.headline, story.slug
        if namings:
            number = words.count(len(namings), "place", "places")
            called = f"{number} still {'calls' if len(namings) == 1 else 'call'}"
            show = partial(self.show, story, namings, headlines)
            self._notice.say(f"{called} “{story.headline}” otherwise.", show, "Show…", stays=True)

    def show(self, story: Story, found: list[Naming], headlines: tuple[str, ...]) -> None:
        """List what calls the story otherwise and change it all once the person agrees."""
        dialog = RenameDialog(story, found, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self._rename, story.id, headlines))
        dialog.open()

    def _rename(self, key: str, headlines: tuple[str, ...]) -> None:
        desk = self._session.desk
        run = partial(ops.renaming.rename, desk, key, headlines)
        self._open.flush(lambda: self._session.do(run, self._renamed, self.failed.emit))

    def _renamed(self, was: Renamed) -> None:
        back = partial(ops.renaming.take_back, self._session.desk, was)
        said = f"{words.count(was.places, 'place', 'places')} changed."
        self.said.emit(said, lambda: self._session.do(back, None, self.failed.emit))
