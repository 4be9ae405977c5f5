"""Search on a desk of 100,000 stories: `python bench/search.py FOLDER.desk [QUERIES]` (see `many.py`).

Prints p95 and ratios of three things, each within one run on the same words: a search against bare FTS5
(`ORDER BY rank LIMIT 50`; limit 2 times), each key of a typed search (limit 50 ms), similar stories (limit
100 ms); and the size of the database, revisions aside, against its text (limit 2.5 times). Each query is
asked three times and its fastest answer counts, so that a busy machine does not.
"""

import random
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk import text
from desk.domain import Status, StoryQuery
from desk.store import Store
from desk.store.words import fold

BARE = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT 50"
REVISIONS = ("revision", "ix_revision_subject_at_id", "sqlite_autoindex_revision_1")


def fastest(act: Callable[[], object]) -> float:
    """Return the shortest of three times that something takes, in ms."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def p95(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return ordered[int(len(ordered) * 0.95)]


def middle(times: Iterable[float]) -> float:
    ordered = sorted(times)
    return ordered[len(ordered) // 2]


def words(store: Store, count: int) -> list[str]:
    """Return searches of one to three words as they stand in stories, common and rare."""
    chance = random.Random(2)
    rows = chance.sample(store.rows(StoryQuery(limit=5_000)), min(count, 5_000))
    found: list[str] = []
    for row in rows:
        said = fold(text.searchable(store.story(row.id).body))
        found.append(" ".join(chance.sample(said, min(len(said), chance.choice((1, 1, 2, 2, 3))))))
    return found


def quoted(search: str) -> str:
    return " AND ".join(f'"{word}"' for word in search.split())


def searching(store: Store, bare: sqlite3.Connection, searches: list[str]) -> None:
    theirs, ours = [], []
    for search in searches:
        theirs.append(fastest(lambda s=search: bare.execute(BARE, (quoted(s),)).fetchall()))
        # Closed words: what is still being typed is measured further down.
        query = StoryQuery(search=" ".join(f'"{word}"' for word in search.split()), limit=50)
        ours.append(fastest(lambda q=query: store.search(q)))
    print(f"search: bare FTS5 median {middle(theirs):.1f} p95 {p95(theirs):.1f} ms,", end=" ")
    print(f"ours median {middle(ours):.1f} p95 {p95(ours):.1f} ms,", end=" ")
    print(f"ratio of p95 {p95(ours) / p95(theirs):.2f} (limit 2)")


def typing(store: Store, searches: list[str]) -> None:
    """Ask for the rows of a list at each key, and for the counts beside its filters apart."""
    by_length: dict[str, list[tuple[float, str]]] = {}
    counts: list[float] = []
    for search in searches:
        for end in range(1, len(search) + 1):
            query = StoryQuery(search=search[:end], limit=100)
            taken = fastest(lambda q=query: store.rows(q))
            length = len(search[:end].split(" ")[-1])
            name = "first word, 1-3 letters" if " " not in search[:end] and length <= 3 else "longer"
            by_length.setdefault(name, []).append((taken, search[:end]))
            counts.append(fastest(lambda q=query: store.counts(q)))
    for name, times in by_length.items():
        slowest, which = max(times)
        print(f"each key, {name}: median {middle(t for t, _ in times):.1f}", end=" ")
        print(f"p95 {p95(t for t, _ in times):.1f}, slowest {slowest:.1f} ms ({which}) (limit 50)")
    print(f"counts: median {middle(counts):.1f} p95 {p95(counts):.1f} ms")


def alike(store: Store, count: int) -> None:
    rows = random.Random(3).sample(store.rows(StoryQuery(statuses=tuple(Status), limit=5_000)), count)
    stories = [store.story(row.id) for row in rows]
    times = [fastest(lambda s=story: store.similar(s, 6)) for story in stories]
    found = sum(bool(store.similar(story, 6)) for story in stories)
    print(f"similar: median {middle(times):.1f} p95 {p95(times):.1f} ms (limit 100),", end=" ")
    print(f"{found} of {count} stories have some")
    times = [fastest(lambda s=story: store.close_headlines(s.headline, s.id)) for story in stories]
    print(f"close headlines: median {middle(times):.1f} p95 {p95(times):.1f} ms")


def size(bare: sqlite3.Connection, store: Store) -> None:
    pages = dict(bare.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    aside = sum(pages.get(name, 0) for name in REVISIONS)
    held = 0
    sample = bare.execute("SELECT id FROM story ORDER BY random() LIMIT 500").fetchall()
    for (id_,) in sample:
        story = store.story(id_)
        lines = (story.headline, story.standfirst, story.body, *story.tags, *(b.name for b in story.bylines))
        held += sum(len(line.encode()) for line in lines)
    stories = bare.execute("SELECT count(*) FROM story").fetchone()[0]
    whole = held / len(sample) * stories
    kept = sum(pages.values()) - aside
    print(f"size: text {whole / 1e6:.0f} MB, database {kept / 1e6:.0f} MB", end=" ")
    print(f"(and revisions {aside / 1e6:.0f} MB), ratio {kept / whole:.2f} (limit 2.5)")


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("python bench/search.py FOLDER.desk [QUERIES]")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    folder = Path(sys.argv[1])
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "desk.sqlite")) as bare:
        searches = words(store, count)
        searching(store, bare, searches)
        typing(store, searches[: count // 8])
        alike(store, min(count, 100))
        size(bare, store)


if __name__ == "__main__":
    main()
