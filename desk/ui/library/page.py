"""The Photos workspace: what a person does with the photos on the shelf, and what comes onto it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import DeskError, Done, Photo, Publication, Role, Story
from desk.ui import words
from desk.ui.commands import Command
from desk.ui.editor import clip
from desk.ui.exports import Exports
from desk.ui.fields import restyle
from desk.ui.intake import failed
from desk.ui.library.deeds import FileDeeds
from desk.ui.library.deleting import Deleting
from desk.ui.library.model import MIME, carried
from desk.ui.library.shelf import Shelf, rule
from desk.ui.open_story import OpenStory
from desk.ui.photos import PhotoPane
from desk.ui.photos.pane import PICTURES
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails


class LibraryPage(Shelf):
    """The whole library; the chosen photos go to a story, to files and to paper."""

    open_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        photos: PhotoPane,
        thumbnails: Thumbnails,
        exports: Exports,
        publication: Publication,
    ) -> None:
        super().__init__(session, thumbnails, exports, publication)
        self._open = open_story
        self._pane = photos
        self._exports = exports
        self.setAcceptDrops(True)
        self.files = FileDeeds(session, exports, self)
        self.way.clicked.connect(self._go_on)
        self._side.addWidget(rule())
        self._side.addWidget(self._make_target())
        self.grid.customContextMenuRequested.connect(self._menu)
        self.head.add.clicked.connect(self.choose_files)
        self.deleting = Deleting(session, exports, self)
        for part in (self.words, self.files, self.deleting):
            part.said.connect(self.said)
            part.failed.connect(self.failed)
        self.words.open_wanted.connect(self.open_wanted)
        self.head.more.setMenu(self._more())
        self._open.opened.connect(self._say_target)
        self._say_target(self._open.story)

    def set_publication(self, publication: Publication) -> None:
        """Follow the publication's rules from now on."""
        self.words.set_publication(publication)

    def _make_target(self) -> QWidget:
        """Make what adds the chosen photos to the story on the sheet."""
        target = QWidget()
        self.target = QLabel(wordWrap=True)
        self.target.setProperty("role", "field")
        self.as_lead = QPushButton("Add as lead")
        self.as_inline = QPushButton("Add to the text")
        self.as_lead.clicked.connect(partial(self.add_to_open, Role.LEAD))
        self.as_inline.clicked.connect(partial(self.add_to_open, Role.INLINE))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.as_lead)
        row.addWidget(self.as_inline)
        row.addStretch(1)
        column = QVBoxLayout(target)
        column.setContentsMargins(14, 10, 14, 12)
        column.addWidget(self.target)
        column.addLayout(row)
        return target

    def _say_target(self, story: Story | None) -> None:
        any_ = bool(self.grid.chosen_ids) and story is not None
        named = f"Story on the sheet: “{story.headline or 'Untitled'}”" if story else "No story is open."
        self.target.setText(named)
        self.as_lead.setEnabled(any_)
        self.as_inline.setEnabled(any_)

    def _show_chosen(self) -> None:
        super()._show_chosen()
        self._say_target(self._open.story)

    def _go_on(self) -> None:
        if self.head.typed:
            self.head.put("")
            self.head.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.choose_files()

    # What is done with the chosen

    def add_to_open(self, role: Role, *_: object) -> None:
        """Add the chosen photos to the story on the sheet."""
        self.add(self.grid.chosen_ids, role)

    def add_to(self, story: str, photos: Sequence[str]) -> None:
        """Add photos to a story, as lead where it has none."""
        self.add(photos, story=story)

    def add(self, photos: Sequence[str], role: Role | None = None, story: str = "") -> None:
        """Add photos to a story, the one on the sheet unless one is named; as lead where that lacks one."""
        if not story and self._open.story is None:
            self.said.emit("No story is open. Open one first; then photos can be added to it.", None)
        elif not photos:
            self.said.emit("No photo is chosen. Choose one in Photos first.", None)
        else:
            story = story or (self._open.story.id if self._open.story else "")
            self._pane.flush()
            self._open.flush(partial(self._place, story, list(photos), role))

    def _place(self, story: str, photos: list[str], role: Role | None) -> None:
        desk = self._session.desk

        def run() -> Done[tuple[Story, Story]]:
            before = ops.story.get(desk, story)
            lead = before.lead is not None and before.lead.photo
            wanted = role or (Role.INLINE if lead else Role.LEAD)
            done = ops.library.place(desk, story, photos, wanted)
            return Done((before, done.value), done.change)

        self._session.do(run, partial(self._placed, len(photos)), self.failed.emit)

    def _placed(self, number: int, both: tuple[Story, Story]) -> None:
        before, after = both
        named = f"“{after.headline or 'Untitled'}”"
        if before.revision == after.revision:
            self.said.emit(f"{named} has {'it' if number == 1 else 'them'} already.", None)
            return
        back = partial(self._take_out, before, after)
        self.said.emit(f"{words.count(number, 'photo', 'photos')} added to {named}.", back)

    def _take_out(self, before: Story, after: Story) -> None:
        desk = self._session.desk
        back = replace(after, photos=before.photos, body=before.body)
        run = partial(ops.story.save, desk, back)
        self._open.flush(lambda: self._session.do(run, None, self.failed.emit))

    def copy(self) -> None:
        """Copy the chosen photos: a story takes them by paste."""
        chosen = self.grid.chosen_ids
        if chosen:
            QGuiApplication.clipboard().setMimeData(carried(chosen))
            self.said.emit(f"{words.count(len(chosen), 'photo', 'photos')} copied.", None)

    def _menu(self, at: QPoint) -> None:
        if not self.grid.chosen_ids:
            return
        menu = QMenu(self)
        for command in _of_chosen(lambda: self):
            menu.addAction(command.name.partition(": ")[2] or command.name, command.act)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.grid.viewport().mapToGlobal(at))

    def replace(self) -> None:
        """Give the chosen photo another file."""
        self.files.replace(self.grid.chosen_ids)

    def save_copies(self) -> None:
        """Save copies of the chosen photos with their words inside."""
        self.words.flush()
        self.files.save_copies(self.grid.chosen_ids)

    def sheet(self) -> None:
        """Write a contact sheet of the chosen photos."""
        self.files.contact_sheet(self.grid.chosen_ids)

    def sheet_of_all(self) -> None:
        """Write a contact sheet of all that is shown."""
        self.files.contact_sheet(list(self.model.ids))

    def delete(self) -> None:
        """Delete those of the chosen photos that nothing shows, after a question."""
        self.words.flush()
        self.deleting.ask(self.grid.chosen_ids)

    def delete_unused(self) -> None:
        """Delete those of the photos found here that nothing shows to readers, after a question."""
        self.words.flush()
        self.deleting.ask(list(self.model.ids))

    def _more(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Contact sheet of all that is shown…", self.sheet_of_all)
        menu.addAction("Compare the chosen", self.compare)
        menu.addAction("Replace the file of the chosen…", self.replace)
        menu.addAction("Save copies of the chosen with this metadata…", self.save_copies)
        menu.addSeparator()
        menu.addAction("Delete the chosen…", self.delete)
        menu.addAction("Delete what is unused of these…", self.delete_unused)
        return menu

    # What comes in

    def choose_files(self) -> None:
        """Let a person choose pictures to be taken in."""
        start = str(self._session.settings.get("pictures", ""))
        names, _ = QFileDialog.getOpenFileNames(self, "Add photos", start, PICTURES)
        if names:
            self._session.settings.set(pictures=str(Path(names[0]).parent))
            self.take_in([Path(name) for name in names])

    def take_in(self, files: Sequence[Path]) -> None:
        """Take files and folders into the library."""
        self._exports.change(
            "Adding photos", partial(ops.intake.take, self._session.desk, files), self._taken
        )

    def _taken(self, taken: "ops.intake.Taken") -> None:
        """Say what came of files; one that was there already is no new photo."""
        there = taken.known
        told = [f"{words.count(taken.new, 'photo was', 'photos were')} added."] if taken.new else []
        told += [f"{words.count(there, 'file was', 'files were')} in the library already."] if there else []
        if taken.alike:
            new, older = taken.alike[0]
            more = f", and {len(taken.alike) - 1} more look like older ones" if taken.alike[1:] else ""
            told.append(f"{new.name} looks like {older.name or 'an older photo'}{more}.")
        told += [f"{words.count(taken.left, 'file was', 'files were')} left out."] if taken.left else []
        if taken.failed:
            error = failed(taken)
            self.failed.emit(DeskError(" ".join([*told, error.what]), kept=error.kept, todo=error.todo))
        else:
            self.said.emit(" ".join(told), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, and keep photos that come back from the window, which would add them to its story."""
        if event.mimeData().hasFormat(MIME) or event.mimeData().hasUrls():
            event.acceptProposedAction()
            restyle(self.stack, "over", not event.mimeData().hasFormat(MIME))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Calm down again."""
        restyle(self.stack, "over", False)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let no photos fall back."""
        event.setAccepted(not event.mimeData().hasFormat(MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files in."""
        restyle(self.stack, "over", False)
        files = _files(event.mimeData())
        if files and not event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self.take_in(files)

    def paste(self) -> None:
        """Take in what the clipboard has: files, or a picture."""
        data = QGuiApplication.clipboard().mimeData()
        files, picture = _files(data), clip.image(data)
        if data.hasFormat(MIME):
            return
        if files:
            self.take_in(files)
        elif picture is not None:
            run = partial(_pasted, self._session.desk, picture)
            self._session.do(run, self._pasted, self.failed.emit, long=True)

    def _pasted(self, photo: Photo) -> None:
        self.said.emit("The picture is in the library.", None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste and delete photos."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.grid.hasFocus():
            self.delete()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _pasted(desk: "ops.Desk", picture: bytes | QImage) -> Done[Photo]:
    source = clip.png(picture) if isinstance(picture, QImage) else picture
    return ops.photo.take_in(desk, source, name="pasted picture")


def commands(page: Callable[[], LibraryPage], go: Callable[[], object]) -> list[Command]:
    """Return what can be done here by name; `page` gives the workspace, `go` leads to it."""

    def show() -> None:
        go()
        page().take_focus()

    def search() -> None:
        go()
        page().search()

    return [
        Command("photos", "Photos", show, "Ctrl+3", "image-square"),
        Command("find-photos", "Search photos", search),
        Command("add-photos", "Add photos to the library…", lambda: page().choose_files()),
        Command("photos-sheet", "Contact sheet of all photos shown…", lambda: page().sheet_of_all()),
        Command(
            "photos-unused", "Photos: delete what is unused of those shown…", lambda: page().delete_unused()
        ),
        Command("photos-larger", "Photos: larger pictures", lambda: page().zoom(1)),
        Command("photos-smaller", "Photos: smaller pictures", lambda: page().zoom(-1)),
        *_of_chosen(page),
    ]


def _of_chosen(page: Callable[[], LibraryPage]) -> list[Command]:
    """Return what can be done with the chosen photos."""
    return [
        Command("loupe", "Chosen photos: look closer", lambda: page().look_closer()),
        Command("compare", "Chosen photos: compare", lambda: page().compare()),
        Command("photo-lead", "Chosen photos: add as lead", lambda: page().add_to_open(Role.LEAD)),
        Command("photo-text", "Chosen photos: add to text", lambda: page().add_to_open(Role.INLINE)),
        Command("photo-copy", "Chosen photos: copy", lambda: page().copy()),
        Command("photo-replace", "Chosen photos: replace the file…", lambda: page().replace()),
        Command("photo-save", "Chosen photos: save copies with this metadata…", lambda: page().save_copies()),
        Command("photo-sheet", "Chosen photos: contact sheet…", lambda: page().sheet()),
        Command("photo-delete", "Chosen photos: delete…", lambda: page().delete()),
    ]
