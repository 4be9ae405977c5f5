"""What a start leaves behind."""

import gc

from PySide6.QtWidgets import QApplication

from desk import operations as ops
from desk.domain import Who
from desk.ui.settings import Settings
from desk.ui.start import Starter
from tests.ui.test_window import look  # noqa: F401


def test_a_full_collection_passes_by_what_the_start_loaded(qtbot, tmp_path, look):  # noqa: F811
    folder = tmp_path / "hour.desk"
    ops.desk.create(folder, Who("Ann", "laptop"), title="The Hour").close()
    starter = Starter(QApplication.instance(), Settings(), look, "Ann")
    assert gc.get_freeze_count() == 0
    try:
        assert starter.begin(folder)
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 20_000, timeout=10_000)
    finally:
        gc.unfreeze()
        starter._window.close()
        qtbot.waitUntil(lambda: not starter._windows, timeout=10_000)
        starter._tasks.stop()
        starter.deleteLater()
