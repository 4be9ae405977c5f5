"""The process that checks: shipped dictionaries, a person's own, broken ones, and its death."""

import threading
import time

import pytest

from desk import paths
from desk.domain import BadInput, Cancelled
from desk.spelling import Speller, bare, found, script_of, words

SHIPPED = paths.resources() / "dictionaries"


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def own(tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


@pytest.fixture
def speller(own, cache):
    made = Speller((own, SHIPPED), cache)
    yield made
    made.close()


def put(folder, tag, words_, rules="SET UTF-8\n"):
    (folder / f"{tag}.dic").write_text(f"{len(words_)}\n" + "\n".join(words_) + "\n", encoding="utf-8")
    (folder / f"{tag}.aff").write_text(rules, encoding="utf-8")


def wrong(speller, language, *said):
    return [word for word, right in speller.check(language, said).items() if not right]


def test_every_shipped_dictionary_has_its_licence_beside_it():
    shipped = found([SHIPPED])
    assert sorted(shipped) == ["en-GB", "en-US", "hy", "ka", "ru", "tr"]
    for tag in shipped:
        assert len((SHIPPED / f"LICENSE-{tag}.txt").read_text(encoding="utf-8")) > 500
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 6_000_000


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("en-GB", "The colour of the well-known bridge isn't grey", "brigde well-knwon"),
        ("en-US", "The color of the bridge", "colour brigde"),
        ("en", "colour color", "brigde"),
        ("en-AU", "colour color", "brigde"),
        ("ru", "Вчера открыли новый мост через реку", "превет масква"),
        ("hy", "ընտանիքի մարդու իրավունքները աշխարհում", "մարթդ ընտանիքիի"),
        ("ka", "ადამიანის უფლებათა საყოველთაო დეკლარაცია", "ადამიანიიი"),
        ("tr", "İstanbul'da yeni köprü açıldı", "köprrü"),
    ],
)
def test_each_language_knows_its_words_and_marks_mistakes(speller, language, good, bad):
    right = [word for _, _, word in words(good, script_of(language))]
    mistakes = bad.split()
    assert wrong(speller, language, *right, *mistakes) == mistakes


@pytest.mark.parametrize(
    ("language", "mistake", "meant"),
    [("en-GB", "brigde", "bridge"), ("ru", "превет", "привет"), ("hy", "մարթդ", "մարդ")],
)
def test_what_was_meant_is_among_the_suggestions(speller, language, mistake, meant):
    suggested = [word.casefold() for word in speller.suggest(language, mistake)]
    assert meant in suggested
    assert len(suggested) <= 6


def test_a_person_s_own_dictionary_gives_a_language_and_comes_first(speller, own):
    assert not speller.knows("az")
    put(own, "az_AZ", ["körpü", "çay"])
    assert speller.knows("az") and speller.knows("az-AZ")
    assert wrong(speller, "az", "körpü", "kürpü") == ["kürpü"]
    assert speller.suggest("az", "kürpü") == ("körpü",)
    put(own, "ru", ["слово"])
    assert wrong(speller, "ru", "слово", "мост") == ["мост"]


def test_a_dictionary_in_an_old_encoding_takes_words_it_cannot_write(speller, own):
    (own / "uk_UA.aff").write_bytes(b"SET KOI8-U\n")
    (own / "uk_UA.dic").write_bytes("1\nміст\n".encode("koi8-u"))
    assert wrong(speller, "uk", "міст", "мicт", bare("դ")) == ["мicт", "դ"]


def test_a_language_without_a_dictionary_is_said_to_have_none(speller, own):
    (own / "az_AZ.dic").write_text("1\nsöz\n", encoding="utf-8")  # its rules are missing
    assert not speller.knows("az")


def test_a_damaged_packed_dictionary_is_refused_and_the_others_go_on(speller, own):
    (own / "az.aff").write_text("SET UTF-8\n")
    (own / "az.dic.xz").write_bytes((SHIPPED / "ru.dic.xz").read_bytes()[:5000])
    with pytest.raises(BadInput, match="az"):
        speller.check("az", ["söz"])
    assert wrong(speller, "ru", "мост", "масква") == ["масква"]


def test_words_are_unpacked_once_and_old_ones_thrown_away(tmp_path):
    cache, older = tmp_path / "cache", tmp_path / "cache" / "ru-1-1.dic"
    cache.mkdir()
    older.write_text("0\n")
    for _ in range(2):
        speller = Speller((SHIPPED,), cache)
        try:
            assert wrong(speller, "ru", "мост") == []
        finally:
            speller.close()
        assert sorted(file.suffix for file in cache.iterdir()) == [".aff", ".dic"]
    assert not older.exists()


def test_the_process_may_die_and_the_next_word_starts_another(speller):
    assert wrong(speller, "en-GB", "brigde") == ["brigde"]
    speller._process.kill()
    speller._process.join()
    with pytest.raises(BadInput):
        speller.check("en-GB", ["brigde"])
    assert wrong(speller, "en-GB", "brigde") == ["brigde"]


def test_closing_ends_what_is_under_way(speller):
    speller.check("ka", ["მე"])
    came: list[object] = []

    def ask():
        try:
            for _ in range(50):
                came.append(speller.suggest("ka", "ადამიანიიი"))
        except Cancelled as error:
            came.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.2)
    speller.close()
    thread.join(5)
    assert not thread.is_alive(), "what it would still have had to suggest takes longer than that"
    assert isinstance(came[-1], Cancelled)
    with pytest.raises(Cancelled):
        speller.check("ka", ["მე"])
