"""Stories from the terminal: listed, searched, shown, changed, earlier versions, withdrawn and pruned."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from desk import operations as ops
from desk.app import main
from desk.domain import Story, Who, new_id
from desk.store import Store
from tests.cli.conftest import one_line, stories


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


def test_as_names_the_person(run, desk: Path, page: Path):
    run("import", page, "--desk", desk, "--as", "Bob Editor")
    from desk import operations as ops

    opened = ops.desk.open_desk(desk, ops.desk.person())
    try:
        story = ops.story.get(opened, "ferry-returns")
        assert [r.author for r in ops.story.history(opened, story.id)] == ["Bob Editor"]
    finally:
        opened.close()


def test_lists_are_sorted_and_narrowed(run, three: Path):
    def headlines(*words: object) -> list[str]:
        return [row["headline"] for row in stories(run, three, *words)]

    assert headlines() == ["Mango", "Apple", "Zebra"]
    assert headlines("--sort", "headline", "--ascending") == ["Apple", "Mango", "Zebra"]
    assert headlines("--author", "ann lee") == ["Mango", "Zebra"]
    assert headlines("--author", "ann", "--search", "reservoir") == ["Zebra"]
    assert headlines("--language", "hy") == []


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
