"""Quotes, dashes and letter case as each language sets them."""

import re
from enum import Enum
from typing import Final, NamedTuple


class Quotes(NamedTuple):
    """The signs of a quotation and of one inside it; where `nested`, `"` in a quotation opens the inner."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str
    nested: bool = False


class Swap(NamedTuple):
    """Put `words` in place of the sign just typed and of the `back` characters before it."""

    back: int
    words: str


class Case(Enum):
    """How letters are cased."""

    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"


_ENGLISH: Final = Quotes("“", "”", "‘", "’")
_GERMAN: Final = Quotes("„", "“", "‚", "‘")
_RUSSIAN: Final = Quotes("«", "»", "„", "“", nested=True)
_ANGLED: Final = Quotes("«", "»", "“", "”", nested=True)
QUOTES: Final = {
    "en": _ENGLISH,
    "fr": Quotes("«\u202f", "\u202f»", "“", "”", nested=True),
    "de": _GERMAN,
    "ru": _RUSSIAN,
    "hy": _ANGLED,
    "az": _ENGLISH,
    "ka": _GERMAN,
    "be": _RUSSIAN,
    "uk": _RUSSIAN,
    "bg": _GERMAN,
    "cs": _GERMAN,
    "sk": _GERMAN,
    "pl": Quotes("„", "”", "«", "»"),
    "el": _ANGLED,
    "ar": _ANGLED,
    "fa": _ANGLED,
}
_APOSTROPHE: Final = "’"
_BRACKETS: Final = frozenset("([{<")
_JOINTS: Final = frozenset("—–-/")
_LONG_DASH: Final = ("ru", "hy")
_DECADE: Final = re.compile(r"(?:^|[\s(\[—–-])‘\d0$")
_CLIPPED: Final = re.compile(r"(?:^|(?<=[\s(\[—–-]))‘(?:n|em|til|tis|twas|twere|twill)$", re.IGNORECASE)
_DOTLESS: Final = ("tr", "az")


def quotes(language: str) -> Quotes:
    """Return the quotation signs of a language tag (`en`, `az-Latn`), English ones where it is not known."""
    return QUOTES.get(_primary(language), _ENGLISH)


def smart(before: str, sign: str, language: str) -> Swap | None:
    """Return what a typed sign becomes after these words of its block, None where it stays as it is."""
    english = _primary(language) == "en"
    match sign:
        case '"':
            return Swap(0, _double(before, quotes(language)))
        case "'" if english and _CLIPPED.search(before) and before[-1] in "nN":  # rock ’n’ roll
            return Swap(2, _APOSTROPHE + before[-1] + _APOSTROPHE)
        case "'":
            return Swap(0, _single(before, quotes(language)))
        case "." if before.endswith("..") and not before.endswith("..."):
            return Swap(2, "…")
        case "-":
            return _dash(before, language)
        case " " if before in ("--", "---"):
            return Swap(len(before), "– " if before == "--" and not _long_dash(language) else "— ")
        case " " if english and (clipped := _CLIPPED.search(before)):  # get ’em
            return Swap(len(clipped[0]), _APOSTROPHE + clipped[0][1:] + sign)
        case "s" if english and _DECADE.search(before):
            return Swap(3, _APOSTROPHE + before[-2:] + sign)
        case "s" if _apostrophe_as_end(before, quotes(language)):  # „Er sagt: ‚So geht’s‘“
            return Swap(1, _APOSTROPHE + sign)
        case ":" | ";" | "!" | "?" if _primary(language) == "fr" and before[-1:] == " " and before.strip():
            return Swap(1, ("\u00a0" if sign == ":" else "\u202f") + sign)
        case _:
            return None


def _dash(before: str, language: str) -> Swap | None:
    """Return a dash for the second and the third hyphen; a block's start and a comment keep theirs."""
    rest, last = before[:-1], before[-1:]
    if not rest.strip() or rest.endswith(("-", "–", "—", "!", "<")):
        return None
    if _long_dash(language) and rest[-1].isspace():
        return Swap(1, "—") if last in "-—" else None
    return Swap(1, {"-": "–", "–": "—"}[last]) if last in "-–" else None


def _long_dash(language: str) -> bool:
    """Return whether the dash between words is the long one."""
    return _primary(language) in _LONG_DASH


def _double(before: str, style: Quotes) -> str:
    stack = _unclosed(before, style)
    empty = before.endswith(style.inner_opening if style.nested else style.opening)
    if not empty and _may_open(before, style, stack):
        inner = style.nested and style.opening in stack
        return style.inner_opening if inner else style.opening
    inner = style.nested and stack[-1:] == [style.inner_opening]
    return style.inner_closing if inner else style.closing


def _single(before: str, style: Quotes) -> str:
    if style.nested:  # its inner signs are double: a single one is an apostrophe
        return _APOSTROPHE
    stack = [sign for sign in _unclosed(before, style) if sign == style.inner_opening]
    if not before.endswith(style.inner_opening) and _may_open(before, style, stack):
        return style.inner_opening
    return style.inner_closing if stack else _APOSTROPHE


def _apostrophe_as_end(before: str, style: Quotes) -> bool:
    """Return whether an apostrophe was taken for the end of an inner quotation: a letter follows it."""
    end = before[-1:]
    return end == style.inner_closing != _APOSTROPHE and not style.nested and before[-2:-1].isalpha()


def _may_open(before: str, style: Quotes, unclosed: list[str]) -> bool:
    """Return whether a quotation can start here; right after a dash only where none waits for its end."""
    last = before[-1:]
    if last in _JOINTS:
        return not unclosed
    return not last or last.isspace() or last in _BRACKETS or last in (style.opening, style.inner_opening)


def _unclosed(before: str, style: Quotes) -> list[str]:
    """Return the opening signs that nothing has closed yet, outermost first."""
    pairs = {style.opening[0]: style.opening, style.inner_opening: style.inner_opening}
    closes = {style.opening: style.closing[-1], style.inner_opening: style.inner_closing}
    stack: list[str] = []
    for sign in before:
        if stack and sign == closes[stack[-1]]:
            stack.pop()
        elif sign in pairs:
            stack.append(pairs[sign])
    return stack


def next_case(words: str, language: str) -> Case:
    """Return the case that follows the one of these words: lower, title, upper, lower again."""
    if words == recased(words, Case.LOWER, language):
        return Case.TITLE
    if words == recased(words, Case.TITLE, language) and words != recased(words, Case.UPPER, language):
        return Case.UPPER
    return Case.LOWER


def recased(words: str, case: Case, language: str) -> str:
    """Return words in another case."""
    return "".join(recased_letters(words, case, language))


def recased_letters(words: str, case: Case, language: str) -> list[str]:
    """Return each character of some words in another case; one may become two."""
    tag = _primary(language)
    starts = {found.start() for found in re.finditer(r"[^\W\d_](?:[^\W_]|['’])*", words)}
    out: list[str] = []
    for at, letter in enumerate(words):
        if case is Case.UPPER:
            out.append(_upper(letter, tag))
        elif case is Case.TITLE and at in starts:
            out.append(_title(letter, tag))
        else:
            out.append(_lower(letter, tag))
    return out


def _lower(letter: str, tag: str) -> str:
    if letter == "İ":
        return "i"
    return "ı" if letter == "I" and tag in _DOTLESS else letter.lower()


def _upper(letter: str, tag: str) -> str:
    if letter == "i" and tag in _DOTLESS:
        return "İ"
    if letter == "և":
        return "ԵՎ"
    return letter if _georgian(letter) else letter.upper()


def _title(letter: str, tag: str) -> str:
    if letter == "և":
        return "Եվ"
    return _upper(letter, tag) if tag in _DOTLESS or _georgian(letter) else letter.title()


def _georgian(letter: str) -> bool:
    """Return whether a letter is Georgian, which a newspaper sets in one case alone."""
    return "\u10d0" <= letter <= "\u10ff"


def _primary(language: str) -> str:
    return re.split(r"[-_]", language.lower(), maxsplit=1)[0]
