"""A program of its own that writes into stories that another writes into as well.

Arguments: the desk folder, a name, how many seconds at least: on a busy machine it goes on until it has written a
few lines. Prints each line of text once it is acknowledged.
"""

import random
import sys
import time
from dataclasses import replace
from pathlib import Path

from desk import operations as ops
from desk.domain import DeskError, Who

LEAST = 5  # lines


def main(folder: str, name: str, seconds: str) -> None:
    desk = ops.desk.open_desk(Path(folder), Who(name, name))
    held = desk.store.stories()  # each is written on as this program knows it, like a window does
    chance, end, number, kept = random.Random(name), time.monotonic() + float(seconds), 0, 0
    try:
        while time.monotonic() < end or kept <= LEAST:
            time.sleep(chance.uniform(0, 0.02))  # SQLite lets one program starve another that never waits
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
            kept += 1
            print(line, flush=True)
    finally:
        desk.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
