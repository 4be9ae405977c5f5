"""Words are words wherever they stand: nothing that an author types or pastes can run or break a page."""

import json
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from desk.domain import (
    Byline,
    Correction,
    Dateline,
    Photo,
    Section,
    Slot,
    Source,
    Story,
    new_id,
    related_slug,
)
from desk.site.clean import clean
from tests.site.editions import NOW, Newsroom

STRINGS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=//x.example></sCrIpT>",
    "<img src=x onerror=alert(1)>",
    "<img src='x' onerror='alert(1)'//>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href=' javascript:alert(1)'>x</a>",
    "<a href='\x01javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='photo:javascript'>x</a>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml,<svg/onload=alert(1)>)",
    "<javascript:alert(1)>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe src='https://x.example/\"onload=alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<form action='https://x.example'><input autofocus onfocus=alert(1)><button>x</button></form>",
    "<style>@import 'https://x.example/x.css';</style>",
    "<p style='background:url(https://x.example/x)'>x</p>",
    "<td style='text-align: right;' onclick=alert(1)>",
    "<link rel=stylesheet href=https://x.example/x.css>",
    "<meta http-equiv=refresh content='0;url=https://x.example'>",
    "<base href=https://x.example/>",
    "<body onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>-->alert(1)",
    "]]><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "{{ ''.__class__.__mro__ }}",
    "<video src=x onerror=alert(1)></video><audio src=x>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<details open ontoggle=alert(1)>x</details>",
    "<table background='javascript:alert(1)'><tr><td>x</table>",
    "\x00\x0b\x1f\x7f\x85\ufffe\ud800<b\x00>x",
    "\u2028\u2029\u202e<x>",
    "<h1 id=main class=mast>x</h1><p id='fn:1'>x",
]

_SAFE = {"", "http", "https", "mailto", "tel"}


def infected(room: Newsroom, text: str) -> Story:
    """Put a string into every field there is."""
    url = text if len(text) < 60 else text[:60]
    shot = room.photo(
        caption=text + " c",
        credit=text,
        alt=text,
        creator=text,
        headline=text,
        copyright=text,
        keywords=(text,),
    )
    story = room.story(
        text,
        lead=shot,
        kicker=text,
        standfirst=text,
        body=f"{text}\n\n![{text[:40]}](photo:{shot.id})\n\nEnd.",
        bylines=(Byline(text, text),),
        dateline=Dateline(text),
        source=Source(text, url),
        section=text,
        tags=(text,),
        language=text,
        slug=text,
        old_slugs=(text,),
        seo_title=text,
        seo_description=text,
        corrections=(Correction(text, NOW),),
    )
    other = room.story("Plain", lead=shot)
    slot = Slot(id=new_id(), story=story.id, headline=text, kicker=text, teaser=text)
    link = Slot(id=new_id(), url=url, headline=text, teaser=text, source=text)
    for slug in ("lead", "top-stories", "editors-choice", "popular", related_slug(other.id)):
        room.put(slug, slot, link)
    room.publication = replace(
        room.publication,
        title=text,
        language=text,
        base_url=url,
        footer=text,
        search=True,
        feed_whole=True,
        sections=(Section("news", text), Section(text, text)),
    )
    return story


@pytest.mark.parametrize("text", STRINGS)
def test_no_string_in_any_field_runs_or_breaks_a_page(room: Newsroom, text: str) -> None:
    infected(room, text)
    room.export()
    pages = [page for page in room.pages() if not page.path.startswith("search/")]  # each parsed strictly
    assert [json.loads(path.read_bytes()) for path in room.out.rglob("*.json")]
    assert len(pages) >= 5
    for page in pages:
        for element in page.root.iter():
            if not isinstance(element.tag, str):
                continue
            assert element.tag not in {"iframe", "object", "embed", "form", "svg", "math", "style", "base"}
            assert not [name for name in element.attrib if str(name).startswith("on") or name == "style"]
            for name in ("href", "src", "content"):
                value = element.get(name, "")
                assert not value.strip().lower().startswith(("javascript:", "data:", "vbscript:")), value
            if element.tag in {"a", "link"}:
                assert urlsplit(element.get("href", "")).scheme in _SAFE
            if element.tag in {"img", "source"}:
                assert "//" not in element.get("src", "") + element.get("srcset", "")
            if element.tag == "script":
                assert element.get("type") == "application/ld+json"
                json.loads(element.text or "")
        assert len(page.all("main")) == 1
        assert "49" not in page.texts("h1")[0]


def test_clean_keeps_what_a_story_needs() -> None:
    good = (
        '<h2>H</h2>\n<p lang="hy" dir="ltr">a <strong>b</strong> <em>c</em>'
        ' <a href="https://x.example/?a=1&amp;b=2" title="t" rel="noopener noreferrer">d</a><br></p>\n'
        '<ul><li>e</li></ul>\n<ol start="3"><li>f</li></ol>'
        "<blockquote><p>g</p></blockquote><hr><pre><code>h</code></pre>"
        '<table><tbody><tr><td colspan="2">i</td></tr></tbody></table><p><img src="photo:1" alt="j"></p>'
    )
    assert clean(good) == good
    assert clean('<a href="../other/#part">x</a>') == (
        '<a href="../other/#part" rel="noopener noreferrer">x</a>'
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://x.example/a b", "https://x.example/a%20b"),
        ("https://x.example/?q={a}|100%&r=%20#b#c", "https://x.example/?q=%7Ba%7D%7C100%25&amp;r=%20#b%23c"),
        ("https://x.example/?a[]=1#[b]", "https://x.example/?a%5B%5D=1#%5Bb%5D"),
        ("http://[::1]:80/[a]", "http://[::1]:80/%5Ba%5D"),
        ("https://x.example/Հայ", "https://x.example/Հայ"),
        ("/about/", "/about/"),
        ("mailto:desk@x.example?subject=A b", "mailto:desk@x.example?subject=A%20b"),
        ("{{ url }}", None),
        ("https://", None),
        ("https://[::1/", None),
        ("https://x.example:port/", None),
        ("photo:1", None),
        ("https://ann:secret@x.example/", None),
        ("//ann@x.example/", None),
    ],
)
def test_a_link_is_a_valid_address_or_none(written: str, kept: str | None) -> None:
    link = f'<a href="{kept}" rel="noopener noreferrer">x</a>' if kept else "<a>x</a>"
    assert clean(f'<a href="{written}">x</a>') == link
    assert kept or clean(f'<a href="{written}" title="t">x</a>') == link


def test_a_pasted_frame_becomes_a_plain_link() -> None:
    frame = '<iframe width="1" src="https://video.example/7" onload="x()">old</iframe>'
    assert clean(f"<p>a</p>{frame}<p>b</p>") == (
        '<p>a</p><a href="https://video.example/7" rel="noopener noreferrer">https://video.example/7</a><p>b</p>'
    )


def test_the_policy_allows_nothing_from_elsewhere(room: Newsroom) -> None:
    room.story("One", lead=room.photo())
    room.export()
    for page in room.pages():
        policy = next(
            meta.get("content", "")
            for meta in page.all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        )
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy


def test_a_picture_that_cannot_be_read_is_left_out_and_named(room: Newsroom) -> None:
    good, bad = room.photo("teal"), room.photo("navy")
    room.story("Good", lead=good)
    room.story("Bad", lead=bad)
    gone = Photo(id=new_id(), hash="0" * 64, format="JPEG", width=900, height=600, size=9)
    room.photos[gone.id] = gone
    room.story("Gone", lead=gone)
    (room.folder / "originals" / bad.hash).write_bytes(b"not a picture any more")
    report = room.export()
    assert len(report.warnings) == 2
    assert room.page("news/good.html").all("img")
    assert not room.page("news/bad.html").all("figure")
    assert not room.page("news/gone.html").all("figure")
