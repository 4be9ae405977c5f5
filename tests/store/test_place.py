"""Where a desk may lie."""

from pathlib import Path

import pytest

from desk.domain import BadInput, Publication
from desk.store import Store, place
from tests.store.conftest import ANN

MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
28 27 0:40 / /home rw,relatime shared:1 - btrfs /dev/sda2 rw
30 28 0:50 / /home/ann/News\040room rw,nosuid - cifs //server/news rw,vers=3.0
31 27 0:51 / /mnt/desks rw,relatime shared:9 master:2 - nfs4 10.0.0.2:/desks rw,vers=4.2
32 31 8:17 / /mnt/desks/stick rw - vfat /dev/sdb1 rw
33 27 0:52 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 27 0:53 / /mnt/over rw - ext4 /dev/sdc rw
35 27 0:54 / /mnt/over rw - fuse.sshfs ann@host:/ rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/hour.desk", "ext4"),
        ("/home/ann/hour.desk", "btrfs"),
        ("/home/ann/News room/hour.desk", "cifs"),
        ("/home/ann/News roommate/hour.desk", "btrfs"),
        ("/mnt/desks/hour.desk", "nfs4"),
        ("/mnt/desks", "nfs4"),
        ("/mnt/desks/stick/hour.desk", "vfat"),
        ("/run/user/1000/gvfs/dav:host=x/hour.desk", "fuse.gvfsd-fuse"),
        ("/mnt/over/hour.desk", "fuse.sshfs"),
    ],
)
def test_the_file_system_of_a_folder(folder: str, kind: str) -> None:
    assert place.file_system(Path(folder), MOUNTS) == kind


MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled, nobrowse, protect, root data)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
//ann@server._smb._tcp.local/News%20room on /Volumes/News room (2) (smbfs, nodev, nosuid, mounted by ann)
10.0.0.2:/desks on /Volumes/turned on (nfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/Stick (exfat, local, nodev, nosuid, noowners)
ann@host:/ on /Volumes/far (macfuse, nodev, nosuid, synchronous, mounted by ann)
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/ann/hour.desk", ("apfs", True)),
        ("/System/Volumes/Data/Users/ann/hour.desk", ("apfs", True)),
        ("/Volumes/News room (2)/hour.desk", ("smbfs", False)),
        ("/Volumes/News room (22)/hour.desk", ("apfs", True)),
        ("/Volumes/turned on/hour.desk", ("nfs", False)),
        ("/Volumes/Stick/hour.desk", ("exfat", True)),
        ("/Volumes/far", ("macfuse", False)),
    ],
)
def test_the_file_system_of_a_folder_on_a_mac(folder: str, kind: tuple[str, bool]) -> None:
    assert place.mac_file_system(Path(folder), MAC) == kind


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.gvfsd-fuse", "davfs"])
def test_a_network_drive_is_refused_and_left_alone(
    kind: str, tmp_path: Path, publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "the share"
    share.mkdir()
    Store.create(share / "hour.desk", publication, ANN).close()
    before = {path: path.stat().st_mtime_ns for path in share.rglob("*")}
    point = str(share).replace(" ", r"\040")
    (tmp_path / "mounts").write_text(f"{MOUNTS}40 27 0:60 / {point} rw - {kind} host:/share rw\n")
    monkeypatch.setattr(place, "MOUNTS", tmp_path / "mounts")
    with pytest.raises(BadInput, match="network drive") as caught:
        Store.open(share / "hour.desk")
    assert kind in caught.value.what and "server" in caught.value.todo
    (tmp_path / "way").symlink_to(share)
    for folder in (share / "deep" / "new.desk", tmp_path / "way" / "new.desk"):
        with pytest.raises(BadInput, match="network drive"):
            Store.create(folder, publication, ANN)
    assert {path: path.stat().st_mtime_ns for path in share.rglob("*")} == before


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("/home/ann/Dropbox/hour.desk", "Dropbox"),
        ("/home/ann/OneDrive - The Hour/news/hour.desk", "OneDrive - The Hour"),
        ("/home/ann/Dropbox (Personal)/hour.desk", "Dropbox (Personal)"),
        ("/Users/ann/Library/Mobile Documents/x/hour.desk", "Mobile Documents"),
        ("/home/ann/Dropboxes/hour.desk", ""),
        ("/home/ann/news/dropbox", ""),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(folder: str, service: str) -> None:
    assert place.synced(Path(folder)) == service
