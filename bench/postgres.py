"""A desk on a PostgreSQL server beside the same one in a folder: `python bench/postgres.py [COUNT]`.

The server is Debian's, started on a free port of this machine as the tests do; COUNT (20,000) stories are
made on both. Prints, as a person waits for it: a page of the list in any order, each key of a typed search
(its rows and hints) and of one in quotes, what completes its filters, the counts behind the rows, similar
stories and a save. Limits: 50 ms a page or key, 100 ms for similar stories.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import many
from bench.store import middle, p95, words
from desk.domain import Sort, Status, Story, StoryQuery
from desk.store import Store
from tests.postgres import PostgresServer, programs

COUNT, SEARCHES, SAVES = 20_000, 12, 60
FILTERED = ["by:ka -ba", "tag:ba ri", "-section:sport ka", "lang:ka -by:ka", "status:draft after:2017 m"]
NARROWED = ({}, {"language": "ka"}, {"section": "sport", "statuses": (Status.REVIEW,)})


def fastest(act: Callable[[], object]) -> float:
    """Return the least of three times that somebody waits for something, in ms."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        act()
        times.append((time.perf_counter() - start) * 1000)
    return min(times)


def pages(store: Store) -> dict[str, float]:
    asked = {
        f"{sort} {'down' if descending else 'up'} {', '.join(more)}": StoryQuery(
            sort=sort, descending=descending, limit=100, **more
        )
        for sort, descending, more in product(Sort, (True, False), NARROWED)
    }
    return {name: fastest(lambda q=query: store.rows(q)) for name, query in asked.items()}


def typed(searches: list[str]) -> list[str]:
    return list(dict.fromkeys(search[:end] for search in searches for end in range(1, len(search) + 1)))


def keys(store: Store, searches: list[str]) -> dict[str, float]:
    def answer(search: str) -> None:
        store.rows(StoryQuery(search=search, limit=100))
        store.hints(search)

    return {one: fastest(lambda q=one: answer(q)) for one in typed(searches)}


def completions(store: Store, searches: list[str]) -> dict[str, float]:
    return {one: fastest(lambda q=one: store.completions(q, len(q))) for one in typed(searches)}


def counts(store: Store, searches: list[str]) -> dict[str, float]:
    asked = {one: StoryQuery(search=one) for one in ("", *searches)}
    return {one: fastest(lambda q=query: store.counts(q)) for one, query in asked.items()}


def alike(store: Store, stories: list[Story]) -> dict[str, float]:
    return {one.headline: fastest(lambda s=one: store.similar(s, 6)) for one in stories}


def saves(store: Store) -> dict[str, float]:
    saved = store.story(store.rows(StoryQuery(limit=1))[0].id)
    said, times = saved.body.split(" "), {}
    for number in range(SAVES):
        said[len(said) // 2] = f"word{number}"
        start = time.perf_counter()
        saved = store.save_story(replace(saved, body=" ".join(said)), many.WHO)
        times[f"{number}"] = (time.perf_counter() - start) * 1000
    return times


def show(what: str, limit: str, here: dict[str, float], there: dict[str, float]) -> None:
    slowest = max(there, key=there.__getitem__)
    print(f"{what}: folder median {middle(here.values()):.1f} p95 {p95(here.values()):.1f},", end=" ")
    print(f"server median {middle(there.values()):.1f} p95 {p95(there.values()):.1f} ms,", end=" ")
    print(f"slowest {there[slowest]:.1f} ({slowest.strip()}){limit}", flush=True)


def main() -> None:
    count = int(sys.argv[1]) if sys.argv[1:] else COUNT
    folder = programs()
    if folder is None:
        print("there is no PostgreSQL on this machine, so that it was not measured")
        return
    server = PostgresServer(folder)
    with ExitStack() as end:
        end.callback(server.stop)
        home = Path(end.enter_context(tempfile.TemporaryDirectory()))
        address = server.new_database()
        many.make(home / "many.desk", count)
        many.make_on_server(address, home / "server", count)
        here = end.enter_context(Store.open(home / "many.desk"))
        there = end.enter_context(Store.connect(address, home / "server"))
        found = words(here, SEARCHES)
        searches, phrases = [*found, *FILTERED], [f'"{search}"' for search in found if " " in search]
        rows = here.rows(StoryQuery(limit=2_000))
        stories = [here.story(row.id) for row in random.Random(3).sample(rows, 20)]
        show("page of a list", " (limit 50)", pages(here), pages(there))
        show("each key of a search", " (limit 50)", keys(here, searches), keys(there, searches))
        show("each key of one in quotes", " (limit 50)", keys(here, phrases), keys(there, phrases))
        show("completions", " (limit 50)", completions(here, FILTERED), completions(there, FILTERED))
        show("counts", "", counts(here, searches), counts(there, searches))
        show("similar stories", " (limit 100)", alike(here, stories), alike(there, stories))
        show("save", "", saves(here), saves(there))


if __name__ == "__main__":
    main()
