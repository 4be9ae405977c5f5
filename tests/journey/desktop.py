"""A screen of its own with a window manager, and the real program on it, driven by real keys and mouse.

Points are pixels of the screen from its upper left. The program is driven by its keys first; for what only a
mouse can do, `Desktop.find` gives the place of a colour in a picture of the screen, as a person would look.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageChops, ImageGrab

T = TypeVar("T")
Box = tuple[int, int, int, int]
Colour = tuple[int, int, int]

ROOT = Path(__file__).parents[2]
_PATIENCE_SECONDS = 20.0


def until(look: Callable[[], T], what: str, seconds: float = _PATIENCE_SECONDS) -> T:
    """Look again and again until the answer is true, and return it; `what` says what never came."""
    deadline = time.monotonic() + seconds
    while not (answer := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {what}")
        time.sleep(0.05)
    return answer


@dataclass(frozen=True)
class Window:
    """A window's X id and where it stands, frame excluded."""

    id: str
    left: int
    top: int
    width: int
    height: int

    @property
    def box(self) -> Box:
        """Return left, top, right and bottom, as Pillow counts."""
        return (self.left, self.top, self.left + self.width, self.top + self.height)


class Desktop:
    """One X screen under Xvfb with openbox; nothing else is on it."""

    def __init__(self, display: str, env: Mapping[str, str]) -> None:
        self.display = display
        self.env = dict(env)
        self._letters: set[str] = set()
        self._programs: list[subprocess.Popen[str]] = []

    def start(
        self, *arguments: str | Path, home: Path, program: Path = ROOT / "main.py"
    ) -> "subprocess.Popen[str]":
        """Start the program on this screen with its own settings folder; it ends with the screen."""
        command = [sys.executable, program, *arguments]
        env = {**self.env, "DESK_HOME": str(home)}
        one = subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, text=True)
        self._programs.append(one)
        return one

    def kill(self, program: "subprocess.Popen[str]") -> None:
        """End the program as a power cut would."""
        program.kill()
        program.wait(10)

    def close(self) -> None:
        """End every program that was started here."""
        for program in self._programs:
            self.kill(program)

    def window(self, title: str, seconds: float = _PATIENCE_SECONDS) -> Window:
        """Wait for a visible window whose title matches a regular expression, raise it and return it."""
        found = until(lambda: self._search(title), f"a window called {title!r}", seconds)
        self._xdotool("windowactivate", "--sync", found[0])
        words = self._xdotool("getwindowgeometry", "--shell", found[0]).split()
        place = dict(word.split("=", 1) for word in words)
        return Window(found[0], *(int(place[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))

    def gone(self, title: str) -> None:
        """Wait until no window is called so."""
        until(lambda: not self._search(title), f"the end of the window {title!r}")

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, named as xdotool does: `ctrl+n`, `Tab`, `F6`."""
        self._xdotool("key", "--delay", "30", *keys)

    def type(self, words: str) -> None:
        """Type words letter by letter, of any script; at most some sixty different letters beyond ASCII."""
        self._put_on_keyboard({letter for letter in words if ord(letter) > 126})
        self._xdotool("type", "--delay", "30", "--", words)

    def paste(self, words: str) -> None:
        """Put words on the clipboard and paste them with Ctrl+V."""
        self.copy(words.encode(), "UTF8_STRING")
        self.keys("ctrl+v")

    def copy(self, offered: bytes, form: str) -> None:
        """Put something on the clipboard in one form, named as X does: `text/html`, `image/png`."""
        # xclip stays behind to serve the clipboard, so it must not hold our pipes.
        command = ["xclip", "-selection", "clipboard", "-in", "-target", form]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(command, input=offered, env=self.env, check=True, timeout=10, **quiet)

    def copied(self, form: str) -> str:
        """Return what the clipboard offers in one form."""
        return self._run("xclip", "-selection", "clipboard", "-out", "-target", form)

    def click(self, x: int, y: int, *, times: int = 1, button: int = 1) -> None:
        """Click a point of the screen."""
        self._xdotool("mousemove", x, y, "sleep", "0.05", "click", "--repeat", times, "--delay", 80, button)

    def drag(
        self,
        start: tuple[int, int],
        end: tuple[int, int],
        steps: int = 12,
        *,
        over: tuple[int, int] | None = None,
    ) -> None:
        """Press at one point, move to another in steps as a hand does, and let go.

        Args:
            start, end: points of the screen.
            steps: of each way.
            over: a point to rest at on the way.
        """
        # Longer than a double click after whatever was clicked before.
        self._xdotool("mousemove", *start, "sleep", "0.5")
        before = self.still()
        self._xdotool("mousedown", 1)
        if over is not None:
            self._move(start, over, steps)
            until(lambda: _moved(before, self.picture()), "anything dragged")
            self._xdotool("mousemove", over[0] + 1, over[1], "sleep", "0.8")
            self.still()
        self._move(over or start, end, steps)
        # A program that is behind with its events drops nothing if the button goes up before it knows of the
        # drag: as a hand does, wait until what is dragged is seen, move a little and wait again.
        until(lambda: _moved(before, self.picture()), "anything dragged")
        self._xdotool("mousemove", end[0] - 1, end[1], "sleep", "0.2", "mousemove", *end, "sleep", "0.3")
        self.still()
        self._xdotool("mouseup", 1)

    def _move(self, start: tuple[int, int], end: tuple[int, int], steps: int) -> None:
        for step in range(1, steps + 1):
            x, y = (a + (b - a) * step // steps for a, b in zip(start, end, strict=True))
            self._xdotool("mousemove", x, y, "sleep", "0.03")

    def drop(self, file: Path, x: int, y: int) -> None:
        """Drag a file out of a file manager and drop it at a point of the screen."""
        self.start(file, home=file.parent, program=Path(__file__).with_name("folder.py"))
        window = self.window("^Folder$")
        self.drag((window.left + window.width // 2, window.top + window.height // 2), (x, y))
        self.gone("^Folder$")

    def picture(self, box: Box | None = None) -> Image.Image:
        """Return what the screen shows now, or a part of it."""
        return ImageGrab.grab(bbox=box, xdisplay=self.display).convert("RGB")

    def still(self, box: Box | None = None) -> Image.Image:
        """Wait until the screen stops changing and return it; a blinking text cursor counts as still."""
        last = self.picture(box)
        for _ in range(40):
            time.sleep(0.15)
            now = self.picture(box)
            if not _moved(last, now):
                return now
            last = now
        raise AssertionError("the screen never came to rest")

    def find(self, colour: Colour, within: Box | None = None, tolerance: int = 6) -> Box | None:
        """Return the smallest box of the screen that holds every pixel of a colour, or None."""
        left, top = within[:2] if within else (0, 0)
        box = region(self.picture(within), colour, tolerance)
        return box and (box[0] + left, box[1] + top, box[2] + left, box[3] + top)

    def _put_on_keyboard(self, letters: set[str]) -> None:
        """Give each letter a key of its own: xdotool would move one key about, faster than Qt can follow."""
        new = sorted(letters - self._letters)
        if not new:
            return
        keys = [line.split() for line in self._run("xmodmap", "-pke").splitlines()]
        spare = [key[1] for key in keys if not key[3:] or key[3].startswith("XF86")]
        maps = [f"keycode {key} = U{ord(letter):04X}" for key, letter in zip(spare, new, strict=False)]
        assert len(maps) == len(new), "more letters than spare keys"
        self._run("xmodmap", *(word for one in maps for word in ("-e", one)))
        self._letters |= letters
        time.sleep(0.3)

    def _search(self, title: str) -> list[str]:
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        run = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=10)
        return run.stdout.split()

    def _xdotool(self, *words: str | int) -> str:
        return self._run("xdotool", *(str(word) for word in words))

    def _run(self, *command: str) -> str:
        run = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, run.stderr
        return run.stdout


def _moved(before: Image.Image, after: Image.Image) -> bool:
    """Return whether two pictures differ by more than a blinking text cursor."""
    changed = ImageChops.difference(before, after).getbbox()
    return changed is not None and changed[2] - changed[0] > 3


def region(picture: Image.Image, colour: Colour, tolerance: int = 6) -> Box | None:
    """Return the smallest box that holds every pixel within a tolerance of a colour, or None."""
    plain = Image.new("RGB", picture.size, colour)
    bands = [
        band.point(lambda value: 255 * (value <= tolerance))
        for band in ImageChops.difference(picture, plain).split()
    ]
    return ImageChops.darker(ImageChops.darker(bands[0], bands[1]), bands[2]).getbbox()


@contextlib.contextmanager
def desktop(width: int = 1440, height: int = 900) -> Iterator[Desktop]:
    """Start a screen and its window manager; both end with the block."""
    read, write = os.pipe()
    # Xvfb picks a free display itself and tells it down the pipe once it listens.
    screen = [
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-displayfd",
        str(write),
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(["Xvfb", *screen], pass_fds=(write,), **quiet)
    os.close(write)
    with os.fdopen(read) as pipe, _ended(server):
        display = f":{pipe.readline().strip()}"
        assert display != ":", "Xvfb did not start"
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        env.pop("WAYLAND_DISPLAY", None)
        manager = subprocess.Popen(["openbox"], env=env, **quiet)
        with _ended(manager), contextlib.closing(Desktop(display, env)) as one:
            yield one


@contextlib.contextmanager
def _ended(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
