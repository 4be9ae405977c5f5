"""What a newsroom changes between two exports, each by the name of what it does."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk import operations as ops
from desk.domain import Cancelled, Container, Correction, Fill, Front, Slot, Status, new_id
from tests.operations.conftest import ANN, paint
from tests.operations.exported import CHOICE, NOW, Newsroom


def comes(newsroom: Newsroom, headline: str, **words: Any) -> None:
    made = ops.story.new(newsroom.desk, headline=headline).value
    newsroom.write(made.id, **{"body": "New.\n", "section": "news", "status": Status.PUBLISHED} | words)


def beside(newsroom: Newsroom) -> None:
    newsroom.write("harbour-1", headline="Stands beside all")


def moved(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", tags=("tide",))


def withdrawn(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", status=Status.WITHDRAWN)


def corrected(newsroom: Newsroom) -> None:
    comes(newsroom, "Put right", corrections=(Correction("It was Monday.", NOW),))


def first_of_a_section(newsroom: Newsroom) -> None:
    comes(newsroom, "Fresh", section="sport")


def awaited(newsroom: Newsroom) -> None:
    """Have a story come to which another leads as related."""
    draft = ops.story.new(newsroom.desk, headline="Awaited").value
    held = newsroom.desk.store.curated(f"related:{ops.story.get(newsroom.desk, 'harbour-3').id}")
    newsroom.desk.store.save_list(replace(held, slots=(Slot(id=new_id(), story=draft.id),)), ANN)
    newsroom.export()
    newsroom.write(draft.id, body="New.\n", section="news", status=Status.PUBLISHED)


def mentioned(newsroom: Newsroom) -> None:
    newsroom.write("harbour-4", body="See [it](../news/fresh.html).\n")
    newsroom.export()
    comes(newsroom, "Fresh")


def of_last_month(newsroom: Newsroom) -> None:
    comes(newsroom, "Fresh", published=NOW - timedelta(days=40))


def chosen(newsroom: Newsroom) -> None:
    ops.curation.act(newsroom.desk, CHOICE, "add", ["harbour-4"])


def arrange(newsroom: Newsroom, **fields: object) -> None:
    """Change the editor's choice on the front that readers see."""
    desk = newsroom.desk

    def arranged(front: Front) -> Front:
        changed = [replace(one, **fields) if one.slug == CHOICE else one for one in front.containers]
        return replace(front, containers=tuple(changed))

    ops.fronts.edit_live(desk, ops.fronts.holding(desk, CHOICE).slug, arranged)


def lasting(newsroom: Newsroom) -> None:
    """Have a container show no story that is older than a day."""
    arrange(newsroom, days=1)


def pictured(newsroom: Newsroom) -> None:
    """Have a slot show a photo that its story does not have."""
    picture = paint(newsroom.folder / "quay.jpg", (20, 120, 150))
    ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "harbour-3").id, [picture])
    newsroom.export()
    key = next(place.photo for place in ops.story.get(newsroom.desk, "harbour-3").photos)
    held = ops.curation.get(newsroom.desk, CHOICE)
    arrange(newsroom, slots=tuple(replace(slot, photo=key) for slot in held.slots))


def related(newsroom: Newsroom) -> None:
    keys = [ops.story.get(newsroom.desk, f"harbour-{number}").id for number in (3, 4)]
    held = newsroom.desk.store.curated(f"related:{keys[0]}")
    newsroom.desk.store.save_list(replace(held, slots=(Slot(id=new_id(), story=keys[1]),)), ANN)


def photo(newsroom: Newsroom) -> None:
    picture = paint(newsroom.folder / "bridge.jpg", (90, 120, 150))
    ops.intake.add(newsroom.desk, ops.story.get(newsroom.desk, "harbour-3").id, [picture])


def settings(newsroom: Newsroom) -> None:
    publication = newsroom.desk.store.publication()
    ops.desk.save_publication(newsroom.desk, replace(publication, title="The Gull"))


def lost(newsroom: Newsroom) -> None:
    next(newsroom.out.rglob("harbour-4.html")).unlink()


def replaced(newsroom: Newsroom) -> None:
    page = next(newsroom.out.rglob("harbour-4.html"))
    page.unlink()
    page.write_text("Mine")


def damaged(newsroom: Newsroom) -> None:
    (newsroom.desk.folder / "site" / "known.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5_000)


def stopped(newsroom: Newsroom) -> None:
    newsroom.write("harbour-3", tags=("tide",))
    asked = iter([*[False] * 5, *[True] * 99])
    with pytest.raises(Cancelled):
        ops.exporting.export(newsroom.desk, newsroom.out, at=NOW, cancelled=lambda: next(asked))


def choice(newsroom: Newsroom, number: int) -> None:
    key = ops.story.get(newsroom.desk, f"harbour-{number}").id
    stands = any(slot.story == key for slot in ops.curation.get(newsroom.desk, CHOICE).slots)
    ops.curation.act(newsroom.desk, CHOICE, "remove" if stands else "add", [key])


def leads(newsroom: Newsroom, number: int) -> None:
    """Have a story, or none, lead the front page of the site or of a section."""
    slug = ("front", "news", "culture")[number % 3]

    def led(front: Front) -> Front:
        first = front.containers[0] if front.containers else None
        named = first or Container(id=new_id(), slug=f"lead-{slug}", name="Lead", fill=Fill.MANUAL_FIRST)
        key = ops.story.get(newsroom.desk, f"harbour-{number}").id
        slots = (Slot(id=new_id(), story=key, headline=f"Led {number}"),) if number % 4 else ()
        return replace(front, containers=(replace(named, slots=slots), *front.containers[1:]))

    ops.fronts.edit(newsroom.desk, slug, led)
    ops.fronts.make_live(newsroom.desk, slug)


def said(newsroom: Newsroom, number: int) -> None:
    newsroom.write(
        f"harbour-{number}", headline=f"Harbour {number} at {newsroom.whole_reads}", body=f"{number}\n"
    )


def ends(newsroom: Newsroom, number: int) -> None:
    slots = ops.curation.get(newsroom.desk, CHOICE).slots
    arrange(newsroom, slots=tuple(replace(slot, ends=NOW + timedelta(hours=number + 1)) for slot in slots))
