"""What a theme's `theme.toml` and `labels.toml` may say: a slip there is named before any page is made."""

import re
from collections.abc import Mapping
from string import Formatter
from typing import Any, NoReturn, cast

from desk.domain import BadInput

COUNTS = ("latest", "section", "related", "feed")
USES = ("article", "card", "lead", "thumb")
ENGLISH = "en"
OTHERS = "others"
"""What stands for every language that is not named."""

_MOST = 1_000  # stories or widths in one place
_WIDEST = 10_000  # pixels
_RATIO = re.compile(r"(\d{1,4}(?:\.\d{1,4})?):(\d{1,4}(?:\.\d{1,4})?)")
_NARROWEST = 1 / 10  # of a shape, its width by its height or the other way round
_DATE = {"weekday", "day", "month", "year"}
_PATTERNS = {"date": _DATE, "weekday_date": _DATE, "page": {"number"}}
_NUMBERS = {"day", "year", "number"}
_SPEC = re.compile(r"0?\d?d?")
_LISTS = {"months": 12, "month_names": 12, "weekdays": 7}


def counts(settings: Mapping[str, Any]) -> dict[str, int]:
    """Return how many stories stand where. Raises BadInput."""
    found = _table(settings, "counts", "theme.toml")
    for name in COUNTS:
        least = 1 if name == "section" else 0
        number = found.get(name)
        if type(number) is not int or not least <= number <= _MOST:
            _wrong("theme.toml", f"[counts] {name}", number, f"a whole number from {least} to {_MOST}")
    return found


def uses(settings: Mapping[str, Any]) -> dict[str, tuple[str, tuple[int, ...], str]]:
    """Return the shape, widths (pixels) and `sizes` of the pictures of each place. Raises BadInput."""
    pictures = _table(settings, "pictures", "theme.toml")
    found: dict[str, tuple[str, tuple[int, ...], str]] = {}
    for name in dict.fromkeys((*USES, *pictures)):
        use, place = _table(pictures, name, "theme.toml", "pictures."), f"[pictures.{name}]"
        ratio, widths, sizes = (use.get(key) for key in ("ratio", "widths", "sizes"))
        if not isinstance(ratio, str) or (ratio and not _shaped(ratio)):
            _wrong("theme.toml", f"{place} ratio", ratio, "a shape such as “16:9”, or empty")
        if not _wide(widths):
            _wrong("theme.toml", f"{place} widths", widths, f"whole numbers of pixels from 1 to {_WIDEST}")
        if not isinstance(sizes, str):
            _wrong("theme.toml", f"{place} sizes", sizes, "words for browsers such as “100vw”")
        found[name] = ratio, tuple(sorted({*cast("list[int]", widths)})), sizes
    return found


def fonts(settings: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the files in which pages are first seen, by language, `others` for the rest. Raises BadInput."""
    found: dict[str, tuple[str, ...]] = {}
    for language, names in (_table(settings, "fonts", "theme.toml") if "fonts" in settings else {}).items():
        if not _words(names):
            _wrong("theme.toml", f"[fonts] {language}", names, "a list of files such as “fonts/own.woff2”")
        found[language] = tuple(names)
    return found


def labels(tables: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the words of each language. Raises BadInput."""
    for language in (ENGLISH, *tables):
        for name, said in _table(tables, language, "labels.toml").items():
            place = f"[{language}] {name}"
            if name in _LISTS:
                if not _words(said, _LISTS[name]):
                    _wrong("labels.toml", place, said, f"a list of {_LISTS[name]} words")
            elif not isinstance(said, str):
                _wrong("labels.toml", place, said, "words in quotation marks")
            elif name in _PATTERNS and not _fits(said, _PATTERNS[name]):
                meant = ", ".join(f"{{{one}}}" for one in sorted(_PATTERNS[name]))
                _wrong("labels.toml", place, said, f"a pattern of {meant}")
    return dict(tables)


def _table(tables: Mapping[str, Any], name: str, file: str, above: str = "") -> dict[str, Any]:
    if name not in tables:
        raise BadInput(f"The theme lacks [{above}{name}] in {file}")
    if not isinstance(tables[name], dict):
        _wrong(file, f"{above}{name}", tables[name], f"a table, [{above}{name}]")
    return tables[name]


def _wrong(file: str, place: str, value: object, wanted: str) -> NoReturn:
    said = "is missing" if value is None else f"is {str(value)[:60] or 'empty'}"
    raise BadInput(f"{place} in the theme's {file} {said}", todo=f"Write {wanted}")


def _shaped(ratio: str) -> bool:
    found = _RATIO.fullmatch(ratio)
    across, down = (float(part) for part in found.groups()) if found else (0.0, 0.0)
    return min(across, down) > 0 and min(across / down, down / across) >= _NARROWEST


def _wide(widths: object) -> bool:
    numbers = cast("list[object]", widths) if isinstance(widths, list) else []
    return 0 < len(numbers) <= _MOST and all(type(one) is int and 0 < one <= _WIDEST for one in numbers)


def _words(said: object, number: int | None = None) -> bool:
    if not isinstance(said, list):
        return False
    words = cast("list[object]", said)
    return number in {None, len(words)} and all(isinstance(one, str) for one in words)


def _fits(pattern: str, names: set[str]) -> bool:
    try:
        parts = [(name, spec, how) for _, name, spec, how in Formatter().parse(pattern) if name is not None]
    except ValueError:
        return False
    return all(
        name in names and not how and (not spec or (name in _NUMBERS and _SPEC.fullmatch(spec)))
        for name, spec, how in parts
    )
