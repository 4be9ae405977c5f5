"""A newsroom's patterns for photo words: templates, codes that stand for names, and the house's credits."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from desk.domain import BadInput, Photo
from desk.domain.photo_fields import PHOTO_FIELDS, Kind

DATES: Final = ("full", "long", "medium", "short", "year")

_FIELD: Final = re.compile(r"\{(\w*)(?::(\w*))?\}")
_PART: Final = re.compile(r"\[([^\[\]]*\{[^\[\]]*)\]")
_GONE: Final = "\0"
_SEPARATORS: Final = ",،;:/·–—"
_ENDS: Final = ".!?։"
_TIDY: Final = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (rf"[(\[«“][\s{_SEPARATORS}{_ENDS}{_GONE}]*{_GONE}[\s{_SEPARATORS}{_ENDS}{_GONE}]*[)\]»”]", _GONE),
        (rf"\s*[{_SEPARATORS}]\s*{_GONE}\s*(?=[{_SEPARATORS}])", ""),
        (rf"{_GONE}\s*[{_SEPARATORS}]\s*", _GONE),
        (rf"\s*[{_SEPARATORS}]\s*{_GONE}", _GONE),
        (rf"(^|(?<=[{_ENDS}]))\s*{_GONE}[\s{_GONE}]*[{_ENDS}]", _GONE),
        (rf"\s*{_GONE}[\s{_GONE}]*(?=[{_SEPARATORS}{_ENDS})\]»”]|$)", ""),
        (rf"^\s*{_GONE}[\s{_GONE}]*|(?<=[(\[«“]){_GONE}[\s{_GONE}]*", ""),
        (rf"\s*{_GONE}[\s{_GONE}]*", " "),
        (r"[ \t]{2,}", " "),
    )
)
_CODE: Final = re.compile(r"\\([^\\\s][^\\\n]{0,60}?)\\")
_NAME: Final = r"(?P<name>[^()\[\]\n]{1,120}?)"
_PICTURE: Final = r"(?:(?:photos?|pictures?|images?)\s*:?\s+)?"


@dataclass(frozen=True, slots=True)
class Filled:
    """A pattern with a photo's words in it.

    Attributes:
        words: without a trace of what was missing.
        missing: the names of the pattern's fields that the photo lacks, each once.
    """

    words: str
    missing: tuple[str, ...] = ()


def fill(pattern: str, photo: Photo, language: str) -> Filled:
    """Fill a pattern with a photo's words.

    `{city}` is a field of `Photo`; `{date}` the day it was taken, as `{date:full}`, `long`, `medium`, `short`
    or `year`. A part in square brackets goes where a field in it is missing; elsewhere a missing field
    goes with the commas and brackets that only it needed.

    Args:
        pattern: as the publication's settings hold it.
        photo: whose words they are.
        language: of dates and of the `and` between names, a BCP 47 tag.
    """
    missing: dict[str, None] = {}

    def said(match: re.Match[str]) -> str:
        value = _value(photo, match[1], match[2] or "long", language)
        if not value:
            missing[match[1]] = None
        return value or _GONE

    def part(match: re.Match[str]) -> str:
        filled = _FIELD.sub(said, match[1])
        return _GONE if _GONE in filled else filled

    words = _FIELD.sub(said, _PART.sub(part, pattern.replace(_GONE, "")))
    for shape, instead in _TIDY:
        words = shape.sub(instead, words)
    # A name that ends in a full stop brings the sentence's own; no brace outlives a broken pattern.
    words = re.sub(r"(?<!\.)\.\.(?!\.)", ".", words).replace("{", "").replace("}", "")
    return Filled(words.strip(), tuple(missing))


def check(pattern: str) -> None:
    """Raise BadInput where a pattern names what no photo has, or a brace stands alone."""
    for name, form in _FIELD.findall(pattern):
        if name != "date" and (name not in PHOTO_FIELDS or PHOTO_FIELDS[name].kind not in _WORDS):
            raise BadInput(f"No photo has “{name}”", todo=f"Use {', '.join(('date', *_NAMES))}")
        if form and (name != "date" or form not in DATES):
            raise BadInput(f"“{name}:{form}” says nothing", todo=f"A date can be {', '.join(DATES)}")
    if "{" in (rest := _FIELD.sub("", pattern)) or "}" in rest:
        raise BadInput("A brace stands alone in the pattern", todo="Write a field as {city}")


_WORDS: Final = {Kind.LINE, Kind.TEXT, Kind.SEVERAL}
_NAMES: Final = tuple(name for name, field in PHOTO_FIELDS.items() if field.kind in _WORDS)


def _value(photo: Photo, name: str, form: str, language: str) -> str:
    if name in ("date", "taken"):
        return _day(photo.taken, form, language)
    value: str | tuple[str, ...] = getattr(photo, name, "") if name in _NAMES else ""
    if isinstance(value, tuple):
        return _listed(value, language) if name == "persons" else ", ".join(value)
    return re.sub(r"[ \t]{2,}", " ", value).strip()


def _locale(language: str) -> str:
    """Return the locale that Babel has for a language tag, English where it has none."""
    from babel import Locale, UnknownLocaleError  # its data take time that no start should pay

    for tag in (language, language.split("-", maxsplit=1)[0]):
        try:
            return str(Locale.parse(tag, sep="-"))
        except (UnknownLocaleError, ValueError, TypeError):
            continue
    return "en"


def _listed(names: Sequence[str], language: str) -> str:
    from babel.lists import format_list

    return format_list(names, locale=_locale(language))


def _day(said: str, form: str, language: str) -> str:
    """Return a day in words, as much of it as is known; what is no date stays as it is."""
    from babel.dates import format_date, format_skeleton

    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", said.strip())
    if not match:
        return said.strip()
    year, month, day = (int(part) if part else 0 for part in match.groups())
    if form == "year" or not month:
        return match[1]
    try:
        known = date(year, month, day or 1)
    except ValueError:
        return said.strip()
    if not day:
        return format_skeleton("yMMMM", known, locale=_locale(language))
    return format_date(known, form if form in DATES else "long", locale=_locale(language))


def expanded(words: str, codes: Mapping[str, str]) -> str:
    r"""Return words with each code the newsroom knows (`\jd\`) spelled out; others stay as they are."""
    known = {code.casefold(): full for code, full in codes.items()}
    return _CODE.sub(lambda match: known.get(match[1].casefold(), match[0]), words)


def credit_in(caption: str, rules: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return a caption without the credit in its tail, and that credit in the house's style; None without."""
    for phrase, house in _longest_first(rules):
        tail = (
            rf"(?P<rest>.*?)(?P<cut>[\s,;:(\[–—-]*){_PICTURE}{_phrase(phrase)}[\s)\]]*(?P<end>[.։]?)[\s)\]]*"
        )
        match = re.fullmatch(tail, caption, re.IGNORECASE | re.DOTALL)
        if not match or (match["rest"] and not match["cut"]) or re.search(r"\w{4,}[.!?։]\s", match["name"]):
            continue
        rest = match["rest"].rstrip()
        if rest and match["end"] and rest[-1] not in _ENDS + "…":
            rest += match["end"]
        return rest, _house(house, match["name"])
    return None


def house_credit(credit: str, rules: Iterable[tuple[str, str]]) -> str:
    """Return a credit in the house's style."""
    for phrase, house in _longest_first(rules):
        match = re.fullmatch(rf"[\s(]*{_PICTURE}{_phrase(phrase)}[\s.)]*", credit, re.IGNORECASE)
        if match:
            return _house(house, match["name"])
    return credit


def check_rule(phrase: str, house: str) -> None:
    """Raise BadInput where a credit rule does not name the name once in each half, or says nothing else."""
    if phrase.count("{name}") != 1 or house.count("{name}") != 1 or not phrase.replace("{name}", "").strip():
        raise BadInput(
            "A credit rule needs a phrase with {name} and a credit with {name}",
            todo="Write such as: courtesy of {name} → {name} (courtesy)",
        )


def _longest_first(rules: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return sorted((rule for rule in rules if "{name}" in rule[0]), key=lambda rule: -len(rule[0]))


def _phrase(phrase: str) -> str:
    before, _, after = (" ".join(part.split()) for part in phrase.partition("{name}"))
    said = [re.escape(before).replace(r"\ ", r"\s+") + r"\s+" if before else "", _NAME]
    return "".join([*said, r"\s+" + re.escape(after).replace(r"\ ", r"\s+") if after else ""])


def _house(house: str, name: str) -> str:
    said = " ".join(house.replace("{name}", name.strip(" ,;:–—-")).split())
    return said[:1].upper() + said[1:]
