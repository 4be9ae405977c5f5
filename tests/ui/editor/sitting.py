"""What a person does at the editor, step by step, and what must hold after each step."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from desk.text import Block, Doc, Kind, Mark, Span, html, normal, read, written
from desk.text.doc import normal_spans
from desk.ui.editor import BodyEditor, bridge, clip, editing, slices
from desk.ui.editor.formats import SOURCE, block_format, char_format, span_of
from desk.ui.editor.held import HeldCard

Step = tuple[object, ...]
SEPARATOR = "<!-- -->"
_SHIFT, _CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEYS = {
    "enter": (Qt.Key.Key_Return, None),
    "break": (Qt.Key.Key_Return, _SHIFT),
    "backspace": (Qt.Key.Key_Backspace, None),
    "backspace, shift still down": (Qt.Key.Key_Backspace, _SHIFT),
    "backspace a word": (Qt.Key.Key_Backspace, _CTRL),
    "delete": (Qt.Key.Key_Delete, None),
    "delete a word": (Qt.Key.Key_Delete, _CTRL),
    "tab": (Qt.Key.Key_Tab, None),
    "back tab": (Qt.Key.Key_Backtab, _SHIFT),
}
DEEDS = [
    *[
        "toggle_bold",
        "toggle_italic",
        "toggle_strike",
        "toggle_code",
        "toggle_sub",
        "toggle_sup",
        "remove_link",
    ],
    *["toggle_quote", "toggle_pull", "indent", "outdent", "insert_divider", "change_case"],
    *["undo", "undo", "redo", "cut", "selectAll"],
]
# Steps that leave every word where it is.
WORDLESS = {*DEEDS[:11], "heading", "list", "turn", "move", "select", "language", "selectAll"}


class Sitting:
    """Plays steps on an editor."""

    def __init__(self, body: BodyEditor, start: str) -> None:
        self.body = body
        self.start = start
        self.undone = False
        self._checked = Doc()
        body.set_language("")
        body.set_markdown(start)
        body.complete()

    def do(self, step: Step) -> None:
        """Do one step and look whether all is as it must be."""
        before = self._words()
        name, *given = step
        deed: Callable[..., object] = getattr(self, f"_{name}")
        deed(*given)
        self.undone |= step in (("deed", "undo"), ("deed", "redo"))
        self.check()
        if name in WORDLESS or (name == "deed" and given[0] in WORDLESS):
            assert self._words() == before, f"{step} changed words"

    def end(self) -> None:
        """Undo all, redo all: the start is there again, and then the end."""
        last = self.body.markdown()
        while self.body.document().isUndoAvailable():
            self.body.undo()
        self.check()
        assert self.body.markdown() == self.start
        while self.body.document().isRedoAvailable():
            self.body.redo()
        self.check()
        assert self.undone or self.body.markdown() == last

    def check(self) -> None:
        """What is saved reads back as what is shown, and every word looks as what it is."""
        doc = self.body.doc()
        assert doc == bridge.read(self.body.document()), "what was remembered is not what is there"
        if doc == self._checked:
            return
        self._checked = doc
        saved = written(doc)
        assert not saved.failed, saved.failed
        assert saved_as(saved.markdown) == shown_as(doc), saved.markdown
        self._looks()

    def _looks(self) -> None:
        block = QTextEdit.document(self.body).begin()  # the editor's own would first be made whole
        while block.isValid():
            _look(block)
            block = block.next()

    def _words(self) -> list[str]:
        document = self.body.document()
        return [document.findBlockByNumber(n).text() for n in range(document.blockCount())]

    # Steps

    def _keys(self, signs: str) -> None:
        for sign in signs:
            self._send(Qt.Key.Key_Return if sign == "\r" else 0, text=sign)

    def _press(self, name: str) -> None:
        key, modifier = KEYS[name]
        self._send(key, modifier or Qt.KeyboardModifier.NoModifier)

    def _send(self, key: int, modifiers=Qt.KeyboardModifier.NoModifier, text: str = "") -> None:
        QApplication.sendEvent(self.body, QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, text))

    def _compose(self, preedit: str, commit: str) -> None:
        """Compose words as an input method does: first shown, then put in."""
        QApplication.sendEvent(self.body, QInputMethodEvent(preedit, []))
        event = QInputMethodEvent()
        event.setCommitString(commit)
        QApplication.sendEvent(self.body, event)

    def _move(self, place: int) -> None:
        cursor = self.body.textCursor()
        cursor.setPosition(self._place(place))
        self.body.setTextCursor(cursor)

    def _select(self, place: int, length: int) -> None:
        self._move(place)
        cursor = self.body.textCursor()
        last = self.body.document().characterCount() - 1
        cursor.setPosition(min(max(cursor.position() + length, 0), last), QTextCursor.MoveMode.KeepAnchor)
        self.body.setTextCursor(cursor)

    def _place(self, place: int) -> int:
        return place % self.body.document().characterCount()

    def _deed(self, name: str) -> None:
        getattr(self.body, name)()

    def _heading(self, level: int) -> None:
        self.body.set_heading(level)

    def _list(self, ordered: bool) -> None:
        self.body.toggle_list(ordered)

    def _link(self, href: str) -> None:
        self.body.set_link(href)

    def _card(self, markdown: str) -> None:
        self.body.insert_opaque(markdown)

    def _photo(self, name: str) -> None:
        self.body.insert_photo(name)

    def _replace_card(self, which: int, markdown: str) -> None:
        block = self.body.document().begin()
        cards: list[int] = []
        while block.isValid():
            found = editing.card_at(block)
            cards.extend([found[0]] if found else [])
            block = block.next()
        if cards:
            self.body.replace_card(cards[which % len(cards)], markdown)

    def _edit_card(self, which: str) -> None:
        """Write in the card at the cursor as its bar does, letter by letter as one step of undo."""
        held = HeldCard(self.body, self.body.textCursor().position())
        for markdown in (which, which.replace("x", "z")):
            held.put(markdown)

    def _move_block(self, by: int) -> None:
        self.body.move_blocks(by)

    def _turn(self, direction: str) -> None:
        self.body.turn(direction)

    def _copy(self, place: int) -> None:
        copied = self.body.createMimeDataFromSelection()
        self._move(place)
        self.body.insertFromMimeData(copied)

    def _paste(self, doc: Doc) -> None:
        self.body.insertFromMimeData(clip.mime(slices.whole(doc.blocks)))

    def _paste_html(self, html: str) -> None:
        data = QMimeData()
        data.setHtml(html)
        self.body.insertFromMimeData(data)

    def _paste_slowly(self, doc: Doc, turns: int, signs: str) -> None:
        """Paste what comes in slices, and type on meanwhile."""
        self.body.work = lambda work, done: done(work())
        self.body.insertFromMimeData(clip.mime(slices.whole(doc.blocks * 20)))
        for _ in range(turns):
            QApplication.processEvents()
            self._looks()
            self._keys(signs)
        self.body.complete()
        self.body.work = None

    def _paste_text(self, words: str) -> None:
        data = QMimeData()
        data.setText(words)
        self.body.insertFromMimeData(data)

    def _drag(self, place: int) -> None:
        """Drag what is selected to another place."""
        to = self.body.textCursor()
        to.setPosition(self._place(place))
        self.body._move_selection(to)

    def _insert(self, words: str) -> None:
        self.body.insert_text(words)

    def _language(self, tag: str) -> None:
        self.body.set_language(tag)


def shown_as(doc: Doc) -> list[Block]:
    """Return what an editor shows."""
    return _said(doc)


def saved_as(markdown: str) -> list[Block]:
    """Return what a saved text shows."""
    return _said(read(markdown))


def _said(doc: Doc) -> list[Block]:
    """Return blocks without what no reader sees: blank lines in lists, source that says nothing.

    A comment stands between two texts that would run together.
    """
    return [
        replace(block, loose=False, spans=_words(block.spans))
        for block in normal([_kept(block.content) for block in doc.blocks if block.text != SEPARATOR])
    ]


def _kept(block: Block) -> Block:
    """Return a card as it is kept: as code where it would take in the text after it, on a page or here."""
    after = f"{block.text}\n\nafter"
    if block.kind is Kind.OPAQUE and ("<p>after</p>" not in html(after) or len(read(after).blocks) == 1):
        return Block(Kind.CODE, text=block.text)
    return block


def _words(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    if not any(span.marks & Mark.RAW for span in spans):
        return spans
    return normal_spans([replace(span, marks=span.marks & ~Mark.RAW) for span in spans])


def _look(block) -> None:
    """Words and blocks look as what they are; a card stands alone."""
    shape = editing.shape(block)
    card = editing.card_at(block)
    assert card is None or len(block.text()) == 1, f"words beside a card: {block.text()!r}"
    wanted = block_format(shape, card=card is not None)
    have = block.blockFormat()
    have.clearProperty(SOURCE)
    assert have == wanted, f"a {shape.kind} looks like something else"
    assert shape.kind is not Kind.CODE or card is None
    for _, _, look in editing.fragments(block):
        span = span_of(look, "")
        assert look == char_format(shape, span.marks, span.href, span.title), f"stale look in a {shape.kind}"
