"""Scenes of the sample publication under an open sky."""

import math
import random

from paint import (
    H,
    Point,
    W,
    below,
    clouds,
    curve,
    fill,
    glow,
    gradient,
    haze,
    mask_of,
    mirror,
    noise,
    polygon,
    ridge,
    soft,
    strokes,
)
from PIL import Image, ImageChops, ImageDraw


def mountains() -> Image.Image:
    """Layered ridges at dawn, a watchtower on the nearest."""
    image = gradient((0, "#3D5A80"), (0.3, "#8FA9C4"), (0.48, "#F2C9A1"), (0.6, "#F7DDBE"), (1, "#F7DDBE"))
    image = clouds(image, 3, "#FBE3CF", low=118, high=175, strength=190, foot=0.5)
    image = glow(image, (1130, 520), 520, "#FFD9A0", 0.8)
    tones = ("#A9B4C2", "#8796A8", "#667A90", "#475D75", "#2C4056", "#162433")
    for number, tone in enumerate(tones):
        line = ridge(40 + number, 520 + number * 82, 320 - number * 26, 0.5)
        if number == 5:
            image = _tower(image, (430, 880))
        image = fill(image, polygon(below(line), 1.2 if number < 3 else 0.6), tone, noise(number, 9, 12), 0.3)
        if number < 5:
            image = haze(image, 0.4 + number * 0.08, 0.56 + number * 0.085, "#F6DDC4", 0.55 - number * 0.07)
    return image


def _tower(image: Image.Image, at: Point) -> Image.Image:
    x, y = at
    shape = [
        (x - 24, y - 96),
        (x - 30, y - 96),
        (x - 30, y - 118),
        (x, y - 150),
        (x + 30, y - 118),
        (x + 30, y - 96),
        (x + 24, y - 96),
        (x + 32, y + 190),
        (x - 32, y + 190),
    ]
    image = fill(image, polygon(shape, 0.6), "#15222F", noise(8, 90, 90), 0.5)
    lit = polygon([(x - 4, y - 70), (x + 4, y - 70), (x + 4, y - 52), (x - 4, y - 52)])
    return fill(image, lit, "#F4B860")


def railway() -> Image.Image:
    """A single track running up a green valley, a signal beside it."""
    image = gradient((0, "#7FA3BF"), (0.3, "#C9D8DF"), (0.45, "#EDE6D3"), (1, "#EDE6D3"))
    image = clouds(image, 31, "#FFFFFF", low=120, high=170, strength=220, foot=0.45, across=3, down=6)
    for seed, base, height, tone in (
        (61, 430, 260, "#93A7AE"),
        (62, 470, 200, "#748C86"),
        (63, 500, 130, "#5C7562"),
    ):
        image = fill(
            image, polygon(below(ridge(seed, base, height, 0.5)), 1), tone, noise(seed, 12, 10), 0.35
        )
        image = haze(image, 0.38, 0.48, "#E8E4D4", 0.4)
    meadow = gradient((0, "#7C8F5C"), (0.48, "#8FA063"), (0.7, "#6F8144"), (1, "#3F4D28"))
    image = fill(image, polygon(below([(0, 540), (W, 530)]), 3), meadow, noise(64, 20, 60, 6), 0.55)
    vanish = (900, 532)
    bed = [(vanish[0] - 5, vanish[1]), (vanish[0] + 5, vanish[1]), (1180, H), (140, H)]
    image = fill(
        image,
        polygon(bed, 1.5),
        gradient((0, "#8C8377"), (0.5, "#A39A8C"), (1, "#6B6259")),
        noise(65, 160, 160, 3),
        0.8,
    )
    ties = [
        ([(_along(vanish, (300, H), t)), (_along(vanish, (1020, H), t))], 0.6 + 24 * t * t)
        for t in _depths(260)
    ]
    image = strokes(image, ties, "#2C2520", 0.8)
    image = strokes(
        image,
        [([a, b], width * 0.25) for (a, b), width in ((ends, width) for ends, width in ties)],
        "#8B7B6A",
        1,
    )
    for foot in (400, 920):
        image = strokes(
            image,
            [
                ([_along(vanish, (foot, H), a), _along(vanish, (foot, H), b)], 1 + 15 * b**1.6)
                for a, b in zip(_depths(120), _depths(120)[1:], strict=False)
            ],
            "#2F2C2A",
            0.6,
        )
        image = strokes(
            image,
            [
                ([_along(vanish, (foot - 3, H), a), _along(vanish, (foot - 3, H), b)], 0.5 + 5 * b**1.6)
                for a, b in zip(_depths(120), _depths(120)[1:], strict=False)
            ],
            "#D9D3C6",
            0.8,
        )
    image = strokes(image, [([(1236, 800), (1236, 470)], 9)], "#2B2E30", 0.5)
    image = fill(image, polygon([(1216, 440), (1256, 440), (1256, 540), (1216, 540)], 0.8), "#1E2022")
    return glow(glow(image, (1236, 466), 34, "#FF4A3A", 1), (1236, 466), 90, "#FF6A4A", 0.4)


def _along(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _depths(count: int) -> list[float]:
    """Return shares from far (0) to near (1) as even steps on the ground appear."""
    return [1 / (1 + (count - step) * 0.09) for step in range(count + 1)]


def wheat() -> Image.Image:
    """A combine in a wheat field under a high sky, dust behind it."""
    image = gradient((0, "#4E86B8"), (0.3, "#9CC0D6"), (0.5, "#EFE3C4"), (1, "#EFE3C4"))
    image = clouds(image, 41, "#FFFFFF", low=122, high=165, strength=230, foot=0.5, across=3.5, down=6)
    image = fill(image, polygon(below(ridge(42, 520, 70, 0.45)), 1.5), "#8E9A8E")
    image = haze(image, 0.42, 0.52, "#F3E7CB", 0.6)
    field = gradient((0, "#D9B45F"), (0.5, "#E2BE6A"), (0.7, "#C99A42"), (1, "#7D5A22"))
    image = fill(image, polygon(below([(0, 556), (W, 548)]), 2), field, noise(43, 30, 40, 6), 0.5)
    image = _combine(image, 980, 640)
    chance = random.Random(6)
    stalks: list[tuple[list[Point], float]] = []
    ears: list[tuple[list[Point], float]] = []
    for _ in range(520):
        x, foot = chance.uniform(-20, W + 20), chance.uniform(1010, 1160)
        lean, tall = chance.uniform(-26, 34), chance.uniform(150, 280)
        stalks.append(
            (
                [(x, foot), (x + lean * 0.3, foot - tall * 0.6), (x + lean, foot - tall)],
                chance.uniform(1, 2.4),
            )
        )
        ears.append(
            (
                [(x + lean, foot - tall), (x + lean * 1.35, foot - tall - chance.uniform(24, 42))],
                chance.uniform(4, 7),
            )
        )
    image = strokes(image, stalks, "#A37A2E", 0.8)
    image = strokes(image, ears, "#E8C878", 1.2)
    return glow(image, (300, 120), 700, "#FFE9B8", 0.45)


def _combine(image: Image.Image, x: float, y: float) -> Image.Image:
    for step in range(16):
        image = glow(image, (x + 110 + step * 40, y - 16 - step * 7), 60 + step * 15, "#E2C48C", 0.26, 0.6)

    def shape(*points: Point) -> Image.Image:
        return polygon([(x + px * 0.62, y + py * 0.62) for px, py in points], 0.8)

    dust = noise(3, 60, 60)
    image = fill(
        image,
        shape((-96, 10), (-92, -66), (-60, -92), (70, -98), (132, -70), (140, -8), (110, 18)),
        "#7E2B25",
        dust,
        0.5,
    )
    image = fill(
        image, shape((-92, -62), (-60, -90), (70, -96), (128, -70), (124, -60)), "#B0453A", dust, 0.3
    )
    image = fill(image, shape((-104, -50), (-100, -140), (-44, -146), (-34, -60)), "#2B3237")
    image = fill(image, shape((-98, -66), (-95, -132), (-58, -136), (-52, -72)), "#7F99A3")
    image = fill(
        image, shape((-210, 30), (-198, -10), (-110, -44), (-100, -10), (-120, 30)), "#8F6F25", dust, 0.5
    )
    image = strokes(image, [([(x + 30, y - 60), (x + 104, y - 104)], 5)], "#6E2A24", 0.8)
    image = strokes(
        image,
        [([(x - 130, y + 19), (x - 68, y + 19)], 3), ([(x - 132, y + 12), (x - 122, y - 8)], 2)],
        "#5E4717",
        0.8,
    )
    wheels = Image.new("L", (W, H))
    draw = ImageDraw.Draw(wheels)
    draw.ellipse((x - 62, y - 26, x - 10, y + 26), fill=255)
    draw.ellipse((x + 40, y - 6, x + 74, y + 26), fill=255)
    image = fill(image, soft(wheels, 1), "#241D15")
    return fill(
        image,
        soft(polygon([(x - 130, y + 22), (x + 90, y + 22), (x + 60, y + 40), (x - 120, y + 36)]), 6),
        "#6B4E1C",
    )


def vineyard() -> Image.Image:
    """Autumn vines in rows that run to the hills."""
    image = gradient((0, "#86A9C2"), (0.32, "#E4D8C0"), (0.5, "#F3D9A8"), (1, "#F3D9A8"))
    image = clouds(image, 101, "#FFF6E6", low=120, high=175, strength=190, foot=0.4, across=3)
    for seed, base, height, tone in (
        (102, 400, 240, "#9AA5A6"),
        (103, 450, 150, "#7E8878"),
        (104, 486, 80, "#77734A"),
    ):
        image = haze(
            fill(image, polygon(below(ridge(seed, base, height, 0.48)), 1), tone, noise(seed, 14, 14), 0.4),
            0.32,
            0.46,
            "#F3DFB9",
            0.45,
        )
    earth = gradient((0, "#9C7A4A"), (0.5, "#B08B55"), (1, "#5E4526"))
    image = fill(image, polygon(below([(0, 500), (W, 508)]), 2), earth, noise(105, 30, 80, 6), 0.6)
    chance = random.Random(106)
    for step in range(-16, 18):
        image = _row(image, chance, step)
    return glow(image, (260, 380), 700, "#FFD58A", 0.5)


def _row(image: Image.Image, chance: random.Random, step: int) -> Image.Image:
    vanish = (900.0, 470.0)
    foot = 800 + step * 250
    leaves = Image.new("RGB", (W, H))
    mask = Image.new("L", (W, H))
    leaf, cover = ImageDraw.Draw(leaves), ImageDraw.Draw(mask)
    share = 0.05
    while share < 1.6:
        x, y = vanish[0] + (foot - vanish[0]) * share, vanish[1] + (H - vanish[1]) * share
        for _ in range(16):
            dx, dy, r = (
                chance.gauss(0, 24) * share,
                -abs(chance.gauss(34, 26)) * share,
                chance.uniform(3, 8) * share + 0.5,
            )
            box = (x + dx - r, y + dy - r, x + dx + r, y + dy + r)
            light = max(0.3, min(1.05, 0.62 - dy / share / 130 - dx / share / 120))
            paint = chance.choice(
                ((176, 62, 36), (206, 120, 44), (222, 164, 60), (138, 132, 52), (96, 108, 44), (150, 74, 38))
            )
            leaf.ellipse(box, fill=tuple(round(part * light) for part in paint))
            cover.ellipse(box, fill=255)
        share *= 1.012
    return Image.composite(soft(leaves, 0.7), image, soft(mask, 0.6))


def snow() -> Image.Image:
    """A cleared road over a snowy pass, two lorries climbing."""
    image = gradient((0, "#5F7FA6"), (0.35, "#AFC3D6"), (0.5, "#E6E4E2"), (1, "#E6E4E2"))
    image = clouds(image, 141, "#FFFFFF", low=116, high=172, strength=220, foot=0.5, across=3, down=6)
    for seed, base, height, dark in ((142, 380, 420, 0.6), (143, 540, 300, 0.8)):
        line = ridge(seed, base, height, 0.53)
        snowfield = gradient((0, "#FFFFFF"), (0.4, "#EEF2F7"), (0.7, "#C4D2E2"), (1, "#C4D2E2"))
        image = fill(image, polygon(below(line), 0.7), snowfield)
        rough = noise(seed, 7, 6, 8, (W + 9, H + 5))
        relief = ImageChops.subtract(rough.crop((0, 0, W, H)), rough.crop((9, 5, W + 9, H + 5)), 0.22, 128)
        slopes = ImageChops.multiply(polygon(below(line)), curve(relief, 105, 175, round(255 * dark)))
        image = fill(image, slopes, "#3F5876")
        rocks = ImageChops.multiply(polygon(below(line)), curve(relief, 178, 215, round(255 * dark)))
        image = haze(fill(image, rocks, "#2C3A4C"), 0.36, 0.58, "#F2F2F0", 0.6)
    ground = gradient((0, "#F4F6F9"), (0.6, "#F4F6F9"), (1, "#A9BDD4"))
    image = fill(image, polygon(below(ridge(144, 660, 60, 0.4)), 1.5), ground, noise(145, 8, 14, 6), 0.32)
    road = [
        (700, 656),
        (716, 656),
        (640, 720),
        (700, 790),
        (1240, 1000),
        (1340, H),
        (560, H),
        (470, 950),
        (420, 800),
        (590, 714),
    ]
    image = fill(
        image,
        curve(polygon(road, 22), 96, 160),
        gradient((0, "#7E8288"), (0.62, "#868B92"), (1, "#4E545C")),
        noise(146, 60, 40),
        0.5,
    )
    for x, y, k, tone in ((560, 800, 0.9, "#B23A34"), (622, 712, 0.42, "#355E7C")):
        image = _lorry(image, x, y, k, tone)
    poles = [
        ([(x, y), (x, y - 90 * k)], 5 * k)
        for x, y, k in (
            (396, 830, 0.9),
            (440, 980, 1.5),
            (1080, 920, 1.3),
            (780, 800, 0.8),
        )
    ]
    image = strokes(image, poles, "#C2402F", 0.6)
    flakes = mask_of(lambda draw, k: _flakes(draw, k, random.Random(147)), 1.2)
    return fill(glow(image, (1300, 120), 620, "#FFF4DC", 0.4), flakes, "#FFFFFF")


def _flakes(draw: ImageDraw.ImageDraw, k: int, chance: random.Random) -> None:
    for _ in range(420):
        x, y, r = chance.uniform(0, W), chance.uniform(0, H), chance.uniform(0.8, 3.2)
        draw.ellipse(((x - r) * k, (y - r) * k, (x + r) * k, (y + r) * k), fill=chance.randint(120, 230))


def _lorry(image: Image.Image, x: float, y: float, k: float, tone: str) -> Image.Image:
    def box(left: float, top: float, right: float, foot: float) -> Image.Image:
        return polygon(
            [
                (x + left * k, y + top * k),
                (x + right * k, y + top * k),
                (x + right * k, y + foot * k),
                (x + left * k, y + foot * k),
            ],
            0.7,
        )

    image = fill(image, soft(box(-66, -6, 66, 14), 5), "#3E4650")
    image = fill(image, box(-56, -150, 56, -14), tone, noise(3, 50, 50), 0.35)
    image = fill(image, box(-52, -146, 52, -134), "#F2F4F6")
    image = fill(image, box(-50, -104, 50, -64), "#26313B")
    image = fill(image, box(-54, -22, 54, -4), "#22272C")
    for side in (-40, 40):
        image = glow(image, (x + side * k, y - 34 * k), 34 * k, "#FFF0C0", 1)
    return image


def reservoir() -> Image.Image:
    """A low reservoir between bare hills, the old shoreline showing."""
    image = gradient((0, "#6F98B8"), (0.34, "#CBD9DD"), (0.5, "#EBDDC6"), (1, "#EBDDC6"))
    image = clouds(image, 171, "#FFFFFF", low=118, high=172, strength=220, foot=0.42, across=3, down=7)
    for seed, base, height, tone in (
        (172, 420, 260, "#A39C94"),
        (173, 500, 200, "#8F8068"),
        (174, 580, 120, "#A08455"),
    ):
        image = fill(
            image, polygon(below(ridge(seed, base, height, 0.5)), 1), tone, noise(seed, 16, 22, 6), 0.5
        )
        image = haze(image, 0.34, 0.52, "#EDE2D0", 0.4)
    for step in range(9):
        tone = ("#C9B083", "#D9C49A")[step % 2]
        image = fill(
            image,
            polygon(below(ridge(175, 612 + step * 7, 50 - step * 3, 0.42)), 1),
            tone,
            noise(176 + step, 30, 60),
            0.3,
        )
    image = mirror(image, 676, "#35647A", 0.5, 178)
    shore = [(0, 980), (300, 930), (560, 990), (760, 1040), (800, H), (0, H)]
    image = fill(
        image,
        polygon(shore, 2),
        gradient((0, "#C2A878"), (0.86, "#CDB487"), (1, "#7E6642")),
        _cracks(179),
        0.75,
    )
    boat = [(240, 944), (430, 930), (416, 968), (270, 976)]
    image = fill(image, soft(polygon([(230, 970), (440, 962), (430, 990), (250, 992)]), 6), "#4E3C22")
    image = fill(image, polygon(boat, 0.8), "#2E5A6B", noise(7, 60, 60), 0.5)
    return strokes(image, [([(240, 944), (430, 930)], 5)], "#E7E0CF", 0.6)


def _cracks(seed: int) -> Image.Image:
    chance = random.Random(seed)
    layer = Image.new("L", (W, H), 255)
    draw = ImageDraw.Draw(layer)
    for _ in range(900):
        x, y, turn = chance.uniform(0, 900), chance.uniform(900, H), chance.uniform(0, 6.3)
        for _ in range(16):
            nx, ny = x + math.cos(turn) * 16, y + math.sin(turn) * 6
            draw.line((x, y, nx, ny), fill=110, width=2)
            x, y, turn = nx, ny, turn + chance.uniform(-0.8, 0.8)
    return ImageChops.multiply(layer, noise(seed, 40, 40))
