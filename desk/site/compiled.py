"""Templates as they were compiled, kept from one run of the program to the next.

They lie in the person's own cache and never in a desk: what is kept is run, and a desk comes from others too.
They may be lost without harm and are then compiled again.
"""

import hashlib
import os
import pickle
import tempfile
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from desk.site.program import program


class Compiled(BytecodeCache):
    """The templates that are kept in a folder, one file each; none are where it cannot be used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made_by = f"{program()} {jinja2.__version__}\n"

    def get_source_checksum(self, source: str) -> str:
        """Return the mark of a template's words and of what compiles them."""
        return hashlib.sha256(f"{self._made_by}{source}".encode("utf-8", "surrogatepass")).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket where what is kept was compiled from the same."""
        with (
            suppress(OSError, EOFError, ValueError, pickle.UnpicklingError),
            (self._folder / bucket.key).open("rb") as file,
        ):
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a bucket holds, whole or not at all."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            made, name = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(made, "wb") as file:
                    bucket.write_bytecode(file)
                Path(name).replace(self._folder / bucket.key)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
