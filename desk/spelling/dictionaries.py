"""The dictionaries there are: those that ship with the program and those that a person laid beside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desk.domain import BadInput

_LARGEST: Final = 64 * 1024 * 1024
_NAME = re.compile(r"([A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8})*)\.dic(\.xz)?")


@dataclass(frozen=True, slots=True)
class Dictionary:
    """One hunspell dictionary.

    Attributes:
        tag: its language, BCP 47.
        words: the `.dic` file, or that file packed as `.dic.xz`; the rules lie beside it as `.aff`.
    """

    tag: str
    words: Path

    @property
    def rules(self) -> Path:
        """Return the `.aff` file."""
        return self.words.with_name(self.words.name.split(".", maxsplit=1)[0] + ".aff")


def found(folders: Sequence[Path]) -> dict[str, Dictionary]:
    """Return the dictionaries of some folders by tag; of two for one tag that of the earlier folder."""
    known: dict[str, Dictionary] = {}
    for folder in folders:
        try:
            files = sorted(folder.iterdir())
        except OSError:
            continue
        for file in files:
            match = _NAME.fullmatch(file.name)
            if match is None:
                continue
            one = Dictionary(match[1].replace("_", "-"), file)
            if one.rules.is_file():
                known.setdefault(one.tag, one)
    return known


def for_language(language: str, known: dict[str, Dictionary]) -> tuple[Dictionary, ...]:
    """Return the dictionaries for a language: its own, else its variants (`en`: British and American)."""
    wanted = language.lower()
    own = [one for tag, one in known.items() if tag.lower() == wanted]
    if own:
        return tuple(own)
    base = wanted.split("-", maxsplit=1)[0]
    general = [one for tag, one in known.items() if tag.lower() == base]
    return tuple(general or [one for tag, one in known.items() if tag.lower().split("-")[0] == base])


def unpacked(dictionary: Dictionary, cache: Path) -> Path:
    """Return the `.dic` file as hunspell can open it, unpacked into the cache where it ships packed.

    Raises:
        BadInput: the packed file is damaged or larger than 64 MB unpacked.
        OSError: the cache cannot be written.
    """
    if dictionary.words.suffix != ".xz":
        return dictionary.words
    import lzma

    made = dictionary.words.stat()
    target = cache / f"{dictionary.tag}-{made.st_size}-{made.st_mtime_ns:x}.dic"
    if target.is_file():
        return target
    try:
        with lzma.open(dictionary.words) as packed:
            content = packed.read(_LARGEST + 1)
    except (lzma.LZMAError, EOFError) as error:
        raise BadInput(f"The dictionary {dictionary.words.name} is damaged") from error
    if len(content) > _LARGEST:
        raise BadInput(f"The dictionary {dictionary.words.name} is too large")
    cache.mkdir(parents=True, exist_ok=True)
    _put(target.with_suffix(".aff"), dictionary.rules.read_bytes())
    _put(target, content)
    for older in cache.glob(f"{dictionary.tag}-*"):
        if older.stem != target.stem:
            older.unlink(missing_ok=True)
    return target


def _put(file: Path, content: bytes) -> None:
    beside = file.with_suffix(file.suffix + ".new")
    beside.write_bytes(content)
    beside.replace(file)
