"""Publishing the site, and the targets that it is published to."""

import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, folder, number, opened
from desk.cli.saying import say
from desk.domain import HostUnknown, SecretNeeded, Target, TargetKind
from desk.operations import Desk

T = TypeVar("T")
_PASSWORD = "DESK_PUBLISH_PASSWORD"  # noqa: S105  (the variable's name)
_TRIES = 3


def _publish(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        if arguments.list:
            _say_targets(arguments, desk)
            return
        target = ops.publishing.target(ops.desk.publication(desk), arguments.target)
        out = arguments.out or ops.exporting.beside(desk)

        def work(secret: str) -> ops.publishing.Published:
            return ops.publishing.publish_site(
                desk,
                target,
                out,
                secret=secret,
                over=arguments.over,
                verify=arguments.verify,
                dry=arguments.dry_run,
                progress=_progress(),
            )

        _say_done(arguments, target, _asking(arguments, work))


def _say_done(arguments: Arguments, target: Target, done: ops.publishing.Published) -> None:
    for line in done.warnings:
        print(line, file=sys.stderr)
    if done.before and arguments.dry_run:
        print(f"{done.before} not from here: --over would replace that.", file=sys.stderr)
    dry = arguments.dry_run
    lines = [f"+ {path}" for path in done.written if dry] + [f"- {path}" for path in done.removed if dry]
    said = f"{target.name} ({target.address}): {ops.publishing.summary(done, dry=dry)}."
    files = {"written": done.written, "removed": done.removed}
    counts = {"written": len(done.written), "kept": done.kept, "removed": len(done.removed)}
    rest = {"bytes": done.size, "seconds": done.seconds, "warnings": done.warnings, "before": done.before}
    say(arguments, {**counts, **rest, "files": files}, "\n".join([*lines, said]))


def _progress() -> ops.publishing.Progress:
    """Return a progress on one line of a terminal."""
    terminal, shown = sys.stderr.isatty(), [""]

    def progress(phase: str, done: int, total: int) -> None:
        if terminal and (done == total or not done % 25):
            line = f"{ops.publishing.said(phase)}: {done} of {total}"
            end = "\n" if done == total else ""
            print(f"\r{line:<{len(shown[0])}}", end=end, file=sys.stderr, flush=True)
            shown[0] = "" if end else line

    return progress


def _asking(arguments: Arguments, work: Callable[[str], T]) -> T:
    """Do something with a target, asking whoever sits there for what it needs."""
    secret, tries = os.environ.get(_PASSWORD, ""), 0
    while True:
        try:
            return work(secret)
        except HostUnknown as host:
            if arguments.trust != host.fingerprint and not _agreed(host):
                raise
            ops.publishing.trust(host)
        except SecretNeeded as error:
            tries += 1
            if not sys.stdin.isatty() or tries > _TRIES:
                raise
            print(error, file=sys.stderr)
            secret = getpass.getpass("Password: ")


def _agreed(host: HostUnknown) -> bool:
    if not sys.stdin.isatty():
        return False
    print(host, file=sys.stderr)
    return input("Trust it? (yes/no) ").strip().casefold() in {"y", "yes"}


def _say_targets(arguments: Arguments, desk: Desk) -> None:
    targets = ops.desk.publication(desk).targets
    said = "\n".join(f"{one.name}  {one.kind}  {one.address}" for one in targets)
    say(arguments, targets, said or "There is no target yet: desk target add")


def _add(arguments: Arguments) -> None:
    values = {name: getattr(arguments, name) for name in _FIELDS}
    target = Target(arguments.name, TargetKind(arguments.kind), **values)
    if target.kind in (TargetKind.FOLDER, TargetKind.ZIP):
        target = replace(target, path=str(Path(target.path).expanduser().absolute()) if target.path else "")
    with opened(arguments) as desk:
        ops.publishing.keep_target(desk, target)
        say(arguments, target, f"{target.name} is a target now: {target.address}")


def _remove(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        ops.publishing.drop_target(desk, arguments.name)
        said = f"{arguments.name} is no target any more; what stands there stays"
        say(arguments, {"removed": arguments.name}, said)


def _test(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        target = ops.publishing.target(ops.desk.publication(desk), arguments.name)
        said = _asking(arguments, lambda secret: ops.publishing.reach(target, secret))
        say(arguments, {"target": target.name, "found": said}, said)


def _password(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        target = ops.publishing.target(ops.desk.publication(desk), arguments.name)
        if arguments.forget:
            ops.publishing.keep_secret(target, "")
        else:
            asked = sys.stdin.isatty()
            secret = getpass.getpass("Password: ") if asked else sys.stdin.readline().rstrip("\n")
            ops.publishing.keep_secret(target, secret)
        verb = "has left" if arguments.forget else "lies in"
        say(arguments, {"target": target.name}, f"The password {verb} {ops.publishing.keyring()}")


_FIELDS = ("path", "host", "port", "user", "key", "bucket", "region")
_NAME = Option("name", metavar="NAME", help="what people call it")
_TRUST = Option(
    "--trust", default="", metavar="FINGERPRINT", help="of a server that is met for the first time (SHA256:…)"
)

COMMANDS = (
    Command(
        "publish",
        "Bring a target to the state of the last export, only what changed.",
        _publish,
        (
            Option("target", nargs="?", default="", metavar="TARGET", help="its name (else the first one)"),
            Option("--list", action="store_true", help="list the targets, and do nothing"),
            Option("--out", type=folder, metavar="DIR", help="the export (else NAME site by the desk)"),
            Option("--dry-run", action="store_true", help="say what would be done, and do nothing"),
            Option("--over", action="store_true", help="replace what was published there from elsewhere"),
            Option("--verify", action="store_true", help="read what stands there, and mend it"),
            _TRUST,
        ),
    ),
    Command(
        "target add",
        "Add a target, or change the one of that name. Its password is kept by `target password`.",
        _add,
        (
            _NAME,
            Option("--kind", choices=[kind.value for kind in TargetKind], default="folder"),
            Option("--path", default="", help="folder, zip file, folder on the server, or start of names"),
            Option("--host", default="", help="SFTP server, or S3 endpoint such as https://s3.example.net"),
            Option("--port", type=number, default=0, help="of an SFTP server (else 22)"),
            Option("--user", default="", help="of an SFTP server, or the access key's id"),
            Option("--key", default="", metavar="FILE", help="a private key for SFTP"),
            Option("--bucket", default=""),
            Option("--region", default=""),
        ),
    ),
    Command("target remove", "Forget a target; what stands there stays.", _remove, (_NAME,)),
    Command("target test", "Try whether a target can be reached.", _test, (_NAME, _TRUST)),
    Command(
        "target password",
        "Put a target's password into the system's keyring; it is asked for, or read from the input.",
        _password,
        (_NAME, Option("--forget", action="store_true", help="take it out of the keyring")),
    ),
)
