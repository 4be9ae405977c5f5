"""Fronts on a large desk: what a board costs, in processor time of one thread.

    python bench/curation.py DESK

DESK is a folder that bench/many.py made. It is copied first, so that nothing in it changes. Limits: what the
front page shows 20 ms, a board 150 ms, a drop 50 ms, suggestions 100 ms at p95. The time on the clock beside.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk import operations as ops
from desk.domain import Container, Fill, Layout, Pick, StoryQuery, new_id, resolve
from desk.operations.stock import DeskStock

TIMES = 20


def measure(name: str, limit: float, act: Callable[[], object]) -> None:
    """Print the median and p95 of doing something, in ms."""
    taken: list[tuple[float, float]] = []
    act()
    for _ in range(TIMES):
        own, wall = time.thread_time(), time.perf_counter()
        act()
        taken.append(((time.thread_time() - own) * 1000, (time.perf_counter() - wall) * 1000))
    own, wall = ([one[side] for one in taken] for side in (0, 1))
    p95 = statistics.quantiles(own, n=20)[18]
    print(
        f"{name:<28} median {statistics.median(own):6.1f} ms, p95 {p95:6.1f} ms, {p95 / limit:5.2f} of the"
        f" limit of {limit:.0f} ms; by the clock {statistics.median(wall):6.1f} ms"
    )


def fill(desk: ops.Desk) -> list[str]:
    """Give the front page what a newsroom's has; return some stories."""
    rows = ops.story.rows(desk, StoryQuery(limit=60)).rows
    stories = [row.id for row in rows]
    story = ops.story.get(desk, stories[0])
    picks = [Pick(section=section.slug) for section in desk.store.publication().sections[:5]]
    picks += [Pick(tag=tag) for tag in story.tags[:2]] + [Pick(author=story.bylines[0].name)]
    made = [
        Container(
            id=new_id(),
            slug=f"by-itself-{n}",
            name=f"Block {n}",
            layout=Layout.GRID,
            fill=Fill.AUTOMATIC,
            pick=pick,
        )
        for n, pick in enumerate(picks)
    ]
    front = ops.fronts.get(desk, "front")
    desk.store.save_front(replace(front, containers=(*front.containers, *made)), desk.who)
    for number, one in enumerate(stories[:20]):
        slot = ops.fronts.slot_of(desk, one)
        ops.fronts.place(desk, "front", "top-stories" if number % 2 else "lead", [slot])
    ops.fronts.make_live(desk, "front")
    return stories


def main() -> None:
    source = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(dir=source.parent) as parent:
        folder = Path(parent) / "copy.desk"
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("backups"))
        desk = ops.desk.open_desk(folder, ops.desk.person("Bench"))
        try:
            stories = fill(desk)
            front = ops.fronts.get(desk, "front")

            def shown() -> object:
                now = datetime.now(UTC)
                return resolve(front, now, DeskStock(desk, now))

            drops = iter(range(10_000))

            def drop() -> object:
                slot = ops.fronts.slot_of(desk, stories[next(drops) % len(stories)])
                return ops.fronts.place(desk, "front", "top-stories", [slot], 0)

            picked = iter(range(10_000))

            def suggest() -> object:
                return ops.searching.similar(desk, stories[next(picked) % len(stories)], 12)

            print(f"{sum(ops.story.counts(desk, StoryQuery()).statuses.values())} stories")
            measure("what the front page shows", 20, shown)
            measure("a board with its rows", 150, partial(ops.fronts.board, desk, front))
            measure("a drop, stored", 50, drop)
            measure("suggestions", 100, suggest)
        finally:
            desk.close()


if __name__ == "__main__":
    main()
