"""What goes into the installed program and what stays out: asked by `desk.spec`, held by tests."""

import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from importlib.util import find_spec
from pathlib import Path

import icu

ROOT = Path(__file__).resolve().parent.parent

Entry = tuple[str, str, str]
"""Where a file lies in the folder, where it comes from, and what PyInstaller calls its kind."""

Needs = Callable[[str], Iterable[tuple[str, str | None]]]
"""The libraries that a library asks the loader for: their names and where they are found here."""

# Modules of libraries that would be taken along though nothing of the program asks for them. Of qtawesome it
# reads the fonts (`desk/ui/icons.py`), which needs no qtpy.
NEVER = [
    "qtpy",
    "psycopg",
    "tkinter",
    "unittest",
    "lib2to3",
    "setuptools",
    "pip",
    "readline",
    "numpy",
    "_uuid",
    "invoke",
    "pydoc_data",
    "defusedxml",  # which only the list of parts needs, when the packages are made
]

_LATE = {
    "pyi_rth_inspect",
    "pyi_rth_multiprocessing",
    *(["pyi_rth_pyside6"] if sys.platform == "linux" else []),
}
"""What PyInstaller runs at each start for programs that read their own source, start processes (`frozen.py`)
or have a Qt that does not find its plugins: it would load much before the program says what can wait."""

QT_MODULES = {"QtCore", "QtGui", "QtWidgets"}
"""The parts of PySide that the program imports; others are not in the packages."""

_PLUGINS = [
    *("iconengines/*svgicon*", "imageformats/*svg*", "imageformats/*jpeg*", "imageformats/*webp*"),
    *("imageformats/*gif*", "imageformats/*qico.*"),
    *(
        "platforms/*xcb*",
        "platforms/*wayland*",
        "platforms/*offscreen*",
        "platforms/*windows*",
        "platforms/*cocoa*",
    ),
    *("platforminputcontexts/*compose*", "platforminputcontexts/*ibus*", "platformthemes/*", "styles/*"),
    *(
        "wayland-decoration-client/*",
        "wayland-shell-integration/*xdg-shell*",
        "wayland-shell-integration/*qt-shell*",
    ),
]
# Libraries of the building system that go along: those of Python, which systems have in other versions. All
# others are the desktop's and must be: the loader would give an older copy to newer ones that need more.
_OF_PYTHON = [
    *("libpython*", "libssl*", "libcrypto*", "libffi*", "libsqlite3*", "liblzma*", "libbz2*", "libmpdec*")
]
# What Babel knows of each language and the program does not ask it: two thirds of its size.
_UNASKED = {
    *(
        "unit_patterns",
        "compound_unit_patterns",
        "unit_display_names",
        "meta_zones",
        "time_zones",
        "territories",
    ),
    *("currency_names", "currency_names_plural", "compact_decimal_formats", "compact_currency_formats"),
}
_ICONS = re.compile(r"phosphor-(\d.*\.ttf|charmap-.*)")
# Libraries that bring notes for debuggers along, in some most of their size. Qt's own have none.
_UNSTRIPPED = re.compile(
    r"(sqlalchemy|yaml|regex|nh3|charset_normalizer|markupsafe|obstore|cryptography|nacl|bcrypt)/"
    r"|(PIL|hunspell)/|pi_heif\.libs/|_pi_heif|PySide6/Qt/lib/libicu(i18n|uc)"
    r"|libpython|.*/lib-dynload/"
)


def modules() -> list[str]:
    """Return every module of the program, which loads them by name (`desk/later.py`), and of libraries."""
    ours = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((ROOT / "desk").rglob("*.py"))
        if "migrations" not in path.parts or path.name == "__init__.py"  # files, which Alembic reads as such
    ]
    support = pyside_support()
    signatures = [
        ".".join(path.relative_to(support).with_suffix("").parts).removesuffix(".__init__")
        for path in sorted((support / "shibokensupport").rglob("*.py"))
    ]
    return [*ours, *signatures, "anyascii._data", "qtawesome", "sqlalchemy.dialects.sqlite", "tzdata"]


def pyside_support() -> Path:
    """Return the folder of the Python files in shiboken, unpacked (see `environment.py`).

    The program has them compiled among its modules. Shiboken unpacks its own and compiles them at each start
    unless it sees a folder of that name.
    """
    return _package("shiboken6") / "files.dir"


def files() -> list[tuple[str, str]]:
    """Return the files that are read as files, each with the folder that it goes to."""
    folders = [
        (ROOT / "resources", "desk/resources"),
        (ROOT / "desk/store/migrations", "desk/store/migrations"),
    ]
    pairs = [
        (str(file), (Path(target) / file.parent.relative_to(folder)).as_posix())
        for folder, target in folders
        for file in sorted(folder.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    ]
    fonts = sorted((_package("qtawesome") / "fonts").iterdir())
    pairs += [(str(file), "qtawesome/fonts") for file in fonts if _ICONS.fullmatch(file.name)]
    return [*pairs, (str(pyside_support() / "signature_bootstrap.py"), "shiboken6/files.dir")]


def calendars(work: Path) -> list[tuple[str, str]]:
    """Write what Babel knows of each language's dates and lists; return the files and the folder for each."""
    data = _package("babel")
    work.mkdir(parents=True, exist_ok=True)
    for file in sorted((data / "locale-data").glob("*.dat")):
        known = pickle.loads(file.read_bytes())
        whole = {name: value for name, value in known.items() if name not in _UNASKED}
        (work / file.name).write_bytes(pickle.dumps(whole, 2))
    pairs = [(str(file), "babel/locale-data") for file in sorted(work.iterdir())]
    return [*pairs, (str(data / "global.dat"), "babel")]


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} is not installed")
    return Path(spec.origin).parent


def run_first(scripts: Iterable[Entry]) -> list[Entry]:
    """Return what is run at each start, in its order, without what this program has no need of."""
    return [one for one in scripts if one[0] not in _LATE]


def kept(entries: Iterable[Entry], needs: Needs) -> list[Entry]:
    """Return the entries without the parts of Qt that none of them needs and the desktop's libraries."""
    found = [entry for entry in entries if _is_wanted(entry[0].replace("\\", "/"), entry[1])]
    found.sort()
    libraries = {_name(entry[0]): entry for entry in found if _is_qt_library(entry)}
    reached = set(
        _reached(
            [entry for entry in found if entry[2] != "SYMLINK" and not _is_qt_library(entry)],
            libraries,
            needs,
        )
    )
    left = [entry for entry in found if not _is_qt_library(entry) or _name(entry[0]) in reached]
    targets = {entry[0] for entry in left}
    return [entry for entry in left if entry[2] != "SYMLINK" or _pointed_at(entry) in targets]


def _is_wanted(target: str, source: str) -> bool:
    name = target.rsplit("/", 1)[-1]
    if target.startswith("PySide6/"):
        if "/plugins/" in target:
            return any(fnmatch(target.split("/plugins/", 1)[1], pattern) for pattern in _PLUGINS)
        module = re.fullmatch(r"PySide6/(Qt\w+)\.(abi3\.so|pyd)", target)
        return module[1] in QT_MODULES if module else not re.search(r"/(translations|qml)/", target)
    if target.startswith("qtawesome/"):
        return bool(_ICONS.fullmatch(name))
    if sys.platform == "linux" and ".so" in name and source.startswith(("/lib", "/usr/lib")):
        return "/python3" in source or any(fnmatch(name, pattern) for pattern in _OF_PYTHON)
    return True


def _is_qt_library(entry: Entry) -> bool:
    target = entry[0].replace("\\", "/")
    beside = re.fullmatch(r"PySide6/(Qt6|icu|opengl|d3d)\w*\.dll", target)
    return entry[2] != "SYMLINK" and (target.startswith("PySide6/Qt/lib/") or beside is not None)


def _name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1].lower()


def _pointed_at(link: Entry) -> str:
    """Return what a symbolic link of the folder stands for, from the folder's top."""
    return Path(link[0]).parent.joinpath(link[1]).as_posix()


def _reached(roots: Iterable[Entry], libraries: dict[str, Entry], needs: Needs) -> Iterator[str]:
    waiting, seen = [entry for entry in roots if entry[2] in ("BINARY", "EXTENSION")], set[str]()
    while waiting:
        for name, _ in needs(waiting.pop()[1]):
            key = _name(name)
            if key in libraries and key not in seen:
                seen.add(key)
                waiting.append(libraries[key])
                yield key


def lightened(entries: Iterable[Entry], work: Path) -> list[Entry]:
    """Return the entries with copies, made in a folder, of those with parts that nobody asks for (Linux)."""
    return [_lightened(entry, work) if sys.platform == "linux" else entry for entry in entries]


def _lightened(entry: Entry, work: Path) -> Entry:
    target, source, kind = entry
    if kind == "SYMLINK":
        return entry
    if "/libicudata.so" in target:
        return target, str(icu.trimmed(Path(source), work / "icu")), kind
    strip = shutil.which("strip")
    if strip is None or not _UNSTRIPPED.match(target):
        return entry
    copy = work / target
    copy.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([strip, "--strip-unneeded", "-o", copy, source], check=True)
    return target, str(copy), kind
