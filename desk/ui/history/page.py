"""Two versions of a story compared in the text, in place of the sheet."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QImage, QKeySequence, QShortcut, QTextCharFormat
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Story
from desk.operations.comparing import Comparison
from desk.text import Fate, Part
from desk.ui import icons, words
from desk.ui.fields import write_from
from desk.ui.history.marks import Change, Laid, lay
from desk.ui.history.texts import ComparedField, ComparedText
from desk.ui.pause import Pause
from desk.ui.sheet import MEASURE
from desk.ui.theme import BODY, LABEL, TITLE, current
from desk.ui.thumbnails import Thumbnails
from desk.ui.writing import body_look

_SHOWN: Final = {"kicker": "Kicker", "headline": "Headline", "standfirst": "Standfirst"}
_FACTS: Final = {
    "bylines": "By",
    "dateline": "Dateline",
    "source": "Source",
    "photos": "Photos",
    "kind": "Kind",
    "section": "Section",
    "tags": "Tags",
    "language": "Language",
    "text_direction": "Direction",
    "slug": "Address",
    "status": "Status",
    "publish_at": "Not before",
    "notes": "Notes to the desk",
    "seo_title": "Title for search engines",
    "seo_description": "Description for search engines",
    "corrections": "Corrections",
}


class ChangesPage(QWidget):
    """The bar that says what is compared, above the page with what came and went."""

    left = Signal()

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__(objectName="sheet-view")
        self._thumbnails = thumbnails
        self._comparison: Comparison | None = None
        self._laid: Laid | None = None
        self._stops: list[tuple[ComparedField | ComparedText, Change]] = []
        self._at = -1
        self.text = ComparedText()
        self.fields = {name: ComparedField(said) for name, said in (_SHOWN | _FACTS).items()}
        self._again = Pause(self, 20, self._reach)
        self._build()
        self.text.photo_provider = self._photo
        self.restyle()
        leave = QShortcut(QKeySequence("Esc"), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        thumbnails.ready.connect(self._picture_ready)
        self.text.cursorPositionChanged.connect(self._follow)

    def _build(self) -> None:
        self.area = QScrollArea(objectName="sheet", widgetResizable=True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._holder = QWidget(objectName="sheet-view")
        line = QHBoxLayout(self._holder)
        line.setContentsMargins(24, 0, 24, 0)
        line.addStretch(1)
        line.addWidget(self._column(), 100)
        line.addStretch(1)
        self.area.setWidget(self._holder)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._bar())
        rows.addWidget(self.area, 1)

    def _bar(self) -> QFrame:
        bar = QFrame(objectName="notice")
        self.versions = QLabel(wordWrap=True)
        self.versions.setTextFormat(Qt.TextFormat.PlainText)
        self.count = QLabel()
        self.count.setProperty("role", "hint")
        self.place = QLabel(accessibleName="Change")
        self.place.setProperty("role", "hint")
        self.place.setTextFormat(Qt.TextFormat.PlainText)
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._arrows = [
            self._arrow("caret-up", "Previous change (Shift+F9)", self.previous),
            self._arrow("caret-down", "Next change (F9)", self.next),
        ]
        back = QPushButton("Back", toolTip="Back to the story (Esc)")
        back.clicked.connect(self.left)
        second = QHBoxLayout()
        for widget in (self.count, *self._arrows):
            second.addWidget(widget)
        second.addWidget(self.place, 1)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(self.versions)
        lines.addLayout(second)
        row = QHBoxLayout(bar)
        row.setContentsMargins(16, 8, 16, 8)
        row.addLayout(lines, 1)
        row.addWidget(back)
        return bar

    def _arrow(self, icon: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton(toolTip=tip, accessibleName=tip)
        button.setIcon(icons.icon(icon, "mute"))
        button.clicked.connect(act)
        return button

    def _column(self) -> QWidget:
        self._column_widget = QWidget(objectName="sheet-column")
        rows = QVBoxLayout(self._column_widget)
        rows.setContentsMargins(0, 22, 0, 120)
        rows.setSpacing(0)
        for name, gap in (("kicker", 4), ("headline", 8), ("standfirst", 14)):
            rows.addWidget(self.fields[name])
            rows.addSpacing(gap)
        self.fields["standfirst"].setObjectName("standfirst")
        rows.addWidget(_rule())
        rows.addWidget(self._facts())
        rows.addSpacing(18)
        rows.addWidget(self.text)
        rows.addStretch(1)
        return self._column_widget

    def _facts(self) -> QWidget:
        self._facts_widget = facts = QWidget()
        grid = QGridLayout(facts)
        grid.setContentsMargins(0, 8, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._labels: dict[str, QLabel] = {}
        for row, (name, said) in enumerate(_FACTS.items()):
            self._labels[name] = label = QLabel(said, buddy=self.fields[name])
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[name], row, 1)
        return facts

    # What is compared

    def show_versions(self, said: str, comparison: Comparison, laid: Laid) -> None:
        """Show two versions; `said` names them."""
        self._comparison, self._laid = comparison, laid
        self.versions.setText(said)
        self._fill(comparison, laid)
        self.area.verticalScrollBar().setValue(0)
        came = words.count(comparison.came, "word", "words")
        if self._stops:
            self.count.setText(f"{came} in, {words.count(comparison.gone, 'word', 'words')} out")
        else:
            self.count.setText("Nothing differs")
        for arrow in self._arrows:
            arrow.setEnabled(bool(self._stops))
        self._at = -1
        self._say_place()

    def clear(self) -> None:
        """Hold no text any more."""
        self._comparison = self._laid = None
        self._stops = []
        self._again.stop()
        self.text.show_laid(lay(()))

    def restyle(self) -> None:
        """Take the fonts, sizes and colours of the theme in force."""
        theme = current()
        self._column_widget.setMaximumWidth(theme.px(MEASURE))
        kicker = theme.sans(LABEL, bold=True)
        kicker.setCapitalization(QFont.Capitalization.AllUppercase)
        kicker.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.4)
        fonts = {
            "kicker": kicker,
            "headline": theme.serif(TITLE, bold=True),
            "standfirst": theme.serif(BODY + 0.5),
        }
        for name, field in self.fields.items():
            field.setFont(fonts.get(name, theme.sans(LABEL)))
        for label in self._labels.values():
            label.setFont(theme.sans(LABEL, bold=True))
        self.text.set_look(body_look(theme))
        if self._comparison is not None and self._laid is not None:
            self._fill(self._comparison, self._laid)

    def _fill(self, comparison: Comparison, laid: Laid) -> None:
        new = comparison.versions.new
        differing = {field.name: field.parts for field in comparison.fields}
        self._stops = []
        for name, field in self.fields.items():
            parts = differing.get(name) or _unchanged(new, name)
            field.show_parts(parts, self._ink(name))
            field.setVisible(bool(parts))
            if name in self._labels:
                self._labels[name].setVisible(bool(parts))
            write_from(field, new.direction)
            self._stops += [(field, change) for change in field.changes()]
        self._stops += [(self.text, change) for change in laid.changes]
        self._facts_widget.setVisible(not differing.keys().isdisjoint(_FACTS))
        rtl = new.direction == "rtl"
        side = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        self._facts_widget.setLayoutDirection(side)
        self.text.set_direction(new.direction)
        self.text.show_laid(laid)

    def _ink(self, name: str) -> QTextCharFormat:
        look = QTextCharFormat()
        tokens = {"kicker": "accent", "headline": "ink"}
        look.setForeground(current().colour(tokens.get(name, "mute")))
        return look

    def _photo(self, reference: str) -> tuple[QImage | None, str]:
        """Return the picture and caption that a reference of either version means."""
        if self._comparison is None:
            return None, ""
        versions, name = self._comparison.versions, reference.removeprefix("photo:")
        places = (*versions.new.photos, *versions.old.photos)
        place = next((place for place in places if name in (place.photo, place.ref)), None)
        photo = versions.photos.get(place.photo if place else name)
        if photo is None:
            return None, (place.caption if place else "")
        picture = self._thumbnails.get(photo.id)
        caption = (place.caption if place else "") or photo.caption or photo.name
        return (picture.toImage() if picture is not None else None), caption

    def _picture_ready(self, photo: str) -> None:
        if self._comparison is not None and photo in self._comparison.versions.photos:
            self.text.photos_changed()

    # Going from change to change

    def next(self) -> None:
        """Go to the next change, after the last one the first."""
        self._go(self._at + 1)

    def previous(self) -> None:
        """Go to the change before."""
        self._go(self._at - 1 if self._at >= 0 else -1)

    def _go(self, number: int) -> None:
        if self._stops:
            self._at = number % len(self._stops)
            self._say_place()
            self._reach()

    def _reach(self) -> None:
        """Select the change and bring it into sight, once the text is that far."""
        field, change = self._stops[self._at]
        if field.reach(change):
            self._show_cursor(field)
        else:
            self._again.soon()

    def _say_place(self) -> None:
        total = len(self._stops)
        said = words.count(total, "change", "changes") if total else ""
        if self._at >= 0:
            said = f"{self._at + 1} of {total} · {self._stops[self._at][1].said}"
        self.place.setText(said)
        self.place.setToolTip(f"<p>{escape(said)}</p>")  # else Qt takes words like <b> for its own

    def _follow(self) -> None:
        if self.text.hasFocus():
            self._show_cursor(self.text)

    def _show_cursor(self, field: ComparedField | ComparedText) -> None:
        at = field.mapTo(self._holder, field.cursorRect().center())
        self.area.ensureVisible(at.x(), at.y(), 0, min(120, self.area.viewport().height() // 3))


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("rule", True)
    return rule


def _unchanged(story: Story, name: str) -> Iterable[Part]:
    """Return what a page shows of a field also where it did not change."""
    said = getattr(story, name) if name in _SHOWN else ""
    return (Part(Fate.SAME, said),) if said else ()
