"""What the search page looks in: the words of stories, month by month, so that an edit changes one file."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from html import unescape

from desk.domain import Story
from desk.site.clean import printable
from desk.site.listings import Listings
from desk.site.snapshot import Snapshot, headline
from desk.site.theme import Labels
from desk.site.visible import issued

_TAG = re.compile(r"<[^>]*>")
# Soft hyphens, tatweel and the Armenian signs that stand within a word.
_WITHIN = re.compile(r"[\u00ad\u0640\u0559-\u055f]")
_WORD = re.compile(r"[^\W_]+")
_ALIKE = str.maketrans({"ı": "i", "ß": "ss", "ς": "σ"})


class Search:
    """The files of the search page. They hold what readers may see at the instant of the export, no more."""

    def __init__(self, snapshot: Snapshot, listings: Listings, labels: Labels) -> None:
        self._snapshot, self._months, self._labels = snapshot, listings.months, labels
        self.folder = listings.search
        self.page, self.script = f"{self.folder}/index.html", f"{self.folder}/search.js"

    def paths(self) -> Iterator[str]:
        """Yield the files that hold words, newest month first."""
        for month in self.months:
            yield f"{self.folder}/{month}.json"

    @cached_property
    def months(self) -> dict[str, Sequence[Story]]:
        """Return the stories of each month, `2030-03`, newest first."""
        return {one.name: one.stories for one in self._months}

    def held(self, path: str) -> Sequence[Story]:
        """Return the stories of a file."""
        return self.months[path.rpartition("/")[2].removesuffix(".json")]

    def file(self, path: str) -> str:
        """Return a file."""
        rows = [self._row(story) for story in self.held(path)]
        lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        return printable(f'{{"_desk": {{"generator": "Desk"}}, "stories": [\n{lines}\n]}}\n')

    def _row(self, story: Story) -> list[str]:
        card, day = self._snapshot.card(story), self._snapshot.local(issued(story)).date()
        lines = (headline(story), card.teaser, story.kicker, card.section, *story.tags)
        names = (by.name for by in story.bylines)
        body = unescape(_TAG.sub(" ", self._snapshot.body(story)))
        words = sorted(folded(" ".join((*lines, *names, body))))
        date = self._labels.date(day)
        return [
            card.path,
            card.headline,
            card.teaser,
            card.section,
            date,
            day.isoformat(),
            card.language,
            card.direction,
            " ".join(words),
        ]


def folded(words: str) -> set[str]:
    """Return the words of a text in the form in which they are looked for; `search.js` does the same."""
    plain = unicodedata.normalize("NFKD", words).lower()
    bare = "".join(sign for sign in plain if unicodedata.category(sign) != "Mn")
    return set(_WORD.findall(_WITHIN.sub("", bare).translate(_ALIKE)))
