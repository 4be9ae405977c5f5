"""The site that readers see."""

import sys
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from desk import operations as ops
from desk.cli.command import WRITTEN, Arguments, Command, Option, folder, number, opened, time, zoneless
from desk.cli.saying import say

if TYPE_CHECKING:
    from desk.operations import Desk

T = TypeVar("T")


_SIGNS = {"new": "+", "changed": "~", "ended": "-"}


def _export(arguments: Arguments) -> None:
    alone = not (arguments.plan or arguments.page or arguments.rollback or zoneless(arguments.at))
    if alone and (found := _known(arguments)):
        _say_report(arguments, found)
        return
    with opened(arguments) as desk:
        if arguments.rollback:
            ops.exporting.rollback(desk, arguments.out)
            said = f"The export before stands again: {arguments.out}"
            say(arguments, {"rolled_back": str(arguments.out)}, said)
        elif arguments.plan or arguments.page:
            plan = partial(ops.exporting.plan, page=arguments.page)
            _say_plan(arguments, _run(plan, desk, arguments))
        else:
            _say_report(arguments, _run(ops.exporting.export, desk, arguments))


def _known(arguments: Arguments) -> "ops.exporting.Report | None":
    """Export what is known without opening the desk, and return what was done; None where that cannot be."""
    asked = arguments.desk, arguments.out, arguments.at
    found = None if arguments.full else ops.unchanged.report(*asked)
    return found or ops.touching.report(*asked, full=arguments.full, progress=_progress())


def _run(work: Callable[..., T], desk: "Desk", arguments: Arguments) -> T:
    options = {"full": arguments.full, "jobs": arguments.jobs, "at": arguments.at}
    return work(desk, arguments.out, progress=_progress(), **options)


def _progress() -> Callable[[int, int], None]:
    """Return what says on a terminal how far an export is."""
    terminal = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if terminal and (done == total or not done % 25):
            print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return progress


def _say_report(arguments: Arguments, report: "ops.exporting.Report") -> None:
    if not report.whole:
        print(f"{arguments.out} could not change at once: its files changed one by one", file=sys.stderr)
    for line in report.warnings:
        print(line, file=sys.stderr)
    seconds = sum(report.seconds.values())
    say(
        arguments,
        report,
        f"{report.written} written, {report.kept} unchanged, {report.removed} removed in {seconds:.1f} s:"
        f" {arguments.out}",
    )


def _say_plan(arguments: Arguments, plan: "ops.exporting.Plan") -> None:
    for line in plan.warnings:
        print(line, file=sys.stderr)
    if arguments.page:
        found = plan.find(arguments.page, arguments.out)
        words = ops.comparing.marked(plan.words(found.path)) if found else ""
        said = f"It is {found.fate} and has no words." if found else "Nothing of it would change."
        say(arguments, {"page": found.path if found else arguments.page, "words": words}, words or said)
        return
    lines = [f"{_SIGNS[one.fate]} {one.path}  {one.title}".rstrip() for one in plan.changes]
    counted = {"summary": ops.exporting.summary(plan), "kept": plan.kept, "counts": plan.counts()}
    say(arguments, {**counted, "changes": plan.changes}, "\n".join([*lines, str(counted["summary"])]))


COMMANDS = (
    Command(
        "export",
        "Write the site into a folder, only what changed.",
        _export,
        (
            Option("--out", type=folder, required=True, metavar="DIR"),
            Option("--full", action="store_true", help="write every page anew"),
            Option("--plan", action="store_true", help="say what would change, and change nothing"),
            Option("--page", default="", metavar="PATH", help="show a page's words, old against new"),
            Option("--rollback", action="store_true", help="let the export before stand again"),
            Option("--jobs", type=number, default=0, metavar="N", help="how many pictures at once"),
            Option("--at", type=time, metavar="TIME", help=f"the time taken as now ({WRITTEN})"),
        ),
    ),
)
