"""A library of 20,000 photos: first page, search, scrolling, memory. Run `python -m bench.library [PHOTOS]`.

Times on the GUI thread are processor time of that thread in one turn of the event loop, against the 16 ms
of a frame; questions to the store are the median of five.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk import paths
from desk.domain import Photo, PhotoQuery, Who, new_id
from desk.ui import menu, theme
from desk.ui.session import Session
from desk.ui.settings import Settings
from desk.ui.window import Window

LIMIT = 16.0
WORDS = (
    "river",
    "bridge",
    "square",
    "minister",
    "harvest",
    "snow",
    "port",
    "train",
    "museum",
    "flood",
    "sea",
    "market",
)
PLACES = ("Tbilisi", "Երևան", "Bakı", "القاهرة")


def fill(desk: ops.Desk, number: int) -> None:
    """Put photos into a desk, and their small pictures into the cache: originals are not looked at here."""
    cache = paths.cache() / "thumbnails"
    cache.mkdir(parents=True, exist_ok=True)
    with desk.store.batch():
        for n in range(number):
            one, two = WORDS[n % 12], WORDS[n // 12 % 12]
            photo = Photo(
                id=new_id(),
                hash=f"{n:064x}",
                format="JPEG",
                width=6000,
                height=4000,
                size=9_000_000,
                name=f"DSC_{n:05}.jpg",
                caption=f"The {one} by the {two}, seen from the hill above {PLACES[n % 4]} in March",
                credit=f"{'Ann Lee' if n % 3 else 'Bob Ray'} / The Hour" if n % 5 else "",
                alt="A view" if n % 2 else "",
                city=PLACES[n % 4],
                keywords=(one, two),
                taken=f"20{n % 26:02}-{n % 12 + 1:02}-14",
            )
            desk.store._photos.save(photo, desk.who, "create")  # pyright: ignore[reportPrivateUsage]
    for n in range(number):
        file = cache / f"{n:064x}-256"
        if n < 50:
            shade = Image.effect_noise((256, 171), 10 + n).convert("RGB")
            raw = BytesIO()
            shade.save(raw, "JPEG", quality=80)
            file.write_bytes(raw.getvalue())
        else:
            file.hardlink_to(cache / f"{n % 50:064x}-256")


def asked(what: str, ask: Callable[[], object]) -> None:
    times: list[float] = []
    for _ in range(5):
        start = time.perf_counter()
        ask()
        times.append((time.perf_counter() - start) * 1000)
    print(f"{what:44} {median(times):8.1f} ms")


def turns(app: QApplication, session: Session, act: Callable[[int], object], times: int) -> list[float]:
    """Return the GUI thread's processor time, in ms, of each turn while something is done again and again."""
    took: list[float] = []
    for n in range(times):
        start = time.thread_time()
        act(n)
        app.processEvents()
        took.append((time.thread_time() - start) * 1000)
        time.sleep(0.004)
    while not session.tasks.idle:
        start = time.thread_time()
        app.processEvents()
        took.append((time.thread_time() - start) * 1000)
        time.sleep(0.001)
    return sorted(took)


def held() -> float:
    """Return the MB that this process holds now."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def told(what: str, took: list[float]) -> None:
    p95, worst = took[int(len(took) * 0.95)], took[-1]
    shares = f"{p95 / LIMIT:.2f} and {worst / LIMIT:.2f} of the limit"
    print(f"{what:32} p95 {p95:5.1f} ms, worst {worst:5.1f} ms: {shares}")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as home:
        os.environ["DESK_HOME"] = home
        app = QApplication([])
        theme.load_fonts()
        look = theme.Look(app, "light")
        desk = ops.desk.create(Path(home) / "bench.desk", Who("Ann", "bench"), title="Bench")
        start = time.perf_counter()
        fill(desk, number)
        print(f"{number} photos in {time.perf_counter() - start:.0f} s")
        asked("all ids, newest first", lambda: ops.library.ids(desk, PhotoQuery()))
        for search in ("bridge", "tbil no:credit", '"the bridge by the river"', "unused taken:2024-03"):
            asked(f"search: {search}", lambda search=search: ops.library.ids(desk, PhotoQuery(search=search)))
        some = ops.library.ids(desk, PhotoQuery()).ids[:120]
        asked("120 rows", lambda: ops.library.rows(desk, some))
        ops.load()  # as the program does on a worker
        session = Session(desk, Settings())
        window = Window(session, look, ops.desk.publication(desk), menu=menu.commands)
        window.resize(1440, 900)
        window.show()
        turns(app, session, lambda _: None, 20)
        gc.freeze()  # as the program does once it is loaded
        before = held()
        told(
            "first page",
            turns(app, session, lambda n: None if n else window.commands["photos"].trigger(), 40),
        )
        bar, put = window.library.grid.verticalScrollBar(), window.library.head.put
        told("wheel, 80 px a turn", turns(app, session, lambda _: bar.setValue(bar.value() + 80), 400))
        told("page by page", turns(app, session, lambda _: bar.setValue(bar.value() + bar.pageStep()), 100))
        places = [bar.maximum() * (n * 37 % 100) // 100 for n in range(100)]
        told("to any place", turns(app, session, lambda n: bar.setValue(places[n]), 100))
        told("another width", turns(app, session, lambda n: window.resize(1440 - n * 6, 900), 50))
        for words in ("bridge", "no:alt", ""):
            told(f"search: {words}", turns(app, session, lambda n, words=words: n or put(words), 100))
        print(f"{'memory for the library':32} {held() - before:.0f} MB")
        grid, model = window.library.grid, window.library.model
        first, last = grid.in_sight()
        print(f"in sight: {last - first + 1} photos, {len(model.missing(first, last))} of them not read")
        window.library.grid.selectAll()
        told("all chosen", turns(app, session, lambda _: None, 10))
        window.close()
        turns(app, session, lambda _: None, 5)
        session.close()


if __name__ == "__main__":
    main()
