"""Which files are read, and in which encoding."""

import pytest

from desk import exchange
from desk.domain import BadEncoding, BadInput
from desk.exchange.files import LARGEST

RUSSIAN = "Паром вернулся\n\nВ девять утра паром отошёл от причала и вернулся к обеду без опоздания.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_whatever_its_mark(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_text(RUSSIAN, encoding=encoding)
    assert exchange.read(path).stories[0].story.headline == "Паром вернулся"


@pytest.mark.parametrize(
    ("encoding", "words"), [("cp1251", RUSSIAN), ("cp1254", "Çay ve şeker\n\nGüneş doğdu, ışık geldi.\n")]
)
def test_another_encoding_is_named_and_can_be_forced(tmp_path, encoding, words):
    path = tmp_path / "a.txt"
    path.write_text(words, encoding=encoding)
    with pytest.raises(BadEncoding) as caught:
        exchange.read(path)
    assert encoding in caught.value.encodings
    assert encoding in str(caught.value)
    assert exchange.read(path, encoding=encoding).stories[0].story.headline == words.splitlines()[0]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t", b"\xef\xbb\xbf\n", b"a\x00b", b"\x89PNG\r\n\x1a\n\x00\x00", bytes(range(256))]
)
def test_what_is_no_text_is_refused(tmp_path, data):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        exchange.read(path)
    assert not isinstance(caught.value, BadEncoding)
    assert "a.txt" in str(caught.value)


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(BadInput, match="larger"):
        exchange.read(path)


def test_an_unknown_encoding_and_a_missing_file_are_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A")
    with pytest.raises(BadInput, match="no encoding"):
        exchange.read(path, encoding="klingon")
    with pytest.raises(BadInput):
        exchange.read(tmp_path / "b.txt")
    with pytest.raises(BadInput):
        exchange.files(tmp_path / "none")


def test_a_folder_offers_its_texts_and_says_what_it_leaves_out(tmp_path):
    for name in (
        "b.md",
        "a.txt",
        "README.md",
        "LICENSE",
        ".secret.md",
        "table.xlsx",
        "pier.JPG",
        "in/c.markdown",
        ".git/d.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("words")
    found, skipped = exchange.files(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.txt", "b.md", "in/c.markdown"]
    assert {line.split(":")[0] for line in skipped} == {
        "README.md",
        "LICENSE",
        ".secret.md",
        "table.xlsx",
        ".git",
    }
    assert exchange.files(tmp_path / "README.md") == ([tmp_path / "README.md"], ())
