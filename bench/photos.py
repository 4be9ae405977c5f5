"""Small pictures for readers, against sharp (npm) on the same files of 24 million pixels, in one run.

One photo at four widths as WebP 80 and JPEG 82 (limits 0.85 of its time, 0.5 of its processor time, 0.5 of
its memory), fifty of them on all cores (0.7 of its time), a thumbnail of 256 pixels (1.2). Prints ratios of
the medians. sharp does one photo as its guide shows, each width from the file; for the batch the better of
that and of decoding once counts. It is installed under build/, once, by npm.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.camera import SIZE, photographs
from desk import photo
from desk.domain import Crop, Photo
from desk.photo.processes import settle

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "build" / "bench-photos"
WIDTHS = (320, 640, 960, 1600)
WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
ROUNDS, ALONE, BATCH, DISTINCT = 5, 3, 50, 5
CORES = os.cpu_count() or 1


def ours(job: str, out: Path, files: list[Path]) -> None:
    """Do the work of `bench/photos.mjs` with this program, in this process or, many at once, in others."""
    out.mkdir(parents=True, exist_ok=True)
    times: list[float] = []
    held: dict[int, int] = {}
    start, before = time.perf_counter(), used()
    if job.endswith(":many"):
        context = get_context("spawn")
        with ProcessPoolExecutor(CORES, mp_context=context, initializer=settle) as pool:
            done = pool.map(make, range(len(files)), files, [out] * len(files), [1] * len(files))
            held |= dict(done)  # of each process its last word, which is its most
    else:
        settle()
        for path in files:
            began = time.perf_counter()
            if job == "thumbnail":
                (out / "0-256.jpg").write_bytes(photo.thumbnail(path, 256))
            else:
                make(0, path, out, CORES)
            held[os.getpid()] = peak()
            times.append((time.perf_counter() - began) * 1000)
    wall = (time.perf_counter() - start) * 1000
    told = {"times": times, "wall": wall, "cpu": (used() - before) * 1000, "peak": sum(held.values()) / 1024}
    (out / "told.json").write_text(json.dumps(told))


def used() -> float:
    """Return the seconds of the processor that this process and those it ended have had."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in both)


def peak() -> int:
    """Return the most KB that this process held; `getrusage` would count what its parent held before."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


def make(number: int, path: Path, out: Path, threads: int) -> tuple[int, int]:
    """Make one photo's pictures as an export does; return which process did, and the most KB it held."""
    shown = Photo(id="x", hash=f"{number:064x}", format="JPEG", width=SIZE[0], height=SIZE[1], size=1)
    names = photo.rendition_names(shown, WHOLE, WIDTHS)
    photo.renditions(path, {WHOLE: names}, out, threads=threads)
    return os.getpid(), peak()


def run(command: list[str | Path], job: str, files: list[Path]) -> dict[str, Any]:
    """Run one side and return what it told; the processor's time without its start."""
    out = FOLDER / "out"
    shutil.rmtree(out, ignore_errors=True)
    subprocess.run([*command, job, out, *files], check=True)
    told = json.loads((out / "told.json").read_text())
    told["bytes"] = sum(path.stat().st_size for path in out.iterdir() if path.suffix != ".json")
    return told


def compare(name: str, job: str, peers: tuple[str, ...], files: list[Path], limits: dict[str, float]) -> None:
    """Print the ratios of one kind of work; of several peers the fastest counts."""
    us: list[dict[str, Any]] = []
    them: dict[str, list[dict[str, Any]]] = {peer: [] for peer in peers}
    for _ in range(ROUNDS if len(files) == ALONE else 1):
        us.append(run([sys.executable, __file__], job, files))
        for peer in peers:
            them[peer].append(run(["node", ROOT / "bench" / "photos.mjs", FOLDER], peer, files))
    wall = {peer: _wall(told) for peer, told in them.items()}
    best = min(peers, key=lambda peer: wall[peer])
    mine, other = _wall(us), wall[best]
    print(f"{name}: {mine:.0f} ms against {other:.0f} ({best})")
    ratios = {"time": mine / other}
    for key in ("cpu", "peak", "bytes"):
        ratios[key] = _median(us, key) / _median(them[best], key)
    for key, ratio in ratios.items():
        limit = f" (limit {limits[key]})" if key in limits else ""
        print(f"    {key:<6} {ratio:.2f} times{limit}")


def _wall(told: list[dict[str, Any]]) -> float:
    return statistics.median(value for one in told for value in (one["times"] or [one["wall"]]))


def _median(told: list[dict[str, Any]], key: str) -> float:
    return float(statistics.median(one[key] for one in told))


def main() -> None:
    if shutil.which("npm") is None:
        sys.exit("This benchmark compares with sharp, which needs npm.")
    if not (FOLDER / "node_modules" / "sharp").is_dir():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", FOLDER, "sharp"], check=True)
    distinct = photographs(FOLDER / "originals", DISTINCT)
    alone, many = distinct[:ALONE], [distinct[number % DISTINCT] for number in range(BATCH)]
    compare("one photo", "photo", ("plain",), alone, {"time": 0.85, "cpu": 0.5, "peak": 0.5})
    compare("fifty photos", "photo:many", ("plain:many", "cascade:many"), many, {"time": 0.7, "peak": 0.5})
    compare("a thumbnail", "thumbnail", ("thumbnail",), alone, {"time": 1.2})


if __name__ == "__main__":
    if len(sys.argv) > 1:
        ours(sys.argv[1], Path(sys.argv[2]), [Path(word) for word in sys.argv[3:]])
    else:
        main()
