"""How systems see the program: its name, version and icon, and what they are told of its documents."""

import plistlib
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ID = "org.desk_newsroom.Desk"
_NUMBER = re.search(r'__version__ = "(.+)"', (ROOT / "desk/__init__.py").read_text(encoding="utf-8"))
VERSION = _NUMBER[1] if _NUMBER else "0"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_SMALL = 32  # pixels up to which the simpler drawing is clearer


def drawn(size: int) -> Any:
    """Return the icon at a size in pixels, as a QImage."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImageReader

    reader = QImageReader(str(ROOT / f"resources/icons/{'desk-small' if size <= _SMALL else 'desk'}.svg"))
    reader.setScaledSize(QSize(size, size))
    image = reader.read()
    if image.isNull():
        raise OSError(reader.errorString())
    return image


def draw(size: int, file: Path) -> None:
    """Write the icon as a PNG of a size in pixels."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not drawn(size).save(str(file)):
        raise OSError(f"cannot write {file}")


def icon(work: Path) -> str | None:
    """Write the icon as this system wants it into a folder; return the file, or None where it wants none."""
    kind = {"win32": "ico", "darwin": "icns"}.get(sys.platform)
    return str(drawn_as(kind, work)) if kind else None


def drawn_as(kind: str, work: Path) -> Path:
    """Write the icon in all its sizes as `ico` or `icns` into a folder; return the file."""
    from PIL import Image

    sizes = [size for size in (16, 24, 32, 48, 64, 128, 256, 512) if kind == "icns" or size <= 256]
    pictures = []
    for size in sizes:
        file = work / f"icon-{size}.png"
        draw(size, file)
        pictures.append(Image.open(file))
    made = work / f"desk.{kind}"
    shapes = {"sizes": [(size, size) for size in sizes]} if kind == "ico" else {}
    pictures[-1].save(made, append_images=pictures[:-1], **shapes)
    return made


def version(work: Path, file: str) -> str | None:
    """Write what Windows shows as a program's properties; return that file, or None elsewhere."""
    if sys.platform != "win32":
        return None
    numbers = [*map(int, re.findall(r"\d+", VERSION)), 0, 0, 0, 0][:4]
    text = (ROOT / "packaging/windows/version.txt.in").read_text(encoding="utf-8")
    values = {"TUPLE": repr(tuple(numbers)), "VERSION": VERSION, "FILE": file}
    made = work / f"{file}.txt"
    made.write_text(re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], text), encoding="utf-8")
    return str(made)


def info() -> dict[str, Any]:
    """Return what macOS is told of the bundle, beyond what PyInstaller says."""
    return plistlib.loads((ROOT / "packaging/macos/Info.plist").read_bytes())
