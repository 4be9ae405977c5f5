"""AVIF for pages: made where it is asked for, words inside without a pixel changed, broken files refused."""

from pathlib import Path
from random import Random

import pytest
from PIL import Image

from desk import photo
from desk.domain import BadInput, Crop, Photo
from desk.photo.rendition import formats
from tests.photo.pictures import encoded, near, opened, quarters
from tests.photo.test_metadata import WORDS, exiftool, needs_exiftool, pixels, says_each_word


def made(tmp_path: Path, image: Image.Image) -> bytes:
    """Return an AVIF of ours."""
    original = tmp_path / "original.png"
    image.save(original)
    shown = Photo(id="p", hash="1", format="PNG", width=image.width, height=image.height, size=1)
    whole = Crop(0, 0, 1, 1)
    names = photo.rendition_names(shown, whole, [image.width])
    photo.renditions(original, {whole: names}, tmp_path / "out", kinds=("avif",))
    (file,) = (tmp_path / "out").iterdir()
    assert file.suffix == ".avif"
    return file.read_bytes()


def shown(mode: str) -> Image.Image:
    image = quarters(160, 120).convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def test_it_is_offered_first_where_it_is_wanted() -> None:
    assert formats(avif=False) == ("webp", "jpg")
    assert formats(avif=True) == ("avif", "webp", "jpg")


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_it_shows_the_picture_and_says_nothing_of_itself(tmp_path: Path, mode: str) -> None:
    content = made(tmp_path, shown(mode))
    image = opened(content)
    assert (image.format, image.mode, image.size) == ("AVIF", mode, (160, 120))
    assert near(image.convert("RGB").getpixel((30, 50)), (255, 0, 0), by=24)
    assert photo.probe(content).found.words == {}


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert made(one, quarters()) == made(two, quarters())


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_words_come_back_and_pixels_stay(tmp_path: Path, mode: str) -> None:
    before = made(tmp_path, shown(mode))
    after = photo.with_words(before, WORDS)
    assert photo.probe(after).found.words == WORDS
    assert pixels(after) == pixels(before)
    other = photo.with_words(after, {"caption": "Other"})
    assert photo.probe(other).found.words == {"caption": "Other"}
    assert b"The ferry leaves" not in other  # nothing of the words before is left behind


@needs_exiftool
def test_another_program_reads_each_word(tmp_path: Path) -> None:
    path = tmp_path / "picture.avif"
    path.write_bytes(photo.with_words(made(tmp_path, quarters()), WORDS))
    says_each_word(exiftool(path), jpeg=False)


def test_an_avif_without_room_for_words_is_refused() -> None:
    with pytest.raises(BadInput):
        photo.with_words(encoded(quarters(), "AVIF"), WORDS)


def test_mutated_files_take_words_or_are_refused(tmp_path: Path) -> None:
    random, whole = Random(7), made(tmp_path, quarters())
    for _ in range(300):
        bad = bytearray(whole)
        for _ in range(random.randint(1, 3)):
            bad[random.randrange(4, 420)] = random.randrange(256)
        content = bytes(bad[: random.randint(20, len(bad))]) if random.random() < 0.3 else bytes(bad)
        try:
            after = photo.with_words(content, {"caption": "Some words"})
            assert photo.probe(after).found.words["caption"] == "Some words"
        except BadInput as error:  # of the pixels, at the latest
            assert str(error)
