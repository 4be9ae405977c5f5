"""What an editor does with many stories at once; each gets a revision, and all are taken back as one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack

from desk.domain import BadInput, Change, DeskError, Done, Status, Story, Unwritable, storable
from desk.operations import clearing, places
from desk.operations import story as stories
from desk.operations.desk import Desk, Progress, never, nothing
from desk.operations.places import Cleared

_AT_ONCE = 50  # stories in one transaction: other windows save in between
_FIELDS = ("status", "section", "tags")
"""What is changed here, and taken back."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """How each story is changed, why, and what is done with it in the same transaction."""

    make: Callable[[Story], Story]
    reason: str = "edit"
    then: Callable[[str], None] | None = None


class Watch(TypedDict, total=False):
    """Who looks on: `progress` is told how far it is, `cancelled` asked whether to go on."""

    progress: Progress
    cancelled: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Passed:
    """A story that was left as it is, and why."""

    id: str
    headline: str
    why: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """What was done with many stories.

    Attributes:
        revisions: each changed story's id with the revision before and the one made.
        passed: the stories that could not be changed; those that were so already are in neither.
        cleared: the places that stories had to leave.
    """

    revisions: tuple[tuple[str, str, str], ...] = ()
    passed: tuple[Passed, ...] = ()
    cleared: tuple[Cleared, ...] = ()


def set_status(
    desk: Desk,
    ids: Sequence[str],
    status: Status,
    reason: str = "",
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Move stories to a status; those without a headline are not published.

    Nor are those moved in which required findings are open, unless a `reason` is given.
    """

    def move(story: Story) -> Story:
        return stories.moved(clearing.cleared(desk, story, status, reason), status)

    return _each(desk, ids, _Edit(move, "status"), watch)


def withdraw(
    desk: Desk,
    ids: Sequence[str],
    instead: Mapping[str, str | None] | None = None,
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Withdraw stories and clear their places, or give them to others.

    Args:
        desk: the open desk.
        ids: the stories.
        instead: for each story that is to leave its places the story that takes them, where it does not
            stand there already, or None. The others keep theirs; readers do not see them there.
        watch: who looks on.

    Raises:
        BadInput: what would take a place is itself withdrawn here.
        NotFound: there is no such story.
    """
    heirs = {story: heir and desk.store.story(heir).id for story, heir in (instead or {}).items()}
    if set(heirs.values()) & set(ids):
        raise BadInput(
            "A story that is withdrawn cannot take another's place",
            kept="Nothing was changed",
            todo="Choose another",
        )
    cleared: list[Cleared] = []
    changes: list[Change] = []

    def leave(story: str) -> None:
        if story in heirs:
            done = places.clear(desk, story, instead=heirs[story] or "")
            cleared.append(done.value)
            changes.append(done.change)

    edit = _Edit(lambda story: stories.moved(story, Status.WITHDRAWN), "status", leave)
    made = _each(desk, ids, edit, watch)
    left = {one.id for one in made.value.passed}
    bulk = replace(made.value, cleared=tuple(one for one in cleared if one.lists and one.story not in left))
    return Done(bulk, _joined(made.change, changes))


def _joined(change: Change, more: Sequence[Change]) -> Change:
    for one in more:
        change |= one
    return change


def restore(
    desk: Desk,
    ids: Sequence[str],
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Give withdrawn stories the status that they had before."""

    def back(story: Story) -> Story:
        if story.status is not Status.WITHDRAWN:
            return story
        return replace(story, status=_status_before(desk, story))

    return _each(desk, ids, _Edit(back, "status"), watch)


def _status_before(desk: Desk, story: Story) -> Status:
    for revision in reversed(desk.store.revisions(story.id)):
        was = desk.store.at_revision(revision.id)
        if isinstance(was, Story) and was.status is not Status.WITHDRAWN:
            return was.status
    return Status.DRAFT


def set_section(
    desk: Desk,
    ids: Sequence[str],
    section: str,
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Move stories to a section, or with an empty one out of any.

    Raises:
        BadInput: the publication has no such section.
    """
    known = [one.slug for one in desk.store.publication().sections]
    if section and section not in known:
        raise BadInput(
            f"There is no section “{section[:80]}”",
            kept="Nothing was changed",
            todo=f"Use {', '.join(known)}",
        )
    return _each(desk, ids, _Edit(lambda story: replace(story, section=section)), watch)


def add_tags(
    desk: Desk,
    ids: Sequence[str],
    tags: Sequence[str],
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Put tags behind those that stories have; raises BadInput where none is given."""
    named = _tags(tags)

    def more(story: Story) -> Story:
        held = {tag.casefold() for tag in story.tags}
        return replace(story, tags=(*story.tags, *(tag for tag in named if tag.casefold() not in held)))

    return _each(desk, ids, _Edit(more), watch)


def remove_tags(
    desk: Desk,
    ids: Sequence[str],
    tags: Sequence[str],
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Take tags off stories, however they are written; raises BadInput where none is given."""
    gone = {tag.casefold() for tag in _tags(tags)}

    def fewer(story: Story) -> Story:
        return replace(story, tags=tuple(tag for tag in story.tags if tag.casefold() not in gone))

    return _each(desk, ids, _Edit(fewer), watch)


def _tags(tags: Sequence[str]) -> list[str]:
    named: dict[str, str] = {}
    for tag in (" ".join(storable(one).split()) for one in tags):
        if tag:
            named.setdefault(tag.casefold(), tag)
    if not named:
        raise BadInput("No tag was named", kept="Nothing was changed", todo="Name at least one")
    return list(named.values())


def take_back(
    desk: Desk,
    done: Bulk,
    **watch: Unpack[Watch],
) -> Done[Bulk]:
    """Give stories the status, section, tags and places of before; what else was changed since stays.

    Where somebody has changed one of these since, the story is left as it is.
    """
    made = {id_: (before, after) for id_, before, after in done.revisions}

    def back(story: Story) -> Story:
        first, last = made[story.id]
        before = desk.store.at_revision(first)
        after = story if story.revision == last else desk.store.at_revision(last)
        if any(getattr(story, name) != getattr(after, name) for name in _FIELDS):
            raise BadInput("Somebody has changed it since")
        return replace(story, **{name: getattr(before, name) for name in _FIELDS})

    undone = _each(desk, list(made), _Edit(back, "restore"), watch)
    back_again = {id_ for id_, _, _ in undone.value.revisions}
    changes: list[Change] = []
    with desk.store.batch():
        for cleared in reversed(done.cleared):  # each place as it was before the next was cleared
            if cleared.story in back_again or cleared.story not in made:
                changes.append(places.put_back(desk, cleared).change)
    return Done(undone.value, _joined(undone.change, changes))


def _each(
    desk: Desk,
    ids: Sequence[str],
    edit: _Edit,
    watch: Watch,
) -> Done[Bulk]:
    """Save each story as an edit makes it, until a person cancels; what was done until then stands.

    Raises:
        Unwritable: the disk refused the first stories; later on that is why the rest is passed.
    """
    progress, cancelled = watch.get("progress", nothing), watch.get("cancelled", never)
    wanted = list(dict.fromkeys(ids))
    revisions, passed = list[tuple[str, str, str]](), list[Passed]()
    for start in range(0, len(wanted), _AT_ONCE):
        if cancelled():
            break
        some = wanted[start : start + _AT_ONCE]
        try:
            with desk.store.batch():
                done = [_one(desk, id_, edit) for id_ in some if not cancelled()]
        except Unwritable as error:
            if not revisions:
                raise
            passed += [Passed(id_, "", str(error)) for id_ in wanted[start:]]
            break
        revisions += [one for one in done if isinstance(one, tuple)]
        passed += [one for one in done if isinstance(one, Passed)]
        progress(start + len(done), len(wanted))
    return Done(Bulk(tuple(revisions), tuple(passed)), Change.of("story", *(id_ for id_, _, _ in revisions)))


def _one(desk: Desk, id_: str, edit: _Edit) -> tuple[str, str, str] | Passed | None:
    """Save one story as an edit makes it; return nothing where it is so already."""
    headline = ""
    try:
        story = desk.store.story(id_)
        headline = story.headline
        with desk.store.batch():
            saved = stories.save(desk, edit.make(story), reason=edit.reason).value
            if edit.then is not None:
                edit.then(story.id)
    except Unwritable:
        raise  # so are all the others
    except DeskError as error:
        return Passed(id_, headline, str(error))
    return (story.id, story.revision, saved.revision) if saved.revision != story.revision else None
