"""Characters of a broken encoding, and entities that show."""

import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from desk.checks.rule import Example, Found, Group, Rule
from desk.checks.words import Words, signs_in
from desk.domain import Level

_STRAY = re.compile(
    "\ufffd+|[\ue000-\uf8ff]+"
    "|&(?:nbsp|amp|quot|lt|gt|[lr][ds]quo|[mn]dash|hellip|#\\d{2,5});"
    "|â€[\u0080-\u00bf\u0152-\u2122œ™¦“”˜]?|Ã[\u0080-\u00ba\u00bc-\u00bf€-™]|(?<![A-Z])Ã»|Â(?=[\u00a0-\u00bf])[\u00a0-\u00bf]"
    "|(?:[ÐÑ][\u0080-\u00bf\u0152-\u2122]){2,}"
    "|(?:[РС][\u00a0-\u00bf\u0402-\u040f\u0451-\u045f\u0490\u0491\u2013-\u2122]){3,}"  # Привет as cp1251
)
_BEGINS = frozenset("&\ufffdâÃÂÐÑРС") | frozenset(map(chr, range(0xE000, 0xF900)))


def _find(words: Words) -> Iterator[Found]:
    text = words.prose
    if signs_in(text).isdisjoint(_BEGINS):
        return
    for stray in _STRAY.finditer(text):
        said = stray[0]
        if said[0] == "&":
            fix = unescape(said)
            yield Found(*stray.span(), f"“{said}” is code that readers would see.", fix)
        else:
            yield Found(*stray.span(), "These characters come of a broken encoding.", _mended(said))


def _mended(said: str) -> str | None:
    for encoding in ("cp1252", "cp1251"):
        with suppress(UnicodeError):
            return said.encode(encoding).decode()
    return None


RULE = Rule(
    name="stray-character",
    title="Characters of a broken encoding",
    group=Group.TYPING,
    level=Level.PUBLISHED,
    why="Readers see rubbish in the middle of a word.",
    reads=_find,
    wrong=(
        Example("It[[â€™|’]]s late.", said="An apostrophe read in the wrong encoding."),
        "Bel[[Ã©|é]]m.",
        "Caf[[\ufffd]].",
        Example("[[РџСЂРёРІРµС‚|Привет]], РФ и СССР.", language="ru"),
        "Bread [[\ue000]] butter.",
    ),
    right=("It’s late in Belém & São Paulo.", Example("Âge, Ãnd, «AMANHÃ».", language="fr")),
)
