"""From a finding of the copy desk to its field, wherever in the window that stands."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk.ui.checks import Checking, parts, told
from desk.ui.rooms import Rooms

_PHOTO, _CURATION, _DETAILS = range(3)  # tabs of the inspector
_SHEET: Final = {"bylines": "byline", "dateline": "day", "source": "source", "kicker": "kicker"}


class Going(QObject):
    """Shows a field and gives it the keyboard; shows what the copy desk has to say."""

    def __init__(self, frame: Rooms) -> None:
        super().__init__(frame)
        self._frame = frame
        frame.late.when(Checking, self._hear)
        frame.status.checks.clicked.connect(self.show)

    def _hear(self, checking: Checking) -> None:
        checking.wanted.connect(self._show_tab)
        checking.go_wanted.connect(self.go)
        checking.counted.connect(self._say)
        checking.look()

    def _say(self, required: int, every: int) -> None:
        frame = self._frame
        tab, name = frame.inspector.indexOf(frame.tabs[Checking]), told(required)
        if frame.inspector.tabText(tab) != name:  # the tabs are laid out anew
            frame.inspector.setTabText(tab, name)
        frame.status.say_checks(required, every)
        if story := frame.open_story.story:
            frame.flags.put(story.id, required)

    def _show_tab(self) -> None:
        self._frame.show_tab(self._frame.inspector.indexOf(self._frame.tabs[Checking]))

    def show(self) -> None:
        """Show what the copy desk points out, and give it the keyboard."""
        self._show_tab()
        self._frame.checking.pane.take_focus()

    def go(self, field: str) -> None:
        """Show a field and give it the keyboard."""
        frame, (name, number, part) = self._frame, parts(field)
        if name == "photos":
            frame.show_tab(_PHOTO)
            self._photo(number, part)
        elif name in ("related", "places"):
            frame.show_tab(_CURATION)
            _focus(frame.curation)
        elif name in ("body", "headline", "standfirst") or name in _SHEET:
            frame.go("write")
            frame.leave_history()
            _focus(frame.sheet.text_field if name == "body" else getattr(frame.sheet, _SHEET.get(name, name)))
        else:
            frame.show_tab(_DETAILS)
            _focus(getattr(frame.details, name, frame.details))

    def _photo(self, number: int, part: str) -> None:
        photos = self._frame.photos
        if number >= 0:
            photos.show_number(number)
        if part and part not in photos.form.inputs:
            photos.form.unfold(True)
        made = photos.form.inputs.get(part)
        _focus(made.input if made else photos)


def _focus(widget: QWidget) -> None:
    """Give the keyboard to a widget, or to the first in it that takes it."""
    if widget.focusPolicy():
        widget.setFocus()
    else:
        widget.focusNextChild()
