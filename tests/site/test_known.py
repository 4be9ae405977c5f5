"""What an export of all tells while it makes the pages counts once its site stands."""

from dataclasses import replace
from pathlib import Path

from desk.site.known import Facts, Known, Told, parted

IDS = [str(number) for number in range(1234)]
FACTS = Facts(
    folder="site",
    generation=1,
    trail=[],
    everywhere="",
    beside="",
    fronts="",
    shown=[],
    ages=[],
    slots=False,
    since=0,
    until=1,
    looked=0,
    files=1,
)


def test_what_was_told_is_known_once_it_is_noted(tmp_path: Path) -> None:
    with Known(tmp_path / "known.sqlite") as known:
        known.tell("one", [("a", Told("shape", "a.html"))], parted("stories", IDS))
        assert known.facts() is None
        known.note(FACTS, "one", [("folders", ["news"])])
        assert known.facts() == FACTS
        assert known.path("a") == "a.html" and known.rows("folders") == ["news"]
        ids = known.ids("stories", len(IDS))
        assert [*ids] == IDS and ids[-1] == "1233" and not ids[1300:]
        assert ids[490:1100:3] == IDS[490:1100:3]


def test_of_two_exports_that_tell_the_last_alone_is_known(tmp_path: Path) -> None:
    with Known(tmp_path / "known.sqlite") as one, Known(tmp_path / "known.sqlite") as other:
        one.tell("one", [("a", Told("shape", "a.html"))], [])
        other.tell("other", [("b", Told("shape", "b.html"))], [])
        one.note(FACTS, "one", [])
        assert other.facts() is None
        other.note(FACTS, "other", [])
        one.note(FACTS, "one", [("folders", ["elsewhere"])])
        assert one.facts() == FACTS and (one.path("a"), one.path("b")) == ("", "b.html")


def test_what_another_export_told_meanwhile_is_not_mixed_with_what_is_known(tmp_path: Path) -> None:
    with Known(tmp_path / "known.sqlite") as one, Known(tmp_path / "known.sqlite") as other:
        one.tell("one", [("a", Told("shape", "a.html"))], [])
        one.note(FACTS, "one", [("folders", ["mine"])])
        assert one.facts() == FACTS
        other.tell("other", [("a", Told("shape", "b.html"))], [])
        other.note(replace(FACTS, folder="elsewhere"), "other", [("folders", ["its"])])
        one.renew(replace(FACTS, generation=2), [("a", Told("shape", "c.html"))], [("folders", ["mine"])])
    with Known(tmp_path / "known.sqlite") as now:
        facts = now.facts()
        assert facts and (facts.folder, now.path("a"), now.rows("folders")) == (
            "elsewhere",
            "b.html",
            ["its"],
        )
