"""The site that readers see."""

import sys
from pathlib import Path

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, number, opened, time
from desk.cli.saying import say


def _export(arguments: Arguments) -> None:
    if arguments.rollback:
        with opened(arguments) as desk:
            ops.exporting.rollback(desk, arguments.out)
        say(
            arguments, {"rolled_back": str(arguments.out)}, f"The export before stands again: {arguments.out}"
        )
        return
    terminal = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if terminal:
            print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    with opened(arguments) as desk:
        report = ops.exporting.export(
            desk, arguments.out, full=arguments.full, jobs=arguments.jobs, at=arguments.at, progress=progress
        )
    seconds = sum(report.seconds.values())
    if not report.whole:
        print(f"{arguments.out} could not change at once: its files changed one by one", file=sys.stderr)
    for line in report.warnings:
        print(line, file=sys.stderr)
    say(
        arguments,
        report,
        f"{report.written} written, {report.kept} unchanged, {report.removed} removed in {seconds:.1f} s:"
        f" {arguments.out}",
    )


COMMANDS = (
    Command(
        "export",
        "Write the site into a folder, only what changed.",
        _export,
        (
            Option("--out", type=Path, required=True, metavar="DIR"),
            Option("--full", action="store_true", help="write every page anew"),
            Option("--rollback", action="store_true", help="let the export before stand again"),
            Option("--jobs", type=number, default=0, metavar="N", help="how many pictures at once"),
            Option("--at", type=time, metavar="TIME", help="the time taken as now (ISO 8601)"),
        ),
    ),
)
