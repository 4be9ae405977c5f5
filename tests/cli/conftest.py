"""A desk that the terminal made, and the terminal itself."""

import json
from pathlib import Path

import pytest

from desk.app import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def call(*words: object, code: int = 0, out: bool = False) -> str:
        assert main([str(word) for word in words]) == code, capsys.readouterr().err
        said = capsys.readouterr()
        return said.err if code and not out else said.out

    return call


@pytest.fixture
def desk(run, tmp_path: Path) -> Path:
    run("new", tmp_path / "hour.desk", "--title", "The Hour", "--base-url", "https://hour.example")
    return tmp_path / "hour.desk"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "ferry.txt"
    file.write_text(
        "Ferry returns\n\nIt came back.\n\nby: Ann Writer\n\nphoto: The ferry. (courtesy of the port)\n"
    )
    return file


@pytest.fixture
def three(run, desk: Path, tmp_path: Path) -> Path:
    """A desk of three stories."""
    for name, author, body in (
        ("Zebra", "Ann Lee", "The reservoir at Gyumri on the Akhuryan broke."),
        ("Apple", "Bo", "Men at Gyumri mend the reservoir of the Akhuryan."),
        ("Mango", "Ann Lee", "An opera."),
    ):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"{name}\n\nTeaser.\n\nby: {author}\n\n{body}\n")
        run("import", file, "--desk", desk)
    return desk


def stories(run, desk: Path, *more: object) -> list[dict]:
    return json.loads(run("list", "--desk", desk, "--json", *more))


def one_line(words: str) -> bool:
    return words.count("\n") == 1 and "Traceback" not in words
