"""A house style in other people's files: CSV, and substitutions as Vale has them."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, cast

from desk.domain import BadInput, Term
from desk.text import BadSearch, Finder, Search

_LARGEST: Final = 2_000_000  # bytes
_MOST: Final = 5_000  # terms
_COLUMNS: Final = ("wrong", "right", "language", "scope", "exceptions", "case", "pattern", "note")
_YES: Final = frozenset({"yes", "true", "1", "x", "on"})
_SCOPES: Final = frozenset({"", "headline", "body", "caption"})
_PLAIN: Final = re.compile(r"[\w\s'’,/&-]+(?:\.[\w\s'’,/&-]*)*")


def read_terms(file: Path) -> tuple[Term, ...]:
    """Return the terms of a file, by its ending: `.csv`, `.tsv`, `.txt`, `.yml`, `.yaml`.

    Raises:
        BadInput: it is neither, too large, or a line of it cannot be used; nothing of it is taken then.
        OSError: it cannot be read.
    """
    if file.stat().st_size > _LARGEST:
        raise BadInput(f"{file.name} is larger than 2 MB", kept="Nothing was taken in")
    try:
        said = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name} is not UTF-8", todo="Save it as UTF-8") from error
    terms = tuple(
        _vale(file.name, said) if file.suffix.lower() in (".yml", ".yaml") else _csv(file.name, said)
    )
    if not terms:
        raise BadInput(
            f"{file.name} holds no terms", todo=f"A CSV file has the columns {', '.join(_COLUMNS)}"
        )
    if len(terms) > _MOST:
        raise BadInput(f"{file.name} holds more than {_MOST} terms", kept="Nothing was taken in")
    for term in terms:
        check_term(term)
    return terms


def write_terms(terms: tuple[Term, ...]) -> str:
    """Return terms as CSV, with a line of names first."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for one in terms:
        flags = ("yes" if one.case else "", "yes" if one.pattern else "")
        rows.writerow(
            (one.wrong, one.right, one.language, one.scope, "; ".join(one.exceptions), *flags, one.note)
        )
    return out.getvalue()


def check_term(term: Term) -> None:
    """Raise BadInput where a term finds nothing or is no expression."""
    if not term.wrong.strip():
        raise BadInput("A term of the house style says nothing to look for", kept="Nothing was changed")
    if term.scope not in _SCOPES:
        raise BadInput(f"“{term.scope}” is no part of a story", todo="Use headline, body, caption or nothing")
    try:
        Finder(
            Search(term.wrong, case=term.case, whole=not term.pattern, expression=term.pattern), term.right
        )
    except BadSearch as error:
        raise BadInput(f"“{term.wrong[:80]}”: {error}", kept="Nothing was changed") from error


def _csv(name: str, said: str) -> Iterator[Term]:
    first = said.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(said), delimiter=sign, strict=True) if any(row)]
    except csv.Error as error:
        raise BadInput(f"{name} is no CSV: {error}", kept="Nothing was taken in") from error
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    titled = "wrong" in names
    for row in rows[titled:]:
        cells = dict(zip(names if titled else _COLUMNS, map(str.strip, row), strict=False))
        yield Term(
            wrong=cells.get("wrong", ""),
            right=cells.get("right", ""),
            language=cells.get("language", ""),
            scope=cells.get("scope", "").lower(),
            exceptions=tuple(one.strip() for one in cells.get("exceptions", "").split(";") if one.strip()),
            case=cells.get("case", "").lower() in _YES,
            pattern=cells.get("pattern", "").lower() in _YES,
            note=cells.get("note", ""),
        )


def _vale(name: str, said: str) -> Iterator[Term]:
    """Yield the terms of a rule of Vale: the `swap` of a substitution, or the `tokens` of an existence."""
    import yaml

    try:
        loaded: object = yaml.safe_load(said)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadInput(f"{name} is no YAML", kept="Nothing was taken in") from error
    if not isinstance(loaded, Mapping):
        raise BadInput(f"{name} is no rule of Vale", todo="Give one that extends substitution")
    rule = cast("Mapping[str, Any]", loaded)
    case = not rule.get("ignorecase")
    exceptions = tuple(str(one) for one in _list(rule.get("exceptions")))
    if rule.get("extends") == "substitution" and isinstance(rule.get("swap"), Mapping):
        for wrong, right in cast("Mapping[object, object]", rule["swap"]).items():
            yield _swapped(str(wrong), str(right if right is not None else ""), exceptions, case, rule)
    elif rule.get("extends") == "existence":
        for wrong in _list(rule.get("tokens")):
            yield _swapped(str(wrong), "", exceptions, case, rule)
    else:
        raise BadInput(
            f"{name} extends “{str(rule.get('extends'))[:40]}”", todo="Give a rule that extends substitution"
        )


def _swapped(
    wrong: str, right: str, exceptions: tuple[str, ...], case: bool, rule: Mapping[str, Any]
) -> Term:
    free = bool(rule.get("nonword"))
    pattern = free or not _PLAIN.fullmatch(wrong)
    if pattern and not free:
        wrong = rf"\b(?:{wrong})\b"
    right = right.split("|", maxsplit=1)[0].strip()  # of several, the first is offered
    return Term(wrong=wrong, right=right, exceptions=exceptions, case=case, pattern=pattern)


def _list(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []
