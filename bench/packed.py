"""From the start of the installed program to its list, against the same program from source.

Both are started in turn on the sample publication, ROUNDS times cold (what they read is put out of the
system's memory before) and ROUNDS times warm; the figures are medians of the lower halves. Prints when the
list is painted and when the whole window stands, and the ratios packed to source (limit 1.15). Begin with
`make packages`.

    python bench/packed.py
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKED = ROOT / "dist" / "desk"
ROUNDS = 7
LIMIT = 1.15
SAID = {"list": "the list is painted", "window": "a window stands on"}

Command = list[str | Path]


def started(command: Command, home: Path, desk: Path) -> dict[str, float]:
    """Start the program; return after how many ms it said what."""
    log = home / "desk.log"
    log.unlink(missing_ok=True)
    env = {**os.environ, "DESK_HOME": str(home), "DESK_LOG": "info", "QT_QPA_PLATFORM": "offscreen"}
    begun = time.time()
    process = subprocess.Popen([*command, desk], env=env)
    try:
        while not (log.exists() and SAID["window"] in log.read_text("utf-8")):
            if time.time() > begun + 120:
                raise TimeoutError(command)
            time.sleep(0.05)
        said = log.read_text("utf-8")
    finally:
        process.terminate()
        process.wait(60)
    return {what: (_when(said, words) - begun) * 1000 for what, words in SAID.items()}


def _when(said: str, words: str) -> float:
    found = re.search(rf"^(\S+ \S+),(\d+) .*{words}", said, flags=re.MULTILINE)
    assert found is not None, said
    return datetime.strptime(found[1], "%Y-%m-%d %H:%M:%S").timestamp() + int(found[2]) / 1000


def forget(files: list[Path]) -> None:
    """Put files out of the system's memory, as after the computer was started; nobody else's."""
    for file in files:
        handle = os.open(file, os.O_RDONLY)
        try:
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        finally:
            os.close(handle)


def read() -> Iterator[Path]:
    """Yield the files that the programs are read from: the packed one's, and those that it was made of."""
    yield from (path for path in PACKED.rglob("*") if path.is_file() and not path.is_symlink())
    made_in = ROOT / "build/package" / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    for one in json.loads((ROOT / "build/pyinstaller/desk/sources.json").read_text("utf-8")):
        file = Path(one)
        if file.is_relative_to(made_in):
            file = Path(sysconfig.get_path("purelib")) / file.relative_to(made_in)
        if file.is_file():
            yield file
        yield from (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc")


def median(times: list[float]) -> float:
    """Return the median of the lower half: what else the computer did only ever adds."""
    return statistics.median(sorted(times)[: len(times) // 2 + 1])


def main() -> int:
    """Measure; return 1 where a limit is passed."""
    ways: dict[str, Command] = {"packed": [PACKED / "desk"], "source": [sys.executable, ROOT / "main.py"]}
    files = list(read())
    passed = False
    with tempfile.TemporaryDirectory() as place:
        desk = Path(place) / "Sample.desk"
        subprocess.run([*ways["source"], "sample", desk], check=True, stdout=subprocess.DEVNULL)
        for cold in (True, False):
            times: dict[str, list[dict[str, float]]] = {way: [] for way in ways}
            for turn in range(ROUNDS + 1):
                for way, command in ways.items():
                    home = Path(place) / way
                    home.mkdir(exist_ok=True)
                    if cold:
                        forget(files)
                    took = started(command, home, desk)
                    if turn:  # the first one compiles, and makes its caches
                        times[way].append(took)
                    shutil.rmtree(home / "running", ignore_errors=True)
            for what in SAID:
                found = {way: median([one[what] for one in times[way]]) for way in ways}
                ratio = found["packed"] / found["source"]
                passed = passed or ratio > LIMIT
                print(
                    f"{'cold' if cold else 'warm'}, {what}: packed {found['packed']:.0f} ms, "
                    f"source {found['source']:.0f} ms, {ratio:.2f} times (limit {LIMIT})",
                    flush=True,
                )
    return int(passed)


if __name__ == "__main__":
    sys.exit(main())
