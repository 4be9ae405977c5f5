"""What the documents say holds: links lead somewhere, shortcuts exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_document_is_there(page):
    text = re.sub(r"^    .*$|`[^`]*`", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_every_shortcut_of_the_guide_is_the_program_s():
    guide = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
    table = guide[guide.index("## Shortcuts") :]
    told = {
        key.strip()
        for row in re.findall(r"^\| ((?:Ctrl|Alt|Shift|F\d).*?) \|", table, flags=re.MULTILINE)
        for key in row.split(", ")
        if re.match(r"(Ctrl|Alt|Shift)\+|F\d", key.strip())
    }
    sources = "".join(
        (ROOT / "desk" / "ui" / name).read_text("utf-8")
        for name in ("menu.py", "writing.py", "card_editing.py")
    )
    known = set(re.findall(r'"((?:Ctrl|Alt|Shift)\+[^"]+|F\d+)"', sources)) | {
        f"Ctrl+Alt+{n}" for n in (0, 2, 3, 4)
    }
    assert told - known == set()
    assert len(told) > 20
