"""Quotations are kept as they first stood; later changes inside them are pointed out."""

import datetime as dt
from dataclasses import replace

from desk.checks import remembered

from .cases import NOW, alone, case

BODY = "He spoke. “We will not go back to the table,” he said. Then “yes” and “no”."


def saved(story, body: str, minutes: int, author: str = "Ann"):
    story = replace(story, body=body)
    return replace(story, quotes=remembered(story, author, NOW + dt.timedelta(minutes=minutes)))


def found(story) -> list[tuple[str, str | None]]:
    return [(one.words, one.fix) for one in alone("quote-changed", case(story=vars_of(story)))]


def vars_of(story) -> dict:
    return {"body": story.body, "quotes": story.quotes}


def test_what_was_said_is_kept_and_titles_and_doubts_are_not():
    story = saved(case().story, BODY, 0)
    assert [quote.words for quote in story.quotes] == ["We will not go back to the table,"]
    assert found(story) == []


def test_a_later_change_is_pointed_out_with_what_was_said():
    story = saved(case().story, BODY, 0)
    story = saved(story, BODY.replace("will not", "will"), 30)
    assert found(story) == [("We will go back to the table,", "We will not go back to the table,")]
    assert [quote.words for quote in story.quotes] == ["We will not go back to the table,"]


def test_who_types_may_put_it_right_at_once_and_nobody_else():
    story = saved(case().story, BODY, 0)
    assert found(saved(story, BODY.replace("table", "tables"), 1)) == []
    assert found(saved(story, BODY.replace("table", "tables"), 1, "Bo")) != []


def test_signs_spaces_and_words_around_are_no_change():
    story = saved(case().story, BODY, 0)
    other = BODY.replace("“", '"').replace("”", '"').replace("He spoke", "She spoke at length")
    other = other.replace("go back", "go\u00a0back")
    assert found(saved(story, other, 30)) == []


def test_a_quotation_that_goes_or_comes_is_no_change():
    story = saved(case().story, BODY, 0)
    assert found(saved(story, "Nothing was said.", 30)) == []
    more = saved(story, BODY + "\n\n“The snow came early this year,” she said.", 30)
    assert found(more) == []
    assert len(more.quotes) == 2


def test_a_quotation_over_several_paragraphs_is_kept_in_each_of_them():
    body = "He spoke.\n\n“We will not go back to them.\n\n“The table is too old for us,” he said."
    story = saved(case().story, body, 0)
    assert [quote.words for quote in story.quotes] == [
        "We will not go back to them.",
        "The table is too old for us,",
    ]
    assert found(story) == []
    story = saved(story, body.replace("will not", "shall").replace("too old", "good"), 30)
    assert found(story) == [
        ("We shall go back to them.", "We will not go back to them."),
        ("The table is good for us,", "The table is too old for us,"),
    ]
