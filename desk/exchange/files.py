"""Texts on disk: which files a folder offers, and their words whatever the encoding."""

import codecs
import errno
import os
import re
from pathlib import Path

from desk.domain import PICTURES, BadEncoding, BadInput, name_too_long

LARGEST = 20_000_000
TEXT = (".txt", ".text")
MARKDOWN = (".md", ".markdown")
_ABOUT = re.compile(r"(readme|licen[cs]e|copying|changelog|contributing|notice)(\..*)?", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def files(path: Path) -> tuple[list[Path], tuple[str, ...]]:
    """Return the texts that a path names: the file itself, or those of a folder in order of their names.

    Returns:
        The files, and why others were left out, one line each. Pictures are left out in silence: they come
        with the stories that use them.

    Raises:
        BadInput: there is nothing at the path, or a folder cannot be read.
    """
    if not path.is_dir():
        if not path.exists():
            raise BadInput(f"There is no file at {path}", todo="Check the name")
        return [path], ()
    found: list[Path] = []
    skipped: list[str] = []
    for folder, folders, names in os.walk(path, onerror=_unreadable):
        skipped += [f"{name}: hidden" for name in folders if name.startswith(".")]
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            reason = _left_out(name)
            if reason:
                skipped.append(f"{(Path(folder) / name).relative_to(path)}: {reason}")
            elif reason is None:
                found.append(Path(folder) / name)
    return found, tuple(skipped)


def _left_out(name: str) -> str | None:
    """Return why a folder's file is no story, empty for a picture, None for a text."""
    ending = Path(name).suffix.lower()
    if name.startswith("."):
        return "hidden"
    if ending in PICTURES:
        return ""
    if _ABOUT.fullmatch(name):
        return "about the folder, not a story"
    return None if ending in TEXT + MARKDOWN else "not a text"


def _unreadable(error: OSError) -> None:
    raise BadInput(f"The folder {error.filename} cannot be read: {error.strerror}") from error


def load(path: Path, encoding: str = "") -> str:
    """Return a file's words with their line ends as they are.

    Args:
        path: the file.
        encoding: the encoding to read it in; empty for UTF-8, or UTF-16 where the file is marked so.

    Raises:
        BadEncoding: it is in another encoding; names those that fit.
        BadInput: it cannot be read, is empty, too large or no text.
    """
    try:
        if not path.is_file():
            raise BadInput(f"{path.name} is no file", todo="Choose a text")
        if path.stat().st_size > LARGEST:
            raise BadInput(f"{path.name} is larger than {LARGEST // 1_000_000} MB", todo="Choose a text")
        data = path.read_bytes()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise name_too_long(path) from error
        raise BadInput(f"{path.name} cannot be read: {error.strerror}") from error
    return decode(data, path.name, encoding)


def decode(data: bytes, name: str, encoding: str = "") -> str:
    """Return the words of a file's bytes; see `load`."""
    if not data.strip():
        raise BadInput(f"{name} is empty", todo="Choose a text with words in it")
    chosen = encoding or next((found for mark, found in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(chosen)
    except LookupError as error:
        raise BadInput(f"There is no encoding called “{encoding}”", todo="Try cp1251 or cp1252") from error
    except UnicodeError as error:
        raise _refusal(data, name, encoding) from error
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text[:100_000]) or "\x00" in text:
        raise BadInput(f"{name} is no text", todo="Choose a plain text or a Markdown file")
    if not text.strip("\ufeff \t\r\n"):
        raise BadInput(f"{name} is empty", todo="Choose a text with words in it")
    return text.removeprefix("\ufeff")


def _refusal(data: bytes, name: str, encoding: str) -> BadInput:
    fitting = () if b"\x00" in data[:100_000] else _fitting(data)
    if not fitting:
        return BadInput(f"{name} is no text", todo="Choose a plain text or a Markdown file")
    return BadEncoding(
        f"{name} is not {encoding or 'UTF-8'}",
        fitting,
        todo=f"Try the encoding {', '.join(fitting[:-1])} or {fitting[-1]}"
        if fitting[1:]
        else f"Try {fitting[0]}",
    )


def _fitting(data: bytes) -> tuple[str, ...]:
    """Return up to four encodings that read the text without a fault, likeliest first."""
    from charset_normalizer import from_bytes

    guesses = [match.encoding.replace("_", "-") for match in from_bytes(data[:200_000])]
    usual = ["cp1251", "cp1252", "cp1254", "iso-8859-1"]
    ranked = [guess for guess in guesses if guess in usual] + [
        guess for guess in guesses if guess not in usual
    ]
    return tuple(name for name in dict.fromkeys([*ranked[:3], *usual]) if _reads(data, name))[:4]


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return False
    return True
