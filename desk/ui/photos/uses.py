"""Where a photo is used, and what its rights say there."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desk.domain import Photo, Publication, Right, Status, StoryRow, first_use, right
from desk.ui import words


class Uses(QPushButton):
    """Says in how many stories a photo stands; a press lists them."""

    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "link")
        self.rows: Sequence[StoryRow] = ()
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
        self.menu_.aboutToShow.connect(self._fill)
        self.hide()

    def show_rows(self, rows: Sequence[StoryRow]) -> None:
        """Show these stories."""
        self.rows = rows
        published = sum(row.status is Status.PUBLISHED for row in rows)
        said = f"Used in {words.count(len(rows), 'story', 'stories')}"
        self.setText(f"{said}, {published} published" if rows else said)
        self.setToolTip("Lists the stories; choose one to open it")
        self.setVisible(bool(rows))

    def _fill(self) -> None:
        self.menu_.clear()
        for row in self.rows:
            said = f"{row.headline or 'Untitled'} · {row.status.label}".replace("&", "&&")
            self.menu_.addAction(said, partial(self.open_wanted.emit, row.id))


def hindrance(photo: Photo, at: datetime, rows: Sequence[StoryRow], story: str, of: Publication) -> Right:
    """Return what stands in the way of showing a photo in a story."""
    first = first_use(rows) if photo.one_use else ""
    return right(photo, at, story=story, first=first, cleared=of.photo_cleared)


def told(photo: Photo, what: Right, zone: str) -> str:
    """Return what a person reads of a photo that readers may not see."""
    until = {
        Right.EMBARGO: photo.embargo,
        Right.EARLY: photo.licence_from,
        Right.EXPIRED: photo.licence_until,
    }
    moment = until.get(what)
    since = "since" if what is Right.EXPIRED else "until"
    when = f" {since} {words.moment(moment, zone)}" if moment else ""
    return f"{what.capitalize()}{when}: readers do not see it" if what else ""
