"""Stories as files: a page that opens from a disk, a proof, Markdown with pictures that comes back whole."""

import base64
import datetime as dt
import hashlib
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk import photo as files
from desk.domain import (
    BadInput,
    Byline,
    Cancelled,
    Correction,
    Dateline,
    NotFound,
    Role,
    Source,
    Status,
    StoryKind,
    Unwritable,
)
from desk.operations.handing import Kind
from desk.ui import proof, theme
from tests.operations.conftest import ANN, paint

NOON = dt.datetime(2030, 3, 6, 12, 0, tzinfo=dt.UTC)
TABLE = "| Quay | Boats |\n| :--- | ---: |\n" + "".join(f"| Quay {n} | {n} |\n" for n in range(90))


@pytest.fixture
def story(desk, picture: Path, tmp_path: Path):
    """Return a story that has everything."""
    made = ops.story.new(desk, headline="The *harbour* <reopens> — «հարբոր»").value
    made = ops.photo.add(desk, made.id, [picture], alt="A grey quay").value
    made = ops.photo.add(
        desk, made.id, [paint(tmp_path / "Boats & ropes.png", (9, 9, 99))], role=Role.INLINE
    ).value
    lead = ops.photo.get(desk, made.photos[0].photo)
    ops.photo.save(desk, replace(lead, caption="The quay at dawn", credit="Nare / The Hour", creator="Nare"))
    return ops.story.save(
        desk,
        replace(
            ops.story.get(desk, made.id),
            kicker="On the coast",
            standfirst="Boats *again*",
            body=f"Words & <b>more</b>.[^1]\n\n{made.body}\n\n{TABLE}\n> Said.\n> — Ann\n\n[^1]: A note.\n",
            bylines=(Byline("Ann", "in Batumi"), Byline("Նարե")),
            dateline=Dateline("Batumi", dt.date(2030, 3, 5)),
            source=Source("The port", "https://port.example/a?b=1"),
            kind=StoryKind.ANALYSIS,
            tags=("port", "Black Sea"),
            language="en",
            notes="to the desk\nonly",
            seo_title="Harbour",
            seo_description="It reopens",
            publish_at=NOON,
            corrections=(Correction("It was two boats.", NOON),),
            status=Status.REVIEW,
        ),
    ).value


def test_a_page_in_one_file_holds_all_it_shows_and_asks_for_nothing(desk, story, tmp_path: Path):
    (file,) = ops.handing.write(desk, [story.slug], tmp_path / "out", Kind.HTML)
    page = file.read_text("utf-8")
    assert file.name == f"{story.slug}.html" and page.startswith("<!doctype html>")
    assert page.count("data:image/webp;base64,") == 2 and "data:font/woff2;base64," in page
    loads = re.findall(r'(?:src|srcset)="([^"]*)"|url\(([^)]*)\)', page)
    assert all(one.strip('"').startswith("data:") for pair in loads for one in pair if one)
    assert not re.findall(r'<link[^>]*rel="(?:stylesheet|alternate)"', page)
    assert [one for one in re.findall(r'href="([^"]*)"', page) if not re.match("https://|#|data:", one)] == []
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert len(policy) == 1 and policy[0].startswith("default-src 'none'") and "unsafe" not in policy[0]
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for style in styles:
        assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy[0]
    assert len(styles) == 1 and len(file.read_bytes()) < 400_000
    assert "to the desk" not in page and "The quay at dawn" in page


def test_a_link_that_an_author_wrote_from_page_to_page_leads_there_from_the_file(desk, tmp_path: Path):
    made = ops.story.new(desk, headline="One").value
    body = "[next](../two/) and [first](#fn:1)"
    made = ops.story.save(desk, replace(made, body=body, section="news")).value
    (file,) = ops.handing.write(desk, [made.id], tmp_path / "out", Kind.HTML)
    assert 'href="https://hour.example/news/two.html"' in file.read_text("utf-8")
    assert 'href="#fn:1"' in file.read_text("utf-8")
    ops.desk.save_publication(desk, replace(ops.desk.publication(desk), base_url=""))
    (file,) = ops.handing.write(desk, [made.id], tmp_path / "out", Kind.HTML)
    assert "../two" not in file.read_text("utf-8")


def test_without_an_address_links_to_the_site_are_words(desk, story, tmp_path: Path):
    ops.desk.save_publication(desk, replace(ops.desk.publication(desk), base_url=""))
    (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.HTML)
    page = file.read_text("utf-8")
    assert "../" not in page and ">Black Sea" in page and 'href="https://port.example/a?b=1"' in page


def test_a_photo_that_is_gone_is_left_out_of_the_page(desk, story, tmp_path: Path):
    lead = ops.photo.get(desk, story.photos[0].photo)
    desk.store.media_path(lead).write_bytes(b"no picture")
    (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.HTML)
    assert file.read_text("utf-8").count("data:image/webp;base64,") == 1


def test_only_the_fonts_that_a_page_needs_are_in_it(desk, tmp_path: Path):
    sizes = {}
    for words in ("plain", "Նորություններ"):
        story = ops.story.new(desk, headline=words).value
        (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.HTML)
        sizes[words] = file.read_text("utf-8").count("data:font/")
    assert 0 < sizes["plain"] < sizes["Նորություններ"] < 15


def test_a_zip_comes_back_whole(desk, story, tmp_path: Path):
    (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.ZIP)
    names = zipfile.ZipFile(file).namelist()
    assert names == [f"{story.slug}.md", "pictures/bridge.jpg", "pictures/boats-ropes.png"]
    other = ops.desk.create(tmp_path / "other.desk", ANN, title="The Quarter")
    try:
        done = ops.importing.files(other, [file]).value
        assert (done.failed, done.skipped) == ((), ())
        (back,) = done.made
        own = ("id", "revision", "origin", "created", "updated", "photos", "old_slugs")
        kept = {name: getattr(story, name) for name in story.__dataclass_fields__ if name not in own}
        assert {name: getattr(back, name) for name in kept} == kept
        before, after = (
            [
                (
                    place.role,
                    place.caption or photo.caption,
                    place.alt or photo.alt,
                    place.credit or photo.credit,
                )
                for place in one.photos
                for photo in [ops.photo.get(where, place.photo)]
            ]
            for where, one in ((desk, story), (other, back))
        )
        assert after == before and len(after) == 2
        lead = ops.photo.get(other, back.photos[0].photo)
        assert (lead.creator, lead.credit, lead.caption) == ("Nare", "Nare / The Hour", "The quay at dawn")
        pixels = [
            files.pixels(where.store.media_path(ops.photo.get(where, one.photos[0].photo)), 0, 0.0)
            for where, one in ((desk, story), (other, back))
        ]
        assert pixels[0] == pixels[1]
        (page,) = ops.handing.write(other, [back.id], tmp_path / "again", Kind.HTML)
        assert page.read_text("utf-8").count("data:image/webp;base64,") == 2
    finally:
        other.close()


@pytest.mark.parametrize(
    "name", ["../out.md", "/etc/out.md", "a/../../out.md", "..\\out.md", "C:out.md"], ids=lambda name: name
)
def test_a_zip_that_leads_out_is_refused(desk, tmp_path: Path, name: str):
    file = tmp_path / "bad.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, "Words of a stranger.\n")
    done = ops.importing.files(desk, [file]).value
    assert done.made == () and all(isinstance(error, BadInput) for _, error in done.failed)
    assert not list(tmp_path.rglob("out.md"))


def test_of_a_zip_only_texts_and_pictures_are_taken_and_a_broken_one_stops_nothing_else(desk, tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "mixed.zip", "w") as archive:
        archive.writestr("story.md", "---\nheadline: From a zip\n---\nWords.\n")
        archive.writestr("run.sh", "echo hello")
        archive.writestr("__MACOSX/._story.md", "rubbish")
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    done = ops.importing.files(desk, [tmp_path / "broken.zip", tmp_path / "mixed.zip"]).value
    assert [story.headline for story in done.made] == ["From a zip"]
    assert [path.name for path, _ in done.failed] == ["broken.zip"]


def test_a_zip_that_swells_is_refused(desk, tmp_path: Path, monkeypatch):
    from desk.exchange import archive

    monkeypatch.setattr(archive, "_LARGEST", 1_000_000)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("story.md", "a" * 5_000_000)
    done = ops.importing.files(desk, [tmp_path / "bomb.zip"]).value
    assert done.made == () and "too large" in str(done.failed[0][1])


@pytest.fixture
def fonts(qapp) -> None:
    theme.load_fonts()


def read(file: Path, *options: str) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("not installed: pdftotext (Debian: poppler-utils)")
    return subprocess.run(
        ["pdftotext", *options, file, "-"], check=True, capture_output=True, text=True
    ).stdout


def test_a_proof_says_what_it_is_and_holds_every_word(fonts, desk, story, tmp_path: Path):
    (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.PDF, draw=proof.draw_alone)
    pages = read(file, "-layout").split("\f")[:-1]
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        for said in ("The Hour", "Proof, not for publication", "In review", f"Printed {dt.date.today():%Y}"):
            assert said in page
        assert re.search(rf"{number}\s*/\s*{len(pages)}\n", page)
    words = " ".join(" ".join(pages).split())
    for said in (
        "The quay at dawn",
        "Nare / The Hour",
        "Ann (in Batumi)",
        "Batumi",
        "A note.",
        "It was two boats.",
    ):
        assert said in words
    assert "to the desk" not in words
    rows = [line for page in pages for line in page.splitlines() if re.match(r"\s*Quay \d+\s+\d+", line)]
    assert len(rows) == 90
    heads = [page for page in pages if re.search(r"Quay\s+Boats", page)]
    assert len(heads) == len([page for page in pages if "Quay " in page]), (
        "each page of the table has its header"
    )


def test_a_proof_holds_scripts_of_both_directions_in_the_shipped_fonts(fonts, desk, tmp_path: Path):
    words = {
        "hy": "Նորություններ",
        "ka": "სიახლეები",
        "ar": "أخبار المدينة",
        "ru": "Новости",
        "az": "Xəbərlər",
    }
    for language, said in words.items():
        made = ops.story.new(desk, headline=said).value
        ops.story.save(desk, replace(made, language=language, body=f"{said}.\n"))
    keys = [story.id for story in desk.store.stories()]
    out = ops.handing.write(desk, keys, tmp_path / "out", Kind.PDF, draw=proof.draw_alone)
    text = "".join(read(file) for file in out)
    assert [said for language, said in words.items() if language != "ar" and said not in text] == []
    assert re.search("[\ufe70-\ufefc\u0600-\u06ff]", text)
    if shutil.which("pdffonts"):
        used = "".join(subprocess.run(["pdffonts", f], capture_output=True, text=True).stdout for f in out)
        for family in ("NotoSerif", "Lato"):
            assert family in used


def test_a_full_disk_leaves_no_half_file(desk, story, tmp_path: Path, monkeypatch):
    out = tmp_path / "out"

    def full(desk, proof, file: Path) -> None:
        file.write_bytes(b"%PDF half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Unwritable, match="The disk is full"):
        ops.handing.write(desk, [story.id], out, Kind.PDF, draw=full)
    assert list(out.iterdir()) == []


def test_nothing_is_written_over_and_nothing_into_the_desk(desk, story, tmp_path: Path):
    out = tmp_path / "out"
    names = [ops.handing.write(desk, [story.id], out, Kind.MARKDOWN)[0].name for _ in range(3)]
    assert names == [f"{story.slug}.md", f"{story.slug}-2.md", f"{story.slug}-3.md"]
    with pytest.raises(BadInput, match="inside the desk"):
        ops.handing.write(desk, [story.id], desk.folder / "out", Kind.HTML)
    with pytest.raises(NotFound):
        ops.handing.write(desk, [story.id, "nowhere"], out / "more", Kind.HTML)
    assert not (out / "more").exists()
    with pytest.raises(Cancelled):
        ops.handing.write(desk, [story.id], out / "more", Kind.ZIP, cancelled=lambda: True)
    assert list((out / "more").iterdir()) == []


@pytest.fixture
def handed(desk, story, tmp_path: Path):
    """Return a function that hands a story out as a zip, has words of its text changed, and takes it back."""

    def hand(*changes: tuple[str, str], more: dict[str, bytes] | None = None):
        (file,) = ops.handing.write(desk, [story.id], tmp_path / "out", Kind.ZIP)
        with zipfile.ZipFile(file) as archive:
            inside = {name: archive.read(name) for name in archive.namelist()}
        (text,) = [name for name in inside if name.endswith(".md")]
        for old, new in changes:
            assert old in inside[text].decode()
            inside[text] = inside[text].decode().replace(old, new).encode()
        with zipfile.ZipFile(tmp_path / "back.zip", "w") as archive:
            for name, what in {**inside, **(more or {})}.items():
                archive.writestr(name, what)
        return lambda: ops.importing.files(desk, [tmp_path / "back.zip"]).value

    return hand


def chain(desk, story):
    return [one.reason for one in desk.store.revisions(story.id)]


def test_a_zip_that_comes_back_unchanged_is_said_to_be_there(desk, story, handed):
    before = chain(desk, story)
    done = handed()()
    assert (done.made, done.changed, done.failed) == ((), (), ())
    assert done.skipped == (f"{story.headline}: already here, nothing changed",)
    assert ops.story.get(desk, story.id) == story and chain(desk, story) == before


def test_what_was_changed_in_a_zip_is_the_next_version_of_its_story(desk, story, handed, tmp_path: Path):
    picture = paint(tmp_path / "new.png", (200, 9, 9)).read_bytes()
    more = {"pictures/new.png": picture}
    take = handed(
        ("Boats *again*", "Boats, at last"), ("> Said.", "> Said, and ![](pictures/new.png)"), more=more
    )
    done = take()
    (back,) = done.changed
    assert (done.made, done.failed, done.skipped) == ((), (), ())
    assert back == ops.story.get(desk, story.id)
    assert back.standfirst == "Boats, at last" and "Said, and" in back.body
    assert back.photos[:-1] == story.photos
    assert ops.photo.get(desk, back.photos[-1].photo).format == "PNG"
    kept = ("headline", "slug", "status", "published", "bylines", "tags", "notes", "comments", "corrections")
    assert [getattr(back, name) for name in kept] == [getattr(story, name) for name in kept]
    assert chain(desk, story)[-1] == "import"
    again = take()
    assert (again.made, again.changed) == ((), ()) and len(again.skipped) == 1
    assert ops.story.get(desk, story.id) == back


def test_words_written_here_meanwhile_stay_beside_those_that_come_back(desk, story, handed):
    take = handed(("Words & <b>more</b>", "Words and <b>many more</b>"))
    ops.story.save(desk, replace(story, body=f"{story.body}\nA last paragraph.\n", kicker="Far out"))
    (back,) = take().changed
    assert "Words and <b>many more</b>" in back.body and "A last paragraph." in back.body
    assert back.kicker == "Far out" and chain(desk, story)[-1] == "merge"


def test_a_changed_caption_is_named_and_the_photo_keeps_its_own(desk, story, handed):
    done = handed(("The quay at dawn", "The quay at dusk"))()
    assert any("captions and credits stay" in line for line in done.skipped)
    assert ops.photo.get(desk, story.photos[0].photo).caption == "The quay at dawn"


def test_a_story_that_is_gone_comes_back_as_a_new_one(desk, story, handed):
    take = handed()
    ops.story.set_status(desk, story.id, Status.WITHDRAWN)
    ops.withdrawn.empty(desk, [story.id])
    (made,) = take().made
    assert made.id != story.id and made.headline == story.headline
