"""What AVIF costs and saves: small pictures with it and without, of the sample's photos, in one run.

Prints medians: bytes of AVIF to those of WebP at four widths (limit 0.8), the processor time of all three
formats to that of WebP and JPEG (limit 4), and by how many decibels of noise (PSNR, against the original) the
widest AVIF is behind the widest WebP (limit 1).
"""

import math
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image, ImageChops, ImageStat

from desk import photo
from desk.domain import Crop, Photo
from desk.paths import resources
from desk.photo.reading import fit

WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
WIDTHS = (320, 640, 960, 1600)


def noise(one: Image.Image, two: Image.Image) -> float:
    """Return the PSNR of two pictures of one size in decibels."""
    total = sum(ImageStat.Stat(ImageChops.difference(one, two)).sum2)
    return 10 * math.log10(255**2 * one.width * one.height * 3 / total)


def measured(file: Path, folder: Path) -> tuple[float, float, float]:
    """Return of one photo: bytes and processor time as ratios, the loss in decibels."""
    with Image.open(file) as image:
        shown = image.convert("RGB")
    one = Photo(id="", hash=file.name, format="JPEG", width=shown.width, height=shown.height, size=1)
    names = photo.rendition_names(one, WHOLE, WIDTHS)
    times: list[float] = []
    for avif in (False, True):
        start = time.process_time()
        photo.renditions(file, {WHOLE: names}, folder / str(avif), kinds=photo.formats(avif=avif))
        times.append(time.process_time() - start)
    made = folder / str(True)
    sizes = {kind: sum(path.stat().st_size for path in made.glob(f"*.{kind}")) for kind in ("avif", "webp")}
    seen: list[float] = []
    for kind in sizes:
        with Image.open(made / f"{names[0].name}.{kind}") as widest:
            seen.append(noise(fit(shown, widest.size), widest.convert("RGB")))
    return sizes["avif"] / sizes["webp"], times[1] / times[0], seen[1] - seen[0]


def main() -> None:
    """Print the medians and their limits."""
    with tempfile.TemporaryDirectory() as folder:
        files = sorted((resources() / "sample" / "photos").glob("*.jpg"))
        rows = [measured(file, Path(folder) / file.stem) for file in files]
    size, cost, loss = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{len(rows)} photos, four widths each, medians")
    print(f"bytes of AVIF to WebP      {size:.2f}  (limit 0.80)")
    print(f"processor time with AVIF   {cost:.2f}  (limit 4.00)")
    print(f"dB behind WebP             {loss:.2f}  (limit 1.00)")
    sys.exit(0 if size <= 0.8 and cost <= 4 and loss <= 1 else 1)


if __name__ == "__main__":
    main()
