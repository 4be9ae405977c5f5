"""Qt's ICU library with the data that Qt asks for here: collation, case, normal forms and names of locales.

The whole has names of time zones, currencies, units, countries and languages in every language, rules for
line breaks and spelled-out numbers, and tables of old encodings: 24 of its 32 MB. Qt has its own for all that
the program uses of these, and Python reads encodings.
"""

import re
import shutil
import subprocess
from pathlib import Path

_UNASKED = re.compile(r"(brkitr|curr|lang|rbnf|region|translit|unit|zone)/|.*\.cnv$")
_TOOLS = ("icupkg", "as", "ld", "objdump", "objcopy")


def trimmed(library: Path, work: Path) -> Path:
    """Return a copy of the library without what nobody asks for; itself where tools for it are missing."""
    if not all(map(shutil.which, _TOOLS)):
        return library
    symbol, offset, size = _place(library)
    name = symbol.replace("_dat", "l.dat")  # the tool takes the entries' common name from that of the file
    whole, left, listed, code = (work / one for one in (name, f"left/{name}", "unasked.txt", "data.s"))
    left.parent.mkdir(parents=True, exist_ok=True)
    whole.write_bytes(library.read_bytes()[offset : offset + size])
    entries = _output("icupkg", "--list", whole).split()
    listed.write_text("\n".join(one for one in entries if _UNASKED.match(one)) + "\n")
    _output("icupkg", "--remove", listed, whole, left)
    code.write_text(
        f".section .rodata\n.balign 16\n.globl {symbol}\n.type {symbol}, @object\n"
        f'{symbol}:\n.incbin "{left}"\n.size {symbol}, .-{symbol}\n.section .note.GNU-stack,"",@progbits\n'
    )
    made = work / library.name
    _output("as", "-o", work / "data.o", code)
    _output("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", made, work / "data.o")
    return made


def _place(library: Path) -> tuple[str, int, int]:
    """Return the data's symbol, where it begins in the file, and its length."""
    symbols = _output("objdump", "--dynamic-syms", library)
    found = re.search(r"^(\w+) .*\.rodata\s+(\w+)\s+(icudt\d+_dat)$", symbols, flags=re.MULTILINE)
    sections = _output("objdump", "--section-headers", library)
    section = re.search(r"\.rodata\s+\w+\s+(\w+)\s+\w+\s+(\w+)", sections)
    if found is None or section is None:
        raise ValueError(f"no ICU data in {library}")
    address, size = int(found[1], 16), int(found[2], 16)
    return found[3], address - int(section[1], 16) + int(section[2], 16), size


def _output(*command: str | Path) -> str:
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout
