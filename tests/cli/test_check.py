"""The copy desk in the terminal."""

import json
from pathlib import Path

import pytest

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "commonspace-article.txt"


def brought_in(run, desk: Path, said: str, name: str = "ferry.txt") -> None:
    file = desk.parent / name
    file.write_text(said, encoding="utf-8")
    run("import", "--desk", desk, file)


def test_findings_are_said_and_what_is_required_exits_1(run, desk: Path):
    brought_in(run, desk, "Ferry returns\n\nIt came came back.Nobody was hurt.\n\nby: Ann Writer\n")
    said = run("check", "--desk", desk, code=1, out=True)
    assert "doubled-word" in said and "missing-space" in said
    assert "1 story, 2 findings, 2 of them required" in said
    (story,) = json.loads(run("check", "ferry-returns", "--desk", desk, "--json", code=1, out=True))
    assert [
        (one["rule"], one["severity"], one["field"], one["words"], one["fix"]) for one in story["findings"]
    ] == [
        ("doubled-word", "published", "body", "came came", "came"),
        ("missing-space", "published", "body", ".", ". "),
    ]
    start, end = story["findings"][0]["start"], story["findings"][0]["end"]
    assert "It came came back.Nobody was hurt."[start:end] == "came came"


def test_a_sound_story_exits_0(run, desk: Path):
    brought_in(run, desk, "Ferry returns\n\nIt came back. Nobody was hurt.\n\nby: Ann Writer\n")
    assert "0 findings" in run("check", "--desk", desk)


def test_rules_are_listed_without_a_desk(run):
    listed = json.loads(run("check", "--rules", "--json"))
    assert {"missing-space", "unpaired-quote", "house-style"} <= {one["name"] for one in listed}
    assert "missing-space" in run("check", "--rules")
    run("check", code=1)


def test_the_house_style_is_taken_in_and_looked_for(run, desk: Path):
    brought_in(run, desk, "Ferry returns\n\nSend us an e-mail.\n\nby: Ann Writer\n")
    file = desk.parent / "Terms.yml"
    file.write_text("extends: substitution\nignorecase: true\nswap:\n  e-mail: email\n", encoding="utf-8")
    assert "1 term was" in run("style", "import", file, "--desk", desk)
    assert "e-mail → email" in run("style", "list", "--desk", desk)
    (story,) = json.loads(run("check", "--desk", desk, "--json"))
    assert [(one["rule"], one["words"], one["fix"]) for one in story["findings"]] == [
        ("house-style", "e-mail", "email")
    ]
    (desk.parent / "again.csv").write_text(run("style", "list", "--csv", "--desk", desk), encoding="utf-8")
    run("style", "import", desk.parent / "again.csv", "--desk", desk)
    assert len(json.loads(run("style", "list", "--json", "--desk", desk))) == 1


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed page is not here")
def test_the_seed_page(run, desk: Path):
    run("import", "--desk", desk, SEED)
    found = {
        (story["headline"][:4], one["rule"], one["words"])
        for story in json.loads(run("check", "--desk", desk, "--json", code=1, out=True))
        for one in story["findings"]
    }
    assert {
        ("Baku", "missing-space", "."),
        ("Baku", "unpaired-quote", '"'),
        ("Baku", "relative-day", "on Wednesday"),
        ("Turk", "acronym-spacing", "COP 31"),
        ("Turk", "alike-names", "Belan"),
        ("Turk", "two-names", "Turkey"),
        ("Borr", "unpaired-quote", '"'),
    } <= found


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed page is not here")
def test_the_seed_page_pasted_as_one_text(run, desk: Path):
    """The headlines that stand twice are found where nobody took the page apart."""
    file = desk.parent / "page.md"
    file.write_text(f"---\ntitle: The page\n---\n\n{SEED.read_text('utf-8')}", encoding="utf-8")
    run("import", "--desk", desk, file)
    (story,) = json.loads(run("check", "--desk", desk, "--json", code=1, out=True))
    twice = [one for one in story["findings"] if one["rule"] == "repeated"]
    assert sum("paragraph" in one["message"] for one in twice) >= 3
