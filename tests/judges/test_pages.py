"""What the Nu HTML checker and axe-core say of the sample's pages."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk import site
from desk.domain import Byline, Correction, Dateline, Source, StoryKind, related_slug, slugify
from tests.site.editions import NOW, Newsroom

Browse = Callable[..., list[list[object]]]


@pytest.mark.skipif(shutil.which("java") is None, reason="not installed: java")
def test_the_nu_html_checker_finds_no_error(judges: Path, sample: Path) -> None:
    jar = judges / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        ["java", "-jar", jar, "--skip-non-html", "--errors-only", "--format", "gnu", sample],
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_axe_finds_no_violation_and_nothing_scrolls_sideways(browse: Browse, sample: Path) -> None:
    first = ["index.html", "404.html", "news/index.html"]
    first += [f"{name}/index.html" for name in ("archive", "corrections", "search")]
    lists = [next(sample.glob(f"{name}/*/index.html")) for name in ("tag", "author")]
    stories = [
        next(page for page in sample.glob(f"{name}/*.html") if page.name != "index.html")
        for name in ("news", "opinion", "interview")
    ]
    tongues = [page for page in sample.glob("*/*.html") if 'dir="rtl"' in page.read_text("utf-8")[:60]]
    assert tongues
    pages = [*first, *(page.relative_to(sample).as_posix() for page in (*lists, *stories, tongues[0]))]
    assert browse("access.mjs", sample, pages) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("theme", site.themes())
def test_words_longer_than_a_phone_is_wide_scroll_no_page_sideways(
    browse: Browse, tmp_path: Path, theme: str
) -> None:
    room, long = Newsroom(tmp_path, theme=theme), "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
    shot = room.photo("teal", (400, 1600), caption=long, credit=long)
    cells = f"| {long} | b |\n| --- | --: |\n| {long} | 2 |"
    room.story(
        long,
        lead=shot,
        slug="long",
        section=slugify(long),
        kicker=long,
        standfirst=long,
        tags=(long,),
        bylines=(Byline(long, long), Byline("Ann")),
        dateline=Dateline(long),
        source=Source(long, "https://x.example/"),
        corrections=(Correction(long, NOW),),
        body=f"{long}\n\n# {long}\n\n> {long}\n\n- {long}\n\n`{long}`\n\n{cells}\n\nx[^1]\n\n[^1]: {long}\n",
    )
    room.story(f"{'ع' * 200} Latin", language="ar", slug="arabic", lead=shot, body=cells)
    room.export()
    pages = [page.relative_to(room.out).as_posix() for page in room.out.rglob("*.html")]
    assert browse("access.mjs", room.out, pages) == []


TONGUES = {
    "en": "Fog on the quay",
    "ru": "Туман на набережной",
    "az": "Sahildə duman",
    "hy": "Մառախուղ նավահանգստում",
    "ka": "ნისლი ნავსადგურში",
    "fr": "Brouillard sur le quai",
    "tr": "Rıhtımda sis",
    "ar": "ضباب على الرصيف",
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("theme", site.themes())
def test_axe_finds_no_violation_in_any_language_of_labels(browse: Browse, tmp_path: Path, theme: str) -> None:
    pages: list[str] = []
    for language, said in TONGUES.items():
        folder = tmp_path / language
        folder.mkdir()
        room = Newsroom(folder, theme=theme, language=language, search=True)
        shot = room.photo("teal", (1400, 900), caption=said, credit="Ann")
        for number in range(5):
            room.story(
                f"{said} {number}",
                slug=f"story-{number}",
                language=language,
                lead=shot if number % 2 else None,
                kicker=said,
                standfirst=said,
                tags=(said,),
                bylines=(Byline("Ann", said),),
                dateline=Dateline(said),
                source=Source(said, "https://x.example/"),
                corrections=(Correction(said, NOW),),
                kind=[*StoryKind][number % 4],
                body=f"{said}.\n\n## {said}\n\n> {said}\n\n- {said}\n\nx[^1]\n\n[^1]: {said}\n",
            )
        room.put("editors-choice", *room.stories[:3])
        room.put(related_slug(room.stories[1].id), *room.stories[2:4])
        room.export()
        pages += [f"{language}/site/{page}" for page in ("index.html", "news/story-1.html")]
    assert browse("access.mjs", tmp_path, pages) == []


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_lighthouse_takes_no_point_off_and_nothing_moves_while_a_page_loads(
    visit: Callable[..., list[dict[str, Any]]], sample: Path
) -> None:
    """Its points for speed depend on the machine: bench/pages.py prints them."""
    story = next(page for page in sample.glob("news/*.html") if "NewsArticle" in page.read_text("utf-8"))
    found = visit("lighthouse.mjs", sample, ["", story.relative_to(sample).as_posix(), "news/"])
    assert len(found) == 3
    for page in found:
        del page["scores"]["performance"]
        assert page["scores"] == {"accessibility": 1, "best-practices": 1, "seo": 1}, page
        assert page["shift"] == 0, page


@pytest.mark.slow
def test_no_link_of_the_site_is_broken(visit: Browse, sample: Path) -> None:
    found = visit("links.mjs", sample, ["index.html"])
    assert len(found) > 100
    assert [link for link in found if link[1] != "OK"] == []
