"""What a front shows, what differs between two, how two people's changes become one, and steps back."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import (
    Candidate,
    Container,
    Fill,
    Front,
    Move,
    Pick,
    Revision,
    Slot,
    Steps,
    compare,
    merge_fronts,
    resolve,
    steps,
)

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@dataclass
class Stories:
    """Stories that readers may see, newest first: `a` came an hour ago, `b` two …"""

    names: str
    pictured: str = ""
    read: list[str] = field(default_factory=list[str])

    def know(self, stories: Iterable[str]) -> None:
        pass

    def candidate(self, story: str) -> Candidate | None:
        age = self.names.find(story) + 1
        return Candidate(story, NOW - age * HOUR, "photo" * (story in self.pictured)) if age else None

    def newest(self, pick: Pick) -> Iterator[Candidate]:
        for name in self.names:
            found = self.candidate(name)
            if found and (not pick.section or name in pick.section):
                yield found

    def popular(self, hours: int) -> list[str]:
        return self.read


def slot(story: str, **rules: object) -> Slot:
    return Slot(id=f"slot-{story}", story=story, **rules)  # pyright: ignore


def container(name: str, *stories: str | Slot, **rules: object) -> Container:
    slots = tuple(one if isinstance(one, Slot) else slot(one) for one in stories)
    return Container(id=name, slug=name, name=name.title(), slots=slots, **rules)  # pyright: ignore


def front(*containers: Container) -> Front:
    return Front(id="front", slug="front", name="Front page", containers=containers)


def shown(made: Front, stories: Stories, at: dt.datetime = NOW) -> dict[str, str]:
    return {
        one.container.slug: "".join(place.story or "~" for place in one.places)
        for one in resolve(made, at, stories)
    }


AUTOMATIC, FIRST, POPULAR = {"fill": Fill.AUTOMATIC}, {"fill": Fill.MANUAL_FIRST}, {"fill": Fill.POPULAR}
CASES = [
    (front(container("one", "b", "a", "x")), {"one": "ba"}),
    (front(container("one", "a", "b", "c", most=2)), {"one": "ab"}),
    (front(container("one", **AUTOMATIC, most=3)), {"one": "abc"}),
    (front(container("one", "c", **AUTOMATIC, most=2)), {"one": "ab"}),
    (front(container("one", "c", **FIRST, most=3)), {"one": "cab"}),
    # What people placed goes before what fills itself, wherever it stands.
    (front(container("one", **AUTOMATIC, most=2), container("two", "a")), {"one": "bc", "two": "a"}),
    (front(container("one", "a"), container("two", "a", "b")), {"one": "a", "two": "b"}),
    (front(container("one", "a"), container("two", "a", repeats=True)), {"one": "a", "two": "a"}),
    (
        front(container("one", "a"), container("two", **AUTOMATIC, repeats=True, most=2)),
        {"one": "a", "two": "ab"},
    ),
    (front(container("one", **AUTOMATIC, days=0, skips=("a", "c"), most=2)), {"one": "bd"}),
    (front(container("one", **AUTOMATIC, with_photo=True)), {"one": "bd"}),
    (front(container("one", **AUTOMATIC, pick=Pick(section="ce"))), {"one": "ce"}),
    (front(container("one", slot("b", ends=NOW), "a")), {"one": "a"}),
    (front(container("one", slot("b", ends=NOW, fallback="c"), "a")), {"one": "ca"}),
    (front(container("one", slot("b", ends=NOW, fallback="x"), "a")), {"one": "a"}),
    (front(container("one", slot("b", starts=NOW + HOUR, fallback="c"), "a")), {"one": "a"}),
    (front(container("one", slot("b", starts=NOW), "a")), {"one": "ba"}),
    (front(container("one", "x", "a", slot("c", pinned=True), "b", "d", **FIRST, most=4)), {"one": "abcd"}),
    (front(container("one", "x", slot("c", pinned=True))), {"one": "c"}),
    (front(container("one", slot("c", pinned=True), **POPULAR, most=3)), {"one": "ced"}),
    (front(container("one", "a", **POPULAR, most=3, skips=("e",))), {"one": "d"}),
]


@pytest.mark.parametrize(("made", "expected"), CASES)
def test_what_a_front_shows(made: Front, expected: dict[str, str]) -> None:
    assert shown(made, Stories("abcde", pictured="bd", read=["e", "d", "z"])) == expected


def test_a_ranking_by_hand_stands_where_there_are_no_figures() -> None:
    made = front(container("one", "c", "a", **POPULAR))
    assert shown(made, Stories("abc")) == {"one": "ca"}
    assert shown(made, Stories("abc", read=["b"])) == {"one": "b"}


def test_old_stories_are_skipped() -> None:
    later = NOW + dt.timedelta(hours=22, minutes=30)  # then b is more than a day old
    assert shown(front(container("one", **AUTOMATIC, days=1)), Stories("abc"), later) == {"one": "a"}


def test_a_link_stands_once_too() -> None:
    link = Slot(id="l", url="https://else.example", headline="Else")
    assert shown(front(container("one", link), container("two", replace(link, id="m"))), Stories("")) == {
        "one": "~",
        "two": "",
    }


@st.composite
def fronts(draw: st.DrawFn) -> Front:
    names = draw(st.permutations("abcdefgh"))
    containers: list[Container] = []
    for number in range(draw(st.integers(1, 3))):
        held = [names.pop() for _ in range(draw(st.integers(0, 2)))]
        slots = tuple(
            replace(
                slot(name),
                pinned=draw(st.booleans()),
                starts=draw(st.sampled_from([None, NOW - HOUR, NOW + HOUR])),
                headline=draw(st.sampled_from(["", "Other"])),
            )
            for name in held
        )
        containers.append(
            replace(
                container(f"c{number}", fill=draw(st.sampled_from(list(Fill))), most=draw(st.integers(1, 4))),
                slots=slots,
                repeats=draw(st.sampled_from([False, False, True])),
            )
        )
    return front(*containers)


@given(fronts(), st.permutations("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_rules_hold_whatever_stands_on_a_front(made: Front, names: list[str], read: list[str]) -> None:
    stories = Stories("".join(names[:6]), read=read)
    found = resolve(made, NOW, stories)
    assert found == resolve(made, NOW, stories)
    once = [place.story for one in found if not one.container.repeats for place in one.places]
    assert len(once) == len(set(once))
    for one in found:
        here = [place.story for place in one.places]
        assert len(here) == len(set(here)) <= one.container.most
        assert all(stories.candidate(story) for story in here)
        slots = [place.slot for place in one.places if place.slot and not place.slot.pinned]
        assert slots == [
            each for each in one.container.slots if each in slots
        ]  # in the order that people gave


def names_of(made: Front) -> list[tuple[str, str]]:
    return [(one.slug, each.story) for one, each in made.slots()]


def edited(draw: st.DrawFn, made: Front) -> Front:
    """Do some of what a person does with a front."""
    for number in range(draw(st.integers(0, 3))):
        one = draw(st.sampled_from(made.containers))
        slots = list(one.slots)
        match draw(st.sampled_from(["in", "out", "order", "words", "rules"])):
            case "in":
                slots.insert(draw(st.integers(0, len(slots))), slot(f"n{number}{draw(st.integers(0, 99))}"))
            case "out" if slots:
                slots.pop()
            case "order":
                slots = list(draw(st.permutations(slots)))
            case "words" if slots:
                slots[0] = replace(slots[0], headline=draw(st.sampled_from(["", "Mine", "Yours"])))
            case _:
                one = replace(one, most=draw(st.integers(1, 4)))
        held = {each.target: each for each in slots}
        made = made.with_container(replace(one, slots=tuple(held.values())))
    return made


@given(st.data())
def test_nothing_is_lost_where_two_people_change_one_front(data: st.DataObject) -> None:
    base = data.draw(fronts())
    mine, theirs = (data.draw(st.composite(edited)(base)) for _ in range(2))
    merged, clashes = merge_fronts(base, mine, theirs)
    was, left, right = (set(names_of(one)) for one in (base, mine, theirs))
    now = set(names_of(merged))
    assert (left - was) | (right - was) <= now  # what either put in
    assert now <= left | right
    assert was & left & right <= now
    ids = [each.id for _, each in merged.slots()]
    assert len(ids) == len(set(ids))
    words = {each.id: each.headline for _, each in mine.slots()}
    before = {each.id: each.headline for _, each in base.slots()}
    after = {each.id: each.headline for _, each in merged.slots()}
    for id_, said in words.items():
        if id_ in before and said != before[id_]:
            assert after[id_] == said  # a reworded slot stays, also where the other took it off
    if mine == base:
        assert (merged, clashes) == (theirs, ())
    if theirs == base:
        assert (merged, clashes) == (mine, ())


def test_both_reword_one_slot() -> None:
    base = front(container("one", "a"))
    mine, theirs = (front(container("one", slot("a", headline=words))) for words in ("Mine", "Theirs"))
    merged, (clash,) = merge_fronts(base, mine, theirs)
    assert next(merged.slots())[1].headline == "Mine"
    assert (clash.id, clash.fields) == ("slot-a", ("headline",))


def test_what_differs_is_told_shortly() -> None:
    older = front(container("one", "a", "b", "c", "d"), container("two", "e"))
    newer = front(
        container("one", "d", "a", slot("b", headline="New"), "f"), container("two", "e", "c", most=3)
    )
    told = [
        (one.move, one.slot.story if one.slot else one.container, one.before, one.after)
        for one in compare(older, newer)
    ]
    assert told == [
        (Move.MOVED, "d", 4, 1),
        (Move.CHANGED, "b", 2, 3),
        (Move.IN, "f", 0, 4),
        (Move.CHANGED, "Two", 0, 0),
        (Move.MOVED, "c", 3, 2),
    ]
    assert compare(older, older) == ()
    gone = compare(newer, older)
    assert (Move.OUT, "f") in {(one.move, one.slot.story) for one in gone if one.slot}


@given(fronts(), st.data())
def test_only_alike_fronts_differ_in_nothing(made: Front, data: st.DataObject) -> None:
    other = data.draw(st.composite(edited)(made))
    assert (compare(made, other) == ()) == (made == other)


@given(st.lists(st.sampled_from(["edit", "undo", "redo"]), max_size=30))
def test_steps_go_back_and_forth(acts: list[str]) -> None:
    chain = [_revision(0, "create")]
    contents, past, future = {"0": "0"}, ["0"], list[str]()  # what a plain editor would remember
    for number, act in enumerate(acts, 1):
        found = steps(chain)
        assert bool(found.undo) == (len(past) > 1) and bool(found.redo) == bool(future)
        if act == "edit":
            past, future = [*past, str(number)], []
            contents[str(number)] = str(number)
        elif target := getattr(found, act):
            if act == "undo":
                future.append(past.pop())
            else:
                past.append(future.pop())
            contents[str(number)] = contents[target]
            assert contents[target] == past[-1]
        else:
            continue
        chain.append(_revision(number, act))


def _revision(number: int, reason: str) -> Revision:
    return Revision(
        id=str(number),
        of="f",
        kind="front",
        parents=(),
        author="A",
        device="d",
        at=NOW,
        reason=reason,
        hash="",
    )


def test_a_fresh_front_has_no_steps() -> None:
    assert steps([]) == Steps() == steps([_revision(1, "create")])
