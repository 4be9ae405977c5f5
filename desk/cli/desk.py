"""The desk folder: made, checked, copied, brought back."""

import sys
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import print_json, say
from desk.operations import Desk


def _new(arguments: Arguments) -> None:
    desk = ops.desk.create(
        arguments.path,
        ops.desk.person(arguments.person),
        title=arguments.title,
        language=arguments.language,
        base_url=arguments.base_url,
        timezone=arguments.timezone,
    )
    _made(desk, arguments)


def _made(desk: Desk, arguments: Arguments) -> None:
    try:
        publication = ops.desk.publication(desk)
        say(arguments, publication, f"Made {desk.folder} for “{publication.title}”.")
    finally:
        desk.close()


def _sample(arguments: Arguments) -> None:
    _made(ops.importing.sample(arguments.path, ops.desk.person(arguments.person)), arguments)


def _verify(arguments: Arguments) -> int:
    with opened(arguments) as desk:
        findings = ops.desk.verify(desk)
    if arguments.json:
        print_json(findings)
    else:
        for finding in findings:
            print(f"{finding.severity}: {finding.what}")
        if not findings:
            print("Everything is in order.")
    return 1 if any(finding.severity == "error" for finding in findings) else 0


def _backup(arguments: Arguments) -> None:
    with opened(arguments) as desk:
        copy = ops.backups.make(desk)
    say(arguments, {"backup": str(copy)}, f"Written and verified: {copy}")


def _restore(arguments: Arguments) -> None:
    if not arguments.backup:
        _list_backups(arguments)
        return
    restored = ops.backups.restore(arguments.desk, ops.backups.given(arguments.desk, arguments.backup))
    for hash_ in restored.missing:
        print(f"no backup holds the original {hash_}", file=sys.stderr)
    say(arguments, restored, f"Restored. The desk as it was lies at {restored.aside}")


def _list_backups(arguments: Arguments) -> None:
    found = ops.backups.listed(arguments.desk)
    if arguments.json:
        print_json(found)
        return
    for one in found:
        held = (
            "cannot be read"
            if one.stories is None
            else f"{one.stories} stor{'y' if one.stories == 1 else 'ies'}"
        )
        why = ops.backups.reason(one)
        print(f"{one.file.name}  {one.at:%Y-%m-%d %H:%M}Z  {why}  {held}  {one.size / 1e6:.1f} MB")
    if not found:
        print("There is no backup yet; desk backup makes one.")


PATH = Option("path", type=Path, metavar="PATH")

COMMANDS = (
    Command(
        "new",
        "Make an empty desk folder.",
        _new,
        (
            PATH,
            Option("--title", default="", help="the publication's title"),
            Option("--language", default="en", help="language tag, such as en or hy"),
            Option("--base-url", default="", help="where the site will stand, such as https://news.example"),
            Option("--timezone", default="UTC", help="IANA name, such as Asia/Yerevan"),
        ),
        desk=False,
    ),
    Command("sample", "Write the sample publication as a desk folder.", _sample, (PATH,), desk=False),
    Command("verify", "Check the whole desk; mend what can be rebuilt.", _verify),
    Command("backup", "Write a verified copy of the database into the desk's backups.", _backup),
    Command(
        "restore",
        "Bring the desk back from a backup; the present one is set aside, never deleted.",
        _restore,
        (
            Option(
                "backup",
                metavar="BACKUP",
                nargs="?",
                default="",
                help="its name, `latest` or a file; without it the backups are listed",
            ),
        ),
    ),
)
