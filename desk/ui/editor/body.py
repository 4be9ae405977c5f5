"""The body of the sheet: a rich text editor whose every state is exact Markdown."""

import logging
from collections.abc import Callable
from dataclasses import replace
from itertools import chain
from typing import Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QPainter,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QWidget

from desk import text
from desk.text import Block, Doc, Kind, Mark, Span
from desk.ui.editor import bridge, clip, editing
from desk.ui.editor.cards import Cards, PhotoProvider
from desk.ui.editor.direction import Direction
from desk.ui.editor.formats import CARD_TYPE, PARAGRAPH, char_format, is_plain, span_of
from desk.ui.editor.look import RESTYLED, Colours, Look, look_of
from desk.ui.editor.paint import INDENT, paint_margins
from desk.ui.editor.state import Formats, formats_at
from desk.ui.editor.typed import TypedEdit
from desk.ui.pause import Pause

_UNSAFE: Final = ("javascript", "vbscript", "data", "file")
_log = logging.getLogger(__name__)


class BodyEditor(TypedEdit):
    """Edits the body of a story; as high as its text, to stand in a page that scrolls."""

    formats_changed = Signal(object)
    """What holds at the cursor changed; carries `Formats`."""
    asked = Signal()
    """The text is about to be read: whoever edits a part of it elsewhere hands that in now."""

    card_menu_wanted = Signal(int, object)
    """The menu of a card is wanted; carries its position and the place on the screen (QPoint)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self.setAccessibleName("Story text")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        document = self._shown
        document.setDocumentMargin(0)
        document.setIndentWidth(INDENT)
        document.setUseDesignMetrics(True)
        # Its fonts are in pixels. With a device Qt asks for its dots per inch at each margin of each block,
        # and for that goes through every widget up to the window.
        document.documentLayout().setPaintDevice(None)  # pyright: ignore[reportArgumentType]
        self._look = look_of(self.palette(), self.font())
        self._cards = Cards(self._look, self)
        self._cards.selected = self._is_selected
        self._colours = Colours(document, self._look)
        self._direction = Direction(document)
        document.documentLayout().registerHandler(CARD_TYPE, self._cards)
        document.documentLayout().documentSizeChanged.connect(self._grow)
        self._held: list[tuple[Block, ...] | None] = [None]
        self._writer = text.Writer()
        self._told = Formats()
        self._telling = Pause(self, 0, self._tell_formats)  # once a key is painted
        document.contentsChange.connect(self._forget_changed)
        self.cursorPositionChanged.connect(self._telling.start)
        self.currentCharFormatChanged.connect(self._telling.soon)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(clip.hand_over)
        self.set_doc(Doc())

    # What it holds

    def set_doc(self, doc: Doc) -> None:
        """Show a text; undo starts anew. Reading Markdown into a Doc can be done on another thread.

        The first screen is there on return; the rest of a long text follows in slices of a few milliseconds.
        """
        self._direction.begin()
        self._start(doc.blocks)
        self._held = [(block,) for block in doc.blocks] or [()]
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._tell_formats()

    def _is_there(self, blocks: tuple[Block, ...]) -> None:
        if not self.isReadOnly():  # what nobody changes is never saved
            self._writer.follow(blocks)  # with each slice: the first save of a long story would hold a key

    def set_markdown(self, markdown: str) -> None:
        """Show a text."""
        self.set_doc(text.read(markdown))

    def doc(self) -> Doc:
        """Return what is shown; blocks that were not edited still carry their source."""
        return Doc(tuple(chain.from_iterable(self.held())))

    def held(self) -> list[tuple[Block, ...]]:
        """Return what each block of the document says: one block, none, or several with a card."""
        self.asked.emit()
        document, held, at = self.document(), self._held, 0
        for _ in range(held.count(None)):  # not block by block: a long text is asked for at each save
            at = held.index(None, at)
            held[at] = bridge.read_block(document.findBlockByNumber(at))
        return list(cast("list[tuple[Block, ...]]", held))

    def markdown(self) -> str:
        """Return the text as Markdown that reads back as what is shown.

        What Markdown cannot say is kept as HTML and reported to the log: no word is ever left out.
        """
        written = self._writer.written(self.doc())
        for block in written.failed:
            _log.warning("A %s could only be kept as HTML: %r", block.kind, block.plain[:80])
        return written.markdown

    def revision(self) -> int:
        """Return a number that grows with every change of the content, and while a long text is filled in."""
        return self._shown.revision()

    def formats(self) -> Formats:
        """Return what holds at the cursor."""
        shape = editing.shape(self._caret().block())
        return formats_at(self.currentCharFormat(), shape, card=self._selected_card() is not None)

    # Marks and links

    def toggle_bold(self) -> None:
        """Make the selection, or what is typed next, bold or not."""
        self._toggle(Mark.STRONG)

    def toggle_italic(self) -> None:
        """Make the selection, or what is typed next, italic or not."""
        self._toggle(Mark.EM)

    def toggle_strike(self) -> None:
        """Strike the selection, or what is typed next, or not."""
        self._toggle(Mark.STRIKE)

    def toggle_code(self) -> None:
        """Make the selection, or what is typed next, code or not."""
        self._toggle(Mark.CODE)

    def toggle_sub(self) -> None:
        """Set the selection, or what is typed next, below the line or on it."""
        self._toggle(Mark.SUB)

    def toggle_sup(self) -> None:
        """Set the selection, or what is typed next, above the line or on it."""
        self._toggle(Mark.SUP)

    def _toggle(self, mark: Mark) -> None:
        cursor = self.textCursor()
        off = Mark.SUP if mark is Mark.SUB else Mark.SUB if mark is Mark.SUP else Mark.NONE
        if cursor.hasSelection():
            remove = editing.all_marked(cursor, mark)

            def change(span: Span) -> Span:
                marks = span.marks & ~Mark.RAW & ~off
                return replace(span, marks=marks & ~mark if remove else marks | mark)

            editing.remark(cursor, change)
            self._tell_formats()
            return
        span = span_of(self.currentCharFormat(), "")
        shape = editing.shape(cursor.block())
        if shape.kind is not Kind.CODE:
            marks = (span.marks ^ mark) & ~off
            self.setCurrentCharFormat(char_format(shape, marks, span.href, span.title))

    def clear_marks(self) -> None:
        """Make the selection, or what is typed next, plain words; links stay."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            editing.remark(cursor, lambda span: replace(span, marks=span.marks & Mark.RAW))
        else:
            span = span_of(self.currentCharFormat(), "")
            look = char_format(editing.shape(cursor.block()), Mark.NONE, span.href, span.title)
            self.setCurrentCharFormat(look)
        self._tell_formats()

    def link_at_cursor(self) -> str | None:
        """Return the address of the link that the cursor stands in."""
        return self.formats().href or None

    def set_link(self, href: str) -> None:
        """Link the selection, change the link at the cursor, or put the address in as a link."""
        href = href.strip()
        if not href or href.split(":")[0].strip().lower() in _UNSAFE:
            return
        cursor = self._link_cursor()
        if cursor.hasSelection():
            editing.remark(cursor, lambda span: replace(span, href=href))
        else:
            self._insert((Block(Kind.PARAGRAPH, (Span(href, href=href),)),))
        self._tell_formats()

    def remove_link(self) -> None:
        """Make the selection, or the link at the cursor, plain words."""
        editing.remark(self._link_cursor(), lambda span: replace(span, href="", title=""))
        self._tell_formats()

    def _link_cursor(self) -> QTextCursor:
        """Return the selection, or the whole link at the cursor."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return cursor
        return editing.link_around(cursor)

    # Blocks

    def set_heading(self, level: int) -> None:
        """Make the blocks of the selection headings, or body text for 0."""

        def change(old: Block) -> Block:
            kept = Block(Kind.HEADING, level=level, quote=old.quote)
            return kept if level else replace(PARAGRAPH, quote=old.quote)

        self._reshape(change)

    def toggle_quote(self) -> None:
        """Set the blocks of the selection in a quote, or take them out."""
        quoted = all(editing.shape(block).quoted for block in self._text_blocks())

        def change(old: Block) -> Block:
            kind = Kind.PARAGRAPH if old.kind is Kind.PULL else old.kind
            return replace(old, kind=kind, quote=0 if quoted else max(old.quote, 1))

        self._reshape(change)

    def toggle_pull(self) -> None:
        """Make the blocks of the selection pull quotes, or body text again."""
        pulled = all(editing.shape(block).kind is Kind.PULL for block in self._text_blocks())
        self._reshape(lambda _: PARAGRAPH if pulled else Block(Kind.PULL))

    def toggle_list(self, ordered: bool) -> None:
        """Make the blocks of the selection items of a list, or body text again."""
        shapes = [editing.shape(block) for block in self._text_blocks()]
        listed = all(shape.kind is Kind.ITEM and shape.ordered == ordered for shape in shapes)

        def change(old: Block) -> Block:
            if listed:
                return replace(PARAGRAPH, quote=old.quote)
            return Block(Kind.ITEM, quote=old.quote, depth=old.depth, ordered=ordered, loose=old.loose)

        self._reshape(change)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Let Tab move items of a list, which Qt would take as a wish to leave; elsewhere it leaves."""
        formats = self.formats()
        if not (formats.bullets or formats.numbers):
            return super().focusNextPrevChild(next)
        (self.indent if next else self.outdent)()
        return True

    def indent(self) -> None:
        """Move the items of the selection one level deeper."""
        self._indent(1)

    def outdent(self) -> None:
        """Move the items of the selection one level back."""
        self._indent(-1)

    def _reshape(self, change: Callable[[Block], Block]) -> None:
        with editing.step(self.textCursor()):
            for block in self._text_blocks():
                old = editing.shape(block)
                editing.reshape(block, replace(change(old), dir=old.dir))
        self._shapes_changed()

    def _shapes_changed(self) -> None:
        """Show what stands beside the words, and type in the new shape from now on."""
        super()._shapes_changed()
        cursor = self.textCursor()
        if not cursor.hasSelection():
            self.setCurrentCharFormat(editing.typing_format(cursor, self.currentCharFormat()))
        self._tell_formats()

    # Cards

    @property
    def photo_provider(self) -> PhotoProvider | None:
        """Give the picture and caption for a reference (`photo:ID`, or as imported)."""
        return self._cards.photo

    @photo_provider.setter
    def photo_provider(self, provider: PhotoProvider) -> None:
        self._cards.photo = provider
        self.photos_changed()

    def photos_changed(self) -> None:
        """Ask for the photos anew and show them."""
        self._cards.forget()
        document = self._shown
        block = document.begin()
        while block.isValid():
            found = editing.card_at(block)
            if found is not None and found[1].kind is Kind.PHOTO:
                document.markContentsDirty(found[0], 1)
            block = block.next()

    def insert_divider(self) -> None:
        """Put a divider in at the cursor."""
        self._insert((Block(Kind.DIVIDER),))

    def insert_photo(self, photo_id: str) -> None:
        """Put a photo of the library in at the cursor."""
        self._insert((Block(Kind.PHOTO, ref=f"photo:{photo_id}"),))

    def insert_opaque(self, markdown: str) -> None:
        """Put Markdown in at the cursor: as a card where the editor cannot show it as text."""
        self._insert(text.read(markdown).blocks)

    def card_source(self, position: int) -> str:
        """Return the Markdown of the card at a position, empty where there is none."""
        found = editing.card_at(self.document().findBlock(position))
        if found is None:
            return ""
        return found[1].text if found[1].kind is Kind.OPAQUE else text.write(Doc((found[1],))).rstrip("\n")

    def replace_card(self, position: int, markdown: str) -> None:
        """Put other Markdown in place of the card at a position; nothing takes the card away."""
        block = self.document().findBlock(position)
        if editing.card_at(block) is not None:
            editing.replace_block(self.textCursor(), block, text.read(markdown).blocks)
            self._shapes_changed()

    def turn_card(self, position: int) -> None:
        """Show the card at a position as its source, or as it reads again."""
        self._cards.as_source ^= {self.card_source(position)}
        self._shown.markContentsDirty(position, 1)

    def _is_selected(self, position: int) -> bool:
        cursor = self._caret()
        return cursor.selectionStart() <= position < cursor.selectionEnd()

    # Looks

    @property
    def look(self) -> Look:
        """Return the theme's fonts and colours."""
        return self._look

    def follow(self, other: "BodyEditor") -> None:
        """Type and read as another editor does: its language and direction."""
        self.set_language(other._language)
        self.smart = other.smart
        self.set_direction("rtl" if other.isRightToLeft() else "ltr")

    def set_look(self, look: Look) -> None:
        """Take a theme's fonts and colours; the text and its undo history stay as they are."""
        self._look = look
        self._cards.look = look
        self.set_ground(look.paper)
        self._cards.forget()
        with self._untold():
            self.setFont(look.body_font())
            self.document().setDefaultFont(look.body_font())
            self._colours.set_look(look)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the look's font: a style sheet of the application puts the first one back."""
        if event.type() not in RESTYLED:
            super().changeEvent(event)
            return
        with self._untold():
            super().changeEvent(event)
            if self.font() != self._look.body_font():
                self.setFont(self._look.body_font())

    def set_direction(self, direction: str) -> None:
        """Take a story's direction, `rtl` or `ltr`; a block in another script still follows its own words."""
        rtl = direction == "rtl"
        self._direction.set(rtl=rtl)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)

    def _grow(self, size: QSizeF) -> None:
        height = max(int(size.height()) + 8, int(self._look.size * 8))
        if height != self.minimumHeight():
            self.setMinimumHeight(height)
            self.setMaximumHeight(height)

    # What Qt tells

    def _forget_changed(self, position: int, removed: int, added: int) -> None:
        """Forget what was read of the blocks that changed; the others are not read again."""
        if self._untold_depth:
            return
        document = self._shown
        block = document.findBlock(position)
        first = block.blockNumber()
        if position + added < block.position() + block.length() and document.blockCount() == len(self._held):
            self._held[first] = None  # as at nearly every key
            return
        last_block = document.findBlock(min(position + added, document.characterCount() - 1))
        last = last_block.blockNumber() if last_block.isValid() else document.blockCount() - 1
        more = document.blockCount() - len(self._held)
        if first < 0 or last - more < first - 1:
            self._held = [None] * document.blockCount()
        else:
            self._held[first : last - more + 1] = [None] * (last - first + 1)

    def _tell_formats(self) -> None:
        formats = self.formats()
        if formats != self._told:
            self._told = formats
            self.formats_changed.emit(formats)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu of the text, or ask for that of a card."""
        keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if keys else self.cursorForPosition(event.pos())
        found = editing.card_at(self._shown.findBlock(cursor.selectionStart()))
        if found is None:
            super().contextMenuEvent(event)
        else:
            self.card_menu_wanted.emit(found[0], event.globalPos())

    def _paint_under(self, painter: QPainter, blocks: list[QTextBlock]) -> None:
        """Paint what stands beside the words."""
        margined = [block for block in blocks if block.isValid() and not is_plain(block.blockFormat())]
        if margined:
            paint_margins(painter, margined, self._look, self._shown.textWidth())
