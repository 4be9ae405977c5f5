"""Take the pictures of the documentation from the real program, on a screen of their own.

Run by `make screenshots`. Chromium adds the site's pages where it is installed.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image

from desk import operations as ops
from desk.app import main as desk
from tests.journey.desktop import Desktop, desktop, until

OUT = Path(__file__).parent / "screenshots"
TITLE = "The Caucasus Monitor"
# The window fills the screen without a frame, so that a picture of the screen is one of the window.
OPENBOX = """<openbox_config xmlns="http://openbox.org/3.4/rc"><applications>
<application type="normal"><decor>no</decor><maximized>yes</maximized></application>
</applications></openbox_config>"""
CHROMIUM = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--allow-file-access-from-files"),
]


def keep(picture: Image.Image, name: str) -> None:
    """Save a picture in 256 colours, as small as PNG can."""
    file = OUT / f"{name}.png"
    picture.convert("RGB").quantize(256, kmeans=3, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.name}: {file.stat().st_size // 1024} KiB")


def calm(screen: Desktop) -> Image.Image:
    """Return the screen once what a pause in typing starts (saving, counting, thumbnails) is done too."""
    time.sleep(1.2)
    return screen.still()


@contextlib.contextmanager
def newsroom(home: Path, size: tuple[int, int] = (1440, 900), **settings: object) -> Iterator[Desktop]:
    """Start on a fresh copy of the sample publication, on a screen of that size."""
    shutil.rmtree(home / "Sample.desk", ignore_errors=True)
    shutil.copytree(home / "sample", home / "Sample.desk")
    (home / "settings.json").write_text(json.dumps(settings))
    with desktop(*size) as screen:
        program = screen.start(home / "Sample.desk", home=home)
        until(lambda: screen.window(TITLE, 60).box == (0, 0, *size), "the window over the whole screen")
        calm(screen)
        yield screen
        screen.keys("ctrl+q")
        program.wait(60)  # the window goes first: who is killed after that says so at the next start


def first_start(home: Path) -> None:
    """Take the page of somebody who begins with a desk of their own."""
    (home / "settings.json").write_text(json.dumps({"look": "light"}))
    with desktop(1100, 700) as screen:
        screen.start(home=home)
        until(lambda: screen.window("Welcome to Desk", 60).width == 1100, "the page")
        screen.type("Nino Arveladze")
        screen.keys("Tab", "Down")
        keep(calm(screen), "first-start")
        screen.keys("alt+F4")
        screen.gone("Welcome to Desk")


def go(screen: Desktop, words: str) -> None:
    """Open a story through the command field."""
    screen.keys("ctrl+k")
    screen.type(words)
    calm(screen)
    screen.keys("Return")
    calm(screen)


def light(home: Path) -> None:
    with newsroom(home, person="Nino Arveladze", look="light") as screen:
        go(screen, "First train")
        keep(calm(screen), "write-light")
        screen.keys("alt+2")
        keep(calm(screen), "curation")
        screen.keys("alt+3")
        keep(calm(screen), "details")
        go(screen, "Forty schools")
        screen.keys("alt+4", "ctrl+alt+Next")
        keep(calm(screen), "comments")
        go(screen, "Tunnel tender")
        screen.keys("alt+5")
        time.sleep(2)
        keep(calm(screen), "checks")
        go(screen, "First train")
        screen.keys("alt+1", "ctrl+shift+f")
        screen.type("station")
        screen.keys("ctrl+d")
        screen.type("Stations")
        screen.keys("Return")
        calm(screen)
        screen.keys("ctrl+a")
        keep(calm(screen).crop((0, 0, 760, 900)), "list")
        screen.keys("Escape", "ctrl+shift+f", "Escape", "ctrl+k")
        screen.type("photo")
        keep(calm(screen), "command-field")
        screen.keys("Escape", "Escape")
        screen.keys("ctrl+alt+c")
        keep(calm(screen), "crop")
        screen.keys("Escape")
        go(screen, "Stone by stone")
        keep(calm(screen), "photos")
        screen.keys("ctrl+shift+m")
        keep(calm(screen), "source")
        screen.keys("ctrl+shift+m", "ctrl+f")
        screen.type("stone")
        keep(calm(screen), "find")
        screen.keys("Escape", "ctrl+shift+h", "Return")
        keep(calm(screen), "find-everywhere")
        screen.keys("Escape", "ctrl+comma")
        keep(calm(screen), "settings")
        screen.keys("ctrl+2")
        keep(calm(screen), "front-light")
        screen.click(1290, 75)
        keep(calm(screen), "front-phone")


def library(home: Path) -> None:
    """Choose some photos, and show two of them side by side."""
    with newsroom(home, person="Nino Arveladze", look="light") as screen:
        screen.keys("ctrl+3")
        screen.click(720, 888)  # takes the mouse off the photos
        calm(screen)
        screen.keys("Home", "Right", "shift+Right", "shift+Right")
        keep(calm(screen), "library")
        screen.keys("Home", "shift+Right", "ctrl+k")
        screen.type("compare")
        calm(screen)
        screen.keys("Return")
        keep(calm(screen), "compare")


def history(home: Path) -> None:
    """Replace two words, and show what changed since the import."""
    with newsroom(home, person="Nino Arveladze", look="light") as screen:
        go(screen, "First train")
        for x, y, words in ((560, 440, "at school"), (748, 480, "cold")):
            screen.click(x, y, times=2)
            screen.type(words)
        screen.keys("alt+6")
        calm(screen)
        screen.keys("Down", "Down")
        keep(calm(screen), "history")


def publishing(home: Path) -> None:
    with newsroom(home, person="Nino Arveladze", look="light") as screen:
        screen.keys("ctrl+comma")
        calm(screen)
        screen.click(760, 400, times=60, button=5)  # to the foot of the page
        calm(screen)
        screen.click(148, 646)
        screen.window("Where the site is published")
        screen.keys("shift+Tab", "Down", "Down")
        keep(calm(screen), "target")
        screen.keys("Escape", "ctrl+1", "ctrl+alt+x")
        screen.window("What the export changes", 120)
        keep(calm(screen), "publish")
        screen.keys("Escape")
        calm(screen)


def dark(home: Path) -> None:
    with newsroom(home, person="Nino Arveladze", look="dark") as screen:
        go(screen, "First train")
        keep(calm(screen), "write-dark")
        go(screen, "مقهى")
        keep(calm(screen), "arabic")
        screen.keys("ctrl+2")
        keep(calm(screen), "front-dark")


def chromium(page: Path, size: tuple[int, int]) -> Image.Image:
    """Return the upper part of a page as a reader sees it in a window of that size."""
    width, height = size
    with tempfile.TemporaryDirectory() as folder:
        shot, frame = Path(folder) / "page.png", Path(folder) / "frame.html"
        # A browser's own window is never as narrow as a phone; a frame in it can be.
        frame.write_text(
            f'<style>*{{margin:0;border:0}}</style><iframe src="{page.as_uri()}" '
            f'width="{width}" height="{height}"></iframe>'
        )
        where = [f"--user-data-dir={folder}/profile", f"--window-size={max(width, 600)},{height + 200}"]
        command = ["chromium", *CHROMIUM, *where, f"--screenshot={shot}", frame.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        with Image.open(shot) as picture:
            return picture.convert("RGB").crop((0, 0, width, height))


def site(home: Path) -> None:
    if shutil.which("chromium") is None:
        print("chromium is not installed: the pictures of the site are left as they are")
        return
    out = home / "site"
    desk(["export", "--desk", str(home / "Sample.desk"), "--out", str(out)])
    story = next((out / "news").glob("first-train*.html"))
    keep(chromium(out / "index.html", (1280, 1100)), "site-front")
    keep(chromium(story, (1280, 1180)), "site-article")
    keep(chromium(story, (390, 844)), "site-phone")
    preview(home)
    magazine(home)


def preview(home: Path) -> None:
    """Take a draft's preview on both screens, with the driver that the tests of pages install."""
    judges = ROOT / "build" / "judges"
    if not (judges / "shot.mjs").is_file():
        print("tests/judges were not run yet: the picture of the preview is left as it is")
        return
    opened = ops.desk.open_desk(home / "Sample.desk", ops.desk.person("Nino Arveladze"))
    made = ops.previewing.Preview(opened)
    try:
        address = made.story(ops.story.get(opened, "the-last-bread-of-the-day").id) + "#both"
        shot = home / "preview.png"
        env = os.environ | {"BROWSER_PATH": shutil.which("chromium") or ""}
        command = ["node", "shot.mjs", address, shot, "1440", "900"]
        subprocess.run(command, check=True, cwd=judges, env=env, timeout=120)
        with Image.open(shot) as picture:
            keep(picture, "preview")
    finally:
        made.close()
        opened.close()


def magazine(home: Path) -> None:
    with closing(ops.desk.open_desk(home / "Sample.desk", ops.desk.person("Nino Arveladze"))) as opened:
        ops.desk.save_publication(opened, replace(ops.desk.publication(opened), theme="magazine"))
    desk(["export", "--desk", str(home / "Sample.desk"), "--out", str(home / "magazine")])
    keep(chromium(home / "magazine" / "index.html", (1280, 1500)), "site-magazine")


def main() -> None:
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "openbox").mkdir()
        (home / "openbox" / "rc.xml").write_text(OPENBOX)
        os.environ |= {"XDG_CONFIG_HOME": folder, "LOGNAME": "nino"}
        desk(["sample", str(home / "sample"), "--as", "Nino Arveladze"])
        first_start(home)
        light(home)
        library(home)
        history(home)
        publishing(home)
        dark(home)
        with newsroom(home, (1100, 700), person="Nino Arveladze", look="light") as screen:
            go(screen, "First train")
            keep(calm(screen), "narrow")
        site(home)


if __name__ == "__main__":
    main()
