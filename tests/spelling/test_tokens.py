"""Which words of a text are looked up, and in what form."""

import pytest

from desk.spelling import bare, script_of, words


def said(text, language="en"):
    return [word for _, _, word in words(text, script_of(language))]


@pytest.mark.parametrize(
    "passed_over",
    [
        "https://bridge.exmple/paht?a=wrod",
        "www.exmple.org/paht",
        "ann.wrod@exmple.org",
        "@hndle #tgged",
        "report.pdff news.exmple/paht",
        "NATO UNESCO",
        "3rd 2nd covid19 A4 12,5",
        "a I — … 100 %",
        "Лексика ბარათი բառ مرحبا",
    ],
)
def test_what_no_dictionary_holds_is_passed_over(passed_over):
    assert said(f"before {passed_over} after") == ["before", "after"]


def test_each_word_is_found_at_its_place():
    text = "“Don’t,” she said: a well-known, half\u00adway ‘bridge’."
    found = words(text, "LATIN")
    assert [text[start:end] for start, end, _ in found] == [
        "Don’t",
        "she",
        "said",
        "well-known",
        "half\u00adway",
        "bridge",
    ]
    assert [word for *_, word in found] == ["Don't", "she", "said", "well-known", "halfway", "bridge"]


def test_words_of_each_script_are_found_in_their_language_alone():
    text = "The Совет met եւ ბარათი"
    assert said(text, "ru") == ["Совет"]
    assert said(text, "hy-AM") == ["եւ"]
    assert said(text, "ka") == ["ბარათი"]
    assert said(text, "az") == ["The", "met"]


def test_a_word_of_two_scripts_is_looked_up():
    assert said("с\u006fвет и мир", "ru") == ["с\u006fвет", "мир"]


def test_stress_emphasis_and_composed_letters_are_one_form():
    assert bare("за\u0301мок") == "замок"
    assert bare("ինչո\u055eւ") == "ինչու"
    assert bare("и\u0306од") == "йод"
    assert said("Ինչո՞ւ եկա՛վ", "hy") == ["Ինչու", "եկավ"]


def test_a_word_longer_than_any_is_passed_over():
    assert said("x" * 61 + "y " + "fine") == ["fine"]
