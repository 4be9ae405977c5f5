"""Makes the installers of this system out of the program that PyInstaller makes. Begin with `make packages`.

`packages.py` alone makes all that this system can make, into `dist/`; `packages.py folder deb …` some of it.
With SOURCE_DATE_EPOCH, or in a git clone, two runs on one system make the same files.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import carried
import share
from looks import ID, ROOT, VERSION, drawn_as

DIST = ROOT / "dist"
WORK = ROOT / "build" / "packages"
PROGRAM = DIST / "desk"
NOTED = ROOT / "build/pyinstaller/desk/sources.json"  # where the program's files came from
LINUX = ROOT / "packaging" / "linux"
NAME = "desk-newsroom"
SITE = os.environ.get("DESK_SITE", "")
LEVEL = os.environ.get("DESK_LEVEL", "9")  # of packing: 1 is quick, for trying

# The libraries of the desktop that the program asks the loader for, and Debian's packages that hold them. The
# first name of two is that of releases that count time in 64 bits everywhere.
SYSTEM = {
    "ld-linux-x86-64.so.2": "libc6 (>= 2.35)",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6 (>= 2.35)",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6 (>= 2.35)",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgobject-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libgio-2.0.so.0": "libglib2.0-0t64 | libglib2.0-0",
    "libm.so.6": "libc6 (>= 2.35)",
    "libpthread.so.0": "libc6 (>= 2.35)",
    "librt.so.1": "libc6 (>= 2.35)",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6 (>= 2.35)",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# What a desktop may do without: then Qt draws its own dialogs.
_OPTIONAL = ("libqgtk3.so",)


def epoch() -> int:
    """Return the time that everything made here bears, seconds of the epoch: that of the last change."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said is None and (ROOT / ".git").exists():
        said = _output("git", "-C", ROOT, "log", "-1", "--format=%ct").strip()
    return int(said or (ROOT / "pyproject.toml").stat().st_mtime)


def folder() -> None:
    """Make the program's folder, `dist/desk`."""
    env = {**os.environ, "PYTHONHASHSEED": "0"}
    make = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    _run(
        *make,
        "--distpath",
        DIST,
        "--workpath",
        ROOT / "build/pyinstaller",
        ROOT / "packaging/desk.spec",
        env=env,
    )
    mac = PROGRAM.with_name("Desk.app") / "Contents/Resources"
    carried.lay(carried.parts(NOTED), (mac if sys.platform == "darwin" else PROGRAM) / "licences")
    _settle(PROGRAM)


def _settle(top: Path) -> None:
    """Give all files in a folder the same time, and their plain permissions."""
    for path in [top, *top.rglob("*")]:
        if path.is_symlink():
            if not path.exists():
                path.unlink()
            continue
        runs = path.is_dir() or (path.parent == PROGRAM and path.name == "desk") or path.suffix == ".sh"
        runs = runs or (path.name == "desk" and path.parent.name in (NAME, "program"))
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch(), epoch()))


# One tree for the packages of a system, `build/packages/system`, and one for those that unpack themselves


def tree() -> Path:
    """Return the folder that is laid over a system's `/`."""
    top = _fresh("system")
    shutil.copytree(PROGRAM, top / "usr/lib" / NAME, symlinks=True)
    share.entries(top / "usr/share", VERSION, epoch(), SITE)
    (top / "usr/bin").mkdir()
    (top / "usr/bin/desk").symlink_to(f"../lib/{NAME}/desk")
    _pack(top / "usr/share/man/man1/desk.1")
    _settle(top)
    return top


def home() -> Path:
    """Return the folder that unpacks into a home, or anywhere."""
    top = _fresh(f"{NAME}-{VERSION}")
    shutil.copytree(PROGRAM, top / "program", symlinks=True)
    share.entries(top / "share", VERSION, epoch(), SITE)
    shutil.copy(LINUX / "install.sh", top)
    _settle(top)
    return top


def _fresh(name: str) -> Path:
    top = WORK / name
    shutil.rmtree(top, ignore_errors=True)
    top.mkdir(parents=True)
    return top


def _pack(file: Path) -> None:
    _run("gzip", "--best", "--no-name", "--force", file)


def needed() -> dict[str, list[Path]]:
    """Return what the program's files ask the loader for and do not bring, with those that ask.

    Raises:
        LookupError: no package is known for one of them.
    """
    files = [path for path in PROGRAM.rglob("*") if path.is_file() and path.read_bytes()[:4] == b"\x7fELF"]
    brought = {path.name for path in files}
    asked: dict[str, list[Path]] = {}
    for file in files:
        for name in re.findall(r"NEEDED\s+(\S+)", _output("objdump", "--private-headers", file)):
            if name not in brought and file.name not in _OPTIONAL:
                asked.setdefault(name, []).append(file)
    if unknown := {name: asked[name] for name in asked.keys() - SYSTEM.keys()}:
        raise LookupError(f"no package is known for {unknown}")
    return asked


def deb() -> Path:
    """Make the package for Debian and Ubuntu."""
    top = tree()
    docs = top / "usr/share/doc" / NAME
    docs.mkdir(parents=True)
    licence = "\n".join(
        f" {line or '.'}" for line in (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()
    )
    _filled("copyright.in", docs / "copyright", LICENCE=licence)
    day = _output("date", "--utc", "-R", "-d", f"@{epoch()}").strip()
    who = "The Desk project <desk@desk.example>"
    entry = (
        f"{NAME} ({VERSION}) unstable; urgency=medium\n\n  * See the project's history.\n\n -- {who}  {day}\n"
    )
    (docs / "changelog").write_text(entry)
    _pack(docs / "changelog")
    overrides = top / "usr/share/lintian/overrides"
    overrides.mkdir(parents=True)
    shutil.copy(LINUX / "lintian-overrides", overrides / NAME)
    depends = ", ".join(sorted({SYSTEM[name] for name in {*needed(), "libdbus-1.so.3"}}))
    size = sum(
        1 if path.is_symlink() or path.is_dir() else -(-path.stat().st_size // 1024)
        for path in top.rglob("*")
    )
    (top / "DEBIAN").mkdir()
    _filled("control.in", top / "DEBIAN/control", VERSION=VERSION, SIZE=str(size), DEPENDS=depends)
    sums = [
        f"{_md5(path)}  {path.relative_to(top)}\n" for path in sorted(top.glob("usr/**/*")) if _plain(path)
    ]
    (top / "DEBIAN/md5sums").write_text("".join(sums), encoding="utf-8")
    _settle(top)
    made = DIST / f"{NAME}_{VERSION}_amd64.deb"
    _run("dpkg-deb", "--root-owner-group", "-Zxz", "-Sextreme", f"-z{LEVEL}", "--build", top, made)
    return made


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _filled(template: str, file: Path, **values: str) -> None:
    text = (LINUX / template).read_text(encoding="utf-8")
    file.write_text(re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], text), encoding="utf-8")


def rpm() -> Path:
    """Make the package for Fedora, openSUSE and their like; it asks for libraries, which all name alike."""
    top = tree()
    asked = sorted({*needed(), "libdbus-1.so.3"} - {"ld-linux-x86-64.so.2"})
    own = [f"/{path.relative_to(top)}" for path in sorted(top.glob("usr/share/**/*")) if path.is_file()]
    files = [
        f"/usr/lib/{NAME}",
        "/usr/bin/desk",
        *(f"%doc {name}" if "/man/" in name else name for name in own),
    ]
    spec = WORK / f"{NAME}.spec"
    requires = "\n".join(f"Requires: {name}()(64bit)" for name in asked)
    site = SITE or "https://desk.example"
    _filled(
        "desk.spec.in",
        spec,
        VERSION=VERSION,
        SITE=site,
        LEVEL=LEVEL,
        REQUIRES=requires,
        TREE=str(top),
        FILES="\n".join(files),
    )
    fixed = {
        "use_source_date_epoch_as_buildtime": "1",
        "clamp_mtime_to_source_date_epoch": "1",
        "_buildhost": "desk",
    }
    defines = [word for name, value in fixed.items() for word in ("--define", f"{name} {value}")]
    out = _fresh("rpm")
    _run(
        "rpmbuild",
        "-bb",
        "--quiet",
        "--target",
        "x86_64",
        "--define",
        f"_topdir {out}",
        *defines,
        spec,
    )
    made = next(out.rglob("*.rpm"))
    return made.replace(DIST / made.name)


def run() -> Path:
    """Make the file that installs itself into a home without root."""
    made = DIST / f"{NAME}-{VERSION}-linux-x86_64.run"
    day = _output("date", "--utc", "-d", f"@{epoch()}").strip()
    tar = f"--sort=name --owner=0 --group=0 --numeric-owner --mtime=@{epoch()}"
    words = [
        "--gzip",
        "--complevel",
        LEVEL,
        "--nox11",
        "--tar-quietly",
        "--packaging-date",
        day,
        "--tar-extra",
        tar,
    ]
    # Relative, for makeself writes its command into what it makes, and two places would give two files.
    what = [home().name, os.path.relpath(made, WORK), "Desk", "./install.sh"]
    _run("makeself", *words, *what, env={**os.environ, "GZIP": "-n"}, cwd=WORK)
    return made


def tar() -> Path:
    """Make the archive that is unpacked anywhere, and can install itself from there."""
    top = home()
    made = DIST / f"{top.name}-linux-x86_64.tar.xz"
    same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{epoch()}"]
    env = {**os.environ, "XZ_OPT": f"-{LEVEL}"}
    _run("tar", *same, "-C", top.parent, "-cJf", made, top.name, env=env)
    return made


def setup(program: Path = PROGRAM, out: Path = DIST) -> Path:
    """Make the installer for Windows of a program's folder, in `out`; NSIS does it on any system."""
    made = out.resolve() / f"{NAME}-{VERSION}-windows-x64.exe"
    names = {"VERSION": VERSION, "PROGRAM": program.resolve(), "OUT": made}
    names["ICON"] = drawn_as("ico", _fresh("setup"))
    defines = [f"-D{name}={value}" for name, value in names.items()]
    _run("makensis", "-V2", "-WX", *defines, ROOT / "packaging/windows/desk.nsi")
    return made


def dmg() -> Path:
    """Make the disk image for macOS, on macOS."""
    _run(ROOT / "packaging/macos/dmg.sh", VERSION)
    return next(DIST.glob("*.dmg"))


def parts() -> Path:
    """Write the list of the program's parts."""
    made = DIST / f"{NAME}-{VERSION}.cdx.json"
    share.parts(made, VERSION, carried.parts(NOTED))
    return made


def sums() -> Path:
    """Write the checksums of all that lies in `dist/`, as `sha256sum --check` reads them."""
    made = DIST / "SHA256SUMS"
    files = [path for path in sorted(DIST.iterdir()) if path.is_file() and path != made]
    made.write_text(
        "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    )
    return made


# Judges


def check() -> None:
    """Have the systems' own tools look at what was made; any error of theirs fails."""
    shares = WORK / "system/usr/share"
    _run("desktop-file-validate", shares / f"applications/{ID}.desktop")
    _run("appstreamcli", "validate", "--no-net", shares / f"metainfo/{ID}.metainfo.xml")
    types = _fresh("mime")
    shutil.copytree(shares / "mime/packages", types / "packages")
    _run("update-mime-database", types)
    _run("lintian", "--allow-root", "--fail-on", "error", "--tag-display-limit", "0", *DIST.glob("*.deb"))
    _run("rpmlint", "--config", LINUX / "rpmlint.toml", *DIST.glob("*.rpm"))


def _run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
    subprocess.run([str(word) for word in command], check=True, env=env, cwd=cwd)


def _output(*command: str | Path) -> str:
    run = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)
    return run.stdout


STEPS = {step.__name__: step for step in (folder, deb, rpm, run, tar, setup, dmg, parts, sums, check)}
WHOLE = {
    "linux": ["folder", "deb", "rpm", "run", "tar", "parts", "sums", "check"],
    "win32": ["folder", "setup", "parts", "sums"],
    "darwin": ["folder", "dmg", "parts", "sums"],
}


def main(names: Sequence[str]) -> int:
    """Make what is named, or everything; return the exit status."""
    if unknown := set(names) - STEPS.keys():
        print(f"There is no {', '.join(sorted(unknown))}. There are: {', '.join(STEPS)}", file=sys.stderr)
        return 2
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch())  # for all of them, whatever is committed meanwhile
    try:
        for name in names or WHOLE[sys.platform]:
            print("==", name, flush=True)
            made = STEPS[name]()
            if made is not None:
                print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.1f} MB", flush=True)
    except subprocess.CalledProcessError as error:
        print(f"failed: {' '.join(error.cmd)}\n{error.stderr or ''}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
