"""Set up a machine for Desk: system libraries, then `.venv` from hashed pins. Standard library only.

`python3 packaging/environment.py venv|run|test|package` is what `make venv`, `make run`, `make test` and
`make packages` begin with: `venv` the Python packages, `run` what the program needs, `test` what its tests
need too, `package` what makes installers, in an environment of its own. What is there already is left alone,
so a second call only looks.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
RUNTIME = ROOT / "packaging" / "requirements.txt"
DEVELOPMENT = ROOT / "packaging" / "requirements-dev.txt"
PACKAGING = ROOT / "packaging" / "requirements-package.txt"
PACKAGING_VENV = (
    ROOT / "build" / "package"
)  # what a package is made from: the pins, and nothing of a developer's
STAMP = "desk-stamp.json"
OLDEST = (3, 11)
LOCK_SECONDS = 300

# What Qt loads at run time, by the name it asks the loader for, and Debian's package that holds it. Newer
# Debian and Ubuntu call some of them …t64 and still answer to these names.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libcups.so.2": "libcups2",
}
# What the tests drive the window with and judge its work by.
PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xmodmap": "x11-xserver-utils",
    "xclip": "xclip",
    "exiftool": "libimage-exiftool-perl",
    "xmllint": "libxml2-utils",
    "chromium": "chromium",
    "pdftotext": "poppler-utils",
    "openssl": "openssl",
    "dbus-run-session": "dbus-daemon",
    "gnome-keyring-daemon": "gnome-keyring",
    "/usr/sbin/sshd": "openssh-server",
}
# What makes installers and judges them.
MAKERS = {
    "objdump": "binutils",
    "/usr/sbin/icupkg": "icu-devtools",
    "dpkg-deb": "dpkg",
    "lintian": "lintian",
    "rpmbuild": "rpm",
    "rpmlint": "rpmlint",
    "makeself": "makeself",
    "makensis": "nsis",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
    "update-mime-database": "shared-mime-info",
    "groff": "groff-base",
    "zsh": "zsh",
    "fish": "fish",
    "debootstrap": "debootstrap",
    "strace": "strace",
    "xz": "xz-utils",
    "git": "git",
}


class CannotGoOnError(Exception):
    """Set-up cannot go on; says what the person can do."""


def missing_packages(purpose):
    """Return the Debian packages that this machine still lacks."""
    packages = []
    if importlib.util.find_spec("ensurepip") is None:
        packages.append(f"python3.{sys.version_info[1]}-venv")
    if sys.platform == "linux" and purpose in ("run", "test", "package"):
        packages += [package for library, package in LIBRARIES.items() if not _loads(library)]
    if sys.platform == "linux" and purpose == "package":
        packages += [package for program, package in MAKERS.items() if not shutil.which(program)]
        packages += [] if _has_shared_python() else [f"libpython3.{sys.version_info[1]}"]
    if sys.platform == "linux" and purpose == "test":
        packages += [package for program, package in PROGRAMS.items() if not shutil.which(program)]
        if not any(Path("/usr/lib/postgresql").glob("*/bin/postgres")) and not shutil.which("postgres"):
            packages.append("postgresql")
    return list(dict.fromkeys(packages))


def _has_shared_python():
    """Return whether there is a Python that an installed program can carry: a library."""
    name = str(sysconfig.get_config_var("INSTSONAME") or "")
    folder = Path(str(sysconfig.get_config_var("LIBDIR") or "")) / name
    return ".so" in name and (folder.is_file() or _loads(name))


def _loads(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(purpose):
    """Install what the machine lacks, or say exactly what to install."""
    packages = missing_packages(purpose)
    if not packages:
        return
    prefix = _as_root()
    if prefix is None or not shutil.which("apt-get"):
        raise CannotGoOnError(_please(packages))
    print("Installing system packages:", " ".join(packages), flush=True)
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    apt = [*prefix, *environment, "apt-get", "-q", "-o", f"DPkg::Lock::Timeout={LOCK_SECONDS}"]
    _update(apt)
    wanted = [package for package in packages if _offered(package)]
    if wanted and subprocess.call([*apt, "install", "--yes", "--no-install-recommends", *wanted]):
        raise CannotGoOnError("apt-get failed; see above. " + _please(packages))
    left = missing_packages(purpose)
    if any(package in wanted or package in LIBRARIES.values() for package in left):
        raise CannotGoOnError(_please(left))
    for package in left:
        print(f"This system offers no package {package}: tests that need it will be skipped.", flush=True)


def _as_root():
    """Return the words that make a command run as root: none for root, sudo's, or None where neither is."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    sudo = ["sudo"] if sys.stdin.isatty() else ["sudo", "--non-interactive"]
    return sudo if subprocess.call([*sudo, "true"], stderr=subprocess.DEVNULL) == 0 else None


def _update(apt):
    """Fetch the package lists; another program that holds their lock is waited for."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        run = subprocess.run([*apt, "update"], stderr=subprocess.PIPE, text=True)
        sys.stderr.write(run.stderr)
        # Any other failure may be one source among several: what can be installed decides.
        if run.returncode == 0 or "lock" not in run.stderr or time.monotonic() > deadline:
            return
        time.sleep(5)


def _offered(package):
    """Return whether apt knows the package, by this or by a newer name that provides it."""
    answer = subprocess.run(["apt-cache", "showpkg", package], capture_output=True, text=True).stdout
    versions, _, provides = answer.partition("Reverse Provides:")
    return "File: " in versions or bool(provides.strip())


def _please(packages):
    names = " ".join(packages)
    if shutil.which("apt-get"):
        how = "    apt-get update\n    apt-get install --no-install-recommends " + names
        return "System packages are missing. As root, do this and then try again:\n" + how
    return f"System packages are missing. Install them and then try again; Debian's names:\n    {names}"


def make_venv(lock, venv=VENV):
    """Make an environment hold what a lock file names: nothing to do, packages to add, or built anew."""
    stamp = _stamp(venv)
    if stamp.get("keys", {}).get(lock.name) == _key(lock, venv) and _is_sound(stamp, venv):
        return
    # The development lock holds the runtime one, so going from `run` to `test` only adds.
    adds = lock == DEVELOPMENT and stamp.get("keys") == {RUNTIME.name: _key(RUNTIME, venv)}
    adds = adds and _is_sound(stamp, venv)
    (venv / STAMP).unlink(missing_ok=True)
    if not adds:
        _remove(venv)
        print("Making", venv.relative_to(ROOT), "with Python", sys.version.split()[0], flush=True)
        _run([sys.executable, "-m", "venv", venv])
    print("Installing Python packages from", lock.relative_to(ROOT), flush=True)
    pip = [_python(venv), "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
    # What tests need is compiled as it is first loaded: most of it never is.
    lazily = ["--no-compile"] if lock == DEVELOPMENT else []
    _run([*pip, *lazily, "--require-hashes", "--only-binary=:all:", "--requirement", lock])
    locks = [RUNTIME] if lock == RUNTIME else [RUNTIME, lock]
    if lock == DEVELOPMENT:
        _run([*pip, "--no-build-isolation", "--no-deps", "--no-index", "--editable", ROOT])
    _unpack(venv)
    # Written last: whatever is interrupted leaves no stamp and is built anew.
    keys = {one.name: _key(one, venv) for one in locks}
    (venv / STAMP).write_text(json.dumps({"keys": keys, "packages": _packages(venv)}))


def _unpack(venv):
    """Have shiboken keep its Python files unpacked, where they stay compiled.

    Otherwise it compiles them from within its library at each start, which takes a tenth of it.
    """
    env = {**os.environ, "SBK_EMBED": "0"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if subprocess.call([_python(venv), "-c", "import PySide6.QtCore"], env=env) != 0:
        raise CannotGoOnError("PySide6 does not load; see above.")


def _stamp(venv):
    try:
        return json.loads((venv / STAMP).read_text())
    except (OSError, ValueError):
        return {}


def _key(lock, venv):
    """Return what an environment stands or falls with: its pins, its Python, its place."""
    import tomllib  # not in a Python too old to be told so

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    parts = (lock.read_text(encoding="utf-8"), json.dumps(project), sys.version, str(venv))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _is_sound(stamp, venv):
    """Return whether an environment runs and still holds every package that was put into it."""
    check = [_python(venv), "-c", "import PySide6.QtWidgets, sqlalchemy.engine"]
    runs = _python(venv).exists() and subprocess.run(check, capture_output=True).returncode == 0
    return runs and set(stamp["packages"]) <= set(_packages(venv))


def _packages(venv):
    return sorted(path.name for path in venv.glob("lib/python*/site-packages/*.dist-info"))


def _python(venv):
    return venv / "bin" / "python"


def _remove(path):
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _run(command):
    words = [str(word) for word in command]
    if subprocess.call(words) != 0:
        raise CannotGoOnError("This command failed; see above:\n    " + " ".join(words))


def main(purpose):
    """Set the machine up for a purpose; return the exit status."""
    try:
        if sys.version_info < OLDEST:
            found = sys.version.split()[0]
            raise CannotGoOnError(
                f"Desk needs Python 3.11 or newer; this is {found}. Name one: make PYTHON=…"
            )
        install_packages(purpose)
        if purpose == "package":
            make_venv(PACKAGING, PACKAGING_VENV)
        else:
            make_venv(RUNTIME if purpose == "run" else DEVELOPMENT)
    except CannotGoOnError as stop:
        print(stop, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
