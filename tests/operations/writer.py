"""A program of its own that writes into stories that another writes into as well.

Arguments: the desk folder, a name, how many seconds; it goes on until some lines were taken, however long the
other kept the disk. Prints each line of text once it is acknowledged.
"""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from desk import operations as ops
from desk.domain import DeskError, Who

ENOUGH = 6


def main(folder: str, name: str, seconds: str) -> None:
    desk = ops.desk.open_desk(Path(folder), Who(name, name))
    held = desk.store.stories()  # each is written on as this program knows it, like a window does
    chance, end, number, taken = random.Random(name), time.monotonic() + float(seconds), 0, 0
    try:
        while time.monotonic() < end or taken < ENOUGH:
            number += 1
            at = chance.randrange(len(held))
            line = f"{name}{number}"
            before, mark, after = held[at].body.partition(f"End of {name}.")
            try:
                done = ops.story.save(desk, replace(held[at], body=f"{before}{line}\n\n{mark}{after}"))
            except DeskError as error:
                if not error.todo.startswith("Wait a moment"):
                    raise
                continue  # refused because the other kept writing: the window too asks again later
            held[at] = done.value
            taken += 1
            print(line, flush=True)
    finally:
        desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
