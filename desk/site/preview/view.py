"""The site with one more story in it, or with the drafts of its fronts: each file when it is asked for."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime

from desk.domain import FRONT as FRONT_SLUG
from desk.domain import BadInput, DeskError, NotFound, Status, Story
from desk.site.edition import Edition
from desk.site.pages import FRONT, Page, Press
from desk.site.preview.pictures import Pictures, Watching
from desk.site.snapshot import headline
from desk.site.theme import load_theme

_WATCHED = 3  # pages that were asked for last
_NAMED = 3  # stories in one line
_PLACING = (
    *("section", "old_sections", "slug", "old_slugs", "status", "publish_at", "published", "tags", "bylines"),
    *("corrections", "language"),
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a preview says of itself beside its page.

    Attributes:
        number: grows with each change that a reader would see.
        path: the page to be shown first, relative to the site.
        title: of the story, or of the fronts.
        state: how far it is from its readers, in words.
        out: whether readers see it already.
        notes: what is left out of the page and why, a line each.
    """

    number: int = 0
    path: str = ""
    title: str = ""
    state: str = ""
    out: bool = False
    notes: tuple[str, ...] = ()


class View:
    """What one preview shows. Its methods may be called from any thread."""

    def __init__(self, story: str, pictures: Pictures) -> None:
        """Make one that has no edition yet.

        Args:
            story: the id of the story that it is about; empty for the fronts.
            pictures: makes what pages show; several views may have the same.
        """
        self.story = story
        self._lock = threading.RLock()
        self._press: Press | None = None
        self._fault: DeskError = NotFound("The page is being made")
        self._pages: dict[str, Page] = {}
        self._pictures = pictures
        self._broken: dict[str, str] = {}
        self._asked: OrderedDict[str, bytes] = OrderedDict()
        self._fresh: set[str] = set()
        self._standing = Standing()

    # What is shown

    def renew(self, edition: Edition, at: datetime) -> None:
        """Show another edition from now on; what is wrong with its theme is raised by `get`."""
        with self._lock:
            self._edition, self._at, self._press, self._pages = edition, at, None, {}
            self._fresh.clear()
            here = {photo.id: photo.hash for key in self._broken if (photo := edition.photos.get(key))}
            self._broken = {key: file for key, file in self._broken.items() if here.get(key) == file}
            try:
                theme = load_theme(edition.publication.theme, edition.theme)
            except BadInput as fault:
                self._fault = fault
            else:
                self._snapshot = Watching(edition, theme, at, also=self.story, broken=set(self._broken))
                self._press = Press(self._snapshot)

    def take(self, story: Story) -> bool:
        """Show other words of a story; return False where only another edition can, and nothing was done."""
        with self._lock:
            if self._press is None:
                return False
            before = self._snapshot.by_id.get(story.id)
            if before is None:
                return not story.visible(self._at) and story.id != self.story
            if _placing(before) != _placing(story):
                return False
            self._snapshot.warned.clear()
            self._fresh.clear()
            self._press.take(story)
            return True

    def is_current(self) -> bool:
        """Return whether the theme is still the one that its pages are made with."""
        with self._lock:
            if self._press is None:
                return False
            try:
                edition = self._edition
                return load_theme(edition.publication.theme, edition.theme) is self._press.theme
            except BadInput:
                return False

    def look(self) -> Standing:
        """Return how it stands, its number higher where a page that was asked for lately is another now."""
        with self._lock:
            before = dict(self._asked)
            for path in before:
                try:
                    self._watched(path)
                except DeskError as error:
                    self._asked[path] = str(error).encode()
            told = self._told()
            if before != self._asked or replace(told, number=self._standing.number) != self._standing:
                self._standing = replace(told, number=self._standing.number + 1)
            return self._standing

    def _watched(self, path: str) -> bytes:
        """Return a page, made where it may be another than when it was made last."""
        if path not in self._fresh:
            self._asked[path] = self._made(path)
            self._fresh.add(path)
        return self._asked[path]

    def _told(self) -> Standing:
        if self._press is None:
            return replace(self._standing, state="This page cannot be made", notes=(str(self._fault),))
        notes = tuple({line: None for lines in self._snapshot.warned.values() for line in lines})
        story = self._snapshot.by_id.get(self.story)
        if story is not None:
            state, out = _state(story, self._snapshot)
            return Standing(0, self._snapshot.paths[story.id], headline(story), state, out, notes)
        if self.story:
            return replace(self._standing, state="This story is not in the desk any more")
        title = self._edition.publication.title
        return Standing(0, FRONT, title, "Draft of the fronts", False, notes + self._unseen())

    def _unseen(self) -> tuple[str, ...]:
        """Return which stories stand on the draft of the front page that readers cannot see yet."""
        front = self._edition.fronts.get(FRONT_SLUG)
        held = {slot.story for _, slot in front.slots() if slot.story} if front else set[str]()
        unseen = held - self._snapshot.by_id.keys()
        names = [f"“{headline(story)}”" for story in self._edition.stories if story.id in unseen]
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        return (f"Not shown, because not published: {', '.join(names[:_NAMED])}{more}",) if names else ()

    # What a browser asks for

    def get(self, path: str) -> bytes:
        """Return a file of the site, relative to it.

        Raises:
            BadInput: the theme or a story is at fault; names file, line and story.
            NotFound: there is none.
            Unwritable: a picture has no room on the disk.
        """
        if self._pictures.is_one(path):
            return self._picture(path)
        with self._lock:
            if not path.endswith(".html"):
                return self._made(path)
            self._asked.setdefault(path, b"")
            self._asked.move_to_end(path)
            while len(self._asked) > _WATCHED:
                self._fresh.discard(self._asked.popitem(last=False)[0])
            return self._watched(path)

    def _made(self, path: str) -> bytes:
        if self._press is None:
            raise self._fault
        file = self._press.theme.files.get(path)
        return self._press.render(self._page(self._press, path)) if file is None else file

    def _page(self, press: Press, path: str) -> Page:
        if path == FRONT:
            return Page(path, "front")
        if self.story and path == self._snapshot.paths.get(self.story):
            return Page(path, "story", self.story)
        self._pages = self._pages or {page.path: page for page in press.pages()}
        if path not in self._pages:
            raise NotFound(f"The site has no {path[:200]}")
        return self._pages[path]

    def _picture(self, path: str) -> bytes:
        kept = self._pictures.kept(path)
        if kept is not None:
            return kept
        with self._lock:
            if self._press is None:
                raise self._fault
            cut = self._pictures.cut(path, self._snapshot)
            original = self._edition.originals(cut[0])
        try:
            return self._pictures.make(path, cut, original)
        except BadInput:
            self._leave_out(cut[0].id, cut[0].hash)
            raise

    def _leave_out(self, photo: str, file: str) -> None:
        """Show the pages without a photo whose file cannot be used, as an export does."""
        with self._lock:
            if photo not in self._broken:
                self._broken[photo] = file
                self.renew(self._edition, self._at)


def _placing(story: Story) -> tuple[object, ...]:
    """Return what of a story decides its address, and what other pages say."""
    return (*(getattr(story, name) for name in _PLACING), story.slug or story.headline)


def _state(story: Story, snapshot: Watching) -> tuple[str, bool]:
    """Return in words what readers see of a story, and whether that is this page."""
    if story.visible(snapshot.at):
        return "Published", True
    if story.status is Status.PUBLISHED and story.publish_at:
        at = snapshot.local(story.publish_at)
        return f"Not shown to readers before {snapshot.theme.labels('en').time(at).words}", False
    if story.status is Status.WITHDRAWN:
        return "Withdrawn: readers see a notice in its place", False
    return f"{story.status.label}: readers do not see it", False
