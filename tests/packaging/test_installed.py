"""The packages that `make packages` made, and the programs of other systems' makers."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
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
