"""A web server for one person on this machine: what is not out yet goes to no other program and page."""

import hashlib
import hmac
import json
import logging
import re
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType
from typing import Final, cast
from urllib.parse import unquote

from desk.domain import DeskError, NotFound
from desk.site.preview import outer
from desk.site.preview.view import Standing, View
from desk.site.theme import CSP

_LOOPBACK: Final = "127.0.0.1"
_SILENCE: Final = 15  # seconds after which a listener hears that the server is still there
_PATIENCE: Final = 20  # seconds that a browser may take to ask
_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "xml": "application/xml",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
}
_NAMED_BY_CONTENT = re.compile(r"pictures/[^/]+\.(?:jpg|webp|avif)|assets/.+-[0-9a-f]{10}\.css")
_KEPT: Final = {"css", "js", "svg", "jpg", "png", "webp", "avif", "ico", "woff2", "woff", "ttf"}
"""What a browser keeps and asks for again only whether it is another by now."""
_NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
}
_log = logging.getLogger(__name__)


class Server:
    """Serves views under an address that nobody can guess, until it is closed.

    It answers GET and HEAD from this machine, to the address that it gave away and to no page of elsewhere.
    """

    def __init__(self, listened: Callable[[], object]) -> None:
        """Begin on a free port; raises OSError.

        Args:
            listened: called, on another thread, when a browser begins to listen.
        """
        self.listened = listened
        self.views: dict[str, View] = {}
        self._token = secrets.token_urlsafe(24)
        self._told = threading.Condition()
        self._standing: dict[str, Standing] = {}
        self._listeners: dict[str, int] = {}
        self._closed = False
        self._http = _Http((_LOOPBACK, 0), self)
        self.host = f"{_LOOPBACK}:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._serve, name="preview server")
        self._thread.start()

    def _serve(self) -> None:
        while not self._closed:
            self._http.handle_request()

    def address(self, name: str) -> str:
        """Return where a view is to be seen."""
        return f"http://{self.host}/{self._token}/{name}/"

    def tell(self, name: str, standing: Standing) -> None:
        """Have everybody who listens to a view hear how it stands, where that is new."""
        with self._told:
            if self._standing.get(name) != standing:
                self._standing[name] = standing
                self._told.notify_all()

    def listening(self, name: str) -> bool:
        """Return whether anybody listens to a view."""
        with self._told:
            return self._listeners.get(name, 0) > 0

    def close(self) -> None:
        """End every answer and let go of the port; a second time does nothing."""
        if self._closed:
            return
        self._closed = True
        with self._told:
            self._told.notify_all()
        with socket.create_connection((_LOOPBACK, self._http.server_address[1])):
            self._thread.join()
        self._http.server_close()

    # For the answers

    def knows(self, token: str) -> bool:
        """Return whether a word is the one that was given away."""
        return hmac.compare_digest(token.encode("utf-8", "replace"), self._token.encode())

    def news(self, name: str, last: Standing | None) -> Standing | None:
        """Wait for a while until a view stands otherwise; return how, or None where it does not.

        Raises:
            ConnectionAbortedError: the server is closed.
        """
        with self._told:
            self._told.wait_for(lambda: self._closed or self._standing.get(name) != last, _SILENCE)
            if self._closed:
                raise ConnectionAbortedError
            now = self._standing.get(name)
            return now if now != last else None

    def count(self, name: str, change: int) -> None:
        """Note that somebody begins or ends to listen."""
        with self._told:
            self._listeners[name] = self._listeners.get(name, 0) + change


class _Http(ThreadingHTTPServer):
    """Ends its connections when it is closed, so that no thread is left waiting."""

    daemon_threads = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], preview: Server) -> None:
        super().__init__(address, _Answer)
        self.preview = preview
        self._open: set[socket.socket] = set()

    def server_bind(self) -> None:
        """Bind without asking the system for this machine's name, which may take seconds."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()

    def process_request(self, request: object, client_address: object) -> None:
        """Answer on a thread of its own."""
        self._open.add(cast("socket.socket", request))
        super().process_request(request, client_address)  # pyright: ignore[reportArgumentType]

    def shutdown_request(self, request: object) -> None:
        """Let go of an answered connection."""
        self._open.discard(cast("socket.socket", request))
        super().shutdown_request(request)  # pyright: ignore[reportArgumentType]

    def server_close(self) -> None:
        """End what is under way and wait for it."""
        for one in list(self._open):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the browser was first
        super().server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """Note what went wrong; a browser that left is nothing of the kind."""
        _log.debug("an answer of the preview broke off", exc_info=True)


class _Answer(BaseHTTPRequestHandler):
    """One answer."""

    timeout = _PATIENCE
    server_version = "Desk"
    sys_version = ""

    def do_GET(self) -> None:
        """Answer whoever knows the word, and nobody whom a page of elsewhere sends."""
        preview = cast("_Http", self.server).preview
        path = unquote(self.path.partition("?")[0])
        token, _, rest = path.removeprefix("/").partition("/")
        if self.headers.get("Host") != preview.host or self._from_elsewhere(preview):
            self._send(b"", status=HTTPStatus.FORBIDDEN)
        elif not path.startswith("/") or not preview.knows(token):
            self._send(b"", status=HTTPStatus.NOT_FOUND)
        elif rest in outer.FILES:
            self._send(outer.file(rest), rest)
        else:
            self._of_view(preview, *rest.partition("/"))

    do_HEAD = do_GET  # noqa: N815  (as the base class has it)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse every other way of asking, and what cannot be read, without a word."""
        self._send(b"", status=HTTPStatus(code))

    def _from_elsewhere(self, preview: Server) -> bool:
        """Return whether a page of another origin asks, as the browser says."""
        origin = self.headers.get("Origin", f"http://{preview.host}")
        site = self.headers.get("Sec-Fetch-Site", "none")
        return origin != f"http://{preview.host}" or site not in {"same-origin", "none"}

    def _of_view(self, preview: Server, name: str, slash: str, path: str) -> None:
        view = preview.views.get(name)
        if view is None or not slash:
            self._fault(NotFound("There is no such preview"), HTTPStatus.NOT_FOUND)
        elif not path:
            nonce = secrets.token_urlsafe(16)
            policy = {"Content-Security-Policy": outer.policy(nonce)}
            self._send(outer.page(nonce), "preview.html", policy)
        elif path == "events":
            self._news(preview, name)
        else:
            self._file(view, path.removeprefix("site/"))

    def _file(self, view: View, path: str) -> None:
        path = f"{path}index.html" if not path or path.endswith("/") else path
        try:
            made = view.get(path)
        except NotFound as error:
            self._fault(error, HTTPStatus.NOT_FOUND)
        except DeskError as error:
            self._fault(error, HTTPStatus.INTERNAL_SERVER_ERROR)
        except Exception as error:  # noqa: BLE001  (a bug of ours is said on the page, and the preview goes on)
            _log.exception("the preview of %s failed", path)
            said = DeskError(
                f"Something went wrong in the program ({type(error).__name__}); the log has more"
            )
            self._fault(said, HTTPStatus.INTERNAL_SERVER_ERROR)
        else:
            self._send(made, path, {"Content-Security-Policy": f"{CSP}; frame-ancestors 'self'"})

    def _fault(self, error: DeskError, status: HTTPStatus) -> None:
        policy = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'"}
        self._send(outer.fault(error), "fault.html", policy, status)

    def _news(self, preview: Server, name: str) -> None:
        """Say how the view stands, again whenever that changes, until the browser or the server leaves."""
        self._head(HTTPStatus.OK, {"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        if self.command == "HEAD":
            return
        last: Standing | None = None
        preview.count(name, 1)
        preview.listened()
        try:
            while True:
                now = preview.news(name, last)
                last = now or last
                said = f"data: {json.dumps(asdict(now))}" if now else ":"
                self.wfile.write(f"{said}\n\n".encode())
        except OSError:
            self.close_connection = True
        finally:
            preview.count(name, -1)

    def _send(
        self,
        made: bytes,
        path: str = "",
        more: Mapping[str, str] = _NO_HEADERS,
        status: HTTPStatus = HTTPStatus.OK,
    ) -> None:
        kind = path.rpartition(".")[2]
        headers = {"Content-Type": _TYPES.get(kind, "application/octet-stream"), "Cache-Control": "no-store"}
        if status is HTTPStatus.OK and _NAMED_BY_CONTENT.fullmatch(path):
            headers["Cache-Control"] = "private, max-age=86400, immutable"
        elif status is HTTPStatus.OK and kind in _KEPT:
            mark = f'"{hashlib.sha256(made).hexdigest()[:20]}"'
            headers |= {"Cache-Control": "private, no-cache", "ETag": mark}
            if self.headers.get("If-None-Match") == mark:
                status, made = HTTPStatus.NOT_MODIFIED, b""
        self._head(status, {**headers, "Content-Length": str(len(made)), **more})
        if self.command != "HEAD":
            self.wfile.write(made)

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**_HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: addresses hold the word that nobody else may know."""
