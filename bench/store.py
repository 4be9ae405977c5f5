"""A desk of 100,000 stories, all figures in one run: `python bench/store.py FOLDER.desk [QUERIES]`.

The folder is one of bench/many.py; its newest story gets a thousand more revisions. Each line has its limit:
- pages of the list in every order and under several filters: 50 ms; of a section and status, beside the same
  rows from bare SQLite;
- a save: twice a bare SQLite commit of the same bytes on the same disk, in turn with it;
- a search: twice bare FTS5 (`ORDER BY rank LIMIT 50`); each key of a typed search: 50 ms;
- similar stories: 100 ms;
- a check of the whole desk (`desk verify`), beside making every story's index entry again for it: 1;
- the database, revisions aside: 2.5 times its text;
- the memory of the window with its list: 1.2 times that on a desk of 1,000 stories.

But for saves and memory these are processor times, the least of three, so that a busy machine does not count.
"""

import datetime as dt
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import many
from desk import operations as ops
from desk import text
from desk.domain import Sort, Status, StoryQuery, Who
from desk.store import Store, indexing
from desk.store.codec import encode
from desk.store.words import fold

ROOT = Path(__file__).parents[1]
SAVES = 1_000
BARE = "SELECT rowid FROM search_index WHERE search_index MATCH ? ORDER BY rank LIMIT 50"
REVISIONS = ("revision", "ix_revision_subject_at_id", "sqlite_autoindex_revision_1")


def fastest(act: Callable[[], object]) -> float:
    """Return the least processor time of three that something takes, in ms."""
    times: list[float] = []
    for _ in range(3):
        start = time.thread_time()
        act()
        times.append((time.thread_time() - start) * 1000)
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


def checking(store: Store) -> None:
    """The first check of a desk that an older version made writes down what its entries were made from."""
    store.verify()
    sample = [store.story(row.id) for row in store.rows(StoryQuery(statuses=tuple(Status), limit=500))]
    start = time.process_time()
    for story in sample:
        indexing.digest(indexing.entry(story, {}))
    every = sum(store.counts().statuses.values())
    words = (time.process_time() - start) / len(sample) * every
    start = time.process_time()
    found = store.verify()
    ours = time.process_time() - start
    print(f"verify: {ours:.1f} s, words of all {every} stories again {words:.1f} s,", end=" ")
    print(f"ratio {ours / words:.2f} (limit 1), {len(found)} findings")


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


SAME = """SELECT id, slug, headline, status, section, language, byline, lead, updated, publish_at, published
    FROM story WHERE section = 'news' AND status = 'draft' ORDER BY updated DESC, id DESC LIMIT 100"""


def listing(store: Store, bare: sqlite3.Connection) -> None:
    theirs = fastest(lambda: bare.execute(SAME).fetchall())
    query = StoryQuery(section="news", statuses=(Status.DRAFT,), limit=100)
    ours = fastest(lambda: store.rows(query))
    print(f"page of a section and status: bare SQLite {theirs:.2f} ms, ours with rows made {ours:.2f} ms")
    since = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    narrowed = ({}, {"language": "ka"}, {"section": "sport", "statuses": (Status.REVIEW,)}, {"since": since})
    times: dict[str, float] = {}
    for sort, descending, more in product(Sort, (True, False), narrowed):
        query = StoryQuery(sort=sort, descending=descending, limit=100, **more)
        name = f"{sort} {'down' if descending else 'up'} {', '.join(more)}"
        times[name] = fastest(lambda q=query: store.rows(q))
    slowest = max(times, key=times.__getitem__)
    print(f"page in any order: median {middle(times.values()):.1f} p95 {p95(times.values()):.1f},", end=" ")
    print(f"slowest {times[slowest]:.1f} ms ({slowest}) (limit 50)")
    print(f"counts of all: {fastest(store.counts):.1f} ms, asked apart from the rows")


def saving(folder: Path) -> None:
    """Save and commit in turn, each as often first.

    Both write the story and its revision: ids, who, when, why, the hash and the word that differs. The bare
    file is a new one, as is its log: for a third of the commits it grows, which takes them longer. So the
    last half, in which neither log does, is told apart.
    """
    desk = ops.desk.open_desk(folder, Who("Ann", "bench"))
    beside = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    saved = desk.store.story(desk.store.rows(StoryQuery(limit=1))[0].id)
    words = saved.body.split(" ")
    last = desk.store.revisions(saved.id)[-1]
    stamps = (last.id, last.of, last.kind, *last.parents, last.author, last.device, last.reason, last.hash)
    revision = "".join((*stamps, last.at.isoformat()))

    def save() -> None:
        nonlocal saved
        saved = ops.story.save(desk, changed).value

    def commit() -> None:
        beside.execute("BEGIN IMMEDIATE")
        beside.execute("INSERT OR REPLACE INTO thing VALUES (1, ?)", (content,))
        beside.execute("INSERT INTO thing (content) VALUES (?)", (f"{revision}word{number}",))
        beside.execute("COMMIT")

    times: dict[Callable[[], None], list[float]] = {save: [], commit: []}
    try:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            beside.execute(f"PRAGMA {pragma}")
        beside.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, content TEXT)")
        for number in range(SAVES):
            words[len(words) // 2] = f"word{number}"
            changed = replace(saved, body=" ".join(words))
            content = encode(changed).decode()
            for act in (save, commit) if number % 2 else (commit, save):
                start = time.perf_counter()
                act()
                times[act].append((time.perf_counter() - start) * 1000)
    finally:
        beside.close()
        desk.close()
        for left in folder.glob("bare.sqlite*"):
            left.unlink()
    for name, start in (("save", 0), ("save, both logs grown", SAVES // 2)):
        ours, theirs = times[save][start:], times[commit][start:]
        print(f"{name}: bare commit median {middle(theirs):.2f} p95 {p95(theirs):.2f} ms,", end=" ")
        print(f"ours median {middle(ours):.2f} p95 {p95(ours):.2f} ms,", end=" ")
        print(f"ratio of p95 {p95(ours) / p95(theirs):.2f}{' (limit 2)' if not start else ''},", end=" ")
        print(f"of medians {middle(ours) / middle(theirs):.2f}")


WINDOW = """
import os, sys
from PySide6.QtCore import QTimer
from desk.ui import program, start

def shown(self, window):
    show(self, window)
    QTimer.singleShot(4000, told)

def told():
    with open("/proc/self/smaps_rollup") as file:
        print("memory", next(line.split()[1] for line in file if line.startswith("Pss:")), flush=True)
    os._exit(0)

show, start.Starter._show = start.Starter._show, shown
program.run([sys.argv[1]])
"""


def memory(folder: Path) -> None:
    """Compare the memory of windows that show their lists and have counted them."""
    with tempfile.TemporaryDirectory() as home:
        few = Path(home) / "1k.desk"
        many.make(few, 1_000)
        held = [window(desk, home) for desk in (few, folder)]
    print(f"memory of the open list: 1,000 stories {held[0]:.0f} MB, these {held[1]:.0f} MB,", end=" ")
    print(f"ratio {held[1] / held[0]:.2f} (limit 1.2)")


def window(desk: Path, home: str) -> float:
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DESK_HOME": f"{home}/settings"}
    command = [sys.executable, "-c", WINDOW, str(desk)]
    run = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300)
    said = [line.split() for line in run.stdout.splitlines() if line.startswith("memory ")]
    if not said:
        sys.exit(f"the window did not start: {run.stderr}")
    return int(said[0][1]) / 1024


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit("python bench/store.py FOLDER.desk [QUERIES]")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    folder = Path(sys.argv[1])
    saving(folder)  # first: what the rest leaves in memory makes it a tenth slower
    with Store.open(folder) as store, closing(sqlite3.connect(folder / "desk.sqlite")) as bare:
        listing(store, bare)
        searches = words(store, count)
        searching(store, bare, searches)
        typing(store, searches[: count // 8])
        alike(store, min(count, 100))
        checking(store)
        size(bare, store)
    memory(folder)


if __name__ == "__main__":
    main()
