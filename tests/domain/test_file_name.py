"""Names of files that every system takes."""

import pytest

from desk.domain.file_name import file_stem


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("ferry", "ferry"),
        ("Նավ 2030.v2", "Նավ 2030.v2"),
        ("con", "con-"),
        ("AUX.old", "AUX-.old"),
        ("lpt1 ", "lpt1-"),
        ("console", "console"),
        ('a:b?c*d"e<f>g|h\\i/j\x00k\n', "a-b-c-d-e-f-g-h-i-j-k-"),
        ("..", ""),
        (" dots... ", "dots"),
        ("e\u0301", "\u00e9"),
        ("\ud800x", "x"),
    ],
)
def test_a_name_is_one_on_every_system(name: str, stem: str) -> None:
    assert file_stem(name) == stem
    assert file_stem(stem) == stem


def test_a_long_name_is_cut_at_a_character() -> None:
    assert file_stem("Ա" * 300) == "Ա" * 100
