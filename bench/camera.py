"""Pictures such as a camera makes, for benchmarks and tests: 24 million pixels, shapes, texture, grain."""

import random
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

SIZE = (6000, 4000)


def picture(seed: int, size: tuple[int, int] = SIZE) -> Image.Image:
    """Return a scene: things of many sizes under a sky, texture at every scale, a sensor's grain."""
    dice = random.Random(seed)
    width, height = size
    sky = Image.linear_gradient("L").resize((256, 256))
    image = Image.merge(
        "RGB", [sky.point(lambda v, k=k: v * k // 255) for k in dice.choices(range(90, 240), k=3)]
    )
    image = image.resize((width // 4, height // 4), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(260):
        x, y = dice.randrange(width // 4), dice.randrange(height // 4)
        side = int(dice.paretovariate(1.1) * 6) % 300 + 3
        box = (x, y, x + side, y + dice.randrange(3, side + 4))
        getattr(draw, dice.choice(["ellipse", "rectangle"]))(
            box, fill=tuple(dice.choices(range(20, 250), k=3))
        )
    image = image.filter(ImageFilter.GaussianBlur(0.8)).resize(size, Image.Resampling.BICUBIC)
    for octave, strength in ((64, 22), (16, 14), (4, 9), (1, 5)):
        image = ImageChops.add(image, _noise(dice, size, octave, strength), 1, -128)
    return image


def _noise(dice: random.Random, size: tuple[int, int], octave: int, strength: int) -> Image.Image:
    """Return grey noise about 128 whose grains are so many pixels wide, as three bands alike."""
    across, down = max(2, size[0] // octave), max(2, size[1] // octave)
    tile = Image.frombytes("L", (509, 383), dice.randbytes(509 * 383))
    tile = tile.point(lambda value: 128 + (value - 128) * strength // 128)
    grain = Image.new("L", (across, down))
    for left in range(0, across, tile.width):
        for top in range(0, down, tile.height):
            grain.paste(tile, (left, top))
    grain = grain.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (grain, grain, grain))


def photographs(folder: Path, count: int) -> list[Path]:
    """Write so many JPEG files of 24 million pixels into a folder, those that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"camera-{number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            out = BytesIO()
            picture(number).save(out, "JPEG", quality=91)
            path.write_bytes(out.getvalue())
    return paths
