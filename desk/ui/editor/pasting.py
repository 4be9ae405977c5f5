"""Copy, paste and drop: words go in cleaned, pictures go to whoever keeps photos, each with its place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent, QImage, QKeyEvent, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from desk.text import Block, Foreign, Kind, Span, TooLong, from_html, noted, read, renamed
from desk.ui.editor import clip, editing, slices
from desk.ui.editor.autotype import URL
from desk.ui.editor.filling import FilledEdit
from desk.ui.editor.formats import PARAGRAPH
from desk.ui.editor.placing import placed

Source = Path | bytes | QImage
Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]

_LONG: Final = 20_000  # characters of HTML: reading more takes longer than a frame
_TOO_LONG: Final = "This is more than a story can take. Nothing was pasted; import it as a file instead."


@dataclass(frozen=True, slots=True)
class Given:
    """A picture that was pasted or dropped.

    Attributes:
        place: where it belongs; it moves as the text about it is edited.
        filled: which filling of the editor the place is in.
        alt, caption: the words that came with it.
        along: whether it came with words, which left an empty line for it.
    """

    source: Source
    place: QTextCursor
    filled: int
    alt: str = ""
    caption: str = ""
    along: bool = False


class PastedEdit(FilledEdit):
    """Takes what other programs offer. A long text is read elsewhere; keys wait until it has its place."""

    pictures_given = Signal(list)
    """Pictures were pasted or dropped; carries `Given`. `put_picture` sets them once they are photos."""
    photos_named = Signal(list)
    """Photos of a library were pasted; carries their ids."""
    said = Signal(str)
    """Something could not be pasted: what, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.work: Work | None = None
        """Does long work beside the window and hands over what it made; without one it is done at once."""
        self._coming: Callable[[], Foreign | None] | None = None
        self._pasted_step = 0  # how many steps can be undone as long as nothing came after a paste

    def _shapes_changed(self) -> None:
        """Follow a change of what blocks are."""
        self.viewport().update()

    def _put(self, piece: slices.Slice) -> None:
        cursor = self.textCursor()
        slices.put(cursor, piece)
        self.setTextCursor(cursor)
        self._shapes_changed()

    # What is on its way

    def _start(self, blocks: tuple[Block, ...]) -> None:
        self._coming = None
        super()._start(blocks)

    def complete(self) -> None:
        """Fill in all that is still to come, a paste on its way too, and type what was pressed meanwhile."""
        super().complete()
        if self._coming is not None:
            self._came(self._coming, self._coming())

    def _waits(self, event: QKeyEvent) -> bool:
        if self._coming is None:
            return super()._waits(event)
        self._waiting.append(event.clone())
        return True

    def _came(self, reading: Callable[[], Foreign | None], found: Foreign | None) -> None:
        if self._coming is reading:  # else the text was needed before, or is another by now
            self._coming = None
            self._put_foreign(found)
            self._type_waiting()

    def undo(self) -> None:
        """Take the last step back, a paste on its way first."""
        self.complete()
        super().undo()

    # Copy

    def cut(self) -> None:
        """Copy the selection and take it away."""
        self.copy()
        cursor = self.textCursor()
        editing.delete(cursor)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        self._shapes_changed()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the selection as our own form, HTML and plain text."""
        return clip.mime(slices.take(self.textCursor()))

    # Paste

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there is anything to paste; files that are no pictures are for the window."""
        if clip.files(source) and not source.hasFormat(clip.TYPE):
            return bool(clip.pictures(source))
        return source.hasFormat(clip.TYPE) or source.hasText() or source.hasHtml() or clip.has_image(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: pictures go to whoever keeps photos, words are cleaned."""
        self.complete()
        own = clip.own(source) if source.hasFormat(clip.TYPE) else slices.Slice()
        pictures = clip.pictures(source)
        if own.blocks:
            self._put(own)
            photos = [one.ref.removeprefix("photo:") for one in own.blocks if one.ref.startswith("photo:")]
            self.photos_named.emit(photos)
        elif pictures:
            self.give(pictures)
        elif self.textCursor().hasSelection() and URL.fullmatch(source.text().strip()):
            self._link_selection(source.text().strip())
        elif source.hasHtml():
            self._paste_html(source)
        else:
            self._paste_other(clip.image(source), source.text())

    def _link_selection(self, address: str) -> None:
        editing.remark(self.textCursor(), lambda span: replace(span, href=address, title=""))
        self._shapes_changed()

    def _paste_html(self, source: QMimeData) -> None:
        """Read HTML and put it in; where it says nothing, what stands beside it on the clipboard."""
        markup = source.html()
        reading = partial(_read, markup, clip.page(source))
        if len(markup) > _LONG and self.work is not None:
            self._coming = reading
            self.edited.emit()  # so that whoever saves asks for the text, and with it gets this paste
            self.work(reading, partial(self._came, reading))
            return
        found = reading()
        wordless = found is not None and _is_wordless(found)
        picture = clip.image(source) if wordless else None
        if picture is not None:
            self.give([picture])  # as browsers copy a picture: its address, and the picture itself
        elif found == Foreign():
            self._paste_other(None, source.text())
        else:
            self._put_foreign(found)

    def _paste_other(self, picture: bytes | QImage | None, words: str) -> None:
        if words.strip() and picture is None:
            self._paste_words(words, embeds=True)
        elif picture is not None:
            self.give([picture])

    def paste_plain(self) -> None:
        """Paste the clipboard's words without any format; signs stay signs."""
        self._paste_words(QApplication.clipboard().text())

    def paste_markdown(self) -> None:
        """Paste the clipboard's words as the Markdown that they are."""
        words = QApplication.clipboard().text()
        if len(words) > clip.MOST:
            self.said.emit(_TOO_LONG)
        else:
            self._put(slices.whole([block.content for block in read(words).blocks]))

    def _paste_words(self, words: str, *, embeds: bool = False) -> None:
        try:
            blocks = clip.plain_blocks(words)
        except TooLong:
            self.said.emit(_TOO_LONG)
            return
        cursor = self.textCursor()
        with editing.step(cursor):
            editing.delete(cursor)
            self.setTextCursor(cursor)
            here = editing.shape(cursor.block())
            blocks = placed(blocks, cursor) if embeds else blocks
            self._put(slices.whole(blocks if here.kind is Kind.CODE else slices.fitted(blocks, here)))

    # Pictures

    def _put_foreign(self, found: Foreign | None) -> None:
        """Put in what was read, a place kept for each picture, and give these to whoever keeps photos."""
        if found is None:
            self.said.emit(_TOO_LONG)
            return
        sources = [_source(picture.source) for picture in found.pictures]
        own = renamed(found.blocks, self._notes()) if noted(found.blocks) else found.blocks
        blocks = [one for one in own if not _is_pasted(one) or sources[_number(one)] is not None]
        cursor = self.textCursor()
        with editing.step(cursor):
            editing.delete(cursor)
            here = editing.shape(cursor.block())
            if here.kind is Kind.CODE:
                blocks = [one for one in blocks if not _is_pasted(one)]
            blocks = list(placed(tuple(blocks), cursor))
            start = QTextCursor(cursor)
            start.setKeepPositionOnInsert(True)
            slices.put(cursor, slices.whole(slices.fitted(blocks, here)))
            places = self._kept_places(start.block(), cursor.block())
        self.setTextCursor(cursor)
        self._shapes_changed()
        self._pasted_step = self.document().availableUndoSteps()
        given = [
            Given(source, place, self._filled, card.alt, card.text, along=True)
            for place, card in places
            if (source := sources[_number(card)]) is not None
        ]
        if given:
            self.pictures_given.emit(given)
        left_out = found.left_out + sum(source is None for source in sources)
        if left_out:
            self.said.emit(_left_out(left_out))

    def _notes(self) -> list[str]:
        """Return the names of the footnotes that stand in the text."""
        block = self.document().begin()
        cards: list[Block] = []
        while block.isValid():
            found = editing.card_at(block)
            cards += [found[1]] if found is not None else []
            block = block.next()
        return noted(cards)

    def _kept_places(self, block: QTextBlock, last: QTextBlock) -> list[tuple[QTextCursor, Block]]:
        """Leave an empty line for each picture that is still to be taken in, and return where."""
        places: list[tuple[QTextCursor, Block]] = []
        while block.isValid() and block.blockNumber() <= last.blockNumber():
            found = editing.card_at(block)
            if found is not None and _is_pasted(found[1]):
                place = QTextCursor(block)
                place.setPosition(found[0])
                place.deleteChar()
                editing.reshape(block, PARAGRAPH)
                places.append((place, found[1]))
            block = block.next()
        return places

    def give(self, sources: Sequence[Source]) -> None:
        """Give pictures that belong where the cursor is to whoever keeps photos."""
        place = self.textCursor()  # one for all: each picture moves it behind itself
        self.pictures_given.emit([Given(source, place, self._filled) for source in sources])

    def put_picture(self, given: Given, photo: str) -> None:
        """Set a picture that has become a photo in its place; as one step with the paste it came with."""
        self.complete()
        place = given.place
        if given.filled != self._filled:
            place = QTextCursor(self.document())
            place.movePosition(QTextCursor.MoveOperation.End)
        card = Block(Kind.PHOTO, ref=f"photo:{photo}")
        joined = given.along and self._pasted_step == self.document().availableUndoSteps()
        if joined:
            place.joinPreviousEditBlock()
        else:
            place.beginEditBlock()
        if given.along and place.block().length() == 1:
            editing.replace_block(place, place.block(), (card,))
        else:
            slices.put(place, slices.Slice((card,)))
        place.endEditBlock()
        if joined:
            self._pasted_step = self.document().availableUndoSteps()
        self._shapes_changed()

    # Drag and drop

    def dropEvent(self, event: QDropEvent) -> None:
        """Move what was dragged within the text exactly as it is; take what comes from elsewhere."""
        self.complete()
        inside = event.source() == self.viewport() and event.dropAction() == Qt.DropAction.MoveAction
        if not inside or self.isReadOnly():
            super().dropEvent(event)
            return
        self._move_selection(self.cursorForPosition(event.position().toPoint()))
        event.accept()
        self.dragLeaveEvent(QDragLeaveEvent())  # Qt stops showing where it would go

    def _move_selection(self, to: QTextCursor) -> None:
        cursor = self.textCursor()
        if cursor.selectionStart() <= to.position() <= cursor.selectionEnd():
            return
        piece = slices.take(cursor)
        with editing.step(cursor):
            editing.delete(cursor)
            slices.put(to, piece)
        self.setTextCursor(to)
        self._shapes_changed()


def _read(markup: str, page: str) -> Foreign | None:
    """Return what HTML says, None where that is more than a story can take."""
    try:
        return from_html(markup, page)
    except TooLong:
        return None


def _is_wordless(found: Foreign) -> bool:
    """Return whether HTML says no more than where a picture lies."""
    return not found.pictures and all(
        found.left_out and span.href for block in found.blocks for span in block.spans or (Span(""),)
    )


def _source(picture: bytes | str) -> Source | None:
    return picture if isinstance(picture, bytes) else clip.local_picture(picture)


def _is_pasted(block: Block) -> bool:
    return block.kind is Kind.PHOTO and block.ref.startswith(clip.PASTED)


def _number(block: Block) -> int:
    return int(block.ref.removeprefix(clip.PASTED))


def _left_out(count: int) -> str:
    many = f"{count} pictures were" if count > 1 else "A picture was"
    return f"{many} left out: nothing is fetched from elsewhere. A link stands for what lies on the web."
