"""How fast pages of the sample publication are to a reader's phone, by Lighthouse: `python bench/pages.py`.

Lighthouse loads the front, a story and one in Russian three times each, as a slow phone on a slow network
would, and gives points from 0 to 1; prints the middle one of each theme (limit 0.99) and what cost points. It
comes with the slow tests of tests/judges, run once. On a busy machine the points are lower.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from desk import operations as ops
from desk import site
from desk.domain import Who

JUDGES = Path(__file__).parents[1] / "build" / "judges-served"
ROUNDS = 3


def judged(folder: Path, pages: list[str]) -> list[dict[str, Any]]:
    env = {**os.environ, "BROWSER_PATH": shutil.which("chromium") or "", "HOME": str(JUDGES)}
    command = ["node", "lighthouse.mjs", str(folder), *pages]
    return json.loads(subprocess.run(command, cwd=JUDGES, env=env, capture_output=True, check=True).stdout)


def stories(out: Path) -> dict[str, str]:
    """Return the first story with a lead photo of those in Latin letters, and of those in others."""
    found: dict[str, str] = {}
    for page in sorted(out.glob("news/*.html")):
        words = page.read_text()
        if "NewsArticle" in words and 'fetchpriority="high"' in words:
            name = "Russian story" if '<html lang="ru"' in words else "story"
            found.setdefault(name, page.relative_to(out).as_posix())
    return found


def main() -> None:
    if not (JUDGES / "installed").exists():
        sys.exit("Run the slow tests of tests/judges once: they install Lighthouse.")
    with tempfile.TemporaryDirectory() as place:
        desk = ops.importing.sample(Path(place) / "sample.desk", Who("Ann", "bench"))
        for theme in site.themes():
            out = Path(place) / theme
            ops.desk.save_publication(desk, replace(ops.desk.publication(desk), theme=theme))
            ops.exporting.export(desk, out)
            pages = {"front": "", **stories(out)}
            found = judged(out, [page for _ in range(ROUNDS) for page in pages.values()])
            for at, name in enumerate(pages):
                said = sorted(found[at :: len(pages)], key=lambda one: one["scores"]["performance"])
                points = statistics.median(one["scores"]["performance"] for one in said)
                lost = ", ".join(" ".join(what) for what in said[len(said) // 2]["lost"]) or "nothing"
                print(f"{theme} {name}: {points:.2f} (limit 0.99), points lost by: {lost}", flush=True)
        desk.close()


if __name__ == "__main__":
    main()
