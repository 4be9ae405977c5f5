"""The story on the sheet: the one working copy that every pane edits, saved by itself."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk import text
from desk.domain import Change, Comment, DeskError, Story, Unwritable, merge_stories, storable
from desk.ui.pause import Pause
from desk.ui.session import Session

_PAUSE = 600  # ms without a key
_LONGEST = 4000  # ms of typing without a pause
_AGAIN = 4000  # ms until a refused save is tried again
_log = logging.getLogger(__name__)


class OpenStory(QObject):
    """Holds the story as the person sees it and brings it to the store after each pause in typing.

    Words on their way lie in an outbox, one entry a story: the sheet can go on to another story while the
    disk refuses, and each entry is tried again until the store has it.
    """

    opened = Signal(object)
    """A story came onto the sheet (Story), or None when none is open; also when its stored words changed."""

    changed = Signal(str)
    """The working copy changed; the origin that did it is named."""

    asked = Signal(str)
    """A story, by its id, is on its way from the store to the sheet."""

    unread = Signal(str)
    """The story on its way cannot be read yet, and why; it is asked for again."""

    given_up = Signal()
    """No story is on its way any more."""

    touched = Signal()
    """Something was typed or changed."""

    saving = Signal()
    """There are words that the store does not have yet."""

    saved = Signal(object)
    """The store has what was sent (datetime, local); `safe` says whether that is everything."""

    merged = Signal()
    """Somebody else had saved the story in between; both versions were joined."""

    failed = Signal(object)
    """The store could not take it (DeskError); it is tried again."""

    def __init__(
        self, session: Session, body: Callable[[], str | None], parent: QObject | None = None
    ) -> None:
        """`body` gives the Markdown of the body editor, or None where nothing in it changed."""
        super().__init__(parent)
        self._session = session
        self._body = body
        self.placed: Callable[[tuple[Comment, ...]], tuple[Comment, ...]] = tuple
        """Gives comments their passages as these stand in the body editor now."""
        self.coming: Callable[[], bool] = bool
        """Tells whether a part of the body is on its way into its editor; asking for it would finish that."""
        self._story: Story | None = None
        self._doc: text.Doc | None = None
        self._wanted = ""
        self._before: Story | None = None
        self._dirty = False
        self._outbox: dict[str, Story] = {}
        self._sent: Story | None = None
        self._then: list[Callable[[], object]] = []
        self._pause = Pause(self, _PAUSE, self._due)
        self._longest = Pause(self, _LONGEST, self._due)
        self._again = Pause(self, _AGAIN, self._pump)
        self._read_again = Pause(self, _AGAIN, self._fetch)
        session.bus.changed.connect(self._elsewhere)

    @property
    def story(self) -> Story | None:
        """Return the working copy; the newest words of the body may still be in its editor."""
        return self._story

    @property
    def wanted(self) -> str:
        """Return the id of the story that is on the sheet or on its way there."""
        return self._wanted

    @property
    def before(self) -> Story | None:
        """Return the story that was on the sheet before the one that is on its way."""
        return self._story or self._before

    @property
    def safe(self) -> bool:
        """Return whether the store has everything."""
        return not (self._dirty or self._outbox or self._sent)

    def open(self, key: str) -> None:
        """Bring a story onto the sheet; what is here goes to the outbox first.

        The story that is there already stays, with its cursor and its undo, and takes in what others saved.
        """
        self._post()
        if self._story is not None and self._story.id == key == self._wanted:
            self.look_again()
            return
        self._wanted = key
        self._read_again.stop()
        held = self._held(key)
        if held is not None:
            self._show(held)
            return
        self.asked.emit(key)
        self._fetch()

    def _fetch(self) -> None:
        key = self._wanted
        read = partial(_read, self._session.desk, key)
        self._session.ask(read, partial(self._arrived, key), partial(self._unread, key))

    def _unread(self, key: str, error: DeskError) -> None:
        if key != self._wanted:
            return
        if isinstance(error, Unwritable):  # whatever stands in the way may go
            self._read_again.soon()
            self.unread.emit(error.what)
        else:
            self.stay()
            self._session.tasks.failed.emit(error)

    def leave(self) -> None:
        """Take the story off the sheet while another is on its way."""
        self._post()
        before = self._story
        self._show(None)
        self._before = before

    def stay(self) -> None:
        """Give up the story that is on its way; the one before it stands on the sheet."""
        self._read_again.stop()
        before = self.before
        self._wanted = before.id if before else ""
        self.given_up.emit()
        if self._story is None:
            self._show((self._held(before.id) or before) if before else None)
            self.look_again()

    def _held(self, key: str) -> Story | None:
        """Return a story's words that are on their way to the store."""
        return self.waiting().get(key)

    def _arrived(self, key: str, found: tuple[Story, text.Doc]) -> None:
        if key != self._wanted:
            return  # another story was asked for meanwhile
        self._post()  # what was typed on the old one while this came
        held = self._held(key)
        now = self._story
        if held is None and now is not None and (now.id, now.revision) == (key, found[0].revision):
            return  # it was asked for twice
        self._doc = found[1] if held is None else None
        self._show(held or found[0])
        self._doc = None

    def doc(self) -> text.Doc:
        """Return the working copy's body as blocks."""
        return self._doc or text.read(self._story.body if self._story else "")

    def begin(self, story: Story) -> None:
        """Keep a new story; it may be opened at once, and goes to the store like the words of any other."""
        self._outbox[story.id] = story
        self.saving.emit()
        self._pump()

    def close(self) -> None:
        """Leave the sheet empty."""
        self._post()
        self._wanted = ""
        self._show(None)

    def edit(self, origin: str, **values: Any) -> None:
        """Change fields of the working copy."""
        if self._story is None:
            return
        after = replace(self._story, **values)
        if after != self._story:
            self._story = after
            self.touch()
            self.changed.emit(origin)

    def touch(self) -> None:
        """Note that there is something new to save."""
        if self._story is None:
            return
        if not self._dirty:
            self._dirty = True
            self._longest.soon()
            self.saving.emit()
        self._pause.soon()
        self.touched.emit()

    def flush(self, then: Callable[[], object] | None = None) -> None:
        """Ask for the save now; `then` is called once the store has everything."""
        if then is not None:
            self._then.append(then)
        self._post()
        self._drain()

    def waiting(self) -> dict[str, Story]:
        """Return the stories on their way to the store by id; the editor may hold newer words of its own."""
        sent = {self._sent.id: self._sent} if self._sent else {}
        return {**sent, **self._outbox}

    @property
    def dirty(self) -> bool:
        """Return whether the working copy has words that are not on their way yet."""
        return self._dirty

    def unsaved(self) -> list[Story]:
        """Return the stories that the store does not have yet, as they now are."""
        self._post()
        return list(self.waiting().values())

    def _show(self, story: Story | None) -> None:
        self._story = story
        self._before = None
        self._dirty = False
        self._pause.stop()
        self._longest.stop()
        self.opened.emit(story)
        _log.info("opened %s", story.id if story else "nothing")

    def _due(self) -> None:
        """Save what was typed, once all of it has its place: no key has to wait for a long paste."""
        if self.coming():
            self._pause.soon()
        else:
            self._post()

    def _post(self) -> None:
        """Put the working copy into the outbox."""
        self._pause.stop()
        self._longest.stop()
        if self._dirty and self._story is not None:
            self._story = storable(self._gathered(self._story))
            self._outbox[self._story.id] = self._story
            self._dirty = False
        self._pump()

    def _gathered(self, story: Story) -> Story:
        """Return the working copy with the newest words of the body, and its comments where these stand."""
        body = self._body()
        return story if body is None else replace(story, body=body, comments=self.placed(story.comments))

    def _pump(self) -> None:
        """Send the oldest entry of the outbox, one at a time."""
        if self._sent is not None or not self._outbox or self._again.isActive():
            return
        story = self._outbox.pop(next(iter(self._outbox)))
        self._sent = story
        reason = "edit" if story.revision else "create"
        save = partial(ops.story.save, self._session.desk, story, reason=reason)
        self._session.do(save, self._kept, self._refused, origin="sheet")

    def _kept(self, saved: Story) -> None:
        sent, self._sent = self._sent, None
        if sent is None:
            return
        waiting = self._outbox.get(saved.id)
        if waiting is not None:
            self._outbox[saved.id] = _rebased(sent, waiting, saved)
        if self._story is not None and self._story.id == saved.id:
            self._rebase(sent, saved)
        self._pump()
        _log.info("saved %s as %s", saved.id, saved.revision)
        self.saved.emit(datetime.now())
        self._drain()

    def _rebase(self, sent: Story, saved: Story) -> None:
        """Put the working copy on top of what the store now has."""
        now = self._story
        if now is None:
            return
        if self._dirty:
            now = self._gathered(now)
        after = _rebased(sent, now, saved)
        merged = after.body != now.body or replace(after, **_bookkeeping(now)) != now
        self._story = after
        if merged:
            dirty = self._dirty
            self.opened.emit(after)
            self.merged.emit()
            if dirty:
                self.touch()
        elif now.slug != after.slug:
            self.changed.emit("store")

    def _refused(self, error: DeskError) -> None:
        if self._sent is not None:
            self._outbox.setdefault(self._sent.id, self._sent)
            self._sent = None
        self._again.soon()
        self.failed.emit(error)

    def _drain(self) -> None:
        if self.safe:
            waiting, self._then = self._then, []
            for then in waiting:
                then()

    def _elsewhere(self, change: Change) -> None:
        """Take in what another pane or operation did to this story."""
        story = self._story
        if (
            story is None
            or change.origin == "sheet"
            or story.id not in change.ids
            or "story" not in change.kinds
        ):
            return
        self._session.ask(partial(_read, self._session.desk, story.id), self._refresh)

    def look_again(self) -> None:
        """Take in what another window or program saved."""
        story = self._story
        if story is not None and self.safe:
            read = partial(_read, self._session.desk, story.id)
            self._session.ask(read, self._refresh, lambda _: None)

    def _refresh(self, found: tuple[Story, text.Doc]) -> None:
        stored, doc = found
        now = self._story
        if now is None or now.id != stored.id or stored.revision == now.revision:
            return
        if not self.safe:
            self._post()  # the save merges
            return
        self._story = stored
        if stored.body != now.body:
            self._doc = doc
            self.opened.emit(stored)
            self._doc = None
        else:
            self.changed.emit("store")


def _read(desk: ops.Desk, key: str) -> tuple[Story, text.Doc]:
    """Read a story and its blocks: on a worker, because a long one takes longer than a frame."""
    story = ops.story.get(desk, key)
    return story, text.read(story.body)


def _rebased(sent: Story, now: Story, saved: Story) -> Story:
    """Return the words as they now are on top of what the store made of those sent."""
    merged, _ = merge_stories(sent, now, saved)
    body, _ = text.merge(sent.body, now.body, saved.body)
    return replace(merged, body=body, **_bookkeeping(saved))


def _bookkeeping(story: Story) -> dict[str, Any]:
    """Return what the store and its operations set by themselves."""
    names = ("revision", "created", "updated", "published", "slug", "old_slugs", "old_sections")
    return {name: getattr(story, name) for name in names}
