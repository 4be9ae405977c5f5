"""One finding in the inspector: what is wrong, where, why it matters, and what can be done about it."""

from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk.domain import Scope
from desk.ui.checks.point import Point, readable
from desk.ui.checks.underlining import fixing
from desk.ui.inspector_card import InspectorCard
from desk.ui.theme import LABEL, Theme, current

REASON: Final = "Right as it stands"
_QUOTED: Final = 80  # characters of the words that are shown
_ISOLATE, _POP = (
    "\N{FIRST STRONG ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
)  # the words run as they do in the text


class FindingCard(InspectorCard):
    """Shows a finding; what can be done with it stands below while a person is at it."""

    fix_wanted = Signal(str)
    fix_all_wanted = Signal(str)
    dismissed = Signal(str, object, str)
    """It may stand: how far that reaches (Scope), and why."""

    def __init__(self, point: Point, where: str, alike: int) -> None:
        super().__init__("finding", point.key)
        self._said: tuple[Point, str, int, Theme] | None = None
        self._build()
        self.say(point, where, alike)
        self.mark(False)

    def _build(self) -> None:
        self.message, self.where, self.why = (self.label(role=role) for role in ("", "field", "hint"))
        self.where.setTextFormat(Qt.TextFormat.RichText)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(11, 8, 14, 9)
        rows.setSpacing(3)
        for widget in (self.message, self.where, self.why, self._buttons(), self._reasons()):
            rows.addWidget(widget)

    def _buttons(self) -> QWidget:
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        self.fix = self.button(lambda: self.fix_wanted.emit(self.key))
        self.fix_all = self.button(lambda: self.fix_all_wanted.emit(self.key))
        self.stand = self.button(self.ask, "Let it stand…")
        for button in (self.fix, self.fix_all, self.stand):
            row.addWidget(button)
        row.addStretch(1)
        return self._actions

    def _reasons(self) -> QWidget:
        """Build the line in which a person says why a finding may stand."""
        self._reason = QWidget()
        self.scope = QComboBox(accessibleName="How far it may stand")
        for scope in Scope:
            self.scope.addItem(scope.label, scope)
        self.reason = QLineEdit(
            REASON, placeholderText="Why may it stand?", accessibleName="Why it may stand"
        )
        self.reason.returnPressed.connect(self._dismiss)
        done = self.button(self._dismiss, "Let it stand")
        back = self.button(self._leave, "Cancel")
        rows = QVBoxLayout(self._reason)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self.reason)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.scope)
        row.addStretch(1)
        row.addWidget(done)
        row.addWidget(back)
        rows.addLayout(row)
        self._reason.hide()
        return self._reason

    # What is shown

    def say(self, point: Point, where: str, alike: int) -> None:
        """Show a finding; `alike` says how many of its kind can be put right at once."""
        finding = point.finding
        if (said := (point, where, alike, current())) == self._said:
            return
        self._said = said
        self.message.setFont(current().sans(LABEL))
        self.message.setText(readable(finding.message))
        self.where.setText(_told(point, where))
        self.why.setText(finding.why)
        self.fix.setVisible(finding.fix is not None)
        self.fix.setText(fixing(finding.fix or "").replace("&", "&&"))
        self.fix_all.setVisible(finding.fix is not None and alike > 1)
        self.fix_all.setText(f"All {alike} of this kind")
        self.setAccessibleName(f"{finding.message} {where}: {point.before}{finding.words}{point.after}")
        self.setAccessibleDescription(finding.why)

    def mark(self, now: bool) -> None:
        """Show what can be done with the finding that a person is at, and it alone."""
        if self.property("now") == now:
            return
        if not now:
            self._reason.hide()
        self._actions.setVisible(now and self._reason.isHidden())
        self.why.setVisible(now)
        self.dress("now", now)

    # What a person does

    def ask(self) -> None:
        """Ask why it may stand; Enter takes the common reason."""
        self._actions.hide()
        self._reason.show()
        self.reason.setFocus()
        self.reason.selectAll()

    def _leave(self) -> None:
        self._reason.hide()
        self._actions.setVisible(bool(self.property("now")))
        self.setFocus()

    def _dismiss(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.dismissed.emit(self.key, Scope(self.scope.currentData()), reason)
        else:
            self.reason.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete lets it stand, Esc goes back."""
        if event.key() == Qt.Key.Key_Escape and not self._reason.isHidden():
            self._leave()
        elif event.key() == Qt.Key.Key_Delete:
            self.ask()
        else:
            super().keyPressEvent(event)


def _told(point: Point, where: str) -> str:
    """Return where a finding is, and its words among those about them, as rich text."""
    words = point.finding.words if point.finding.start < point.finding.end else ""
    if not words:
        return escape(where)
    shown = words if len(words) <= _QUOTED else words[: _QUOTED - 1].rstrip() + "…"
    ground, ink = current().tokens["selection"], current().tokens["ink"]
    marked = f"<span style='background-color:{ground};color:{ink};white-space:pre'>{_kept(shown)}</span>"
    return f"{escape(where)} · {_ISOLATE}{_kept(point.before)}{marked}{_kept(point.after)}{_POP}"


def _kept(words: str) -> str:
    """Return words as HTML on one line, with their spaces."""
    return escape(words.replace("\n", " ")).replace("  ", "\N{NO-BREAK SPACE} ")
