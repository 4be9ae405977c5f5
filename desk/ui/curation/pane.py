"""The inspector's tab for what stands around a story: its related links and the publication's lists."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desk.domain import Publication, Story, related_slug
from desk.ui.curation.editor import ListEditor
from desk.ui.curation.slot_form import SlotForm
from desk.ui.curation.suggestions import Suggestions
from desk.ui.lists import ListNames
from desk.ui.open_story import OpenStory
from desk.ui.session import Session
from desk.ui.thumbnails import Thumbnails


class CurationPane(QScrollArea):
    """Related links of the open story above, one of the named lists below."""

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
        zone = ZoneInfo(publication.timezone)
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
        self._build()
        for editor in (self.related, self.named):
            editor.failed.connect(self.failed)
            editor.said.connect(self.said)
            editor.open_wanted.connect(self.open_wanted)
        open_story.opened.connect(self._opened)
        self.choice.setCurrentIndex(self.choice.findData("editors-choice"))
        self._chosen()
        self._opened(open_story.story)

    def _build(self) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(14, 12, 14, 16)
        rows.setSpacing(10)
        rows.addWidget(self.related)
        rows.addWidget(self.suggestions)
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
        rows.addWidget(self.named)
        rows.addStretch(1)
        self.setWidget(page)

    def _opened(self, story: Story | None) -> None:
        if story is None:
            self._story = ""
            self.related.show_list("", "RELATED LINKS")
            self.suggestions.show_story("")
        elif story.id != self._story:
            self._story = story.id
            self.related.show_list(related_slug(story.id), "RELATED LINKS")
            self.suggestions.show_story(story.id)
        self.put.setEnabled(story is not None)

    def set_publication(self, publication: Publication) -> None:
        """Take changed sections and the time zone."""
        for editor in (self.related, self.named):
            editor.delegate.publication = publication
            editor.form.set_zone(ZoneInfo(publication.timezone))
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

    def _put(self) -> None:
        story = self._open.story
        if story is not None:
            self._open.flush(self._placing(story.id))

    def _placing(self, story: str) -> Callable[[], None]:
        return lambda: self.named.place(story)

    def add_to_choice(self) -> None:
        """Put the open story on Editor's choice."""
        self.choose("editors-choice")
        self._put()
