"""What is known of the story's words: which are right, which are not, which nobody has asked about yet."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from desk import operations as ops
from desk.domain import DeskError, Publication, Story
from desk.domain.language import name
from desk.ui.pause import Pause
from desk.ui.positions import units
from desk.ui.session import Session

_PAUSE: Final = 60  # ms in which words gather before they are asked about
_AT_ONCE: Final = 400
_MOST: Final = 50_000


class Spelling(QObject):
    """Answers at once from what it knows, asks for the rest, and tells when there is more to show."""

    changed = Signal()
    """Other words are mistakes than before."""

    answered = Signal()
    """Words that were asked about are known."""

    said = Signal(str)
    """What to say of spelling in this language; empty where all is well."""
    failed = Signal(object)
    told = Signal(str, object)
    """What was done, and how to take it back (a callable)."""
    words_changed = Signal(object)
    """The newsroom's list changed; carries the publication."""

    def __init__(self, session: Session, publication: Publication) -> None:
        super().__init__(session)
        self._session = session
        self._speller = ops.spelling.speller()
        self._on = bool(session.settings.get("spelling", True))
        self._language = self._script = self._story = ""
        self._ready = False  # whether the language has a dictionary that can be read
        self._right: dict[str, bool] = {}
        self._wanted: dict[str, None] = {}
        self._ignored: frozenset[str] = frozenset()
        self._pause = Pause(self, _PAUSE, self._ask)
        self.take_publication(publication)

    @property
    def on(self) -> bool:
        """Return whether the person wants to see mistakes."""
        return self._on

    def switch(self) -> None:
        """Show mistakes, or no longer."""
        self._on = not self._on
        self._session.settings.set(spelling=self._on)
        self._say()
        self.changed.emit()

    def take_publication(self, publication: Publication) -> None:
        """Let the newsroom's own words pass from now on."""
        self._newsroom = ops.spelling.known_words(publication)
        self.changed.emit()

    def take_story(self, story: Story | None) -> None:
        """Check in this story's language from now on."""
        self._story = story.id if story else ""
        kept = self._session.settings.get("ignored", {}).get(self._story, ())
        self._ignored = frozenset(kept)
        language = story.language if story else ""
        if language != self._language:
            self._language = language
            self._script = ops.spelling.script_of(language)
            self._ready = False
            self._right, self._wanted = {}, {}
            speller = self._speller
            self._session.tasks.work(lambda: speller.knows(language), partial(self._found, language))
        self.changed.emit()

    def _found(self, language: str, there: bool) -> None:
        if language == self._language:
            self._ready = there
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        self.said.emit(self.trouble if self._on else "")

    @property
    def speller(self) -> "ops.spelling.Speller | None":
        """Return who knows the words of the story's language; None where mistakes are not wanted or known."""
        return self._speller if self._on and self._ready else None

    @property
    def ignored(self) -> frozenset[str]:
        """Return the words that pass in this story."""
        return self._ignored

    @property
    def trouble(self) -> str:
        """Return why no word can be checked; empty where words are."""
        if not self._on:
            return "Spelling mistakes are not marked: switch them on first."
        return f"no spelling for {name(self._language)}" if self._language and not self._ready else ""

    @property
    def asking(self) -> bool:
        """Return whether words are about to be asked about."""
        return bool(self._wanted)

    def stop(self) -> None:
        """Ask no more."""
        self._ready = False
        self._pause.stop()
        self._speller.close()

    # What is wrong

    def places(self, text: str, typing: int = -1) -> list[tuple[int, int]]:
        """Return the first position of each wrong word of a block and the one behind it, as Qt counts.

        Words that nobody has asked about are asked about, and `changed` tells when they are known. The word
        that ends at `typing` is not finished, and passes.
        """
        if not (self._on and self._ready):
            return []
        found: list[tuple[int, int]] = []
        wide = bool(text) and max(text) > "\uffff"
        for start, end, word in ops.spelling.words(text, self._script):
            right = self._right.get(word)
            if right or self._passes(word):
                continue
            place = (units(text, start), units(text, end)) if wide else (start, end)
            if place[1] == typing:
                continue
            if right is None:
                self._wanted[word] = None
            else:
                found.append(place)
        if self._wanted and not self._pause.isActive():
            self._pause.start()
        return found

    def _passes(self, word: str) -> bool:
        if word in self._ignored or word in self._newsroom:
            return True
        return word.endswith("'s") and word[:-2] in self._newsroom

    def _ask(self) -> None:
        asked = [word for word in self._wanted if word not in self._right][:_AT_ONCE]
        self._wanted = {}
        if asked and self._ready:
            speller, language = self._speller, self._language
            check = partial(speller.check, language, asked)
            self._session.tasks.work(check, partial(self._know, language), partial(self._broken, language))

    def _know(self, language: str, right: dict[str, bool]) -> None:
        if language == self._language:
            if len(self._right) > _MOST:
                self._right = {}
            self._right.update(right)
            if len(right) == _AT_ONCE or not all(right.values()):
                self.changed.emit()  # what is in sight and still unknown is asked about at its next paint
            self.answered.emit()

    def _broken(self, language: str, error: DeskError) -> None:
        if language == self._language and self._ready:
            self._ready = False
            self._say()
            self.changed.emit()
            self.answered.emit()
            self.failed.emit(error)

    # What a person does about it

    def suggest(self, word: str, done: Callable[[tuple[str, ...]], Any]) -> None:
        """Hand over what was perhaps meant by a word, likeliest first, when it is found."""
        look = partial(self._speller.suggest, self._language, ops.spelling.bare(word))
        self._session.tasks.work(look, done, lambda _: done(()))

    def add(self, word: str) -> None:
        """Put a word on the newsroom's list."""
        desk = self._session.desk

        def added(publication: Publication) -> None:
            self.words_changed.emit(publication)
            self.told.emit(f"“{word}” is one of the newsroom’s words.", partial(self._remove, word))

        self._session.do(lambda: ops.spelling.add_word(desk, word), added, self.failed.emit)

    def _remove(self, word: str) -> None:
        desk = self._session.desk
        self._session.do(
            lambda: ops.spelling.remove_word(desk, word), self.words_changed.emit, self.failed.emit
        )

    def ignore(self, word: str) -> None:
        """Let a word pass in this story, on this device."""
        self._ignored |= {ops.spelling.bare(word)}
        kept = dict(self._session.settings.get("ignored", {}))
        kept[self._story] = sorted(self._ignored)
        self._session.settings.set(ignored=kept)
        self.changed.emit()
