"""A page copied as plain text: headline, paragraphs, labelled lines, then cards."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk.domain import PICTURES, BadInput, Byline, Placement, Role, Slot, Source, Story, slugify
from desk.domain.byline import parse_bylines
from desk.exchange import vocabulary
from desk.exchange.cards import Card, read_cards
from desk.exchange.escape import escape
from desk.exchange.found import Draft, Found, Picture, origin
from desk.exchange.pictures import beside

_LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_COURTESY = re.compile(r"^(?P<words>.*?)\s*[(\[](?P<note>[^()\[\]]+)[)\]]\s*\.?$", re.DOTALL)
_CREDIT = re.compile(
    r"(?:(?:picture|photo|photograph|image|фото|foto)s?\s*)?(?:(?P<courtesy>courtesy\b.*)"
    r"|(?:credits?\s*[:–—-]?|by\s|[:–—-])\s*(?P<name>.+))",
    re.IGNORECASE | re.DOTALL,
)
_HOST = re.compile(r"(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,24}")
_SHORT_CREDIT = 60


@dataclass(slots=True)
class _Words:
    """What has been read of the page's own story."""

    body: list[str] = field(default_factory=list[str])
    sources: list[str] = field(default_factory=list[str])
    bylines: list[Byline] = field(default_factory=list[Byline])
    pictures: list[Picture] = field(default_factory=list[Picture])
    credit: str = ""


def read_page(text: str, *, folder: Path | None = None, root: Path | None = None) -> Found:
    """Read a page copied as plain text.

    The first line is the headline. A line that begins with a label (`source:`, `photo:`, `by:`, `caption:`,
    `credit:`) fills its field. A note in brackets at the end of a photo's words becomes its credit: a
    courtesy note keeps its own wording ("Courtesy of the museum"), others are cut to the name. The first
    photo is the lead. From the first line that is a list's heading on come cards; each headline that is new
    makes a draft with its teaser as the body. The cards under `Related articles` are the related links of
    the page's own story.

    Args:
        text: the page.
        folder: where a `photo:` line's file is looked for.
        root: the folder that pictures may not lie outside of.

    Raises:
        BadInput: there are no words.
    """
    lines = [_tidy(line) for line in _LINE_ENDS.split(text)]
    first = next((number for number, line in enumerate(lines) if line), None)
    if first is None:
        raise BadInput("There are no words in the text", todo="Choose a text with words in it")
    tail = next((n for n in range(first + 1, len(lines)) if vocabulary.heading(lines[n])), len(lines))
    words = _Words()
    for paragraph in _paragraphs(lines[first + 1 : tail]):
        _take(words, paragraph, folder, root)
    main = _main(lines[first], words)
    return _with_cards(main, read_cards(lines[tail:]))


def _tidy(line: str) -> str:
    """Return a line without control characters and needless blanks; no-break spaces inside stay."""
    line = re.sub(r"[\t ]+", " ", line)
    return "".join(c for c in line if unicodedata.category(c) != "Cc").strip("\ufeff\u200b \u00a0").strip()


def _paragraphs(lines: list[str]) -> Iterable[str]:
    """Yield paragraphs: each line is one, but lines wrapped at a margin are joined."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            yield from _unwrapped(block)
            block = []


def _unwrapped(block: list[str]) -> Iterable[str]:
    if len(block) == 1 or not all(50 <= len(line) <= 100 for line in block[:-1]) or len(block[-1]) > 100:
        yield from block
        return
    joined = block[0]
    for line in block[1:]:
        if vocabulary.label(line) and re.search(r"[.!?)\"”»]$", joined):
            yield joined
            joined = line
        else:
            joined += " " + line
    yield joined


def _take(words: _Words, paragraph: str, folder: Path | None, root: Path | None) -> None:
    kind, value = vocabulary.label(paragraph) or ("", paragraph)
    if kind == "source":
        words.sources.append(value)
    elif kind == "by":
        words.bylines += parse_bylines(re.sub(r"\s+(?:and|&|и|և|და|və|ve|و)\s+", ", ", value).rstrip("."))
    elif kind == "photo":
        _photo(words, value, folder, root)
    elif kind == "caption":
        _caption(words, value)
    elif kind == "credit":
        _credit(words, value)
    else:
        words.body.append(paragraph)


def _photo(words: _Words, value: str, folder: Path | None, root: Path | None) -> None:
    if Path(value).suffix.lower() in PICTURES and folder and (path := beside(value, folder, root or folder)):
        _add(words, Placement(), path)
    else:
        caption, credit = _courtesy(value)
        _add(words, Placement(caption=caption, credit=credit))


def _caption(words: _Words, value: str) -> None:
    caption, credit = _courtesy(value)
    last = words.pictures[-1] if words.pictures else None
    if last and not last.place.caption:
        place = replace(last.place, caption=caption, credit=credit or last.place.credit)
        words.pictures[-1] = replace(last, place=place)
    elif last and not last.place.credit and len(last.place.caption) <= _SHORT_CREDIT and not credit:
        # "Photo: A. Name" above a caption line names the photographer.
        words.pictures[-1] = replace(
            last, place=replace(last.place, caption=caption, credit=last.place.caption)
        )
    else:
        _add(words, Placement(caption=caption, credit=credit))


def _credit(words: _Words, value: str) -> None:
    if words.pictures and not words.pictures[-1].place.credit:
        last = words.pictures[-1]
        words.pictures[-1] = replace(last, place=replace(last.place, credit=value))
    else:
        words.credit = value


def _add(words: _Words, place: Placement, path: Path | None = None) -> None:
    role = Role.INLINE if words.pictures else Role.LEAD
    words.pictures.append(
        Picture(path=path, place=replace(place, role=role, credit=place.credit or words.credit))
    )
    words.credit = ""


def _courtesy(value: str) -> tuple[str, str]:
    """Return a photo's words and the credit from the note in brackets at their end."""
    match = _COURTESY.match(value)
    note = _CREDIT.fullmatch(match["note"].strip()) if match else None
    if not match or not note:
        return value, ""
    credit = (note["courtesy"] or note["name"]).strip(" .")
    return match["words"].strip(), credit[:1].upper() + credit[1:]


def _source(values: list[str]) -> Source:
    if not values:
        return Source()
    if len(values) > 1:
        return Source("; ".join(values))
    value = values[0]
    address = re.search(r"https?://[^\s<>()\"]+", value)
    if address:
        name = value.replace(address[0], "").strip(" ()[]–—,-")
        return Source(name or re.sub(r"^https?://(?:www\.)?([^/]+).*$", r"\1", address[0]), address[0])
    return Source(value, f"https://{value}" if _HOST.fullmatch(value) else "")


def _main(headline: str, words: _Words) -> Draft:
    if words.credit:
        words.pictures.append(Picture(place=Placement(credit=words.credit)))
    story = Story(
        id="",
        headline=headline,
        body="\n\n".join(map(escape, words.body)),
        bylines=tuple(words.bylines),
        source=_source(words.sources),
        language=vocabulary.language(" ".join([headline, *words.body])),
        origin=origin(headline, *words.body),
    )
    return Draft(story=story, pictures=tuple(words.pictures), key=headline)


def _with_cards(main: Draft, cards: list[Card]) -> Found:
    drafts = {_same(main.key): main}
    lists: dict[str, list[Slot]] = {}
    for card in cards:
        draft = drafts.setdefault(_same(card.headline), _of_card(card))
        for slug in card.lists:
            slot = Slot(id="", story=draft.key, kicker=card.kicker)
            places = lists.setdefault(slug, [])
            if slot.story not in {place.story for place in places} and not (
                slug == "related" and draft is main
            ):
                places.append(slot)
    related = lists.pop("related", [])
    return Found(
        stories=tuple(drafts.values()),
        lists={slug: tuple(slots) for slug, slots in lists.items()},
        related={main.key: tuple(related)} if related else {},
    )


def _same(headline: str) -> str:
    return re.sub(r"\W+", " ", unicodedata.normalize("NFKC", headline)).strip().casefold() or headline


def _of_card(card: Card) -> Draft:
    named = vocabulary.heading(card.kicker)
    story = Story(
        id="",
        headline=card.headline,
        kicker="" if named else card.kicker,
        section=slugify(card.section) if card.section and not vocabulary.heading(card.section) else "",
        body="\n\n".join(map(escape, card.teaser)),
        language=vocabulary.language(" ".join([card.headline, *card.teaser])),
        origin=origin(card.headline, *card.teaser),
    )
    return Draft(story=story, key=card.headline)
