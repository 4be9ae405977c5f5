"""Small pictures: upright, sRGB, never enlarged, nothing in them but pixels, the same bytes every time."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from desk import photo
from desk.domain import BadInput, Crop, Photo, Unwritable
from tests.photo.pictures import encoded, near, opened, quarters

WHOLE = Crop(0, 0, 1, 1)


def made(
    tmp_path: Path, content: bytes, crop: Crop = WHOLE, widths: tuple[int, ...] = (40, 80)
) -> dict[str, bytes]:
    original = tmp_path / "original"
    original.write_bytes(content)
    info = photo.probe(content)
    names = photo.rendition_names(info.hash, info.width, info.height, crop, widths)
    photo.renditions(original, {crop: names}, tmp_path / "out")
    return {path.name: path.read_bytes() for path in sorted((tmp_path / "out").iterdir())}


def test_both_formats_at_each_width_and_none_enlarged(tmp_path: Path) -> None:
    files = made(tmp_path, encoded(quarters(200, 100), "JPEG"), widths=(50, 120, 400))
    sizes = {(opened(content).format, opened(content).size) for content in files.values()}
    assert sizes == {(kind, size) for kind in ("JPEG", "WEBP") for size in ((50, 25), (120, 60), (200, 100))}


@pytest.mark.parametrize("turn", range(1, 9))
def test_every_orientation_ends_upright(tmp_path: Path, turn: int) -> None:
    from desk.photo.reading import _TRANSPOSE

    back = {5: 5, 6: 8, 7: 7, 8: 6}.get(turn, turn)
    image = quarters(160, 120)
    exif = Image.Exif()
    exif[0x0112] = turn
    stored = image.transpose(_TRANSPOSE[back]) if turn > 1 else image
    for content in made(tmp_path, encoded(stored, "JPEG", quality=95, exif=exif), widths=(80,)).values():
        shown = opened(content).convert("RGB")
        assert shown.size == (80, 60)
        assert near(shown.getpixel((10, 10)), (255, 0, 0))
        assert near(shown.getpixel((70, 10)), (0, 160, 0))
        assert near(shown.getpixel((70, 50)), (0, 0, 255))


def test_alpha_stays_in_webp_and_lies_on_white_in_jpeg(tmp_path: Path) -> None:
    image = Image.new("RGBA", (80, 80), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (40, 0, 80, 80))
    files = made(tmp_path, encoded(image, "PNG"), widths=(40,))
    jpeg, webp = (opened(content) for content in files.values())
    assert near(jpeg.getpixel((5, 20)), (255, 255, 255))
    assert near(jpeg.getpixel((35, 20)), (0, 0, 255))
    assert webp.mode == "RGBA"
    assert webp.getchannel("A").getextrema() == (0, 255)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (encoded(Image.new("CMYK", (60, 60), (0, 255, 255, 0)), "JPEG", quality=95), (255, 0, 0)),
        (encoded(Image.new("I;16", (60, 60), 32896), "PNG"), (128, 128, 128)),
        (encoded(quarters(60, 60).convert("P"), "GIF"), None),
        (encoded(Image.new("1", (60, 60), 1), "PNG"), (255, 255, 255)),
        (encoded(Image.new("LA", (60, 60), (90, 255)), "PNG"), (90, 90, 90)),
    ],
)
def test_every_kind_of_colour_ends_as_8_bit_rgb(
    tmp_path: Path, content: bytes, wanted: tuple[int, int, int] | None
) -> None:
    for file in made(tmp_path, content, widths=(30,)).values():
        image = opened(file)
        assert image.mode in {"RGB", "RGBA"}
        assert wanted is None or near(image.getpixel((15, 15)), wanted)


def test_an_embedded_profile_is_honoured(tmp_path: Path) -> None:
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"????", b"bXYZ", 1)
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()  # not for RGB, so not used
    red = Image.new("RGB", (60, 60), (255, 0, 0))
    for profile, wanted in (
        (srgb, (255, 0, 0)),
        (swapped, (0, 0, 255)),
        (lab, (255, 0, 0)),
        (b"x", (255, 0, 0)),
    ):
        for file in made(tmp_path, encoded(red, "PNG", icc_profile=profile), widths=(30,)).values():
            image = opened(file)
            assert near(image.getpixel((15, 15)), wanted)
            assert "icc_profile" not in image.info
        shutil.rmtree(tmp_path / "out")


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
def test_no_metadata_reaches_a_page(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Words", 6
    exif.get_ifd(0x8825)[2] = (48.0, 16.0, 30.0)
    made(tmp_path, encoded(quarters(), "JPEG", exif=exif, xmp=b"<x/>", comment=b"secret"))
    tags = subprocess.run(
        [
            "exiftool",
            "-a",
            "-G1",
            "-s",
            "-EXIF:all",
            "-XMP:all",
            "-IPTC:all",
            "-File:Comment",
            tmp_path / "out",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not [line for line in tags.splitlines() if line.startswith("[")]


def test_the_same_original_gives_the_same_bytes(tmp_path: Path) -> None:
    content = encoded(quarters(300, 200), "PNG")
    first = made(tmp_path, content, widths=(40, 160))
    assert len(first) == 4
    assert made(tmp_path, content, widths=(40, 160)) == first


def test_a_crop_shows_its_part(tmp_path: Path) -> None:
    files = made(tmp_path, encoded(quarters(400, 200), "JPEG", quality=95), Crop(0.5, 0.5, 1, 1), (50,))
    for content in files.values():
        image = opened(content)
        assert image.size == (50, 25)
        assert near(image.getpixel((2, 2)), (0, 0, 255))


def test_a_frame_keeps_the_focal_point_and_the_ratio() -> None:
    def crop(focal: tuple[float, float], ratio: str, **crops: Crop) -> Crop:
        own = tuple((name.replace("_", ":"), value) for name, value in crops.items())
        return photo.frame(
            Photo(id="p", hash="h", format="JPEG", width=3000, height=2000, size=1, focal=focal, crops=own),
            ratio,
        )

    assert crop((0.5, 0.5), "") == WHOLE
    wide = crop((0.5, 0.1), "16:9")
    assert (wide.left, wide.top, wide.right) == (0, 0, 1)
    assert 3000 / (2000 * wide.bottom) == pytest.approx(16 / 9)
    tall = crop((1.0, 0.5), "1:1")
    assert (tall.right, tall.top, tall.bottom) == (1, 0, 1)
    assert tall.left == pytest.approx(1 / 3)
    own = Crop(0.1, 0.1, 0.5, 0.5)
    assert crop((0.5, 0.5), "16:9", **{"16_9": own}) == own
    assert crop((0.5, 0.5), "1:1", **{"1_1": Crop(0.9, 0.9, 0.2, 0.2)}) == WHOLE


def test_a_thumbnail_is_upright_small_and_keeps_transparency() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    small = opened(photo.thumbnail(encoded(quarters(2000, 1000), "JPEG", exif=exif), 100))
    assert (small.format, small.size) == ("JPEG", (50, 100))
    assert near(small.getpixel((45, 5)), (255, 0, 0))
    clear = opened(photo.thumbnail(encoded(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"), 64))
    assert (clear.format, clear.size, clear.mode) == ("PNG", (64, 64), "RGBA")
    assert opened(photo.thumbnail(encoded(quarters(30, 20), "PNG"), 100)).size == (30, 20)


def test_a_folder_that_refuses_and_a_file_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "original").write_bytes(encoded(quarters(), "PNG"))
    (tmp_path / "file").write_text("in the way")
    wanted = {WHOLE: (photo.Rendition("x-40", 40, 30),)}
    with pytest.raises(Unwritable):
        photo.renditions(tmp_path / "original", wanted, tmp_path / "file" / "folder")
    with pytest.raises(BadInput):
        photo.renditions(tmp_path / "file", wanted, tmp_path / "out")
    assert not (tmp_path / "out").exists()
