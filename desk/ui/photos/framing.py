"""Which parts of a photo are shown, as a person sets them step by step: no widget, no file."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import cos, radians, sin
from typing import Final

from desk import operations as ops
from desk.domain import Crop, Photo

RATIOS: Final = ("16:9", "4:3", "1:1", "free")
"""The shapes that pages ask for; `free` is the shape of the picture on its story's page."""

FINE, COARSE = 0.002, 0.02
"""How far a key moves a frame, as a share of the picture's longer side."""

STEEPEST: Final = 15.0
"""Degrees by which a picture is straightened at most: more would leave little of it."""

_LEAST: Final = 0.04
_KEPT: Final = 200
_WHOLE: Final = Crop(0.0, 0.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Setting:
    """What is set of a photo without touching its file."""

    angle: float = 0.0
    focal: tuple[float, float] = (0.5, 0.5)
    crops: tuple[tuple[str, Crop], ...] = ()


class Framing:
    """A photo's angle, focal point and crops, with undo; each change ends in a call of `changed`.

    What is dragged is one step from `hold` to `release`; everything else is a step of its own.
    """

    def __init__(self, changed: Callable[[Photo], object]) -> None:
        self._changed = changed
        self.photo: Photo | None = None
        self.ratio = RATIOS[0]
        self._undone: list[Setting] = []
        self._done: list[Setting] = []
        self._held: Setting | None = None

    # What is shown

    def show(self, photo: Photo | None) -> None:
        """Go on with a photo as it now is; another photo begins without steps."""
        if photo is None or self.photo is None or photo.id != self.photo.id:
            self._done, self._undone, self._held = [], [], None
        self.photo = photo

    @property
    def now(self) -> Setting:
        """Return what is set."""
        photo = self.photo
        return Setting(photo.angle, photo.focal, photo.crops) if photo else Setting()

    @property
    def crop(self) -> Crop:
        """Return the frame of the chosen shape, in shares of the straightened picture."""
        return self.frame(self.ratio)

    def frame(self, ratio: str) -> Crop:
        """Return the frame of a shape."""
        return ops.photo.framed(self.photo, "" if ratio == "free" else ratio) if self.photo else _WHOLE

    def own(self, ratio: str) -> bool:
        """Return whether a shape has a frame that a person set."""
        return ratio in dict(self.now.crops)

    @property
    def plain(self) -> bool:
        """Return whether nothing is set."""
        return self.now == Setting()

    @property
    def _shape(self) -> float | None:
        """Return how wide a frame is to its height, in shares; None where it is free."""
        if self.ratio == "free" or self.photo is None:
            return None
        across, down = (float(part) for part in self.ratio.split(":"))
        return across / down / (self.photo.width / self.photo.height)

    # What a person does

    def hold(self) -> None:
        """Begin a step that many small changes make."""
        self._held = self.now

    def release(self) -> None:
        """End it."""
        held, self._held = self._held, None
        if held is not None and held != self.now:
            self._note(held)

    def move(self, across: float, down: float) -> None:
        """Move the frame by shares of the picture, as far as it goes."""
        crop = self.crop
        across = min(max(across, -crop.left), 1.0 - crop.right)
        down = min(max(down, -crop.top), 1.0 - crop.bottom)
        self._set_crop(Crop(crop.left + across, crop.top + down, crop.right + across, crop.bottom + down))

    def stretch(self, edges: str, x: float, y: float) -> None:
        """Bring edges of the frame (of `nesw`) to a point; a shape that is not free is kept."""
        shape = self._shape
        self._set_crop(
            _stretched(self.crop, edges, x, y) if shape is None else _shaped(self.crop, edges, x, y, shape)
        )

    def grow(self, by: float) -> None:
        """Make the frame larger (or smaller) around its middle, as far as the picture goes."""
        crop, shape = self.crop, self._shape
        width, height = crop.right - crop.left, crop.bottom - crop.top
        most = min(1.0, shape) if shape else 1.0
        new = min(max(width + by, _LEAST * 2), most)
        tall = new / shape if shape else min(max(height * new / width, _LEAST * 2), 1.0)
        self._set_crop(_inside((crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2, new, tall))

    def aim(self, x: float, y: float) -> None:
        """Set the focal point; the frames that nobody set follow it."""
        x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self._put(replace(self.now, focal=(round(x, 4), round(y, 4))))

    def turn(self, angle: float) -> None:
        """Straighten to an angle; the focal point and the frames stay on what they showed."""
        photo = self.photo
        if photo is None:
            return
        angle = round(min(max(angle, -STEEPEST), STEEPEST), 1)
        after = replace(photo, angle=angle)
        crops = tuple((ratio, _carried(crop, photo, after)) for ratio, crop in photo.crops)
        self._put(Setting(angle, _moved(photo.focal, photo, after), crops))

    def follow(self) -> None:
        """Let the frame of the chosen shape follow the focal point again."""
        self._put(replace(self.now, crops=tuple(one for one in self.now.crops if one[0] != self.ratio)))

    def follow_all(self) -> None:
        """Let every frame follow the focal point again."""
        self._put(replace(self.now, crops=()))

    def reset(self) -> None:
        """Show the picture as it came."""
        self._put(Setting())

    def undo(self) -> None:
        """Take the last step back."""
        if self._done:
            self._undone.append(self.now)
            self._apply(self._done.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._undone:
            self._done.append(self.now)
            self._apply(self._undone.pop())

    @property
    def steps(self) -> tuple[int, int]:
        """Return how many steps can be taken back, and done again."""
        return len(self._done), len(self._undone)

    def _set_crop(self, crop: Crop) -> None:
        crops = dict(self.now.crops) | {self.ratio: crop}
        self._put(replace(self.now, crops=tuple(sorted(crops.items()))))

    def _put(self, setting: Setting) -> None:
        before = self.now
        if setting == before or self.photo is None:
            return
        if self._held is None:
            self._note(before)
        self._apply(setting)

    def _note(self, before: Setting) -> None:
        self._done = [*self._done[-_KEPT:], before]
        self._undone = []

    def _apply(self, setting: Setting) -> None:
        if self.photo is not None:
            self.photo = replace(self.photo, angle=setting.angle, focal=setting.focal, crops=setting.crops)
            self._changed(self.photo)


def _stretched(crop: Crop, edges: str, x: float, y: float) -> Crop:
    left, top, right, bottom = crop.left, crop.top, crop.right, crop.bottom
    if "w" in edges:
        left = min(max(x, 0.0), right - _LEAST)
    if "e" in edges:
        right = max(min(x, 1.0), left + _LEAST)
    if "n" in edges:
        top = min(max(y, 0.0), bottom - _LEAST)
    if "s" in edges:
        bottom = max(min(y, 1.0), top + _LEAST)
    return Crop(left, top, right, bottom)


def _shaped(crop: Crop, edges: str, x: float, y: float, shape: float) -> Crop:
    """Return a frame of a shape (width to height, in shares) whose edges come as near to a point as they can.

    The opposite edge or corner stands; where only one edge is drawn, the others give way on both sides.
    """
    free = _stretched(crop, edges, x, y)
    width, height = free.right - free.left, free.bottom - free.top
    width = max(width, height * shape) if len(edges) == 2 else width if edges in "we" else height * shape
    room_x = crop.right if "w" in edges else 1.0 - crop.left if "e" in edges else 1.0
    room_y = crop.bottom if "n" in edges else 1.0 - crop.top if "s" in edges else 1.0
    width = max(min(width, room_x, room_y * shape), _LEAST)
    height = width / shape
    middle_x, middle_y = (crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2
    if "w" in edges:
        middle_x = crop.right - width / 2
    elif "e" in edges:
        middle_x = crop.left + width / 2
    if "n" in edges:
        middle_y = crop.bottom - height / 2
    elif "s" in edges:
        middle_y = crop.top + height / 2
    return _inside(middle_x, middle_y, width, height)


def _inside(x: float, y: float, width: float, height: float) -> Crop:
    """Return a frame around a point, moved as far as it must be to lie in the picture."""
    left = min(max(x - width / 2, 0.0), max(0.0, 1.0 - width))
    top = min(max(y - height / 2, 0.0), max(0.0, 1.0 - height))
    return Crop(left, top, min(1.0, left + width), min(1.0, top + height))


def _carried(crop: Crop, before: Photo, after: Photo) -> Crop:
    middle = _moved(((crop.left + crop.right) / 2, (crop.top + crop.bottom) / 2), before, after)
    return _inside(*middle, crop.right - crop.left, crop.bottom - crop.top)


def _moved(point: tuple[float, float], before: Photo, after: Photo) -> tuple[float, float]:
    """Return where a point of the picture stands once its angle is another."""
    was, now = ops.photo.straightened(before), ops.photo.straightened(after)
    x, y = (point[0] - 0.5) * was[0], (point[1] - 0.5) * was[1]
    turn = radians(after.angle - before.angle)
    across, down = x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
    return (
        round(min(max(across / now[0] + 0.5, 0.0), 1.0), 4),
        round(min(max(down / now[1] + 0.5, 0.0), 1.0), 4),
    )
