"""Pruning histories: what would go is said in numbers before anything does."""

import threading
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QGridLayout, QLabel, QWidget

from desk import operations as ops
from desk.domain import DeskError, Story
from desk.operations.pruning import Plan, Pruned
from desk.ui import words
from desk.ui.asking import Asking
from desk.ui.exports import Exports
from desk.ui.open_story import OpenStory
from desk.ui.session import Session
from desk.ui.theme import current

_AGES: Final = (("Of any age", 0), ("Older than a month", 30), ("Older than a year", 365))
_STAYS: Final = (
    "The last save of each sitting stays, and so does each beginning, status change, import, joined, "
    "brought back and named version. A backup is made first, and nothing is removed without it."
)


class PruneDialog(Asking):
    """Asks whose saves in the midst of sittings shall go; counts them before it lets anybody remove them."""

    def __init__(self, session: Session, story: Story | None, parent: QWidget) -> None:
        super().__init__("Prune history", "Remove", parent)
        self._session = session
        self._stop = threading.Event()
        self.plan: Plan | None = None
        self.resize(current().px(620), current().px(320))
        self.whose = QComboBox(accessibleName="History of")
        if story is not None:
            self.whose.addItem(f"“{story.headline or 'Untitled'}”", story.id)
        self.whose.addItem("All stories", "")
        self.age = QComboBox(accessibleName="Sittings")
        for said, days in _AGES:
            self.age.addItem(said, days)
        self.rows.insertLayout(1, self._form())
        self.rows.addStretch(1)
        self.rows.addWidget(self.buttons)
        for box in (self.whose, self.age):
            box.currentIndexChanged.connect(self._count)
        self.finished.connect(self._stop.set)
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        self.whose.setFocus()
        self._count()

    def _form(self) -> QGridLayout:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setColumnStretch(1, 1)
        for row, box in enumerate((self.whose, self.age)):
            label = QLabel(box.accessibleName())
            label.setProperty("role", "field")
            label.setBuddy(box)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        return form

    def _count(self) -> None:
        self._stop.set()  # another count is wanted
        self._stop = threading.Event()
        self.plan = None
        self.go.setEnabled(False)
        self.go.setText("Remove")
        self.said.setText("Counting…")
        asked = self._stop
        stories = [self.whose.currentData()] if self.whose.currentData() else []
        older = timedelta(days=self.age.currentData())
        count = partial(ops.pruning.plan, self._session.desk, stories, older, cancelled=asked.is_set)
        self._session.tasks.work(count, partial(self._counted, asked), partial(self._refused, asked))

    def _counted(self, asked: threading.Event, plan: Plan) -> None:
        if asked is not self._stop:
            return
        self.plan = plan
        if not plan.versions:
            self.said.setText(
                "There is nothing to remove: every version is the last of its sitting or stays anyway."
            )
            return
        saves = words.count(plan.versions, "save", "saves")
        stories = words.count(len(plan.stories), "story", "stories")
        others = words.count(plan.kept, "version stays", "versions stay")
        size = QLocale().formattedDataSize(plan.size, 1)
        self.said.setText(
            f"{saves} in the midst of sittings, of {stories}, would be removed for good ({size}); {others}."
            f"\n\n{_STAYS}"
        )
        self.go.setText(f"Remove {saves}")
        self.go.setEnabled(True)

    def _refused(self, asked: threading.Event, error: DeskError) -> None:
        if asked is self._stop:
            self.said.setText(str(error))


class Pruning(QObject):
    """Prunes histories, once a person has seen what goes."""

    said = Signal(str, object)
    """What was done; it is not taken back, so that None follows."""

    failed = Signal(object)

    def __init__(self, session: Session, open_story: OpenStory, exports: Exports, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._open = open_story
        self._exports = exports
        self._window = window

    def ask(self) -> None:
        """Ask what shall go, of the open story first."""
        self._open.flush(self._ask)

    def _ask(self) -> None:
        dialog = PruneDialog(self._session, self._open.story, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._prune(dialog.plan))
        dialog.open()

    def _prune(self, plan: Plan | None) -> None:
        if plan is not None:
            self._exports.change(
                "Pruning histories", partial(ops.pruning.prune, self._session.desk, plan), self._pruned
            )

    def _pruned(self, done: Pruned) -> None:
        saves = words.count(done.versions, "save", "saves")
        said = f"{saves} removed. The backup {done.backup.name} still has them."
        if done.damaged:
            number = words.count(len(done.damaged), "history", "histories")
            kept = f"{said} {number} that cannot be read whole stay as they are"
            self.failed.emit(DeskError("Some histories are damaged", kept=kept, todo="Verify this desk"))
        else:
            self.said.emit(said, None)
