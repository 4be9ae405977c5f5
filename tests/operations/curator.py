"""A program of its own that fills the lead with one story after another and makes each live.

Arguments: the desk folder, the stories. Prints each version's revision once it is acknowledged, for ever.
"""

import sys
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from desk import operations as ops
from desk.domain import Who


def main(folder: str, *stories: str) -> None:
    desk = ops.desk.open_desk(Path(folder), Who("Bob", "desk 4"))
    for story in cycle(stories):
        slot = ops.fronts.slot_of(desk, story)

        def lead(front, slot=slot):
            held = front.container("lead")
            return front.with_container(replace(held, slots=(slot,)))

        ops.fronts.edit(desk, "front", lead)
        print(ops.fronts.make_live(desk, "front").value.revision, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
