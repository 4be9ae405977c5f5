"""What every kind of target must do: only what changed, in a reader's order, whatever breaks."""

import gzip
import json
import threading
from contextlib import closing

import pytest

from desk.domain import Cancelled, Conflict
from desk.publish.manifest import BEGUN, SITE
from desk.site import turn
from tests.publish.conftest import FILES, PAGE


class Watched:
    """A storage that notes what is written and removed, and may break at some write."""

    def __init__(self, storage, broken_at: int | None = None) -> None:
        self._storage, self._left = storage, broken_at
        self.lanes = 1 if broken_at is not None else storage.lanes
        self.deeds: list[tuple[str, str]] = []
        self._lock = threading.Lock()

    def __getattr__(self, name: str):
        return getattr(self._storage, name)

    def write(self, path: str, content: bytes) -> None:
        with self._lock:
            if self._left is not None:
                self._left -= 1
                if self._left < 0:
                    raise OSError("the plug is pulled")
        self._storage.write(path, content)
        self.deeds.append(("write", path))

    def remove(self, path: str) -> None:
        self._storage.remove(path)
        self.deeds.append(("remove", path))


def watched(seen: list, **settings):
    def through(storage):
        seen.append(Watched(storage, **settings))
        return seen[-1]

    return through


def page(words: str) -> bytes:
    return PAGE.format(words).encode()


def test_only_what_changed_is_sent_and_what_ended_removed(ann, ground):
    done = ann.publish(ground)
    assert (len(done.written), done.kept, done.removed) == (len(FILES), 0, ())
    assert ground.all() == FILES
    done = ann.publish(ground)
    assert (done.written, done.kept, done.removed) == ((), len(FILES), ())
    ann.files["news/story-3.html"] = page("Corrected")
    ann.files["news/new.html"] = page("New")
    del ann.files["news/story-7.html"]
    plan = ann.publish(ground, plan=True)
    assert ground.all() == FILES
    done = ann.publish(ground)
    assert set(done.written) == {"news/story-3.html", "news/new.html"} == set(plan.written)
    assert done.removed == ("news/story-7.html",) == plan.removed
    assert ground.all() == ann.files
    assert {"compare", "send", "remove"} == set(done.seconds)


def test_what_leads_to_others_comes_last_and_removals_at_the_very_end(ann, ground):
    ann.publish(ground)
    ann.files = {path: content + b" " for path, content in FILES.items()}
    del ann.files["news/story-7.html"]
    seen: list[Watched] = []
    ann.publish(ground, through=watched(seen))
    deeds = [(deed, path) for deed, path in seen[0].deeds if not path.startswith(".desk/")]
    turns = [turn(path) for deed, path in deeds if deed == "write"]
    assert turns == sorted(turns) and len(turns) == len(ann.files)
    assert deeds[-1] == ("remove", "news/story-7.html")
    last = seen[0].deeds.index(("write", SITE))
    assert last > seen[0].deeds.index(("remove", "news/story-7.html"))
    names = [path for _, path in deeds]
    for later, earlier in (("index.html", "news/story-1.html"), ("sitemap.xml", "feed.xml")):
        assert names.index(later) > names.index(earlier)


class Killed(Watched):
    """A storage whose publisher dies right after it took the target."""

    def create(self, path: str, content: bytes) -> None:
        self._storage.create(path, content)
        raise KeyboardInterrupt


def test_who_is_killed_while_taking_a_target_is_not_kept_out_by_himself(ann, ground):
    with pytest.raises(KeyboardInterrupt):
        ann.publish(ground, through=Killed)
    with pytest.raises(OSError, match="plug"):  # before it is taken over
        ann.publish(ground, through=watched([], broken_at=0))
    ann.publish(ground)
    assert ground.all() == ann.files


@pytest.mark.parametrize("at", [0, 1, 5, 15, 20, 21])
def test_a_break_at_any_point_shows_readers_whole_pages_and_the_next_run_sends_the_rest(ann, ground, at):
    ann.publish(ground)
    before = dict(ann.files)
    ann.files = {path: content + b"!" for path, content in FILES.items()}
    ann.files["news/new.html"] = page("New")
    seen: list[Watched] = []
    with pytest.raises(OSError, match="plug"):
        ann.publish(ground, through=watched(seen, broken_at=at))
    now = ground.all()
    for path, content in now.items():
        assert content in (before.get(path), ann.files.get(path)), path
    front_is_new = now["index.html"] == ann.files["index.html"]
    stories = [path for path in ann.files if turn(path) < 3]
    assert not front_is_new or all(now[path] == ann.files[path] for path in stories)
    done = ann.publish(ground)
    assert ground.all() == ann.files
    sent = sum(deed == "write" and not path.startswith(".desk/") for deed, path in seen[0].deeds)
    assert len(done.written) == len(ann.files) - sent
    assert ann.publish(ground).written == ()


def test_it_is_stopped_between_two_files_and_goes_on_from_there(ann, ground):
    stop = threading.Event()
    told = []

    def progress(phase, done, total):
        told.append((phase, done, total))
        if phase == "send" and done == 9:
            stop.set()

    with pytest.raises(Cancelled, match="stopped"):
        ann.publish(ground, progress=progress, cancelled=stop.is_set)
    sent = len(ground.all())
    assert 9 <= sent < len(FILES)
    assert "index.html" not in ground.all()
    done = ann.publish(ground)
    assert len(done.written) == len(FILES) - sent and ground.all() == FILES
    assert told[0] == ("send", 0, len(FILES))


def test_files_of_others_are_never_touched(ann, ground):
    ground.put("about/index.html", b"<p>By hand</p>")
    ground.put("robots.txt", b"User-agent: *\nDisallow: /\n")
    ground.put("news/story-5.html", b"<p>Not ours</p>")
    with pytest.raises(Conflict, match="story-5"):
        ann.publish(ground)
    assert set(ground.all()) == {"about/index.html", "robots.txt", "news/story-5.html"}
    ground.drop("news/story-5.html")
    done = ann.publish(ground)
    assert "robots.txt" in done.warnings[0]
    ann.files.clear()
    ann.files["index.html"] = page("Alone")
    ann.publish(ground)
    assert ground.all() == {
        "about/index.html": b"<p>By hand</p>",
        "robots.txt": b"User-agent: *\nDisallow: /\n",
        "index.html": page("Alone"),
    }


def test_a_page_that_ended_and_that_somebody_changed_there_stays(ann, ground):
    ann.publish(ground)
    ground.put("news/story-2.html", b"<p>We took this over</p>")
    del ann.files["news/story-2.html"]
    done = ann.publish(ground)
    assert done.removed == () and "story-2" in done.warnings[0]
    assert ground.all()["news/story-2.html"] == b"<p>We took this over</p>"


@pytest.mark.parametrize("harm", ["lost", "corrupt", "hostile"])
def test_without_its_list_a_target_is_known_by_what_stands_there(ann, bob, ground, harm):
    ann.publish(ground)
    if harm == "lost":
        ground.drop(SITE)
    else:
        ground.put(SITE, b"\x1f\x8b nonsense" if harm == "corrupt" else hostile())
    ground.put("news/story-4.html", page("Damaged"))
    ground.drop("index.html")
    done = bob.publish(ground)
    assert set(done.written) == {"news/story-4.html", "index.html"}
    assert ground.all() == FILES
    assert bob.publish(ground).written == ()


def hostile() -> bytes:
    files = {"../outside.txt": ["0" * 64, 3], "index.html": ["0" * 64, 3]}
    head = {"desk": 1, "publication": "hour", "edition": "e", "author": "x", "device": "y"}
    return gzip.compress(json.dumps({**head, "at": "2026-01-01T00:00:00+00:00", "files": files}).encode())


def test_verify_reads_what_stands_there_and_mends_it(ann, ground):
    ann.publish(ground)
    whole = FILES["news/story-4.html"]
    ground.put("news/story-4.html", whole[:-1] + b"#")
    ground.drop("feed.xml")
    assert ann.publish(ground).written == ()
    done = ann.publish(ground, verify=True)
    assert set(done.written) == {"news/story-4.html", "feed.xml"} and ground.all() == FILES


def test_what_somebody_else_published_since_is_not_replaced_unasked(ann, bob, ground):
    ann.publish(ground)
    bob.files["news/bobs.html"] = page("Bob's")
    with pytest.raises(Conflict, match="Ann on Ann's laptop published there"):
        bob.publish(ground)
    assert bob.publish(ground, plan=True).before
    bob.publish(ground, over=True)
    ann.files["news/anns.html"] = page("Ann's")
    with pytest.raises(Conflict, match="Bob"):
        ann.publish(ground)
    assert ground.all() == bob.files
    ann.publish(ground, over=True)
    assert ground.all() == ann.files
    ann.files["news/anns.html"] = page("Ann's own")
    assert ann.publish(ground).written == ("news/anns.html",)


def test_two_at_once_are_told_apart_and_nothing_is_mixed(ann, bob, ground):
    ann.publish(ground)
    bob.memory.make(ann.memory.manifest.edition)
    ann.files = {path: content + b"A" for path, content in FILES.items()}
    bob.files = {path: content + b"B" for path, content in FILES.items()}
    said = []

    def meanwhile(phase, done, _total):
        if phase == "send" and done == 8:
            with pytest.raises(Conflict, match="Ann on Ann's laptop is publishing") as found:
                bob.publish(ground)
            said.append(found.value)

    ann.publish(ground, progress=meanwhile)
    assert said and ground.all() == ann.files
    bob.publish(ground, over=True)
    assert ground.all() == bob.files


def test_the_site_of_another_publication_is_left_alone(ann, bob, ground):
    ann.publish(ground)
    with pytest.raises(Conflict, match="Another publication"):
        bob.publish(ground, over=True, site={"publication": "other"})
    assert ground.all() == FILES


def test_one_who_takes_up_what_another_broke_off_trusts_none_of_its_files(ann, bob, ground):
    ann.publish(ground)
    bob.memory.make(ann.memory.manifest.edition)
    ann.files = {path: content + b"A" for path, content in FILES.items()}
    with pytest.raises(OSError, match="plug"):
        ann.publish(ground, through=watched([], broken_at=9))
    bob.files["news/bobs.html"] = page("Bob's")
    bob.publish(ground)
    assert ground.all() == bob.files
    with closing(ground.open()) as storage:
        assert not storage.sizes([BEGUN])


def test_files_are_frozen_before_the_first_is_sent(ann, ground):
    ann.publish(ground)
    assert sorted(ann.frozen) == sorted(FILES)
