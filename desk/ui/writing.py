"""What joins the body editor to the rest: formats, links, photos in the text."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desk import operations as ops
from desk.domain import DeskError, Done, Photo, Placement, Role
from desk.ui.commands import Command
from desk.ui.editor import BodyEditor, Look, clip
from desk.ui.editor.pasting import Given
from desk.ui.fields import GrowingText
from desk.ui.open_story import OpenStory
from desk.ui.photos import PhotoPane
from desk.ui.session import Session
from desk.ui.sheet import Sheet
from desk.ui.symbols import SymbolPicker
from desk.ui.text_commands import text_commands
from desk.ui.theme import BODY, SANS, SERIF, Theme
from desk.ui.thumbnails import Thumbnails
from desk.ui.toolbar import LinkBar


class Writing(QObject):
    """Runs the editor's commands and follows its cursor."""

    failed = Signal(object)
    said = Signal(str)
    formats_changed = Signal(object)
    """What holds at the cursor (`Formats`)."""

    def __init__(
        self,
        session: Session,
        open_story: OpenStory,
        sheet: Sheet,
        photos: PhotoPane,
        thumbnails: Thumbnails,
        link_bar: LinkBar,
    ) -> None:
        super().__init__(sheet)
        self._session = session
        self._open = open_story
        self._sheet = sheet
        self._body = sheet.body
        self._photos = photos
        self._thumbnails = thumbnails
        self._link_bar = link_bar
        self._captions: dict[str, Photo] = {}
        self.symbols = SymbolPicker(session.settings, sheet)
        self._smart = bool(session.settings.get("smart", True))
        self._written = (sheet.body, sheet.headline, sheet.standfirst, photos.form.fields["caption"])
        self.formats: list[str] = []  # the ids of the commands that only the rich text knows
        open_story.opened.connect(self._load_photos)
        open_story.changed.connect(self._load_photos)
        body = self._body
        body.photo_provider = self._photo
        body.formats_changed.connect(self.formats_changed)
        open_story.opened.connect(self._set_language)
        open_story.changed.connect(self._set_language)
        self.symbols.chosen.connect(self._insert_symbol)
        self._set_language()
        body.work = session.tasks.work
        body.pictures_given.connect(self._take)
        body.photos_named.connect(self._named)
        thumbnails.ready.connect(self._picture_ready)
        photos.insert_wanted.connect(self._insert)
        link_bar.chosen.connect(body.set_link)
        link_bar.removed.connect(body.remove_link)
        link_bar.left.connect(self._to_text)

    def commands(self) -> list[Command]:
        """Return what can be done to the body."""
        formats = [
            *(
                replace(command, act=partial(self._in_body, command.act))
                for command in text_commands(self._body)
            ),
            Command("link", "Link…", self.edit_link, "", "link-simple", checkable=True),
        ]
        self.formats = [command.id for command in formats]
        return [
            *formats,
            Command("paste-plain", "Paste as plain text", self.paste_plain, "Ctrl+Shift+V"),
            Command("photo", "Photo in the text…", self._choose_inline, "Ctrl+Shift+I", "image"),
            Command("source", "Markdown source", self.turn_source, "Ctrl+Shift+M", "code", checkable=True),
            Command("case", "Change case", self.change_case, "Ctrl+Shift+A", "text-aa"),
            Command("symbol", "Special character…", self.choose_symbol, "Ctrl+Shift+Y"),
            Command("smart", "Smart quotes and dashes", self.switch_smart, checkable=True),
            Command("undo", "Undo", self.undo, icon="arrow-counter-clockwise"),
            Command("redo", "Redo", self.redo, icon="arrow-clockwise"),
        ]

    def paste_plain(self) -> None:
        """Paste words alone, into whichever field has the cursor: all but the rich text are plain anyway."""
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit) and field is not self._body:
            field.paste()
        else:
            self._body.paste_plain()

    def turn_source(self) -> None:
        """Show the Markdown in place of the rich text, or the rich text again."""
        if self._open.story is not None:
            self._sheet.turn_source()

    def undo(self) -> None:
        """Take back the last step in the text."""
        self._sheet.text_field.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._sheet.text_field.redo()

    def _to_text(self) -> None:
        self._sheet.text_field.setFocus()

    def edit_link(self) -> None:
        """Open the link bar with the link at the cursor."""
        self._link_bar.ask(self._body.link_at_cursor() or "")

    def _in_body(self, act: Callable[[], object], *_: object) -> None:
        """Change the words of the body; the plain fields above it have no formats to change."""
        field = QApplication.focusWidget()
        if isinstance(field, QTextEdit | QLineEdit) and field is not self._body:
            self.said.emit("Only the text below has formats; this field is plain words.")
        else:
            act()

    def change_case(self) -> None:
        """Turn the case of the words selected in the field that is written in."""
        field = QApplication.focusWidget()
        (field if isinstance(field, GrowingText) else self._body).change_case()

    # What typed signs become

    @property
    def smart(self) -> bool:
        """Return whether typed quotes and dashes become those of the story's language."""
        return self._smart

    def switch_smart(self) -> None:
        """Let typed quotes and dashes become those of the language, or stay as they are typed."""
        self._smart = not self._smart
        self._session.settings.set(smart=self._smart)
        self._set_language()

    def _set_language(self, _: object = None) -> None:
        story = self._open.story
        for field in self._written:
            field.smart = self._smart
            field.set_language(story.language if story is not None else "")

    def choose_symbol(self) -> None:
        """Offer the signs that no key has, for the field that is written in."""
        field = QApplication.focusWidget()
        self.symbols.ask(field if isinstance(field, QTextEdit | QLineEdit) else self._sheet.text_field)

    def _insert_symbol(self, field: QWidget, sign: str) -> None:
        field.setFocus()
        if isinstance(field, BodyEditor):
            field.insert_text(sign)
        elif isinstance(field, QTextEdit):
            field.textCursor().insertText(sign)
        elif isinstance(field, QLineEdit):
            field.insert(sign)

    # Photos in the text

    def _choose_inline(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desk.ui.photos.pane import PICTURES

        start = str(self._session.settings.get("pictures", ""))
        chosen, _ = QFileDialog.getOpenFileNames(self._sheet, "Photos in the text", start, PICTURES)
        if chosen:
            self.add_files([Path(name) for name in chosen])

    def add_files(self, files: list[Path]) -> None:
        """Take picture files in and set them where the cursor is."""
        self._body.give(files)

    def _take(self, given: list[Given]) -> None:
        """Take pictures into the library one after the other, and set each in its place."""
        story = self._open.story
        if story is not None:
            self._take_next(story.id, given)

    def _take_next(self, story: str, given: list[Given]) -> None:
        """Take the first beside the saves, and the next once it has its place or is refused."""
        if given:
            first, rest = given[0], given[1:]
            self._session.do(
                partial(_taken_in, self._session.desk, first.source),
                partial(self._taken, story, first, rest),
                partial(self._not_taken, story, rest),
                long=True,
            )

    def _not_taken(self, story: str, rest: list[Given], error: DeskError) -> None:
        self.failed.emit(error)
        self._take_next(story, rest)

    def _taken(self, story: str, given: Given, rest: list[Given], photo: Photo) -> None:
        self._set(story, given, photo)
        self._take_next(story, rest)

    def _set(self, story: str, given: Given, photo: Photo) -> None:
        """Set a photo in its place; the story that it belongs to may have left the sheet."""
        now, desk = self._open.story, self._session.desk
        if now is None or now.id != story:
            place = Placement(photo=photo.id, role=Role.INLINE, alt=given.alt, caption=given.caption)
            self._session.do(partial(ops.photo.place, desk, story, place), None, self.failed.emit)
            return
        self._captions[photo.id] = photo
        self._place(photo.id, given.alt, given.caption)
        self._sheet.show_source(False)
        self._body.put_picture(given, photo.id)

    def _named(self, photos: list[str]) -> None:
        """Let photos that were pasted belong to this story too, where this desk has them."""
        desk = self._session.desk
        for photo in photos:
            self._session.ask(partial(ops.photo.get, desk, photo), self._known, _unknown)

    def _known(self, photo: Photo) -> None:
        self._captions[photo.id] = photo
        self._place(photo.id)
        self._body.photos_changed()

    def _place(self, photo: str, alt: str = "", caption: str = "") -> None:
        """Let a photo belong to the story; words of this place stand in the photo pane, not in the text."""
        story = self._open.story
        if story is not None and photo not in {p.photo for p in story.inline}:
            place = Placement(photo=photo, role=Role.INLINE, alt=alt, caption=caption)
            self._open.edit("writing", photos=(*story.photos, place))

    def _insert(self, photo: str) -> None:
        self._sheet.show_source(False)
        self._body.insert_photo(photo)
        self._body.setFocus()

    def _load_photos(self, _: object = None) -> None:
        story, desk = self._open.story, self._session.desk
        if story is not None and any(p.photo and p.photo not in self._captions for p in story.photos):
            self._session.ask(lambda: ops.photo.of_story(desk, story), self._keep_photos)

    def _keep_photos(self, photos: dict[str, Photo]) -> None:
        self._captions |= photos
        self._body.photos_changed()

    def _photo(self, reference: str) -> tuple[QImage | None, str]:
        """Return the picture and caption that a reference of the body means."""
        story = self._open.story
        name = reference.removeprefix("photo:")
        place = next((p for p in (story.photos if story else ()) if name in (p.photo, p.ref)), None)
        photo = self._captions.get(place.photo if place else name)
        if photo is None:
            return None, (place.caption if place else "")
        picture = self._thumbnails.get(photo.id)
        caption = (place.caption if place else "") or photo.caption
        said = " — ".join(part for part in (caption, photo.credit) if part)
        return (picture.toImage() if picture is not None else None), said or photo.name

    def _picture_ready(self, photo: str) -> None:
        if photo in self._captions:
            self._body.photos_changed()


def _taken_in(desk: ops.Desk, source: Path | bytes | QImage) -> Done[Photo]:
    """Take a picture into the library; one without a file is encoded here, beside the window."""
    if isinstance(source, Path):
        return ops.photo.take_in(desk, source)
    source = clip.png(source) if isinstance(source, QImage) else source
    return ops.photo.take_in(desk, source, name="pasted picture")


def _unknown(_: DeskError) -> None:
    """Leave a photo that another desk has as the card says it: not here yet."""


def body_look(theme: Theme) -> Look:
    """Return the theme's fonts and colours as the body editor takes them."""
    colours = {token: theme.colour(token) for token in ("ink", "mute", "line", "accent", "paper")}
    return Look(serif=tuple(SERIF), sans=tuple(SANS), size=theme.px(BODY + 0.5), **colours)
