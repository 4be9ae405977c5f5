"""A program of its own that saves into a desk, for tests that end it or trouble its disk.

Arguments: the folder, a name, how many saves (0 for without end) and, where given, what troubles it.
Prints one line for each save once it is acknowledged: the revision's id.
"""

import contextlib
import os
import resource
import signal
import sys
from dataclasses import replace
from pathlib import Path

from desk.domain import DeskError, Story, Who, new_id
from desk.store import Store


def main(folder: str, name: str, saves: str, trouble: str = "") -> None:
    if trouble == "nobody" and os.geteuid() == 0:
        os.setegid(65534)
        os.seteuid(65534)
    with contextlib.closing(Store.open(Path(folder))) as store:
        if trouble == "full":
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            size = (Path(folder) / "desk.sqlite").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (size + 300_000, size + 300_000))
        story = Story(id=new_id(), headline=name, slug=name)
        done = 0
        while not int(saves) or done < int(saves):
            story = store.save_story(
                replace(story, body=f"{story.body[-20_000:]}{os.urandom(150).hex()}\n"), Who(name, name)
            )
            done += 1
            print(story.revision, flush=True)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except DeskError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(1)
