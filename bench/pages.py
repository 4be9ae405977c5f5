"""How fast pages of the sample publication are to a reader's phone, by Lighthouse: `python bench/pages.py`.

Lighthouse loads the front and a story three times each, as a slow phone on a slow network would, and gives
points from 0 to 1; prints the middle one of each theme (limit 0.99) and what cost points. It comes with the
slow tests of tests/judges, run once. On a busy machine the points are lower.
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


def main() -> None:
    if not (JUDGES / "installed").exists():
        sys.exit("Run the slow tests of tests/judges once: they install Lighthouse.")
    with tempfile.TemporaryDirectory() as place:
        desk = ops.importing.sample(Path(place) / "sample.desk", Who("Ann", "bench"))
        for theme in site.themes():
            out = Path(place) / theme
            ops.desk.save_publication(desk, replace(ops.desk.publication(desk), theme=theme))
            ops.exporting.export(desk, out)
            story = next(page for page in out.glob("news/*.html") if "NewsArticle" in page.read_text())
            pages = {"front": "", "story": story.relative_to(out).as_posix()}
            found = judged(out, [page for _ in range(ROUNDS) for page in pages.values()])
            for at, name in enumerate(pages):
                said = sorted(found[at :: len(pages)], key=lambda one: one["scores"]["performance"])
                points = statistics.median(one["scores"]["performance"] for one in said)
                lost = ", ".join(" ".join(what) for what in said[len(said) // 2]["lost"]) or "nothing"
                print(f"{theme} {name}: {points:.2f} (limit 0.99), points lost by: {lost}", flush=True)
        desk.close()


if __name__ == "__main__":
    main()
