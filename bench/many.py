"""A desk of any number of stories, the same each time: `python bench/many.py 100000 FOLDER.desk`.

Stories of some 500 words in eight languages. The words are invented, some 50,000 of them, as common or rare
as a language's are (the one of rank r stands r times less often than the first), so that searches meet both.
Rows are made by the store's own functions, as its `save` makes them, and written by the thousand.
"""

import bisect
import datetime as dt
import random
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import insert

from desk import photo as files
from desk.domain import (
    Byline,
    Photo,
    Placement,
    Publication,
    Revision,
    Section,
    Source,
    Status,
    Story,
    Who,
    slugify,
)
from desk.store import Store, indexing, labels, rebuilding, revisions, stories, tables
from desk.store.codec import encode
from desk.store.engine import Database, postgres_engine, sqlite_engine
from desk.store.heads import STORY
from desk.store.search import Index, SqliteIndex
from desk.store.search_postgres import PostgresIndex

WHO = Who("Ann", "bench")
FIRST, STEP = dt.datetime(2016, 1, 4, 6, tzinfo=dt.UTC), dt.timedelta(minutes=55)
SECTIONS = ("news", "analysis", "opinion", "interview", "culture", "business", "sport", "science")
STATUSES = {Status.PUBLISHED: 88, Status.DRAFT: 5, Status.REVIEW: 3, Status.READY: 2, Status.WITHDRAWN: 2}
AT_ONCE = 1000
PICTURES = Path(__file__).parents[1] / "resources" / "sample" / "photos"


@dataclass(frozen=True)
class Language:
    """How a language's words are made: consonants and vowels in turn, so many."""

    tag: str
    consonants: str
    vowels: str
    words: int
    share: int


LANGUAGES = (
    Language("en", "bcdfghklmnprstvw", "aeiou", 16_000, 40),
    Language("ru", "бвгджзклмнпрстхш", "аеёиоуыя", 8_000, 20),
    Language("hy", "բգդզլկհղմնշպռստր", "աեէըիոու", 5_000, 10),
    Language("ka", "ბგდვზთკლმნპრსტქშ", "აეიოუ", 5_000, 8),
    Language("az", "bcçdgğhklmnqrsşt", "aeəıioöuü", 5_000, 8),
    Language("tr", "bcçdgğhklmnprsşt", "aeıioöuü", 4_000, 6),
    Language("de", "bdfghklmnprstßwz", "aeiouäöü", 4_000, 5),
    Language("ar", "بتثجحخدذرزسشصطعغفقكلمنه", "اوي", 3_000, 3),
)


@dataclass(frozen=True)
class Words:
    """A language's words, the commonest first, with the sums of their shares."""

    words: tuple[str, ...]
    sums: tuple[float, ...]

    def some(self, chance: random.Random, count: int, *, rarer_than: int = 0) -> list[str]:
        """Return words as a text has them, or without the commonest."""
        low, high = self.sums[rarer_than - 1] if rarer_than else 0.0, self.sums[-1]
        last = len(self.words) - 1
        return [
            self.words[min(last, bisect.bisect(self.sums, low + chance.random() * (high - low)))]
            for _ in range(count)
        ]


@cache
def vocabulary(language: Language) -> Words:
    chance = random.Random(language.tag)
    found: dict[str, None] = {}
    while len(found) < language.words:
        syllables = 1 + min(4, chance.randrange(3) + len(found).bit_length() // 5)
        word = "".join(
            chance.choice(language.consonants) + chance.choice(language.vowels) for _ in range(syllables)
        )
        found[word + chance.choice(("", language.consonants[-1]))] = None
    return Words(tuple(found), tuple(accumulate(1 / rank for rank in range(2, language.words + 2))))


@cache
def people(language: Language) -> tuple[str, ...]:
    chance = random.Random(f"people {language.tag}")
    words = vocabulary(language)
    return tuple(
        " ".join(words.some(chance, 2, rarer_than=200)).title() for _ in range(3 + language.share // 4)
    )


@cache
def topics(language: Language) -> tuple[str, ...]:
    chance = random.Random(f"topics {language.tag}")
    return tuple(dict.fromkeys(vocabulary(language).some(chance, 60, rarer_than=100)))


def id_at(chance: random.Random, at: dt.datetime) -> str:
    """Return a UUIDv7 of a time."""
    stamp = round(at.timestamp() * 1000) << 80 | 0x7 << 76 | chance.getrandbits(12) << 64
    return str(uuid.UUID(int=stamp | 0b10 << 62 | chance.getrandbits(62)))


def paragraph(chance: random.Random, words: Words) -> str:
    sentences = (words.some(chance, chance.randint(8, 22)) for _ in range(chance.randint(3, 6)))
    return " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences)


def story(number: int, photos: list[Photo]) -> Story:
    """Return the story of a number, counted from 0."""
    chance = random.Random(number)
    language = chance.choices(LANGUAGES, [one.share for one in LANGUAGES])[0]
    words = vocabulary(language)
    created = FIRST + number * STEP + dt.timedelta(seconds=chance.randrange(3_000))
    status = chance.choices(list(STATUSES), list(STATUSES.values()))[0]
    headline = " ".join(words.some(chance, chance.randint(5, 9), rarer_than=20)).capitalize()
    writers = chance.sample(people(language), 1 if chance.random() < 0.9 else 2)
    out = created + dt.timedelta(hours=2) if status in {Status.PUBLISHED, Status.WITHDRAWN} else None
    lead = (Placement(photo=chance.choice(photos).id),) if photos and chance.random() < 0.4 else ()
    return Story(
        id=id_at(chance, created),
        headline=headline,
        standfirst=" ".join(words.some(chance, chance.randint(12, 24))).capitalize() + ".",
        body="\n\n".join(paragraph(chance, words) for _ in range(8)) + "\n",
        bylines=tuple(Byline(name) for name in writers),
        source=Source(people(language)[0]) if chance.random() < 0.1 else Source(),
        section=chance.choices(SECTIONS, range(len(SECTIONS), 0, -1))[0],
        tags=tuple(chance.sample(topics(language), chance.randint(1, 4))),
        language=language.tag,
        slug=f"{slugify(headline)}-{number}",
        status=status,
        created=created,
        published=out,
        photos=lead,
    )


Rows = dict[str, list[dict[str, Any]]]
Maker = Callable[[int, list[Photo]], Story]


def rows(numbers: range, photos: list[Photo], story: Maker = story) -> Rows:
    """Return the rows of some stories by table, as `Stories.save` writes them."""
    made: Rows = {name: [] for name in ("revision", "story", "slug", "placement", "story_label")}
    for number in numbers:
        new = story(number, photos)
        head, at = _revisions(made["revision"], number, new)
        content = encode(new).decode()
        state = {"revision": head, "updated": at, "content": content}
        made["story"].append({"number": number + 1, "id": new.id, **stories.columns(new), **state})
        made["slug"] += [{"slug": slug, "story": new.id} for slug in stories.slugs(new)]
        made["story_label"] += [
            {"label": label, "issued": issued, "story": new.id} for label, issued in labels.of(new)
        ]
        made["placement"] += [
            {"story": new.id, "position": place, "photo": photo} for place, photo in stories.placements(new)
        ]
    return made


def _revisions(table: list[dict[str, Any]], number: int, new: Story) -> tuple[str, dt.datetime]:
    """Put down how a story came about: one in ten was a draft without tags before; return its newest."""
    chance = random.Random(f"revisions {number}")
    states = [replace(new, tags=(), status=Status.DRAFT, published=None)] if number % 10 == 0 else []
    parent, at = None, new.created or FIRST
    for state in (*states, new):
        at += dt.timedelta(minutes=chance.randint(10, 600), microseconds=number % 1000)
        content = encode(state)
        entry = Revision(
            id=id_at(chance, at),
            of=new.id,
            kind=STORY.name,
            parents=(parent.id,) if parent else (),
            author=new.bylines[0].name,
            device=WHO.device,
            at=at,
            reason="edit" if parent else "create",
            hash=rebuilding.digest(content),
        )
        row = revisions.columns(entry, content, parent)
        table.append(row)
        parent = revisions.Parent(entry.id, content, row["depth"])
    assert parent is not None
    return parent.id, at


def make(folder: Path, count: int, story: Maker = story, *, indexed: bool = True) -> None:
    """Make a desk of so many stories in a new folder; one that is not indexed does so at its first search."""
    chance = random.Random("desk")
    with Store.create(folder, _publication(chance), WHO, clock=lambda: FIRST) as store:
        photos = _photos(store, chance)
    database = Database(sqlite_engine(folder / "desk.sqlite"), folder / "desk.sqlite")
    _fill(database, SqliteIndex(), count, photos, story)
    database.close()
    if indexed:
        with Store.open(folder) as store:
            while store.index_some():
                pass


def make_on_server(address: str, folder: Path, count: int) -> None:
    """Make the same desk in an empty database on a PostgreSQL server."""
    chance = random.Random("desk")
    with Store.connect(address, folder, clock=lambda: FIRST) as store:
        store.save_publication(_publication(chance), WHO)
        photos = _photos(store, chance)
    database = Database(postgres_engine(address))
    _fill(database, PostgresIndex(), count, photos, story)
    with database.write() as connection:  # rows came with their numbers, and all at once
        connection.exec_driver_sql(
            "SELECT setval(pg_get_serial_sequence('story', 'number'), (SELECT max(number) FROM story))"
        )
    database.close()
    with Store.connect(address, folder) as store:
        while store.index_some():
            pass
        with store._database.write() as connection:
            connection.exec_driver_sql("ANALYZE")


def _publication(chance: random.Random) -> Publication:
    sections = tuple(Section(slug, slug.capitalize()) for slug in SECTIONS)
    return Publication(id=id_at(chance, FIRST), title="Many", sections=sections, story_files=True)


def _fill(database: Database, index: Index, count: int, photos: list[Photo], story: Maker) -> None:
    for batch in _batches(count, photos, story):
        with database.write() as connection:
            for name, values in batch.items():
                if values:
                    connection.execute(insert(tables.metadata.tables[name]), values)
    with database.write() as connection:
        indexing.start(connection, index)


def _photos(store: Store, chance: random.Random) -> list[Photo]:
    return [_photo(store, chance, picture) for picture in sorted(PICTURES.glob("*.jpg"))]


def _photo(store: Store, chance: random.Random, picture: Path) -> Photo:
    info = files.probe(picture)
    size = {"width": info.width, "height": info.height, "size": info.size}
    words = {"name": picture.name, "caption": picture.stem.capitalize(), "credit": "Ann"}
    photo = Photo(id=id_at(chance, FIRST), hash=info.hash, format=info.format, **size, **words)
    return store.add_photo(photo, picture, WHO)


def _batches(count: int, photos: list[Photo], story: Maker) -> Iterator[Rows]:
    ranges = [range(start, min(start + AT_ONCE, count)) for start in range(0, count, AT_ONCE)]
    if len(ranges) == 1:
        yield rows(ranges[0], photos, story)
        return
    with ProcessPoolExecutor() as pool:
        yield from pool.map(rows, ranges, [photos] * len(ranges), [story] * len(ranges))


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit("python bench/many.py COUNT FOLDER.desk")
    start = time.perf_counter()
    make(Path(sys.argv[2]), int(sys.argv[1]))
    print(f"{sys.argv[1]} stories in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main()
