"""A story's body as it stands on a page."""

from desk.site.body import arranged, opening, page_body, whole_addresses
from desk.text import html


def page(markdown: str) -> str:
    return page_body(html(markdown), lambda _: None)


def test_an_embed_is_a_link_with_the_service_s_name_and_nothing_of_the_service() -> None:
    body = page(
        "Words.\n\n[Fog & tide](https://youtu.be/tide-in_12?a=b&c=d)\n\nhttps://x.com/port/status/12\n"
    )
    assert (
        '<p class="embed"><span class="service">YouTube</span> <a href="https://youtu.be/tide-in_12?a=b&amp;c=d"'
        ' rel="noopener noreferrer">Fog &amp; tide</a></p>' in body
    )
    assert '<p class="embed untitled"><span class="service">X</span> <a href="https://x.com/port' in body
    assert not any(tag in body for tag in ("<iframe", "<script", "<img", "<object"))


def test_no_other_link_is_dressed_as_an_embed() -> None:
    body = page(
        "[Fog](https://a.example/1)\n\nSee [Fog](https://youtu.be/tide-in_12).\n\n<p class='embed'>x</p>\n"
    )
    assert "embed" not in body


def test_a_teaser_is_never_an_embed() -> None:
    assert opening(page("https://youtu.be/tide-in_12\n\nThe fog came in.\n")) == "The fog came in."


def test_a_block_s_own_direction_reaches_the_page() -> None:
    body = page("Words <!-- rtl -->\n\n- one <!-- ltr -->\n\n<p dir='sideways'>x</p>\n")
    assert '<p dir="rtl">Words</p>' in body
    assert '<li dir="ltr">one</li>' in body
    assert "sideways" not in body


def test_a_block_that_begins_in_arabic_reads_from_the_right_as_it_does_where_it_was_written() -> None:
    written = html("Said:\n\n«**سلام**» he said\n\n- 1. & وقال\n- two وقال\n\nSo وقال <!-- ltr -->\n")
    body = page_body(written, lambda _: None)
    assert "<p>Said:</p>" in body
    assert '<p dir="rtl">«<strong>سلام' in body
    assert '<li dir="rtl">' in body
    assert "<li>two" in body
    assert '<p dir="ltr">So' in body
    assert 'dir="rtl"' not in page_body(written, lambda _: None, "rtl")


def test_a_table_is_reached_by_the_keyboard_on_a_page_and_is_plain_for_others() -> None:
    table = '<table lang="en"><tbody><tr><td title="&lt;table&gt;">x</td></tr></tbody></table>'
    plain = table.replace(' title="&lt;table&gt;"', "")
    assert page_body(table, lambda _: None) == plain
    assert arranged(plain, lambda _: None, "ltr") == plain.replace("<table", '<table tabindex="0"')


def test_addresses_are_made_whole_and_words_stay_as_they_are() -> None:
    html = (
        '<p title="/t">He typed "/etc" and ../../x, "../../y".</p>'
        '<a href="/news/one/?a=1, /2">a</a><a href="//else.example/">b</a><a href="#fn:1">c</a>'
        '<a href="../two/?a=1&amp;b=2">d</a><a href="mailto:x@x.example">e</a>'
        '<img alt="/" src="../../pictures/a.jpg"'
        ' srcset="../../pictures/a.jpg 480w, ../../pictures/b.jpg 700w">'
    )
    assert whole_addresses(html, "https://x.example/", "https://x.example/news/one/") == (
        '<p title="/t">He typed "/etc" and ../../x, "../../y".</p>'
        '<a href="https://x.example/news/one/?a=1, /2">a</a>'
        '<a href="//else.example/">b</a><a href="https://x.example/news/one/#fn:1">c</a>'
        '<a href="https://x.example/news/two/?a=1&amp;b=2">d</a><a href="mailto:x@x.example">e</a>'
        '<img alt="/" src="https://x.example/pictures/a.jpg"'
        ' srcset="https://x.example/pictures/a.jpg 480w, https://x.example/pictures/b.jpg 700w">'
    )
