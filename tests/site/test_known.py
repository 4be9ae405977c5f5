"""What an export of all tells while it makes the pages counts once its site stands."""

from pathlib import Path

from desk.site.known import Facts, Known, Told

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
        known.tell("one", [("a", Told("shape", "a.html"))], [("stories", "a")])
        assert known.facts() is None
        known.note(FACTS, "one", [("folders", ["news"])])
        assert known.facts() == FACTS
        assert (
            known.path("a") == "a.html"
            and known.ids("stories") == ["a"]
            and known.rows("folders") == ["news"]
        )


def test_of_two_exports_that_tell_the_last_alone_is_known(tmp_path: Path) -> None:
    with Known(tmp_path / "known.sqlite") as one, Known(tmp_path / "known.sqlite") as other:
        one.tell("one", [("a", Told("shape", "a.html"))], [])
        other.tell("other", [("b", Told("shape", "b.html"))], [])
        one.note(FACTS, "one", [])
        assert other.facts() is None
        other.note(FACTS, "other", [])
        one.note(FACTS, "one", [("folders", ["elsewhere"])])
        assert one.facts() == FACTS and (one.path("a"), one.path("b")) == ("", "b.html")
