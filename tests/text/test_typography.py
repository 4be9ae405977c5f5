"""Typed signs become what each language's printers set."""

import pytest

from desk.text.typography import QUOTES, Case, next_case, recased, smart


def set_words(typed: str, language: str) -> str:
    """Return what stands after typing every sign."""
    out = ""
    for sign in typed:
        swap = smart(out, sign, language)
        out = out + sign if swap is None else out[: len(out) - swap.back] + swap.words
    return out


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("en", "\"It's the 'old' port,\" she said.", "“It’s the ‘old’ port,” she said."),
        ("en-GB", 'He said "no" ("never").', "He said “no” (“never”)."),
        ("fr", 'Il dit "l\'eau" hier', "Il dit «\u202fl’eau\u202f» hier"),
        ("fr", '"Il a dit "oui"."', "«\u202fIl a dit “oui”.\u202f»"),
        ("de", "\"Sie sagte 'nein'\", so geht's", "„Sie sagte ‚nein‘“, so geht’s"),
        ("ru", 'газета "Дом "Волна"" закрыта', "газета «Дом „Волна“» закрыта"),
        ("hy", '"Նավը" եկավ', "«Նավը» եկավ"),
        ("az-Latn", '"Gəmi" gəldi', "“Gəmi” gəldi"),
        ("ka", '"გემი" მოვიდა', "„გემი“ მოვიდა"),
        ("es", '"sí"', "“sí”"),
        ("en", '"I never—" he said', "“I never—” he said"),
        ("en", 'so—"never"', "so—“never”"),
        ("en", "\"No—'never'\" he said", "“No—‘never’” he said"),
        ("en", "\"\" and ''", "“” and ‘’"),
        ("en", "'He said \"no\"'", "‘He said “no”’"),
        ("en", "the '90s and '100 dead'", "the ’90s and ‘100 dead’"),
        ("en", "rock 'n' roll", "rock ’n’ roll"),
        ("en", "rock 'n roll, get 'em now, 'Tis 'twas", "rock ’n roll, get ’em now, ’Tis ‘twas"),
        ("en", "the 'n-word' and 'no'", "the ‘n-word’ and ‘no’"),
        ("de", "\"Er sagt: 'Geht's noch?'\"", "„Er sagt: ‚Geht’s noch?‘“"),
        ("fr", "Quoi ? Oui : non ; si !", "Quoi\u202f? Oui\u00a0: non\u202f; si\u202f!"),
        ("fr", "à 12:30, quoi?", "à 12:30, quoi?"),
        ("en", "what ? no", "what ? no"),
        ("uk", 'у "Домі "Хвиля""', "у «Домі „Хвиля“»"),
        ("pl", '"tak"', "„tak”"),
        ("cs", '"ano"', "„ano“"),
        ("ar", 'قال "نعم"', "قال «نعم»"),
        ("ru", '""Дом" закрыт"', "«„Дом“ закрыт»"),
        ("ru", '("дом")', "(«дом»)"),
        ("fr", "aujourd'hui l'« \"x\"", "aujourd’hui l’« “x”"),
        ("hy", "Դ'Արտանյան", "Դ’Արտանյան"),
        ("az", "Qur'an", "Qur’an"),
    ],
)
def test_quotes(language, typed, shown):
    assert set_words(typed, language) == shown


def test_every_pair_closes_what_it_opens():
    for language, style in QUOTES.items():
        assert set_words('a "b" c', language) == f"a {style.opening}b{style.closing} c"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1914--18", "1914–18"),
        ("rain---then", "rain—then"),
        ("rain -- then", "rain – then"),
        ("rain----", "rain—-"),
        ("---", "---"),
        ("-- no", "– no"),
        ("--- no", "— no"),
        ("--no", "--no"),
        ("a-b", "a-b"),
        ("x <!-- y", "x <!-- y"),
        ("so...", "so…"),
        ("...", "…"),
    ],
)
def test_dashes_and_dots(typed, shown):
    assert set_words(typed, "en") == shown


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_the_long_dash_between_words(language):
    assert set_words("дом -- дом, дом --- дом, 1914--18", language) == "дом — дом, дом — дом, 1914–18"
    assert set_words("-- дом", language) == "— дом"


def test_case_goes_round():
    words, seen = "the OLD port", []
    for _ in range(4):
        words = recased(words, next_case(words, "en"), "en")
        seen.append(words)
    assert seen == ["the old port", "The Old Port", "THE OLD PORT", "the old port"]


@pytest.mark.parametrize(
    ("language", "lower", "title", "upper"),
    [
        ("tr", "istanbul ışık", "İstanbul Işık", "İSTANBUL IŞIK"),
        ("az", "iki qız", "İki Qız", "İKİ QIZ"),
        ("en", "istanbul it's", "Istanbul It's", "ISTANBUL IT'S"),
        ("de", "straße", "Straße", "STRASSE"),
        ("hy", "երևան", "Երևան", "ԵՐԵՎԱՆ"),
        ("ka", "თბილისი", "თბილისი", "თბილისი"),
        ("ru", "ёлка", "Ёлка", "ЁЛКА"),
    ],
)
def test_letters_of_each_language(language, lower, title, upper):
    assert recased(lower, Case.TITLE, language) == title
    assert recased(lower, Case.UPPER, language) == upper
    if language in ("tr", "az", "en", "ru"):
        assert recased(upper, Case.LOWER, language) == lower


def test_one_letter_goes_round_too():
    assert [next_case(words, "en") for words in ("a", "A")] == [Case.TITLE, Case.LOWER]
