"""What the fields of other people's front matter mean to a story."""

import datetime as dt
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from desk.domain import (
    BadInput,
    Byline,
    Comment,
    Correction,
    Dateline,
    Passage,
    Placement,
    Role,
    Source,
    Status,
    StoryKind,
    is_slug,
    new_id,
    slugify,
)
from desk.domain.byline import parse_bylines
from desk.exchange.frontmatter import Value
from desk.exchange.times import parse_date, parse_time
from desk.text import CONTEXT, LONGEST

_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|br|center|cite|code|del|div|em|font|h[1-6]|i|ins|kbd|mark|p|q|s|small|span"
    r"|strong|sub|sup|tt|u|wbr)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_STATUS_WORDS = {"in review": "review", "in-review": "review", "final": "ready", "live": "published"}
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text is read against.

    Attributes:
        name: the file's name, for errors.
        zone: IANA time zone of times that name none.
        at: now, with a zone.
    """

    name: str
    zone: str
    at: dt.datetime


class Fields:
    """Fields taken one after the other; what is left at the end is unknown.

    Every reader raises BadInput for a value that cannot be what its field asks for.
    """

    def __init__(self, values: Mapping[str, Value], setting: Setting) -> None:
        self._left = dict(values)
        self._setting = setting
        self._ours = _is_ours(values.get("revision"))

    def _take(self, *keys: str) -> tuple[str, Value]:
        """Take the first of these fields that has a value; empty ones are dropped."""
        for key in keys:
            value = self._left.pop(key, "")
            if value:
                return key, value
        return keys[0], ""

    def _bad(self, key: str, value: Value, wanted: str) -> BadInput:
        return BadInput(
            f"{self._setting.name}: “{_flat(value)[:80]}” is no {wanted} for {key}",
            todo="Mend the line and import again",
        )

    def words(self, *keys: str) -> str:
        """Take a plain text on one line; in what others wrote, without markup."""
        key, value = self._take(*keys)
        if not isinstance(value, str):
            raise self._bad(key, value, "text")
        bare = value if self._ours else _TAG.sub("", value)
        return re.sub(r"[ \t\r\n]+", " ", html.unescape(bare) if bare != value else value).strip()

    def lines(self, key: str) -> str:
        """Take a text as it is, line breaks too."""
        key, value = self._take(key)
        return value.strip() if isinstance(value, str) else _flat(value)

    def many(self, *keys: str) -> tuple[str, ...]:
        """Take a list, or one text with commas, no two alike."""
        _, value = self._take(*keys)
        parts = value.split(",") if isinstance(value, str) else map(_flat, value)
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def rows(self, key: str) -> list[dict[str, str]]:
        """Take a list of small tables of plain texts."""
        _, value = self._take(key)
        if value and not (isinstance(value, list) and all(isinstance(row, dict) for row in value)):
            raise self._bad(key, value, "list of tables")
        return [
            {name: _flat(cell).strip() for name, cell in row.items()}
            for row in value
            if isinstance(row, dict)
        ]

    def revision(self) -> str:
        """Take the revision that Desk wrote there; what others call so stays unknown."""
        if not self._ours:
            return ""
        return str(self._left.pop("revision", ""))

    def flag(self, key: str) -> bool | None:
        """Take a yes or no; None where there is none. A value that is neither stays for others to take."""
        value = self._left.get(key)
        if not isinstance(value, str) or value.lower() not in _TRUE | _FALSE:
            return None
        del self._left[key]
        return value.lower() in _TRUE

    def time(self, *keys: str) -> dt.datetime | None:
        """Take a time, UTC."""
        key, value = self._take(*keys)
        return self._time(key, value) if value else None

    def _time(self, key: str, value: Value) -> dt.datetime:
        try:
            return parse_time(_flat(value), zone=self._setting.zone, at=self._setting.at)
        except (ValueError, TypeError, OverflowError) as error:
            raise self._bad(key, value, "time") from error

    def bylines(self) -> tuple[Byline, ...]:
        """Take the names of those who wrote it; one that others wrote as a slug becomes readable."""
        _, value = self._take("authors", "author", "bylines", "byline")
        if isinstance(value, str):
            found = parse_bylines(re.sub(r"^by\s+", "", value.strip(), flags=re.IGNORECASE))
        else:
            found = tuple(map(_byline, value if isinstance(value, list) else [value]))
        name = str if self._ours else _readable
        return tuple(Byline(name(byline.name), byline.role) for byline in found if byline.name)

    def dateline(self) -> Dateline:
        """Take place and day: a table of both, or `Place, day`."""
        key, value = self._take("dateline")
        if isinstance(value, dict):
            place, day = _flat(value.get("place", "")), _flat(value.get("date", ""))
        else:
            match = re.fullmatch(r"(.*?)(?:,\s*([^,]*\d{4}[^,]*))?", _flat(value))
            place, day = (match[1], match[2] or "") if match else (_flat(value), "")
        try:
            return Dateline(place.strip(), parse_date(day) if day else None)
        except (ValueError, TypeError) as error:
            raise self._bad(key, day, "day") from error

    def source(self) -> Source:
        """Take whom the story was taken from: a table of name and URL, or a name."""
        _, value = self._take("source")
        if isinstance(value, dict):
            return Source(_flat(value.get("name", "")).strip(), _flat(value.get("url", "")).strip())
        name, url = _flat(value).strip(), self.words("source_url")
        return Source("", name) if not url and re.match(r"https?://", name) else Source(name, url)

    def section(self) -> str:
        """Take the section's slug; a path or list of categories gives its first."""
        found = self.many("section", "category", "categories")
        return slugify(found[0]) if found else ""

    def slug(self) -> str:
        """Take the address, from `slug` or the last part of a permalink."""
        wanted = self.words("slug", "permalink")
        last = PurePosixPath(wanted).name.removesuffix(".html")
        return last if is_slug(last) else slugify(last) if last else ""

    def language(self) -> str:
        """Take the language as a BCP 47 tag."""
        wanted = self.words("language", "lang", "locale").replace("_", "-")
        if wanted and not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", wanted):
            raise self._bad("language", wanted, "language tag")
        return wanted

    def status(self) -> Status | None:
        """Take where the story stands, from `status`, `draft` or a yes or no in `published`."""
        draft, public = self.flag("draft"), self.flag("published")
        word = self.words("status").lower()
        if word:
            try:
                return Status(_STATUS_WORDS.get(word, word))
            except ValueError as error:
                raise self._bad("status", word, "status") from error
        if draft or public is False:
            return Status.DRAFT
        return Status.PUBLISHED if public else None

    def kind(self) -> StoryKind:
        """Take what kind of text it is; a word of somebody else's stays for the notes."""
        value = self._left.get("kind")
        if isinstance(value, str) and value.strip().lower() in set(StoryKind):
            return StoryKind(self.words("kind").lower())
        return StoryKind.NEWS

    def corrections(self) -> tuple[Correction, ...]:
        """Take what was put right: a list of tables of text and time."""
        return tuple(
            Correction(row.get("text", ""), self._time("corrections", row.get("at", "")))
            for row in self.rows("corrections")
        )

    def comments(self) -> tuple[Comment, ...]:
        """Take comments on passages: a list of tables of quote, words, author and created, line ends kept.

        Any other value stays for others to take: elsewhere `comments: true` lets readers write them.
        """
        value = self._left.get("comments")
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        if not rows or len(rows) != len(value or ()) or not all(row.get("words") for row in rows):
            return ()
        del self._left["comments"]
        said = [{name: c if isinstance(c, str) else _flat(c) for name, c in row.items()} for row in rows]
        return tuple({comment.id: comment for comment in map(self._comment, said)}.values())

    def _comment(self, words: Mapping[str, str]) -> Comment:
        at, id_ = words.get("at", ""), words.get("id", "")
        created, resolved = (words.get(name, "").strip() for name in ("created", "resolved"))
        return Comment(
            id=id_ if _ID.fullmatch(id_) else new_id(),
            passage=Passage(
                quote=words.get("quote", "")[:LONGEST],
                before=words.get("before", "")[-CONTEXT:],
                after=words.get("after", "")[:CONTEXT],
                at=int(at) if _NUMBER.fullmatch(at) else 0,
            ),
            words=words.get("words", ""),
            author=words.get("author", "").strip(),
            created=self._time("comments", created) if created else self._setting.at,
            resolved=self._time("comments", resolved) if resolved else None,
            resolved_by=words.get("resolved_by", "").strip(),
        )

    def photos(self) -> list[tuple[str, Placement]]:
        """Take the pictures that the fields name: pairs of file (may be empty) and its words."""
        found: list[tuple[str, Placement]] = []
        _, value = self._take("image", "lead_image", "featured_image", "cover")
        table = {key: _flat(cell).strip() for key, cell in value.items()} if isinstance(value, dict) else {}
        file = (
            table.get("file")
            or table.get("path")
            or table.get("src")
            or ("" if table else _flat(value).strip())
        )
        lead = Placement(
            caption=table.get("caption", "") or self.words("image_caption", "caption"),
            alt=table.get("alt", "") or self.words("image_alt", "alt"),
            credit=table.get("credit", "") or self.words("image_credit", "credit"),
        )
        if file or lead != Placement():
            found.append((file, lead))
        for row in self.rows("photos"):
            role = Role.INLINE if row.get("role") == "inline" else Role.LEAD
            words = {key: row.get(key, "") for key in ("caption", "alt", "credit", "ref")}
            found.append((row.get("file", ""), Placement(role=role, **words)))
        return found

    def left(self) -> tuple[str, ...]:
        """Return the fields that nobody took, one line each."""
        return tuple(f"{key}: {_flat(value)}" for key, value in self._left.items() if value)


def _flat(value: Value) -> str:
    """Return any value as words on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{key} {_flat(cell)}" for key, cell in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    return re.sub(r"\s+", " ", value)


def _byline(value: Value) -> Byline:
    if isinstance(value, dict):
        return Byline(_flat(value.get("name", "")).strip(), _flat(value.get("role", "")).strip())
    return Byline(_flat(value).strip())


def _is_ours(revision: object) -> bool:
    """Return whether a text says which revision of a story of a desk it is: Desk wrote it."""
    return isinstance(revision, str) and _ID.fullmatch(revision) is not None


def _readable(name: str) -> str:
    """Return `edwin-torres` as `Edwin Torres`; a name that is one already stays."""
    return name.replace("-", " ").title() if re.fullmatch(r"[a-z]+(?:-[a-z]+)*", name) else name
