"""Real keys with their times, pressed one by one through X's own test extension."""

import ctypes
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_NAMES = {" ": "space", "\n": "Return", "-": "minus", ":": "colon"}


@dataclass
class Typist:
    """Types plain ASCII on one screen.

    Attributes:
        keys: what was typed, a character each, with the `time.monotonic` just before it was pressed.
        slowest: the most seconds by which a key took longer than it should: the machine's doing.
    """

    screen: int
    x: ctypes.CDLL
    test: ctypes.CDLL
    keys: list[tuple[str, float]] = field(default_factory=list[tuple[str, float]])
    slowest: float = 0

    def type(self, words: str, pause: float = 0.03) -> None:
        """Type words, with a pause in seconds after each key."""
        for letter in words:
            pressed = time.monotonic()
            self.keys.append((letter, pressed))
            self.press(_NAMES.get(letter, letter))
            time.sleep(pause)
            self.slowest = max(self.slowest, time.monotonic() - pressed - pause)

    def press(self, key: str) -> None:
        """Press and let go of a key, named as X does, with modifiers before it: `Control_L+k`."""
        codes = [self._code(name) for name in key.split("+")]
        for code in codes:
            self.test.XTestFakeKeyEvent(self.screen, code, 1, 0)
        for code in reversed(codes):
            self.test.XTestFakeKeyEvent(self.screen, code, 0, 0)
        self.x.XSync(self.screen, 0)

    def _code(self, name: str) -> int:
        code = self.x.XKeysymToKeycode(self.screen, self.x.XStringToKeysym(name.encode()))
        assert code, f"no key is called {name}"
        return code


@contextmanager
def typist(display: str) -> Iterator[Typist]:
    """Sit down at a screen."""
    x, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")  # xdotool stands on both
    x.XOpenDisplay.restype = ctypes.c_void_p
    x.XStringToKeysym.restype = ctypes.c_ulong
    x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
    x.XKeysymToKeycode.restype = ctypes.c_ubyte
    x.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
    x.XCloseDisplay.argtypes = [ctypes.c_void_p]
    test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
    screen = x.XOpenDisplay(display.encode())
    assert screen, f"no screen {display}"
    try:
        yield Typist(screen, x, test)
    finally:
        x.XCloseDisplay(screen)
