"""A site theme: templates, pictures' sizes, labels and files, read from a folder once and compiled."""

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, cast
from unicodedata import normalize
from urllib.parse import quote

from jinja2 import TemplateError, TemplateSyntaxError
from markupsafe import Markup

from desk import paths
from desk.domain import BadInput
from desk.site import theme_values
from desk.site.clean import printable
from desk.site.limited import Limited
from desk.site.made import GAP, Made, told_apart
from desk.site.program import shipped, stamps
from desk.site.sandbox import Plain, Sandbox
from desk.site.sheets import joined

CSP = (
    "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self';"
    " base-uri 'none'; form-action 'none'"
)
"""Nothing but the site's own pictures, styles and fonts; no script at all.

Judges of pages read robots.txt from within one, so that the site's own files may be read.
"""

SEARCHING = f"{CSP}; script-src 'self'"
"""That of the search page alone, which has a script of its own and reads the files beside it."""

SHARES = {"share-wide": "16:9", "share-classic": "4:3", "share-square": "1:1"}
"""The shapes in which search engines and networks show a story's lead photo, whatever its theme."""

_FAULTS = (
    *(TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError),
    *(OSError, MemoryError),
)
"""What a template's own mistakes raise."""

_FIRST = ("fonts.css", "style.css")
_SHARED = 1200  # pixels wide
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Use:
    """How pictures are shown in one place: shape (`16:9` or empty), widths (pixels), `sizes` for browsers."""

    name: str
    ratio: str
    widths: tuple[int, ...]
    sizes: str


@dataclass(frozen=True, slots=True)
class When(Plain):
    """A time as pages show it: ISO 8601 with its offset, and in words."""

    iso: str
    words: str


@dataclass(frozen=True)
class Labels(Plain):
    """A theme's own words in one language."""

    language: str
    words: Mapping[str, Any]

    def __getattr__(self, name: str) -> str:
        """Return a label; what no language has raises AttributeError."""
        try:
            return self.words[name]
        except KeyError:
            raise AttributeError(name) from None

    def date(self, day: dt.date, *, weekday: bool = False) -> str:
        """Return a day in words."""
        return self.words["weekday_date" if weekday else "date"].format(
            weekday=self.words["weekdays"][day.weekday()],
            day=day.day,
            month=self.words["months"][day.month - 1],
            year=day.year,
        )

    def day(self, day: dt.date, *, weekday: bool = False) -> When:
        """Return a day."""
        return When(day.isoformat(), self.date(day, weekday=weekday))

    def month(self, month: str) -> str:
        """Return a month (`2030-03`) in words, as it stands alone."""
        year, number = month.split("-")
        names = self.words.get("month_names") or self.words["months"]
        return f"{names[int(number) - 1]} {year}"

    def time(self, at: dt.datetime) -> When:
        """Return a day and time; `at` in the zone it is to be shown in."""
        return When(at.isoformat(timespec="seconds"), f"{self.date(at)}{self.comma} {at:%H:%M}")


class Theme:
    """A theme as read from its folders, of which the first stand over the others file by file."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read it.

        Args:
            folders: the newsroom's own where it has one, the theme's, and that of the theme it is built on. A
                template or asset takes the place of one in a later folder, what stands in `theme.toml` and
                `labels.toml` that of the same names there.

        Raises:
            BadInput: a file cannot be read, or something is missing.
        """
        self._folders = tuple(folders)
        settings = self._tables("theme.toml")
        self._labels = theme_values.labels(self._tables("labels.toml"))
        self._spoken: dict[tuple[str, ...], Labels] = {}
        self.name = str(settings.get("name", self._folders[-1].name))
        self.counts: Mapping[str, int] = theme_values.counts(settings)
        self.uses = {name: Use(name, *use) for name, use in theme_values.uses(settings).items()}
        self._fonts = theme_values.fonts(settings)
        self.uses |= {name: Use(name, ratio, (_SHARED,), "") for name, ratio in SHARES.items()}
        cache = paths.cache() / "templates"
        sandbox, kept = (Sandbox, cache) if self.ours else (Limited, cache / "limited")
        self._environment = sandbox([one / "templates" for one in self._folders], kept)

    def _tables(self, name: str) -> dict[str, Any]:
        """Return a file's tables, the newsroom's own over the theme's."""
        found: dict[str, Any] = {}
        for folder in reversed(self._folders):
            if folder != self._folders[-1] and not (folder / name).is_file():
                continue
            found = _over(_toml(folder / name), found)
        return found

    @cached_property
    def ours(self) -> bool:
        """Return whether its templates are those that ship with the program."""
        return all(one.parent == _folder() or not (one / "templates").is_dir() for one in self._folders)

    @cached_property
    def files(self) -> dict[str, bytes]:
        """Return what the site carries of the theme, by path; a style sheet's name follows its content."""
        return {self._paths[name]: content for name, content in self._contents.items()} | self._sheets

    @cached_property
    def assets(self) -> dict[str, str]:
        """Return the address in the site of each file under `assets`, by its name there."""
        return {name: quote(path) for name, path in self._paths.items()}

    @cached_property
    def _paths(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for name, content in self._contents.items():
            stem, dot, suffix = name.rpartition(".")
            mark = f"-{_mark(content)}" if suffix == "css" else ""
            names[name] = f"assets/{stem}{mark}{dot}{suffix}"
        known: dict[str, str] = {}
        for name, path in names.items():
            one = known.setdefault(normalize("NFC", path).casefold(), name)
            if one != name:
                raise BadInput(
                    f"The theme's assets {one} and {name} are one file on many systems: their names differ in"
                    " case or in how accents are written",
                    todo="Give one another name",
                )
        return names

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """Return the addresses in the site of the style sheets that pages load, in their order."""
        return tuple(quote(path) for path in self._sheets)

    @cached_property
    def _sheets(self) -> dict[str, bytes]:
        """Return the style sheets that pages load by path: as few files as may be."""
        first = {name: number for number, name in enumerate(_FIRST)}
        own = [name for name in self._paths if name.endswith(".css") and "/" not in name]
        own.sort(key=lambda name: (first.get(name, 9), name))
        parts = [(self._paths[name], self._contents[name]) for name in own]
        return dict(
            (f"assets/all-{_mark(content)}.css", content) if content is not None else parts[start]
            for start, content in joined([content for _, content in parts])
        )

    def fonts(self, language: str) -> tuple[str, ...]:
        """Return the addresses in the site of the fonts in which a page of a language is first seen.

        Where no style sheet names one, as where a newsroom has other fonts, nobody is to load it.
        """
        for tag in (language, language.split("-", maxsplit=1)[0]):
            if tag in self._first_fonts:
                return self._first_fonts[tag]
        return self._first_fonts.get(theme_values.OTHERS, ())

    @cached_property
    def _first_fonts(self) -> dict[str, tuple[str, ...]]:
        sheets = b"".join(self._sheets.values())
        known = {name: path for name, path in self.assets.items() if name.encode() in sheets}
        return {
            language: tuple(known[name] for name in names if name in known)
            for language, names in self._fonts.items()
        }

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        found: dict[str, Path] = {}
        for folder in (one / "assets" for one in reversed(self._folders)):
            here = folder.resolve()  # a link to a file elsewhere would carry that to readers
            files = (one for one in folder.rglob("*") if one.is_file() and one.resolve().is_relative_to(here))
            found |= {path.relative_to(folder).as_posix(): path for path in files}
        return {name: found[name].read_bytes() for name in sorted(found)}

    @cached_property
    def mark(self) -> str:
        """Return what changes with any of its files."""
        found = hashlib.sha256(
            repr(
                (self.name, self.counts, self.uses, self._fonts, self._labels, self.assets, self.sheets)
            ).encode()
        )
        for folder in self._folders:
            for path in sorted(one for one in (folder / "templates").rglob("*") if one.is_file()):
                found.update(f"{path.name}\n".encode() + path.read_bytes())
        return found.hexdigest()

    def labels(self, *languages: str) -> Labels:
        """Return the words of the first of these languages that the theme speaks, else English."""
        if languages not in self._spoken:
            tags = (tag for one in languages for tag in (one, one.split("-", maxsplit=1)[0]))
            tag = next((tag for tag in tags if tag in self._labels), theme_values.ENGLISH)
            self._spoken[languages] = Labels(tag, self._labels[theme_values.ENGLISH] | self._labels[tag])
        return self._spoken[languages]

    def render(self, template: str, **context: object) -> Markup:
        """Return a template filled in; raises BadInput naming the file and line where it is at fault."""
        return Markup(printable(self._filled(template, context)))  # noqa: S704  (it is escaped already)

    def page(self, template: str, parts: Mapping[str, str], **context: object) -> Made:
        """Return a page as `render` does, told apart from parts that are printable already."""
        html = self._filled(template, context)
        made = told_apart(printable(html) if GAP in html else html, parts)
        own = made.own.replace(GAP, "")
        return made if printable(own) is own else Made(printable(html), printable(html))

    def _filled(self, template: str, context: dict[str, object]) -> str:
        try:
            context = {"csp": CSP, "assets": self.assets, "sheets": self.sheets} | context
            self._environment.begin()
            return self._environment.get_template(template).render(context)
        except _FAULTS as error:
            raise self._fault(error, template) from error

    def _fault(self, error: BaseException, template: str) -> BadInput:
        """Return what a template's mistake is to people: its file, its line and what is wrong there."""
        if isinstance(error, TemplateSyntaxError):
            return BadInput(f"Line {error.lineno} of the theme's {error.name}: {error.message}")
        said = "it takes more memory than there is" if isinstance(error, MemoryError) else str(error)
        return BadInput(f"{self._place(error, template)}: {said or type(error).__name__}")

    def _place(self, error: BaseException, template: str) -> str:
        """Return where a template went wrong: its innermost line."""
        found = f"The theme's {template}"
        trace = error.__traceback__
        while trace is not None:  # Jinja gives a template's lines as those of its file
            path = Path(trace.tb_frame.f_code.co_filename)
            if any(path.is_relative_to(folder / "templates") for folder in self._folders):
                found = f"Line {trace.tb_lineno} of the theme's {path.name}"
            trace = trace.tb_next
        return found

    def macro(self, template: str, name: str) -> Callable[..., str]:
        """Return a macro of a template, which raises BadInput where that is at fault."""

        def filled(*values: object) -> str:
            try:
                self._environment.begin()
                return str(getattr(self._environment.get_template(template).module, name)(*values))
            except _FAULTS as error:
                raise self._fault(error, template) from error

        return filled


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _over(table: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return a table with what another has besides, tables within tables too."""
    tables = {
        name: _over(cast("dict[str, Any]", value), cast("dict[str, Any]", other[name]))
        for name, value in table.items()
        if isinstance(value, dict) and isinstance(other.get(name), dict)
    }
    return other | table | tables


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BadInput(f"The theme {path.parent.name} has no {path.name}") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path.name} of the theme {path.parent.name} cannot be read: {error}") from error


def themes() -> dict[str, str]:
    """Return the themes that ship with the program: the names of their folders and what people call them."""
    found = sorted(_folder().glob("*/theme.toml"))
    return {path.parent.name: str(_toml(path).get("name", path.parent.name)) for path in found}


def load_theme(name: str, own: Path | None = None) -> Theme:
    """Return a theme by its folder's name, under the newsroom's own; raises BadInput where there is none."""
    own = own if own and own.is_dir() else None
    marks = shipped(), sorted(stamps(own)) if own else ()
    return _loaded(name, own, hash(repr(marks)))


@lru_cache(maxsize=4)
def _loaded(name: str, own: Path | None, _changed: int) -> Theme:
    """Return a theme compiled once for as long as no file of a theme changes."""
    folders = [own] if own else []
    base = name
    while base:
        if base not in themes():
            raise BadInput(f"There is no site theme “{base}”", todo=f"Choose one of: {', '.join(themes())}")
        folders.append(_folder() / base)
        base = str(_toml(folders[-1] / "theme.toml").get("base", ""))
    return Theme(folders)


def _folder() -> Path:
    return paths.resources() / "themes"


def script_data(data: object) -> Markup:
    """Return JSON that may stand in a script element: nothing in it can end the element."""
    text = _JSON.encode(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704
