"""What stands beside the program: icons, menu entries, manual, completion, licences, list of parts."""

import json
import re
import shutil
import sqlite3
import ssl
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackagePath, distribution
from pathlib import Path
from xml.sax.saxutils import escape

import looks
import manual

ROOT = looks.ROOT
LINUX = ROOT / "packaging" / "linux"
_PICTURES = {"write-light.png": "Writing a story", "front-light.png": "Curating the front page"}


def entries(share: Path, version: str, day: float, site: str = "") -> None:
    """Write a system's `share` folder.

    Args:
        share: the folder, made where it is missing.
        version: the program's.
        day: the time of the release, seconds of the epoch.
        site: the address of the project's files on the web; without it software centres show no pictures.
    """
    icons(share / "icons/hicolor")
    manual.write(share, version, day)
    _copy(LINUX / "desk.desktop", share / f"applications/{looks.ID}.desktop")
    _copy(LINUX / "mime.xml", share / f"mime/packages/{looks.ID}.xml")
    told = (LINUX / "metainfo.xml.in").read_text(encoding="utf-8")
    values = {"VERSION": version, "DAY": f"{datetime.fromtimestamp(day, UTC):%Y-%m-%d}", "SITE": _site(site)}
    file = share / f"metainfo/{looks.ID}.metainfo.xml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(re.sub(r"@(\w+)@", lambda match: values[match[1]], told), encoding="utf-8")


def _site(site: str) -> str:
    if not site:
        return ""
    kinds = [' type="default"', *[""] * (len(_PICTURES) - 1)]
    shots = "".join(
        f"    <screenshot{kind}>\n      <caption>{caption}</caption>\n"
        f"      <image>{escape(site)}/docs/screenshots/{name}</image>\n    </screenshot>\n"
        for kind, (name, caption) in zip(kinds, _PICTURES.items(), strict=True)
    )
    return f'  <url type="homepage">{escape(site)}</url>\n  <screenshots>\n{shots}  </screenshots>\n'


def icons(folder: Path) -> None:
    """Draw the program's icon in every size of a theme's folder, and lay the drawing beside them."""
    for size in looks.SIZES:
        looks.draw(size, folder / f"{size}x{size}/apps/{looks.ID}.png")
    _copy(ROOT / "resources/icons/desk.svg", folder / f"scalable/apps/{looks.ID}.svg")


_TOLD_ABOVE = ("pyside6-essentials", "shiboken6", "obstore")
"""Packages that bring no text of their licence; theirs lies in `packaging/licences`."""


def licences(folder: Path) -> None:
    """Write the licences of all that the program carries, a folder for each part."""
    folder.mkdir(parents=True, exist_ok=True)
    _copy(ROOT / "LICENSE", folder / "LICENSE.txt")
    for file in sorted((ROOT / "packaging/licences").iterdir()):
        _copy(file, folder / file.name)
    _copy(_of_python(), folder / "python/LICENSE.txt")
    for name in shipped():
        found = list(_texts(name))
        if not found and name not in _TOLD_ABOVE:
            raise FileNotFoundError(f"{name} brings no text of its licence")
        for file in found:
            _copy(Path(str(file.locate())), folder / name / file.name)


def shipped() -> list[str]:
    """Return the names of the packages that the program is pinned to and this system uses."""
    from packaging.requirements import Requirement

    text = (ROOT / "packaging/requirements.txt").read_text(encoding="utf-8")
    pins = [Requirement(line.strip(" \\")) for line in re.findall(r"^[a-z].*$", text, flags=re.MULTILINE)]
    used = {pin.name for pin in pins if pin.marker is None or pin.marker.evaluate()}
    return sorted((used - {"qtpy"}) | {"tzdata"})


def _texts(name: str) -> Iterator[PackagePath]:
    for file in distribution(name).files or ():
        if ".dist-info" in file.parts[0] and re.match(
            r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE
        ):
            yield file


def _of_python() -> Path:
    library = Path(sysconfig.get_path("stdlib"))
    places = (
        library / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc/libpython3-stdlib/copyright"),
    )
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return next(file for file in (*places, Path(f"/usr/share/doc/{version}/copyright")) if file.is_file())


def parts(file: Path, version: str) -> None:
    """Write the list of parts (CycloneDX, JSON): the pinned packages and what comes with Python."""
    make = [sys.executable, "-m", "cyclonedx_py", "requirements", ROOT / "packaging/requirements.txt"]
    form = ["--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--output-format", "JSON"]
    run = subprocess.run([*make, *form], check=True, capture_output=True, text=True)
    found = json.loads(run.stdout)
    python = f"{sys.version_info[0]}.{sys.version_info[1]}.{sys.version_info[2]}"
    carried = {"CPython": python, "SQLite": sqlite3.sqlite_version, "OpenSSL": ssl.OPENSSL_VERSION.split()[1]}
    for name, number in carried.items():
        found["components"].append(
            {"type": "library", "bom-ref": name.lower(), "name": name, "version": number}
        )
    found["metadata"]["component"]["version"] = version
    file.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
