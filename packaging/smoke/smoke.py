"""Tries an installed program as a person would: terminal, window, photo, export, end.

    smoke.py PROGRAM                  a program anywhere, on this system and any other
    smoke.py --folder                 dist/desk, read-only, in an awkward place, as a plain user, no network
    smoke.py --root bookworm FILE.deb a bare Debian of that name that gets the package and nothing else
        --before FILE.deb             the package of the version before, over which it is installed (else one
                                      that is made of the same program)

The standard library and, for the window under Linux, `tests/journey/desktop.py`. The roots are made once, by
debootstrap, under build/roots; they and the plain user need root.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

PHOTO = ROOT / "resources/sample/photos/hall.jpg"
AWKWARD = "Lusine’s desk – Լուրեր и новости"
PLAIN = 65534  # nobody, whom every system has
HEADLINE = "The ferry returns"
TYPED = "Harbour opens again"
NETWORK = re.compile(r"AF_INET6?\b")


@dataclass
class Installed:
    """A program and the place that it works in, as seen from here and as it sees it itself."""

    command: Sequence[str | Path]
    here: Path
    there: str = ""
    env: dict[str, str] = field(default_factory=dict[str, str])

    def path(self, name: str) -> str:
        """Return a file of the place by the name that the program knows it by."""
        return f"{self.there or self.here}/{name}"

    def words(self, *arguments: str) -> list[str]:
        """Return the command line."""
        return [*map(str, self.command), *arguments]

    def run(self, *arguments: str) -> str:
        """Run a command of the terminal and return what it prints."""
        run = self._run(arguments)
        if run.returncode:
            raise AssertionError(f"{arguments}: {run.returncode}\n{run.stdout}\n{run.stderr}")
        return run.stdout

    def refused(self, *arguments: str) -> str:
        """Run a command that something stands in the way of, and return what it says."""
        run = self._run(arguments)
        assert run.returncode == 1, f"{arguments}: {run.returncode}\n{run.stdout}\n{run.stderr}"
        return run.stderr

    def _run(self, arguments: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        env = {**os.environ, **self.env}
        return subprocess.run(
            self.words(*arguments), env=env, capture_output=True, encoding="utf-8", timeout=300
        )


def terminal(program: Installed) -> None:
    """Make a desk, a story with a photo, and the site, from the terminal."""
    print(program.run("--version").strip(), flush=True)
    desk, out = program.path(f"{AWKWARD}.desk"), program.path("the site")
    program.run("new", desk, "--title", "Lake Post", "--base-url", "https://lake.example")
    (program.here / "story.txt").write_text(
        f"{HEADLINE}\n\nIt crosses the lake again. Լիճը հանգիստ է։\n", "utf-8"
    )
    shutil.copyfile(PHOTO, program.here / "hall.jpg")
    program.run("import", program.path("story.txt"), "--status", "published", "--desk", desk)
    story = json.loads(program.run("list", "--desk", desk, "--json"))[0]["id"]
    program.run("photo", "add", story, program.path("hall.jpg"), "--desk", desk)
    assert len(program.run("check", "--rules").splitlines()) > 20, "the copy desk knows its rules"
    program.run("export", "--desk", desk, "--out", out)
    pages = [page.read_text("utf-8") for page in (program.here / "the site").rglob("index.html")]
    assert any(HEADLINE in page and "<img" in page and "Լիճը" in page for page in pages), (
        "the story on its page"
    )
    assert list((program.here / "the site").rglob("*.webp")), "the photo's small pictures"
    program.run("target", "add", "here", "--kind", "folder", "--path", program.path("served"), "--desk", desk)
    program.run("publish", "here", "--desk", desk, "--out", out)
    assert (program.here / "served/index.html").is_file(), "the site is published"
    nobody = ["--kind", "sftp", "--host", "127.0.0.1", "--port", "1", "--user", "ann", "--path", "/site"]
    program.run("target", "add", "there", *nobody, "--desk", desk)
    said = program.refused("target", "test", "there", "--desk", desk)
    assert "cannot be reached" in said and "Traceback" not in said, said
    program.run("photo", "sheet", program.path("sheet.pdf"), "--desk", desk)
    assert (program.here / "sheet.pdf").read_bytes()[:5] == b"%PDF-", "the contact sheet, which Qt draws"
    program.run("verify", "--desk", desk)


def window(program: Installed, watch: Path | None = None) -> None:
    """Open the desk in its window, type a headline there, close it, and look for the headline.

    With `watch`, strace writes what the window asked of the network there; it must have asked nothing.
    """
    from tests.journey.desktop import desktop, until

    desk = program.path(f"{AWKWARD}.desk")
    before = program.command
    if watch:
        program.command = [
            "strace",
            "-f",
            "-qq",
            "-e",
            "trace=socket,connect,bind,sendto",
            "-o",
            watch,
            *before,
        ]
    with desktop(1100, 700) as screen:
        env = {**screen.env, **program.env}
        process = subprocess.Popen(program.words(desk), env=env, stdin=subprocess.DEVNULL)
        try:
            place = screen.window("Lake Post", 90)
            screen.still(place.box)
            screen.keys("ctrl+n")
            program.command = before
            until(
                lambda: len(json.loads(program.run("list", "--desk", desk, "--json"))) == 2, "a new story", 60
            )
            screen.still(place.box)
            screen.type(TYPED)
            screen.still(place.box)
            screen.keys("ctrl+q")
            assert process.wait(60) == 0, f"the window ended with {process.returncode}"
        finally:
            process.kill()
            process.wait()
    rows = json.loads(program.run("list", "--desk", desk, "--json"))
    assert TYPED in {row["headline"] for row in rows}, rows
    program.run("verify", "--desk", desk)
    if watch:
        said = [line for line in watch.read_text("utf-8", "replace").splitlines() if NETWORK.search(line)]
        assert not said, f"the network was asked: {said[:5]}"


def glimpse(program: Installed) -> None:
    """Open the desk in its window, wait until the log says that it stands, and close it as a system does."""
    log = Path(program.env["DESK_HOME"]) / "desk.log"
    desk = program.path(f"{AWKWARD}.desk")
    env = {**os.environ, **program.env, "DESK_LOG": "info"}
    process = subprocess.Popen(program.words(desk), env=env)
    try:
        _until(lambda: log.is_file() and "a window stands" in log.read_text("utf-8"), "the window")
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/PID", str(process.pid)], check=True)
        else:
            process.send_signal(signal.SIGTERM)
        process.wait(60)
    finally:
        process.kill()
    program.run("verify", "--desk", desk)


def _until(look: Callable[[], bool], what: str, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"not within {seconds:g} s: {what}"
        time.sleep(0.2)


def anywhere(file: Path) -> None:
    """Try a program on this system, whatever it is."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        here = Path(place)
        program = Installed([file.resolve()], here, env={"DESK_HOME": str(here / "home")})
        (here / "home").mkdir()
        terminal(program)
        window(program) if sys.platform == "linux" else glimpse(program)


def folder(source: Path) -> None:
    """Try the program's folder where nothing is easy: its name, its permissions, its user, no network."""
    with tempfile.TemporaryDirectory() as place:
        here = Path(place) / AWKWARD
        shutil.copytree(source, here / "program", symlinks=True)
        subprocess.run(["chmod", "-R", "a-w,a+rX", here / "program"], check=True)
        (here / "place").mkdir()
        Path(place).chmod(0o755)
        command: list[str | Path] = [here / "program/desk"]
        if os.geteuid() == 0:
            os.chown(here / "place", PLAIN, PLAIN)
            person = ["setpriv", f"--reuid={PLAIN}", f"--regid={PLAIN}", "--clear-groups"]
            command = ["unshare", "--net", *person, *command]
        home = {"HOME": str(here / "place"), "XDG_CONFIG_HOME": "", "XDG_RUNTIME_DIR": "", "DESK_HOME": ""}
        program = Installed(command, here / "place", env=home)
        terminal(program)
        window(program, watch=Path(place) / "strace" if shutil.which("strace") else None)
        assert (here / "place/.config/desk").is_dir(), "the settings lie in the person's own folder"
        subprocess.run(["chmod", "-R", "u+w", here / "program"], check=True)


def root(release: str, package: Path, before: Path | None = None) -> None:
    """Try a package on a bare Debian, over a version before; then take it off and see what stays."""
    top = ROOT / "build/roots" / release
    _bare(top, release)
    with _mounted(top):
        if before:
            shutil.copyfile(before, top / "tmp/before.deb")
        else:
            _older(package, top / "tmp/before.deb")
        shutil.copyfile(package, top / "tmp/desk.deb")
        _inside(top, "apt-get", "-q", "install", "--yes", "--no-install-recommends", "/tmp/before.deb")
        _inside(top, "sh", "-c", "! command -v python3")  # it brings its own
        here = top / "home/reporter" / AWKWARD
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir(parents=True)
        for path in (here.parent, here):
            os.chown(path, PLAIN, PLAIN)
        there = f"/home/reporter/{AWKWARD}"
        env = ["env", "HOME=/home/reporter", "LC_ALL=C.UTF-8", "DESK_HOME="]
        alone = ["unshare", "--net", "chroot", f"--userspec={PLAIN}:{PLAIN}", top, *env, "desk"]
        program = Installed(alone, here, there)
        terminal(program)
        own = {here.parent / ".config/desk/dictionaries/az.dic": "1\nxəbər\n"}
        own[here.parent / ".config/desk/settings.json"] = '{"person": "Ann", "look": "dark"}'
        for file, words in own.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(words, "utf-8")
        subprocess.run(["chown", "-R", f"{PLAIN}:{PLAIN}", here.parent], check=True)
        listed = program.run("list", "--desk", program.path(f"{AWKWARD}.desk"), "--json")
        _inside(top, "dpkg", "--install", "/tmp/desk.deb")
        assert program.run("list", "--desk", program.path(f"{AWKWARD}.desk"), "--json") == listed
        assert {file: file.read_text("utf-8") for file in own} == own, "settings and words stay at an update"
        window(program)
        settings = json.loads((here.parent / ".config/desk/settings.json").read_text("utf-8"))
        assert (settings["person"], settings["look"]) == ("Ann", "dark")
        _inside(top, "apt-get", "-q", "purge", "--yes", "desk-newsroom")
        assert not (top / "usr/lib/desk-newsroom").exists(), "nothing of the program stays"
        assert (here / f"{AWKWARD}.desk/desk.sqlite").is_file(), "the desk stays"
        assert all(file.is_file() for file in own), "settings and words stay"


def _older(package: Path, made: Path) -> None:
    """Make a package of a version before of the same program."""
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(["dpkg-deb", "--raw-extract", package, place], check=True)
        control = Path(place) / "DEBIAN/control"
        control.write_text(
            re.sub(r"(?m)^Version: .*$", "Version: 0.0.1", control.read_text("utf-8")), "utf-8"
        )
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", place, made], check=True)


def roots_stand() -> str:
    """Return why no root can be made or used here; empty where one can."""
    if os.geteuid() != 0:
        return "only root can make and enter a bare Debian"
    lacking = [name for name in ("debootstrap", "chroot", "unshare") if shutil.which(name) is None]
    return f"not installed: {', '.join(lacking)}" if lacking else ""


def _bare(top: Path, release: str) -> None:
    if (top / "etc/debian_version").is_file() and not (top / "debootstrap").exists():
        return
    shutil.rmtree(top, ignore_errors=True)
    top.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["debootstrap", "--variant=minbase", release, top, *_mirror()], check=True)


def _mirror() -> list[str]:
    """Return where this system gets its packages from, for debootstrap."""
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(SITE)"], capture_output=True, text=True
    ).stdout
    return [site for site in dict.fromkeys(told.split()) if "security" not in site][:1]


@contextlib.contextmanager
def _mounted(top: Path) -> Iterator[None]:
    """Give a root this system's processes, devices and screens while the block runs."""
    (top / "tmp/.X11-unix").mkdir(exist_ok=True)
    binds = {"/proc": top / "proc", "/dev": top / "dev", "/tmp/.X11-unix": top / "tmp/.X11-unix"}
    Path("/tmp/.X11-unix").mkdir(exist_ok=True)
    done: list[Path] = []
    try:
        for source, target in binds.items():
            subprocess.run(["mount", "--bind", source, target], check=True)
            done.append(target)
        yield
    finally:
        for target in reversed(done):
            subprocess.run(["umount", "--lazy", target], check=True)


def _inside(top: Path, *command: str) -> None:
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    subprocess.run(["chroot", top, *command], check=True, env=env, stdout=subprocess.DEVNULL)


def main() -> int:
    """Try what is named; return the exit status."""
    parser = argparse.ArgumentParser(description="Try an installed Desk as a person would.")
    parser.add_argument("program", nargs="?", type=Path, help="the program, or with --root its package")
    parser.add_argument("--folder", action="store_true", help="dist/desk, where nothing is easy")
    parser.add_argument("--root", metavar="RELEASE", help="a bare Debian of this name")
    parser.add_argument("--before", metavar="FILE", type=Path, help="the package of the version before")
    wanted = parser.parse_args()
    if wanted.root:
        root(wanted.root, wanted.program or next((ROOT / "dist").glob("*.deb")), wanted.before)
    elif wanted.folder:
        folder(ROOT / "dist/desk")
    elif wanted.program:
        anywhere(wanted.program)
    else:
        parser.error("name a program, --folder or --root")
    print("It works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
