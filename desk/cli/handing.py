"""Stories handed out as files."""

import sys
from functools import partial

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, folder, opened
from desk.cli.saying import say

_FORMATS = ("html", "pdf", "zip", "md")


def _export(arguments: Arguments) -> None:
    terminal = sys.stderr.isatty()

    def progress(done: int, total: int) -> None:
        if terminal:
            print(f"\r{done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    draw = partial(arguments.proof, paper=arguments.paper) if arguments.proof else None
    with opened(arguments) as desk:
        files = ops.handing.write(
            desk,
            arguments.stories,
            arguments.out,
            ops.handing.Kind(arguments.format),
            draw=draw,
            progress=progress,
        )
    say(arguments, files, "\n".join(map(str, files)))


COMMANDS = (
    Command(
        "story export",
        "Write stories as files: a page in one, a proof as PDF, Markdown with pictures as a zip.",
        _export,
        (
            Option("stories", nargs="+", metavar="ID|SLUG"),
            Option("--format", choices=_FORMATS, required=True, help="what each is written as"),
            Option("--out", type=folder, required=True, metavar="DIR"),
            Option("--paper", choices=["a4", "letter"], default="", help="of proofs; else as is usual here"),
        ),
    ),
)
