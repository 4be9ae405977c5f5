"""The program, in which something is wrong that quotes a story: once on the GUI thread, once on a worker."""

import sys

from PySide6.QtCore import QTimer

from desk.app import main
from desk.ui.start import Starter

WORDS = "The mayor’s secret"
stood = Starter._stood


def _stood(self: Starter, window, none: object) -> None:
    def wrong() -> None:
        window.session.ask(lambda: int(WORDS), print)
        raise KeyError(WORDS)

    stood(self, window, none)
    QTimer.singleShot(300, window, wrong)


if __name__ == "__main__":
    Starter._stood = _stood
    sys.exit(main())
