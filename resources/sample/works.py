"""Scenes of the sample publication with what people have built: harbour, city, bridge, pylons, dome."""

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


def port() -> Image.Image:
    """A harbour before sunrise: cranes, a ship with containers, lights on the water."""
    image = gradient((0, "#1F3247"), (0.35, "#54708A"), (0.55, "#E0A980"), (0.64, "#F3CFA0"), (1, "#F3CFA0"))
    image = clouds(image, 12, "#F3C3A2", low=122, high=180, strength=210, foot=0.6, down=11)
    image = glow(image, (520, 660), 460, "#FFC98A", 0.9, 0.6)
    image = fill(image, polygon(below(ridge(71, 668, 60, 0.45)), 2), "#6C7C8C")
    image = _ship(image)
    for x, scale in ((1010, 1.0), (1210, 1.08), (1430, 1.2)):
        image = _crane(image, x, 706, scale)
    image = fill(image, polygon([(860, 690), (W, 684), (W, 716), (860, 716)]), "#151D26")
    chance = random.Random(5)
    for _ in range(26):
        x = chance.uniform(880, 1590)
        image = glow(image, (x, chance.uniform(600, 702)), chance.uniform(8, 22), "#FFD28A", 1)
    image = mirror(image, 716, "#1B2A38", 0.35, 9)
    return glow(image, (520, 760), 360, "#FFBE7D", 0.35, 0.4)


def _ship(image: Image.Image) -> Image.Image:
    hull = [(200, 690), (250, 716), (800, 716), (830, 668), (270, 676), (214, 676)]
    image = fill(image, polygon(hull), "#26303B")
    chance = random.Random(2)
    paints = ("#7A3B35", "#3F5E73", "#8A6A3C", "#4C6650", "#5A4A5E")
    for column in range(13):
        for row in range(chance.randint(1, 3)):
            x, y = 330 + column * 36, 658 - row * 20
            image = fill(
                image, polygon([(x, y), (x + 33, y), (x + 33, y + 18), (x, y + 18)]), chance.choice(paints)
            )
    image = fill(
        image,
        polygon(
            [(238, 680), (238, 612), (232, 612), (232, 600), (306, 600), (306, 612), (298, 612), (298, 680)]
        ),
        "#5E6670",
    )
    image = fill(image, polygon([(262, 600), (262, 572), (284, 572), (284, 600)]), "#39424C")
    for row in range(4):
        image = strokes(image, [([(246, 624 + row * 14), (292, 624 + row * 14)], 3)], "#F5D79A", 0.5)
    return image


def _crane(image: Image.Image, x: float, foot: float, k: float) -> Image.Image:
    top = foot - 300 * k
    lines: list[tuple[list[Point], float]] = [
        ([(x - 50 * k, foot), (x - 40 * k, top)], 7 * k),
        ([(x + 40 * k, foot), (x + 30 * k, top)], 7 * k),
        ([(x - 46 * k, foot - 110 * k), (x + 36 * k, foot - 110 * k)], 5 * k),
        ([(x - 50 * k, foot), (x + 36 * k, foot - 110 * k)], 3 * k),
        ([(x - 44 * k, foot - 110 * k), (x + 30 * k, top)], 3 * k),
        ([(x - 240 * k, top + 24 * k), (x + 120 * k, top + 24 * k)], 8 * k),
        ([(x - 10 * k, top - 100 * k), (x - 40 * k, top + 20 * k)], 5 * k),
        ([(x - 10 * k, top - 100 * k), (x + 30 * k, top + 20 * k)], 5 * k),
        ([(x - 10 * k, top - 100 * k), (x - 230 * k, top + 22 * k)], 2 * k),
        ([(x - 10 * k, top - 100 * k), (x + 112 * k, top + 22 * k)], 2 * k),
        ([(x - 150 * k, top + 28 * k), (x - 150 * k, top + 130 * k)], 1.6 * k),
    ]
    image = strokes(image, lines, "#16202A", 0.4)
    box = [
        (x - 172 * k, top + 130 * k),
        (x - 128 * k, top + 130 * k),
        (x - 128 * k, top + 152 * k),
        (x - 172 * k, top + 152 * k),
    ]
    return fill(image, polygon(box), "#5A2E2B")


def city() -> Image.Image:
    """A city on a slope at dusk with lit windows and a lattice mast on the hill."""
    image = gradient((0, "#1C2748"), (0.32, "#4E4F7E"), (0.5, "#B9748A"), (0.62, "#F2A878"), (1, "#F2A878"))
    image = clouds(image, 21, "#E79A8C", low=120, high=180, strength=190, foot=0.55, down=10)
    image = fill(image, polygon(below(ridge(33, 560, 230, 0.42)), 1.5), "#3F3B5E", noise(2, 8, 8), 0.3)
    image = strokes(
        image,
        [
            ([(1180, 470), (1200, 250), (1220, 470)], 4),
            ([(1200, 250), (1200, 190)], 2),
            ([(1186, 400), (1214, 400)], 2),
            ([(1190, 340), (1210, 340)], 2),
        ],
        "#2A2846",
        0.5,
    )
    image = glow(image, (1200, 196), 26, "#FF6B5E", 1)
    image = haze(image, 0.45, 0.64, "#E0957F", 0.5)
    chance = random.Random(14)
    for row, (tone, base) in enumerate(
        (("#4A3F5F", 640), ("#362F4E", 730), ("#241F39", 840), ("#15132A", 980))
    ):
        image = _houses(image, chance, base, 60 + row * 26, tone, 0.13 + row * 0.03)
        if row < 3:
            image = haze(image, 0.5 + row * 0.09, 0.68 + row * 0.09, "#C97F7A", 0.22)
    return image


def _houses(
    image: Image.Image, chance: random.Random, base: float, size: float, tone: str, lit: float
) -> Image.Image:
    walls = Image.new("L", (W, H))
    windows = Image.new("RGB", (W, H))
    wall, pane = ImageDraw.Draw(walls), ImageDraw.Draw(windows)
    x = -20.0
    while x < W:
        wide, tall = chance.uniform(0.7, 1.5) * size, chance.uniform(0.8, 2.5) * size
        top = base - tall + math.sin(x / 260) * 30
        wall.rectangle((x, top, x + wide, H), fill=255)
        if chance.random() < 0.22:
            wall.polygon([(x - 4, top), (x + wide / 2, top - size * 0.24), (x + wide + 4, top)], fill=255)
        cell = size / 8
        for column in range(1, int(wide / cell)):
            for row in range(1, int(tall / cell) + 6):
                if chance.random() < lit:
                    left, upper = x + column * cell - cell * 0.2, top + row * cell
                    paint = chance.choice(((255, 205, 120), (255, 178, 92), (250, 226, 170), (206, 214, 235)))
                    pane.rectangle((left, upper, left + cell * 0.42, upper + cell * 0.52), fill=paint)
        x += wide + chance.choice((0, 0, 3))
    image = fill(image, walls, tone, noise(round(base), 60, 40), 0.3)
    windows.paste((0, 0, 0), (0, 0), ImageChops.invert(walls))
    halo = soft(windows, 7).point(lambda v: min(255, round(v * 1.5)))
    return ImageChops.screen(ImageChops.screen(image, windows), halo)


def bridge() -> Image.Image:
    """An old stone bridge of two arches over a green river, poplars behind."""
    image = gradient((0, "#9DB8C4"), (0.4, "#DDE0D2"), (0.6, "#EBDDBD"), (1, "#EBDDBD"))
    image = clouds(image, 51, "#FFFFFF", low=122, high=170, strength=200, foot=0.4, across=3, down=6)
    image = fill(image, polygon(below(ridge(52, 400, 300, 0.5)), 1.5), "#7E9289", noise(52, 10, 10), 0.4)
    image = haze(image, 0.3, 0.46, "#E6E3D0", 0.5)
    image = fill(image, polygon(below(ridge(53, 560, 160, 0.52))), "#55694A", noise(53, 24, 24, 6), 0.6)
    chance = random.Random(8)
    for _ in range(34):
        x, foot, tall = (
            chance.choice((chance.uniform(0, 420), chance.uniform(1180, W))),
            chance.uniform(600, 700),
            chance.uniform(120, 260),
        )
        mask = mask_of(
            lambda d, k, x=x, f=foot, t=tall: d.ellipse(
                ((x - t / 8) * k, (f - t) * k, (x + t / 8) * k, f * k), fill=255
            ),
            2,
        )
        image = fill(
            image,
            mask,
            chance.choice(("#4D6238", "#5F733F", "#7C7F3C", "#8C8240")),
            noise(round(x), 60, 60),
            0.7,
        )
    deck: list[Point] = [(0, 640), (420, 590), (800, 560), (1180, 592), (W, 645)]
    wall = mask_of(
        lambda d, k: (
            (
                d.polygon([(p[0] * k, p[1] * k) for p in [*deck, (W, 800), (0, 800)]], fill=255),
                d.ellipse((330 * k, 622 * k, 770 * k, 1000 * k), fill=0),
                d.ellipse((850 * k, 628 * k, 1250 * k, 980 * k), fill=0),
            )
        )
    )
    stone = gradient((0, "#C9B493"), (0.55, "#C2AA85"), (0.75, "#7C6A52"), (1, "#5A4C3B"))
    image = fill(image, wall, stone, _masonry(54), 0.5)
    image = strokes(image, [(deck, 14)], "#A08A69", 0.6)
    image = strokes(image, [([(p[0], p[1] - 8) for p in deck], 3)], "#EFDFBF", 0.6)
    image = fill(
        image,
        mask_of(lambda d, k: d.arc((330 * k, 622 * k, 770 * k, 1000 * k), 180, 360, fill=255, width=26 * k)),
        "#8F7B5E",
        _masonry(55),
        0.5,
    )
    image = fill(
        image,
        mask_of(lambda d, k: d.arc((850 * k, 628 * k, 1250 * k, 980 * k), 180, 360, fill=255, width=24 * k)),
        "#8F7B5E",
        _masonry(56),
        0.5,
    )
    image = mirror(image, 800, "#3E5B4C", 0.42, 57)
    return glow(image, (1300, 180), 760, "#FFEFC4", 0.5)


def _masonry(seed: int) -> Image.Image:
    chance = random.Random(seed)
    stones = Image.new("L", (W, H), 150)
    draw = ImageDraw.Draw(stones)
    for row in range(H // 22 + 1):
        x = -chance.uniform(0, 50)
        while x < W:
            wide = chance.uniform(28, 66)
            draw.rectangle((x + 1, row * 22 + 1, x + wide - 1, row * 22 + 20), fill=chance.randint(190, 255))
            x += wide
    return ImageChops.multiply(
        soft(stones, 1), curve(noise(seed, 50, 50), 40, 200).point(lambda v: 140 + v * 115 // 255)
    )


def pylons() -> Image.Image:
    """A power line striding over evening hills."""
    image = gradient((0, "#2C3A5E"), (0.35, "#7C6F8E"), (0.55, "#E39A6F"), (0.68, "#FBD08A"), (1, "#FBD08A"))
    image = clouds(image, 111, "#F6B68C", low=118, high=180, strength=210, foot=0.6, down=10)
    image = glow(image, (420, 700), 520, "#FFD896", 0.9, 0.7)
    spots = ((170, 800, 0.42), (400, 830, 0.6), (760, 900, 0.95), (1320, 990, 1.6))
    arms: list[list[Point]] = []
    for number, (seed, base, tone) in enumerate(
        ((112, 690, "#8A6C6E"), (113, 770, "#5C4A58"), (114, 880, "#33303F"))
    ):
        for x, foot, k in (spots[:0], spots[:2], spots[2:3])[number]:
            image, ends = _pylon(image, x, foot, k)
            arms.append(ends)
        image = fill(image, polygon(below(ridge(seed, base, 140, 0.45)), 0.8), tone, noise(seed, 10, 10), 0.3)
        image = haze(image, 0.6 + number * 0.06, 0.74 + number * 0.08, "#F0B98A", 0.35)
    image, ends = _pylon(image, *spots[3])
    arms.append(ends)
    wires: list[tuple[list[Point], float]] = []
    for left, right in zip(arms, [*arms[1:], [(x + 900, y - 120) for x, y in arms[-1]]], strict=True):
        for start, end in zip(left, right, strict=True):
            sag = (end[0] - start[0]) * 0.06
            wires.append(
                (
                    [
                        (
                            start[0] + (end[0] - start[0]) * t / 30,
                            start[1] + (end[1] - start[1]) * t / 30 + sag * 4 * (t / 30) * (1 - t / 30),
                        )
                        for t in range(31)
                    ],
                    1.6,
                )
            )
    image = strokes(image, wires, "#1E1C28", 0.3)
    return fill(image, polygon(below(ridge(116, 985, 70, 0.5)), 0.6), "#17161F", noise(4, 60, 40), 0.5)


def _pylon(image: Image.Image, x: float, foot: float, k: float) -> tuple[Image.Image, list[Point]]:
    lines: list[tuple[list[Point], float]] = []

    def at(px: float, py: float) -> Point:
        return x + px * k, foot - py * k

    lines += [
        ([at(-48, -80), at(-14, 240), at(0, 372)], 4 * k),
        ([at(48, -80), at(14, 240), at(0, 372)], 4 * k),
    ]
    for step in range(9):
        low, high = -80 + step * 36, -44 + step * 36
        wide, thin = 48 - (low + 80) * 0.106, 48 - (high + 80) * 0.106
        lines += [([at(-wide, low), at(thin, high)], 1.8 * k), ([at(wide, low), at(-thin, high)], 1.8 * k)]
    ends: list[Point] = []
    for height, reach in ((240, 120), (290, 94), (336, 70)):
        lines += [
            ([at(-reach, height), at(0, height + 22), at(reach, height)], 2.6 * k),
            ([at(-reach, height), at(reach, height)], 2.2 * k),
        ]
        for side in (-1, 1):
            lines.append(([at(side * reach, height), at(side * reach, height - 20)], 3 * k))
            ends.append(at(side * reach, height - 20))
    return strokes(image, lines, "#1B1A26", 0.4), ends


def stars() -> Image.Image:
    """An observatory's dome under the Milky Way."""
    image = gradient((0, "#070D1F"), (0.45, "#16264A"), (0.72, "#3D4A6E"), (0.82, "#A5796B"), (1, "#A5796B"))
    band = polygon([(380, -60), (900, -60), (1500, 860), (1160, 860)], 110)
    image = fill(
        image,
        ImageChops.multiply(band, curve(noise(181, 7, 7, 7), 92, 178)).point(lambda v: round(v * 0.62)),
        "#9FA9D6",
    )
    image = fill(
        image,
        ImageChops.multiply(band, curve(noise(182, 10, 10, 7), 128, 160)).point(lambda v: round(v * 0.6)),
        "#0B1226",
    )
    chance = random.Random(183)
    sky = Image.new("RGB", (W, H))
    draw = ImageDraw.Draw(sky)
    for _ in range(2600):
        x, y, light = chance.uniform(0, W), chance.uniform(0, 860), chance.random() ** 5
        tone = tuple(
            round(part * (0.25 + 0.75 * light))
            for part in chance.choice(((255, 255, 255), (200, 216, 255), (255, 232, 206)))
        )
        r = 0.5 + light * 1.7
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tone)
    image = ImageChops.screen(ImageChops.screen(image, sky), soft(sky, 3))
    image = fill(image, polygon(below(ridge(184, 850, 100, 0.48)), 1), "#2A2C3E")
    image = fill(image, polygon(below(ridge(185, 930, 60, 0.5)), 0.8), "#0F1220", noise(5, 40, 40), 0.5)
    dome = mask_of(
        lambda d, k: (
            (
                d.pieslice((390 * k, 640 * k, 690 * k, 940 * k), 180, 360, fill=255),
                d.rectangle((398 * k, 790 * k, 682 * k, 950 * k), fill=255),
            )
        )
    )
    image = fill(image, dome, gradient((0, "#8A93AE"), (0.6, "#8A93AE"), (0.74, "#5C6480"), (0.9, "#1D2133")))
    shade = ImageChops.multiply(dome, polygon([(390, 600), (520, 600), (500, 960), (390, 960)], 40))
    image = fill(image, shade.point(lambda v: round(v * 0.7)), "#10142A")
    image = fill(image, polygon([(560, 646), (604, 660), (626, 790), (580, 790)], 0.8), "#10131F")
    image = glow(image, (594, 740), 60, "#FF8A5A", 0.6)
    image = fill(image, polygon([(520, 880), (548, 880), (548, 946), (520, 946)], 0.6), "#F6C27A")
    return glow(image, (534, 920), 120, "#FFB86A", 0.5)
