"""What joins the copy desk to the rest: it reads along as one types, off the GUI thread."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desk import operations as ops
from desk.domain import Change, DeskError, Dismissal, Scope, Stopped, Story
from desk.text import Block
from desk.ui.checks.fields import parts
from desk.ui.checks.pane import ChecksPane
from desk.ui.checks.placing import Body, Pieces, body_of, cut, in_source
from desk.ui.checks.point import Point, points
from desk.ui.checks.stood import Stood
from desk.ui.checks.underlining import Underlining
from desk.ui.editor.overdrawn import OverdrawnEdit
from desk.ui.fields import GrowingText
from desk.ui.open_story import OpenStory
from desk.ui.pause import Pause
from desk.ui.photos import PhotoPane
from desk.ui.positions import units
from desk.ui.searched_fields import Field, Place, select
from desk.ui.searched_fields import replace as put
from desk.ui.session import Session
from desk.ui.sheet import Sheet
from desk.ui.spelling import Spelling

_PAUSE: Final = 350  # ms without a key
_LONGEST: Final = 1_500  # ms of typing without a pause
_TURN: Final = 60_000  # ms after which times of the clock are looked at again
_WORDS: Final = ("caption", "alt", "extended")  # of a photo
_AROUND: Final = frozenset({"photo", "list", "related", "publication"})
"""Kinds of change that may make a finding of what was right; so may one of another story."""


class Looked(NamedTuple):
    """What was found in a story: what is open, what was let stand, and where in the body it is."""

    points: list[Point]
    stood: tuple[Stood, ...]
    pieces: Pieces


class Checking(QObject):
    """Follows the story on the sheet."""

    wanted = Signal()
    """The inspector's tab of checks shall be seen."""

    go_wanted = Signal(str)
    """A field shall be seen and have the keyboard."""

    counted = Signal(int, int)
    """How many findings must be cleared, and how many there are."""

    said = Signal(str, object)
    """Something was done: what to say, and how to take it back (a callable, or None)."""

    failed = Signal(object)

    def __init__(
        self, session: Session, open_story: OpenStory, sheet: Sheet, photos: PhotoPane, spelling: Spelling
    ) -> None:
        super().__init__(sheet)
        self._session = session
        self._open = open_story
        self._sheet = sheet
        self._body = sheet.body
        self._photos = photos
        self._spelling = spelling
        self.pane = ChecksPane()
        self._points: list[Point] = []
        self._in_body = Pieces()
        self._now = self._for = ""
        self._asked = self._answered = 0
        self._stopped = False
        fields = {"headline": sheet.headline, "standfirst": sheet.standfirst, "body": sheet.body}
        fields |= {name: photos.form.fields[name] for name in _WORDS}
        self._underlining = {name: self._underline(field) for name, field in fields.items()}
        self._pause = Pause(self, _PAUSE, self._check)
        self._longest = Pause(self, _LONGEST, self._check)
        self._turn = QTimer(self, interval=_TURN)
        self._turn.timeout.connect(self._pause.start)
        self._connect()

    def _underline(self, field: OverdrawnEdit) -> Underlining:
        made = Underlining(field)
        made.chosen.connect(self.show)
        made.fix_wanted.connect(self.fix)
        made.dismiss_wanted.connect(self.ask)
        return made

    def _connect(self) -> None:
        self._open.opened.connect(self._opened)
        self._open.changed.connect(self._touched)
        self._open.touched.connect(self._touched)
        self._body.filled.connect(self._pause.soon)
        self._photos.shown.connect(self._put)
        self._session.bus.changed.connect(self._changed)
        self._spelling.changed.connect(self._pause.soon)
        pane = self.pane
        pane.chosen.connect(self.choose)
        pane.entered.connect(self.go)
        pane.fix_wanted.connect(self.fix)
        pane.fix_all_wanted.connect(self.fix_all)
        pane.dismissed.connect(self._dismiss)
        pane.stood.back_wanted.connect(self._back)
        self._turn.start()

    @property
    def waiting(self) -> bool:
        """Return whether the story has changed since it was last read, or is being read."""
        return self._pause.isActive() or self._asked != self._answered

    def underlined(self, name: str) -> list[str]:
        """Return the words that are underlined in a field, in their order."""
        return self._underlining[name].words()

    def stop(self) -> None:
        """Read no more."""
        self._stopped = True
        for timer in (self._pause, self._longest, self._turn):
            timer.stop()

    # Reading along

    def look(self) -> None:
        """Read the story that is open."""
        self._opened(self._open.story)

    def _opened(self, story: Story | None) -> None:
        if story is None or story.id != self._for:
            self.pane.stopped.hide()
        self._for = story.id if story else ""
        if story is None:
            self._found(self._asked, Looked([], (), Pieces()))
        else:
            self._pause.soon()

    def _touched(self, _: object = None) -> None:
        self._pause.soon()
        if not self._longest.isActive():
            self._longest.soon()

    def _changed(self, change: Change) -> None:
        if change.kinds & _AROUND or ("story" in change.kinds and change.ids - {self._for}):
            self._pause.soon()

    def _check(self) -> None:
        """Have the story read as it now stands; once all of it is there."""
        self._pause.stop()
        self._longest.stop()
        story = self._open.story
        if story is None or self._stopped:
            return
        if self._body.is_filling() or self._open.coming():
            self._pause.soon()
            return
        shown = self._sheet.source_view.isHidden()
        body = list(self._body.held()) if shown else self._sheet.source_view.markdown()
        self._asked += 1
        spelt = self._spelling.speller, self._spelling.ignored
        look = partial(_look, self._session.desk, story, body, *spelt)
        self._session.ask(look, partial(self._found, self._asked), self._refused)

    def _found(self, asked: int, found: Looked) -> None:
        if asked != self._asked:
            return  # a later look is on its way
        self._answered = asked
        self._in_body, self._points = found.pieces, found.points
        required = sum(point.finding.level.required for point in self._points)
        self.pane.show_points(found.points, found.stood)
        self._put()
        self.counted.emit(required, len(self._points))

    def _refused(self, error: DeskError) -> None:
        if not self._stopped:  # a window that goes ends its speller
            self.failed.emit(error)

    def _put(self) -> None:
        """Underline what was found, where it still stands."""
        for name, underlining in self._underlining.items():
            underlining.show(self._placed(name))

    def _placed(self, name: str) -> Pieces:
        if name == "body":
            return self._in_body
        field = f"photos/{self._photos.number}/{name}" if name in _WORDS else name
        here = [point for point in self._points if point.finding.field == field]
        holder = self._holder(field)
        if not here or not isinstance(holder, GrowingText):
            return Pieces()
        lines = holder.words().split("\n")
        return cut(lines, range(len(lines)), here)

    # What a person does about it

    def choose(self, key: str) -> None:
        """Mark a finding in list and text, and bring its words in sight."""
        self._mark(key)
        point = self._point(key)
        span = self._span(point) if point else None
        if point and span and point.finding.field == "body":
            select(self._body, *span)
            self._sheet.show_cursor()

    def show(self, key: str) -> None:
        """Show a finding in the inspector."""
        self.wanted.emit()
        self._mark(key)

    def ask(self, key: str) -> None:
        """Ask why a finding may stand."""
        self.show(key)
        self.pane.ask(key)

    def go(self, key: str) -> None:
        """Go to the words of a finding, in whatever field."""
        point = self._point(key)
        if point is None:
            return
        self._mark(key)
        self.go_wanted.emit(point.finding.field)
        self._put()
        span, holder = self._span(point), self._holder(point.finding.field)
        if span and holder is not None:
            select(holder, *span)
        elif point.finding.field == "body" and (place := in_source(self._sheet.markdown(), point)):
            select(self._sheet.text_field, *place)
        if point.finding.field == "body":
            self._sheet.show_cursor()

    def step(self, way: int) -> None:
        """Go to the next finding, or the one before."""
        if not self._points:
            self.said.emit("The copy desk points out nothing here.", None)
            return
        keys = [point.key for point in self._points]
        at = keys.index(self._now) + way if self._now in keys else 0 if way > 0 else -1
        self.go(keys[at % len(keys)])

    def fix_here(self) -> None:
        """Put right what the person is at."""
        if self._point(self._now):
            self.fix(self._now)

    def fix(self, key: str) -> None:
        """Put what the copy desk offers in place of a finding's words; one step of the field's undo."""
        point = self._point(key)
        if point is None or point.finding.fix is None:
            return
        if self._holder(point.finding.field) is None:
            self.go_wanted.emit(point.finding.field)
            self._put()
        self._replace([point])

    def fix_all(self, key: str) -> None:
        """Put right all findings of a kind; one step of undo in each field."""
        wanted = self._point(key)
        if wanted is not None:
            rule = wanted.finding.rule
            kind = [one for one in self._points if one.finding.rule == rule and one.finding.fix is not None]
            self._replace(kind)

    def _replace(self, those: Sequence[Point]) -> None:
        """Put fixes in place of words that still stand."""
        done = 0
        for field in dict.fromkeys(point.finding.field for point in those):
            holder = self._holder(field)
            here = [(self._span(one), one.finding.fix or "") for one in those if one.finding.field == field]
            places = sorted({Place(0, *span, fix) for span, fix in here if span})
            if holder is not None and places:
                put(holder, places)
                done += len(places)
        left = len(those) - done
        if left:
            source = not self._sheet.source_view.isHidden()
            why = f"{left} stand elsewhere: go to each, and put it right there." if done else _MOVED
            self.said.emit(_SOURCE if source and not done else why, None)
        self._check()

    def _dismiss(self, key: str, scope: Scope, reason: str) -> None:
        """Let a finding stand, once what is typed is stored."""
        point, story, desk = self._point(key), self._open.story, self._session.desk
        if point is None or story is None:
            return
        finding = point.finding
        dismiss = partial(ops.clearing.dismiss, desk, story.id, finding, reason, scope=scope)

        def stands(said: Dismissal) -> None:
            self.said.emit(f"It may stand: {reason}", partial(self._bring_back, story.id, said))

        self._open.flush(lambda: self._session.do(dismiss, stands, self.failed.emit))
        self.pane.give_keyboard(key)

    def _bring_back(self, story: str, said: Dismissal) -> None:
        """Point out again what was let stand."""
        desk = self._session.desk
        back = partial(ops.clearing.bring_back, desk, story, said)
        self._open.flush(lambda: self._session.do(back, None, self.failed.emit))

    def _back(self, said: Dismissal) -> None:
        if self._open.story is not None:
            self._bring_back(self._open.story.id, said)

    def stop_at(self, stopped: Stopped, move: Callable[[str], object]) -> None:
        """Show what keeps the story from a status; `move` takes the reason why it moves on all the same."""
        self.wanted.emit()
        self.pane.stopped.ask(stopped, move)
        self.pane.verticalScrollBar().setValue(0)
        self.pane.stopped.reason.setFocus()

    def _mark(self, key: str) -> None:
        self._now = key
        self.pane.mark(key)
        for underlining in self._underlining.values():
            underlining.mark(key)

    def _point(self, key: str) -> Point | None:
        return next((point for point in self._points if point.key == key), None)

    def _holder(self, field: str) -> Field | None:
        """Return the widget that holds the words of a field now, where one does."""
        sheet, photos = self._sheet, self._photos
        if field == "body":
            return sheet.body if sheet.source_view.isHidden() else None
        name, number, part = parts(field)
        if name == "photos" and number == photos.number:
            return photos.form.fields.get(part)
        return {"kicker": sheet.kicker, "headline": sheet.headline, "standfirst": sheet.standfirst}.get(field)

    def _span(self, point: Point) -> tuple[int, int] | None:
        """Return where the words of a finding stand in their widget, as Qt counts."""
        finding = point.finding
        for underlining in self._underlining.values():
            if span := underlining.span(point.key):
                return span
        if finding.field != "kicker":
            return None
        words = self._sheet.kicker.text()
        if words[finding.start : finding.end] != finding.words:
            return None
        return units(words, finding.start), units(words, finding.end)


_SOURCE: Final = "The text is shown as Markdown: turn to the text (Ctrl+Shift+M), and put it right there."
_MOVED: Final = "The words have changed meanwhile; nothing was put in their place."


def _look(
    desk: "ops.Desk",
    story: Story,
    body: list[tuple[Block, ...]] | str,
    speller: "ops.spelling.Speller | None" = None,
    ignored: frozenset[str] = frozenset(),
) -> Looked:
    """Read a story as it stands on the sheet."""
    said = Body(body) if isinstance(body, str) else body_of(body)
    read = replace(story, body=said.markdown)
    checked = ops.checking.check(desk, read, speller=speller, ignored=ignored)
    lines = {name: getattr(story, name) for name in ("kicker", "headline", "standfirst")}
    lines |= {f"photos/{at}/caption": place.caption for at, place in enumerate(story.photos)}
    found = points(checked.open, {**lines, "body": "\n".join(said.lines)})
    here = [point for point in found if point.finding.field == "body"]
    return Looked(found, checked.dismissed, cut(said.lines, said.numbers, here))
