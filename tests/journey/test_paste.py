"""What other programs put on the real clipboard, and a cut that goes to the window of another desk."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from desk.app import main
from tests.journey.desktop import Desktop, until

pytestmark = pytest.mark.journey

CLIPBOARDS = Path(__file__).parents[1] / "text" / "clipboards"


@pytest.fixture
def bodies(capsys: pytest.CaptureFixture[str]):
    """Return the bodies of a desk's stories by their headlines, while its window is open."""

    def show(*words: str) -> object:
        capsys.readouterr()
        assert main([*words, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    def read(desk: Path) -> dict[str, str]:
        rows = show("list", "--desk", str(desk))
        found = (show("show", row["id"], "--desk", str(desk)) for row in rows)
        return {one["headline"]: one["body"] for one in found}

    return read


def _open(screen: Desktop, folder: Path, title: str):
    desk, home = folder / f"{title}.desk", folder / title
    home.mkdir()
    (home / "settings.json").write_text(json.dumps({"person": "Nino Arveladze"}))
    assert main(["new", str(desk), "--title", title]) == 0
    screen.start(str(desk), home=home)
    screen.still(screen.window(title).box)
    return desk


def _new(screen: Desktop, title: str, headline: str, bodies, desk: Path) -> None:
    screen.keys("ctrl+n")
    until(lambda: "" in bodies(desk), "a new story")
    screen.still(screen.window(title).box)
    screen.type(headline)
    screen.keys("Return", "Return")


def test_what_others_copied_and_what_goes_to_another_desk(screen: Desktop, tmp_path: Path, bodies):
    lake = _open(screen, tmp_path, "Lake Post")
    _new(screen, "Lake Post", "From Word", bodies, lake)
    screen.copy((CLIPBOARDS / "word.html").read_bytes(), "text/html")
    screen.keys("ctrl+v")
    screen.type("typed after")
    # The picture lies in a folder of the machine that Word ran on.
    word = (CLIPBOARDS / "word.md").read_text("utf-8").replace("![Two boats](pasted:0)\n\n", "")
    until(lambda: bodies(lake).get("From Word") == f"{word}\ntyped after\n", "the words from Word")

    png = BytesIO()
    Image.linear_gradient("L").resize((600, 400)).convert("RGB").save(png, "PNG")
    screen.copy(png.getvalue(), "image/png")
    screen.keys("ctrl+v")
    until(lambda: "typed after\n\n![](photo:" in bodies(lake)["From Word"], "the picture in its place")
    screen.type("The end.")
    screen.still()
    screen.keys("ctrl+a", "ctrl+x")
    until(lambda: not bodies(lake)["From Word"], "an empty body")
    assert "<h2>Harbour report</h2>" in screen.copied("text/html")
    assert "\n\n• Bread and salt\n    • coarse" in screen.copied("UTF8_STRING")

    town = _open(screen, tmp_path, "Town Post")
    _new(screen, "Town Post", "From the lake", bodies, town)
    screen.keys("ctrl+v")
    until(lambda: bodies(town).get("From the lake", "").endswith("The end.\n"), "the words at the other desk")
    screen.window("Lake Post")
    screen.keys("ctrl+v")
    until(lambda: bodies(lake)["From Word"] == bodies(town)["From the lake"], "the same words back")
    assert bodies(lake)["From Word"].startswith(f"{word}\ntyped after\n\n![](photo:")
