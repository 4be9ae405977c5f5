"""Fronts from the terminal."""

import json
from pathlib import Path

import pytest

from desk.app import main


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    folder = tmp_path / "hour.desk"
    assert main(["new", str(folder), "--title", "The Hour"]) == 0
    for name in ("Ferry", "Bridge", "Well"):
        text = tmp_path / f"{name}.md"
        text.write_text(
            f"---\ntitle: {name}\nslug: {name.lower()}\nstatus: published\n---\nWords of {name}.\n"
        )
        assert main(["import", str(text), "--desk", str(folder)]) == 0
    capsys.readouterr()
    return folder


@pytest.fixture
def run(desk: Path, capsys: pytest.CaptureFixture[str]):
    def call(*words: str, code: int = 0) -> str:
        assert main([*words, "--desk", str(desk), "--as", "Ann"]) == code
        said = capsys.readouterr()
        return said.err if code else said.out

    return call


def cards(said: str, container: str = "lead") -> list[str]:
    found = next(one for one in json.loads(said)["containers"] if one["slug"] == container)
    return [card["headline"] for card in found["cards"]]


def test_a_draft_is_filled_shown_and_made_live(run):
    before = cards(run("front", "show", "front", "--json"))
    run("front", "place", "lead", "bridge")
    assert cards(run("front", "show", "front", "--draft", "--json")) == ["Bridge"]
    assert cards(run("front", "show", "front", "--json")) == before != ["Bridge"]
    assert "1 change not live" in run("front", "list")
    first = json.loads(run("front", "live", "front", "--json"))
    assert [one["move"] for one in first["changes"]] == ["in"]
    run("front", "place", "top-stories", "well", "ferry", "--position", "1")
    run("front", "move", "ferry", "top-stories", "--position", "1")
    run("front", "live", "front")
    assert cards(run("front", "show", "front", "--json"), "top-stories") == ["Ferry", "Well"]
    past = run("front", "show", "front", "--at", first["version"]["at"], "--json")
    assert cards(past) == ["Bridge"] and json.loads(past)["revision"] == first["version"]["revision"]
    run("front", "remove", "front", "bridge")
    run("front", "discard", "front")
    assert cards(run("front", "show", "front", "--draft", "--json")) == ["Bridge"]
    assert cards(run("front", "restore", "front", first["version"]["id"], "--json"), "top-stories") != [
        "Ferry",
        "Well",
    ]
    assert len(run("front", "versions", "front").splitlines()) == 3


def test_curating_a_draft_leaves_what_readers_see(run):
    run("curate", "editors-choice", "add", "well", "--draft")
    assert cards(run("front", "show", "sidebar", "--json"), "editors-choice") == []
    run("curate", "editors-choice", "add", "ferry")
    assert cards(run("front", "show", "sidebar", "--json"), "editors-choice") == ["Ferry"]
    assert cards(run("front", "show", "sidebar", "--draft", "--json"), "editors-choice") == ["Well", "Ferry"]
    run("curate", "editors-choice", "remove", "well", "--draft")
    assert "1." in run("curate", "editors-choice", "move", "ferry", "--position", "1")


def test_figures_rank_what_is_popular(run, tmp_path: Path):
    file = tmp_path / "figures.csv"
    file.write_text("Page,Pageviews\n/story/well/,9\n/story/bridge.html,5\n/,70\n/x,many\n")
    said = run("popular", "import", str(file))
    assert "Plausible: 2 stories" in said and "no story: / (70)" in said and "not read: row 4" in said
    assert [row["headline"] for row in json.loads(run("popular", "show", "--json"))["stories"]] == [
        "Well",
        "Bridge",
    ]
    assert cards(run("front", "show", "sidebar", "--json"), "popular") == ["Well", "Bridge"]
    assert "no figures" in run("popular", "import", str(tmp_path / "Ferry.md"), code=1)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["front", "show", "sport"], "The fronts are"),
        (["front", "show", "front", "--at", "1999-01-01"], "was not live then"),
        (["front", "place", "nowhere", "ferry"], "The lists are"),
        (["front", "place", "lead", "nobody"], "no story"),
        (["front", "move", "ferry", "lead", "--position", "1"], "does not stand"),
        (["front", "remove", "front", "ferry"], "does not stand"),
        (["front", "live", "front", "--time", "1999-01-01"], "past"),
        (["front", "live", "news"], "no containers"),
        (["front", "restore", "front", "x"], "no version"),
    ],
)
def test_what_cannot_be_done_is_said(run, words: list[str], why: str):
    assert why in run(*words, code=1)


def test_related_links_are_suggested_with_the_reason(run, desk, tmp_path):
    for name in ("Pier", "Quay"):
        text = tmp_path / f"{name}.md"
        words = "Then Samshvilde and Khrami flooded. Later Samshvilde dried."
        text.write_text(f"---\ntitle: {name}\nslug: {name.lower()}\nstatus: published\n---\n{words}\n")
        assert main(["import", str(text), "--desk", str(desk)]) == 0
    run("front", "list")  # what the imports said is read
    (found,) = json.loads(run("related", "suggest", "pier", "--json"))
    assert found["row"]["headline"] == "Quay" and set(found["shared"][:2]) == {"Samshvilde", "Khrami"}
    assert "shares: Khrami, Samshvilde" in run("related", "suggest", "pier")
