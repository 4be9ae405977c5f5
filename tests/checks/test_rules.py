"""Every rule on its own examples, which are what its documentation shows."""

import pytest

from desk.checks import Example, Rule, all_rules

from .cases import alone, named, of_example

RULES = list(all_rules().values())


def _each(kind: str) -> list[object]:
    return [
        pytest.param(rule, example, id=f"{rule.name}-{at}")
        for rule in RULES
        for at, example in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "example"), _each("wrong"))
def test_names_what_is_wrong(rule: Rule, example: str | Example) -> None:
    given, marked = of_example(example)
    if marked:
        found = named(rule, given)
        assert [words for words, _ in found] == [words for words, _ in marked]
        assert [fix for _, fix in found if fix is not None] == [fix for _, fix in marked if fix is not None]
    else:
        found = alone(rule.name, given)
        assert found
        where = example.field if isinstance(example, Example) else ""
        assert not where or {one.field for one in found} == {where}


@pytest.mark.parametrize(("rule", "example"), _each("right"))
def test_is_silent_where_all_is_well(rule: Rule, example: str | Example) -> None:
    given, _ = of_example(example)
    assert alone(rule.name, given) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_says_what_it_is(rule: Rule) -> None:
    assert rule.wrong
    assert rule.right
    assert rule.why.endswith(".")
    assert bool(rule.reads) != bool(rule.looks)
