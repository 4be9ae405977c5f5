"""A story as a link and as a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from desk import operations as ops
from desk.domain import BadInput, NotFound, Status, Unwritable
from tests.operations.test_story import write


def test_the_link_is_where_the_exported_page_stands(desk, tmp_path):
    story = write(desk, "Ferry returns", section="news")
    loose = write(desk, "Harbour", section="")
    for one in (story, loose):
        ops.story.set_status(desk, one.id, Status.PUBLISHED)
    ops.exporting.export(desk, tmp_path / "site")
    for one in (story, loose):
        link = ops.exporting.link(desk, one.id)
        assert link.startswith("https://hour.example/")
        page = tmp_path / "site" / link.removeprefix("https://hour.example/")
        assert one.headline in page.read_text("utf-8")


def test_no_site_takes_the_place_of_the_desk_or_of_all_that_is_somebodys(desk, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for out in (desk.folder, desk.folder / "site", desk.folder.parent, tmp_path / "home", Path("/")):
        for work in (ops.exporting.export, ops.exporting.plan, ops.exporting.rollback):
            with pytest.raises(BadInput, match=r"inside the desk|lies? in"):
                work(desk, out)
    assert not (tmp_path / "home").exists()
    ops.exporting.export(desk, tmp_path / "home" / "site")


def test_looking_makes_no_folder(desk, tmp_path):
    ops.exporting.plan(desk, tmp_path / "site")
    with pytest.raises(BadInput, match="no earlier export"):
        ops.exporting.rollback(desk, tmp_path / "site")
    assert not (tmp_path / "site").exists()


def test_no_link_where_the_site_has_no_address(desk):
    story = write(desk, "Ferry returns")
    ops.desk.save_publication(desk, replace(ops.desk.publication(desk), base_url=""))
    assert ops.exporting.link(desk, story.id) == ""


def test_files_hold_the_story_and_never_replace_another(desk, tmp_path):
    story, bare = write(desk, "Ёлка", body="Слова.\n"), write(desk, "")
    folder = tmp_path / "out"
    first = ops.exporting.files(desk, [story.id, bare.id], folder)
    second = ops.exporting.files(desk, [story.slug], folder)
    assert [path.name for path in (*first, *second)] == ["elka.md", f"{bare.slug}.md", "elka-2.md"]
    assert first[0].read_text("utf-8") == ops.story.markdown(desk, story.id)
    device = write(desk, "Con")  # no file may be called so under Windows
    assert [path.name for path in ops.exporting.files(desk, [device.id], folder)] == ["con-.md"]
    again = ops.importing.files(desk, [first[0]]).value
    assert again.made == ()  # the desk has it, in these words
    with pytest.raises(NotFound):
        ops.exporting.files(desk, ["nowhere"], folder)
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable):
        ops.exporting.files(desk, [story.id], tmp_path / "file")
