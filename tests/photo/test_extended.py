"""XMP that goes on in other segments of a JPEG: read where it is whole, written where one does not do."""

import hashlib
import struct
from pathlib import Path
from random import Random

import pytest

from desk import photo
from desk.domain import BadInput
from desk.photo.metadata import Words
from desk.photo.metadata.extended import MORE, XMP, joined
from desk.photo.metadata.xmp import packet
from tests.photo.pictures import encoded, quarters
from tests.photo.test_metadata import exiftool, needs_exiftool, pixels

LONG: Words = {
    "headline": "The ferry leaves",
    "caption": "Նավը հեռանում է։ " * 1170,
    "extended": "Սպիտակ լաստանավ " * 1200,
    "alt": "Ամպերը ծովի վրա " * 1250,
    "usage_terms": "One use. " * 2000,
    "credit": "Ann",
}
LONG = {name: str(value).strip() for name, value in LONG.items()}
PLAIN = encoded(quarters(), "JPEG")


def guid(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).hexdigest().upper().encode()


def jpeg(*segments: bytes) -> bytes:
    made = b"".join(struct.pack(">HH", 0xFFE1, len(data) + 2) + data for data in segments)
    return PLAIN[:2] + made + PLAIN[2:]


def first(of: bytes) -> bytes:
    note = b'<rdf:Description xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="' + of + b'"'
    return XMP + packet({"credit": "Ann"}).replace(b"<rdf:Description", note)


def part(name: bytes, length: int, at: int, data: bytes) -> bytes:
    return MORE + name + struct.pack(">II", length, at) + data


MORE_WORDS = packet({"caption": "The rest of it", "credit": "Not Ann"})
NAME, LENGTH = guid(MORE_WORDS), len(MORE_WORDS)


def test_words_longer_than_a_segment_come_back_whole() -> None:
    made = photo.with_words(PLAIN, LONG)
    assert made.count(MORE) >= 2
    assert photo.probe(made).found.words == LONG
    assert pixels(made) == pixels(PLAIN)
    again = photo.with_words(made, {"credit": "Bo"})
    assert again.count(MORE) == 0
    assert photo.probe(again).found.words == {"credit": "Bo"}


@needs_exiftool
def test_another_program_reads_words_longer_than_a_segment(tmp_path: Path) -> None:
    file = tmp_path / "long.jpg"
    file.write_bytes(photo.with_words(PLAIN, LONG))
    said = exiftool(file)
    assert not [key for key in said if key.endswith((":Warning", ":Error"))]
    assert said["XMP-dc:Description"] == LONG["caption"]
    assert said["XMP-iptcCore:ExtDescrAccessibility"] == LONG["extended"]
    assert said["XMP-iptcCore:AltTextAccessibility"] == LONG["alt"]
    assert said["XMP-xmpRights:UsageTerms"] == LONG["usage_terms"]
    assert said["XMP-photoshop:Headline"] == LONG["headline"]


def test_a_copy_takes_over_what_an_extended_packet_says(tmp_path: Path) -> None:
    file, copy = tmp_path / "long.jpg", tmp_path / "copy.jpg"
    file.write_bytes(photo.with_words(PLAIN, LONG))
    photo.copied(file, {**LONG, "credit": "Bo"}, copy)
    assert photo.probe(copy).found.words == {**LONG, "credit": "Bo"}
    photo.copied(copy, {"headline": "Short"}, tmp_path / "short.jpg")
    assert (tmp_path / "short.jpg").read_bytes().count(MORE) == 0


def test_parts_in_any_order_and_the_first_packet_counts() -> None:
    cut = LENGTH // 2
    parts = part(NAME, LENGTH, cut, MORE_WORDS[cut:]), part(NAME, LENGTH, 0, MORE_WORDS[:cut])
    other = part(b"F" * 32, 9, 0, b"another's")
    found = photo.probe(jpeg(first(NAME), other, *parts)).found.words
    assert found == {"credit": "Ann", "caption": "The rest of it"}


@pytest.mark.parametrize(
    "parts",
    [
        [],
        [part(NAME, LENGTH, 0, MORE_WORDS[:-1])],
        [part(NAME, LENGTH, 1, MORE_WORDS)],
        [part(NAME, LENGTH - 1, 0, MORE_WORDS)],
        [part(NAME, 0xFFFFFFFF, 0, MORE_WORDS)],
        [part(NAME, 0xFFFFFFFF, 0xFFFFFFFF, MORE_WORDS)],
        [part(NAME, LENGTH, 0, MORE_WORDS), part(NAME, LENGTH, LENGTH - 9, bytes(9))],
        [part(NAME, LENGTH, 0, MORE_WORDS), part(NAME, LENGTH + 1, LENGTH, b"x")],
        [part(NAME, LENGTH, 0, MORE_WORDS[:-1] + b"?")],
        [part(b"0" * 32, LENGTH, 0, MORE_WORDS)],
        [MORE, MORE + NAME, MORE + NAME + bytes(8)],
    ],
    ids=["none", "cut", "gap", "less", "4 GB", "far", "overlap", "two lengths", "changed", "other", "stubs"],
)
def test_what_is_not_whole_says_nothing(parts: list[bytes]) -> None:
    assert photo.probe(jpeg(first(NAME), *parts)).found.words == {"credit": "Ann"}


def test_a_packet_over_the_limit_is_refused_before_it_is_joined() -> None:
    size = 65_000
    count = 16_000_000 // size + 2
    block = bytes(size)
    segments = [part(NAME, count * size, at * size, block) for at in range(count)]
    assert joined(first(NAME), segments) == b""


def test_mutated_extended_packets_say_nothing_or_what_they_said() -> None:
    random, whole = Random(5), photo.with_words(PLAIN, LONG)
    until = whole.index(b"Photoshop 3.0")
    for _ in range(60):
        bad = bytearray(whole)
        for _ in range(random.randint(1, 4)):
            bad[random.randrange(20, until)] = random.randrange(256)
        try:
            words = photo.probe(bytes(bad)).found.words
        except BadInput as error:
            assert str(error)
        else:
            assert all(isinstance(value, (str, tuple)) for value in words.values())
