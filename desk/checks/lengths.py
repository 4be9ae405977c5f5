"""Words over their length, for the rules about headlines, standfirsts and cards."""

from collections.abc import Iterator

from desk.checks.rule import Found


def over(what: str, said: str, most: int, field: str) -> Iterator[Found]:
    """Yield what of a field stands behind its limit, 0 for none; `what` names the field."""
    more = len(said) - most
    if 0 < most < len(said):
        many = "1 character" if more == 1 else f"{more} characters"
        yield Found(most, len(said), f"{what} is {many} too long.", None, field)
