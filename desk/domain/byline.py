"""Bylines as a person writes them on one line."""

import re

from desk.domain.story import Byline


def parse_bylines(line: str) -> tuple[Byline, ...]:
    """Read `A. Reporter (in Tbilisi), B. Writer` into names and roles; commas and semicolons part them."""
    pieces = re.split(r"[,;،](?![^()]*\))", line)
    found: list[Byline] = []
    for piece in pieces:
        match = re.fullmatch(r"\s*(.*?)\s*(?:\(([^()]*)\)\s*)?", piece, re.DOTALL)
        if match and (match[1] or match[2]):
            found.append(Byline(match[1], (match[2] or "").strip()))
    return tuple(found)


def format_bylines(bylines: tuple[Byline, ...]) -> str:
    """Write names and roles on one line, as `parse_bylines` reads them."""
    return ", ".join(f"{byline.name} ({byline.role})" if byline.role else byline.name for byline in bylines)
