"""The page around a preview, with its own script and style, and the page that says why there is none."""

from functools import cache
from html import escape
from string import Template

from desk import paths
from desk.domain import DeskError

FILES = frozenset({"preview.js", "preview.css"})
"""What the outer page loads."""


def policy(nonce: str) -> str:
    """Return the policy of the outer page: its own script and style, frames and news from its own server."""
    return (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self';"
        " frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def page(nonce: str) -> bytes:
    """Return the outer page; what it shows it asks its server for."""
    return Template(file("preview.html").decode()).substitute(nonce=nonce).encode()


@cache
def file(name: str) -> bytes:
    """Return a file of the outer page."""
    return (paths.resources() / "preview" / name).read_bytes()


def fault(error: DeskError) -> bytes:
    """Return a page that says what stands in the way of the one that was asked for."""
    rows = "".join(f"<p>{escape(row.rstrip('.'))}.</p>" for row in (error.todo,) if row)
    return (
        '<!doctype html><html lang="en" data-fault="yes"><meta charset="utf-8"><title>No page</title>'
        f"<h1>This page cannot be shown</h1><p>{escape(error.what.rstrip('.'))}.</p>{rows}</html>"
    ).encode()
