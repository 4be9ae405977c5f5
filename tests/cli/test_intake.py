"""Texts that come in through the terminal."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.conftest import one_line, stories

SHARED = Path(__file__).parents[3] / "shared"
SEED = SHARED / "seed" / "commonspace-article.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="the shared seed page is not here")


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
