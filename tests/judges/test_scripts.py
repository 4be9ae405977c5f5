"""Three hundred ways to slip a script into a page, each in every field, in a real browser: none runs."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from desk.domain import Byline, Correction, Dateline, Slot, Source, new_id, related_slug
from tests.site.editions import NOW, Newsroom
from tests.site.test_hostile import STRINGS

_TAGS = (
    *("a href=#", "audio src=x", "body", "button", "details open", "div", "iframe", "img src=x"),
    *("input autofocus", "marquee", "math", "object data=x", "svg", "video src=x"),
)
_HANDLERS = (
    *("onerror", "onload", "onfocus", "onmouseover", "onclick", "ontoggle", "onpointerenter"),
    "onscroll",
)
_OUT_OF = (
    *('">', "'>", "-->", "</p>", "</a>", "</title>", "</script>", "</textarea>", "]]>"),
    *("\\u0022>", "&quot;>", "`>"),
)
_IN = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>"),
    *("<a href=javascript:alert(1)>x</a>", "<iframe srcdoc='<script>parent.alert(1)</script>'>"),
    *("<style>*{background:url(https://x.example/a)}</style>", "<base href=https://x.example/>"),
    "<meta http-equiv=refresh content=0;url=https://x.example>",
    *("<link rel=stylesheet href=//x.example/a>", "<object data=javascript:alert(1)>"),
    *("<form action=javascript:alert(1)><button autofocus>x", "[x](javascript:alert(1))"),
)
MADE = (
    *STRINGS,
    *(f"<{tag} {name}=alert(1)>x" for tag, name in product(_TAGS, _HANDLERS)),
    *(f"{out}{into}" for out, into in product(_OUT_OF, _IN)),
)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_string_runs_in_any_field_of_any_page(
    tmp_path: Path, browse: Callable[..., list[list[object]]]
) -> None:
    assert len(set(MADE)) >= 300
    room = Newsroom(tmp_path)
    shots = [room.photo("teal", caption=text, credit=text, alt=text, creator=text) for text in MADE[:60]]
    for number, text in enumerate(MADE):
        url = text[:60]
        story = room.story(
            text,
            lead=shots[number % len(shots)],
            slug=f"s-{number}",
            kicker=text,
            standfirst=text,
            body=f"{text}\n\n![{text[:40]}](photo:{shots[number % len(shots)].id})\n\nEnd.",
            bylines=(Byline(text, text),),
            dateline=Dateline(text),
            source=Source(text, url),
            tags=(text,),
            seo_title=text,
            seo_description=text,
            corrections=(Correction(text, NOW),),
        )
        link = Slot(id=new_id(), url=url, headline=text, teaser=text, source=text)
        room.put(related_slug(story.id), link)
    room.publication = replace(room.publication, title=MADE[0], footer="\n\n".join(MADE[:20]))
    room.export()
    stories = [f"news/s-{number}.html" for number in range(len(MADE))]
    assert all((room.out / page).is_file() for page in stories)
    lists = ["index.html", "404.html", "corrections/index.html", "archive/index.html"]
    lists += [page.relative_to(room.out).as_posix() for page in room.out.glob("news/**/page/*/index.html")]
    for name in ("tag", "author"):
        lists += sorted(
            page.relative_to(room.out).as_posix() for page in room.out.glob(f"{name}/*/index.html")
        )[::12]
    assert browse("scripts.mjs", room.out, [*stories, *lists]) == []
