"""Every command of the terminal, on real files."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from desk import operations as ops
from desk.app import main
from desk.domain import Story, Who, new_id
from desk.store import Store
from tests import disks
from tests.photo.test_probing import scene

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
SEED = SHARED / "seed" / "commonspace-article.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the shared seed page is not here")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*words: object, code: int = 0, out: bool = False) -> str:
        assert main([str(word) for word in words]) == code, capsys.readouterr().err
        said = capsys.readouterr()
        return said.err if code and not out else said.out

    return call


@pytest.fixture
def desk(run, tmp_path: Path) -> Path:
    run("new", tmp_path / "hour.desk", "--title", "The Hour", "--base-url", "https://hour.example")
    return tmp_path / "hour.desk"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(
        "Ferry returns\n\nIt came back.\n\nby: Ann Writer\n\nphoto: The ferry. (courtesy of the port)\n"
    )
    return file


def stories(run, desk: Path, *more: object) -> list[dict]:
    return json.loads(run("list", "--desk", desk, "--json", *more))


_INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "desk.cli.publish":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from desk.app import main
sys.exit(main(["publish", "--list", "--desk", "nowhere.desk"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_while_the_program_is_being_loaded_is_said_in_a_line():
    done = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "Stopped. What was done before is kept.\n")


def test_new_makes_a_desk_that_opens(run, desk: Path):
    assert (desk / "desk.sqlite").is_file() and (desk / "media").is_dir() and (desk / "backups").is_dir()
    assert stories(run, desk) == []


def test_import_list_and_show(run, desk: Path, page: Path):
    assert "made: Ferry returns" in run("import", page, "--desk", desk)
    (row,) = stories(run, desk)
    assert row.keys() >= {"id", "slug", "headline", "status", "section", "updated"}
    whole = json.loads(run("show", "ferry-returns", "--desk", desk, "--format", "json"))
    assert whole["bylines"] == [{"name": "Ann Writer", "role": ""}]
    assert whole["photos"][0]["caption"] == "The ferry."
    assert "It came back." in run("show", row["id"], "--desk", desk, "--format", "markdown")
    assert "<p>It came back.</p>" in run("show", row["id"], "--desk", desk, "--format", "html")
    assert "It came back." in run("show", row["id"], "--desk", desk, "--format", "text")
    assert "changed" in run("import", page, "--desk", desk)
    assert len(stories(run, desk)) == 1


def test_comments_are_shown_to_the_desk_and_never_to_readers(run, desk: Path, tmp_path: Path):
    page = tmp_path / "pier.md"
    page.write_text("---\ntitle: Pier\ncomments: [{quote: pier, words: hush, author: Ann}]\n---\nThe pier.\n")
    run("import", page, "--desk", desk, "--status", "published")
    (comment,) = json.loads(run("show", "pier", "--desk", desk, "--format", "json"))["comments"]
    assert (comment["words"], comment["author"], comment["passage"]["quote"]) == ("hush", "Ann", "pier")
    assert "hush" in run("show", "pier", "--desk", desk, "--format", "markdown")
    for form in ("html", "text"):
        assert "hush" not in run("show", "pier", "--desk", desk, "--format", form)
    run("export", "--desk", desk, "--out", tmp_path / "site")
    files = [path for path in (tmp_path / "site").rglob("*") if path.is_file()]
    assert len(files) > 5 and not any(b"hush" in path.read_bytes() for path in files)


def test_status_and_list_filters(run, desk: Path, page: Path):
    run("import", page, "--desk", desk)
    run("status", "ferry-returns", "published", "--desk", desk)
    assert [row["status"] for row in stories(run, desk, "--status", "published")] == ["published"]
    assert stories(run, desk, "--status", "draft") == []
    assert len(stories(run, desk, "--search", "came back")) == 1
    assert stories(run, desk, "--search", "zeppelin") == []
    assert len(stories(run, desk, "--section", "news", "--limit", 1)) == 1


def test_earlier_versions_are_listed_compared_named_and_brought_back(run, desk: Path, page: Path):
    run("import", page, "--desk", desk)
    run("status", "ferry-returns", "ready", "--desk", desk, "--as", "Bob")
    newest, oldest = run("story", "history", "ferry-returns", "--desk", desk).splitlines()
    assert "status" in newest and newest.endswith("Bob") and "import" in oldest
    first = oldest.split()[0]
    assert run("story", "diff", first, "--desk", desk) == "status: [-Draft-]{+Ready+}\n"
    assert run("story", "diff", first, first, "--desk", desk) == ""
    (change,) = json.loads(run("story", "diff", first, "--desk", desk, "--json"))
    assert (change["name"], change["parts"][0]) == ("status", {"fate": "deleted", "text": "Draft"})
    assert "As filed" in run("story", "name", first, "As filed", "--desk", desk)
    assert run("story", "history", "ferry-returns", "--desk", desk).splitlines()[1].endswith("As filed")
    versions = json.loads(run("story", "history", "ferry-returns", "--desk", desk, "--json", "--every"))
    assert [(one["name"], one["saves"]) for one in versions] == [("", 1), ("As filed", 1)]
    assert "brought back" in run("story", "restore", first, "--desk", desk)
    assert one_line(run("story", "restore", "nothing", "--desk", desk, code=1))
    assert one_line(run("story", "diff", first, "nothing", "--desk", desk, code=1))


def test_photos_come_by_file_and_by_folder(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    card = tmp_path / "card"
    card.mkdir()
    Image.linear_gradient("L").resize((900, 600)).save(card / "a.jpg")
    scene(2).save(card / "b.png")
    scene(2).resize((300, 200)).save(tmp_path / "small.jpg", quality=70)
    (card / "c.dng").write_bytes(b"FUJIFILMCCD-RAW" + bytes(40))
    said = run("photo", "import", card, "--desk", desk, "--json", code=1, out=True)
    found = json.loads(said)
    assert (found["new"], len(found["photos"]), found["alike"]) == (2, 2, [])
    assert "RAW" in found["failed"][0]["error"]
    assert "0 new, 2 already here, 1 not taken" in run(
        "photo", "import", card, "--desk", desk, code=1, out=True
    )
    assert "small.jpg looks like b.png" in run(
        "photo", "import", tmp_path / "small.jpg", card / "c.dng", "--desk", desk, code=1
    )
    assert "3 photos added" in run(
        "photo",
        "add",
        "ferry-returns",
        card / "a.jpg",
        card / "b.png",
        tmp_path / "small.jpg",
        "--desk",
        desk,
    )
    whole = json.loads(run("show", "ferry-returns", "--desk", desk, "--json"))
    assert [place["role"] for place in whole["photos"]] == ["lead", "inline", "inline"]
    assert one_line(run("photo", "import", tmp_path / "none", "--desk", desk, code=1))


def test_the_library_is_listed_and_a_file_replaced(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    scene(1).save(tmp_path / "a.png")
    scene(2).save(tmp_path / "b.png")
    scene(3).resize((200, 300)).save(tmp_path / "tall.png")
    run("photo", "import", tmp_path / "a.png", "--desk", desk)
    run("photo", "add", "ferry-returns", tmp_path / "b.png", "--caption", "Մեկնում", "--desk", desk)
    assert " a.png " in run("photo", "list", "unused", "--desk", desk)
    (one,) = json.loads(run("photo", "list", "-no:caption", "մեկն", "--desk", desk, "--json"))
    assert (one["name"], one["used"]) == ("b.png", 1)
    assert len(run("photo", "list", "--desk", desk, "--sort", "name").splitlines()) == 2
    said = run("photo", "replace", "b.png", tmp_path / "tall.png", "--desk", desk)
    assert said == "b.png is now tall.png, 200 × 300, in 1 story\n"
    assert one_line(run("photo", "replace", "tall.png", tmp_path / "a.png", "--desk", desk, code=1))


def test_a_copy_is_saved_with_the_words(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    scene(1).save(tmp_path / "a.png")
    run("photo", "import", tmp_path / "a.png", "--desk", desk)
    run("photo", "set", "a.png", "caption=Պարոն", "country=Georgia", "--desk", desk)
    copy = tmp_path / "copy.png"
    assert str(copy) in run("photo", "copy", "a.png", copy, "--desk", desk)
    with Image.open(copy) as made, Image.open(tmp_path / "a.png") as before:
        assert "Պարոն" in made.info["xmp"].decode() and made.tobytes() == before.tobytes()
    refused = run("photo", "copy", "a.png", copy, "--desk", desk, code=1)
    assert one_line(refused) and "there already" in refused
    said = json.loads(run("photo", "copy", "a.png", copy, "--over", "--desk", desk, "--json"))
    assert said["file"] == str(copy)


def test_copies_of_many_are_saved_into_a_folder(run, desk: Path, tmp_path: Path):
    for number in range(2):
        scene(number).save(tmp_path / f"{number}.png")
        run("photo", "import", tmp_path / f"{number}.png", "--desk", desk)
    folder = tmp_path / "copies"
    assert one_line(run("photo", "copy", "0.png", "1.png", folder, "--desk", desk, code=1))
    folder.mkdir()
    for _ in range(2):  # what is there is never written over
        run("photo", "copy", "0.png", "1.png", folder, "--desk", desk)
    assert sorted(file.name for file in folder.iterdir()) == ["0-2.png", "0.png", "1-2.png", "1.png"]


def test_unused_photos_are_named_and_with_yes_deleted(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    for name, number in (("used.png", 1), ("free.png", 2)):
        scene(number).save(tmp_path / name)
        run("photo", "import", tmp_path / name, "--desk", desk)
    run("photo", "add", "ferry-returns", tmp_path / "used.png", "--desk", desk)
    run("photo", "delete", "--desk", desk, code=2)
    named = run("photo", "delete", "used.png", "free.png", "--desk", desk, code=1)
    assert "1 would be deleted" in named and "1 photo is in use" in named
    assert len(run("photo", "list", "--desk", desk).splitlines()) == 2
    assert "1 deleted for good" in run("photo", "delete", "--unused", "--yes", "--desk", desk)
    assert " used.png " in (left := run("photo", "list", "--desk", desk)) and "free.png" not in left
    assert len(list((desk / "backups").glob("*-before-deleting.sqlite"))) == 1
    assert "nothing shows" in run("photo", "delete", "--unused", "--yes", "--desk", desk)


def test_a_contact_sheet_is_written_without_a_screen(desk: Path, run, tmp_path: Path, page: Path):
    for number in range(13):
        scene(number, 90, 60).save(tmp_path / f"{number}.png")
    run("photo", "import", *tmp_path.glob("*.png"), "--desk", desk)
    environment = {
        name: value for name, value in os.environ.items() if "QT" not in name and name != "DISPLAY"
    }

    def desk_photo(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "main.py", "photo", *arguments, "--desk", desk]
        return subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
            check=False,
        )

    done = desk_photo("sheet", tmp_path / "all")
    assert done.stdout == f"13 photos on 2 pages: {tmp_path / 'all.pdf'}\n", done.stderr
    made = (tmp_path / "all.pdf").read_bytes()
    assert made.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", made)) == 2
    again = desk_photo("sheet", tmp_path / "all.pdf")
    assert again.returncode == 1 and "there already" in again.stderr
    assert (tmp_path / "all.pdf").read_bytes() == made
    some = desk_photo("sheet", tmp_path / "all.pdf", "format:png", "-7.png", "--over", "--json")
    assert json.loads(some.stdout)["pages"] == 1, some.stderr
    none = desk_photo("sheet", tmp_path / "none.pdf", "by:nobody")
    assert none.returncode == 1 and not (tmp_path / "none.pdf").exists()


def test_photo_curate_relate_and_export(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk, "--status", "published")
    other = tmp_path / "harbour.md"
    other.write_text("---\ntitle: Harbour closes\n---\nFor a week.\n")
    run("import", other, "--desk", desk, "--status", "published")
    Image.new("RGB", (900, 600), (40, 90, 120)).save(tmp_path / "ferry.jpg")
    run("photo", "add", "ferry-returns", tmp_path / "ferry.jpg", "--desk", desk, "--alt", "A white ship")
    assert "1. Harbour closes" in run("curate", "editors-choice", "add", "harbour-closes", "--desk", desk)
    run("relate", "ferry-returns", "add", "harbour-closes", "https://port.example/news", "--desk", desk)
    run("relate", "ferry-returns", "remove", "https://port.example/news", "--desk", desk)
    out = tmp_path / "site"
    report = json.loads(run("export", "--desk", desk, "--out", out, "--json"))
    assert report["written"] > 5
    html = (out / "news" / "ferry-returns.html").read_text(encoding="utf-8")
    assert "A white ship" in html and "Harbour closes" in html and "<picture" in html
    again = json.loads(run("export", "--desk", desk, "--out", out, "--json"))
    assert again["written"] == 0 and again["removed"] == 0


def test_a_plan_is_said_before_an_export_and_the_export_before_comes_back(
    run, desk: Path, page: Path, tmp_path
):
    run("import", page, "--desk", desk, "--status", "published")
    out, path = tmp_path / "site", "news/ferry-returns.html"
    site = ("export", "--desk", desk, "--out", out)
    assert f"+ {path}  " in run(*site, "--plan") and not out.joinpath(path).exists()
    run(*site)
    before = out.joinpath(path).read_bytes()
    with Store.open(desk) as store:
        store.save_story(replace(store.story("ferry-returns"), headline="Ferry stays"), Who("Ann", "test"))
    plan = json.loads(run(*site, "--plan", "--json"))
    assert plan["counts"]["story"] == 1 and plan["summary"].startswith("1 story, ")
    for name in (path, "news/ferry-returns", "/news/ferry-returns/"):
        assert "{+stays+}" in run(*site, "--page", name)
    assert run(*site, "--page", "404.html") == "Nothing of it would change.\n"
    for name in ("news/none.html", "../Desk.desk/desk.sqlite", "none"):
        assert f"The site has no page “{name}”" in run(*site, "--page", name, code=1)
    assert out.joinpath(path).read_bytes() == before
    run(*site)
    after = out.joinpath(path).read_bytes()
    assert b"Ferry stays" in after
    run(*site, "--rollback")
    assert out.joinpath(path).read_bytes() == before
    run(*site, "--rollback")
    assert out.joinpath(path).read_bytes() == after


def test_curate_moves_and_removes(run, desk: Path, tmp_path: Path):
    for name in ("Alpha", "Beta", "Gamma"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\nWords.\n")
        run("import", tmp_path / f"{name}.txt", "--desk", desk)
    run("curate", "popular", "add", "alpha", "beta", "gamma", "--desk", desk)
    said = run("curate", "popular", "move", "gamma", "--position", 1, "--desk", desk)
    assert said.splitlines() == ["1. Gamma", "2. Alpha", "3. Beta"]
    said = run("curate", "popular", "remove", "alpha", "--desk", desk, "--json")
    assert [slot["slug"] for slot in json.loads(said)["slots"]] == ["gamma", "beta"]


def test_times_of_a_place_decide_what_is_exported(run, desk: Path, tmp_path: Path):
    (tmp_path / "a.txt").write_text("Alpha\n\nWords.\n")
    (tmp_path / "b.txt").write_text("Beta\n\nWords.\n")
    run("import", tmp_path / "a.txt", tmp_path / "b.txt", "--desk", desk, "--status", "published")
    times = ("--from", "2030-01-01T00:00Z", "--until", "2030-01-02T00:00Z")
    run("curate", "editors-choice", "add", "alpha", "--desk", desk, *times)
    shown = []
    for day in ("2029-12-31T23:59Z", "2030-01-01T12:00Z", "2030-01-02T00:00Z"):
        run("export", "--desk", desk, "--out", tmp_path / "site", "--at", day)
        html = (tmp_path / "site" / "news" / "beta.html").read_text(encoding="utf-8")
        shown.append("Alpha" in html)
    assert shown == [False, True, False]


@pytest.fixture
def abroad(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the device's clock be in New York."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("abroad")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the system's zone cannot be set for a process")
def test_a_time_without_a_zone_is_one_in_the_publication_s(run, tmp_path: Path):
    desk, out = tmp_path / "far.desk", tmp_path / "site"
    run("new", desk, "--timezone", "Asia/Yerevan")
    (tmp_path / "a.txt").write_text("Alpha\n\nWords.\n")
    (tmp_path / "b.txt").write_text("Beta\n\nWords.\n")
    run("import", tmp_path / "a.txt", tmp_path / "b.txt", "--desk", desk, "--status", "published")
    times = ("--from", "2030-01-01T00:00", "--until", "2030-01-02T00:00")
    run("curate", "editors-choice", "add", "alpha", "--desk", desk, *times)
    shown = []
    for at in ("2029-12-31T23:59", "2029-12-31T20:00Z", "2030-01-02T00:00"):
        run("export", "--desk", desk, "--out", out, "--at", at)
        shown.append("Alpha" in (out / "news" / "beta.html").read_text("utf-8"))
    assert shown == [False, True, False]
    live = ("front", "live", "front", "--time", "2030-01-01T09:00", "--desk", desk, "--json")
    run("curate", "editors-choice", "remove", "alpha", "--desk", desk, "--draft")
    assert json.loads(run(*live))["version"]["at"] == "2030-01-01T05:00:00+00:00"


def test_verify_and_backup(run, desk: Path, page: Path):
    run("import", page, "--desk", desk)
    copy = Path(json.loads(run("backup", "--desk", desk, "--json"))["backup"])
    assert copy.is_file() and copy.parent == desk / "backups"
    assert "in order" in run("verify", "--desk", desk)
    assert json.loads(run("verify", "--desk", desk, "--json")) == []


def test_as_names_the_person(run, desk: Path, page: Path):
    run("import", page, "--desk", desk, "--as", "Bob Editor")
    from desk import operations as ops

    opened = ops.desk.open_desk(desk, ops.desk.person())
    try:
        story = ops.story.get(opened, "ferry-returns")
        assert [r.author for r in ops.story.history(opened, story.id)] == ["Bob Editor"]
    finally:
        opened.close()


def one_line(words: str) -> bool:
    return words.count("\n") == 1 and "Traceback" not in words


def test_the_world_is_said_in_one_line_and_exits_1(run, desk: Path, page: Path, tmp_path: Path):
    before = sorted(str(path) for path in desk.rglob("*"))
    assert one_line(run("list", "--desk", tmp_path, code=1))
    assert one_line(run("list", "--desk", tmp_path / "none.desk", code=1))
    assert one_line(run("show", "no-such-story", "--desk", desk, code=1))
    assert one_line(run("new", desk, code=1))
    assert one_line(run("new", tmp_path / "x.desk", "--base-url", "no url", code=1))
    assert one_line(run("export", "--desk", desk, "--out", page, code=1))
    assert one_line(run("export", "--desk", desk, "--out", desk / "site" / "out", code=1))
    assert one_line(run("new", tmp_path / ("x" * 300), code=1))
    assert one_line(run("import", tmp_path / "none.txt", "--desk", desk, code=1))
    assert one_line(run("curate", "best", "add", "x", "--desk", desk, code=1))
    assert sorted(str(path) for path in desk.rglob("*")) == before
    assert not (tmp_path / "x.desk").exists()


def test_a_text_in_another_encoding_offers_those_that_fit(run, desk: Path, tmp_path: Path):
    file = tmp_path / "parom.txt"
    file.write_bytes(
        "Паром вернулся\n\nОн снова ходит через озеро, сообщили в порту во вторник.\n".encode("cp1251")
    )
    said = run("import", file, "--desk", desk, code=1)
    assert "cp1251" in said and one_line(said)
    assert stories(run, desk) == []
    run("import", file, "--desk", desk, "--encoding", "cp1251")
    assert stories(run, desk)[0]["headline"] == "Паром вернулся"


@pytest.fixture
def three(run, desk: Path, tmp_path: Path) -> Path:
    """A desk of three stories."""
    for name, author, body in (
        ("Zebra", "Ann Lee", "The reservoir at Gyumri on the Akhuryan broke."),
        ("Apple", "Bo", "Men at Gyumri mend the reservoir of the Akhuryan."),
        ("Mango", "Ann Lee", "An opera."),
    ):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"{name}\n\nTeaser.\n\nby: {author}\n\n{body}\n")
        run("import", file, "--desk", desk)
    return desk


def test_lists_are_sorted_and_narrowed(run, three: Path):
    def headlines(*words: object) -> list[str]:
        return [row["headline"] for row in stories(run, three, *words)]

    assert headlines() == ["Mango", "Apple", "Zebra"]
    assert headlines("--sort", "headline", "--ascending") == ["Apple", "Mango", "Zebra"]
    assert headlines("--author", "ann lee") == ["Mango", "Zebra"]
    assert headlines("--author", "ann", "--search", "reservoir") == ["Zebra"]
    assert headlines("--language", "hy") == []


def test_a_desk_on_a_full_disk_can_be_read(run, three: Path, tmp_path: Path, capsys):
    with disks.small(tmp_path / "disk", "3m") as disk:
        folder = shutil.copytree(three, disk / "hour.desk")
        filler = disks.fill(disk)
        (first, *_) = stories(run, folder)
        assert first["headline"] in run("show", first["slug"], "--desk", folder)
        assert main(["search", first["headline"], "--desk", str(folder)]) == 0
        assert "The disk is full: what was saved last may not be found" in capsys.readouterr().err
        run("story", "history", first["slug"], "--desk", folder)
        run("story", "export", first["slug"], "--format", "md", "--out", tmp_path, "--desk", folder)
        assert "disk is full" in run("status", first["slug"], "review", "--desk", folder, code=1)
        filler.unlink()
        run("status", first["slug"], "review", "--desk", folder)
        assert first["id"] in run("search", first["headline"], "--desk", folder)
        disks.fill(disk)
        assert first["id"] in run("search", first["headline"], "--desk", folder)


def test_search_similar_and_saved_searches(run, three: Path, capsys):
    said = run("search", "reservoir", "by:bo", "--desk", three)
    assert "Apple" in said and "body: Men at Gyumri mend the reservoir" in said and "Zebra" not in said
    assert main(["search", "reservoir", "status:nonsense", "--desk", str(three)]) == 0
    assert "“status:” takes" in capsys.readouterr().err
    (alike,) = json.loads(run("similar", "zebra", "--desk", three, "--json"))
    assert alike["row"]["headline"] == "Apple" and alike["shared"]
    assert run("saved", "add", "Broken dams", "reservoir", "-by:bo", "--desk", three)
    assert run("saved", "list", "--desk", three) == "Broken dams: reservoir -by:bo\n"
    (answer,) = json.loads(run("search", "--saved", "broken DAMS", "--desk", three, "--json"))
    assert answer["row"]["headline"] == "Zebra"
    assert json.loads(run("search", "--saved", "Broken dams", "opera", "--desk", three, "--json")) == []
    assert "already" in run("saved", "add", "broken dams", "x", "--desk", three, code=1)
    run("saved", "rename", "Broken dams", "Dams", "--desk", three)
    assert "Dams" in run("search", "--saved", "Broken dams", "--desk", three, code=1)
    run("saved", "remove", "dams", "--desk", three)
    assert "No search is saved" in run("saved", "list", "--desk", three)


def test_many_stories_are_changed_by_one_command(run, three: Path):
    assert "Apple: ready" in run("status", "zebra", "apple", "ready", "--desk", three)
    assert {row["headline"] for row in stories(run, three, "--status", "ready")} == {"Apple", "Zebra"}
    run("section", "zebra", "mango", "culture", "--desk", three)
    assert {row["headline"] for row in stories(run, three, "--section", "culture")} == {"Mango", "Zebra"}
    assert "There is no section" in run("section", "zebra", "nowhere", "--desk", three, code=1)
    run("tag", "add", "Big dams", "zebra", "apple", "--desk", three)
    assert {row["headline"] for row in stories(run, three, "--search", 'tag:"big dams"')} == {
        "Apple",
        "Zebra",
    }
    run("tag", "remove", "big dams", "zebra", "--desk", three)
    assert [row["headline"] for row in stories(run, three, "--search", 'tag:"big dams"')] == ["Apple"]
    assert "nothing was changed" in run("status", "zebra", "ready", "--desk", three)
    assert "There is no story" in run("status", "zebra", "nowhere", "draft", "--desk", three, code=1)
    assert len(stories(run, three, "--status", "ready")) == 2, "one that is not there changes none"


@pytest.mark.parametrize(
    "words",
    [
        ["list"],
        ["search", "--desk", "d"],
        ["list", "--desk", "d", "--sort", "colour"],
        ["frobnicate"],
        ["status", "x", "lost", "--desk", "d"],
        ["export", "--desk", "d"],
        ["curate", "lead", "paint", "x", "--desk", "d"],
        ["curate", "lead", "move", "x", "--desk", "d"],
        ["curate", "lead", "add", "x", "--desk", "d", "--position", "0"],
        ["list", "--desk", "d", "--limit", "-1"],
        ["list", "--desk", "d", "--limit", "99999999999999999999"],
        ["export", "--desk", "d", "--out", "o", "--at", "yesterday"],
        ["export", "--desk", "d", "--out", "o", "--at", "0001-01-01"],
        ["export", "--desk", "d", "--out", "o", "--at", "9999-12-31T23:00"],
    ],
)
def test_wrong_usage_exits_2(words, capsys):
    assert main(words) == 2
    assert "usage: desk" in capsys.readouterr().err


def test_the_terminal_never_loads_qt(desk: Path):
    code = (
        "import sys; from desk.app import main; main(['list', '--desk', sys.argv[1]]);"
        "sys.exit(any(name.split('.')[0] in ('PySide6', 'qtawesome', 'qtpy') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code, desk], cwd=ROOT, timeout=60).returncode == 0


def test_sample_is_a_living_publication(run, tmp_path: Path):
    desk = tmp_path / "sample.desk"
    run("sample", desk)
    rows = stories(run, desk)
    assert len(rows) >= 24 and len({row["section"] for row in rows}) == 5
    assert {row["status"] for row in rows} >= {"draft", "review", "ready", "published"}
    assert {row["language"] for row in rows} >= {"hy", "az", "ka", "ru", "ar", "en"}
    assert stories(run, desk, "--status", "withdrawn")
    assert one_line(run("sample", desk, code=1))


def test_withdrawn_stories_give_their_places_away_and_go_for_good_when_told(run, desk: Path, tmp_path: Path):
    for name in ("ferry", "bridge"):
        (tmp_path / f"{name}.txt").write_text(f"{name.title()}\n\nWords.\n")
        run("import", tmp_path / f"{name}.txt", "--desk", desk)
    run("curate", "lead", "add", "ferry", "--desk", desk)
    run("status", "ferry", "withdrawn", "--instead", "bridge", "--desk", desk)
    (bridge,) = [row for row in stories(run, desk) if row["slug"] == "bridge"]
    assert [slug for slug, _ in bridge["lists"]] == ["lead"]
    assert "1 would be deleted" in run("empty-withdrawn", "--desk", desk, code=1)
    assert len(stories(run, desk, "--status", "withdrawn")) == 1
    assert "1 deleted for good" in run("empty-withdrawn", "--yes", "--desk", desk)
    assert stories(run, desk, "--status", "withdrawn") == []
    assert len(list((desk / "backups").glob("*-before-emptying.sqlite"))) == 1
    assert "Nothing is withdrawn" in run("empty-withdrawn", "--yes", "--desk", desk)


@needs_seed
def test_the_seed_page_becomes_three_stories_lists_and_a_page_in_order(run, desk: Path, tmp_path: Path):
    run("import", SEED, "--desk", desk)
    assert "nothing new" in run("import", SEED, "--desk", desk)
    rows = stories(run, desk)
    assert len(rows) == 3
    main_story = next(row for row in rows if row["slug"].startswith("baku"))
    whole = json.loads(run("show", main_story["id"], "--desk", desk, "--format", "json"))
    assert whole["source"]["name"] == "commonspace.eu"
    assert whole["photos"][0]["photo"] == "" and whole["photos"][0]["credit"]
    assert len(whole["related"]) == 2
    cards = {"editors-choice": 2, "popular": 1}
    for row in rows:
        other = json.loads(run("show", row["id"], "--desk", desk, "--format", "json"))
        for place in other["lists"]:
            cards[place["list"]] -= 1
    assert set(cards.values()) == {0}
    Image.new("RGB", (1200, 800), (70, 80, 90)).save(tmp_path / "p.jpg")
    run(
        "photo",
        "add",
        main_story["id"],
        tmp_path / "p.jpg",
        "--role",
        "lead",
        "--desk",
        desk,
        "--alt",
        "Two men",
    )
    for row in rows:
        run("status", row["id"], "published", "--desk", desk)
    run("export", "--desk", desk, "--out", tmp_path / "site")
    html = (tmp_path / "site" / "news" / f"{main_story['slug']}.html").read_text(encoding="utf-8")
    body = html[html.index("<body") :]
    marks = [
        "News",
        whole["headline"],
        "<picture",
        whole["photos"][0]["caption"][:30],
        "press service",
        "not conducive",
        "commonspace.eu",
        "Related",
        "Editor",
        "Popular",
    ]
    places = []
    at = body.index("<article") if "<article" in body else 0
    for mark in marks:
        at = body.index(mark, at)
        places.append(at)
    assert places == sorted(places)


@pytest.mark.skipif(
    not (SHARED / "material" / "articles").is_dir(), reason="the shared articles are not here"
)
def test_all_posts_come_in_with_their_pictures_and_their_text_byte_for_byte(run, desk: Path):
    folder = SHARED / "material" / "articles"
    said = json.loads(run("import", folder, "--desk", desk, "--json"))
    assert len(said["made"]) == 45 and not said["failed"]
    rows = stories(run, desk)
    assert len(rows) == 45
    with_photo = 0
    bodies = []
    for row in rows:
        whole = json.loads(run("show", row["id"], "--desk", desk, "--format", "json"))
        with_photo += any(place["photo"] for place in whole["photos"])
        bodies.append(whole["body"])
    assert with_photo >= 25
    for file in folder.glob("2*.md"):
        text = file.read_bytes().decode()
        assert any(body and text.endswith(body) for body in bodies), file.name
    assert "nothing new" in run("import", folder, "--desk", desk)


def test_a_desk_is_brought_back_from_a_backup(run, desk: Path, page: Path):
    assert "no backup yet" in run("restore", "--desk", desk)
    run("import", page, "--desk", desk)
    (row,) = stories(run, desk)
    run("backup", "--desk", desk)
    run("status", row["id"], "published", "--desk", desk)
    assert "By hand  1 story" in run("restore", "--desk", desk)
    (listed,) = json.loads(run("restore", "--desk", desk, "--json"))
    assert one_line(run("restore", "nonsense", "--desk", desk, code=1))
    (desk / "desk.sqlite").write_bytes(b"noise" * 999)
    assert one_line(run("list", "--desk", desk, code=1))
    said = run("restore", Path(listed["file"]).name, "--desk", desk)
    (aside,) = [path for path in desk.parent.iterdir() if "set aside" in path.name]
    assert str(aside) in said and (aside / "desk.sqlite").read_bytes() == b"noise" * 999
    assert [one["status"] for one in stories(run, desk)] == [row["status"]]


def test_pruning_says_what_goes_and_does_it_only_when_told(run, desk: Path):
    assert "nothing between" in run("prune", "--desk", desk)
    long_ago = datetime(2026, 3, 1, tzinfo=UTC)
    with Store.open(desk, clock=lambda: long_ago) as store:
        story = store.save_story(Story(id=new_id(), slug="ferry-returns"), Who("Ann", "laptop"))
        for line in range(5):
            story = store.save_story(replace(story, body=f"{line}\n"), Who("Ann", "laptop"))
    every = ("story", "history", "ferry-returns", "--desk", desk, "--every", "--json")
    assert "--yes" in run("prune", "--desk", desk, code=1)
    plan = json.loads(run("prune", "--desk", desk, "--json", "--older", 30, code=1, out=True))
    assert (plan["versions"], plan["kept"], len(plan["stories"])) == (4, 2, 1)
    assert len(json.loads(run(*every))) == 6
    assert "4 versions removed" in run("story", "prune", "ferry-returns", "--desk", desk, "--yes")
    assert len(json.loads(run(*every))) == 2
    assert len(list((desk / "backups").glob("*before-pruning.sqlite"))) == 1
    assert "in order" in run("verify", "--desk", desk)


def test_a_command_is_one_even_where_a_folder_has_its_name(run, tmp_path: Path, monkeypatch):
    help_ = run("--help")
    words = re.findall(r"^    ([a-z-]+)", help_, re.MULTILINE)
    assert {"list", "saved", "tag", "empty-withdrawn"} <= set(words)
    monkeypatch.chdir(tmp_path)
    for word in words:
        (tmp_path / word).mkdir()
        assert f"usage: desk {word}" in run(word, "--help")


def test_a_status_names_what_is_to_clear_and_keeps_the_reason(run, desk: Path, tmp_path: Path, capsys):
    (tmp_path / "twice.txt").write_text("A ferry\n\nThey went to the the harbour.\n")
    run("import", tmp_path / "twice.txt", "--desk", desk)
    (row,) = [one for one in stories(run, desk) if one["headline"] == "A ferry"]
    run("status", row["id"], "published", "--desk", desk, "--anyway", "It is sung so")
    whole = json.loads(run("show", row["id"], "--desk", desk, "--format", "json"))
    assert whole["status"] == "published"
    with closing(ops.desk.open_desk(desk, Who("Ann", "laptop"))) as opened:
        (said,) = ops.story.get(opened, row["id"]).overrides
    assert said.reason == "It is sung so"
    assert "stands here twice" in said.findings[0]


@pytest.mark.skipif(os.name != "posix", reason="Windows says of such a name that it is nowhere")
@pytest.mark.parametrize(
    "words",
    [
        *(
            "import {}",
            "export --out {}",
            "export --out {}/site",
            "sample {}",
            "photo sheet {}",
            "restore {}",
        ),
        *("popular import {}", "style import {}", "photo import {}"),
    ],
)
def test_a_name_that_is_too_long_is_said_so_with_what_to_do(run, desk: Path, tmp_path: Path, words):
    given = [word.format(tmp_path / ("ferry" * 60)) for word in words.split()]
    where = () if given[0] == "sample" else ("--desk", desk)
    said = run(*given, *where, code=1)
    assert said.startswith("That name is too long for a file or folder: “ferryferry")
    assert "Give it a shorter one" in said and len(said.splitlines()) == 1 and len(said) < 250
