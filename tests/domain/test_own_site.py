"""Which story an address leads to, whoever asks."""

import pytest

from desk.domain import OwnSite, Publication, Section, new_id


def site(*, files: bool = True, base: str = "https://news.example/Sub") -> OwnSite:
    sections = (Section("news", "News"), Section("culture", "Culture"))
    return OwnSite(
        Publication(
            id=new_id(), title="The Hour", language="en", sections=sections, base_url=base, story_files=files
        )
    )


def led(address: str, **more: bool | str) -> tuple[str, str] | None:
    one = site(files=bool(more.pop("files", True))).led(address, "culture", **more)
    return (one.folder, one.name) if one else None


WHOLE = (
    *(
        "/news/ferry/",
        "/news/ferry",
        "/news/ferry.html",
        "/news/ferry/index.html",
        "/sub/news/ferry.html?a=1#b",
    ),
    *(
        "https://news.example/sub/news/ferry/",
        "http://news.example:80/Sub/News/Ferry",
        "//news.example/news/ferry/",
    ),
    *("/news/f%65rry/", "/news/./x/../ferry.html", "../../news/ferry/", "../news/ferry.html", "news/ferry"),
)


@pytest.mark.parametrize("files", [True, False])
@pytest.mark.parametrize("address", WHOLE)
def test_every_form_of_an_address_leads_to_the_story(address: str, *, files: bool):
    assert led(address, files=files) == ("news", "ferry")


def test_a_story_beside_is_of_the_same_section():
    for address in ("../ferry/", "ferry.html", "ferry/", "ferry", "ferry/index.html"):
        assert led(address) == led(address, files=False) == ("culture", "ferry")
    assert led("../ferry.html", files=False) == ("culture", "ferry")
    assert led("../ferry.html") == ("", "ferry")


@pytest.mark.parametrize("files", [True, False])
@pytest.mark.parametrize(
    "address",
    [
        *("", "#two", "?a=1", "/", "/sub/", "https://news.example", "/news/", "/sub/culture/index.html"),
        *(
            "../../news/",
            "/tag/ferry/",
            "../../author/ferry/",
            "/archive/",
            "/news/page/2/",
            "/pictures/a/b.webp",
        ),
        *(
            "https://other.example/news/ferry/",
            "https://news.example:8080/news/ferry/",
            "http://[/news/ferry/",
        ),
        *(
            "mailto:news/ferry",
            "photo:news/ferry",
            "https:/news/ferry/",
            "https://news.example:x/news/ferry/",
        ),
    ],
)
def test_other_pages_are_no_story(address: str, *, files: bool):
    assert led(address, files=files) is None


def test_from_a_page_that_is_a_file_one_climb_leads_to_a_section_and_its_lists():
    assert led("../news/") is None and led("../archive/") is None
    assert led("../news/", files=False) == ("culture", "news")


def test_a_page_beside_the_front_is_no_story_of_a_section():
    for address in ("/ferry/", "../../ferry/", "https://news.example/sub/ferry.html"):
        assert led(address) == ("", "ferry")
        assert site().name(address) == ""
    assert site().name("/news/ferry/") == "ferry"


def test_a_host_is_the_same_in_letters_and_as_networks_know_it():
    for base in ("https://новости.example", "https://xn--b1amnebsh.example"):
        for host in ("новости.example", "xn--b1amnebsh.example", "НОВОСТИ.example"):
            assert site(base=base).name(f"https://{host}/news/ferry/") == "ferry"


def test_without_a_place_of_its_own_only_addresses_without_a_host_are_the_sites():
    assert site(base="").name("/news/ferry/") == "ferry"
    assert site(base="").name("https://news.example/news/ferry/") == ""


def test_figures_may_come_from_any_host():
    assert led("https://www.news.example/news/ferry/", anywhere=True) == ("news", "ferry")
    assert led("https://www.news.example/news/", anywhere=True) is None
