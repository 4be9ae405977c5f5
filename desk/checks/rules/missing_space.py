"""A sentence that ends, and the next begins without a space between."""

import re
from collections.abc import Iterator

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_LETTER = r"[^\W\d_]"
_SIGN = re.compile(  # the sign first, which is quick to find: word.Word, word,word, “word”.Word
    rf"[.!?…](?<={_LETTER}{_LETTER}.)(?={_LETTER}{{2}})|[,;،؛؟։](?<={_LETTER}{_LETTER}.)(?={_LETTER})"
    rf"|[.](?<=[^\W_]{{2}}[\"”»“’)].)(?={_LETTER}{{2}})"
    r"|:(?<=[ա-և]{2}:)(?=[Ա-Ֆ][ա-և])"  # which many set for ։
)
_MAYBE = re.compile(rf"[.!?…,;:،؛؟։](?={_LETTER})")  # one set of signs is quickest to look for
_BRANDS = ("Яндекс", "Yandex")  # whose services are written Yandex.Taxi
_NETS = ("نت", "كوم")  # net and com, which are part of names: العربية.نت
_AFTER = re.compile(rf"{_LETTER}+")
_BEFORE = re.compile(rf"{_LETTER}+$")


def _find(words: Words) -> Iterator[Found]:
    if not _MAYBE.search(words.prose):
        return
    for sign in _SIGN.finditer(words.prose):
        at = sign.start()
        if sign[0] != "." or _sentence(words.prose, at):
            yield Found(at, at + 1, f"A space is missing after “{sign[0]}”.", sign[0] + " ")


def _sentence(text: str, at: int) -> bool:
    """Return whether a full stop between letters ends a sentence, and is no part of a name or file."""
    after = _AFTER.match(text, at + 1)
    before = _BEFORE.search(text, max(at - 40, 0), at)
    assert after
    if text[after.end() : after.end() + 1] in (".", "/", "_", "("):
        return False
    if after[0][0].isupper() and not after[0].isupper():
        return before is None or not (before[0].isupper() or before[0] in _BRANDS)
    if after[0][0] > "\u0530":  # Armenian and what comes behind it has no addresses, and mostly no capitals
        return after[0] not in _NETS and (len(after[0]) > 2 or after[0][0] > "\u0590")
    return after[0].islower() and len(after[0]) > 4


RULE = Rule(
    name="missing-space",
    title="No space after a sentence",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="Two sentences run into each other, and readers and search engines take two words for one.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "They met the mayor[[.|. ]]Lee was grateful.",
        "They met Ann Lee[[.|. ]]mayor Lee was grateful.",
        "He said “no more”[[.|. ]]Then he left.",
        "Bread[[,|, ]]butter and salt.",
        "Is it true[[?|? ]]Nobody knows.",
        Example("Նա գնաց[[:|: ]]Հետո եկավ:", language="hy"),
        Example("ის წავიდა[[.|. ]]მერე მოვიდა.", language="ka"),
        Example("ذهب[[.|. ]]ثم عاد.", language="ar"),
    ),
    right=(
        "Read it at news.example.com or in notes.docx, says J.K. Rowling of the U.S.A.",
        "It costs 1.5 million, at 12:30, in version 2.0a.",
        "A Ph.D. student writes Node.js and ASP.NET for Yahoo.com.",
        "Some code: `first.Second`.",
        Example("Ժամը 12:30-ին, օրինակ.հայ կայքում, թիվ 5:", language="hy"),
        Example("قالت العربية.نت ذلك.", language="ar"),
        Example("Она вызвала Яндекс.Такси.", language="ru"),
        "The film was called [www.Nowhere](https://a.example/b.Html).",
    ),
)
