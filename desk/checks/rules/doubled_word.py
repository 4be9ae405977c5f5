"""The same word twice in a row."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise

from desk.checks.rule import TYPED, Example, Found, Group, Rule
from desk.checks.words import Words
from desk.domain import Level

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)[ \u00a0\n]+(\1)(?![\w'’-])")
# Languages double words on purpose; what is never doubled so are the small words between the others.
_SMALL = {
    "ru": "и в во на с со к ко от из за для по о об у не но а что как это или до при из-за под над без",
    "az": "və ilə üçün ki da də o amma isə kimi sonra",
    "tr": "ve ile ki da de ama ise gibi sonra",
    "hy": "և ու որ է են էր այս այդ ի համար հետ մասին կամ նաև",
    "ka": "და რომ არ თუ ან მაგრამ კი რომელიც",
    "ar": "في إلى على عن أن إن هذا هذه التي الذي مع أو ثم قد",
}
_MEANT = {
    "en": "had that her you very no yes well right now there come please oh bye ha blah so many much long "
    "far really out knock night",
    "fr": "nous vous en non si oui très tout faire plus bien",
    "de": "die der das sie den dem denen ihr ihnen ihm es was wie sehr ja nein so",
}
# What stands before two words that only look like one twice: came in in May; what it is is a pity.
_BEFORE = {
    "en": (
        (
            r"\b(?:c[ao]m|go|went|log|turn|check|kick|set|br[eo]|br[io]|mov|carr|hand|call|drop|stay|sign|swor|t[ao]k|step"
            r"|switch|put|pass|plug|phas|h[eo]ld|liv|liv|join|fill|let|gave|giv)\w*\s$",
            "in on up over",
        ),
        (
            r"\b(?:what(?:ever)?|all|who(?:ever)?|how|where|when|things?|everything|way|problem|question)\b"
            r"[^.,;:!?\n]{0,40}$",
            "is was are were do does did has have can will happens wins",
        ),
        (r"\b(?:who|that|which)\s$", "do does did can will have has are were"),  # those who can can help
    ),
    "fr": ((r"\b(?:qui|que|qu[’']\w+)\s$", "est"),),
    "ru": ((r"\b(?:так|того|тем)\s$", "как"),),  # так как как раз
    "ar": ((r"سي\s$", "إن"),),  # CNN
}
# What stands behind them: zu zu hohen Preisen; in in Berlin gebauten Häusern.
_BEHIND = {
    "de": (
        r" (?!(?:d(?:ie|er|as|en|em|es)|ein\w*)\b)(?:[\wäöüß-]+ ){0,5}?[a-zäöüß-]+e[nrsm]? [A-ZÄÖÜ]",
        "zu in an auf mit von für bei nach aus",
    ),
}
_NEXT = re.compile(r"[ ,]+([^\W\d_]+)")
_PARTING, _ENDS = '"“„«‘([—–…/', ".,;:!?։،؟”»“)]’'\ufffc"


def _find(words: Words) -> Iterator[Found]:
    small = _SMALL.get(words.language, "").split()
    low = words.prose.lower()
    if not _maybe(low, small):  # quicker than to look back from each word
        return
    meant = _MEANT.get(words.language, "").split()
    for twice in _TWICE.finditer(low if len(low) == len(words.prose) else words.prose):
        first, second = (words.prose[slice(*twice.span(group))] for group in (1, 2))
        word = second.lower()
        if (small and word not in small) or word in meant or (len(word) == 1 and word not in small):
            continue
        if _only_alike(words, twice) or _again(words.prose, twice):
            continue
        if (second[0].isupper() and not second.isupper() and first == second) or second.isupper():
            continue  # Duran Duran, New York New York
        yield Found(twice.start(), twice.end(), f"“{second}” stands here twice.", first)


def _only_alike(words: Words, twice: re.Match[str]) -> bool:
    """Return whether the two are different words, by what stands about them."""
    word, text = twice[2].lower(), words.prose
    if words.language == "fr" and word == "de":  # les temps de de Gaulle
        return text[twice.end() : twice.end() + 2].strip().isupper()
    before = text[max(twice.start() - 60, 0) : twice.start()]
    known = _BEFORE.get(words.language, ())
    if any(word in some.split() and re.search(said, before, re.IGNORECASE) for said, some in known):
        return True
    behind, some = _BEHIND.get(words.language, ("", ""))
    return word in some.split() and re.match(behind, text[twice.end() : twice.end() + 80]) is not None


def _again(text: str, twice: re.Match[str]) -> bool:
    """Return whether the word stands a third time, as only who means it writes it: la la la."""
    more = _NEXT.match(text, twice.end())
    return more is not None and more[1].lower() == twice[2].lower()


def _maybe(low: str, small: Sequence[str]) -> bool:
    """Return whether a word of a text, one of some if there are any, may be the one before it again."""
    for sign in _PARTING:
        low = low.replace(sign, " ")
    every = low.split()
    longer = compress(pairwise(every), map(str.startswith, every[1:], every))
    return any(second.rstrip(_ENDS) == first and (not small or first in small) for first, second in longer)


RULE = Rule(
    name="doubled-word",
    title="A word twice in a row",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="It is nearly always a slip of the hand, and readers stumble over it.",
    languages=TYPED,
    reads=_find,
    wrong=(
        "This is [[the the|the]] end.",
        "[[The the|The]] end.",
        Example("Он живёт [[в в|в]] Москве.", language="ru"),
        Example(
            "Das ist [[und und|und]] bleibt so. Er lebt [[in in|in]] Berlin und arbeitet.", language="de"
        ),
        Example("Այսօր [[և և|և]] վաղը։", language="hy"),
    ),
    right=(
        "He had had enough of Duran Duran, and that that is so.",
        "She gave her her coat when he came in in May. What it is is a pity.",
        "La la la, they sang; no, no.",
        "Those who can can help. Whatever happens happens. What she does does matter.",
        "Tom-tom drums, a so-so film.",
        Example("Он очень очень устал, чуть чуть.", language="ru"),
        Example("Yavaş yavaş yürüdü, için için ağladı.", language="tr"),
        Example("Nous nous sommes vus au temps de de Gaulle.", language="fr"),
        Example("Ich weiß, dass die, die die Frau kennen, kommen.", language="de"),
        Example("Das führt zu zu hohen Preisen in in Berlin gebauten Häusern.", language="de"),
    ),
)
