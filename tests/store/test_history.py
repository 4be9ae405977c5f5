"""Names of versions, and the chain as the history pane lists it."""

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import event, insert, select

from desk.domain import BadInput, DeskError, NotFound, Who, new_id
from desk.store import Store, tables
from tests.store.conftest import ANN, BOB, noon, story


def names(store: Store, of: str) -> list[str]:
    return [one.name for one in store.revisions(of)]


def test_a_version_is_named_named_anew_and_unnamed(store: Store, again: Callable[..., Store]) -> None:
    first = store.save_story(story(), ANN)
    second = store.save_story(replace(first, body="More.\n"), BOB)
    named = store.name_revision(first.revision, "Ինչպես ուղարկվեց", BOB)
    assert (named.id, named.name, named.author) == (first.revision, "Ինչպես ուղարկվեց", "Ann")
    assert names(again(), first.id) == ["Ինչպես ուղարկվեց", ""]
    store.name_revision(first.revision, "As sent", ANN)
    store.name_revision(second.revision, "As printed", ANN)
    assert names(store, first.id) == ["As sent", "As printed"]
    assert store.name_revision(first.revision, "", ANN).name == ""
    assert names(store, first.id) == ["", "As printed"]
    assert store.story(first.id) == second and store.verify() == []


def test_names_need_a_revision_and_a_person(store: Store) -> None:
    saved = store.save_story(story(), ANN)
    with pytest.raises(NotFound):
        store.name_revision("0192f0c4-7c2e-7000-8000-000000000000", "Nowhere", ANN)
    with pytest.raises(BadInput):
        store.name_revision(saved.revision, "As sent", Who("", "laptop"))
    assert names(store, saved.id) == [""]


def test_of_two_who_name_one_version_at_once_a_name_stands(store: Store, again: Callable[..., Store]) -> None:
    saved = store.save_story(story(), ANN)
    desks, start, wrong = (store, again()), threading.Barrier(2), list[DeskError]()

    def name(desk: Store, words: str) -> None:
        try:
            start.wait()
            for number in range(20):
                desk.name_revision(saved.revision, f"{words} {number}", ANN)
        except DeskError as error:
            wrong.append(error)

    threads = [threading.Thread(target=name, args=pair) for pair in zip(desks, ("one", "two"), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert names(store, saved.id)[0] in ("one 19", "two 19")


def test_a_thousand_revisions_are_listed_by_one_query_without_their_contents(store: Store) -> None:
    saved = store.save_story(story(), ANN)
    rev = tables.revision
    database = store._database  # pyright: ignore[reportPrivateUsage]
    with database.write() as connection:
        row = connection.execute(select(rev).where(rev.c.id == saved.revision)).one()._asdict()
        connection.execute(insert(rev), [row | {"id": new_id(), "at": noon()} for _ in range(999)])
    said: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        said.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    found = store.revisions(saved.id)
    event.remove(database.engine, "before_cursor_execute", note)
    assert len(found) == 1000 and found[-1].id == saved.revision
    (query,) = [statement for statement in said if "SELECT" in statement]
    assert "revision.content" not in query
