"""The newsroom's own words."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from desk import operations as ops
from desk.domain import BadInput, Who


def test_words_are_kept_with_the_publication_in_one_form(desk):
    ops.spelling.add_word(desk, "Saakashvili’s")
    ops.spelling.add_word(desk, " khachapuri ")
    done = ops.spelling.add_word(desk, "khachapuri")
    assert done.value.words == ("Saakashvili's", "khachapuri")
    assert done.change.kinds == {"publication"}
    assert ops.desk.publication(desk).words == done.value.words
    assert ops.spelling.known_words(done.value) == {"Saakashvili's", "khachapuri", "Khachapuri"}
    assert ops.spelling.remove_word(desk, "khachapuri").value.words == ("Saakashvili's",)


@pytest.mark.parametrize("said", ["", "  ", "two words", "\0"])
def test_what_is_not_one_word_changes_nothing(desk, said):
    before = ops.desk.publication(desk)
    with pytest.raises(BadInput, match="not one word"):
        ops.spelling.add_word(desk, said)
    assert ops.desk.publication(desk) == before


def test_words_that_two_people_add_at_once_are_all_kept(desk):
    other = ops.desk.open_desk(desk.folder, Who("Bo", "desk 4"))

    def add(at, letter):
        for number in range(12):
            ops.spelling.add_word(at, letter * (number + 2))

    try:
        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(add, desk, "a"), pool.submit(add, other, "b")]:
                done.result(60)
    finally:
        other.close()
    assert set(ops.desk.publication(desk).words) == {letter * n for letter in "ab" for n in range(2, 14)}


def test_a_dictionary_for_everybody_on_a_computer_is_used_as_one_s_own(tmp_path, monkeypatch):
    monkeypatch.delenv("DESK_HOME")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "ann"))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    with closing(ops.spelling.speller()) as speller:
        assert not speller.knows("az") and speller.knows("en-GB")
        (tmp_path / "desk/dictionaries").mkdir(parents=True)
        for kind in ("aff", "dic"):
            (tmp_path / f"desk/dictionaries/az.{kind}").write_text("SET UTF-8\n")
        assert speller.knows("az")
