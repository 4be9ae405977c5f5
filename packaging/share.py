"""What stands beside the program: icons, menu entries, manual, completion, list of parts."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import looks
import manual
from carried import Part

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


def parts(file: Path, version: str, carried: Iterable[Part]) -> None:
    """Write the list of parts (CycloneDX, JSON): the pins of what is carried, and what has none."""
    make = [sys.executable, "-m", "cyclonedx_py", "requirements", ROOT / "packaging/requirements.txt"]
    form = ["--pyproject", ROOT / "pyproject.toml", "--output-reproducible", "--output-format", "JSON"]
    run = subprocess.run([*make, *form], check=True, capture_output=True, text=True)
    found = json.loads(run.stdout)
    left = {_plain(part.name): part for part in carried}
    left.pop("desk")  # the whole
    pinned = [one for one in found["components"] if left.pop(_plain(one["name"]), None)]
    found["components"] = pinned + [
        {
            "type": "library",
            "bom-ref": name,
            "name": part.name,
            "version": part.version,
            "licenses": [{"license": {"name": part.licence}}],
        }
        for name, part in left.items()
    ]
    known = {one["bom-ref"] for one in found["components"]}
    kept = [one for one in found.get("dependencies", ()) if one["ref"] in known]
    found["dependencies"] = [
        {**one, "dependsOn": [other for other in one.get("dependsOn", ()) if other in known]} for one in kept
    ]
    found["metadata"]["component"]["version"] = version
    file.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _plain(name: str) -> str:
    """Return a package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
