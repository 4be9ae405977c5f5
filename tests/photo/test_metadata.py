"""Words go into picture files and come out again, and another program reads the same."""

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desk import photo
from desk.domain import BadInput, Photo
from desk.photo.metadata import Words
from desk.photo.metadata.fields import FIELDS
from desk.photo.metadata.iim import block, cut
from desk.photo.metadata.segments import put
from desk.photo.metadata.xmp import packet
from tests.photo.pictures import encoded, quarters

MATERIAL = Path(__file__).parents[3] / "shared/material/photos"
needs_material = pytest.mark.skipif(
    not MATERIAL.is_dir(), reason="the shared material is not beside the project"
)
needs_exiftool = pytest.mark.skipif(not shutil.which("exiftool"), reason="exiftool is not on this machine")

WORDS: Words = {
    "headline": "The ferry leaves",
    "title": "FERRY-7",
    "caption": "Ferry <Anna> & crew leave the quay at dawn.",
    "creator": "Ann Lee; Bo Fox",
    "jobtitle": "Staff photographer",
    "credit": "Ann Lee / The Quay",
    "source": "The Quay",
    "copyright": "© 2026 The Quay",
    "alt": "A white ferry beside a quay",
    "extended": "A white ferry with two decks lies beside a stone quay.",
    "taken": "2026-05-01T06:07:08+04:00",
    "place": "North quay",
    "city": "Harbourton",
    "state": "Coast",
    "country": "Marland",
    "country_code": "MRL",
    "keywords": ("ferry", "dawn"),
    "persons": ("Captain Moe", "Մարի Գրիգորյան"),
    "instructions": "No crop of the bow",
    "caption_writer": "BF",
    "job": "2026-117",
    "usage_terms": "One use in print and online",
    "web_statement": "https://quay.example/rights",
    "licensors": ("The Quay https://quay.example/license", "Desk of sales"),
    "source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture",
}
SMALL = encoded(quarters(), "JPEG")
FILES = {
    "jpeg": lambda: encoded(quarters(), "JPEG"),
    "png": lambda: encoded(quarters(), "PNG"),
    "webp": lambda: encoded(quarters(), "WEBP"),
    "webp lossless": lambda: encoded(quarters(), "WEBP", lossless=True),
    "webp see-through": lambda: encoded(quarters().convert("RGBA"), "WEBP", lossless=True),
    "webp extended": lambda: encoded(quarters(), "WEBP", exif=Image.Exif(), xmp=b"<x/>"),
}


def pixels(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as image:
        return image.mode.encode() + image.tobytes()


def exiftool(path: Path) -> dict[str, Any]:
    out = subprocess.run(
        ["exiftool", "-a", "-G1", "-j", "-struct", "-s", path], capture_output=True, check=True, timeout=60
    )
    return json.loads(out.stdout)[0]


def says_each_word(said: dict[str, Any], *, jpeg: bool) -> None:
    """Hold what exiftool read against `WORDS`."""
    assert not [key for key in said if key.endswith((":Warning", ":Error"))]
    xmp = {
        "XMP-photoshop:Headline": WORDS["headline"],
        "XMP-dc:Title": WORDS["title"],
        "XMP-dc:Description": WORDS["caption"],
        "XMP-dc:Creator": ["Ann Lee", "Bo Fox"],
        "XMP-photoshop:AuthorsPosition": WORDS["jobtitle"],
        "XMP-photoshop:Credit": WORDS["credit"],
        "XMP-photoshop:Source": WORDS["source"],
        "XMP-dc:Rights": WORDS["copyright"],
        "XMP-iptcCore:AltTextAccessibility": WORDS["alt"],
        "XMP-iptcCore:ExtDescrAccessibility": WORDS["extended"],
        "XMP-photoshop:DateCreated": "2026:05:01 06:07:08+04:00",
        "XMP-iptcCore:Location": WORDS["place"],
        "XMP-photoshop:City": WORDS["city"],
        "XMP-photoshop:State": WORDS["state"],
        "XMP-photoshop:Country": WORDS["country"],
        "XMP-iptcCore:CountryCode": WORDS["country_code"],
        "XMP-dc:Subject": ["ferry", "dawn"],
        "XMP-iptcExt:PersonInImage": ["Captain Moe", "Մարի Գրիգորյան"],
        "XMP-photoshop:Instructions": WORDS["instructions"],
        "XMP-photoshop:CaptionWriter": WORDS["caption_writer"],
        "XMP-photoshop:TransmissionReference": WORDS["job"],
        "XMP-xmpRights:UsageTerms": WORDS["usage_terms"],
        "XMP-xmpRights:WebStatement": WORDS["web_statement"],
        "XMP-plus:Licensor": [
            {"LicensorName": "The Quay", "LicensorURL": "https://quay.example/license"},
            {"LicensorName": "Desk of sales"},
        ],
    }
    assert {key: said.get(key) for key in xmp} == xmp
    assert "XMP-iptcExt:DigitalSourceType" in said
    if jpeg:
        assert said["IPTC:Caption-Abstract"] == WORDS["caption"]
        assert said["IPTC:By-line"] == ["Ann Lee", "Bo Fox"]
        assert said["IPTC:CopyrightNotice"] == WORDS["copyright"]
        assert said["IPTC:DateCreated"] == "2026:05:01"
        assert said["IPTC:TimeCreated"] == "06:07:08+04:00"
        assert said["IPTC:Keywords"] == ["ferry", "dawn"]


@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_words_come_back_and_pixels_stay(make: Any) -> None:
    before = make()
    after = photo.with_words(before, WORDS)
    assert photo.probe(after).found.words == WORDS
    assert not photo.probe(after).found.others
    assert pixels(after) == pixels(before)
    assert photo.probe(photo.with_words(after, {"caption": "Other"})).found.words == {"caption": "Other"}


@needs_exiftool
@pytest.mark.parametrize("make", FILES.values(), ids=FILES)
def test_another_program_reads_each_word(make: Any, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(photo.with_words(make(), WORDS))
    says_each_word(exiftool(path), jpeg=path.read_bytes().startswith(b"\xff\xd8"))


@needs_exiftool
def test_what_is_too_long_for_iim_is_cut_at_a_character_and_whole_in_xmp(tmp_path: Path) -> None:
    credit = "Մարիամ Գրիգորյան և Դավիթ Սարգսյան"
    path = tmp_path / "picture.jpg"
    path.write_bytes(photo.with_words(encoded(quarters(), "JPEG"), {"credit": credit}))
    said = exiftool(path)
    assert said["XMP-photoshop:Credit"] == credit
    assert credit.startswith(said["IPTC:Credit"])
    assert 30 <= len(said["IPTC:Credit"].encode()) <= 32
    found = photo.probe(path).found
    assert found.words == {"credit": credit}
    assert not found.others  # a cut value is no other value


@given(st.text(), st.integers(0, 40))
def test_a_cut_keeps_whole_characters(text: str, most: int) -> None:
    text = text.encode("utf-8", "ignore").decode()
    short = cut(text, most)
    assert len(short) <= most
    assert text.startswith(short.decode())


@given(
    st.fixed_dictionaries(
        {},
        optional={
            one.name: st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=300)
            .map(lambda text: " ".join(text.replace(";", ",").split()))
            .filter(bool)
            for one in FIELDS
            if one.name not in ("keywords", "persons", "licensors", "taken")
        },
    )
)
def test_words_in_any_script_come_back(words: Words) -> None:
    assert photo.probe(photo.with_words(SMALL, words)).found.words == words


def test_where_places_disagree_xmp_counts_and_the_others_are_told() -> None:
    newer = packet({"caption": "Newer caption", "city": "Harbourton"})
    older = block({"caption": "Older caption", "city": "Harbourton"})
    found = photo.probe(put(SMALL, newer, older)).found
    assert found.words == {"caption": "Newer caption", "city": "Harbourton"}
    assert found.others == {"caption": (("IIM", "Older caption"),)}


@needs_material
def test_the_reference_photo_says_every_field() -> None:
    found = photo.probe(MATERIAL / "IPTC-PhotometadataRef-Std2021.1.jpg").found
    assert set(found.words) == {one.name for one in FIELDS}
    assert found.words["taken"] == "2021-10-20T21:01:01+00:00"
    assert found.words["persons"] == ("Person Shown 1 (ref2021.1)", "Person Shown 2 (ref2021.1)")


@needs_material
@needs_exiftool
def test_new_words_leave_all_else_in_an_original(tmp_path: Path) -> None:
    original = MATERIAL / "IPTC-PhotometadataRef-Std2021.1.jpg"
    path = tmp_path / "copy.jpg"
    path.write_bytes(photo.with_words(original.read_bytes(), WORDS))
    before, after = exiftool(original), exiftool(path)
    ours = (
        "XMP",
        "IPTC",
        "Composite",
        "System",
        "ExifTool",
        "SourceFile",
        "File:CurrentIPTCDigest",
        "Photoshop",
    )
    assert {k: v for k, v in after.items() if not k.startswith(ours)} == {
        k: v for k, v in before.items() if not k.startswith(ours)
    }
    assert pixels(path.read_bytes()) == pixels(original.read_bytes())


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"RIFF\0\0\0\0WEBP", b"GIF89a"]
)
def test_a_broken_file_takes_no_words(content: bytes) -> None:
    with pytest.raises(BadInput):
        photo.with_words(content, WORDS)


@given(st.data())
def test_a_mutated_file_is_refused_clearly_or_stays_a_file(data: st.DataObject) -> None:
    whole = photo.with_words(SMALL, WORDS)
    at = data.draw(st.integers(0, len(whole) - 1))
    bad = whole[:at] + bytes([data.draw(st.integers(0, 255))]) + whole[at + 1 :]
    bad = bad[: data.draw(st.integers(1, len(bad)))]
    try:
        photo.probe(photo.with_words(bad, WORDS))
    except BadInput as error:
        assert error.what


def test_where_a_photo_was_taken_goes_along_only_where_the_newsroom_says_so() -> None:
    shown = Photo(
        id="p",
        hash="h",
        format="JPEG",
        width=3,
        height=2,
        size=1,
        caption="Ferry",
        city="Batumi",
        country="Georgia",
    )
    assert photo.carried(shown) == {"caption": "Ferry"}
    assert photo.carried(shown, place=True) == {"caption": "Ferry", "city": "Batumi", "country": "Georgia"}


SCHEMA = MATERIAL.parent / "schemas" / "iptc-pmd-techreference_2024.1.json"


@pytest.mark.skipif(not SCHEMA.is_file(), reason="the shared material is not beside the project")
def test_each_field_stands_where_the_iptc_says() -> None:
    known: dict[str, dict[str, Any]] = {}

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if "XMPid" in part:
                known.setdefault(part["XMPid"], part)
            for inner in part.values():
                walk(inner)

    walk(json.loads(SCHEMA.read_text(encoding="utf-8")))
    for field in FIELDS:
        spec = known[field.xmp]
        if field.iim:
            assert spec["IIMid"] in (f"2:{field.iim:02}", f"2:{field.iim:02}+2:60", f"2:{field.iim}"), (
                field.name
            )
            assert field.name == "taken" or spec["IIMmaxbytes"] == field.most, field.name
        else:
            assert not spec.get("IIMid"), field.name
