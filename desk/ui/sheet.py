"""The editor's sheet: kicker, headline, standfirst, byline, dateline and source in place above the body."""

import re
from typing import Any

from PySide6.QtCore import QElapsedTimer, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk import text
from desk.domain import Dateline, Source, Story
from desk.domain.byline import format_bylines, parse_bylines
from desk.text import Doc
from desk.ui import dates
from desk.ui.editor import BodyEditor
from desk.ui.fields import GrowingLine, GrowingText, say_wrong, write_from
from desk.ui.flow import FlowLayout
from desk.ui.ground import Ground
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.source_turn import SourceTurn
from desk.ui.source_view import SourceView
from desk.ui.theme import BODY, LABEL, TITLE, current

MEASURE = 660
_FOLLOWS = 500  # ms after a key in which the sheet still follows the cursor
_NEAR = 60  # pixels that the cursor keeps from the sheet's edges
_URL = re.compile(r"\s*\bhttps?://\S+")


class Sheet(QScrollArea):
    """The page a journalist writes on."""

    typed = Signal()
    """Something a person typed changed the sheet."""

    wrong = Signal(str)
    """A field holds what cannot be taken, and why."""

    source_toggled = Signal(bool)
    """The body is shown as its Markdown from now on, or as rich text again."""

    followed = Signal()
    """The cursor moved, or the text grew about it, and the sheet has followed."""

    resized = Signal()
    """The sheet has another size."""

    def __init__(self, body: BodyEditor) -> None:
        self._measure = MEASURE
        self.body = body
        super().__init__(objectName="sheet", widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open: OpenStory | None = None
        self._shown = ""
        self._body_dirty = False
        self._moved = QElapsedTimer()
        self._following = Pause(self, 0, self._follow)  # a key is painted first
        self.source_view = SourceView()
        self.source_view.hide()
        self._source_turn = SourceTurn(body, self.source_view)
        self.kicker = QLineEdit(objectName="kicker", placeholderText="KICKER", accessibleName="Kicker")
        self.kicker.setFrame(False)
        self.headline = GrowingText("Headline", "Headline")
        self.headline.setObjectName("headline")
        self.standfirst = GrowingText("Standfirst", "Standfirst: what happened, in a sentence or two")
        self.standfirst.setObjectName("standfirst")
        self.byline = GrowingLine("Byline", "Name (role), Name")
        self.place = GrowingLine("Dateline place", "Place")
        self.day = GrowingLine("Dateline date", "Date")
        self.source = GrowingLine("Source", "Name and https:// address")
        self._column()
        self._connect()
        self.restyle()

    def _column(self) -> None:
        column = QWidget(objectName="sheet-column")
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 22, 0, 120)
        rows.setSpacing(0)
        rows.addWidget(self.kicker)
        rows.addSpacing(2)
        rows.addWidget(self.headline)
        self.under_headline = QVBoxLayout()
        rows.addLayout(self.under_headline)
        rows.addSpacing(8)
        rows.addWidget(self.standfirst)
        rows.addSpacing(14)
        rows.addWidget(self._rule())
        rows.addWidget(self._facts())
        rows.addWidget(self._rule())
        rows.addSpacing(18)
        rows.addWidget(self.body)
        rows.addWidget(self.source_view)
        rows.addStretch(1)
        self._column_widget = column
        holder = Ground("paper", objectName="sheet-view")
        line = QHBoxLayout(holder)
        line.setContentsMargins(24, 0, 24, 0)
        line.addStretch(1)
        line.addWidget(column, 100)
        line.addStretch(1)
        self.page = holder
        self.setWidget(holder)

    def _facts(self) -> QWidget:
        facts = QWidget()
        flow = FlowLayout(facts, spacing=2)
        flow.setContentsMargins(0, 3, 0, 3)
        for name, fields in (
            ("By", [self.byline]),
            ("Dateline", [self.place, self.day]),
            ("Source", [self.source]),
        ):
            group = QWidget()
            row = QHBoxLayout(group)
            row.setContentsMargins(0, 0, 14, 0)
            row.setSpacing(5)
            label = QLabel(name, buddy=fields[0])
            label.setProperty("fact", True)
            row.addWidget(label)
            for field in fields:
                field.setProperty("meta", True)
                row.addWidget(field)
            flow.addWidget(group)
        self._labels = facts.findChildren(QLabel)
        return facts

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setProperty("rule", True)
        return rule

    def _connect(self) -> None:
        self.kicker.textEdited.connect(self._kicker_typed)
        self.headline.edited.connect(self._headline_typed)
        self.standfirst.edited.connect(self._standfirst_typed)
        self.byline.textEdited.connect(self._byline_typed)
        self.place.textEdited.connect(self._dateline_typed)
        self.day.textEdited.connect(self._dateline_typed)
        self.day.editingFinished.connect(self._dateline_left)
        self.source.textEdited.connect(self._source_typed)
        self.body.edited.connect(self._body_typed)
        for field in (self.body, self.source_view):
            field.cursorPositionChanged.connect(self._following.start)
            field.paged.connect(self._turn)
        self.verticalScrollBar().rangeChanged.connect(self._grown)
        self.source_view.edited.connect(self._body_typed)
        self._source_turn.turned.connect(self._turned)
        self.kicker.returnPressed.connect(self.headline.setFocus)
        self.headline.left.connect(self._from_headline)
        self.standfirst.left.connect(self._from_standfirst)
        for line in (self.byline, self.place, self.day, self.source):
            line.returnPressed.connect(self._to_text)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focused)

    def attach(self, open_story: OpenStory) -> None:
        """Edit this working copy from now on."""
        self._open = open_story
        open_story.coming = self.body.is_coming
        open_story.opened.connect(self._show)
        open_story.changed.connect(self._changed)

    def take_body(self) -> str | None:
        """Return the body's Markdown where a person changed it since it was last taken."""
        if not self._body_dirty:
            return None
        self._body_dirty = False
        return self.markdown()

    def body_as_it_is(self) -> Doc | str:
        """Return the body as blocks, or as Markdown while its source is shown, for whoever writes it down."""
        return self.body.doc() if self.source_view.isHidden() else self.source_view.markdown()

    @property
    def text_field(self) -> BodyEditor | SourceView:
        """Return what the body is edited in: the rich editor, or the source while that is shown."""
        return self._source_turn.field

    def markdown(self) -> str:
        """Return the body's Markdown as it now stands in the sheet."""
        return self.text_field.markdown()

    def show_source(self, on: bool) -> None:
        """Show the body as its Markdown, or as rich text; the cursor stays where it is in the words.

        What was changed in the source becomes one step of undo in the rich text.
        """
        self._source_turn.end(source=on)

    def turn_source(self) -> None:
        """Turn from the rich text to its Markdown or back, when that can be done without holding a key."""
        self._source_turn.begin()

    def _turned(self, source: bool) -> None:
        self.show_cursor()
        self.source_toggled.emit(source)

    def set_measure(self, measure: int) -> None:
        """Make the column so wide, in pixels at 100 %."""
        self._measure = measure
        self._column_widget.setMaximumWidth(current().px(measure))

    def restyle(self) -> None:
        """Take the fonts, sizes and colours of the theme in force."""
        theme = current()
        self._column_widget.setMaximumWidth(theme.px(self._measure))
        kicker = theme.sans(LABEL, bold=True)
        kicker.setCapitalization(QFont.Capitalization.AllUppercase)
        kicker.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
        self.kicker.setFont(kicker)
        self.headline.setFont(theme.serif(TITLE, bold=True))
        self.standfirst.setFont(theme.serif(BODY + 0.5))
        for line in (self.byline, self.place, self.day, self.source):
            line.setFont(theme.sans(LABEL))
        for label in self._labels:
            label.setFont(theme.sans(LABEL, bold=True))
        self.source_view.restyle()

    def _show(self, story: Story | None) -> None:
        self.setVisible(story is not None)
        if story is None:
            self._shown = ""
            return
        same = story.id == self._shown
        self._shown = story.id
        self._body_dirty = False
        at = self.caret() if same else None
        doc = self._open.doc() if self._open else text.read(story.body)
        self.body.set_doc(doc)
        self._source_turn.take(doc, story.body)
        self._fill(story)
        if at is not None:
            self.put_caret(*at)
        else:
            self.verticalScrollBar().setValue(0)
            self.kicker.setCursorPosition(0)
            for field in (self.headline, self.standfirst):
                field.moveCursor(QTextCursor.MoveOperation.Start)  # and not where another story had it
                field.document().clearUndoRedoStacks()

    def _fill(self, story: Story) -> None:
        if story.kicker != self.kicker.text():
            self.kicker.setText(story.kicker)
        self.headline.set_words(story.headline)
        self.standfirst.set_words(story.standfirst)
        if parse_bylines(self.byline.text()) != story.bylines:
            self.byline.set_words(format_bylines(story.bylines))
        if self._dateline() != story.dateline:
            self.place.set_words(story.dateline.place)
            self.day.set_words(dates.write_date(story.dateline.date, story.language))
            say_wrong(self.day, "")
        if self._source() != story.source:
            self.source.set_words(" ".join(part for part in (story.source.name, story.source.url) if part))
        rtl = story.direction == "rtl"
        side = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        for field in (self.kicker, self.byline, self.place, self.day, self.source):
            field.setLayoutDirection(side)
        for grown in (self.headline, self.standfirst):
            write_from(grown, story.direction)
        self.body.set_direction(story.direction)

    def _changed(self, origin: str) -> None:
        if origin != "sheet" and self._open is not None and self._open.story is not None:
            self._fill(self._open.story)

    def _edit(self, **values: Any) -> None:
        if self._open is not None:
            self._open.edit("sheet", **values)
            self.typed.emit()

    def _kicker_typed(self, words: str) -> None:
        self._edit(kicker=words)

    def _headline_typed(self) -> None:
        self._edit(headline=self.headline.words())

    def _standfirst_typed(self) -> None:
        self._edit(standfirst=self.standfirst.words())

    def _byline_typed(self, words: str) -> None:
        self._edit(bylines=parse_bylines(words))

    def _dateline(self) -> Dateline:
        story = self._open.story if self._open else None
        return Dateline(self.place.text(), dates.read_date(self.day.text(), story.language if story else ""))

    def _dateline_typed(self) -> None:
        dateline = self._dateline()
        if dateline.date is not None or not self.day.text().strip():
            say_wrong(self.day, "")
        self._edit(dateline=dateline)

    def _dateline_left(self) -> None:
        if self.day.text().strip() and self._dateline().date is None:
            say_wrong(self.day, "This is no date. Write it like 12 December 2018 or 2018-12-12.")
            self.wrong.emit(f"“{self.day.text()}” is no date. Write it like 12 December 2018 or 2018-12-12.")

    def settle(self) -> None:
        """Before another story comes: words that are no date stay in this one, beside the place."""
        self._source_turn.drop()
        words = self.day.text().strip()
        if words and self._dateline().date is None:
            self.place.set_words(", ".join(part for part in (self.place.text(), words) if part))
            self.day.clear()
            say_wrong(self.day, "")
            self._edit(dateline=self._dateline())

    def _source(self) -> Source:
        words = self.source.text()
        url = _URL.search(words)
        return Source(_URL.sub("", words, count=1).strip(), url[0].strip() if url else "")

    def _source_typed(self) -> None:
        self._edit(source=self._source())

    def _body_typed(self) -> None:
        self._body_dirty = True
        if self._open is not None:
            self._open.touch()
        self.typed.emit()

    def _from_headline(self, way: int) -> None:
        (self.standfirst if way > 0 else self.kicker).setFocus()

    def _from_standfirst(self, way: int) -> None:
        (self.text_field if way > 0 else self.headline).setFocus()

    def _to_text(self) -> None:
        self.text_field.setFocus()

    def _focused(self, _: QWidget | None, now: QWidget | None) -> None:
        """Keep the field that has the cursor in sight."""
        watched = (self.headline, self.standfirst, self.kicker, self.byline, self.text_field)
        if now is not None and now in watched:
            self.ensureWidgetVisible(now, 0, 40)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the line that is written in sight, and tell of another size."""
        super().resizeEvent(event)
        field = self.text_field
        line = field.mapTo(self.viewport(), field.cursorRect().bottomLeft()).y()
        if field.hasFocus() and self.height() <= line < event.oldSize().height():
            self.show_cursor()
        self.resized.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go on at the end of the text where somebody clicks into the empty page below it."""
        field = self.text_field
        if event.position().y() > field.mapTo(self.viewport(), field.rect().bottomLeft()).y():
            field.moveCursor(QTextCursor.MoveOperation.End)
            field.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def caret(self) -> tuple[str, int, int]:
        """Return which field has the cursor, where in it, and how far the sheet is scrolled."""
        fields = self._fields()
        name = next((name for name, field in fields.items() if field.hasFocus()), "body")
        field = fields[name]
        place = field.cursorPosition() if isinstance(field, QLineEdit) else field.textCursor().position()
        return name, place, self.verticalScrollBar().value()

    def put_caret(self, name: str, place: int, scroll: int, *, focus: bool = False) -> None:
        """Put the cursor and the scroll back where `caret` found them."""
        field = self._fields().get(name, self.body)
        if isinstance(field, QLineEdit):
            field.setCursorPosition(place)
        else:
            caret = field.textCursor()
            caret.setPosition(max(0, min(place, field.document().characterCount() - 1)))
            field.setTextCursor(caret)
        if focus and self.isVisible():  # the keyboard would go into a sheet that nobody sees
            field.setFocus()
        self.verticalScrollBar().setValue(scroll)

    def name_of(self, field: QWidget | None) -> str:
        """Return a field's name as `put_caret` takes it, `markdown` for the source, empty for no field."""
        if field is self.source_view:
            return "markdown"
        return next((name for name, one in self._fields().items() if one is field), "")

    def _fields(self) -> dict[str, Any]:
        return {
            "kicker": self.kicker,
            "headline": self.headline,
            "standfirst": self.standfirst,
            "byline": self.byline,
            "place": self.place,
            "day": self.day,
            "source": self.source,
            "body": self.text_field,
        }

    def _follow(self) -> None:
        field = self.text_field
        if not field.hasFocus():
            return
        self._moved.start()
        y = field.mapTo(self.viewport(), field.cursorRect().center()).y()
        if not _NEAR <= y <= self.viewport().height() - _NEAR:
            self.show_cursor()
        self.followed.emit()

    def _grown(self) -> None:
        """Follow once more when what was typed has made the sheet longer."""
        if self._moved.isValid() and self._moved.elapsed() < _FOLLOWS:
            self.show_cursor()
            self.followed.emit()

    def _turn(self, way: int) -> None:
        """Move the body's cursor by a page of the sheet: its own page is the whole text."""
        field = self.text_field
        step = way * (self.viewport().height() - field.cursorRect().height() * 2)
        field.setTextCursor(field.cursorForPosition(field.cursorRect().center() + QPoint(0, step)))

    def show_cursor(self) -> None:
        """Scroll the body's cursor into sight."""
        field = self.text_field
        at = field.mapTo(self.page, field.cursorRect().center())
        self.ensureVisible(at.x(), at.y(), 0, _NEAR)
