"""Texts that nobody would write: no rule raises, each place lies on its words, a fix does what it says."""

import datetime as dt
import gc
import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk.checks import Case, Example, all_rules, field_text
from desk.checks.rules.house_style import RULE as HOUSE_STYLE
from desk.checks.words import MASK, masked, of_body
from desk.domain import Dateline, Finding, Photo, Placement, Slot
from desk.text import Doc, blocks, read, write

from ..text.samples import SIGNS
from .cases import alone, case, everything

_HOSTILE = [
    *["\u00a0", "\u202f", "\r\n", "\t", "\u2028", "\x85", "\x00", "\u200b", "\u200f", "\u2067", "\u2069"],
    *[
        "\ud7ff",
        "\ue000",
        "\ufdd0",
        "\ufffd",
        "\U0001f600",
        "👨\u200d👩\u200d👧",
        "e\u0301",
        "İ",
        "ı",
        "ŉ",
        "ǰ",
    ],
    *["9" * 3000, "1," * 50, "١٢", "۵", "②", "²", "5'10\"", " - ", "–", "—", "..", ",,", "&nbsp;", "[^1]"],
    *["| a | b |\n|---|---|\n| “c | d |\n", "```\nthe the\n```\n", "\n\n[^1]: the the\n\n", "\n\n> “a\n"],
]
_MARKED = re.compile(r"\[\[([^|\]]*)(?:\|[^\]]*)?\]\]")


def _bodies() -> set[str]:
    given_ = (one for rule in all_rules().values() for one in (*rule.wrong, *rule.right))
    return {_MARKED.sub(r"\1", one.body if isinstance(one, Example) else one) for one in given_}


def _pieces() -> list[str]:
    """Return the examples of all rules, their sentences, words and signs."""
    found = {piece for body in _bodies() for piece in (body, *re.findall(r"\w+|\W+", body))}
    return sorted({*found, *SIGNS, *_HOSTILE})


texts = st.lists(st.sampled_from(_pieces()) | st.text(max_size=6), max_size=25).map("".join)
languages = st.sampled_from(
    ["en", "ru", "az", "hy", "ka", "fr", "de", "tr", "ar", "he", "xx", "", "en-GB", "az-Latn"]
)
_TERMS = next(
    dict(one.publication)["terms"]
    for one in HOUSE_STYLE.wrong
    if isinstance(one, Example) and one.publication
)


def _in_every_field(body: str, language: str, other: str, *, dated: bool = False) -> Case:
    """Return a story that says one text in its body, and another in its other fields."""
    photo = Photo(
        id="p", hash="h", format="jpeg", width=10, height=10, size=10, caption=other, alt=other[:20]
    )
    story = {
        "headline": other,
        "standfirst": other[:20],
        "kicker": other[:9],
        "photos": (Placement(photo="p"),),
    }
    if dated:
        story["dateline"] = Dateline("Porto", dt.date(2018, 12, 12))
    related = (Slot(id="s", url="https://a.example/", headline=other, teaser=body[:50]),)
    return case(
        body, language, story=story, photos={"p": photo}, related=related, publication={"terms": _TERMS}
    )


def places_lie_on_their_words(given_: Case) -> None:
    for found in everything(given_):
        words = field_text(given_, found.field)
        assert 0 <= found.start <= found.end <= len(words)
        if found.end > found.start:
            assert words[found.start : found.end] == found.words
            assert MASK not in found.words or MASK in words


@given(texts, languages, texts, st.booleans())
@example(body="The the\r\nend.\u202f, “no\r\n\r\nHe   said", language="en", other="the the\r\n“", dated=False)
@example(
    body=f"\U0001f600the the👨\u200d👩\u200d👧 e\u0301\ue000{'9' * 3000}%",
    language="en",
    other="\ud7ff..",
    dated=True,
)
def test_any_text_is_read_and_places_lie_on_the_words_named(
    body: str, language: str, other: str, dated: bool
):
    places_lie_on_their_words(_in_every_field(body, language, other, dated=dated))


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(texts, languages, texts, st.booleans())
@settings(max_examples=4000, derandomize=False)
def test_any_of_thousands_of_texts_is_read(body: str, language: str, other: str, dated: bool):
    places_lie_on_their_words(_in_every_field(body, language, other, dated=dated))


@given(texts)
def test_blocks_are_those_that_the_reader_gives(body: str):
    assert blocks(body) == tuple(block.content for block in read(body).blocks)


def fixed(given_: Case, found: Finding) -> Case:
    """Return the case with the fix of a finding in its body, as the editor would put it there."""
    parts = list(of_body(given_.story.body, given_.language))
    doc = list(blocks(given_.story.body))
    at = max(n for n, part in enumerate(parts) if part.at <= found.start)
    start, end = found.start - parts[at].at, found.end - parts[at].at
    spans, before = [], 0
    for span in doc[at].spans:
        after = before + len(span.text)
        low, high = max(start, before), min(end, after)
        text = span.text
        if low < high or (low == high == start):
            put = found.fix if before <= start < after or (start == after == end) else ""
            text = span.text[: low - before] + put + span.text[max(high, low) - before :]
        spans.append(replace(span, text=text))
        before = after
    doc[at] = replace(doc[at], spans=tuple(span for span in spans if span.text))
    return replace(given_, story=replace(given_.story, body=write(Doc(tuple(doc)))))


def fixes_do_what_they_say(given_: Case) -> None:
    before = field_text(given_, "body")
    for found in everything(given_):
        if found.fix is None or found.field != "body":
            continue
        after = fixed(given_, found)
        wanted = before[: found.start] + found.fix + before[found.end :]
        assert field_text(after, "body").split() == wanted.split()
        left = alone(found.rule, after)
        same = [one for one in left if (one.start, one.words) == (found.start, found.words)]
        # What stood right behind it may be the same again, and then is found in its place.
        assert not same or len(left) < len(alone(found.rule, given_))


@given(texts, languages)
def test_a_fix_removes_its_finding_and_changes_nothing_else(body: str, language: str):
    fixes_do_what_they_say(case(body, language))


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(texts, languages)
@settings(max_examples=4000, derandomize=False)
def test_a_fix_in_any_of_thousands_of_texts_does_what_it_says(body: str, language: str):
    fixes_do_what_they_say(case(body, language))


SHAPES: dict[str, Callable[[int], str]] = {
    "words": lambda n: "The word came to the town and went home. " * (n // 8),
    "one word": lambda n: "a" * 5 * n,
    "straight quotes": lambda n: '" word ' * n,
    "opening quotes": lambda n: "“word " * n,
    "closing quotes": lambda n: "word” " * n,
    "quotes inside quotes": lambda n: "«a " * n + "»" * n,
    "brackets across": lambda n: "( " * n + "] " * n,
    "brackets inside brackets": lambda n: "(" * n + "x" + ")" * n,
    "digits": lambda n: "1" * 5 * n,
    "digits and commas": lambda n: "1," * 2 * n,
    "digits and stops": lambda n: "12." * n,
    "dates": lambda n: "In 1989 on Wednesday, 13 December. " * (n // 5),
    "dates in numbers": lambda n: "12/11/2018 " * n,
    "stops": lambda n: "." * 5 * n,
    "no spaces": lambda n: "Aaa.Bbb" * n,
    "hyphens": lambda n: "a-" * n + ".",
    "no address": lambda n: "a@" * n,
    "no code": lambda n: "{{ a " * n,
    "spaces": lambda n: "a" + " " * 5 * n + "b",
    "no-break spaces": lambda n: "a" + "\u202f" * 5 * n + ",",
    "dashes": lambda n: "aa – bb — " * n,
    "names": lambda n: " ".join(f"the {chr(65 + at % 20)}{_letters(at)}," for at in range(n)),
    "names alike": lambda n: " ".join(f"the Anders{_letters(at % 600)}" for at in range(n)),
    "acronyms": lambda n: " ".join(f"{_letters(at)[:4]}{' ' * (at % 2)}{at % 99}" for at in range(n)).upper(),
    "titles": lambda n: "President Ann Lee and Mayor Ann Lee met. " * (n // 8),
    "shares": lambda n: "45 of 90 deputies (5%) " * (n // 3),
    "lists": lambda n: "12 people: " + "7 men, " * n,
    "accents": lambda n: "e" + "\u0301" * 5 * n,
    "families": lambda n: "👨\u200d👩\u200d👧" * n,
    "marks of direction": lambda n: "\u2067سلام\u2069 " * n,
    "broken encoding": lambda n: "Ã©Ð" * n,
    "doubled words": lambda n: "what it is is the the " * (n // 4),
    "two scripts": lambda n: "Mоскве " * n,
    "paragraphs": lambda n: "“A word (here.\n\n" * n,
    "sentences": lambda n: "".join(f"The bridge {at} over it is closed today too. " for at in range(n // 9)),
    "house style": lambda n: "e-mail US 5 % Macedonia " * (n // 4),
}  # fmt: skip


def _letters(number: int) -> str:
    return "".join("aeioukmnrst"[number // 11**place % 11] for place in range(5))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "ru", "de", "hy"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_eight_times_as_long_takes_no_more_than_its_share(shape: str, language: str):
    """A rule that goes through the text for each thing in it would take 64 times as long."""
    short, long = (min(_taken(SHAPES[shape], size, language, run) for run in (1, 2)) for size in (500, 4000))
    assert long < 8 * 3 * max(short, 0.002)


def _taken(made: Callable[[int], str], size: int, language: str, run: int) -> float:
    """Return the seconds of the processor that a text takes which was never read."""
    body = f"Run {run}. {made(size)}"
    given_ = case(body, language, story={"headline": made(20)}, publication={"terms": _TERMS})
    assert given_.parts
    gc.collect()
    start = time.thread_time()
    masked(body)
    everything(given_)
    return time.thread_time() - start
