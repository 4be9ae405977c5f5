"""What is not out yet, in a browser on this machine."""

import signal
import sys
import threading
import webbrowser

from desk import operations as ops
from desk.cli.command import Arguments, Command, Option, opened
from desk.cli.saying import say
from desk.domain import BadInput

_LOOK = 0.5  # seconds; under Windows Ctrl+C is heard only between two waits


def _preview(arguments: Arguments) -> None:
    if bool(arguments.story) == arguments.front:
        raise BadInput("Name a story, or the fronts with --front", todo="See desk preview --help")
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with opened(arguments) as desk:
        story = ops.story.get(desk, arguments.story).id if arguments.story else ""
        made = ops.previewing.Preview(desk)
        try:
            address = (made.story(story) if story else made.front()) + ("#both" if arguments.both else "")
            say(arguments, {"address": address}, f"{address}\nCtrl+C ends it.")
            sys.stdout.flush()
            if arguments.open:
                webbrowser.open(address)
            while not ended.wait(_LOOK):
                pass
        finally:
            made.close()


COMMANDS = (
    Command(
        "preview",
        "Show a story or the draft fronts as readers would see them, in a browser on this machine.",
        _preview,
        (
            Option("story", nargs="?", default="", metavar="ID|SLUG"),
            Option("--front", action="store_true", help="the draft fronts, beginning with the front page"),
            Option("--both", action="store_true", help="as a phone and a desktop show it, side by side"),
            Option("--open", action="store_true", help="open the system's browser"),
        ),
    ),
)
