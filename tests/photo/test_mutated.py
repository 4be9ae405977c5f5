"""Files broken in thousands of ways: each is taken or refused in one clear line, soon, in little memory."""

import random
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from desk import photo
from desk.domain import BadInput
from desk.photo import processes
from desk.photo.processes import apart
from tests.photo.pictures import MATERIAL, encoded, quarters
from tests.photo.test_extended import LONG
from tests.photo.test_metadata import WORDS
from tests.photo.test_probing import HEIC, scene

LARGEST = 1 << 30


def sources() -> list[bytes]:
    small = scene(3, 160, 120)
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "A quay", 6
    exif.get_ifd(0x8825)[2] = (48.0, 16.0, 30.0)
    made = [
        photo.with_words(encoded(small, "JPEG", exif=exif, progressive=True), WORDS),
        photo.with_words(encoded(small, "JPEG"), LONG),
        photo.with_words(encoded(quarters(), "PNG"), WORDS),
        photo.with_words(encoded(small, "WEBP", exif=exif), WORDS),
        encoded(small, "WEBP", save_all=True, append_images=[quarters(160, 120)]),
        encoded(small, "GIF", save_all=True, append_images=[quarters(160, 120)]),
        encoded(small, "TIFF", compression="tiff_lzw", exif=exif),
        encoded(small, "TIFF", compression="tiff_jpeg"),
        encoded(small.convert("CMYK"), "JPEG"),
        encoded(small, "AVIF", exif=exif),
        encoded(Image.new("I;16", (60, 60), 32896), "PNG"),
        HEIC.read_bytes(),
    ]
    if MATERIAL.is_dir():
        made += [path.read_bytes() for path in sorted(MATERIAL.iterdir()) if path.stat().st_size < 200_000]
    return made


def broken(content: bytes, dice: random.Random) -> bytes:
    """Return a file with bits turned, a part cut off or out, or a length that lies."""
    bad = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 12])):
        if len(bad) < 2:
            break
        at = dice.randrange(len(bad))
        match dice.randrange(5):
            case 0 | 1:
                bad[at] ^= 1 << dice.randrange(8)
            case 2:  # where lengths are, near the beginning
                at = dice.randrange(min(len(bad), 900))
                bad[at : at + 2] = dice.choice([b"\0\0", b"\xff\xff", b"\x7f\xff", b"\0\1"])
            case 3:
                del bad[at : at + dice.randrange(1, 200)]
            case _:
                bad[at:at] = dice.randbytes(dice.randrange(1, 60))
    return bytes(bad[: dice.randrange(len(bad) + 1)] if dice.randrange(4) == 0 else bad)


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    processes.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a process has used")
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("count", [160, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_broken_file_is_taken_or_refused_soon_and_clearly(count: int, tmp_path: Path) -> None:
    dice, files = random.Random(count), sources()
    path = tmp_path / "from the wire.jpg"
    taken = 0
    for number in range(count):
        content = broken(files[number % len(files)], dice)
        path.write_bytes(content)
        for read in (photo.probe, photo.disagreeing):
            try:
                apart(read, path)
                taken += read is photo.probe
            except BadInput as error:
                assert error.what.startswith("from the wire.jpg"), number
                assert "\n" not in str(error), number
                assert error.kept, number
                assert error.todo, number
                assert "too long" not in error.what, number  # it would have been ended after 5 s
    processes.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) < LARGEST
    assert count // 20 < taken < count
