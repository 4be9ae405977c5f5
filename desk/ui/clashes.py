"""Where two people set the same thing at the same time: what stands, the other's words, and the choice."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from os.path import commonprefix

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desk import operations as ops
from desk.domain import Clash, DeskError, Done, Publication
from desk.operations.clashes import Asked
from desk.ui.session import Session

_LONGEST = 110  # characters of each side that are shown
_AHEAD = 30  # of them, from before where the two part
_TIPS = {
    "Keep yours": ("Leave it as it stands; theirs stays in the history", "Take theirs out of the text"),
    "Keep theirs": ("Set it to what they wrote; yours stays in the history", "Take yours out of the text"),
    "Keep both": ("Put theirs after yours", "Leave the text as it stands"),
}
"""The choices, and what each does where yours stands and where both do."""


class ClashBar(QFrame):
    """Asks about one field after the other; what is not answered is asked again at the next start."""

    failed = Signal(object)
    publication_changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(objectName="notice")
        self._session = session
        self._key = str(session.desk.folder)
        self._waiting: list[Clash] = []
        self._asked: Asked | None = None
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.words, 1)
        self.buttons: dict[str, QPushButton] = {}
        acts = (self.keep, self.take_theirs, self.take_both)
        for name, act in zip(_TIPS, acts, strict=True):
            self.buttons[name] = button = QPushButton(name)
            button.setProperty("kind", "link")
            button.clicked.connect(act)
            row.addWidget(button)
        self.hide()
        session.bus.clashed.connect(self.take)
        session.bus.changed.connect(self._look_again)
        self.take(self._remembered())

    def take(self, clashes: Sequence[Clash]) -> None:
        """Ask about more."""
        self._waiting += [one for one in clashes if one not in self._waiting]
        self._remember([*self._remembered(), *self._waiting])
        if self._asked is None:
            self._next()

    def _remembered(self) -> list[Clash]:
        """Return what this program or another one asks about, or did when it ended."""
        held = self._session.settings.stored("clashes", {}).get(self._key, [])
        return [replace(one, said=tuple(one.said)) for one in (Clash(**values) for values in held)]

    def _remember(self, clashes: Sequence[Clash]) -> None:
        every = self._session.settings.stored("clashes", {})
        own = [asdict(one) for one in dict.fromkeys(clashes)]
        others = {key: held for key, held in every.items() if key != self._key}
        self._session.settings.set(clashes=others | ({self._key: own} if own else {}))

    def _next(self) -> None:
        if not self._waiting:
            self._asked = None
            self.hide()
            return
        desk, clash = self._session.desk, self._waiting[0]
        shown = partial(self._show, clash)
        self._session.ask(lambda: ops.clashes.told(desk, clash), shown, self.failed.emit)

    def _show(self, clash: Clash, asked: Asked | None) -> None:
        if self._waiting[:1] != [clash]:
            return  # it was looked at twice, and is answered
        self._asked = asked
        if asked is None:  # settled, here or elsewhere
            self._drop()
            return
        more = f" ({len(self._waiting) - 1} more after this one)" if len(self._waiting) > 1 else ""
        did, stands = ("changed", "Both stand, yours first") if asked.stand else ("set", "Yours stands")
        mine, theirs = _quoted(asked.mine, asked.theirs)
        self.words.setText(
            f"{asked.author} {did} {asked.what} while you did. {stands}: {mine}. Theirs: {theirs}.{more}"
        )
        for name, tips in _TIPS.items():
            self.buttons[name].setToolTip(tips[asked.stand])
        self.buttons["Keep both"].setVisible(asked.both)
        self.setEnabled(True)
        self.show()

    def _look_again(self) -> None:
        """See whether what is asked about was settled by another change."""
        if self._asked is not None and self.isEnabled():
            self._next()

    def keep(self) -> None:
        """Leave mine as it stands, or alone where both do."""
        if self._asked is not None and self._asked.stand:
            self._settle(ops.clashes.take_mine)
        elif self._asked is not None:
            self._drop()

    def take_theirs(self) -> None:
        """Set it to what the other wrote."""
        self._settle(ops.clashes.take_theirs)

    def take_both(self) -> None:
        """Put theirs after mine, or leave both where they stand."""
        if self._asked is not None and self._asked.stand:
            self._drop()
        elif self._asked is not None and self._asked.both:
            self._settle(ops.clashes.take_both)

    def _settle(self, act: Callable[[ops.Desk, Clash], Done[object]]) -> None:
        if self._asked is not None and self.isEnabled():
            self.setEnabled(False)
            run = partial(act, self._session.desk, self._asked.clash)
            self._session.do(run, self._settled, self._refused)

    def _settled(self, thing: object) -> None:
        self._drop()
        if isinstance(thing, Publication):
            self.publication_changed.emit(thing)

    def _refused(self, error: DeskError) -> None:
        self.setEnabled(True)
        self.failed.emit(error)

    def _drop(self) -> None:
        self._asked = None
        answered = self._waiting.pop(0)
        self._remember([one for one in self._remembered() if one != answered])
        self._next()


def _quoted(*sides: str) -> list[str]:
    """Return both sides in quotes, long ones from before they part; the sentence has the full stop."""
    said = [" ".join(side.split()).removesuffix(".") for side in sides]
    parted = len(commonprefix(said))  # noqa: RUF071  (no paths)
    start = said[0].rfind(" ", 0, max(parted - _AHEAD, 0)) + 1 if max(map(len, said)) > _LONGEST else 0
    return [_cut(words, start) for words in said]


def _cut(words: str, start: int) -> str:
    if not words:
        return "nothing"
    before, after = "…" if start else "", "…" if len(words) > start + _LONGEST else ""
    return f"“{before}{words[start : start + _LONGEST]}{after}”"
