"""Fields that look like the page: they grow with their words and keep every character."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desk.text import TooLong, from_html, seen
from desk.text.typography import next_case, recased, smart
from desk.ui.editor import autotype
from desk.ui.editor.overdrawn import OverdrawnEdit
from desk.ui.pause import Pause

_ENDS = "\r\n\u2028\u2029"  # of lines
_T = TypeVar("_T", bound=QWidget)
_STEP = 1500  # ms without a key that end a step of undo


class GrowingText(OverdrawnEdit):
    """Plain text on as many lines as it needs; Enter leaves it.

    `edited` is emitted for what a person did, not for `set_words`.
    """

    edited = Signal()
    left = Signal(int)
    """Enter or an arrow past the edge: 1 for the next field, -1 for the one before."""

    def __init__(self, name: str, placeholder: str = "", *, lines: bool = False) -> None:
        """`lines` lets Enter start a new line instead of leaving the field."""
        super().__init__(placeholder=placeholder)
        self.setAccessibleName(name)
        self._lines = lines
        self._filling = False
        self._apart = self._spaced = True
        self.smart = True
        """Whether typed quotes, dashes and dots become those of the language."""
        self._language = ""
        self._paused = Pause(self, _STEP, self._part)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.document().contentsChanged.connect(self._typed)

    def words(self) -> str:
        """Return the text with its no-break spaces, which toPlainText would turn into spaces."""
        lines: list[str] = []
        block = self.document().begin()
        while block.isValid():
            lines.append(block.text())
            block = block.next()
        return "\n".join(lines).replace("\u2028", "\n")

    def set_words(self, words: str) -> None:
        """Show other words, keeping the cursor where it can stay; the same words change nothing."""
        if words == self.words():
            return
        at = self.textCursor().position()
        self._filling = True
        self.setPlainText(words)
        self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.words())))
        self.setTextCursor(cursor)

    def setFont(self, font: QFont | str | Sequence[str]) -> None:
        """Take a font for the words and the placeholder, which the viewport draws in its own."""
        super().setFont(font)
        self.viewport().setFont(font)

    def sizeHint(self) -> QSize:
        """Return the height of the words."""
        return QSize(120, self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the same height: nothing is cut."""
        return QSize(40, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width with the height."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter and the arrows at the edges go on to the neighbour fields."""
        cursor = self.textCursor()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._lines:
            self.left.emit(1)
            return
        if (
            event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
        ):
            down = event.key() == Qt.Key.Key_Down
            move = QTextCursor.MoveOperation.Down if down else QTextCursor.MoveOperation.Up
            if not QTextCursor(cursor).movePosition(move):
                self.left.emit(1 if down else -1)
                return
        self._type(event)

    def _type(self, event: QKeyEvent) -> None:
        """Type; a word, a pause or a leave begins a step of undo, where Qt would join all typing."""
        words = event.text()
        new = self._apart or (words.isspace() and not self._spaced)
        self._spaced, self._apart = words.isspace(), False
        if not (new and words and words.isprintable()):
            super().keyPressEvent(event)
        else:
            step = self.textCursor()
            step.beginEditBlock()
            super().keyPressEvent(event)
            step.endEditBlock()
        self._swap(words)
        self._paused.soon()

    def set_language(self, tag: str) -> None:
        """Set quotes, dashes and letters as a language does; with none (""), signs stay as they are typed."""
        self._language = tag

    def _swap(self, sign: str) -> None:
        """Let a typed sign become the language's own; one Undo gives the sign back."""
        if not (self.smart and self._language) or len(sign) != 1:
            return
        cursor = self.textCursor()
        swapped = smart(autotype.before(cursor)[:-1], sign, self._language)
        if swapped is not None:
            autotype.put(cursor, swapped.back + 1, swapped.words)
            self.setTextCursor(cursor)
            self._part()

    def change_case(self) -> None:
        """Make the selection lower case, Title Case or UPPER CASE, one after the other."""
        cursor = self.textCursor()
        words = cursor.selectedText()
        if words:
            start = cursor.selectionStart()
            cursor.insertText(recased(words, next_case(words, self._language), self._language))
            end = cursor.position()
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def _part(self) -> None:
        self._apart = True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the step of undo."""
        self._part()
        super().focusOutEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste as one line of words, or as lines where the field has them."""
        text = seen(source.text() or _words(source.html())).replace("\t", " ")
        if not self._lines:
            text = re.sub(f" *[{_ENDS}][ {_ENDS}]*", " ", text.strip(_ENDS))
        self.textCursor().insertText(text)

    def _typed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _height(self) -> int:
        margins = self.contentsMargins()
        extra = self.height() - self.viewport().height() if self.isVisible() else 0
        words = max(self.document().size().height(), QFontMetrics(self.font()).lineSpacing())
        return round(words + 0.49) + margins.top() + margins.bottom() + max(0, extra)

    def _fit(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)


def _words(markup: str) -> str:
    """Return the words of HTML, none where that is more than a story can take."""
    try:
        return "\n".join(block.plain for block in from_html(markup).blocks)
    except TooLong:
        return ""


class GrowingLine(QLineEdit):
    """One line that is as wide as its words or its placeholder."""

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, placeholderText=placeholder, accessibleName=name)
        self.setFrame(False)
        self.setTextMargins(0, 0, 0, 0)
        self.textChanged.connect(self._fit)

    def set_words(self, words: str) -> None:
        """Show other words; the same words change nothing."""
        if words != self.text():
            at = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(at, len(words)))

    def sizeHint(self) -> QSize:
        """Return the width of the words."""
        hint = super().sizeHint()
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text() or self.placeholderText()) + 10, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def _fit(self) -> None:
        self.updateGeometry()
        parent = self.parentWidget()
        if parent is not None and parent.layout() is not None:
            parent.layout().invalidate()
            parent.updateGeometry()


def write_from(field: QTextEdit, direction: str) -> None:
    """Write from the left (`ltr`) or from the right (`rtl`)."""
    option = field.document().defaultTextOption()
    side = Qt.LayoutDirection.RightToLeft if direction == "rtl" else Qt.LayoutDirection.LeftToRight
    wrap = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
    if option.textDirection() != side or option.wrapMode() != wrap:
        option.setTextDirection(side)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft)  # the leading side, whatever the direction
        option.setWrapMode(wrap)
        field.document().setDefaultTextOption(option)


def framed(field: GrowingText) -> QFrame:
    """Return the field inside a frame that looks like a line edit's."""
    holder = QFrame(objectName="field")
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(8, 6, 8, 6)
    inside.addWidget(field)
    return holder


def number_field(name: str, **settings: Any) -> QSpinBox:
    """Return a field for a number; a style sheet does not reach the margins of its text."""
    field = QSpinBox(accessibleName=name, **settings)
    field.lineEdit().setTextMargins(8, 0, 0, 0)
    return _calm(field)


def choice_field(name: str) -> QComboBox:
    """Return a field for one of some choices."""
    return _calm(QComboBox(accessibleName=name))


class _Calm(QObject):
    """Hands the wheel over a field that has not the keyboard to the page, which scrolls."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the page have it."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


def _rows(form: QFormLayout) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield each name of a form with its field; some fields have none."""
    for row in range(form.rowCount()):
        field = form.itemAt(row, QFormLayout.ItemRole.FieldRole).widget()
        name = form.labelForField(field) if field else None
        if field and name:
            yield name, field


def level(*forms: QFormLayout) -> None:
    """Begin the fields of some forms in one column, each name in the middle of its line."""
    rows = [row for form in forms for row in _rows(form)]
    widest = max(name.sizeHint().width() for name, _ in rows)
    for name, field in rows:
        name.setMinimumWidth(widest)
        if isinstance(field, QLineEdit | QComboBox | QSpinBox):
            field.ensurePolished()
            name.setMinimumHeight(field.sizeHint().height())


def _calm(field: _T) -> _T:
    """Let a field be set by the wheel only where a person went to it."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_Calm(field))
    return field


def say_wrong(field: QWidget, words: str) -> None:
    """Mark a field as one that cannot be taken and say why, or clear the mark with no words."""
    field.setProperty("wrong", bool(words))
    field.setToolTip(words)
    field.style().unpolish(field)
    field.style().polish(field)


def say_missing(field: QWidget, missing: bool) -> None:
    """Mark a field that a reader will miss."""
    if bool(field.property("missing")) != missing:
        field.setProperty("missing", missing)
        field.style().unpolish(field)
        field.style().polish(field)


def restyle(widget: QWidget, name: str, value: object) -> bool:
    """Set a property that the style sheet looks at; return whether it was another."""
    if widget.property(name) == value:
        return False
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    return True
