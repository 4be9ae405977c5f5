"""All photos of a story as small pictures; a press shows one."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QLabel, QToolButton, QVBoxLayout, QWidget

from desk.domain import Photo, Placement, Role
from desk.ui.flow import FlowLayout
from desk.ui.theme import current
from desk.ui.thumbnails import Thumbnails


class Strip(QWidget):
    """Hidden while there is but one."""

    chosen = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        title = QLabel("ALL PHOTOS OF THIS STORY")
        title.setProperty("role", "head")
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=6)
        self._group = QButtonGroup(self, exclusive=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(title)
        rows.addWidget(holder)

    def show_places(self, places: Sequence[Placement], photos: Mapping[str, Photo], at: int) -> None:
        """Show these photos, the one at a place as chosen."""
        while (item := self._flow.takeAt(0)) is not None:
            item.widget().deleteLater()
        self.setVisible(len(places) > 1)
        size = QSize(current().px(72), current().px(54))
        for number, place in enumerate(places if len(places) > 1 else ()):
            button = QToolButton(checkable=True, checked=number == at)
            picture = self._thumbnails.filled(place.photo, size, self.devicePixelRatioF())
            if picture is not None:
                button.setIcon(QIcon(picture))
            button.setIconSize(size)
            photo = photos.get(place.photo)
            said = place.caption or (photo.caption if photo else "") or "No caption"
            button.setToolTip(("Lead: " if place.role is Role.LEAD else "") + said)
            button.setAccessibleName(button.toolTip())
            button.clicked.connect(partial(self.chosen.emit, number))
            self._group.addButton(button)
            self._flow.addWidget(button)
