"""What readers get, from the terminal: curated, timed, exported."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from desk.domain import Who
from desk.store import Store


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
