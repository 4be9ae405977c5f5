"""What is shown of a run that crashed: a bar at the next start, and its report to read, copy and send."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desk import paths
from desk.ui import icons, running
from desk.ui.theme import current

if TYPE_CHECKING:
    from desk.ui.window import Window

_TAIL: Final = 20_000  # letters of the log that go along
_HINT: Final = (
    "Whoever mends Desk needs this. It has versions, places in the program and names of what was done, and "
    "nothing that you wrote. It stays on this device until you send it."
)


class CrashBar(QFrame):
    """Says that the last run crashed, and leads to its report."""

    def __init__(self, reports: Sequence[Path], window: QWidget) -> None:
        """`reports` are new, the newest first."""
        super().__init__(window, objectName="notice")
        self._report = reports[0]
        more = f" (and {len(reports) - 1} more)" if len(reports) > 1 else ""
        self.words = QLabel(
            f"{why(self._report)} There is a report of it{more}, on this device alone.", wordWrap=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 10, 6)
        row.addWidget(self.words, 1)
        for name, tip, act in (
            ("Show", "Read the report", self.show_report),
            ("Copy", "Copy the report, to send it", self.copy),
            ("Open folder", "Show the report's file", open_folder),
        ):
            button = QPushButton(name, toolTip=tip)
            button.setProperty("kind", "link")
            button.clicked.connect(act)
            row.addWidget(button)
        cross = QToolButton(toolTip="Close; the report stays in its folder", accessibleName="Close")
        cross.setIcon(icons.icon("x", "mute"))
        cross.clicked.connect(self.hide)
        row.addWidget(cross)

    def show_report(self) -> None:
        """Show the report."""
        Report(self._report, self.window()).open()

    def copy(self) -> None:
        """Copy the report as it was written."""
        QGuiApplication.clipboard().setText(_words(self._report))
        self.words.setText("The report was copied.")


class Report(QDialog):
    """A report to read; the person alone adds what may quote them."""

    def __init__(self, report: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._report = report
        self.setWindowTitle("Report of a crash")
        self.resize(current().px(720), current().px(560))
        title = QLabel(why(report), wordWrap=True)
        title.setFont(current().serif(20, bold=True))
        hint = QLabel(_HINT, wordWrap=True)
        hint.setProperty("role", "hint")
        self.text = QPlainTextEdit(readOnly=True, accessibleName="The report")
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.whole = QCheckBox("Add the log, which may quote what you wrote")
        self.whole.toggled.connect(self._fill)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        for name, act in (("Copy", self.copy), ("Open folder", open_folder)):
            button = buttons.addButton(name, QDialogButtonBox.ButtonRole.ActionRole)
            button.clicked.connect(act)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(28, 24, 28, 20)
        rows.setSpacing(12)
        for widget in (title, hint, self.text, self.whole, buttons):
            rows.addWidget(widget)
        self._fill()

    def _fill(self) -> None:
        self.text.setPlainText(_words(self._report) + (_log() if self.whole.isChecked() else ""))

    def copy(self) -> None:
        """Copy what is shown."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())


def show(window: "Window", reports: Sequence[Path]) -> None:
    """Show a bar above a window's workspaces, where there are reports."""
    if reports:
        window.bars.insertWidget(1, CrashBar(reports, window))


def show_newest(window: "Window") -> None:
    """Show the report of the last crash, however long ago it was."""
    found = sorted(running.folder().glob("*.txt"))
    if found:
        Report(found[-1], window).open()
    else:
        window.notice.say("Desk has never crashed here.")


def why(report: Path) -> str:
    """Return a report's first line, which says how the run ended."""
    return _words(report).partition("\n")[0]


def open_folder() -> None:
    """Show the folder of the reports in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(running.folder())))


def _words(report: Path) -> str:
    try:
        return report.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "The report cannot be read any more.\n"


def _log() -> str:
    try:
        said = (paths.settings() / "desk.log").read_text(encoding="utf-8", errors="replace")
    except OSError:
        said = "there is none\n"
    return f"\nThe log, {paths.settings() / 'desk.log'}:\n\n{said[-_TAIL:]}"
