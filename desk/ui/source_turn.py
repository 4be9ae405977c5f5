"""From the rich body to its Markdown and back, without holding a key at any length."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desk import text
from desk.text import Doc
from desk.ui.editor import BodyEditor
from desk.ui.editor.filling import Pace
from desk.ui.source_places import from_source, put_doc, putting_doc, to_source, unchanged
from desk.ui.source_view import SourceView

_LONG: Final = 4_000  # characters that are turned at once
_AT_ONCE: Final = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.InputMethod,
    QEvent.Type.Drop,
    QEvent.Type.ContextMenu,
)


@dataclass(eq=False, slots=True)
class _Turn:
    """A turn under way: to the source or back, and what the field that is left said when it began."""

    to_source: bool
    revision: int


class SourceTurn(QObject):
    """Shows one of two fields. A long text is read beside the window and put in by slices.

    The field that is left stays in sight meanwhile, and what is saved is what stands there; keys wait and go
    into the other one in their order.
    """

    turned = Signal(bool)
    """The body is shown as its Markdown from now on, or as rich text again."""

    def __init__(self, body: BodyEditor, source: SourceView) -> None:
        super().__init__(body)
        self._body = body
        self._source = source
        self._doc = Doc()  # what the source view was filled with
        self._turn: _Turn | None = None
        self._keys: list[QKeyEvent] = []
        self._bits: Iterator[None] = iter(())
        self._pace = Pace()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._fill_slice)

    @property
    def field(self) -> BodyEditor | SourceView:
        """Return what the body is edited in: the rich editor, or the source while that is shown."""
        return self._body if self._source.isHidden() else self._source

    def take(self, doc: Doc, markdown: str) -> None:
        """Follow another text: in the body it stands already."""
        self.drop()
        if not self._source.isHidden():
            self._doc = doc
            self._source.set_markdown(markdown)

    def begin(self) -> None:
        """Turn to the other field; a turn under way is left."""
        if self._turn is not None:
            self.drop()
            return
        to_source = self._source.isHidden()
        field = self.field
        turn = self._turn = _Turn(to_source, field.document().revision())
        work = self._body.work
        if work is None or field.document().characterCount() < _LONG:
            self._at_once(turn)
            return
        self._watch(True)
        if to_source:
            self._to_source(turn)
        elif self._source.changed:
            work(partial(text.read, self._source.markdown()), partial(self._put, turn))
        else:
            self._show(turn)

    def end(self, *, source: bool) -> None:
        """Show the source or the rich text now, whatever it takes."""
        turn = self._turn
        if turn is None and source == self._source.isHidden():
            turn = self._turn = _Turn(source, -1)
        if turn is not None:
            self._at_once(turn)
            if turn.to_source != source:
                self.end(source=source)

    def drop(self) -> None:
        """Leave a turn under way; keys that wait for it go where they were pressed."""
        if self._turn is not None:
            self._turn = None
            self._body.complete()
            self._over(self.field)

    # The way there

    def _to_source(self, turn: _Turn) -> None:
        markdown, doc = self._body.markdown(), self._body.doc()
        if unchanged(markdown, doc):
            self._fill(turn, markdown, doc)
        elif self._body.work is not None:
            self._body.work(partial(text.read, markdown), partial(self._fill, turn, markdown))

    def _fill(self, turn: _Turn, markdown: str, doc: Doc) -> None:
        if self._turn is turn:
            self._doc = doc
            self._source.set_width(self._body.viewport().width())
            self._bits = self._source.filling(markdown)
            self._pace = Pace()
            self._soon.start()

    def _fill_slice(self) -> None:
        turn = self._turn
        if turn is None:
            return
        done = False

        def some(count: int) -> None:
            nonlocal done
            done = sum(1 for _ in islice(self._bits, count)) < count

        self._pace.run(some)
        if not done:
            self._soon.start()
        elif turn.revision == self._body.document().revision():
            self._show(turn)
        else:
            self._at_once(turn)

    # The way back

    def _put(self, turn: _Turn, doc: Doc) -> None:
        if self._turn is not turn:
            return
        if turn.revision == self._source.document().revision():
            self._doc = doc
            self._body.edit_slowly(putting_doc(self._body, doc), partial(self._put_whole, turn))
        else:
            self._at_once(turn)

    def _put_whole(self, turn: _Turn) -> None:
        if self._turn is not turn:
            return
        if turn.revision == self._source.document().revision():
            self._show(turn)
        else:
            self._at_once(turn)

    # Either way

    def _at_once(self, turn: _Turn) -> None:
        turn.revision = -1  # what is on its way is not waited for
        self._body.complete()
        if turn.to_source:
            markdown, doc = self._body.markdown(), self._body.doc()
            self._doc = doc if unchanged(markdown, doc) else text.read(markdown)
            self._source.set_markdown(markdown)
        elif self._source.changed:
            self._doc = text.read(self._source.markdown())
            put_doc(self._body, self._doc)
        self._show(turn)

    def _show(self, turn: _Turn) -> None:
        focus = self.field.hasFocus()
        if turn.to_source:
            self._source.go(to_source(self._body, self._doc))
        else:
            from_source(self._body, self._doc, self._source.place())
        self._source.setVisible(turn.to_source)
        self._body.setVisible(not turn.to_source)
        if focus:
            self.field.setFocus()
        self.turned.emit(turn.to_source)
        self._over(self.field)

    def _over(self, field: BodyEditor | SourceView) -> None:
        """Be done with a turn: the keys that waited go into a field."""
        self._turn = None
        self._soon.stop()
        self._bits = iter(())
        self._watch(False)
        keys, self._keys = self._keys, []
        for key in keys:
            QApplication.sendEvent(field, key)

    # Keys that wait

    def _watch(self, on: bool) -> None:
        for widget in (self._body, self._body.viewport(), self._source, self._source.viewport()):
            if on:
                widget.installEventFilter(self)
            else:
                widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep keys for the field that is to come; what cannot be kept ends the turn first."""
        turn = self._turn
        if turn is None:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._keys.append(event.clone())
            return True
        if event.type() not in _AT_ONCE:
            return False
        self._at_once(turn)
        if event.type() == QEvent.Type.InputMethod:
            QApplication.sendEvent(self.field, event)
        return True
