"""Copy, paste and drop: words go in cleaned, pictures go to whoever keeps photos, each with its place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragLeaveEvent, QDropEvent, QImage, QTextBlock, QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from desk.text import Block, Foreign, Kind, Span, TooLong, from_html, noted, read, renamed
from desk.ui.editor import clip, editing, slices
from desk.ui.editor.autotype import URL
from desk.ui.editor.coming import ComingEdit
from desk.ui.editor.formats import PARAGRAPH
from desk.ui.editor.placing import placed
from desk.ui.stories.model import MIME as STORIES

Source = Path | bytes | QImage

_LONG: Final = 4_000  # characters of a clipboard's form: reading more takes too long for a key
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


class PastedEdit(ComingEdit):
    """Takes what other programs offer, and gives what is copied."""

    pictures_given = Signal(list)
    """Pictures were pasted or dropped; carries `Given`. `put_picture` sets them once they are photos."""
    photos_named = Signal(list)
    """Photos of a library were pasted; carries their ids."""
    said = Signal(str)
    """Something could not be pasted: what, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pasted_step = 0  # how many steps can be undone as long as nothing came after a paste

    def _shapes_changed(self) -> None:
        """Follow a change of what blocks are."""
        self.viewport().update()

    def _put(self, piece: slices.Slice) -> None:
        cursor = self.textCursor()
        self.edit_slowly(slices.putting(cursor, piece), partial(self._stand, cursor))

    def _stand(self, cursor: QTextCursor) -> None:
        """Stand behind what was put in."""
        self.setTextCursor(cursor)
        self._shapes_changed()

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
        """Return the selection as our own form, HTML and plain text; a long one's HTML follows."""
        cursor = self.textCursor()
        piece = slices.take(cursor)
        data = clip.mime(piece)
        if self.work is None or cursor.selectionEnd() - cursor.selectionStart() < _LONG:
            data.setHtml(clip.markup(piece))
        else:
            self.work(partial(clip.markup, piece), partial(clip.add_html, data, piece))
        return data

    # Paste

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there is anything to paste; files that are no pictures are for the window."""
        if source.hasFormat(STORIES):
            return False  # asked for their files, they would have to be made
        if clip.files(source) and not source.hasFormat(clip.TYPE):
            return bool(clip.pictures(source))
        return source.hasFormat(clip.TYPE) or source.hasText() or source.hasHtml() or clip.has_image(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste or drop: pictures go to whoever keeps photos, words are cleaned."""
        self.complete()
        packed = bytes(source.data(clip.TYPE).data())
        if packed:
            words = source.text()
            self._bring(partial(clip.own, packed), partial(self._put_own, words), long=len(packed) > _LONG)
        elif clip.pictures(source):
            self.give(clip.pictures(source))
        elif self.textCursor().hasSelection() and URL.fullmatch(source.text().strip()):
            self._link_selection(source.text().strip())
        elif source.hasHtml():
            self._paste_html(source)
        else:
            self._paste_other(clip.image(source), source.text())

    def _put_own(self, words: str, own: slices.Slice) -> None:
        """Put in our own form; any program can offer that name: where it holds nothing, its words count."""
        if not own.blocks:
            self._paste_other(None, words)
            return
        self._put(own)
        photos = [one.ref.removeprefix("photo:") for one in own.blocks if one.ref.startswith("photo:")]
        self.photos_named.emit(photos)

    def _link_selection(self, address: str) -> None:
        editing.remark(self.textCursor(), lambda span: replace(span, href=address, title=""))
        self._shapes_changed()

    def _paste_html(self, source: QMimeData) -> None:
        """Read HTML and put it in; where it says nothing, what stands beside it on the clipboard."""
        markup = source.html()
        long = len(markup) > _LONG
        picture = (
            None if long else partial(clip.image, source)
        )  # which is gone by the time a long one is read
        then = partial(self._put_html, source.text(), picture)
        self._bring(partial(_read, markup, clip.page(source)), then, long=long)

    def _put_html(
        self, words: str, picture: Callable[[], Source | None] | None, found: Foreign | None
    ) -> None:
        wordless = found is not None and _is_wordless(found)
        only = picture() if wordless and picture is not None else None
        if only is not None:
            self.give([only])  # as browsers copy a picture: its address, and the picture itself
        elif found == Foreign():
            self._paste_other(None, words)
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
        self.edit_slowly(_putting_words(cursor, blocks, embeds=embeds), partial(self._stand, cursor))

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
        places: list[tuple[QTextCursor, Block]] = []
        bits = _putting_foreign(cursor, blocks, places)
        left_out = found.left_out + sum(source is None for source in sources)
        self.edit_slowly(bits, partial(self._foreign_put, cursor, places, sources, left_out))

    def _foreign_put(
        self,
        cursor: QTextCursor,
        places: list[tuple[QTextCursor, Block]],
        sources: list[Source | None],
        left_out: int,
    ) -> None:
        self._stand(cursor)
        self._pasted_step = self.document().availableUndoSteps()
        given = [
            Given(source, place, self._filled, card.alt, card.text, along=True)
            for place, card in places
            if (source := sources[_number(card)]) is not None
        ]
        if given:
            self.pictures_given.emit(given)
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


def _putting_words(cursor: QTextCursor, blocks: tuple[Block, ...], *, embeds: bool) -> Iterator[None]:
    """Put plain words in place of the selection."""
    editing.delete(cursor)
    here = editing.shape(cursor.block())
    blocks = placed(blocks, cursor) if embeds else blocks
    yield from slices.putting(
        cursor, slices.whole(blocks if here.kind is Kind.CODE else slices.fitted(blocks, here))
    )


def _putting_foreign(
    cursor: QTextCursor, blocks: list[Block], places: list[tuple[QTextCursor, Block]]
) -> Iterator[None]:
    """Put what another program gave in place of the selection; `places` tells where its pictures belong."""
    editing.delete(cursor)
    here = editing.shape(cursor.block())
    if here.kind is Kind.CODE:
        blocks = [one for one in blocks if not _is_pasted(one)]
    start = QTextCursor(cursor)
    start.setKeepPositionOnInsert(True)
    fitted = slices.fitted(placed(tuple(blocks), cursor), here)
    yield from slices.putting(cursor, slices.whole(fitted))
    if any(map(_is_pasted, blocks)):
        places += _kept_places(start.block(), cursor.block())


def _kept_places(block: QTextBlock, last: QTextBlock) -> list[tuple[QTextCursor, Block]]:
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
