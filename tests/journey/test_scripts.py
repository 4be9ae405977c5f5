"""Armenian, Arabic and Russian typed with real keys in the real window stand in the store as typed."""

import json
from pathlib import Path

import pytest

from desk.app import main
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("language", "headline", "typed", "stored"),
    [
        ("hy", "Նավահանգիստը բացվեց", '"Ծովը հանգիստ է" -- ասաց նա։', "«Ծովը հանգիստ է» — ասաց նա։"),
        ("ar", "الميناء يفتح أبوابه", "وصلت السفينة عند الفجر، وعلى متنها 40 راكبا.", ""),
        ("ru", "Порт снова открыт", 'Он сказал: "Ждём "Чайку" утром".', "Он сказал: «Ждём „Чайку“ утром»."),
    ],
)
def test_typed_in_its_own_script(
    screen: Desktop, home: Path, tmp_path: Path, capsys, language, headline, typed, stored
):
    desk = tmp_path / "Post.desk"
    assert main(["new", str(desk), "--title", "Lake Post", "--language", language]) == 0
    (home / "settings.json").write_text(json.dumps({"person": "Nino"}))
    screen.start(str(desk), home=home)
    window = screen.window("Lake Post")
    screen.still(window.box)

    def story() -> dict:
        capsys.readouterr()
        assert main(["list", "--desk", str(desk), "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        if not rows:
            return {}
        assert main(["show", rows[0]["id"], "--desk", str(desk), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    screen.keys("ctrl+n")
    until(story, "a story")
    screen.still(window.box)
    screen.type(headline)
    screen.keys("Return", "Return")
    screen.type(typed + typed[-1])
    screen.keys("BackSpace", "Home", "Return", "Up")
    screen.type("- " + headline)
    expected = f"- {headline}\n\n{stored or typed}\n"
    until(lambda: story().get("body") == expected, f"{expected!r}, not {story().get('body')!r}")
    assert story()["headline"] == headline
    assert story()["language"] == language
