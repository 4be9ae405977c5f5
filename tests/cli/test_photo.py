"""Photos from the terminal."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.cli.conftest import one_line
from tests.photo.test_probing import scene

ROOT = Path(__file__).parents[2]


def test_photos_come_by_file_and_by_folder(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    card = tmp_path / "card"
    card.mkdir()
    Image.linear_gradient("L").resize((900, 600)).save(card / "a.jpg")
    scene(2).save(card / "b.png")
    scene(2).resize((300, 200)).save(tmp_path / "small.jpg", quality=70)
    (card / "c.dng").write_bytes(b"FUJIFILMCCD-RAW" + bytes(40))
    said = run("photo", "import", card, "--desk", desk, "--json", code=1, out=True)
    found = json.loads(said)
    assert (found["new"], len(found["photos"]), found["alike"]) == (2, 2, [])
    assert "RAW" in found["failed"][0]["error"]
    assert "0 new, 2 already here, 1 not taken" in run(
        "photo", "import", card, "--desk", desk, code=1, out=True
    )
    assert "small.jpg looks like b.png" in run(
        "photo", "import", tmp_path / "small.jpg", card / "c.dng", "--desk", desk, code=1
    )
    assert "3 photos added" in run(
        "photo",
        "add",
        "ferry-returns",
        card / "a.jpg",
        card / "b.png",
        tmp_path / "small.jpg",
        "--desk",
        desk,
    )
    whole = json.loads(run("show", "ferry-returns", "--desk", desk, "--json"))
    assert [place["role"] for place in whole["photos"]] == ["lead", "inline", "inline"]
    assert one_line(run("photo", "import", tmp_path / "none", "--desk", desk, code=1))


def test_the_library_is_listed_and_a_file_replaced(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    scene(1).save(tmp_path / "a.png")
    scene(2).save(tmp_path / "b.png")
    scene(3).resize((200, 300)).save(tmp_path / "tall.png")
    run("photo", "import", tmp_path / "a.png", "--desk", desk)
    run("photo", "add", "ferry-returns", tmp_path / "b.png", "--caption", "Մեկնում", "--desk", desk)
    assert " a.png " in run("photo", "list", "unused", "--desk", desk)
    (one,) = json.loads(run("photo", "list", "-no:caption", "մեկն", "--desk", desk, "--json"))
    assert (one["name"], one["used"]) == ("b.png", 1)
    assert len(run("photo", "list", "--desk", desk, "--sort", "name").splitlines()) == 2
    said = run("photo", "replace", "b.png", tmp_path / "tall.png", "--desk", desk)
    assert said == "b.png is now tall.png, 200 × 300, in 1 story\n"
    assert one_line(run("photo", "replace", "tall.png", tmp_path / "a.png", "--desk", desk, code=1))


def test_a_copy_is_saved_with_the_words(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    scene(1).save(tmp_path / "a.png")
    run("photo", "import", tmp_path / "a.png", "--desk", desk)
    run("photo", "set", "a.png", "caption=Պարոն", "country=Georgia", "--desk", desk)
    copy = tmp_path / "copy.png"
    assert str(copy) in run("photo", "copy", "a.png", copy, "--desk", desk)
    with Image.open(copy) as made, Image.open(tmp_path / "a.png") as before:
        assert "Պարոն" in made.info["xmp"].decode() and made.tobytes() == before.tobytes()
    refused = run("photo", "copy", "a.png", copy, "--desk", desk, code=1)
    assert one_line(refused) and "there already" in refused
    said = json.loads(run("photo", "copy", "a.png", copy, "--over", "--desk", desk, "--json"))
    assert said["file"] == str(copy)


def test_copies_of_many_are_saved_into_a_folder(run, desk: Path, tmp_path: Path):
    for number in range(2):
        scene(number).save(tmp_path / f"{number}.png")
        run("photo", "import", tmp_path / f"{number}.png", "--desk", desk)
    folder = tmp_path / "copies"
    assert one_line(run("photo", "copy", "0.png", "1.png", folder, "--desk", desk, code=1))
    folder.mkdir()
    for _ in range(2):  # what is there is never written over
        run("photo", "copy", "0.png", "1.png", folder, "--desk", desk)
    assert sorted(file.name for file in folder.iterdir()) == ["0-2.png", "0.png", "1-2.png", "1.png"]


def test_unused_photos_are_named_and_with_yes_deleted(run, desk: Path, page: Path, tmp_path: Path):
    run("import", page, "--desk", desk)
    for name, number in (("used.png", 1), ("free.png", 2)):
        scene(number).save(tmp_path / name)
        run("photo", "import", tmp_path / name, "--desk", desk)
    run("photo", "add", "ferry-returns", tmp_path / "used.png", "--desk", desk)
    run("photo", "delete", "--desk", desk, code=2)
    named = run("photo", "delete", "used.png", "free.png", "--desk", desk, code=1)
    assert "1 would be deleted" in named and "1 photo is in use" in named
    assert len(run("photo", "list", "--desk", desk).splitlines()) == 2
    assert "1 deleted for good" in run("photo", "delete", "--unused", "--yes", "--desk", desk)
    assert " used.png " in (left := run("photo", "list", "--desk", desk)) and "free.png" not in left
    assert len(list((desk / "backups").glob("*-before-deleting.sqlite"))) == 1
    assert "nothing shows" in run("photo", "delete", "--unused", "--yes", "--desk", desk)


def test_a_contact_sheet_is_written_without_a_screen(desk: Path, run, tmp_path: Path, page: Path):
    for number in range(13):
        scene(number, 90, 60).save(tmp_path / f"{number}.png")
    run("photo", "import", *tmp_path.glob("*.png"), "--desk", desk)
    environment = {
        name: value for name, value in os.environ.items() if "QT" not in name and name != "DISPLAY"
    }

    def desk_photo(*arguments: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, ROOT / "main.py", "photo", *arguments, "--desk", desk]
        return subprocess.run(
            [str(word) for word in command],
            capture_output=True,
            text=True,
            env=environment,
            timeout=120,
            check=False,
        )

    done = desk_photo("sheet", tmp_path / "all")
    assert done.stdout == f"13 photos on 2 pages: {tmp_path / 'all.pdf'}\n", done.stderr
    made = (tmp_path / "all.pdf").read_bytes()
    assert made.startswith(b"%PDF") and len(re.findall(rb"/Type /Page\b", made)) == 2
    again = desk_photo("sheet", tmp_path / "all.pdf")
    assert again.returncode == 1 and "there already" in again.stderr
    assert (tmp_path / "all.pdf").read_bytes() == made
    some = desk_photo("sheet", tmp_path / "all.pdf", "format:png", "-7.png", "--over", "--json")
    assert json.loads(some.stdout)["pages"] == 1, some.stderr
    none = desk_photo("sheet", tmp_path / "none.pdf", "by:nobody")
    assert none.returncode == 1 and not (tmp_path / "none.pdf").exists()
