"""The About box: which version this is, what it is made of, and under which licences."""

import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QIcon, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desk import __version__, paths
from desk.ui.theme import TITLE, current

_TEXTS: Final = Qt.ItemDataRole.UserRole + 1
_ICON: Final = 64  # px
_HINT: Final = (
    "Free to use, change and share under the MIT licence. It stands on the work of others, each under the "
    "licence shown below. Qt may be replaced by another build of the same version."
)


class About(QDialog):
    """Name, version and parts; the text of the chosen part's licence below them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("About Desk")
        self.resize(current().px(720), current().px(600))
        self.parts = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True, accessibleName="Parts")
        self.parts.setObjectName("found")
        self.parts.setHeaderLabels(["Part", "Version", "Licence"])
        self.parts.header().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.parts.currentItemChanged.connect(self._show)
        self.text = QPlainTextEdit(readOnly=True, accessibleName="The licence's text")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self._fill()
        both = QSplitter(Qt.Orientation.Vertical, childrenCollapsible=False)
        both.addWidget(self.parts)
        both.addWidget(self.text)
        both.setSizes([current().px(220), current().px(200)])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        if paths.licences().is_dir():
            files = buttons.addButton("Open folder", QDialogButtonBox.ButtonRole.ActionRole)
            files.clicked.connect(_open_folder)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(28, 24, 28, 20)
        rows.setSpacing(12)
        rows.addLayout(_head())
        rows.addWidget(both, 1)
        rows.addWidget(buttons)

    def _fill(self) -> None:
        for name, version, licence, texts in _parts():
            item = QTreeWidgetItem(self.parts, [name, version, licence])
            item.setData(0, _TEXTS, texts)
            item.setToolTip(2, licence)
        for column, width in enumerate((190, 150)):
            self.parts.setColumnWidth(column, current().px(width))
        self.parts.setCurrentIndex(self.parts.model().index(0, 0))

    def _show(self, item: QTreeWidgetItem) -> None:
        texts: list[Path] = item.data(0, _TEXTS)
        self.text.setPlainText("\n\n".join(one.read_text("utf-8", "replace") for one in texts))


def show(parent: QWidget) -> None:
    """Show the box."""
    About(parent).open()


def _head() -> QHBoxLayout:
    picture = QLabel()
    side = current().px(_ICON)
    picture.setPixmap(QIcon(QPixmap(str(paths.resources() / "icons/desk.svg"))).pixmap(side, side))
    name = QLabel(f"Desk {__version__}")
    name.setFont(current().serif(TITLE, bold=True))
    made = QLabel(f"Python {sys.version.split()[0]}, Qt {qVersion()}")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    hint = QLabel(_HINT, wordWrap=True)
    for label in (made, hint):
        label.setProperty("role", "hint")
    words = QVBoxLayout()
    words.setSpacing(4)
    for label in (name, made, hint):
        words.addWidget(label)
    row = QHBoxLayout()
    row.setSpacing(20)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addLayout(words, 1)
    return row


def _parts() -> list[tuple[str, str, str, list[Path]]]:
    """Return name, version and licence of each part, and the files of its text."""
    folder = paths.licences()
    if getattr(sys, "frozen", False):
        rows = [row.split("\t") for row in (folder / "parts.tsv").read_text("utf-8").splitlines()]
        return [
            (name, version, said, sorted((folder / part).iterdir())) for name, version, said, part in rows
        ]
    resources = paths.resources()  # from source: each Python package brings its own
    return [
        ("Desk", __version__, "MIT", [resources.parent / "LICENSE"]),
        ("Fonts", "", "OFL-1.1", sorted((resources / "fonts").glob("LICENSE*"))),
        ("Dictionaries", "", "as each says", sorted((resources / "dictionaries").glob("LICENSE*"))),
    ]


def _open_folder() -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(paths.licences())))
