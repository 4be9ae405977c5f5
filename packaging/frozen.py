"""Run by the installed program before anything else of it."""

import os
import sys

# Where the program finds its own libraries is no business of the browsers and viewers that it starts.
_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before

# For the processes that the program starts through itself; to others it is a tenth of a second of nothing.
if {"-c", "--multiprocessing-fork"} & set(sys.argv):
    import pyi_rth_multiprocessing  # noqa: F401

# Windows gives a program without a terminal nowhere to write to.
for _name in ("stdout", "stderr"):
    if getattr(sys, _name) is None:
        setattr(sys, _name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
