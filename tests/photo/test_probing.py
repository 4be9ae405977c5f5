"""Any file is either a good picture with its words, or refused in one clear line."""

import hashlib
import random
import threading
import warnings
from pathlib import Path

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from desk import photo
from desk.domain import BadInput, Limits
from tests.photo.pictures import MATERIAL, encoded, near, opened, quarters

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Նավահանգիստ"
 photoshop:City="Port Ellis">
<dc:description><rdf:Alt><rdf:li xml:lang="fr">Un quai</rdf:li>
<rdf:li xml:lang="x-default">A quay &amp; a crane</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ada Weir</rdf:li><rdf:li>Jo Brandt</rdf:li></rdf:Seq></dc:creator>
<dc:subject><rdf:Bag><rdf:li>quay</rdf:li><rdf:li>crane</rdf:li><rdf:li>quay</rdf:li></rdf:Bag></dc:subject>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_a_good_picture_is_described(tmp_path: Path, kind: str) -> None:
    content = encoded(quarters(), kind)
    path = tmp_path / "named-wrongly.txt"
    path.write_bytes(content)
    info = photo.probe(path)
    assert (info.format, info.width, info.height) == (kind, 80, 60)
    assert (info.size, info.hash) == (len(content), hashlib.sha256(content).hexdigest())
    assert photo.probe(content) == info


@pytest.mark.parametrize("turn", range(1, 9))
def test_size_is_that_of_the_upright_picture(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    info = photo.probe(encoded(quarters(), "JPEG", exif=exif))
    assert (info.width, info.height) == ((80, 60) if turn < 5 else (60, 80))


def test_words_come_from_xmp_before_exif() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "From EXIF", "Copyright Harbour Wire"
    exif.get_ifd(0x8769)[0x9003] = "2030:03:06 09:10:11"
    words = photo.probe(encoded(quarters(), "JPEG", exif=exif, xmp=XMP.encode())).found.words
    assert words == {
        "caption": "A quay & a crane",
        "credit": "Նավահանգիստ",
        "creator": "Ada Weir; Jo Brandt",
        "copyright": "Copyright Harbour Wire",
        "city": "Port Ellis",
        "taken": "2030-03-06T09:10:11",
        "keywords": ("quay", "crane"),
    }


@pytest.mark.parametrize(
    "packet",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + XMP.replace("A quay", "&b;"),
        XMP[:200],
        "<" * 10_000,
    ],
)
def test_hostile_xmp_says_nothing_and_does_no_harm(packet: str) -> None:
    assert photo.probe(encoded(quarters(), "WEBP", xmp=packet.encode())).found.words == {}


def test_refused_with_a_clear_line(tmp_path: Path) -> None:
    jpeg, png = encoded(quarters(640, 480), "JPEG"), encoded(quarters(640, 480), "PNG")
    raw = ImageFileDirectory_v2()
    raw[50706] = b"\x01\x04\x00\x00"
    cases = {
        "empty": b"",
        "no picture": b"These are words.",
        "damaged": jpeg[: len(jpeg) // 2],
        "cut short": png[: len(png) // 2],
        "camera's RAW": encoded(quarters(), "TIFF", tiffinfo=raw),
        "RAW": b"II*\x00\x10\x00\x00\x00CR\x02\x00" + bytes(40),
        "million": encoded(Image.new("1", (20_000, 10_001)), "PNG"),
    }
    for what, content in cases.items():
        (tmp_path / "file.jpg").write_bytes(content)
        for source in (content, tmp_path / "file.jpg"):
            with pytest.raises(BadInput, match=what) as raised:
                photo.probe(source)
            assert raised.value.kept == "Nothing was changed"
            assert raised.value.todo


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="folder"):
        photo.probe(tmp_path)
    with pytest.raises(BadInput, match="no file"):
        photo.probe(tmp_path / "gone.jpg")
    with pytest.raises(BadInput, match="no file"):
        photo.probe(Path("/dev/zero"))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(Limits().size + 1)
    with pytest.raises(BadInput, match="MB"):
        photo.probe(path)


def test_mutated_files_are_read_or_refused() -> None:
    dice = random.Random(7)
    exif = Image.Exif()
    exif[0x010E] = "A quay"
    sources = [
        encoded(quarters(), "JPEG", exif=exif, xmp=XMP.encode()),
        encoded(quarters(), "PNG"),
        encoded(quarters(), "TIFF"),
        encoded(quarters(), "WEBP", xmp=XMP.encode()),
        encoded(quarters(), "GIF"),
    ]
    refused = 0
    for number in range(300):
        content = bytearray(sources[number % len(sources)])
        for _ in range(dice.randrange(1, 12)):
            content[dice.randrange(len(content))] = dice.randrange(256)
        try:
            photo.probe(bytes(content[: dice.randrange(1, len(content) + 1)] if number % 3 == 0 else content))
        except BadInput:
            refused += 1
    assert 60 < refused < 300


def test_warnings_about_a_file_stay_inside_on_every_thread() -> None:
    odd = encoded(quarters(), "PNG")
    exif = Image.Exif()
    exif[0x0112] = 6
    jpeg = bytearray(encoded(quarters(), "JPEG", exif=exif))
    at = jpeg.index(b"Exif\0\0") + 6
    jpeg[at + 8 : at + 10] = b"\x40\x00"  # more tags than there are: Pillow warns of corrupt EXIF
    before = list(warnings.filters)
    seen: list[object] = []

    def work() -> None:
        for _ in range(20):
            seen.append(photo.probe(bytes(jpeg)).format)
            seen.append(photo.probe(odd).format)

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen) == 160
    assert not caught
    assert list(warnings.filters) == before


@pytest.mark.skipif(not MATERIAL.is_dir(), reason="the shared material is not beside the project")
def test_the_reference_photo_and_every_odd_one() -> None:
    outcome = {}
    for path in sorted(MATERIAL.iterdir()):
        try:
            info = photo.probe(path)
            outcome[path.name] = (info.format, info.width, info.height)
            assert photo.thumbnail(path, 64)
        except BadInput as error:
            outcome[path.name] = error.what
    assert outcome["hopper.avif"] == ("AVIF", 128, 128)
    assert outcome["hopper_orientation_6.webp"] == ("WEBP", 128, 128)
    assert outcome["pil_sample_cmyk.jpg"] == ("JPEG", 100, 100)
    assert [name for name, what in outcome.items() if isinstance(what, str)] == [
        "decompression_bomb.gif",
        "truncated_image.png",
        "truncated_jpeg.jpg",
    ]


HEIC = Path(__file__).with_name("quarters.heic")


def test_a_phone_s_picture_is_read_upright(tmp_path: Path) -> None:
    info = photo.probe(HEIC)
    assert (info.format, info.width, info.height) == ("HEIC", 160, 120)
    assert info.found.words == {"caption": "A quay"}
    shown = opened(photo.thumbnail(HEIC, 80)).convert("RGB")
    assert shown.size == (80, 60)
    assert near(shown.getpixel((10, 10)), (255, 0, 0))
    assert near(shown.getpixel((70, 50)), (0, 0, 255))
    (tmp_path / "cut.heic").write_bytes(HEIC.read_bytes()[:-200])
    with pytest.raises(BadInput, match="damaged or cut short"):
        photo.probe(tmp_path / "cut.heic")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_of_an_animation_the_first_frame_counts_and_too_many_are_refused(kind: str) -> None:
    others = [Image.new("RGB", (80, 60), (number * 60, 0, 90)) for number in range(4)]
    content = encoded(quarters(), kind, save_all=True, append_images=others)
    assert photo.probe(content).format == kind
    shown = opened(photo.thumbnail(content, 80)).convert("RGB")
    assert near(shown.getpixel((10, 10)), (255, 0, 0), 30)
    with pytest.raises(BadInput, match="5 frames"):
        photo.probe(content, Limits(frames=4))


def test_limits_are_the_newsroom_s_own() -> None:
    content = encoded(quarters(), "PNG")
    assert photo.probe(content, Limits(pixels=4800, size=len(content), frames=1))
    for limits in (Limits(pixels=4799), Limits(size=len(content) - 1)):
        with pytest.raises(BadInput, match="more than the"):
            photo.probe(content, limits)


def scene(seed: int, width: int = 640, height: int = 420) -> Image.Image:
    """Return a picture with shapes and grain as no other seed gives."""
    dice = random.Random(seed)
    image = Image.new("RGB", (width, height), tuple(dice.randrange(256) for _ in range(3)))
    for _ in range(14):
        left, top = dice.randrange(width), dice.randrange(height)
        size = dice.randrange(40, 240), dice.randrange(40, 240)
        image.paste(tuple(dice.randrange(256) for _ in range(3)), (left, top, left + size[0], top + size[1]))
    grain = Image.effect_noise((width, height), 40).convert("RGB")
    return Image.blend(image, grain, 0.15)


def test_files_of_one_picture_look_alike_and_others_do_not() -> None:
    looks = []
    for seed in range(12):
        image = scene(seed)
        first = photo.probe(encoded(image, "PNG")).look
        turned, exif = image.transpose(Image.Transpose.ROTATE_90), Image.Exif()
        exif[0x0112] = 6
        for other in (
            encoded(image, "JPEG", quality=35),
            encoded(image.resize((200, 131)), "WEBP", quality=60),
            encoded(image.convert("L"), "JPEG"),
            encoded(turned, "JPEG", exif=exif),
        ):
            assert photo.differing(first, photo.probe(other).look) <= photo.ALIKE
        looks.append(first)
    far = [photo.differing(one, two) for at, one in enumerate(looks) for two in looks[:at]]
    assert min(far) > photo.ALIKE
    assert photo.probe(encoded(Image.new("RGB", (300, 200), (200, 200, 200)), "PNG")).look == ""
