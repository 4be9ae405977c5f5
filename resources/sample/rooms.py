"""Scenes of the sample publication among people: hall, market, chessboard, concert."""

import random

from paint import H, Point, W, curve, fill, glow, gradient, mask_of, noise, polygon, soft, strokes
from PIL import Image, ImageChops, ImageDraw


def hall() -> Image.Image:
    """A lecture hall from the back row: heads, a bright screen, lamps."""
    image = gradient((0, "#2B211C"), (0.3, "#5A4030"), (0.6, "#7A5638"), (1, "#20150F"))
    panels = Image.new("L", (W, H), 255)
    draw = ImageDraw.Draw(panels)
    for column in range(0, W, 64):
        draw.line((column, 0, column, H), fill=170, width=3)
    image = ImageChops.multiply(image, soft(panels, 1).convert("RGB"))
    screen = gradient((0, "#E9EFEF"), (0.25, "#DDE8EA"), (0.5, "#C9D8DC"), (1, "#C9D8DC"))
    image = fill(image, polygon([(470, 130), (1130, 130), (1130, 500), (470, 500)], 1), screen)
    bars = [
        ([(560 + i * 74, 460), (560 + i * 74, 460 - h)], 38)
        for i, h in enumerate((90, 130, 118, 176, 204, 190, 250))
    ]
    image = strokes(image, bars, "#4E7F8C", 0.8)
    image = strokes(image, [([(520, 462), (1090, 462)], 3), ([(520, 190), (520, 462)], 3)], "#48555A", 0.8)
    image = glow(image, (800, 320), 720, "#BFD6DA", 0.4, 0.7)
    for x in (180, 330, 1270, 1420):
        image = glow(glow(image, (x, 150), 200, "#FFC27A", 0.6), (x, 90), 34, "#FFE7B8", 1)
    image = fill(image, polygon([(1180, 600), (1190, 470), (1310, 462), (1322, 600)], 1), "#3A261A")
    image = _person(image, 1250, 404, 0.62, "#17120F")
    chance = random.Random(121)
    for row in range(6):
        k, y = 0.42 + row * 0.19, 590 + row * 86
        tone = ("#3B2A20", "#34251C", "#2B1E17", "#231812", "#1A120D", "#110B08")[row]
        x = chance.uniform(-40, 60)
        while x < W + 60:
            if chance.random() < 0.86:
                image = _person(image, x, y + chance.uniform(-8, 8) * k, k, tone)
            x += chance.uniform(112, 150) * k
        image = fill(image, polygon([(0, y + 92 * k), (W, y + 92 * k), (W, H), (0, H)], 1), tone)
        image = strokes(image, [([(0, y + 94 * k), (W, y + 94 * k)], 5 * k)], "#8A6242", 1)
    return image


def _person(image: Image.Image, x: float, y: float, k: float, tone: str) -> Image.Image:
    def draw_on(draw: ImageDraw.ImageDraw, s: int) -> None:
        draw.ellipse(((x - 25 * k) * s, (y - 34 * k) * s, (x + 25 * k) * s, (y + 32 * k) * s), fill=255)
        draw.rectangle(((x - 12 * k) * s, (y + 16 * k) * s, (x + 12 * k) * s, (y + 52 * k) * s), fill=255)
        box = ((x - 60 * k) * s, (y + 44 * k) * s, (x + 60 * k) * s, (y + 220 * k) * s)
        draw.rounded_rectangle(box, radius=38 * k * s, fill=255)

    mask = mask_of(draw_on, 0.8)
    rim = ImageChops.subtract(mask, ImageChops.offset(mask, 0, max(1, round(3 * k))))
    return fill(fill(image, mask, tone), rim.point(lambda v: v // 2), "#C9A27A")


def market() -> Image.Image:
    """Market stalls in the evening: awnings, lamps, crates of fruit."""
    image = gradient((0, "#1C1F2E"), (0.4, "#4A3A3E"), (0.62, "#9A6840"), (1, "#2A1D16"))
    chance = random.Random(131)
    for _ in range(60):
        image = glow(
            image,
            (chance.uniform(0, W), chance.uniform(180, 480)),
            chance.uniform(16, 46),
            chance.choice(("#FFC06A", "#FFDC9A", "#FF9E5A")),
            0.7,
        )
    image = soft(image, 7)
    for x in range(-100, W, 300):
        image = _awning(image, x, chance.choice(("#A33A32", "#3E6B5C", "#B3812F", "#39567A")))
    image = fill(
        image,
        polygon([(0, 690), (W, 690), (W, H), (0, H)], 1),
        gradient((0, "#5B4330"), (0.62, "#6B4C34"), (1, "#1E150F")),
        noise(132, 40, 20),
        0.6,
    )
    for row in range(4):
        k = 0.7 + row * 0.26
        y = 690 + row * 92
        x = -chance.uniform(0, 80)
        while x < W:
            wide = chance.uniform(180, 250) * k
            image = _crate(image, chance, x, y, wide, 66 * k, k)
            x += wide + 12
    for x in range(60, W, 300):
        image = glow(glow(image, (x, 430), 330, "#FFB65C", 0.5), (x, 430), 36, "#FFF1CF", 1)
    return image


def _awning(image: Image.Image, x: float, tone: str) -> Image.Image:
    for stripe in range(8):
        left, right = x + stripe * 36, x + stripe * 36 + 36
        shape = [
            (left * 0.96 + 32, 330),
            (right * 0.96 + 32, 330),
            (right, 420),
            ((left + right) / 2, 442),
            (left, 420),
        ]
        image = fill(
            image, polygon(shape, 0.8), tone if stripe % 2 else "#D9CBB2", noise(stripe, 20, 20), 0.4
        )
    return strokes(image, [([(x + 4, 420), (x + 4, 700)], 7)], "#241A14", 0.6)


def _crate(
    image: Image.Image, chance: random.Random, x: float, y: float, wide: float, tall: float, k: float
) -> Image.Image:
    fruit = chance.choice(
        (
            ((196, 54, 38), (168, 34, 30)),
            ((232, 140, 38), (214, 112, 24)),
            ((138, 150, 52), (108, 128, 44)),
            ((112, 36, 62), (84, 26, 50)),
            ((228, 192, 74), (206, 164, 48)),
        )
    )
    layer, mask = image.copy(), Image.new("L", (W, H))
    draw, cover = ImageDraw.Draw(layer), ImageDraw.Draw(mask)
    for _ in range(46):
        r = chance.uniform(13, 17) * k
        cx, cy = chance.uniform(x + r, x + wide - r), y - chance.uniform(-6, 30) * k
        tone = chance.choice(fruit)
        for ring in range(5):
            part = r * (1 - ring * 0.19)
            light = 0.55 + ring * 0.16
            box = (
                cx - part - ring * r * 0.06,
                cy - part - ring * r * 0.1,
                cx + part - ring * r * 0.06,
                cy + part - ring * r * 0.1,
            )
            draw.ellipse(box, fill=tuple(min(255, round(c * light)) for c in tone))
        cover.ellipse((cx - r, cy - r, cx + r, cy + r), fill=255)
    image = Image.composite(layer, image, soft(mask, 0.7))
    front = polygon([(x, y + 4), (x + wide, y + 4), (x + wide - 6 * k, y + tall), (x + 6 * k, y + tall)], 0.6)
    image = fill(image, front, "#8C6238", noise(round(x + y), 60, 120, 3), 0.5)
    return strokes(
        image,
        [([(x, y + tall * part), (x + wide, y + tall * part)], 3 * k) for part in (0.36, 0.7)],
        "#3E2817",
        0.6,
    )


def chess() -> Image.Image:
    """A chessboard by a window, a hand's breadth from the end of the game."""
    image = gradient((0, "#3A2B20"), (0.4, "#8A6844"), (0.6, "#5A3F28"), (1, "#2A1B10"))
    for x, y, r in ((220, 180, 190), (520, 110, 130), (1180, 220, 220), (1440, 120, 150), (860, 160, 100)):
        image = glow(image, (x, y), r, "#F3D29A", 0.5)
    image = soft(image, 14)
    light, dark = Image.new("L", (W, H)), Image.new("L", (W, H))
    for row in range(8):
        for column in range(8):
            quad = [
                _board(column, row),
                _board(column + 1, row),
                _board(column + 1, row + 1),
                _board(column, row + 1),
            ]
            ImageDraw.Draw(dark if (row + column) % 2 else light).polygon(quad, fill=255)
    grain = noise(151, 6, 120, 5)
    rim = polygon([_board(-0.5, -0.5), _board(8.5, -0.5), _board(8.5, 8.5), _board(-0.5, 8.5)], 1)
    image = fill(image, rim, gradient((0, "#6A4526"), (0.5, "#5E3B1F"), (1, "#2E1B0D")), grain, 0.6)
    image = fill(
        image, soft(light, 0.8), gradient((0, "#F0D9AE"), (0.5, "#E6C891"), (1, "#B48E58")), grain, 0.35
    )
    image = fill(
        image, soft(dark, 0.8), gradient((0, "#8A5A33"), (0.5, "#7A4A26"), (1, "#472812")), grain, 0.45
    )
    pieces = (
        (1.5, 0.5, "rook", 0),
        (4.5, 0.5, "king", 0),
        (6.5, 1.5, "pawn", 0),
        (2.5, 2.5, "pawn", 0),
        (5.5, 2.5, "bishop", 0),
        (3.5, 3.5, "pawn", 1),
        (6.5, 4.5, "queen", 1),
        (1.5, 4.5, "pawn", 1),
        (4.5, 5.5, "bishop", 1),
        (2.5, 6.5, "king", 1),
    )
    for column, row, kind, white in pieces:
        image = _piece(image, column, row, kind, bool(white))
    return glow(image, (1250, 260), 800, "#FFDCA0", 0.4)


def _board(column: float, row: float) -> Point:
    """Return where a corner of the board stands in the picture, row 0 far."""
    depth = 1 / (1.62 - row * 0.105)
    return 800 + (column - 4) * 226 * depth, 150 + 560 * depth * 0.98 - 60


def _piece(image: Image.Image, column: float, row: float, kind: str, white: bool) -> Image.Image:
    x, foot = _board(column, row)
    k = (_board(column + 1, row)[0] - x) / 150
    tall = {"pawn": 150, "rook": 180, "bishop": 224, "queen": 260, "king": 284}[kind]
    outline = [
        (0.0, 46.0),
        (0.06, 46),
        (0.1, 36),
        (0.16, 30),
        (0.5, 16),
        (0.66, 15),
        (0.69, 27),
        (0.72, 27),
        (0.74, 15),
    ]
    heads = {
        "pawn": [(0.78, 22), (0.88, 26), (0.96, 18), (1, 2)],
        "rook": [(0.78, 26), (0.8, 30), (1, 30), (1, 2)],
        "bishop": [(0.78, 18), (0.86, 22), (0.93, 12), (0.95, 5), (0.98, 6), (1, 1)],
        "queen": [(0.8, 20), (0.92, 28), (0.95, 16), (0.97, 6), (1, 2)],
        "king": [
            (0.78, 18),
            (0.89, 25),
            (0.91, 8),
            (0.92, 4),
            (0.94, 4),
            (0.94, 11),
            (0.965, 11),
            (0.965, 4),
            (1, 4),
        ],
    }
    side = [(r * k, foot - h * tall * k) for h, r in (*outline, *heads[kind])]
    shape = [(x + r, y) for r, y in side] + [(x - r, y) for r, y in reversed(side)]
    shadow = polygon(
        [
            (x - 40 * k, foot + 8 * k),
            (x - 190 * k, foot + 40 * k),
            (x - 200 * k, foot + 62 * k),
            (x + 30 * k, foot + 14 * k),
        ],
        9,
    )
    image = fill(image, shadow.point(lambda v: round(v * 0.5)), "#1A0F07")
    mask = polygon(shape, 0.7)
    image = fill(image, mask, "#D9BC8A" if white else "#2B1B14", noise(round(x), 40, 10), 0.25)
    dark = ImageChops.multiply(mask, polygon([(p[0] - 16 * k, p[1]) for p in shape], 9 * k))
    image = fill(image, dark.point(lambda v: round(v * 0.5)), "#7A5A34" if white else "#0B0604")
    shine = ImageChops.multiply(
        mask,
        polygon([(x + r * 0.35, y) for r, y in side] + [(x + r * 0.75, y) for r, y in reversed(side)], 4 * k),
    )
    return fill(image, shine.point(lambda v: round(v * (0.8 if white else 0.45))), "#FFF0CC")


def concert() -> Image.Image:
    """Beams over a crowd with raised hands."""
    image = gradient((0, "#0B0D1E"), (0.5, "#2A1B48"), (0.75, "#5E2A5E"), (1, "#0B0714"))
    for x, foot, colour in (
        (300, -100, "#4A6BFF"),
        (520, 420, "#FF5AA0"),
        (800, 800, "#FFC46A"),
        (1080, 1180, "#FF5AA0"),
        (1300, 1700, "#4A6BFF"),
        (660, 200, "#7A5AFF"),
        (940, 1400, "#7A5AFF"),
    ):
        beam = polygon([(x - 8, 120), (x + 8, 120), (foot + 150, 900), (foot - 150, 900)], 16)
        smoke = ImageChops.multiply(beam, curve(noise(x, 3, 4, 5), 60, 200)).point(lambda v: round(v * 0.62))
        tint = Image.composite(Image.new("RGB", (W, H), colour), Image.new("RGB", (W, H)), smoke)
        image = ImageChops.screen(image, tint)
        image = glow(image, (x, 120), 70, "#FFFFFF", 1)
    image = strokes(
        image,
        [([(180, 104), (1420, 104)], 10), ([(180, 78), (1420, 78)], 4)]
        + [([(v, 78), (v + 24, 104), (v + 48, 78)], 3) for v in range(180, 1400, 48)],
        "#0A0912",
        0.6,
    )
    image = glow(image, (800, 690), 520, "#FFB88A", 0.8, 0.6)
    image = _person(image, 800, 560, 0.8, "#140A16")
    image = _person(image, 560, 584, 0.7, "#140A16")
    image = _person(image, 1046, 580, 0.7, "#140A16")
    image = fill(image, polygon([(0, 690), (W, 690), (W, H), (0, H)], 2), "#1B0F22")
    chance = random.Random(161)
    for row in range(4):
        tone, y, k = ("#2A1630", "#1E1024", "#140A1A", "#08040C")[row], 740 + row * 80, 0.6 + row * 0.22
        x = chance.uniform(-50, 20)
        while x < W + 50:
            image = _person(image, x, y + chance.uniform(-18, 18), k, tone)
            if chance.random() < 0.4:
                lean = chance.uniform(-40, 40) * k
                arm: list[Point] = [
                    (x + 44 * k, y + 80 * k),
                    (x + 60 * k + lean, y - 40 * k),
                    (x + 56 * k + lean * 1.4, y - 120 * k),
                ]
                image = strokes(image, [(arm, 17 * k)], tone, 0.8)
            x += chance.uniform(84, 140) * k
        image = fill(image, polygon([(0, y + 110 * k), (W, y + 110 * k), (W, H), (0, H)], 2), tone)
    return image
