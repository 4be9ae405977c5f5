"""Where stories stand, and links of texts to them: as files, or as folders."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest

from desk.domain import Section, Status
from desk.site.address import pretty
from tests.site.editions import Newsroom

FORMS = {True: "news/two.html", False: "news/two/index.html"}


WAYS = (
    *("../../news/two/", "../two/", "two.html", "../news/two.html", "/News/tw%6F/"),
    *("/news/two/", "/news/two.html", "/sub/news/two/"),
    *("https://news.example/sub/news/two/", "https://news.example/sub/news/two.html"),
    "https://news.example/sub/news/two/index.html",
)


@pytest.mark.parametrize("files", FORMS)
@pytest.mark.parametrize("address", WAYS)
def test_a_link_to_a_story_leads_there_whatever_form_it_has(
    room: Newsroom, address: str, *, files: bool
) -> None:
    room.publication = replace(room.publication, story_files=files, base_url="https://news.example/sub")
    room.story(
        "One",
        body=f"See [it]({address}?a=1&b=2#end) and [more](../tag/boats/), [that](https://a.example/two/).",
    )
    room.story("Two", slug="two")
    room.export()
    here = "news/one.html" if files else "news/one/"
    page = room.page("news/one.html" if files else "news/one/index.html")
    (link,) = [one.get("href", "") for one in page.all("a") if "#end" in one.get("href", "")]
    leads = urljoin(f"https://news.example/sub/{here}", link)
    whole = FORMS[files] if address[0] in ".t" else pretty(FORMS[files])
    assert leads == f"https://news.example/sub/{whole}?a=1&b=2#end"
    assert page.all("a", href="https://a.example/two/")


def test_the_other_form_of_an_address_leads_to_the_story(room: Newsroom) -> None:
    for files in (True, False):
        room.publication = replace(room.publication, story_files=files, story_both=True)
        if not room.stories:
            room.story("Two", slug="two", old_slugs=("deux",))
            room.story("Gone", status=Status.WITHDRAWN, slug="gone")
        room.export()
        assert room.page(FORMS[files]).texts("h1") == ["Two"]
        for path in (FORMS[not files], "news/deux.html", "news/deux/index.html"):
            (link,) = [one for one in room.page(path).all("meta") if one.get("http-equiv") == "refresh"]
            assert (
                room.page(path).target(link.get("content", "").partition("url=")[2])
                == room.out / FORMS[files]
            )
        for path in ("news/gone.html", "news/gone/index.html"):
            assert room.page(path).texts("h1") == ["This story has been withdrawn"]


@pytest.mark.parametrize("files", FORMS)
def test_a_story_takes_no_page_of_its_section(room: Newsroom, *, files: bool) -> None:
    room.publication = replace(
        room.publication, story_files=files, sections=(Section("news", "News"), Section("page", "Page"))
    )
    for slug in ("index", "page", "feed", "404"):
        room.story(f"The {slug}", slug=slug, body="See [it](../index/) and [it](index.html).")
        room.story(f"Page {slug}", slug=slug, section="page")
    report = room.export()
    assert not report.warnings
    assert room.page("news/index.html").texts("h1") == ["News"]
    shown = {
        path.read_text("utf-8").partition("<h1>")[2].partition("<")[0] for path in room.out.rglob("*.html")
    }
    assert {f"The {slug}" for slug in ("index", "page", "feed", "404")} <= shown
