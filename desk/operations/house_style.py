"""The newsroom's own list of what it writes otherwise."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from desk import exchange
from desk.domain import Done, Term, storable
from desk.operations.desk import Desk, keep

COLUMNS = ("Not this", "But this", "Language", "Where", "Except in", "How", "Why")
"""Of the list as rows; `How` holds `case` and `pattern`."""


def terms(desk: Desk) -> tuple[Term, ...]:
    """Return the house style."""
    return desk.store.publication().terms


def take_in(desk: Desk, file: Path) -> Done[tuple[Term, ...]]:
    """Add the terms of a CSV or Vale file, in place of those that say the same is wrong; return the new ones.

    Raises:
        BadInput: the file cannot be used; nothing is changed.
        OSError: it cannot be read.
    """
    came = exchange.read_terms(file)
    publication = desk.store.publication()
    held = {_key(one): one for one in publication.terms} | {_key(one): one for one in map(storable, came)}
    done = keep(desk, replace(publication, terms=tuple(held.values())))
    return Done(came, done.change)


def as_csv(desk: Desk) -> str:
    """Return the house style as a CSV that `take_in` reads."""
    return exchange.write_terms(terms(desk))


def as_terms(rows: Iterable[Sequence[str]]) -> tuple[Term, ...]:
    """Return terms from rows of `COLUMNS`; raises BadInput where one finds nothing or is no expression."""
    made: list[Term] = []
    for wrong, right, language, scope, exceptions, how, note in rows:
        free = tuple(one.strip() for one in exceptions.split(";") if one.strip())
        said = how.lower()
        term = Term(
            wrong=wrong,
            right=right,
            language=language,
            scope=scope.lower(),
            exceptions=free,
            case="case" in said,
            pattern="pattern" in said,
            note=note,
        )
        exchange.check_term(term)
        made.append(term)
    return tuple(made)


def as_rows(terms: Iterable[Term]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that `as_terms` reads."""
    return tuple(
        (one.wrong, one.right, one.language, one.scope, "; ".join(one.exceptions), _how(one), one.note)
        for one in terms
    )


def _how(term: Term) -> str:
    return " ".join(name for name in ("case", "pattern") if getattr(term, name))


def _key(term: Term) -> tuple[str, str, str]:
    return (term.wrong, term.language, term.scope)
