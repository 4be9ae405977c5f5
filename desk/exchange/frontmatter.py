"""The YAML block before a Markdown body. Foreign YAML is hostile: no tags, no types, a bound on aliases."""

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias, cast

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from desk.domain import BadInput

Value: TypeAlias = "str | list[Value] | dict[str, Value]"

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LARGEST = 200_000
_MOST_VALUES = 10_000


def split(text: str, name: str) -> tuple[dict[str, Value], str]:
    """Return the fields before a body and the body, byte for byte; no fields where there is no such block.

    Raises:
        BadInput: the block is no YAML; names the line.
    """
    block = _BLOCK.match(text)
    if not block:
        return {}, text
    fields = _parse(block["yaml"], name)
    if fields is None:
        return {}, text
    return fields, text[block.end() :]


def _parse(block: str, name: str) -> dict[str, Value] | None:
    if len(block) > _LARGEST:
        raise BadInput(f"The front matter of {name} is too large", todo="Check that a line --- ends it")
    bare = re.sub(r"[ \t]+(?=\r?\n)", "", block)  # YAML refuses a tab at a line's end, editors leave them
    try:
        root = cast("Node | None", yaml.compose(bare, yaml.SafeLoader))  # pyright: ignore[reportUnknownMemberType]
        found = _value(root, iter(range(_MOST_VALUES))) if root else ""
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f", line {mark.line + 2}" if mark else ""
        raise BadInput(
            f"The front matter of {name}{where} is no YAML: {error.problem}",
            todo="Mend the line and import again",
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError, TypeError) as error:
        raise BadInput(f"The front matter of {name} is no YAML", todo="Mend it and import again") from error
    if not found:
        return {}
    if not isinstance(found, dict):
        return None
    return {key.strip().lower().replace("-", "_"): value for key, value in found.items()}


def _value(node: Node, budget: Iterator[int]) -> Value:
    """Return a node as strings, lists and mappings, whatever types YAML would see in it.

    Raises yaml.MarkedYAMLError for a key that stands twice and for more values than the budget holds, as
    aliases of aliases make them.
    """
    if next(budget, None) is None:
        raise yaml.MarkedYAMLError(problem="too many values", problem_mark=node.start_mark)
    if isinstance(node, SequenceNode):
        return [_value(item, budget) for item in cast("list[Node]", node.value)]
    if not isinstance(node, MappingNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    table: dict[str, Value] = {}
    for key, value in cast("list[tuple[Node, Node]]", node.value):
        name = str(key.value) if isinstance(key, ScalarNode) else ""
        if not name or name in table:
            problem = f"“{name}” stands twice" if name else "a key is no word"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key.start_mark)
        table[name] = _value(value, budget)
    return table


def dump(fields: Mapping[str, object]) -> str:
    """Return fields as a block with its fences, which `split` reads back; empty fields are left out."""
    kept = {key: value for key, value in fields.items() if value}
    block = yaml.dump(kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{block if kept else ''}---\n"


class _Dumper(yaml.SafeDumper):
    """Never writes aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True
