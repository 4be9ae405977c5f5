"""What the world did: errors that a person can read and act on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk.domain.checking import Finding
    from desk.domain.status import Status


_NAMED = 40  # letters of a name that is too long
_SHORTER = "Give it a shorter one: 200 letters of English, 100 of Armenian, Russian or Arabic are sure to fit"


class DeskError(Exception):
    """Something outside the program stands in the way; nothing was changed unless `kept` says so.

    Attributes:
        what: what happened, one sentence without a full stop.
        kept: what is safe, or empty.
        todo: what the person can do next, or empty.
    """

    def __init__(self, what: str, *, kept: str = "", todo: str = "") -> None:
        self.what = what
        self.kept = kept
        self.todo = todo
        super().__init__(what)

    def __str__(self) -> str:
        """Return the whole message on one line."""
        parts = (part.strip().replace("\n", " ").rstrip(".") for part in (self.what, self.kept, self.todo))
        return ". ".join(part for part in parts if part) + "."


class NotADesk(DeskError):
    """The folder is no desk folder, or is damaged past opening."""


class NewerDesk(DeskError):
    """The desk was made by a newer version of the program."""


class NotFound(DeskError):
    """Nothing by that id, slug or name."""


class BadInput(DeskError):
    """A file, an address or a value that cannot be taken."""


def name_too_long(path: object, *, kept: str = "") -> BadInput:
    """Return the error of a path, where it is known, whose longest part no file or folder can be called."""
    named = max(
        str(path or "").replace("\\", "/").split("/"),
        key=lambda part: len(part.encode(errors="surrogatepass")),
    )
    which = f": “{named[:_NAMED]}…”" if named else ""
    return BadInput(f"That name is too long for a file or folder{which}", kept=kept, todo=_SHORTER)


class BadEncoding(BadInput):
    """A text that is not UTF-8.

    Attributes:
        encodings: names of encodings that read the file without a fault, likeliest first.
    """

    def __init__(self, what: str, encodings: tuple[str, ...], **words: str) -> None:
        super().__init__(what, **words)
        self.encodings = encodings


class SlugClash(BadInput):
    """Another story already stands at that address."""


class Conflict(DeskError):
    """Somebody else saved the same thing since it was read.

    Attributes:
        current: the thing as it stands now (`Story`, `Photo`, `CuratedList`, `Publication`), or None.
    """

    def __init__(self, what: str, current: object = None, **words: str) -> None:
        super().__init__(what, **words)
        self.current = current


class Overtaken(Conflict):
    """Somebody else published there since this device did."""


class Stopped(DeskError):
    """Findings that must be cleared keep a story from a status.

    Attributes:
        status: where it was to move.
        findings: what is open.
    """

    def __init__(self, status: "Status", findings: "tuple[Finding, ...]") -> None:
        self.status, self.findings = status, findings
        number = len(findings)
        many = "One thing must" if number == 1 else f"{number} things must"
        first = " ".join(finding.message.rstrip(".") for finding in findings[:1])
        first += " …" if number > 1 else ""
        super().__init__(
            f"{many} be cleared before it is {status.label.lower()}: {first}",
            kept="It stays where it is",
            todo="Clear what the copy desk points out, or say why it moves on all the same",
        )


class Unwritable(DeskError):
    """The disk refused: full, read-only, locked or gone."""


class Cancelled(DeskError):
    """The person stopped the work."""


class Unreachable(DeskError):
    """Another machine does not answer, or what it says cannot be understood."""


class SecretNeeded(DeskError):
    """A password is needed, and there is none or it is refused."""


class HostUnknown(DeskError):
    """A server was never met before; a person has to say whether it is the right one.

    Attributes:
        name: of the server as it is noted.
        kind, key: of its public key, the key in base64.
        fingerprint: of the key, as `ssh-keygen -l` shows it.
    """

    def __init__(self, what: str, *, name: str, kind: str, key: str, fingerprint: str, todo: str) -> None:
        super().__init__(what, todo=todo)
        self.name, self.kind, self.key, self.fingerprint = name, kind, key, fingerprint
