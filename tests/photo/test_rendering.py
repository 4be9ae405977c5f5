"""Small pictures: upright, sRGB, never enlarged, nothing in them but pixels, the same bytes every time."""

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from bench.camera import picture
from desk import photo
from desk.domain import BadInput, Crop, Photo, Unwritable
from tests.photo.pictures import encoded, near, opened, quarters

WHOLE = Crop(0, 0, 1, 1)


def made(
    tmp_path: Path,
    content: bytes,
    crop: Crop = WHOLE,
    widths: tuple[int, ...] = (40, 80),
    *,
    angle: float = 0.0,
) -> dict[str, bytes]:
    original = tmp_path / "original"
    original.write_bytes(content)
    info = photo.probe(content)
    shown = Photo(
        id="p",
        hash=info.hash,
        format=info.format,
        width=info.width,
        height=info.height,
        size=info.size,
        angle=angle,
    )
    names = photo.rendition_names(shown, crop, widths)
    photo.renditions(original, {crop: names}, tmp_path / "out", angle=angle)
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


@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_fine_black_and_white_is_as_bright_as_it_looks(tmp_path: Path, mode: str) -> None:
    """Half of the light of white is 188 of 255; the mean of the values would be 128."""
    checks = Image.frombytes(
        "L", (400, 300), bytes(255 * ((x + y) % 2) for y in range(300) for x in range(400))
    )
    for file in made(tmp_path, encoded(checks.convert(mode), "PNG"), widths=(40, 100)).values():
        image = opened(file).convert("RGB")
        assert near(image.getpixel((image.width // 2, image.height // 2)), (188, 188, 188), 4)


def test_lines_of_an_odd_width_keep_their_brightness_at_every_width(tmp_path: Path) -> None:
    lines = Image.new("RGB", (900, 600))
    for x in range(0, 900, 3):
        lines.paste((255, 200, 40), (x, 0, x + 1, 600))
    files = made(tmp_path, encoded(lines, "PNG"), widths=(90, 150, 300))
    for file in files.values():
        seen = opened(file).convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert near(seen, (156, 121, 22), 6)  # of each, the value that a third of its light has


def test_an_ordinary_picture_is_made_of_values_and_flat_colours_stay(tmp_path: Path) -> None:
    from desk.photo.light import glints
    from desk.photo.reading import fit

    soft = picture(3, (900, 600))
    assert not glints(soft) and glints(Image.effect_noise((600, 400), 200).point(lambda v: 255 * (v > 128)))
    flat = Image.new("RGB", (90, 60), (12, 100, 240))
    assert fit(flat, (30, 20), light=True).getpixel((9, 9)) == (12, 100, 240)


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


def tilted(by: float, size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Return a picture whose horizon, where blue meets green, falls to the right by so many degrees."""
    wide = Image.new("RGB", (1600, 1600), (0, 0, 255))
    wide.paste((0, 160, 0), (0, 800, 1600, 1600))
    turned = wide.rotate(-by, Image.Resampling.BICUBIC)
    left, top = (1600 - size[0]) // 2, (1600 - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


@pytest.mark.parametrize("by", [-30.0, -3.2, 0.4, 7.5, 45.0])
@pytest.mark.parametrize("turn", [1, 6])
def test_a_tilted_horizon_is_set_straight_and_no_corner_is_empty(
    tmp_path: Path, by: float, turn: int
) -> None:
    image, exif = tilted(by), Image.Exif()
    exif[0x0112] = turn
    stored = image.transpose(Image.Transpose.ROTATE_90) if turn == 6 else image
    content = encoded(stored, "JPEG", quality=95, exif=exif)
    left, top = photo.straightened(600, 400, by)
    assert left / top == pytest.approx(1.5, abs=0.01)
    for file in made(tmp_path, content, widths=(120, 600), angle=-by).values():
        shown = opened(file).convert("RGB")
        assert shown.width in (120, left)
        assert shown.height == pytest.approx(shown.width / 1.5, abs=1)
        middle = shown.height // 2
        for x in (1, shown.width // 2, shown.width - 2):
            assert near(shown.getpixel((x, middle - 4)), (0, 0, 255), 40)
            assert near(shown.getpixel((x, middle + 4)), (0, 160, 0), 40)
        for corner in ((0, 0), (shown.width - 1, 0)):
            assert near(shown.getpixel(corner), (0, 0, 255), 20)
        for corner in ((0, shown.height - 1), (shown.width - 1, shown.height - 1)):
            assert near(shown.getpixel(corner), (0, 160, 0), 20)
    small = opened(photo.thumbnail(content, 200, -by))
    assert small.width == pytest.approx(min(200, left), abs=1)
    assert near(small.convert("RGB").getpixel((2, small.height // 2 + 4)), (0, 160, 0), 40)


def test_what_is_left_of_a_turned_picture_lies_within_it() -> None:
    assert photo.straightened(6000, 4000, 0.0) == (6000, 4000)
    assert photo.straightened(400, 400, 45.0) == photo.straightened(400, 400, -45.0) == (282, 282)
    width, height = photo.straightened(6000, 4000, 2.0)
    assert (width, height) == (5704, 3803)


def test_an_angle_of_nothing_renames_no_picture() -> None:
    plain = Photo(id="p", hash="ab" * 32, format="JPEG", width=3000, height=2000, size=1)
    names = [each.name for each in photo.rendition_names(plain, WHOLE, (320,))]
    assert names == ["3abdd1bd3efd644fd669-320"]
    turned = replace(plain, angle=1.5)
    assert [each.name for each in photo.rendition_names(turned, WHOLE, (320,))] != names


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


def test_a_photograph_is_decoded_no_larger_than_its_pictures_need(tmp_path: Path) -> None:
    from desk.photo.reading import load, reading

    path = tmp_path / "camera.jpg"
    photograph = picture(4, (1200, 800))
    photograph.save(path, quality=92)
    for least, fine, wanted in (
        ((240, 160), False, (300, 200)),
        ((350, 233), False, (450, 300)),
        ((350, 233), True, (600, 400)),
        ((400, 266), False, (600, 400)),
        ((600, 400), False, (600, 400)),
        ((601, 300), False, (1200, 800)),
    ):
        with reading(path) as image:
            rough = load(image, least, fine=fine)
        assert image.size == wanted and rough == (wanted == (450, 300))
        exact = photograph.resize(wanted, Image.Resampling.LANCZOS)
        assert apart(image, exact) < 3  # of 255 levels


def apart(one: Image.Image, two: Image.Image) -> float:
    """Return by how many levels two pictures differ, as the root of the mean square."""
    bands = ImageStat.Stat(ImageChops.difference(one, two)).rms
    return sum(bands) / len(bands)


def test_fine_contrast_in_a_large_photograph_is_decoded_finely(tmp_path: Path) -> None:
    """Lines that three eighths of a photograph would show by a fifth too dark."""
    lines = Image.new("RGB", (1600, 1000))
    for x in range(0, 1600, 6):
        lines.paste((255, 255, 255), (x, 0, x + 2, 1000))
    for file in made(tmp_path, encoded(lines, "JPEG", quality=95, subsampling=0), widths=(440,)).values():
        seen = opened(file).convert("RGB").resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
        assert near(seen, (156, 156, 156), 6)  # what a third of the light of white has


@pytest.mark.parametrize("height", [30, 1000, 4000])
def test_fine_contrast_anywhere_is_found(height: int) -> None:
    from desk.photo.light import glints

    image = Image.new("L", (600, height), 90)
    noise = Image.effect_noise((600, max(4, height // 20)), 200).point([0] * 128 + [255] * 128)
    for top in (0, height // 2, height - noise.height):
        lit = image.copy()
        lit.paste(noise, (0, top))
        assert glints(lit)
    assert not glints(image)
