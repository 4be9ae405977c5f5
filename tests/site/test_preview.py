"""What a preview shows, and to whom."""

import http.client
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from desk.domain import BadInput, NotFound, Slot, Status, new_id
from desk.site.preview import Pictures, Server, View
from tests.site.editions import HOUR, NOW, Newsroom

FOLDER = Path("renditions")


def shown(room: Newsroom, story: str = "") -> View:
    view = View(story, Pictures(room.folder / FOLDER))
    view.renew(room.edition(), NOW)
    return view


class TestView:
    def test_a_draft_stands_in_its_place_on_the_site_and_other_drafts_do_not(self, room: Newsroom):
        draft = room.story("Not yet out", status=Status.DRAFT, body="Unseen words.")
        other = room.story("Another draft", status=Status.DRAFT)
        room.story("Out already")
        view = shown(room, draft.id)
        path = view.look().path
        assert path == "news/not-yet-out.html"
        assert "Unseen words." in view.get(path).decode()
        front = view.get("news/index.html").decode()
        assert "Not yet out" in front and "Out already" in front and "Another draft" not in front
        with pytest.raises(NotFound):
            view.get(f"news/{other.slug}.html")

    def test_the_page_is_the_one_that_export_writes(self, room: Newsroom):
        story = room.story("Out already", lead=room.photo(alt="A quay"), body="Words.\n\n> Said.")
        room.story("Another")
        room.export()
        view = shown(room, story.id)
        assert view.get("news/out-already.html") == (room.out / "news/out-already.html").read_bytes()
        assert view.get("index.html") == (room.out / "index.html").read_bytes()
        assert view.get("feed.xml") == (room.out / "feed.xml").read_bytes()

    def test_a_picture_is_made_when_it_is_asked_for_and_is_the_one_that_export_makes(self, room: Newsroom):
        story = room.story("Out already", lead=room.photo(size=(1600, 900)))
        view = shown(room, story.id)
        page = view.get(view.look().path).decode()
        name = re.findall(r"pictures/[0-9a-f]{20}-\d+\.webp", page)[0]
        assert not (room.folder / FOLDER).exists()
        made = view.get(name)
        room.export()
        assert (
            made[:4] == b"RIFF" and (room.ledger.parent / "renditions" / Path(name).name).read_bytes() == made
        )

    def test_no_picture_is_made_that_no_page_shows(self, room: Newsroom):
        story = room.story("Out already")
        view = shown(room, story.id)
        view.get(view.look().path)
        for name in ("0" * 20 + "-480.webp", "../../secret.webp", "0" * 20 + "-480.webp/../x"):
            with pytest.raises(NotFound):
                view.get(f"pictures/{name}")

    def test_a_photo_whose_file_cannot_be_used_is_left_out_and_that_is_said(self, room: Newsroom):
        photo = room.photo(alt="A quay")
        story = room.story("Out already", lead=photo)
        view = shown(room, story.id)
        path = view.look().path
        name = re.findall(r"pictures/[0-9a-f]{20}-\d+\.webp", view.get(path).decode())[0]
        (room.folder / "originals" / photo.hash).write_bytes(b"no picture")
        before = view.look().number
        with pytest.raises(BadInput):
            view.get(name)
        assert view.look().number > before
        assert b"A quay" not in view.get(path)

    def test_other_words_are_shown_without_another_edition(self, room: Newsroom):
        story = room.story("Out already")
        card = room.story("Its neighbour")
        room.put("editors-choice", story, card)
        view = shown(room, story.id)
        path = view.look().path
        view.get(path)
        number = view.look().number
        assert view.take(replace(story, body="Other words.", headline="Out still"))
        assert view.look().number == number + 1
        assert b"Other words." in view.get(path) and b"Out still" in view.get("news/index.html")
        assert view.take(replace(story, notes="Nobody reads this", body="Other words.", headline="Out still"))
        assert view.look().number == number + 1

    @pytest.mark.parametrize(
        "change",
        [{"section": "culture"}, {"tags": ("port",)}, {"slug": "elsewhere"}, {"status": Status.WITHDRAWN}],
        ids=lambda change: next(iter(change)),
    )
    def test_what_other_pages_follow_from_takes_another_edition(self, room: Newsroom, change):
        story = room.story("Out already")
        view = shown(room, story.id)
        assert not view.take(replace(story, **change))

    def test_the_state_says_how_far_a_story_is_from_its_readers(self, room: Newsroom):
        states = {
            "Draft: readers do not see it": room.story("One", status=Status.DRAFT),
            "In review: readers do not see it": room.story("Two", status=Status.REVIEW),
            "Not shown to readers before 6 March 2030, 14:00": room.story("Three", publish_at=NOW + HOUR),
            "Withdrawn: readers see a notice in its place": room.story("Four", status=Status.WITHDRAWN),
        }
        for state, story in states.items():
            told = shown(room, story.id).look()
            assert (told.state, told.out, told.title) == (state, False, story.headline)
        told = shown(room, room.story("Five").id).look()
        assert (told.state, told.out) == ("Published", True)

    def test_the_draft_front_is_shown_and_names_what_its_readers_cannot_see(self, room: Newsroom):
        out, draft = room.story("Out already"), room.story("Not yet out", status=Status.DRAFT)
        room.put("top-stories", out, draft, Slot(id=new_id(), url="https://a.example", headline="Elsewhere"))
        view = shown(room)
        told = view.look()
        assert (told.path, told.state) == ("index.html", "Draft of the fronts")
        assert told.notes == ("Not shown, because not published: “Not yet out”",)
        page = view.get("index.html").decode()
        assert "Out already" in page and "Elsewhere" in page and "Not yet out" not in page

    def test_a_broken_theme_names_file_line_and_story_and_heals(self, room: Newsroom):
        story = room.story("Out already")
        view = shown(room, story.id)
        view.get(view.look().path)
        number = view.look().number
        template = room.folder / "theme" / "templates" / "article.html"
        template.parent.mkdir(parents=True)
        template.write_text("one\n{{ nothing.at.all }}\n")
        assert not view.is_current()
        view.renew(room.edition(), NOW)
        assert view.look().number == number + 1
        with pytest.raises(BadInput, match=r"Line 2 of the theme's article\.html.*“Out already”"):
            view.get(view.look().path)
        template.unlink()
        assert not view.is_current()
        view.renew(room.edition(), NOW)
        assert b"The first paragraph." in view.get(view.look().path)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(lambda: None)
    yield made
    made.close()


@pytest.fixture
def address(room: Newsroom, server: Server) -> str:
    """Return the path of a draft's preview."""
    draft = room.story("Not yet out", status=Status.DRAFT, lead=room.photo())
    server.views[draft.id] = shown(room, draft.id)
    server.tell(draft.id, server.views[draft.id].look())
    return urlsplit(server.address(draft.id)).path


def ask(server: Server, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(*server.host.split(":"), timeout=10)
    try:
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        answer.body = b"" if "events" in path else answer.read()
        return answer
    finally:
        connection.close()


class TestServer:
    def test_it_is_to_be_reached_from_this_machine_alone(self, server: Server):
        assert server.host.startswith("127.0.0.1:")
        own = socket.gethostbyname(socket.gethostname())
        if own.startswith("127."):
            own = "127.0.0.2"  # the same machine by another name, to which no server listens
        with (
            pytest.raises(OSError),
            socket.create_connection((own, int(server.host.split(":")[1])), timeout=2),
        ):
            pass

    def test_pages_and_what_they_load_come_with_their_kind_and_may_go_nowhere(
        self, server: Server, address: str
    ):
        page = ask(server, f"{address}site/news/not-yet-out.html")
        assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        text = page.body.decode()
        loads = [*re.findall(r'(?:href|src)="\.\./([^"]+\.(?:css|svg|jpg))"', text)]
        kinds = {path: ask(server, f"{address}site/{path}").headers["Content-Type"] for path in loads}
        assert {"text/css; charset=utf-8", "image/svg+xml", "image/jpeg"} == set(kinds.values())
        for answer in (page, ask(server, address), ask(server, f"{address}site/{loads[0]}")):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert not [name for name in answer.headers if name.lower().startswith("access-control")]
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; img-src 'self'")
        assert "script-src" not in page.headers["Content-Security-Policy"]
        assert "<script nonce" not in text and "preview.js" not in text

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "attacker.example"},
            {"Host": "localhost:80"},
            {"Sec_Fetch_Site": "cross-site"},
            {"Sec_Fetch_Site": "same-site"},
            {"Origin": "https://attacker.example"},
            {"Origin": "null"},
        ],
        ids=str,
    )
    def test_no_page_of_elsewhere_gets_an_answer(self, server: Server, address: str, headers):
        for path in (address, f"{address}site/index.html", f"{address}events"):
            answer = ask(server, path, **headers)
            assert (answer.status, answer.body) == (403, b"")

    def test_nobody_without_the_word_learns_what_there_is(self, server: Server, address: str):
        view = address.split("/")[2]
        words = [
            "/",
            "/favicon.ico",
            f"/x/{view}/",
            f"/{view}/",
            f"{address[:-4]}",
            "//",
            "/../../etc/passwd",
        ]
        assert {ask(server, word).status for word in words} == {404}
        assert len(address.split("/")[1]) >= 32
        other = Server(lambda: None)
        other.close()
        assert other.address("a").split("/")[3] != address.split("/")[1]

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
    def test_it_only_ever_gives(self, server: Server, address: str, method: str):
        assert ask(server, address, method).status in {405, 501}

    def test_head_tells_what_get_would_send(self, server: Server, address: str):
        asked = [ask(server, f"{address}site/index.html", method) for method in ("GET", "HEAD")]
        assert asked[0].headers["Content-Length"] == asked[1].headers["Content-Length"]
        assert asked[0].body and not asked[1].body
        assert ask(server, f"{address}events", "HEAD").status == 200

    @pytest.mark.parametrize(
        "path",
        [
            *(
                "../../../../etc/passwd",
                "..%2f..%2f..%2fetc%2fpasswd",
                "%2e%2e/%2e%2e/etc/passwd",
                "%00",
                "a%5cb",
            ),
            *(
                "pictures/",
                "assets/",
                "assets/../../theme.toml",
                "pictures/../../manifest.json",
                "/etc/passwd",
            ),
            *("C:/Windows/win.ini", "site/index.html", "?", "%ff%fe"),
        ],
    )
    def test_no_path_leads_out_and_no_folder_is_listed(
        self, room: Newsroom, server: Server, address: str, path
    ):
        (room.folder / "manifest.json").write_text("secret")
        answer = ask(server, f"{address}site/{path}")
        assert answer.status == (200 if path == "?" else 404)
        assert b"secret" not in answer.body and b"root:" not in answer.body

    def test_what_cannot_be_read_is_refused(self, server: Server):
        for words in (
            b"nonsense\r\n\r\n",
            b"GET http://a.example/ HTTP/1.1\r\n\r\n",
            b"GET /" + b"a" * 70_000,
        ):
            with socket.create_connection(tuple(server.host.split(":")), timeout=10) as wire:
                wire.sendall(words)
                wire.shutdown(socket.SHUT_WR)
                assert b" 200 " not in wire.recv(1000).split(b"\r\n")[0]

    def test_a_fault_is_a_page_that_says_it(self, room: Newsroom, server: Server, address: str):
        template = room.folder / "theme" / "templates" / "article.html"
        template.parent.mkdir(parents=True)
        template.write_text("{{ nothing.at.all }}<script>alert(1)</script>")
        server.views[address.split("/")[2]].renew(room.edition(), NOW)
        answer = ask(server, f"{address}site/news/not-yet-out.html")
        assert answer.status == 500
        assert "Line 1 of the theme’s article.html" in answer.body.decode().replace("&#x27;", "’")
        assert "Not yet out" in answer.body.decode() and b"<script" not in answer.body

    def test_a_style_is_asked_for_once_and_a_font_only_whether_it_is_another(
        self, server: Server, address: str
    ):
        text = ask(server, f"{address}site/index.html").body.decode()
        style = re.findall(r'href="(assets/all[^"]+)"', text)[0]
        assert "immutable" in ask(server, f"{address}site/{style}").headers["Cache-Control"]
        font = f"{address}site/assets/fonts/noto-serif-latin-400-normal.woff2"
        mark = ask(server, font).headers["ETag"]
        again = ask(server, font, If_None_Match=mark)
        assert (again.status, again.body) == (304, b"")

    def test_whoever_listens_hears_how_it_stands_and_each_change(
        self, room: Newsroom, server: Server, address: str
    ):
        name = address.split("/")[2]
        with socket.create_connection(tuple(server.host.split(":")), timeout=10) as wire:
            wire.sendall(f"GET {address}events HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode())
            heard = wire.makefile("rb")
            rows = (json.loads(row[6:]) for row in heard if row.startswith(b"data: "))
            assert next(rows)["state"] == "Draft: readers do not see it"
            assert server.listening(name)
            view = server.views[name]
            view.take(replace(room.stories[0], headline="Out soon"))
            server.tell(name, view.look())
            assert next(rows)["title"] == "Out soon"
            server.close()
            assert not heard.read().strip()
