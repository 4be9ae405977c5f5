"""The clipboard: our own form for exact copies, HTML and plain text for others, foreign HTML cleaned."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desk.text import Block, Doc, Kind, Mark, Span, from_html, html, normal, write

TYPE: Final = "application/x-desk-text"
_PICTURES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".avif", ".heic"})


def mime(doc: Doc) -> QMimeData:
    """Return a selection in every form that a paste may ask for."""
    import nh3

    data = QMimeData()
    packed = [
        {name: value for name, value in asdict(block).items() if name != "source"} for block in doc.blocks
    ]
    data.setData(TYPE, json.dumps(packed).encode())
    data.setHtml(nh3.clean(html(write(doc))))
    data.setText("\n".join(block.plain for block in doc.blocks if block.plain))
    return data


def pictures(data: QMimeData) -> list[Path]:
    """Return the picture files of a drop or paste."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURES]


def blocks(data: QMimeData) -> tuple[Block, ...]:
    """Return what a clipboard or drop holds, as blocks."""
    if data.hasFormat(TYPE):
        own = _own(bytes(data.data(TYPE).data()))
        if own:
            return own
    if data.hasHtml():
        return from_html(data.html()).blocks
    return plain_blocks(data.text())


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Return plain text as paragraphs, one for each line that says something."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").split("\n")
    return normal([Block(Kind.PARAGRAPH, (Span(line.replace("\u2028", "\n")),)) for line in lines])


def _own(packed: bytes) -> tuple[Block, ...]:
    """Return blocks from our own form; any program can offer that name, so what does not fit is no blocks."""
    try:
        return normal([_block(values) for values in json.loads(packed)])
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def _block(values: dict[str, Any]) -> Block:
    spans = tuple(
        Span(str(s["text"]), Mark(int(s["marks"]) & 127), str(s["href"]), str(s["title"]))
        for s in values["spans"]
    )
    numbers = {
        name: min(max(int(values[name]), 0), 999_999_999) for name in ("level", "quote", "depth", "start")
    }
    numbers["quote"], numbers["depth"] = min(numbers["quote"], 5), min(numbers["depth"], 5)
    words: dict[str, Any] = {name: str(values[name]) for name in ("ref", "alt", "text")}
    words["dir"] = str(values.get("dir", ""))
    return Block(
        Kind(values["kind"]),
        spans,
        ordered=bool(values["ordered"]),
        loose=bool(values["loose"]),
        **numbers,
        **words,
    )


def hand_over() -> None:
    """Leave the clipboard's words to Qt when the program ends.

    A QMimeData made in Python that is still on the clipboard then takes the process down with it.
    """
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.ownsClipboard() or QGuiApplication.platformName() == "offscreen"  # which never says so
    held: QMimeData | None = clipboard.mimeData()
    if ours and held is not None and held.hasFormat(TYPE):
        clipboard.setText(clipboard.text())
