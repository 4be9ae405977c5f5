"""A photo as readers will see it: on a card, beside a related link, on its story's page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desk import operations as ops
from desk.domain import Photo, Story
from desk.domain.source_type import SOURCE_TYPES, source_type, told
from desk.ui.photos.upright import SIZES, Upright, paint
from desk.ui.theme import LABEL, SMALL, current

_TALLEST = 1.25


class Cut(QWidget):
    """The part of a photo that one shape shows."""

    def __init__(self, pictures: Upright, ratio: str, name: str) -> None:
        super().__init__(accessibleName=name)
        self._pictures = pictures
        self._ratio = ratio
        self.photo: Photo | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        pictures.ready.connect(self._ready)

    def show_photo(self, photo: Photo | None) -> None:
        """Show a photo as it now is set."""
        self.photo = photo
        self.updateGeometry()
        self.update()

    def _ready(self, photo: str) -> None:
        if self.photo is not None and self.photo.id == photo:
            self.update()

    @property
    def _shape(self) -> float:
        """Return the height to a width of 1."""
        if self.photo is None:
            return 9 / 16
        crop = ops.photo.framed(self.photo, self._ratio)
        return (crop.bottom - crop.top) * self.photo.height / ((crop.right - crop.left) * self.photo.width)

    def heightForWidth(self, width: int) -> int:
        """Return the height of the part, within reason."""
        return round(width * min(_TALLEST, self._shape))

    def sizeHint(self) -> QSize:
        """Return a size of the right shape."""
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part with rounded corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = QSize(1000, round(1000 * self._shape)).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(0, 0, size.width(), size.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width())
        path = QPainterPath()
        path.addRoundedRect(box, 3, 3)
        painter.setClipPath(path)
        picture = self._pictures.get(self.photo.id, SIZES[0]) if self.photo else None
        if self.photo is None or picture is None:
            painter.fillPath(path, current().colour("line"))
        else:
            paint(painter, box, picture, self.photo, ops.photo.framed(self.photo, self._ratio))


class AsSeen(QWidget):
    """The card, the related link and the photo of the page, live."""

    def __init__(self, pictures: Upright) -> None:
        super().__init__()
        self.card = Cut(pictures, "16:9", "As on a card")
        self.link = Cut(pictures, "4:3", "As beside a related link")
        self.link.setFixedSize(72, 54)
        self.page = Cut(pictures, "", "As on the story’s page")
        self.kicker, self.headline, self.linked = self._words(), self._words(), self._words()
        self.caption, self.credit, self.made = self._words(), self._words(), self._words()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        self._part(rows, "On a card", [self.kicker, self.headline, self.card])
        beside = QGridLayout()
        beside.setHorizontalSpacing(8)
        beside.addWidget(self.linked, 0, 0, Qt.AlignmentFlag.AlignTop)
        beside.addWidget(self.link, 0, 1)
        beside.setColumnStretch(0, 1)
        self._part(rows, "As a related link", [])
        rows.addLayout(beside)
        self._part(rows, "On its page", [self.page, self.made, self.caption, self.credit])
        rows.addStretch(1)
        self.restyle()

    def _words(self) -> QLabel:
        label = QLabel(wordWrap=True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setMinimumWidth(40)
        return label

    def _part(self, rows: QVBoxLayout, name: str, widgets: Sequence[QWidget]) -> None:
        head = QLabel(name)
        head.setProperty("role", "field")
        rows.addSpacing(6)
        rows.addWidget(head)
        for widget in widgets:
            rows.addWidget(widget)

    def restyle(self) -> None:
        """Take the fonts of the theme in force."""
        theme = current()
        self.kicker.setFont(theme.sans(SMALL, bold=True))
        self.headline.setFont(theme.serif(15, bold=True))
        self.linked.setFont(theme.serif(LABEL, bold=True))
        self.made.setFont(theme.sans(LABEL, bold=True))
        for label, role in ((self.caption, "hint"), (self.credit, "field"), (self.kicker, "kicker")):
            label.setProperty("role", role)

    def show_use(self, story: Story | None, photo: Photo | None, words: Mapping[str, str]) -> None:
        """Show a photo in a story, with the words (`caption`, `credit`) that it has there."""
        rtl = story is not None and story.direction == "rtl"
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        headline = (story.headline if story else "") or "Untitled"
        for label, said in (
            (self.kicker, story.kicker if story else ""),
            (self.headline, headline),
            (self.linked, headline),
            (self.caption, words["caption"]),
            (self.credit, f"Photo: {words['credit']}" if photo and words["credit"] else ""),
            (self.made, _made(photo) if photo else ""),
        ):
            label.setText(said)
            label.setVisible(bool(said))
        for cut in (self.card, self.link, self.page):
            cut.show_photo(photo)


def _made(photo: Photo) -> str:
    """Return what the page says of a picture that no camera took as it is."""
    return SOURCE_TYPES[source_type(photo.source_type)] if told(photo.source_type) else ""
