"""Qt sorts and folds as before with the data that go along of ICU."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

ASKED = """
from PySide6.QtCore import QCollator, QLocale, QDate
words = "zebra Äpfel apfel öl Zürich ñu nube čaj cena ılık ışık İzmir елка ёж ежи".split()
words += "Թերթ աղբ ქალაქი არა كتاب قلم".split()
for name in "en de sv es cs tr ru hy ka ar zh ja".split():
    locale = QLocale(name)
    collator = QCollator(locale)
    collator.setNumericMode(True)
    print(name, sorted(words, key=collator.sortKey), locale.toUpper("iıß"), locale.toLower("IİΣ"))
    print(locale.toString(QDate(2026, 3, 9), "dddd d MMMM yyyy"), locale.toString(1234567.5))
    print(locale.nativeLanguageName())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt asks the system")
def test_qt_says_the_same(tmp_path: Path):
    import icu

    lacking = [name for name in icu._TOOLS if shutil.which(name) is None]
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    library = next((Path(PySide6.__file__).parent / "Qt/lib").glob("libicudata.so.*"))
    made = icu.trimmed(library, tmp_path)
    assert made.stat().st_size < library.stat().st_size / 3

    def said(**env: str) -> str:
        command = [sys.executable, "-c", ASKED]
        return subprocess.check_output(command, env={**os.environ, **env}, text=True)

    whole = said()
    assert said(LD_LIBRARY_PATH=str(tmp_path)) == whole
    (tmp_path / library.name).write_bytes(b"")
    run = subprocess.run([sys.executable, "-c", ASKED], env={**os.environ, "LD_LIBRARY_PATH": str(tmp_path)})
    assert run.returncode, "the copy was not asked"
