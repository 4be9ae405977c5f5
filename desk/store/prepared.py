"""Statements of a save, made ready once.

SQLAlchemy takes five times as long to run what it has compiled as SQLite takes to do it, so SQLite's driver
is given it directly. A server is further away than that: it is asked in SQLAlchemy's own way.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler

from desk.store.engine import raw_sqlite

_Take = Callable[[Mapping[str, Any]], Iterable[Any]]
_Ready = tuple[str, _Take, list[tuple[int, Callable[[Any], Any]]]]  # SQL, its values, what some become


class Prepared:
    """One statement with its bound values, of whose rows only the first is asked for.

    Its columns come as the driver gives them, so a select must name no column that SQLAlchemy turns into
    something else. An insert or an update names the columns that it writes.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]] | Insert | Update, *columns: str) -> None:
        self._statement = statement
        self._columns = columns
        self._ready: _Ready | None = None

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        if connection.dialect.name == "sqlite":
            return self._run(connection, values).fetchone()
        row = connection.execute(self._statement, values).first()
        return None if row is None else tuple(row)

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Write."""
        if connection.dialect.name == "sqlite":
            self._run(connection, values)
        else:
            connection.execute(self._statement, values)

    def _run(self, connection: Connection, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        words, take, turns = self._ready or self._compile(connection)
        bound = [*take(values)]
        for at, turn in turns:
            bound[at] = turn(bound[at])
        return raw_sqlite(connection).execute(words, bound)

    def _compile(self, connection: Connection) -> _Ready:
        dialect = connection.dialect
        columns = list(self._columns) or None
        compiled = self._statement.compile(dialect=dialect, column_keys=columns)
        assert isinstance(compiled, SQLCompiler)
        names = list(compiled.positiontup or [])
        kinds = [compiled.binds[name].type.dialect_impl(dialect) for name in names]
        turns = [(at, turn) for at, kind in enumerate(kinds) if (turn := kind.bind_processor(dialect))]
        take: _Take = (
            itemgetter(*names) if len(names) > 1 else lambda values: [values[name] for name in names]
        )
        self._ready = str(compiled), take, turns
        return self._ready
