"""A preview in a real browser: both screens, each change, the place where one reads; nobody else gets in."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk import text
from desk.domain import Status, Who
from desk.operations.previewing import Preview, Written

LONG = "\n\n".join(f"Paragraph {number} of what was stored." for number in range(60))
SCRIPT = "<script>window.ran = 1</script>"
BODY = f"Stored words, [out of the site](https://elsewhere.example/).\n\n{SCRIPT}\n\n{LONG}\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ops.Desk]:
    made = ops.desk.create(tmp_path / "hour.desk", Who("Ann", "laptop"), title="The Hour")
    yield made
    made.close()


class Script:
    """The script, step by step."""

    def __init__(self, judges: Path, address: str) -> None:
        env = {
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(judges),
            "BROWSER_PATH": shutil.which("chromium"),
        }
        self._run = subprocess.Popen(
            ["node", "preview.mjs", address],
            cwd=judges,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def go(self) -> None:
        self._run.stdin.write("go\n")
        self._run.stdin.flush()

    def said(self) -> object:
        line = self._run.stdout.readline()
        assert line, self._run.stderr.read()
        return json.loads(line)

    def end(self) -> None:
        self._run.communicate(timeout=60)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("chromium") is None, reason="not installed: chromium")
@pytest.mark.timeout(180)
def test_a_preview_in_a_real_browser(judges: Path, desk: ops.Desk) -> None:
    made = ops.story.new(desk, headline="Not yet out").value
    story = ops.story.save(desk, replace(made, body=BODY, section="news")).value
    for headline in ("Its neighbour", "Another"):
        other = ops.story.save(
            desk, replace(ops.story.new(desk, headline=headline).value, section="news")
        ).value
        ops.story.set_status(desk, other.id, Status.PUBLISHED)
    preview = Preview(desk)
    script = Script(judges, preview.story(story.id))
    try:
        told = script.said()
        first = told["first"]
        assert first["desktop"]["wide"] >= 1200 and first["phone"]["wide"] == 390
        assert told["said"] == ["Not public: Not yet out", "Draft: readers do not see it"]
        assert first["desktop"]["ran"] is None and first["phone"]["ran"] is None

        script.go()
        assert script.said() == "scrolled"
        preview.write(Written(typed=story, body=text.read(BODY.replace("Stored words", "Fresh words"))))
        told = script.said()
        for screen in ("desktop", "phone"):
            assert told["fresh"][screen]["y"] == 500
            assert told["fresh"][screen]["path"] == first[screen]["path"]
        assert told["steps"] == 0  # the browser's Back leads where it did

        script.go()
        told = script.said()
        assert told["outside"] == ["https://elsewhere.example/", None]
        assert told["section"]["path"].endswith("/site/news/index.html")
        now = ops.story.get(desk, other.id)
        ops.story.save(desk, replace(now, headline="Another neighbour"))
        script.go()
        assert script.said()["section"]["path"] == told["section"]["path"]

        script.go()
        told = script.said()
        assert told["violations"] == []
        assert told["got"] == ["refused", "refused"]
        # The link was followed, and Playwright tries to look for it within the sandboxed frames.
        own = ("elsewhere.example", "document's frame is sandboxed")
        assert [one for one in told["wrong"] if not any(words in one for words in own)] == []

        script.go()
        preview.close()
        assert script.said() == "ended"
    finally:
        script.end()
        preview.close()
