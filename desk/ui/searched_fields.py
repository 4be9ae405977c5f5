"""The fields of the sheet as a search sees them: their words, what is selected, other words put in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLineEdit, QTextEdit

from desk.text import Finder, Hit
from desk.ui.positions import characters, units

Field = QTextEdit | QLineEdit
_LINE = "\u2028"
_MINE = int(QTextFormat.Property.UserProperty) + 900


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A hit: the number of its field, its positions there as Qt counts them, and what would replace it."""

    field: int
    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some fields, taken at one moment: a text a block, with its field and first position."""

    texts: tuple[str, ...]
    origins: tuple[tuple[int, int], ...]

    def places(self, finder: Finder) -> list[Place]:
        """Return where a finder finds; raises BadSearch."""
        found = finder.all(self.texts)
        pairs = zip(self.texts, self.origins, found, strict=True)
        return [place for words, origin, hits in pairs for place in _places(words, origin, hits)]


def _places(words: str, origin: tuple[int, int], hits: Sequence[Hit]) -> Iterator[Place]:
    field, base = origin
    wide = bool(hits) and max(words) > "\uffff"
    for hit in hits:
        start, end = (units(words, hit.start), units(words, hit.end)) if wide else (hit.start, hit.end)
        yield Place(field, base + start, base + end, hit.new)


def words_of(fields: Sequence[Field]) -> Words:
    """Return the words of fields as they are now."""
    texts: list[str] = []
    origins: list[tuple[int, int]] = []
    for number, field in enumerate(fields):
        if isinstance(field, QLineEdit):
            texts.append(field.text())
            origins.append((number, 0))
            continue
        block = field.document().begin()
        while block.isValid():
            if block.length() > 1:
                texts.append(block.text().replace(_LINE, "\n"))
                origins.append((number, block.position()))
            block = block.next()
    return Words(tuple(texts), tuple(origins))


def selection(field: Field) -> tuple[int, int]:
    """Return the first and last position of what is selected, twice the cursor's where nothing is."""
    if isinstance(field, QLineEdit):
        if not field.hasSelectedText():
            return field.cursorPosition(), field.cursorPosition()
        return field.selectionStart(), field.selectionEnd()
    cursor = field.textCursor()
    return cursor.selectionStart(), cursor.selectionEnd()


def select(field: Field, start: int, end: int) -> None:
    """Select from one position to another."""
    if isinstance(field, QLineEdit):
        field.setSelection(start, end - start)
        return
    cursor = field.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    field.setTextCursor(cursor)


def selected_words(field: Field) -> str:
    """Return what is selected, empty where that is more than one line."""
    if isinstance(field, QLineEdit):
        return field.selectedText()
    words = field.textCursor().selectedText()
    return "" if any(sign in words for sign in "\u2028\u2029\ufffc") else words


def replace(field: Field, places: Sequence[Place]) -> None:
    """Put other words at places of a field, under the marks of their first letters; one step of its undo."""
    if isinstance(field, QLineEdit):
        words = field.text()
        for place in reversed(places):
            start, end = characters(words, place.start), characters(words, place.end)
            words = words[:start] + place.new + words[end:]
        field.selectAll()
        field.insert(words)
        return
    cursor = QTextCursor(field.document())
    cursor.beginEditBlock()
    for _ in replacing(cursor, places):
        pass
    cursor.endEditBlock()


def replacing(cursor: QTextCursor, places: Sequence[Place]) -> Iterator[None]:
    """Put other words at places of a cursor's document, the last place first, one after the other."""
    for place in reversed(places):
        cursor.setPosition(place.start)
        cursor.setPosition(place.start + 1, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.charFormat()
        cursor.setPosition(place.start)
        cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
        if place.new:
            cursor.insertText(place.new.replace("\n", _LINE), look)
        else:
            cursor.removeSelectedText()
        yield


def state(field: Field) -> object:
    """Return what tells whether a field still holds what it did."""
    return field.text() if isinstance(field, QLineEdit) else field.document().revision()


def mark(field: QTextEdit, places: Sequence[Place], look: QTextCharFormat) -> None:
    """Mark places of a field without touching its text; marks of others stay."""
    look.setProperty(_MINE, True)
    marks = [kept for kept in field.extraSelections() if not kept.format.hasProperty(_MINE)]
    if not places and len(marks) == len(field.extraSelections()):
        return
    for place in places:
        cursor = QTextCursor(field.document())
        cursor.setPosition(place.start)
        cursor.setPosition(
            min(place.end, field.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor
        )
        one = QTextEdit.ExtraSelection()
        one.cursor = cursor
        one.format = look
        marks.append(one)
    field.setExtraSelections(marks)
