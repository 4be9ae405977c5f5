"""`desk preview`, as a person runs it."""

import json
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

from desk import operations as ops
from desk.domain import Who

MAIN = Path(__file__).parents[2] / "main.py"


def test_a_preview_serves_until_it_is_stopped(tmp_path: Path):
    folder = tmp_path / "hour.desk"
    with_words = ops.desk.create(folder, Who("Ann", "laptop"), title="The Hour")
    story = ops.story.new(with_words, headline="Not yet out").value
    ops.story.save(with_words, replace(story, body="Words of a draft.\n"))
    with_words.close()
    command = [sys.executable, MAIN, "preview", story.slug, "--desk", folder, "--json", "--both"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        said = ""
        while not said.rstrip().endswith("}"):
            said += running.stdout.readline()
        address, _, mode = json.loads(said)["address"].partition("#")
        assert mode == "both"
        events = urllib.request.urlopen(f"{address}events", timeout=30)
        told = json.loads(next(row for row in events if row.startswith(b"data: "))[6:])
        page = urllib.request.urlopen(f"{address}site/{told['path']}", timeout=30).read().decode()
        assert "Words of a draft." in page and told["state"].startswith("Draft")
        running.send_signal(signal.SIGINT)
        started = time.monotonic()
        assert running.wait(30) == 0 and time.monotonic() - started < 20
        events.close()


def test_a_preview_asks_for_one_thing(tmp_path: Path):
    folder = tmp_path / "hour.desk"
    ops.desk.create(folder, Who("Ann", "laptop"), title="The Hour").close()
    for words in ([], ["a-story", "--front"], ["no-such-story"]):
        done = subprocess.run(
            [sys.executable, MAIN, "preview", *words, "--desk", folder],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout) == (1, "") and done.stderr.count("\n") == 1
