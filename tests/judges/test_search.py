"""Readers search in a real browser, under the page's own Content-Security-Policy, in many languages."""

from collections.abc import Callable
from pathlib import Path

from tests.site.editions import Newsroom

Browse = Callable[..., list[dict[str, object]]]

HEADLINES = {
    "en": ("The ferry returns", "FERR"),
    "ru": ("Ёлка на площади", "елк"),
    "az": ("İşıqlar yanır", "ışıq"),
    "hy": ("Ի՞նչ եւ ինչու", "ինչ և"),
    "ka": ("მატარებელი მიდის", "მატარებ"),
    "tr": ("Işık söndü", "isik"),
    "ar": ("القِطار يصل", "القطار"),
    "fr": ("L’été à Sète", "ete"),
    "de": ("Die Straße", "strasse"),
}


def test_words_are_found_whatever_their_letters(browse: Browse, tmp_path: Path) -> None:
    room = Newsroom(tmp_path, search=True)
    for language, (words, _) in HEADLINES.items():
        room.story(words, language=language, slug=f"story-{language}", body="Der Hafen <b>liegt</b> still.\n")
    room.story("Elsewhere", body="The ferry is only named here.\n", standfirst="<script>alert(1)</script>")
    room.export()
    asked = [f"search/index.html={query}" for _, query in HEADLINES.values()]
    found = browse("search.mjs", room.out, [*asked, "search/index.html=zeppelin"])
    for (language, (words, _)), one in zip(HEADLINES.items(), found, strict=False):
        assert one["wrong"] == []
        assert one["rows"][0] == [words, language, "rtl" if language == "ar" else "ltr"]
        assert one["led"] == words
    assert [row[0] for row in found[0]["rows"]] == ["The ferry returns", "Elsewhere"]
    assert found[0]["said"] == "Found: 2"
    assert (found[-1]["rows"], found[-1]["said"]) == ([], "Nothing was found.")
