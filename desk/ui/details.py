"""The inspector's tab for what a story carries beside its words: section, language, address, times, notes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import operations as ops
from desk.domain import Correction, DeskError, Publication, Story, StoryKind
from desk.domain.language import NAMES
from desk.ui import dates, icons, words
from desk.ui.fields import GrowingText, choice_field, framed, say_wrong
from desk.ui.ground import Ground
from desk.ui.open_story import OpenStory
from desk.ui.session import Session

SEO_TITLE, SEO_DESCRIPTION = 60, 155


class DetailsPane(QScrollArea):
    """Edits the open story's settings."""

    failed = Signal(object)

    def __init__(self, session: Session, open_story: OpenStory, publication: Publication) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session = session
        self._open = open_story
        self._zone = ZoneInfo(publication.timezone)
        self._for = ""
        page = Ground("panel")
        self._rows = QVBoxLayout(page)
        self._rows.setContentsMargins(14, 10, 14, 16)
        self._rows.setSpacing(3)
        self._build(publication)
        self._rows.addStretch(1)
        self.setWidget(page)
        open_story.opened.connect(self._show)
        open_story.changed.connect(self._changed)
        self._show(open_story.story)

    def _build(self, publication: Publication) -> None:
        self.section = self._combo("Section", [(s.name, s.slug) for s in publication.sections])
        self.kind = self._combo("Kind", [(kind.label, kind) for kind in StoryKind])
        self.language = self._combo("Language", [(name, tag) for tag, name in NAMES.items()])
        self.tags = self._line("Tags", "Baku, rail, energy", self._tags_typed)
        self.slug = self._line("Address", "", None)
        self.slug.editingFinished.connect(self._slug_left)
        self.publish_at = self._line(f"Not before ({self._zone.key})", "2026-12-24 18:00", None)
        self.publish_at.editingFinished.connect(self._publish_left)
        self.notes = self._text("Notes to the desk", "Never exported", partial(self._words, "notes"))
        self.seo_title = self._text(
            "Title for search engines", "The headline", partial(self._words, "seo_title")
        )
        self.seo_description = self._text(
            "Description for search engines", "The standfirst", partial(self._words, "seo_description")
        )
        self._head("Corrections")
        self.corrections = QVBoxLayout()
        self._rows.addLayout(self.corrections)
        self.correction = GrowingText("New correction", "What was put right", lines=True)
        add = QPushButton("Add correction")
        add.setProperty("kind", "link")
        add.clicked.connect(self._add_correction)
        self._rows.addWidget(framed(self.correction))
        self._rows.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)

    def _head(self, name: str) -> QLabel:
        label = QLabel(name)
        label.setProperty("role", "field")
        self._rows.addSpacing(6)
        self._rows.addWidget(label)
        return label

    def _combo(self, name: str, items: list[tuple[str, str]]) -> QComboBox:
        label = self._head(name)
        combo = choice_field(name)
        for said, value in items:
            combo.addItem(said, value)
        combo.activated.connect(partial(self._chosen, name.lower(), combo))
        label.setBuddy(combo)
        self._rows.addWidget(combo)
        return combo

    def _line(self, name: str, hint: str, typed: Callable[[str], None] | None) -> QLineEdit:
        label = self._head(name)
        if name.startswith("Not before"):
            self._publish_label = label
        line = QLineEdit(placeholderText=hint, accessibleName=name)
        label.setBuddy(line)
        if typed is not None:
            line.textEdited.connect(typed)
        self._rows.addWidget(line)
        return line

    def _text(self, name: str, hint: str, typed: Callable[[], None]) -> GrowingText:
        self._head(name)
        field = GrowingText(name, hint, lines=name.startswith("Notes"))
        field.edited.connect(typed)
        self._rows.addWidget(framed(field))
        return field

    def settle(self) -> None:
        """Before another story comes: what stands in a field still being written belongs to this one."""
        self._slug_left()
        self._publish_left()
        self._add_correction()

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections and the time zone."""
        self._zone = ZoneInfo(publication.timezone)
        self._publish_label.setText(f"Not before ({self._zone.key})")
        self.section.clear()
        for section in publication.sections:
            self.section.addItem(section.name, section.slug)
        self._show(self._open.story)

    def _changed(self, origin: str) -> None:
        if origin != "details":
            self._show(self._open.story)

    def _show(self, story: Story | None) -> None:
        self.widget().setEnabled(story is not None)
        if story is None:
            self._for = ""
            return
        new, self._for = story.id != self._for, story.id
        if new:
            self.correction.set_words("")
        _choose(self.section, story.section, story.section)
        _choose(self.kind, story.kind, story.kind.label)
        _choose(self.language, story.language, story.language)
        if _tags(self.tags.text()) != story.tags:
            self.tags.setText(", ".join(story.tags))
        if new or not self.slug.hasFocus():
            self.slug.setText(story.slug)
            say_wrong(self.slug, "")
        if new or not self.publish_at.hasFocus():
            self.publish_at.setText(dates.write_time(story.publish_at, self._zone))
            say_wrong(self.publish_at, "")
        for name in ("notes", "seo_title", "seo_description"):
            getattr(self, name).set_words(getattr(story, name))
        self._show_corrections(story)

    def _show_corrections(self, story: Story) -> None:
        while (item := self.corrections.takeAt(0)) is not None:
            if item.widget():
                item.widget().deleteLater()
        for number, correction in enumerate(story.corrections):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 2, 0, 2)
            said = QLabel(f"{words.moment(correction.at)}\n{correction.text}", wordWrap=True)
            said.setTextFormat(Qt.TextFormat.PlainText)
            off = QToolButton(toolTip="Remove this correction", accessibleName="Remove this correction")
            off.setIcon(icons.icon("x", "mute"))
            off.clicked.connect(partial(self._drop_correction, number))
            line.addWidget(said, 1)
            line.addWidget(off, 0, Qt.AlignmentFlag.AlignTop)
            self.corrections.addWidget(row)

    def _chosen(self, name: str, combo: QComboBox) -> None:
        value = combo.currentData()
        self._open.edit("details", **{name: StoryKind(value) if name == "kind" else value})
        self._open.changed.emit("language" if name == "language" else "section")

    def _tags_typed(self, line: str) -> None:
        self._open.edit("details", tags=_tags(line))

    def _words(self, name: str) -> None:
        self._open.edit("details", **{name: getattr(self, name).words()})

    def _slug_left(self) -> None:
        story = self._open.story
        wanted = self.slug.text().strip()
        if story is None or not wanted or wanted == story.slug:
            return
        desk, key = self._session.desk, story.id

        def refused(error: DeskError) -> None:
            say_wrong(self.slug, str(error))
            self.failed.emit(error)

        self._open.flush(
            lambda: self._session.do(
                lambda: ops.story.set_slug(desk, key, wanted), lambda _: say_wrong(self.slug, ""), refused
            )
        )

    def _publish_left(self) -> None:
        before = self._open.story.publish_at if self._open.story else None
        time = dates.read_time(self.publish_at.text(), self._zone, before)
        if self.publish_at.text().strip() and time is None:
            say_wrong(self.publish_at, "Write a day and a time, such as 2026-12-24 18:00")
            return
        say_wrong(self.publish_at, "")
        self._open.edit("details", publish_at=time)

    def _add_correction(self) -> None:
        story, said = self._open.story, self.correction.words().strip()
        if story is not None and said:
            self.correction.set_words("")
            self._put(story, (*story.corrections, Correction(said, datetime.now(UTC))))

    def _drop_correction(self, number: int) -> None:
        story = self._open.story
        if story is not None:
            dropped = story.corrections[number].text
            self._put(story, tuple(c for n, c in enumerate(story.corrections) if n != number))
            self.correction.set_words(self.correction.words() or dropped)

    def _put(self, story: Story, corrections: tuple[Correction, ...]) -> None:
        self._open.edit("details", corrections=corrections)
        self._show_corrections(replace(story, corrections=corrections))


def _tags(line: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip() for tag in line.split(",") if tag.strip()))


def _choose(combo: QComboBox, value: str, said: str) -> None:
    place = combo.findData(value)
    if place < 0:
        combo.addItem(said or "None", value)
        place = combo.count() - 1
    combo.setCurrentIndex(place)
