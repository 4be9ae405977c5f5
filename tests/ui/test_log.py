"""The log stays small, and nothing of its newest part is lost when it is turned over."""

import logging

from desk.ui.log import Log


def test_a_large_log_becomes_the_former_one_and_a_new_one_is_begun(tmp_path):
    handler = Log(tmp_path / "desk.log", large=2_000)
    logger = logging.Logger("test")
    logger.addHandler(handler)
    for number in range(500):
        logger.warning("the %d. word of Երևան, half of it \ud800", number)
    handler.close()
    former, newest = (tmp_path / "desk.log.1").read_text(), (tmp_path / "desk.log").read_text()
    lines = (former + newest).splitlines()
    first = int(lines[0].split("the ")[1].split(".")[0])
    assert [f" {number}. word" in line for number, line in enumerate(lines, first)] == [True] * (500 - first)
    assert len(former) < 2_200 and len(newest) < 2_200
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk.log", "desk.log.1"]


def test_a_log_goes_on_where_the_last_start_ended(tmp_path):
    for words in ("one", "two"):
        handler = Log(tmp_path / "desk.log")
        handler.emit(logging.LogRecord("test", logging.WARNING, "", 1, words, None, None))
        handler.close()
    assert [line[-3:] for line in (tmp_path / "desk.log").read_text().splitlines()] == ["one", "two"]
