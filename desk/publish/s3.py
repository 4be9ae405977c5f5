"""S3-compatible storage as a target, by obstore."""

import hashlib
import mimetypes
import re
from collections.abc import Collection, Generator, Iterable, Sequence
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

import obstore
from obstore import exceptions
from obstore.store import S3Store

from desk.domain import SecretNeeded, Target, Unreachable, Unwritable

if TYPE_CHECKING:
    from obstore import ObjectMeta, PutResult

_KEPT = "What was published before is still there"
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".xml": "application/xml",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".gz": "application/gzip",
}
"""What files are, on whatever system; browsers go by it."""

_SAID: Final = (
    ("NoSuchBucket", "There is no bucket {bucket}", "Make it first, or look at its name"),
    ("InvalidBucketName", "There is no bucket {bucket}", "Look at its name"),
    ("PermanentRedirect", "The bucket {bucket} is in another region", "Fill in the region"),
    ("AuthorizationHeaderMalformed", "The bucket {bucket} is in another region", "Fill in the region"),
    ("RequestTimeTooSkewed", "This device's clock is wrong", "Set it"),
    ("QuotaExceeded", "The storage is full", "Make room there and publish again"),
    ("EntityTooLarge", "The storage takes no file that large", "Ask its administrator"),
    ("XMinioStorageFull", "The storage is full", "Make room there and publish again"),
)
"""Words of servers, what they mean, and what to do."""

_SECRET: Final = ("SignatureDoesNotMatch", "InvalidAccessKeyId", "InvalidClientTokenId", "ExpiredToken")


class S3:
    """See `Storage`. A file is an object; objects are whole or not there."""

    lanes = 8

    def __init__(self, target: Target, secret: str) -> None:
        """See `opened`."""
        if not secret:
            raise SecretNeeded(
                f"{target.bucket} asks for the secret access key of {target.user}", todo="Give it"
            )
        self._target = target
        self._where = target.host or "Amazon S3"
        region = target.region or "us-east-1"
        self._store = S3Store(
            target.bucket,
            prefix=target.path.strip("/") or None,
            endpoint=target.host.rstrip("/") or f"https://s3.{region}.amazonaws.com",
            region=region,
            access_key_id=target.user,
            secret_access_key=secret,
            client_options={
                "allow_http": target.host.startswith("http:"),
                "timeout": timedelta(seconds=60),
                "connect_timeout": timedelta(seconds=15),
            },
            retry_config={"max_retries": 4, "retry_timeout": timedelta(seconds=60)},
        )
        with self._faults():
            next(iter(self._all(".desk")), None)

    def sizes(self, paths: Collection[str]) -> dict[str, int]:
        """See `Storage`. A thousand names come at once, so many are asked for by listing all."""
        with self._faults():
            if len(paths) < 50:
                return {path: size for path in paths if (size := self._size(path)) is not None}
            wanted, found = set(paths), dict[str, int]()
            for chunk in self._all():
                found |= {one["path"]: one["size"] for one in chunk if one["path"] in wanted}
            return found

    def _all(self, under: str = "") -> "Iterable[Sequence[ObjectMeta]]":
        return obstore.list(self._store, under or None, chunk_size=1000)  # pyright: ignore[reportUnknownMemberType]

    def _size(self, path: str) -> int | None:
        with suppress(FileNotFoundError):
            return obstore.head(self._store, path)["size"]
        return None

    def read(self, path: str) -> bytes:
        """See `Storage`."""
        with self._faults():
            return bytes(obstore.get(self._store, path).bytes())

    def write(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        with self._faults():
            self._see(path, content, self._put(path, content))

    def create(self, path: str, content: bytes) -> None:
        """See `Storage`."""
        with self._faults():
            try:
                self._put(path, content, "create")
            except exceptions.AlreadyExistsError as error:
                raise FileExistsError(path) from error
            except (exceptions.NotSupportedError, exceptions.GenericError) as error:
                if "NotImplemented" not in str(error):
                    raise
                if self._size(path) is not None:
                    raise FileExistsError(path) from error
                self._put(path, content)

    def _put(
        self, path: str, content: bytes, mode: Literal["create", "overwrite"] = "overwrite"
    ) -> "PutResult":
        dot = path.rfind(".")
        kind = _TYPES.get(path[dot:].lower()) or mimetypes.guess_type(path)[0] or "application/octet-stream"
        return obstore.put(
            self._store, path, content, mode=mode, attributes={"Content-Type": kind}, use_multipart=False
        )

    def _see(self, path: str, content: bytes, put: "PutResult") -> None:
        """See that what was taken in is what was sent: most servers answer with its MD5, all know a size."""
        found = _MD5.fullmatch(put["e_tag"] or "")
        if found and found[1] == hashlib.md5(content, usedforsecurity=False).hexdigest():
            return
        if self._size(path) != len(content):
            raise Unwritable(f"{self._where} did not keep {path} as it was sent", todo="Publish again")

    def remove(self, path: str) -> None:
        """See `Storage`."""
        with self._faults(), suppress(FileNotFoundError):
            obstore.delete(self._store, path)

    def tidy(self, paths: Collection[str]) -> None:
        """See `Storage`."""

    def settle(self) -> None:
        """See `Storage`."""

    def close(self) -> None:
        """See `Storage`."""

    @contextmanager
    def _faults(self) -> Generator[None]:
        try:
            yield
        except FileNotFoundError as error:
            if "NoSuchBucket" not in str(error):
                raise
            raise self._told(error) from error
        except FileExistsError:
            raise
        except (exceptions.BaseError, OSError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> Exception:
        said = str(error)
        for word, what, todo in _SAID:
            if word in said:
                return Unwritable(what.format(bucket=self._target.bucket), kept=_KEPT, todo=todo)
        if any(word in said for word in _SECRET):
            return SecretNeeded(
                f"{self._where} refuses the access key {self._target.user} or its secret",
                todo="Give the secret access key again, or another key's id",
            )
        refused = isinstance(error, exceptions.PermissionDeniedError | exceptions.UnauthenticatedError)
        if refused or "AccessDenied" in said:
            return Unwritable(
                f"{self._where} does not let {self._target.user} into {self._target.bucket}",
                kept=_KEPT,
                todo="Ask its administrator for the right to list, read, write and delete there",
            )
        return Unreachable(
            f"{self._where} does not answer as it should: {_short(said)}",
            kept="What was sent stays; readers see whole pages",
            todo="Look at the endpoint and the network, then publish again: it goes on from there",
        )


def _short(said: str) -> str:
    """Return the first words of a library's long report."""
    line = next((line.strip() for line in said.splitlines() if line.strip()), "no reason given")
    return line if len(line) < 200 else f"{line[:200]}…"
