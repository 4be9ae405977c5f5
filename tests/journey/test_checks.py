"""The copy desk as an editor works with it, by keys, in a real window."""

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import Byline, Status, Story, Who
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey

BODY = 'They went to the the harbour.\n\nShe said: "All is well.\n'


def test_findings_are_put_right_or_overridden_by_keys(screen: Desktop, home: Path, tmp_path: Path):
    (home / "settings.json").write_text(json.dumps({"person": "Ann", "look": "light"}))
    desk = ops.desk.create(tmp_path / "Hour.desk", Who("Ann", "laptop"), title="The Hour")
    with closing(desk):
        story = ops.story.new(desk, headline="A ferry").value
        ops.story.save(desk, replace(story, body=BODY, bylines=(Byline("Ann"),)))

        def stored() -> Story:
            return ops.story.get(desk, story.id)

        screen.start(str(tmp_path / "Hour.desk"), home=home)
        window = screen.window("The Hour")
        screen.still(window.box)
        screen.keys("alt+5")
        until(lambda: screen.find((208, 138, 30), within=window.box, tolerance=2), "a line under the words")
        screen.still(window.box)
        screen.keys("alt+Return")
        until(lambda: stored().body.startswith("They went to the harbour."), "the mended words in the store")
        screen.keys("ctrl+k")
        screen.type("Publish")
        screen.still(window.box)
        screen.keys("Return")
        screen.still(window.box)
        assert stored().status is Status.DRAFT
        screen.type("It goes on tomorrow")
        screen.keys("Return")
        until(lambda: stored().status is Status.PUBLISHED, "the story moves on for a reason")
        assert [one.reason for one in stored().overrides] == ["It goes on tomorrow"]
