"""Copies of originals with the desk's words inside: pixels and all else stay, another program reads each."""

import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageCms

from desk import photo
from desk.domain import BadInput, DeskError, Photo
from desk.photo.metadata import segments
from desk.photo.metadata.iim import block
from desk.photo.metadata.segments import put
from tests.photo.pictures import encoded, opened, quarters
from tests.photo.test_metadata import (
    MATERIAL,
    WORDS,
    exiftool,
    needs_exiftool,
    needs_material,
    pixels,
    says_each_word,
)

FOREIGN = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmp:Rating="4" crs:Exposure2012="+0.35" photoshop:City="Wrong town" photoshop:Urgency="5">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">FERRY-7</rdf:li>
<rdf:li xml:lang="de">FÄHRE-7</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Old words</rdf:li></rdf:Alt></dc:description>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:own="https://quay.example/ns/"><own:Desk rdf:parseType="Resource">
<own:Shelf>7 &amp; 8</own:Shelf></own:Desk></rdf:Description></rdf:RDF></x:xmpmeta>"""


def exif() -> Image.Exif:
    tags = Image.Exif()
    tags[0x010E], tags[0x013B], tags[0x8298] = "OLYMPUS DIGITAL CAMERA", "Somebody Else", "Nobody"
    tags[0x010F], tags[0x0112] = "Olympus", 6
    return tags


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
ORIGINALS: dict[str, Any] = {
    "jpg": lambda: encoded(quarters(), "JPEG", exif=exif(), icc_profile=PROFILE),
    "png": lambda: encoded(quarters(), "PNG", exif=exif()),
    "webp": lambda: encoded(quarters(), "WEBP", exif=exif(), lossless=True),
    "tif": lambda: encoded(quarters(), "TIFF", exif=exif(), compression="tiff_lzw", icc_profile=PROFILE),
}


@pytest.fixture(params=ORIGINALS)
def original(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A picture of which EXIF, XMP and IIM say other things than the desk, and more."""
    file = tmp_path / f"original.{request.param}"
    datasets = block({"caption": "Old words", "city": "Wrong town"}, {(2, 10): b"5", (2, 15): b"N\xe9w"})
    file.write_bytes(put(ORIGINALS[request.param](), FOREIGN.encode(), datasets))
    return file


@needs_exiftool
def test_another_program_reads_each_word_of_a_copy_and_what_else_was_there(
    original: Path, tmp_path: Path
) -> None:
    before, copy = original.read_bytes(), tmp_path / f"copy{original.suffix}"
    photo.copied(original, WORDS, copy)
    said = exiftool(copy)
    says_each_word(said, jpeg=copy.suffix in (".jpg", ".tif"))
    kept = {
        "XMP-xmp:Rating": 4,
        "XMP-crs:Exposure2012": "+0.35",
        "XMP-photoshop:Urgency": "5 (normal urgency)",
    }
    assert {key: said.get(key) for key in kept} == kept
    assert said["XMP-dc:Title-de"] == "FÄHRE-7"
    assert said["XMP-own:Desk"] == {"Shelf": "7 & 8"}
    assert "Wrong town" not in str(said) and "OLYMPUS" not in str(said) and "Somebody Else" not in str(said)
    assert said["IFD0:Make"] == "Olympus" and said["IFD0:Orientation"] == "Rotate 90 CW"
    if copy.suffix in (".jpg", ".tif"):
        assert (said["IPTC:Urgency"], said["IPTC:Category"]) == ("5 (normal urgency)", "Néw")
        assert opened(copy.read_bytes()).info["icc_profile"] == PROFILE
    assert pixels(copy.read_bytes()) == pixels(before)
    assert original.read_bytes() == before


def test_an_empty_field_of_the_desk_is_empty_in_the_copy(original: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    photo.copied(original, {"credit": "Ann"}, copy)
    assert photo.probe(copy).found.words == {"credit": "Ann"}
    again = tmp_path / "again"
    photo.copied(copy, {}, again)
    assert photo.probe(again).found.words == {}
    assert b"Rating" in again.read_bytes()


def test_the_compressed_picture_itself_is_the_same_bytes(original: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    photo.copied(original, WORDS, copy)
    before, after = original.read_bytes(), copy.read_bytes()
    if original.suffix == ".jpg":
        start = before.index(b"\xff\xdb")
        assert after.endswith(before[start:])
    elif original.suffix == ".tif":
        tags = opened(before).tag_v2
        start, end = tags[273][0], tags[273][0] + tags[279][0]
        assert after[start:end] == before[start:end]
    elif original.suffix == ".png":
        assert _pngs(before)[b"IDAT"] == _pngs(after)[b"IDAT"]
    else:
        start, end = before.index(b"VP8L"), before.index(b"EXIF")
        assert before[start:end] in after


def _pngs(content: bytes) -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    at = 8
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind = content[at + 4 : at + 8]
        found[kind] = found.get(kind, b"") + content[at + 8 : at + 12 + length]
        at += 12 + length
    return found


def test_the_second_picture_of_a_phone_stays_or_there_is_no_copy(tmp_path: Path) -> None:
    out = BytesIO()
    quarters().save(out, "MPO", save_all=True, append_images=[quarters(40, 30)], exif=exif())
    file, copy = tmp_path / "phone.jpg", tmp_path / "copy.jpg"
    file.write_bytes(out.getvalue())
    photo.copied(file, WORDS, copy)
    with Image.open(file) as one, Image.open(copy) as two:
        for frame in (0, 1):
            one.seek(frame)
            two.seek(frame)
            assert one.tobytes() == two.tobytes()


@pytest.mark.parametrize("fault", ["words", "pixels"])
def test_a_copy_that_came_out_otherwise_leaves_nothing_behind(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, copy = tmp_path / "original.jpg", tmp_path / "copy.jpg"
    file.write_bytes(encoded(quarters(), "JPEG"))
    other = encoded(quarters().rotate(180), "JPEG")

    def bad(content: bytes, xmp: bytes, iim: bytes, **_: object) -> bytes:
        if fault == "words":
            return put(content, xmp.replace(b"The ferry leaves", b"The ferry stays "), iim)
        return put(other, xmp, iim)

    monkeypatch.setattr("desk.photo.metadata.copying.put", bad)
    with pytest.raises(BadInput, match="did not come out"):
        photo.copied(file, WORDS, copy)
    assert not copy.exists()


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file, copy = tmp_path / "original.jpg", tmp_path / "copy.jpg"
    file.write_bytes(encoded(quarters(), "JPEG"))
    copy.write_bytes(b"mine")
    with pytest.raises(DeskError, match="exists"):
        photo.copied(file, WORDS, copy)
    assert copy.read_bytes() == b"mine"


def test_words_that_no_file_holds_are_refused_by_name() -> None:
    one = Photo(id="1", hash="", format="JPEG", width=1, height=1, size=1, headline="Ferry")
    assert photo.every_word(one) == {"headline": "Ferry"}
    for long in ({"caption": "x" * 20_001}, {"keywords": tuple(map(str, range(501)))}):
        with pytest.raises(BadInput, match=r"Caption|Keywords"):
            photo.every_word(replace(one, **long))


@needs_material
@pytest.mark.parametrize("words", [WORDS, {}], ids=["all", "none"])
def test_the_shared_photos_are_copied_or_refused_clearly(words: Any, tmp_path: Path) -> None:
    done = 0
    for number, file in enumerate(sorted(MATERIAL.iterdir())):
        copy = tmp_path / f"{number}{file.suffix}"
        try:
            photo.copied(file, words, copy)
        except BadInput as error:
            assert str(error) and not copy.exists()
        else:
            found = photo.probe(copy).found
            assert {name: said for name, said in found.words.items() if name in words} == words
            assert pixels(copy.read_bytes()) == pixels(file.read_bytes())
            done += 1
    assert done >= 8


def test_segments_behind_the_tables_are_words_too() -> None:
    """Some programs write XMP behind the quantisation tables."""
    plain = encoded(quarters(), "JPEG")
    frame = plain.index(b"\xff\xc0")
    data = b"http://ns.adobe.com/xap/1.0/\0" + FOREIGN.encode()
    late = plain[:frame] + struct.pack(">HH", 0xFFE1, len(data) + 2) + data + plain[frame:]
    assert photo.probe(late).found.words["city"] == "Wrong town"
    assert photo.probe(segments.put(late, b"", block({}))).found.words == {}


@pytest.mark.parametrize(
    "xmp",
    [
        b"<x>" * 30_000 + b"</x>" * 30_000,
        FOREIGN.replace("Old words", "<x>" * 9_000 + "</x>" * 9_000).encode(),
        FOREIGN.replace("Old words", "x" * 4_100_000).encode(),
    ],
    ids=["deep alone", "deep inside", "large"],
)
def test_xmp_that_cannot_be_taken_over_is_refused_or_gives_way(xmp: bytes, tmp_path: Path) -> None:
    file, copy = tmp_path / "original.png", tmp_path / "copy.png"
    file.write_bytes(put(encoded(quarters(), "PNG"), xmp, b""))
    try:
        photo.apart(photo.copied, file, WORDS, copy)
    except BadInput as error:
        assert "XMP" in str(error) or "memory" in str(error)
        assert not copy.exists()
    else:
        assert photo.probe(copy).found.words == WORDS


def test_a_broken_packet_gives_way(tmp_path: Path) -> None:
    for number, xmp in enumerate((b"<x", b"\0", b"<!DOCTYPE x><x/>", b"\xff" * 70)):
        file, copy = tmp_path / f"{number}.webp", tmp_path / f"{number} copy.webp"
        file.write_bytes(put(encoded(quarters(), "WEBP"), xmp, b""))
        photo.copied(file, WORDS, copy)
        assert photo.probe(copy).found.words == WORDS


def test_mutated_originals_are_copied_or_refused_clearly(original: Path, tmp_path: Path) -> None:
    random, whole = Random(11), original.read_bytes()
    file, copy = tmp_path / "mutated", tmp_path / "copy"
    for _ in range(80):
        bad = bytearray(whole)
        for _ in range(random.randint(1, 6)):
            bad[random.randrange(len(bad))] = random.randrange(256)
        if random.random() < 0.2:
            del bad[random.randrange(8, len(bad)) :]
        file.write_bytes(bad)
        copy.unlink(missing_ok=True)
        try:
            photo.copied(file, WORDS, copy)
        except BadInput as error:
            assert str(error) and not copy.exists()
        else:
            assert photo.probe(copy).found.words == WORDS
