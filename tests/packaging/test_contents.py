"""What the spec takes along holds all that the source asks for."""

import re
import subprocess
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = sorted((ROOT / "desk").rglob("*.py"))
IMPORTED = re.compile(r"^\s*(?:import|from) ([\w]+)", flags=re.MULTILINE)


def test_every_module_and_every_file_of_the_program_goes_along():
    import contents

    named = set(contents.modules())
    for path in SOURCE:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        assert name in named or "desk/store/migrations" in path.as_posix(), name
    taken = {Path(source): target for source, target in contents.files()}
    for folder in (ROOT / "resources", ROOT / "desk/store/migrations"):
        for file in folder.rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                inside = file.parent.relative_to(ROOT).as_posix()
                assert taken[file] == (inside if inside.startswith("desk/") else f"desk/{inside}")


def test_the_spec_takes_all_of_that_along(tmp_path: Path, monkeypatch):
    """Runs `desk.spec` as PyInstaller does, up to where that would look through the modules."""
    import contents

    class ReadError(Exception):
        pass

    def analysis(scripts: list[str], **given: object):
        assert scripts == [str(ROOT / "main.py")] and Path(scripts[0]).is_file()
        raise ReadError(given)

    names = ("building.api", "building.build_main", "building.osx", "depend.bindepend", "utils.hooks")
    for name in ("", *(f".{one}" for one in names)):
        module = ModuleType(f"PyInstaller{name}")
        for tool in ("COLLECT", "EXE", "PYZ", "BUNDLE", "get_imports"):
            setattr(module, tool, None)
        module.Analysis, module.__file__ = analysis, str(tmp_path / "PyInstaller/__init__.py")
        module.collect_data_files = lambda package: [(f"all of {package}", package)]
        monkeypatch.setitem(sys.modules, module.__name__, module)
    spec = ROOT / "packaging/desk.spec"
    told = {"SPECPATH": str(spec.parent), "workpath": str(tmp_path)}
    with pytest.raises(ReadError) as read:
        exec(compile(spec.read_text("utf-8"), spec, "exec"), told)
    given = read.value.args[0]
    assert (
        given["hiddenimports"] == [*contents.modules(), "pyi_rth_multiprocessing"]
        and given["excludes"] == contents.NEVER
    )
    assert set(contents.files()) <= set(given["datas"]) and ("all of anyascii", "anyascii") in given["datas"]
    assert any(target == "babel/locale-data" for _, target in given["datas"])
    assert all(Path(file).is_file() for file, target in given["datas"] if target != "anyascii")
    assert [Path(hook).is_file() for hook in given["runtime_hooks"]] == [True]
    ours = {name for file in SOURCE for name in IMPORTED.findall(file.read_text("utf-8"))}
    assert ours & set(contents.NEVER) == {"psycopg"} & ours


def test_no_module_named_is_missing_here():
    import contents

    assert [name for name in contents.modules() if not _exists(name)] == []


def _exists(name: str) -> bool:
    import contents

    support = contents.pyside_support()
    if name.startswith("shibokensupport"):
        path = support.joinpath(*name.split("."))
        return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()
    return name == "tzdata" or find_spec(name) is not None


def test_every_part_of_pyside_that_the_source_imports_goes_along():
    import contents

    asked = {
        name
        for path in SOURCE
        for words in re.findall(r"PySide6\.(\w+)|from PySide6 import ([\w, ]+)", path.read_text("utf-8"))
        for name in re.findall(r"Qt\w+", " ".join(words))
    }
    assert asked == contents.QT_MODULES


def test_the_icons_are_those_that_the_window_reads():
    import contents

    fonts = [Path(source).name for source, target in contents.files() if target == "qtawesome/fonts"]
    assert len([name for name in fonts if name.endswith(".ttf")]) == 1
    assert len([name for name in fonts if "charmap" in name]) == 1


def test_days_months_and_lists_are_told_from_what_goes_along_of_babel(tmp_path: Path):
    import contents
    from babel import localedata

    asked = {
        word
        for path in SOURCE
        for word in re.findall(r"babel[\w.]* import ([\w, ]+)", path.read_text("utf-8"))
        for word in re.findall(r"\w+", word)
    }
    assert asked <= {
        "Locale",
        "UnknownLocaleError",
        "format_list",
        "format_date",
        "format_skeleton",
        "get_global",
    }

    tags = localedata.locale_identifiers()
    sample = [tag for tag in tags if "_" not in tag or tag in ("en_GB", "de_AT", "sr_Latn", "zh_Hant")]
    contents.calendars(tmp_path)
    assert _told_apart(sample, tmp_path) == _told_apart(sample)
    assert len(list(tmp_path.iterdir())) > len(tags) - 1


def _told_apart(tags: list[str], folder: Path | None = None) -> str:
    """Return what another process tells from a folder's data: Babel keeps in memory what it has read."""
    code = (
        "import sys; from babel import localedata; from tests.packaging.test_contents import _told\n"
        "if sys.argv[2]: localedata._dirname = sys.argv[2]\n"
        "print([_told(tag) for tag in sys.argv[1].split()])"
    )
    command = [sys.executable, "-c", code, " ".join(tags), str(folder or "")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def _told(tag: str) -> tuple[object, ...]:
    from babel import Locale
    from babel.dates import format_date, format_skeleton
    from babel.lists import format_list

    day, locale = date(2026, 3, 9), Locale.parse(tag)
    formats = [format_date(day, form, locale=locale) for form in ("short", "medium", "long", "full")]
    names = [str(dict(locale.months["format"]["wide"])), str(dict(locale.days["stand-alone"]["wide"]))]
    return (
        *formats,
        *names,
        format_skeleton("yMMMM", day, locale=locale),
        format_list(["a", "b", "c"], locale=locale),
    )


def test_qt_libraries_stay_only_where_something_needs_them():
    import contents

    entries = [
        ("PySide6/QtCore.abi3.so", "/w/PySide6/QtCore.abi3.so", "EXTENSION"),
        ("PySide6/QtNetwork.abi3.so", "/w/PySide6/QtNetwork.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/w/PySide6/Qt/lib/libQt6Core.so.6", "BINARY"),
        ("PySide6/Qt/lib/libicuuc.so.73", "/w/PySide6/Qt/lib/libicuuc.so.73", "BINARY"),
        ("PySide6/Qt/lib/libQt6Qml.so.6", "/w/PySide6/Qt/lib/libQt6Qml.so.6", "BINARY"),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/w/libqxcb.so", "BINARY"),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", "/w/libqsqlite.so", "BINARY"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("libQt6Qml.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "SYMLINK"),
    ]
    needed = {
        "/w/PySide6/QtCore.abi3.so": ["libQt6Core.so.6"],
        "/w/PySide6/Qt/lib/libQt6Core.so.6": ["libicuuc.so.73"],
        "/w/libqxcb.so": ["libQt6Core.so.6"],
        "/w/libqsqlite.so": ["libQt6Qml.so.6"],
    }
    left = contents.kept(entries, lambda file: [(name, None) for name in needed.get(file, [])])
    assert {entry[0] for entry in left} == {
        "PySide6/QtCore.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/lib/libicuuc.so.73",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "libQt6Core.so.6",
    }
