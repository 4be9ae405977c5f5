"""The settings of a container: name, layout, who fills it and by which rules."""

import re
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from desk.domain import Container, Fill, Layout, Pick, Publication, Typed, new_id
from desk.ui.fields import choice_field, number_field, say_wrong
from desk.ui.front.popover import Popover

_LAYOUTS = {
    Layout.LEAD: "Lead, the first large",
    Layout.GRID: "Grid",
    Layout.LIST: "List",
    Layout.STRIP: "Strip across",
}
_FILLS = {
    Fill.MANUAL: "By hand",
    Fill.MANUAL_FIRST: "By hand, then the newest",
    Fill.AUTOMATIC: "The newest",
    Fill.POPULAR: "The most read",
}


class ContainerForm(Popover):
    """Edits one container, or makes a new one."""

    kept = Signal(str, object, object)
    """Front (slug), the container as it was (None for a new one) and as it shall be."""

    touched = Signal()
    """Something was typed, or kept, or left."""

    def __init__(self, parent: QWidget, publication: Publication) -> None:
        super().__init__(parent, 360)
        self._front = ""
        self._was: Container | None = None
        self._begun: Container | None = None
        """What the fields said when they were shown."""
        self._new_id = ""
        self.taken: set[str] = set()
        """Slugs that containers have already."""
        self.name = QLineEdit(accessibleName="Name")
        self.layout_ = _choice("Layout", _LAYOUTS.items())
        self.fill = _choice("Filled", _FILLS.items())
        self.section = choice_field("Section")
        self.tag, self.author, self.search = (
            QLineEdit(placeholderText="any", accessibleName=name) for name in ("Tag", "Author", "Search")
        )
        self.most = number_field("At most", minimum=1, maximum=100)
        self.least = number_field("At least", minimum=0, maximum=100, specialValueText="none")
        self.days = number_field(
            "Not older than", minimum=0, maximum=3650, specialValueText="any", suffix=" days"
        )
        self.with_photo = QCheckBox("Fill only with stories that have a photo")
        self.repeats = QCheckBox("May show what stands elsewhere on the front")
        self._rows: list[tuple[QLabel, QWidget]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self.rows.addLayout(self._grid)
        for field in (self.name, self.layout_, self.fill, self.section, self.tag, self.author, self.search):
            self._add(field)
        for field in (self.most, self.least, self.days):
            self._add(field)
        for box in (self.with_photo, self.repeats):
            self.rows.addWidget(box)
        self.keep = QPushButton("Keep")
        self.keep.setProperty("kind", "primary")
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.rows.addWidget(self.keep)
        self.fill.currentIndexChanged.connect(self._show_rules)
        self.take_publication(publication)
        self._listen()

    def _listen(self) -> None:
        for field in (self.name, self.tag, self.author, self.search):
            field.textEdited.connect(self.touched)
        for box in (self.layout_, self.fill, self.section):
            box.activated.connect(self._touched)
        for number in (self.most, self.least, self.days):
            number.valueChanged.connect(self._touched)
        for check in (self.with_photo, self.repeats):
            check.clicked.connect(self._touched)
        self.closed.connect(self.touched)

    def _touched(self, _: object) -> None:
        self.touched.emit()

    def _add(self, field: QWidget) -> None:
        label = QLabel(field.accessibleName())
        label.setProperty("role", "field")
        label.setBuddy(field)
        row = len(self._rows)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(field, row, 1)
        self._rows.append((label, field))

    def take_publication(self, publication: Publication) -> None:
        """Offer its sections."""
        self.section.clear()
        self.section.addItem("any", "")
        for one in publication.sections:
            self.section.addItem(one.name, one.slug)

    def edit(self, front: str, was: Container | None, section: str = "") -> None:
        """Show a container, or what a new one starts with."""
        self._front, self._was = front, was
        shown = was or Container(id="", slug="", name="", fill=Fill.MANUAL, pick=Pick(section=section))
        self.title.setText(was.name if was else "New container")
        self.name.setText(shown.name)
        self.layout_.setCurrentIndex(self.layout_.findData(shown.layout))
        self.fill.setCurrentIndex(self.fill.findData(shown.fill))
        if self.section.findData(shown.pick.section) < 0:
            self.section.addItem(shown.pick.section, shown.pick.section)
        self.section.setCurrentIndex(self.section.findData(shown.pick.section))
        for field, said in ((self.tag, shown.pick.tag), (self.author, shown.pick.author)):
            field.setText(said)
        self.search.setText(shown.pick.search)
        for box, number in ((self.most, shown.most), (self.least, shown.least), (self.days, shown.days)):
            box.setValue(number)
        self.with_photo.setChecked(shown.with_photo)
        self.repeats.setChecked(shown.repeats)
        say_wrong(self.name, "")
        self._new_id = new_id()
        self._begun = self._wanted()
        self._show_rules()

    def _show_rules(self) -> None:
        fill = self.fill.currentData()
        ruled = fill is not Fill.MANUAL
        for label, field in self._rows:
            if field in (self.section, self.tag, self.author, self.search):
                shown = ruled and fill is not Fill.POPULAR
            elif field is self.days:
                shown = ruled
            else:
                continue
            label.setVisible(shown)
            field.setVisible(shown)
        self.with_photo.setVisible(ruled)
        self.adjustSize()

    def _keep(self) -> None:
        name = self.name.text().strip()
        say_wrong(self.name, "" if name else "Give it a name")
        if not name:
            return
        wanted = self._wanted()
        if wanted != self._was:
            self.kept.emit(self._front, self._was, wanted)
        self.leave()

    def typed(self) -> Typed | None:
        """Return what stands in the fields and is not kept."""
        wanted = None if self.isHidden() else self._wanted()
        if wanted is None or wanted == self._begun:
            return None
        name = f"the container “{self._was.name}”" if self._was else "a new container"
        fields = (("Name", self.name), ("Tag", self.tag), ("Author", self.author), ("Search", self.search))
        texts = tuple((said, field.text()) for said, field in fields if field.text().strip())
        return Typed(
            f"container-{wanted.id}",
            name,
            texts,
            self._front,
            container=replace(wanted, name=wanted.name or "New container"),
            container_was=self._was,
        )

    def _wanted(self) -> Container:
        """Return the container as the fields say it."""
        name = self.name.text().strip()
        base = self._was or Container(id=self._new_id, slug=_slug(name, self.taken), name=name)
        return replace(
            base,
            name=name,
            layout=self.layout_.currentData(),
            fill=self.fill.currentData(),
            pick=Pick(
                section=self.section.currentData(),
                tag=self.tag.text().strip(),
                author=self.author.text().strip(),
                search=self.search.text().strip(),
            ),
            most=self.most.value(),
            least=min(self.least.value(), self.most.value()),
            days=self.days.value(),
            with_photo=self.with_photo.isChecked(),
            repeats=self.repeats.isChecked(),
        )


def _choice(name: str, known: Iterable[tuple[object, str]]) -> QComboBox:
    box = choice_field(name)
    for value, said in known:
        box.addItem(said, value)
    return box


def _slug(name: str, taken: set[str]) -> str:
    """Return a slug that no other container on the board has."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "container"
    numbers = (f"{plain}-{number}" for number in range(2, 1000))
    return plain if plain not in taken else next(one for one in numbers if one not in taken)
