"""Brushes for the sample pictures: skies, ridges, water, glows, grain. Everything is seeded and ours."""

import random
from collections.abc import Callable, Sequence
from itertools import pairwise

from PIL import Image, ImageChops, ImageDraw, ImageFilter

W, H = 1600, 1067
Colour = tuple[int, int, int]
Point = tuple[float, float]


def rgb(text: str) -> Colour:
    """Return `#RRGGBB` as a colour."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return a colour between two; share 0 is the first."""
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))  # type: ignore[return-value]


def gradient(*stops: tuple[float, str], size: tuple[int, int] = (W, H)) -> Image.Image:
    """Return a vertical gradient through stops of height (0 top, 1 foot) and colour."""
    column = Image.new("RGB", (1, 512))
    for row in range(512):
        at = row / 511
        upper = max((stop for stop in stops if stop[0] <= at), default=stops[0], key=lambda stop: stop[0])
        lower = min((stop for stop in stops if stop[0] >= at), default=stops[-1], key=lambda stop: stop[0])
        share = (at - upper[0]) / (lower[0] - upper[0]) if lower[0] > upper[0] else 0
        share = share * share * (3 - 2 * share)
        column.putpixel((0, row), mix(rgb(upper[1]), rgb(lower[1]), share))
    return column.resize(size, Image.Resampling.BICUBIC)


def noise(
    seed: int, across: float = 4, down: float = 4, octaves: int = 5, size: tuple[int, int] = (W, H)
) -> Image.Image:
    """Return soft grey noise of several octaves; across and down are the coarsest one's cells."""
    chance = random.Random(seed)
    total = Image.new("L", size, 128)
    for octave in range(octaves):
        cells = (max(2, round(across * 2**octave)), max(2, round(down * 2**octave)))
        cells = (min(cells[0], size[0]), min(cells[1], size[1]))
        layer = Image.frombytes("L", cells, chance.randbytes(cells[0] * cells[1])).resize(
            size, Image.Resampling.BICUBIC
        )
        weight = 0.5**octave
        total = Image.blend(total, layer, weight / (1 + weight) * 0.7)
    return total


def curve(image: Image.Image, low: int, high: int, top: int = 255) -> Image.Image:
    """Stretch a grey picture so that low becomes 0 and high becomes top, softly."""

    def value(v: int) -> int:
        share = min(1, max(0, (v - low) / (high - low)))
        return round(share * share * (3 - 2 * share) * top)

    return image.point(value)


def glow(
    image: Image.Image, at: Point, radius: float, colour: str, strength: float = 1, squash: float = 1
) -> Image.Image:
    """Add light around a point."""
    side = 256
    spot = ImageChops.invert(Image.radial_gradient("L")).point(
        lambda v: round(max(0, (v - 75) / 180) ** 2 * 255 * strength)
    )
    spot = spot.resize((side, side))
    layer = Image.new("RGB", (W, H))
    wide, tall = round(radius * 2), round(radius * 2 * squash)
    patch = spot.resize((wide, tall), Image.Resampling.BICUBIC)
    tinted = Image.composite(
        Image.new("RGB", (wide, tall), rgb(colour)), Image.new("RGB", (wide, tall)), patch
    )
    layer.paste(tinted, (round(at[0] - radius), round(at[1] - radius * squash)))
    return ImageChops.screen(image, layer)


def clouds(
    image: Image.Image,
    seed: int,
    colour: str,
    *,
    low: int = 120,
    high: int = 190,
    strength: int = 200,
    foot: float = 0.6,
    across: float = 2.5,
    down: float = 7,
) -> Image.Image:
    """Lay streaks of cloud over the upper part down to `foot`."""
    mask = curve(noise(seed, across, down, 6), low, high, strength)
    fade = gradient((0, "#FFFFFF"), (foot * 0.55, "#D0D0D0"), (foot, "#000000"), (1, "#000000")).convert("L")
    image = image.copy()
    image.paste(Image.new("RGB", (W, H), rgb(colour)), (0, 0), ImageChops.multiply(mask, fade))
    return image


def ridge(seed: int, base: float, height: float, rough: float = 0.55, detail: int = 9) -> list[Point]:
    """Return a mountain line from left to right: y around base, up to height, by midpoint displacement."""
    chance = random.Random(seed)
    ys = [chance.uniform(-0.5, 0.5), chance.uniform(-0.5, 0.5)]
    step = 1.0
    for _ in range(detail):
        longer: list[float] = []
        for left, right in pairwise(ys):
            longer += [left, (left + right) / 2 + chance.uniform(-0.5, 0.5) * step]
        ys = [*longer, ys[-1]]
        step *= rough
    return [(index * W / (len(ys) - 1), base - y * height) for index, y in enumerate(ys)]


def mask_of(draw_on: Callable[[ImageDraw.ImageDraw, int], object], blur: float = 0) -> Image.Image:
    """Return a mask drawn at twice the size; the drawing gets the scale."""
    mask = Image.new("L", (W * 2, H * 2))
    draw_on(ImageDraw.Draw(mask), 2)
    mask = mask.resize((W, H), Image.Resampling.LANCZOS)
    return mask.filter(ImageFilter.GaussianBlur(blur)) if blur else mask


def polygon(points: Sequence[Point], blur: float = 0) -> Image.Image:
    """Return the mask of a polygon."""
    return mask_of(lambda draw, k: draw.polygon([(x * k, y * k) for x, y in points], fill=255), blur)


def below(line: Sequence[Point]) -> list[Point]:
    """Return the polygon from a line down to the foot of the picture."""
    return [*line, (W, H), (0, H)]


def fill(
    image: Image.Image,
    mask: Image.Image,
    paint: Image.Image | str,
    texture: Image.Image | None = None,
    depth: float = 0.35,
) -> Image.Image:
    """Paint through a mask, darkened by a grey texture."""
    layer = Image.new("RGB", (W, H), rgb(paint)) if isinstance(paint, str) else paint
    if texture:
        shade = texture.point(lambda v: round(255 - (255 - v) * depth)).convert("RGB")
        layer = ImageChops.multiply(layer, shade)
    image = image.copy()
    image.paste(layer, (0, 0), mask)
    return image


def strokes(
    image: Image.Image,
    lines: Sequence[tuple[Sequence[Point], float]],
    colour: str,
    blur: float = 0,
    strength: int = 255,
) -> Image.Image:
    """Draw polylines, each with its own width."""

    def draw_on(draw: ImageDraw.ImageDraw, k: int) -> None:
        for points, width in lines:
            draw.line(
                [(x * k, y * k) for x, y in points],
                fill=strength,
                width=max(1, round(width * k)),
                joint="curve",
            )

    return fill(image, mask_of(draw_on, blur), colour)


def haze(image: Image.Image, top: float, foot: float, colour: str, strength: float) -> Image.Image:
    """Lay a band of mist, thickest at `foot`, from heights 0 to 1."""
    grey = f"#{round(255 * strength):02X}" + f"{round(255 * strength):02X}" * 2
    mask = gradient(
        (0, "#000000"), (top, "#000000"), (foot, grey), (min(1, foot + 0.12), "#000000"), (1, "#000000")
    )
    drift = curve(noise(round(foot * 977), 3, 6, 4), 60, 190)
    soft = ImageChops.multiply(mask.convert("L"), drift.point(lambda v: 130 + v // 2))
    image = image.copy()
    image.paste(Image.new("RGB", (W, H), rgb(colour)), (0, 0), soft)
    return image


def mirror(image: Image.Image, line: int, tint: str, strength: float, seed: int) -> Image.Image:
    """Make everything below a line water: the upper part upside down, darkened, rippled."""
    tall = H - line
    upside = (
        image.crop((0, max(0, line - tall), W, line))
        .transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        .resize((W, tall))
    )
    upside = upside.filter(ImageFilter.GaussianBlur(2))
    ripple = noise(seed, 3, 90, 4, (W, tall))
    shifted = ImageChops.offset(upside, -14, 0)
    water = Image.composite(shifted, upside, curve(ripple, 110, 150))
    water = Image.blend(water, Image.new("RGB", (W, tall), rgb(tint)), strength)
    light = curve(ripple, 138, 200, 70).convert("RGB")
    water = ImageChops.screen(water, ImageChops.multiply(light, upside))
    image = image.copy()
    image.paste(water, (0, line))
    return image


def soft(image: Image.Image, blur: float) -> Image.Image:
    """Return the picture out of focus."""
    return image.filter(ImageFilter.GaussianBlur(blur))


def finish(
    image: Image.Image, seed: int, *, vignette: float = 0.35, grain: float = 0.05, warm: str = "#FFF3E0"
) -> Image.Image:
    """Give a picture the look of film: a curve, a vignette, one tone, fine grain."""
    table = [
        round(255 * (0.02 + 0.97 * (s * s * (3 - 2 * s) * 0.45 + s * 0.55)))
        for s in (v / 255 for v in range(256))
    ]
    image = image.point(table * 3)
    edge = (
        Image.radial_gradient("L")
        .resize((W, H))
        .point(lambda v: round(255 - max(0, v - 90) / 165 * 255 * vignette))
    )
    image = ImageChops.multiply(image, edge.convert("RGB"))
    image = Image.blend(image, ImageChops.multiply(image, Image.new("RGB", (W, H), rgb(warm))), 0.6)
    chance = random.Random(seed)
    small = (W // 2, H // 2)
    dust = Image.frombytes("L", small, chance.randbytes(small[0] * small[1])).resize(
        (W, H), Image.Resampling.BICUBIC
    )
    return Image.blend(image, ImageChops.overlay(image, dust.convert("RGB")), grain * 2)
