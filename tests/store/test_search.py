"""Search: the same answers on both engines, in every script, whatever is typed."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.domain import Byline, Comment, Passage, Placement, Role, Source, Status, StoryQuery, new_id
from desk.store import Store, rows, searching
from desk.store.query import parse
from desk.store.sought import Sought
from desk.store.words import fold
from tests.store.conftest import ANN, noon, story

TEXTS = {
    "bridge": "The old bridge over the river was rebuilt after the flood",
    "tree": "Новогодняя ёлка на площади",
    "street": "Die Straße nach Köln bleibt gesperrt",
    "armenian": "Երևան և Գյումրի միացնող ճանապարհը",
    "arabic": "كِتابٌ جديد عن تاريخ المـديـنة",
    "turkish": "İstanbul'da ILIK bir gün, ısı düştü",
    "azeri": "Bakıda yağış gözlənilir",
    "georgian": "თბილისი ხვდება ზამთარს",
    "cafe": "A café, re-opened: state-of-the-art 5G and 3.14",
    "hindi": "हिन्दी में समाचार",
}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.batch():
        for slug, body in TEXTS.items():
            store.save_story(story(slug.title() + "x", slug=slug, body=body), ANN)
    return store


def found(store: Store, words: str) -> set[str]:
    return {row.slug for row in store.rows(StoryQuery(search=words))}


ANSWERS = {
    "bridge": {"bridge"},
    "BRIDGE river": {"bridge"},
    "bridge tbilisi": set(),
    "river bri": {"bridge"},
    "bri river": set(),
    '"old bridge"': {"bridge"},
    '"bridge old"': set(),
    '"old bridge" -flood': set(),
    "old -winter": {"bridge"},
    "-old -ёлка -strasse -cafe -bir": {"armenian", "arabic", "azeri", "georgian", "hindi"},
    '-"old bridge" bridgex': set(),
    '"old bridge" -"old bridge"': set(),
    '-"old bridge"': {*TEXTS} - {"bridge"},
    '-"old bridge" -by:ann -ёлка': {*TEXTS} - {"bridge", "tree"},
    'river -"bridge old" -tag:flood': {"bridge"},
    "елка": {"tree"},
    "ЁЛКА": {"tree"},
    "strasse": {"street"},
    "STRASSE koln": {"street"},
    "Երեւան": {"armenian"},
    "եւ": {"armenian"},
    "كتاب": {"arabic"},
    "المدينة": {"arabic"},
    "istanbul": {"turkish"},
    "ilik isi": {"turkish"},
    "ISTANBUL": {"turkish"},
    "bakida": {"azeri"},
    "თბილისი": {"georgian"},
    "ᲗᲑᲘᲚᲘᲡᲘ": {"georgian"},
    "cafe reopened": set(),
    "re-opened": {"cafe"},
    "state-of-the-art": {"cafe"},
    "state-of-the-a": {"cafe"},
    "art-of-the-state": set(),
    "5g": {"cafe"},
    "3.14": {"cafe"},
    "हिन्दी": {"hindi"},
    "“old bridge”": {"bridge"},
    "«old bridge": {"bridge"},
    "bridgex": {"bridge"},
    '"bridgex the"': set(),
}


def test_what_a_query_finds(filled: Store) -> None:
    assert {query: found(filled, query) for query in ANSWERS} == ANSWERS


def test_what_a_query_finds_among_many_hits(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "_FEW", 0)
    assert {query: found(filled, query) for query in ANSWERS} == ANSWERS


def test_a_query_without_words_asks_for_nothing(filled: Store) -> None:
    for query in ("", "  ", '"', "-", '""', "!!!", "- -", "\0", '-""'):
        assert found(filled, query) == set(TEXTS)


HOSTILE = [
    "bridge OR 1=1",
    "bridge AND NOT NEAR(",
    'title:"bridge" ^old',
    "{title words}: bridge",
    "bridge' & | ! <-> :*",
    '"' * 999,
    "x" * 10_000,
    " ".join(f"w{n}" for n in range(3_000)),
    '-"a b" ' * 2_000,
    "a\0b \ud800 \ue000 %_\\",
    "search_index MATCH",
]


def test_a_hostile_query_is_only_words(filled: Store) -> None:
    for query in HOSTILE:
        assert found(filled, query) <= set(TEXTS)
        assert {row.slug for row in filled.search(StoryQuery(search=query))} <= found(filled, query)
        assert sum(filled.counts(StoryQuery(search=query)).statuses.values()) == len(found(filled, query))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_query_is_answered(filled: Store, query: str) -> None:
    assert found(filled, query) <= set(TEXTS)


def test_every_named_field_is_searched_and_no_phrase_crosses_two(store: Store) -> None:
    passage = Passage(quote="alphaquote")
    remark = Comment(id=new_id(), passage=passage, words="alpharemark", author="Alphaauthor", created=noon())
    saved = store.save_story(
        story(
            "alphahead",
            standfirst="alphastand",
            body="alphabody **bold**word [link](https://alphaurl.example)",
            bylines=(Byline("Alphaby", "alpharole"),),
            tags=("alphatag", "betatag"),
            source=Source("Alphasource"),
            photos=(Placement(caption="alphacaption"), Placement(role=Role.INLINE, caption="betacaption")),
            notes="alphanote",
            comments=(remark,),
            slug="s",
        ),
        ANN,
    )
    for word in ("head", "stand", "body", "by", "role", "tag", "source", "caption"):
        assert found(store, f'"alpha{word}"') == {"s"}, word
    assert found(store, "betacaption boldword link") == {"s"}
    assert found(store, '"alphatag betatag"') == found(store, '"alphahead alphastand"') == set()
    assert found(store, "alphanote") == found(store, '"alphaurl"') == set()
    assert found(store, "alpharemark") == found(store, "alphaquote") == found(store, "alphaauthor") == set()
    store.save_story(replace(saved, headline="gamma", body=""), ANN)
    assert found(store, '"alphahead"') == found(store, '"alphabody"') == set()
    assert found(store, "gamma") == {"s"}


def test_long_texts_answer_the_same(store: Store) -> None:
    body = " ".join(f"the w{n}" for n in range(20_000)) + " the final phrase"
    store.save_story(story("Long", body=body, slug="long"), ANN)
    assert found(store, '"the final phrase"') == found(store, '"the w19999"') == {"long"}
    assert found(store, '"w19999 w19998"') == set()
    store.save_story(story("Longer", body=" ".join(f"слово{n}" for n in range(40_000)), slug="longer"), ANN)
    assert found(store, "слово100") == found(store, "Longer") & {"longer"} == {"longer"}


def test_the_best_answer_first(store: Store) -> None:
    store.save_story(story("Harbour", slug="title", body="Nothing else"), ANN)
    store.save_story(story("Other", slug="once", body="harbour " + "filler " * 200), ANN)
    store.save_story(story("Withdrawn harbour", slug="gone", status=Status.WITHDRAWN), ANN)
    store.save_story(story("Excluded harbour", slug="out", body="secret"), ANN)

    def best(query: StoryQuery) -> list[str]:
        return [row.slug for row in store.search(query)]

    assert best(StoryQuery(search="harbour -secret")) == ["title", "once"]
    assert best(StoryQuery(search="harbour -secret", limit=1)) == ["title"]
    assert best(StoryQuery(search="harbour", statuses=(Status.WITHDRAWN,))) == ["gone"]
    assert best(StoryQuery(search="-secret")) == best(StoryQuery(search="")) == []
    assert [row.slug for row in store.rows(StoryQuery(search="harbour"))] == ["out", "once", "title"]


SPELT = {
    "zh": (
        "北京的天气很好",
        "我们去看看长城。下周有雨。",
        ("天气", "长城", "北京的天", '"很好"', "雨"),
        ("天下", "气天"),
    ),
    "ja": (
        "東京タワーの夜景",
        "ガラスの橋ができた。",
        ("タワー", "ガラス", "橋", "夜景"),
        ("カラス", "京東"),
    ),
    "th": ("ข่าวภาษาไทยวันนี้", "กรุงเทพมหานคร", ("ไทย", "ภาษา", "มหานคร"), ("ไทยภาษา",)),
    "ar": (
        "كتاب في القاهرة",
        "يوم ٢٧ في مستشفى ٱلْمَدِينَةِ",
        ("کتاب", "القاهره", "27", "مستشفي", "المدينة"),
        ("كتب",),
    ),
    "hy": (
        "Երևանը և թևը",
        "ԳՅՈՒՄՐԻՆ ԵՎ ՍԵՎԱՆԸ։ Ինչո՞ւ, այո՛, վա՜յ։",
        ("ԵՐԵՎԱՆԸ", "երեւանը", "Սևանը", "և", "ինչու", "այո", "ինչո՞ւ", "վայ", "գյումրին և"),
        ('"ինչո"',),
    ),
    "fa": ("کتاب و کشور", "سال ۱۴۰۵", ("كتاب", "كشور", "1405"), ("کشو ر",)),
    "pl": (
        "Wałęsa w Łodzi",
        "Đoković i Øresund, hors-d’œuvre",
        ("walesa", "lodz", "dokovic", "oeuvre"),
        ("wallesa",),
    ),
    "emoji": (
        "Party🎉tonight ❤️",
        "By 👩‍🚀 👍🏽 from 🇦🇲",
        (
            *("🎉", "party", "tonight 🎉", "❤"),
            *("❤️", "👩‍🚀", "🚀"),
            *("👍", "👍🏿"),
            "🇦🇲",
        ),
        ("🚀‍👩", "👏", "party -🎉"),
    ),
}
"""Headline and body in a language, what finds them however it is typed, and what does not."""


@pytest.mark.parametrize("language", SPELT)
def test_words_are_found_in_any_script_however_they_are_typed(store: Store, language: str) -> None:
    headline, body, finds, passes = SPELT[language]
    store.save_story(story(headline, slug="there", body=body, language=language), ANN)
    store.save_story(story("Another", slug="other"), ANN)

    assert {search: found(store, search) for search in finds} == {search: {"there"} for search in finds}
    assert {search: found(store, search) for search in passes} == {search: set() for search in passes}
    marked = [search for search in finds if Sought(search).places(headline) or Sought(search).places(body)]
    assert marked == [*finds]


def test_the_words_of_scripts_without_blanks_are_marked_where_they_stand() -> None:
    line = "北京的天气很好"
    assert [line[start:end] for start, end in Sought("天气").places(line)] == ["天", "气"]
    assert [line[start:end] for start, end in Sought("天好").places(line)] == []


def test_a_quotation_is_found_while_it_is_typed(filled: Store) -> None:
    for typed in ('"old bri', '"old bridge', '"old bridge over th', '"old bridge"'):
        assert found(filled, typed) == {"bridge"}, typed
    assert found(filled, '"old bri"') == set()


def test_close_headlines_are_found_where_no_blanks_part_words(local: Store) -> None:
    kept = local.save_story(story("北京的天气今天很好"), ANN)
    local.save_story(story("东京的夜景今天很美"), ANN)
    assert [one.row.id for one in local.close_headlines("北京的天气今天真好")] == [kept.id]


def test_folding_is_stable_and_parts_words_only() -> None:
    assert fold("Ёлка—straße և İIıi ﬁn") == ["елка", "strasse", "եւ", "iiii", "fin"]
    assert fold("co\u00adop zero\u200bwidth O’Brien don't") == ["coop", "zerowidth", "o", "brien", "don", "t"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    words = fold(text)
    assert fold(" ".join(words)) == words
    assert all(word and "\0" not in word and '"' not in word and "'" not in word for word in words)


def test_only_the_last_word_may_be_unfinished() -> None:
    assert [(term.words, term.prefix) for term in parse("ab cd").wanted] == [
        (("ab",), False),
        (("cd",), True),
    ]
    assert [term.prefix for term in parse('ab "cd"').wanted] == [False, False]
    assert [term.prefix for term in parse("ab -cd").unwanted] == [False]


def test_what_completes_a_filter_is_taken_from_the_newest_stories(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_LOOKED_AT", 2)
    for name in ("Ann One", "Ann Two", "Bob", "Ann Three"):
        store.save_story(story(name, bylines=(Byline(name),)), ANN)
    assert [one.shown for one in store.completions("by:ann", 6)] == ["Ann Three", "Ann Two"]
