"""The packages that `make packages` made, and the programs of other systems' makers."""

import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from tests.journey.desktop import until

ROOT = Path(__file__).parents[2]
PACKER = ROOT / "build/package/bin/python"
SMOKE = [sys.executable, str(ROOT / "packaging/smoke/smoke.py")]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


def test_it_works_where_nothing_is_easy(installed: Path):
    subprocess.run([*SMOKE, "--folder"], check=True)


@pytest.mark.parametrize("release", ["bookworm", "trixie"])
def test_it_works_on_a_bare_debian(installed: Path, release: str):
    from smoke.smoke import roots_stand

    if why := roots_stand():
        pytest.skip(why)
    subprocess.run([*SMOKE, "--root", release], check=True)


def test_every_module_and_every_file_is_in_it(installed: Path):
    import contents

    code = (
        "import sys; from PyInstaller.archive.readers import CArchiveReader\n"
        "print(*CArchiveReader(sys.argv[1]).open_embedded_archive('PYZ.pyz').toc)"
    )
    held = set(subprocess.check_output([PACKER, "-c", code, installed / "desk"], text=True).split())
    assert [name for name in contents.modules() if name not in held] == []
    inside = installed / "_internal"
    assert [
        file for file, where in contents.files() if not (inside / where / Path(file).name).is_file()
    ] == []


def test_every_part_is_named_with_its_licence_and_nothing_of_a_developer_s(installed: Path):
    folder = installed / "licences"
    rows = [line.split("\t") for line in (folder / "parts.tsv").read_text("utf-8").splitlines()]
    assert all(licence and list((folder / where).iterdir()) for _, _, licence, where in rows)
    assert {where for *_, where in rows} == {path.name for path in folder.iterdir() if path.is_dir()}
    pins = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "packaging/requirements.txt").read_text("utf-8"))
    named = {plain(name) for name, *_ in rows}
    strange = named - set(pins) - {"desk", "python", "pyinstaller", "fonts", "dictionaries"}
    assert all(name.startswith("lib") for name in strange), strange  # the system's, which came with Python
    assert {"pyside6-essentials", "pillow", "sqlalchemy", "paramiko", "obstore"} <= named
    parts = json.loads(next(installed.parent.glob("*.cdx.json")).read_text("utf-8"))["components"]
    assert {plain(one["name"]) for one in parts} == named - {"desk"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_qt_is_taken_from_the_files_in_its_place(installed: Path, tmp_path: Path):
    """The LGPL lets people put another build of Qt there: the program loads that, and checks no sums."""
    program = tmp_path / "program"
    shutil.copytree(installed, program, symlinks=True)
    library = program / "_internal/PySide6/Qt/lib/libQt6Widgets.so.6"
    assert library.is_file() and not library.is_symlink()
    desk = tmp_path / "some.desk"
    assert asked(program, tmp_path, "new", desk).returncode == 0
    Image.new("RGB", (900, 600), "teal").save(tmp_path / "pier.jpg")
    assert asked(program, tmp_path, "photo", "import", tmp_path / "pier.jpg", "--desk", desk).returncode == 0
    names = iter(("before.pdf", "again.pdf", "never.pdf"))

    def drawn() -> "subprocess.CompletedProcess[str]":
        return asked(program, tmp_path, "photo", "sheet", tmp_path / next(names), "--desk", desk)

    before = drawn()
    assert before.returncode == 0, before.stderr
    library.write_bytes(library.read_bytes() + b"another build")
    again = drawn()
    assert (again.returncode, again.stderr) == (0, before.stderr)
    library.write_bytes(b"no library")
    assert "libQt6Widgets" in drawn().stderr


def test_two_builds_in_two_places_give_the_same_files(installed: Path, tmp_path: Path):
    import packages

    names = subprocess.check_output(["git", "ls-files", "-z"], cwd=ROOT, text=True).split("\0")
    for name in filter(None, names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "build").mkdir()
    (tmp_path / "build/package").symlink_to(ROOT / "build/package")
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(packages.epoch())}
    steps = ("folder", "deb", "rpm", "run", "tar", "parts")
    subprocess.run([PACKER, tmp_path / "packaging/packages.py", *steps], env=env, check=True)
    dist = tmp_path / "dist"
    assert summed(dist / "desk") == summed(installed)
    made = {path.name: sha256(path) for path in dist.iterdir() if path.is_file()}
    assert {Path(name).suffix for name in made} == {".deb", ".rpm", ".run", ".xz", ".json"}
    assert made == {name: sha256(installed.parent / name) for name in made}


def summed(top: Path) -> dict[str, tuple[str, int]]:
    """Return the sum and the time of each file in a folder."""
    return {
        path.relative_to(top).as_posix(): (sha256(path), int(path.stat().st_mtime))
        for path in top.rglob("*")
        if path.is_file()
    }


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_it_is_small(installed: Path):
    size = sum(
        path.stat().st_size for path in installed.rglob("*") if path.is_file() and not path.is_symlink()
    )
    assert size < 175e6
    package = next(installed.parent.glob("*.deb"))
    assert package.stat().st_size < 55e6


def test_every_library_it_asks_for_is_its_own_or_of_a_package_that_it_names(installed: Path):
    import packages

    assert packages.needed()


def test_the_installer_for_windows_compiles_without_a_warning(tmp_path: Path):
    import packages

    if shutil.which("makensis") is None:
        pytest.skip("not installed: makensis")
    payload = tmp_path / "payload"
    for name in ("desk.exe", "deskw.exe", "_internal/some.dll", "licences/LICENSE.txt"):
        (payload / name).parent.mkdir(parents=True, exist_ok=True)
        (payload / name).write_bytes(b"stand-in")
    made = packages.setup(payload, tmp_path)
    assert made.read_bytes()[:2] == b"MZ"


DESKS = ROOT / "tests/store/desks"


def asked(program: Path, home: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    env = {**os.environ, "DESK_HOME": str(home)}
    return subprocess.run(
        [program / "desk", *words], env=env, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.mark.parametrize("made", sorted(DESKS.glob("*.zip")), ids=lambda file: file.stem)
def test_a_desk_of_any_older_version_is_opened_and_settings_and_words_stay(
    installed: Path, tmp_path: Path, made: Path
):
    shutil.unpack_archive(made, tmp_path)
    desk = next(tmp_path.glob("*.desk"))
    home = tmp_path / "home"
    (home / "dictionaries").mkdir(parents=True)
    kept = {home / "settings.json": '{"person": "Ann"}', home / "dictionaries/az.dic": "1\nsöz\n"}
    for file, words in kept.items():
        file.write_text(words, "utf-8")
    listed = asked(installed, home, "list", "--desk", desk, "--json")
    assert listed.returncode == 0 and len(json.loads(listed.stdout)) > 0, listed.stderr
    assert asked(installed, home, "verify", "--desk", desk).returncode == 0
    assert {file: file.read_text("utf-8") for file in kept} == kept


def test_a_desk_of_a_newer_version_is_refused_in_words_and_left_as_it_is(installed: Path, tmp_path: Path):
    desk = tmp_path / "new.desk"
    assert asked(installed, tmp_path, "new", desk).returncode == 0
    with closing(sqlite3.connect(desk / "desk.sqlite")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()}
    refused = asked(installed, tmp_path, "list", "--desk", desk)
    assert refused.returncode == 1 and "newer" in refused.stderr and "Traceback" not in refused.stderr
    assert {file: file.read_bytes() for file in desk.rglob("*") if file.is_file()} == before


def test_a_portable_file_beside_it_keeps_everything_there(installed: Path, tmp_path: Path):
    program = tmp_path / "stick"
    shutil.copytree(installed, program, symlinks=True)
    (program / "portable").touch()
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    desk = tmp_path / "some.desk"
    subprocess.run([program / "desk", "new", desk], env=env, check=True, capture_output=True)
    process = subprocess.Popen([program / "desk", desk], env={**env, "DESK_LOG": "info"})
    try:
        log = program / "data/desk.log"
        until(lambda: log.is_file() and "a window stands" in log.read_text("utf-8"), "the window", 90)
    finally:
        process.kill()
        process.wait()
    assert (program / "data/settings.json").is_file() and not (tmp_path / "home").exists()
