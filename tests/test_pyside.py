"""What the pinned PySide6 must not do."""

import sys

from PySide6.QtWidgets import QApplication, QLabel


def test_none_keeps_its_references(qapp: QApplication):
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(1_000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100
    label.deleteLater()
