"""The inspector's tab for what stands around a story: its related links and the publication's lists."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)

from desk.domain import Publication, Story, related_slug
from desk.ui import dates
from desk.ui.curation.editor import ListEditor
from desk.ui.curation.slot_form import SlotForm
from desk.ui.curation.standing import Standing
from desk.ui.curation.suggestions import Suggestions
from desk.ui.fields import say_wrong
from desk.ui.ground import Ground
from desk.ui.lists import ListNames
from desk.ui.open_story import OpenStory
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails

_NO_TIME = "Write a day and a time, such as 2026-12-24 18:00"


class CurationPane(QScrollArea):
    """Related links of the open story, where it stands itself, and one of the named lists below."""

    failed = Signal(object)
    said = Signal(str, object)
    open_wanted = Signal(str)

    def __init__(
        self, session: Session, open_story: OpenStory, thumbnails: Thumbnails, publication: Publication
    ) -> None:
        super().__init__(widgetResizable=True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open = open_story
        zone = self._zone = ZoneInfo(publication.timezone)
        self._story = ""
        self._lists = ListNames(session, self)
        self._lists.changed.connect(self._offer)
        self.related = ListEditor(
            session,
            thumbnails,
            publication,
            SlotForm(zone, timed=False),
            numbered=False,
            empty="No related links yet. Add one with Ctrl+L, or drag a story here.",
        )
        self.named = ListEditor(
            session,
            thumbnails,
            publication,
            SlotForm(zone, timed=True),
            numbered=True,
            empty="Nothing chosen yet. Add a story, or drag one here.",
        )
        self.suggestions = Suggestions(session, thumbnails, publication)
        self.suggestions.picked.connect(self.related.place)
        self.suggestions.open_wanted.connect(self.open_wanted)
        self.related.filled.connect(self.suggestions.leave_out)
        self.standing = Standing(session)
        self._build()
        for editor in (self.related, self.standing, self.named):
            editor.failed.connect(self.failed)
            editor.said.connect(self.said)
            editor.open_wanted.connect(self.open_wanted)
        open_story.opened.connect(self._opened)
        self.choice.setCurrentIndex(self.choice.findData("editors-choice"))
        self._chosen()
        self._opened(open_story.story)

    def _build(self) -> None:
        page = Ground("panel")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(14, 12, 14, 16)
        rows.setSpacing(10)
        rows.addWidget(self.related)
        rows.addWidget(self.suggestions)
        rows.addSpacing(8)
        rows.addWidget(self.standing)
        rows.addSpacing(8)
        self.choice = QComboBox(accessibleName="List")
        self._offer()
        self.choice.currentIndexChanged.connect(self._chosen)
        self.put = QPushButton("Put this story here")
        self.put.setProperty("kind", "link")
        self.put.setToolTip("Add the open story to this list (Ctrl+Shift+E for Editor’s choice)")
        self.put.clicked.connect(self._put)
        head = QHBoxLayout()
        head.addWidget(self.choice)
        head.addStretch(1)
        head.addWidget(self.put)
        rows.addLayout(head)
        self.until = QLineEdit(accessibleName="Until", placeholderText="open end")
        self.until.setToolTip("When the story leaves this list: 18:00, or 2026-12-24 18:00")
        self.until.returnPressed.connect(self._put)
        label = QLabel("Until")
        label.setProperty("role", "field")
        label.setBuddy(self.until)
        ends = QHBoxLayout()
        ends.addWidget(label)
        ends.addWidget(self.until, 1)
        rows.addLayout(ends)
        rows.addWidget(self.named)
        rows.addStretch(1)
        self.setWidget(page)

    def _opened(self, story: Story | None) -> None:
        if story is None:
            self._story = ""
            self.related.show_list("", "RELATED LINKS")
            self.suggestions.show_story("")
            self.standing.show_story("")
        elif story.id != self._story:
            self._story = story.id
            self.related.show_list(related_slug(story.id), "RELATED LINKS")
            self.suggestions.show_story(story.id)
            self.standing.show_story(story.id)
            self.until.clear()
        self.put.setEnabled(story is not None)

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections and the time zone."""
        self._zone = ZoneInfo(publication.timezone)
        for editor in (self.related, self.named):
            editor.delegate.publication = publication
            editor.form.set_zone(self._zone)
        self.suggestions.delegate.publication = publication

    def _offer(self) -> None:
        """Offer the lists there are; the one that is shown stays so where it is among them."""
        shown = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        for slug, name in self._lists.names.items():
            self.choice.addItem(name, slug)
        self.choice.setCurrentIndex(max(0, self.choice.findData(shown)))
        self.choice.blockSignals(False)
        if shown is not None:
            self._chosen()

    def _chosen(self) -> None:
        self.named.show_list(self.choice.currentData(), self.choice.currentText().upper())

    def choose(self, slug: str) -> None:
        """Show one of the named lists."""
        self.choice.setCurrentIndex(self.choice.findData(slug))

    def look_again(self) -> None:
        """Take in what another window or program changed."""
        self.related.look_again()
        self.named.look_again()
        self.standing.look_again()

    def _put(self) -> None:
        story, said = self._open.story, self.until.text().strip()
        ends = dates.read_time(said, self._zone)
        wrong = bool(said) and ends is None
        past = ends is not None and ends <= datetime.now(UTC)
        say_wrong(self.until, _NO_TIME if wrong else "This time is past" if past else "")
        if story is not None and not wrong and not past:
            self._open.flush(self._placing(story.id, ends))

    def _placing(self, story: str, ends: datetime | None) -> Callable[[], None]:
        return lambda: self.named.place(story, ends=ends)

    def add_to_choice(self) -> None:
        """Put the open story on Editor's choice."""
        self.choose("editors-choice")
        self._put()
