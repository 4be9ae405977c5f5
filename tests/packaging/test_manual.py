"""The manual page and the shells' completion know every command, and their readers take them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from desk.cli import COMMANDS


@pytest.fixture
def share(tmp_path: Path) -> Path:
    import manual

    manual.write(tmp_path, "1.2.3", 1_790_000_000)
    return tmp_path


def said_by(*command: str | Path, fine: bool = True) -> str:
    if shutil.which(str(command[0])) is None:
        pytest.skip(f"not installed: {command[0]}")
    run = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0 or not fine, run.stderr
    return run.stdout + run.stderr


def test_the_manual_page_names_every_command_and_reads_without_a_warning(share: Path):
    import manual

    page = share / "man/man1/desk.1"
    shown = said_by("groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-cbou", page)
    assert "warning" not in shown and "1.2.3" in shown
    for verb in manual._leaves(manual.verbs()):
        assert f"desk {verb.words}" in shown
    assert {verb.words for verb in manual.verbs()} == set(COMMANDS)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("pho", "photo"),
        ("photo sh", "sheet"),
        ("photo copy --ov", "--over"),
        ("status x publ", "published"),
    ],
)
def test_bash_completes(share: Path, typed: str, offered: str):
    words = ["desk", *typed.split()]
    script = (
        f"source {share / 'bash-completion/completions/desk'}; COMP_WORDS=({' '.join(words)}); "
        f"COMP_CWORD={len(words) - 1}; _desk; echo ${{COMPREPLY[@]}}"
    )
    assert offered in said_by("bash", "-c", script).split()


def test_zsh_and_fish_take_theirs(share: Path):
    said_by("zsh", "-n", share / "zsh/vendor-completions/_desk")
    completions = share / "fish/vendor_completions.d/desk.fish"
    shown = said_by("fish", "--no-config", "-c", f"source {completions}; complete -C 'desk photo sh'")
    assert "sheet" in shown and "show" in shown
