"""The copy desk: `python bench/checks.py [STORIES]` (10,000 unless told otherwise).

Prints how long all rules, every one switched on, take on a 1,000-word story that was never seen, and
after one key in it: medians and the slowest tenth, of the thread's own processor time, which other programs
do not lengthen. Then one run of `desk check` over a desk of many stories beside one run of proselint over
the same texts as files, by the clock and by the processor's time of all their processes. Vale comes from its
makers' server alone; where a `vale` is on the path it runs too, in its own default style.
"""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench import many
from desk import operations as ops
from desk.checks import Case, all_rules, check
from desk.domain import Level, Publication, Story

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "sample" / "stories"
PEER = ROOT / "build" / "proselint"
ROUNDS = 40
WHOLE, KEY = 25.0, 5.0  # ms
SHARE = 0.2  # of proselint's time


def prose(words: int) -> list[str]:
    """Return paragraphs of the sample publication's English stories, so many words."""
    found: list[str] = []
    for file in sorted(SAMPLE.glob("*.md")):
        head, _, body = file.read_text("utf-8").partition("\n---\n")
        if "\nlanguage:" not in head or "\nlanguage: en" in head:
            found += [part for part in body.split("\n\n") if part.strip()]
    taken: list[str] = []
    while sum(len(part.split()) for part in taken) < words:
        taken.append(found[len(taken) % len(found)])
    return taken


def case(paragraphs: Sequence[str]) -> Case:
    """Return a story of these paragraphs, with every rule switched on."""
    levels = tuple((name, Level.ADVICE) for name in sorted(all_rules()))
    publication = Publication(id="p", title="The Daily", checks=levels)
    story = Story(id="s", headline="The harbour opens", language="en", body="\n\n".join(paragraphs))
    return Case(story=story, publication=publication, now=datetime.now(UTC))


def taken(given: Case) -> float:
    """Return the ms that a check takes."""
    start = time.thread_time()
    check(given)
    return (time.thread_time() - start) * 1000


def one_story() -> None:
    paragraphs = prose(1000)
    check(case(paragraphs))  # loads the rules and Babel's data
    fresh: list[float] = []
    for number in range(ROUNDS):
        other = [f"{part} So it was told {number} times." for part in paragraphs]
        fresh.append(taken(case(other)))
    keyed: list[float] = []
    text = list(paragraphs)
    check(case(text))
    for number in range(ROUNDS):
        at = number % len(text)
        text[at] += "abcdefgh"[number % 8]
        keyed.append(taken(case(text)))
    many_words = sum(len(part.split()) for part in paragraphs)
    print(f"{many_words} words, {len(paragraphs)} paragraphs, {len(all_rules())} rules, thread time")
    for name, found, limit in (("never seen", fresh, WHOLE), ("after one key", keyed, KEY)):
        middle, slow = median(found), quantiles(found, n=10)[-1]
        print(f"  {name}: median {middle:.2f} ms, p90 {slow:.2f} ms (limit {limit:g}: {middle / limit:.2f})")


def run(name: str, command: Sequence[object], folder: Path) -> tuple[float, float]:
    """Run a command; return the seconds by the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with (folder / f"{name}.out").open("wb") as out:
        subprocess.run([str(word) for word in command], stdout=out, stderr=out, check=False, cwd=folder)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    lines = (folder / f"{name}.out").read_bytes().count(b"\n")
    print(f"  {name}: {wall:.1f} s, processor {used:.1f} s, {lines} lines said")
    return wall, used


def proselint() -> Path:
    """Return the peer's program, installed under `build/` where it is not."""
    program = PEER / ("Scripts" if os.name == "nt" else "bin") / "proselint"
    if not program.exists():
        venv.create(PEER, with_pip=True)
        subprocess.run(
            [program.with_name("python"), "-m", "pip", "install", "-q", "proselint==0.16.0"], check=True
        )
    return program


def compare(name: str, ours: tuple[float, float], theirs: tuple[float, float], limit: float) -> None:
    wall, used = (mine / other for mine, other in zip(ours, theirs, strict=True))
    print(f"  of {name}: {wall:.2f} by the clock, {used:.2f} of its processor (limit {limit:g})")


def many_stories(number: int) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        many.make(folder / "many.desk", number)
        desk = ops.desk.open_desk(folder / "many.desk", ops.desk.person("bench"))
        texts = folder / "texts"
        texts.mkdir()
        for story in desk.store.stories():
            (texts / f"{story.id}.md").write_text(
                f"# {story.headline}\n\n{story.standfirst}\n\n{story.body}", "utf-8"
            )
        desk.close()
        print(f"{len(list(texts.iterdir()))} stories of some 500 invented words, one run each")
        ours = run(
            "desk check", [sys.executable, ROOT / "main.py", "check", "--desk", folder / "many.desk"], folder
        )
        theirs = run("proselint", [proselint(), "check", texts], folder)
        compare("proselint", ours, theirs, SHARE)
        if vale := shutil.which("vale"):
            (folder / ".vale.ini").write_text("MinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = Vale\n")
            peer = run("vale", [vale, "--no-exit", texts], folder)
            compare("vale", ours, peer, 1)


if __name__ == "__main__":
    one_story()
    many_stories(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
