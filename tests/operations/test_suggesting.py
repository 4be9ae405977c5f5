"""Related links that are suggested say why, and leave out what would be of no use."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk import operations as ops
from desk.domain import NotFound, Status, Story, new_id

WORDS = (
    "On Monday General Gerasimov spoke with NATO about pipelines. In Baku, Gerasimov had seen NATO before.\n"
)


def made(desk, headline, body=WORDS, **words):
    words = {"status": Status.PUBLISHED, "section": "news", "tags": ("pipelines",)} | words
    return ops.story.save(desk, Story(id=new_id(), headline=headline, body=body, **words)).value


@pytest.fixture
def main(desk):
    return made(desk, "Generals meet")


def suggested(desk, story):
    return [one.row.headline for one in ops.suggesting.suggest(desk, story.id)]


def test_it_says_why_with_names_first(desk, main):
    made(desk, "Talks go on", "In Baku the general Gerasimov waited for NATO to answer about pipelines.\n")
    made(desk, "A garden show", "Roses bloom.\n", tags=())
    (one,) = ops.suggesting.suggest(desk, main.id)
    assert one.row.headline == "Talks go on"
    assert set(one.shared[:3]) == {"Gerasimov", "NATO", "Baku"}
    assert "#pipelines" in one.shared[3:]


def test_names_of_other_tongues_are_told_as_they_are_written(desk):
    body = "Вчера министр Герасимов прибыл в Баку. Там Герасимов говорил с НАТО о газопроводе.\n"
    one = made(desk, "Встреча в Баку", body, language="ru", tags=())
    made(desk, "О Герасимове", "Потом министр Герасимов ответил: Баку и НАТО ждут.\n", language="ru", tags=())
    (found,) = ops.suggesting.suggest(desk, one.id)
    assert {"Герасимов", "Баку", "НАТО"} <= set(found.shared)


def test_days_months_and_words_of_every_story_are_no_reason(desk):
    body = "On Monday in October the first boat of the year came. The harbour waited for the first boat.\n"
    one = made(desk, "The first boat", body, tags=())
    for number in range(8):
        made(desk, f"The first of {number}", body.replace("boat", f"bus{'s' * number}"), tags=())
    other = made(desk, "The second boat", "A boat on Monday: the harbour had its boat in October.\n", tags=())
    tagged = made(desk, "Something else", "Nothing shared.\n", tags=("boats",))
    assert suggested(desk, one) == []
    ops.story.save(desk, replace(one, tags=("boats",)))
    assert suggested(desk, one) == [tagged.headline]
    ops.story.save(desk, replace(one, body=body + "\nBefore it Navasard came, said Navasard.\n"))
    ops.story.save(desk, replace(other, body=other.body + "\nIt met Navasard, and Navasard it.\n"))
    found = {like.row.id: like for like in ops.suggesting.suggest(desk, one.id)}[other.id]
    assert "Navasard" in found.shared
    assert not {"Monday", "October", "monday", "october", "first", "the"} & set(found.shared)


def test_what_is_withdrawn_related_or_linked_in_the_text_is_left_out(desk, main):
    withdrawn, related = made(desk, "Withdrawn"), made(desk, "Related")
    linked, renamed, relative = (made(desk, name) for name in ("Linked", "Renamed", "Relative"))
    elsewhere = made(desk, "Elsewhere")
    ops.story.set_status(desk, withdrawn.id, Status.WITHDRAWN)
    ops.curation.relate(desk, main.id, [related.id])
    assert set(suggested(desk, main)) == {"Linked", "Renamed", "Relative", "Elsewhere"}
    links = (
        f"See [this](https://hour.example/news/{linked.slug}/), <a href='x' href=\"/x\">that</a>, "
        f"[it](https://hour.example/news/{renamed.slug}/index.html) and [the last](/news/{relative.slug}/). "
        f"[Not ours](https://other.example/news/{elsewhere.slug}/)\n"
    )
    ops.story.save(desk, replace(renamed, slug="another-address"))
    ops.story.save(desk, replace(ops.story.get(desk, main.id), body=WORDS + "\n" + links))
    assert suggested(desk, main) == ["Elsewhere"]


def test_recent_ones_come_first_where_all_else_is_alike(desk, main):
    old = datetime.now(UTC) - timedelta(days=900)
    names = ["Old one", "New one", "Older one"]
    published = [old, datetime.now(UTC) - timedelta(days=1), old - timedelta(days=300)]
    for name, at in zip(names, published, strict=True):
        made(desk, name, published=at)
    assert suggested(desk, main) == ["New one", "Old one", "Older one"]


def test_of_a_story_that_is_not_there_nothing_is_suggested(desk):
    with pytest.raises(NotFound):
        ops.suggesting.suggest(desk, "nobody")
