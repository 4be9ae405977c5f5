"""What the program carries of others, told from the files that are in it, and the licence of each.

`desk.spec` notes where every file came from; a file belongs to the Python package, the system's package or
the Python that it was taken from.
"""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import NamedTuple

from looks import ROOT, VERSION

_OURS = ROOT / "packaging/licences"
_SAID = {
    "PySide6_Essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "pi_heif": "BSD-3-Clause; libheif and libde265 in it LGPL-3.0",
    "pyinstaller": "GPL-2.0-or-later with an exception for programs made by it",
}
"""What a package says otherwise, or not as it is meant here."""

_TOLD = {
    "PySide6_Essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "obstore": ("obstore.txt",),
}
"""Packages that bring no text of their licence, and ours."""


class Part(NamedTuple):
    """A part of the program: its name, version, licence, and the files that hold the licence's text."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def note(sources: Iterable[str], file: Path) -> None:
    """Write down where the program's files came from."""
    file.write_text(json.dumps(sorted(set(sources)), indent=1), encoding="utf-8")


def parts(noted: Path) -> list[Part]:
    """Return the parts that the noted files belong to.

    Raises:
        FileNotFoundError: one brings no text of its licence.
    """
    sources = [Path(one) for one in json.loads(noted.read_text(encoding="utf-8"))]
    site = Path(sysconfig.get_path("purelib"))
    tops = {one.relative_to(site).parts[0] for one in sources if one.is_relative_to(site)}
    found = {one.name: one for one in distributions() if tops & _tops(one)}
    found["pyinstaller"] = distribution("pyinstaller")  # which the program itself begins with
    resources = ROOT / "resources"
    return [
        Part("Desk", VERSION, "MIT", (ROOT / "LICENSE",)),
        Part("Python", sys.version.split()[0], "PSF-2.0", (_of_python(),)),
        *(_of_package(found[name]) for name in sorted(found, key=str.lower)),
        *_of_system(one for one in sources if one.as_posix().startswith(("/lib/", "/usr/lib/"))),
        Part("Fonts", "", "OFL-1.1", tuple(sorted((resources / "fonts").glob("LICENSE*")))),
        Part(
            "Dictionaries",
            "",
            "as each says",
            tuple(sorted((resources / "dictionaries").glob("LICENSE*"))),
        ),
    ]


def _tops(package: Distribution) -> set[str]:
    return {file.parts[0] for file in package.files or () if not file.parts[0].endswith(".dist-info")}


def _of_package(package: Distribution) -> Part:
    told = package.metadata
    kinds = [kind for kind in told.get_all("Classifier") or [] if kind.startswith("License :: ")]
    said = told.get("License-Expression") or told.get("License") or ", ".join(kinds)
    texts = [
        Path(str(file.locate()))
        for file in package.files or ()
        if ".dist-info" in file.parts[0]
        and re.match(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE)
    ]
    texts += [_OURS / name for name in _TOLD.get(package.name, ())]
    if not texts:
        raise FileNotFoundError(f"{package.name} brings no text of its licence")
    licence = _SAID.get(package.name) or said.rpartition(" :: ")[2]
    return Part(package.name, package.version, licence, tuple(texts))


def _of_system(libraries: Iterable[Path]) -> list[Part]:
    """Return the packages of Debian that libraries were taken from; their texts name each licence."""
    if shutil.which("dpkg-query") is None:
        return []
    owners = {_owner(file.resolve()) for file in libraries}
    asked = ["dpkg-query", "--show", "--showformat", "${Package}\t${Version}\n", *sorted(owners)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout if owners else ""
    rows = [line.split("\t") for line in told.splitlines()]
    return [
        Part(name, version, "as its text says", (Path(f"/usr/share/doc/{name}/copyright"),))
        for name, version in rows
    ]


def _owner(file: Path) -> str:
    """Return the package of a file, which may know it by its name before `/lib` and `/usr/lib` were one."""
    for name in (str(file), str(file).removeprefix("/usr")):
        run = subprocess.run(["dpkg-query", "--search", name], capture_output=True, text=True)
        if run.returncode == 0:
            return run.stdout.split(": ")[0]
    raise LookupError(f"no package is known for {file}")


def _of_python() -> Path:
    library = Path(sysconfig.get_path("stdlib"))
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = (
        library / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc/libpython3-stdlib/copyright"),
        Path(f"/usr/share/doc/{version}/copyright"),
    )
    return next(file for file in places if file.is_file())


def lay(found: Iterable[Part], folder: Path) -> None:
    """Write the texts, a folder for each part, and `parts.tsv`, which names them all."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copyfile(_OURS / "NOTICE.txt", folder / "NOTICE.txt")
    rows: list[str] = []
    for part in found:
        where = folder / re.sub(r"\W+", "-", part.name.lower())
        where.mkdir()
        for text in part.texts:
            shutil.copyfile(text, where / (text.name if text.suffix else f"{text.name}.txt"))
        rows.append("\t".join([part.name, part.version, part.licence, where.name]) + "\n")
    (folder / "parts.tsv").write_text("".join(rows), encoding="utf-8")
