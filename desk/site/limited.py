"""Templates that a newsroom wrote itself come to an end: loops, calls, long texts take from what there is."""

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from functools import update_wrapper
from pathlib import Path
from types import BuiltinMethodType
from typing import Any, NoReturn, TypeVar, cast

from jinja2 import Template, nodes
from jinja2.runtime import Context
from jinja2.utils import pass_context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from desk.site.sandbox import Sandbox

T = TypeVar("T")
STEPS = 5_000_000
"""What a page may take: one for a turn of a loop, for eight characters or a thing in a list that it makes."""
SECONDS = 20
"""How long a page may take, once it takes more than most do."""

_SOME = 1_000  # steps between two looks at the clock
_CALL = 20  # steps
_SHORT = 1_000  # characters, or things in a list, that take nothing
_LONG = frozenset({str, Markup, bytes, list, tuple, dict, set})
_LARGEST = 200_000_000  # characters that a call may make of what it is given
_BITS = 1_000_000  # of a number
_WIDE = re.compile(r"%[^%a-zA-Z]*(?:\d{6}|\*)")  # a width of hundreds of thousands, or one given beside
_WIDER = re.compile(r":[^{}]*(?:\d{6}|\{)")  # the same in braces
_GROWING = {
    *("batch", "center", "expandtabs", "indent", "ljust", "rjust", "round", "slice", "to_bytes", "tojson"),
    *("urlize", "wordwrap", "zfill"),
}
_COUNTED, _MADE = " counted", " made"  # filters whose names no template can write


class _Allowance(threading.local):
    """What the page that a thread makes may still take; one that takes little never asks for the time."""

    left, taken, until = _SOME, 0, 0.0

    def begin(self) -> None:
        self.left, self.taken, self.until = _SOME, 0, 0.0

    def take(self, steps: int) -> None:
        """Take some steps; raises OverflowError where they are too many, or took too long."""
        self.left -= steps
        if self.left < 0:
            self.taken += _SOME - self.left
            self.left = _SOME
            now = time.monotonic()
            self.until = self.until or now + SECONDS
            if self.taken > STEPS or now > self.until:
                _refuse()


class Limited(Sandbox):
    """A sandbox in which every page comes to an end; what would make a huge thing at once is refused."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, folders: Iterable[Path], cache: Path) -> None:
        """Read templates, see `Sandbox`."""
        super().__init__(folders, cache)
        self._allowance = _Allowance()
        del self.globals["lipsum"]  # it makes as many words as it is asked for
        self.filters = {name: self._filter(name, one) for name, one in self.filters.items()}
        self.filters |= {_COUNTED: self._counted, _MADE: self._remade}
        self.finalize = self._made

    def begin(self) -> None:
        """Begin a page, or a part of one."""
        self._allowance.begin()

    # What Jinja calls

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return _Counting().visit(super()._parse(source, name, filename))

    def get_template(self, name: Any, parent: Any = None, globals: Any = None) -> Template:  # noqa: ANN401  (as Jinja has it)
        """Return a template, as one that another includes."""
        self._allowance.take(_CALL)
        return super().get_template(name, parent, globals)

    def call(self, context: Context, called: Any, /, *values: Any, **more: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
        """Call what a template calls."""
        self._allowance.take(_CALL)
        if isinstance(called, BuiltinMethodType):
            self._expect(called.__name__, [called.__self__, *values, *more.values()])
        return self._made(super().call(context, called, *values, **more))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
        """Return what an operator makes of two values."""
        if operator == "%" and isinstance(left, str) and _WIDE.search(left):
            _refuse()
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
            if bits > _BITS:
                _refuse()
        elif operator == "*":
            times = next((abs(one) for one in (left, right) if isinstance(one, int)), 1)
            self._allowance.take(_size(left) * _size(right) * times >> 3)
        return self._made(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:  # noqa: ANN401  (as Jinja has it)
        """Return the `format` of a text as templates may call it."""
        wrapped = super().wrap_str_format(value)
        if wrapped is not None and _WIDER.search(value.__self__):
            _refuse()
        return wrapped

    def concat(self, parts: Iterable[str]) -> str:
        """Return the text that a page, a block or a macro consists of."""
        found = [*parts]
        self._allowance.take(sum(map(len, found)) >> 3)
        return "".join(found)

    # What takes steps

    def _made(self, made: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
        """Take what something new takes that is long."""
        if type(made) in _LONG and (size := len(made)) > _SHORT:
            self._allowance.take(size >> 3 if isinstance(made, str) else size)
        return made

    @pass_context  # so that Jinja does not fill it in beforehand
    def _remade(self, _context: Context, made: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
        return self._made(made)

    @pass_context
    def _counted(self, _context: Context, values: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
        """Take what a loop takes: of a short one before its first turn, of another turn by turn."""
        self._allowance.take(1)
        if not hasattr(values, "__len__"):
            return self._turns(iter(values))
        if len(values) > _SHORT:
            return _Turns(values, self._turns)
        self._allowance.take(len(values))
        return values

    def _turns(self, values: Iterable[T]) -> Iterator[T]:
        for value in values:
            self._allowance.take(1)
            yield value

    def _filter(self, name: str, own: Callable[..., Any]) -> Callable[..., Any]:
        """Return a filter that takes what it makes."""
        first = 1 if hasattr(own, "jinja_pass_arg") else 0  # what stands before what a template gives

        def filtered(*values: Any, **more: Any) -> Any:  # noqa: ANN401  (as Jinja has it)
            self._allowance.take(1)
            if name == "join" and len(values) > first and type(values[first]) not in _LONG:
                values = (*values[:first], [*values[first]], *values[first + 1 :])
            self._expect(name, [*values[first:], *more.values()])
            return self._made(own(*values, **more))

        return update_wrapper(filtered, own)

    def _expect(self, name: str, given: Sequence[Any]) -> None:
        """Take what a filter or a text's method is about to make, or refuse it, where that may be huge."""
        if name == "join":
            lists = (cast("Sequence[object]", one) for one in given if isinstance(one, (list, tuple)))
            texts = next(lists, ())
            between = max((len(one) for one in given if isinstance(one, str)), default=0)
            whole = sum(len(one) for one in texts if isinstance(one, str))
            self._allowance.take(whole + len(texts) * between >> 3)
        elif name == "replace":
            old, new = (str(one) for one in (*given[1:3], "", "")[:2])
            self._allowance.take(str(given[0]).count(old) * len(new) >> 3)
        elif name == "format":
            if _WIDE.search(str(given[0])):
                _refuse()
        elif name == "translate" or (name in _GROWING and _size(given[0]) * _widest(given[1:]) > _LARGEST):
            _refuse()


class _Turns:
    """What a long loop goes through, of which it may ask the length."""

    def __init__(self, values: Any, turns: Callable[[Any], Iterator[Any]]) -> None:  # noqa: ANN401  (as Jinja has it)
        self._values, self._turns = values, turns

    def __len__(self) -> int:
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        return self._turns(self._values)


class _Counting(NodeTransformer):
    """Has loops, and what makes texts by itself, take steps."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802  (as Jinja names them)
        """Have a loop ask for its turns."""
        self.generic_visit(node)
        node.iter = _asked(cast("nodes.Expr", node.iter), _COUNTED)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:  # noqa: N802
        """Have a longer text ask for its length."""
        self.generic_visit(node)
        return _asked(node, _MADE)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802
        """Have a piece of a text ask for its length."""
        self.generic_visit(node)
        return _asked(node, _MADE) if isinstance(node.arg, nodes.Slice) else node


def _asked(node: nodes.Expr, name: str) -> nodes.Expr:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _size(value: object) -> int:
    """Return how long a text or list is, at least 1; 1 for other things."""
    return max(1, len(cast("Sized", value))) if isinstance(value, (str, bytes, list, tuple, dict, set)) else 1


def _widest(given: Sequence[object]) -> int:
    """Return the largest of some numbers and lengths, at least 1."""
    return max((abs(one) if isinstance(one, int) else _size(one) for one in given), default=1)


def _refuse() -> NoReturn:
    raise OverflowError("It goes on and on: a loop or a text in it has no end, or is far too long")
