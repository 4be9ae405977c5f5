"""The menus of the list's head: what narrows it, and how its rows are ordered and shown."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desk import operations as ops
from desk.domain import Counts, Publication, Sort
from desk.domain.language import name as language_name
from desk.ui import words
from desk.ui.stories.pane import StoriesPane

SORTS = {
    Sort.CHANGED: "Last change",
    Sort.PUBLISHED: "Publication",
    Sort.HEADLINE: "Headline",
    Sort.SECTION: "Section",
    Sort.STATUS: "Status",
    Sort.AUTHOR: "Author",
    Sort.WORDS: "Length",
}
_TIMES = (Sort.CHANGED, Sort.PUBLISHED)

_DATES = {"today": "Today", "yesterday": "Since yesterday", "week": "Last 7 days", "month": "Last 30 days"}
_PHOTOS = {
    "has:photo": "With a photo",
    "no:photo": "Without a photo",
    "no:alt": "Alternative text is missing",
    "no:caption": "A caption is missing",
}
_MOST = 18  # authors in the menu; the field offers the others


class FilterMenu(QMenu):
    """Writes filters into the field; each says how many stories it would leave."""

    def __init__(self, pane: StoriesPane, publication: Publication, parent: QWidget) -> None:
        super().__init__(parent)
        self.publication = publication
        self._pane = pane
        self._counts = Counts()
        pane.counted.connect(self._take)
        self.aboutToShow.connect(self._fill)

    def _take(self, counts: Counts) -> None:
        self._counts = counts

    def _fill(self) -> None:
        self.clear()
        counts, sections = self._counts, self.publication.sections
        known = {one.slug: one.name for one in sections}
        others = {slug: slug for slug in counts.sections if slug and slug not in known}
        self._offer("Section", "section", known | others, counts.sections)
        often = sorted(counts.authors, key=lambda one: (-counts.authors[one], one.casefold()))[:_MOST]
        authors = self._offer("Author", "by", {one: one for one in often}, counts.authors)
        authors.addAction("Another…", partial(self._begin, "by:"))
        tongues = {tag: language_name(tag) for tag in counts.languages if tag}
        self._offer("Language", "lang", tongues, counts.languages)
        dates = self._offer("Date", "after", _DATES, counts.since)
        dates.addAction("Since…", partial(self._begin, "after:"))
        dates.addAction("Before…", partial(self._begin, "before:"))
        self._offer("List", "in", self._pane.delegate.lists, {})
        photos = self.addMenu("Photo")
        for typed, said in _PHOTOS.items():
            name, value = typed.split(":")
            self._choice(photos, said, name, value)
        self.addSeparator()
        clear = self.addAction("Show all stories\tEsc", partial(self._pane.head.put, ""))
        clear.setEnabled(bool(self._pane.head.typed))

    def _offer(self, said: str, name: str, known: dict[str, str], counts: dict[str, int]) -> QMenu:
        menu = self.addMenu(said)
        for value, shown in known.items():
            number = counts.get(value, 0)
            told = f"{shown}\t{words.number(number)}" if number else shown
            self._choice(menu, told, name, value)
        return menu

    def _choice(self, menu: QMenu, said: str, name: str, value: str) -> None:
        """Add a choice; one that stands in the field already is taken out of it."""
        action = menu.addAction(said.replace("&", "&&"), partial(self._pane.head.choose, name, value))
        action.setCheckable(True)
        action.setChecked(value in ops.typed.values(self._pane.head.typed, name))

    def _begin(self, filter_: str) -> None:
        """Let the person go on by typing, with offers."""
        field = self._pane.filter
        field.setText(" ".join(part for part in (self._pane.head.typed, filter_) if part))
        field.setFocus()
        field.textEdited.emit(field.text())


class OrderMenu(QMenu):
    """Sets by what the list is sorted, which way, and whether its rows are cards."""

    def __init__(self, pane: StoriesPane, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = pane
        self.addSection("Sort by")
        self._sorts = self._group((said, sort) for sort, said in SORTS.items())
        self.addSeparator()
        self._ways = self._group((("", True), ("", False)))
        self.addSeparator()
        self._views = self._group((("Cards", False), ("Compact", True)))
        self.aboutToShow.connect(self._mark)

    def _group(self, choices: Iterable[tuple[str, object]]) -> list[QAction]:
        group = QActionGroup(self)
        made: list[QAction] = []
        for said, value in choices:
            action = self.addAction(said)
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
            made.append(action)
        group.triggered.connect(self._chosen)
        return made

    def _mark(self) -> None:
        pane = self._pane
        for action in self._ways:
            action.setText(way(pane.sort, descending=action.data()))
        for actions, now in (
            (self._sorts, pane.sort),
            (self._ways, pane.descending),
            (self._views, pane.delegate.compact),
        ):
            for action in actions:
                action.setChecked(action.data() == now)

    def _chosen(self, action: QAction) -> None:
        if action in self._sorts:
            sort_by(self._pane, Sort(action.data()))
        elif action in self._ways:
            self._pane.order_by(self._pane.sort, descending=action.data())
        else:
            self._pane.show_compact(action.data())


def way(sort: Sort, *, descending: bool) -> str:
    """Return what a direction is called."""
    if sort in _TIMES:
        return "Newest first" if descending else "Oldest first"
    if sort is Sort.STATUS:
        return "Withdrawn first" if descending else "Drafts first"
    if sort is Sort.WORDS:
        return "Longest first" if descending else "Shortest first"
    return "Z to A" if descending else "A to Z"


def sort_by(pane: StoriesPane, sort: Sort) -> None:
    """Sort a list in the direction that people expect first: newest, longest, or from A."""
    pane.order_by(sort, descending=sort in (*_TIMES, Sort.WORDS))


def turn(pane: StoriesPane) -> None:
    """Sort a list the other way."""
    pane.order_by(pane.sort, descending=not pane.descending)
