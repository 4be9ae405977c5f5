"""Addresses alone in their paragraph that lead to what a service shows."""

import pytest

from desk.text import Block, Doc, Embed, Kind, Span, embed_of, html, read, write
from desk.text.services import service

SHOWN = {
    "https://www.youtube.com/watch?v=tide-in_12": "YouTube",
    "https://youtu.be/tide-in_12?t=5": "YouTube",
    "https://youtube.com/shorts/abc": "YouTube",
    "https://x.com/port/status/1234567": "X",
    "https://twitter.com/port/status/1234567?s=20": "X",
    "https://vimeo.com/123456": "Vimeo",
    "https://www.instagram.com/p/AbC_d-1/": "Instagram",
    "https://www.tiktok.com/@port/video/72": "TikTok",
    "https://www.facebook.com/port/posts/pfbid02": "Facebook",
    "https://www.facebook.com/watch/?v=12": "Facebook",
    "https://soundcloud.com/port/fog-horn": "SoundCloud",
    "https://open.spotify.com/episode/4rO": "Spotify",
    "https://bsky.app/profile/port.example/post/3k": "Bluesky",
    "https://t.me/port_news/1042": "Telegram",
    "https://any.social.example/@port/110000000000000001": "Mastodon",
}


@pytest.mark.parametrize("href", SHOWN)
def test_an_address_of_a_service_alone_is_a_card_and_the_page_gets_a_link(href):
    assert service(href) == SHOWN[href]
    for markdown, title in (
        (href, ""),
        (f"[Fog *or* not]({href})", None),
        (f"[Fog & tide]({href})", "Fog & tide"),
    ):
        text = f"Before.\n\n{markdown}\n\nAfter.\n"
        doc = read(text)
        assert write(doc) == text
        assert html(text).count("<a ") == 1
        assert "iframe" not in html(text)
        kinds = [block.kind for block in doc.blocks]
        assert kinds[1] == (Kind.PARAGRAPH if title is None else Kind.OPAQUE)
        assert embed_of(markdown) == (None if title is None else Embed(SHOWN[href], href, title))


@pytest.mark.parametrize(
    "markdown",
    [
        "https://www.youtube.com/@port",
        "https://x.com/port",
        "https://t.me/port_news",
        "https://facebook.com/port",
        "https://notyoutube.com/watch?v=1",
        "https://youtube.com.evil.example/watch?v=1",
        "http://[youtube.com/watch?v=1",
        "javascript:https://youtu.be/abcdefg",
        "see https://youtu.be/tide-in_12",
        "[one](https://youtu.be/tide-in_12) two",
        "[**one**](https://youtu.be/tide-in_12)",
        "> https://youtu.be/tide-in_12",
        "- https://youtu.be/tide-in_12",
    ],
)
def test_anything_else_stays_what_it_was(markdown):
    assert embed_of(markdown) is None
    text = markdown + "\n\n[1]: https://youtu.be/tide-in_12\n"
    doc = read(text)
    assert write(doc) == text
    assert doc.blocks[0].kind is not Kind.OPAQUE


@pytest.mark.parametrize("markdown", ["[one][1]", '<a href="https://youtu.be/tide-in_12">x</a>'])
def test_another_notation_is_kept_as_it_is(markdown):
    text = markdown + "\n\n[1]: https://youtu.be/tide-in_12\n"
    assert write(read(text)) == text


@pytest.mark.parametrize(
    "title", ["", "Fog", 'a [b] *c* `d` <e> & \\ | "f"', "two\nlines", "https://other.example"]
)
def test_a_link_alone_that_was_typed_reads_back_as_its_card(title):
    href = "https://youtu.be/tide-in_12"
    doc = Doc((Block(Kind.PARAGRAPH, (Span(title or href, href=href),)),))
    markdown = write(doc)
    (again,) = read(markdown).blocks
    assert write(Doc((again.content,))) == markdown
    if "\n" not in title:
        assert again.kind is Kind.OPAQUE
        assert embed_of(again.text).title == title
